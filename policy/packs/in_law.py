"""India: copyright blocks under Rule 75 of the Copyright Rules, 2013, and the grievance clocks of the IT Rules, 2021.

A written complaint with the particulars of Rule 75(2) blocks within 36 hours, for 21 days from the complaint or until a
court order; then the host may restore. There is no counter-notice, and no duty on a repeat complaint about the same
place. The IT Rules want an acknowledgement within 24 hours and a disposal within seven days since 20 February 2026 (15
days before); an order of a court or of the government is obeyed within three hours since that day (36 before).
"""

from dataclasses import replace
from datetime import date, timedelta

from policy.letters import letter
from policy.model import ClockRule, CounterNoticeRule, Disclosure, Duty, Pack, PaperRule, RemovalRule, Source
from policy.packs import house, house_2026, house_forms, house_grounds, house_more_letters, lawful
from policy.packs.lawful import Law
from policy.words import gettext_noop as _

ACT = Law("in", "Copyright Act, 1957", date(2013, 3, 14))
RULES = Law("in", "Copyright Rules, 2013", date(2013, 3, 14))
IT = Law(
    "in",
    "Information Technology (Intermediary Guidelines and Digital Media Ethics Code) Rules, 2021",
    date(2021, 5, 26),
)
CHANGED = date(2026, 2, 20)
BEFORE = CHANGED - timedelta(days=1)
OTHERS = ("trademark", "design", "patent")

NOTICE = (
    replace(lawful.right("Rule 75(2)(a)"), help=_("The description of the work, with what is needed to identify it.")),
    lawful.text(
        "ownership",
        _("Ownership"),
        "Rule 75(2)(b)",
        _("What shows that you own the copyright or are the exclusive licensee."),
    ),
    replace(
        lawful.why("Rule 75(2)(c)"),
        help=_("Why the copy is infringing and not within section 52 of the Act or any other permitted use."),
    ),
    lawful.location("Rule 75(2)(d)"),
    lawful.text(
        "person",
        _("The person responsible, if known"),
        "Rule 75(2)(e)",
        _("Who uploaded it, as far as you know."),
        required=False,
    ),
    lawful.statement(
        "undertaking",
        _("Undertaking to sue"),
        "Rule 75(2)(f)",
        _("I undertake to file an infringement suit in the competent court and to produce its order within 21 days."),
    ),
    lawful.contact(house_forms.REFERENCE),
    lawful.signature(house_forms.REFERENCE),
)


def grievance() -> tuple[ClockRule, ...]:
    """The clocks of the grievance officer: acknowledge, dispose, obey an order; each as it stands on its day."""

    def dispose(
        days: int, *, since: date | None = None, until: date | None = None, secondary: bool = False
    ) -> ClockRule:
        return ClockRule(
            kind="dispose",
            title=_("Dispose of the complaint"),
            starts_on="complaint_filed",
            unit="calendar_days",
            upper=days,
            binds="marketplace",
            stops_on=("informed", "withdrawn"),
            then="decide_overdue",
            rule=IT("dispose", "rule 3(2)(a)", since=since, until=until, secondary=secondary),
        )

    def obey(hours: int, *, since: date | None = None, until: date | None = None) -> ClockRule:
        return ClockRule(
            kind="obey_order",
            title=_("Obey the order of a court or of the government"),
            starts_on="court_order_shown",
            unit="hours",
            upper=hours,
            binds="marketplace",
            stops_on=("removal_applied", "restored", "withdrawn"),
            then="removal_overdue",
            rule=IT("obey_order", "rule 3(1)(d)", since=since, until=until, secondary=True),
        )

    return (
        lawful.acknowledge(IT("acknowledge", "rule 3(2)(a)"), 24),
        dispose(15, until=BEFORE),
        dispose(7, since=CHANGED, secondary=True),
        obey(36, until=BEFORE),
        obey(3, since=CHANGED),
    )


REMOVE = ClockRule(
    kind="remove",
    title=_("Block access"),
    starts_on="notice_complete",
    unit="hours",
    upper=36,
    binds="marketplace",
    stops_on=lawful.REMOVAL_STOPS,
    then="removal_overdue",
    rule=RULES("remove", "rule 75(3)", secondary=True),
)
BLOCK = ClockRule(
    kind="block",
    title=_("The block ends, unless an order of a court is produced"),
    starts_on="notice_complete",
    unit="calendar_days",
    lower=21,
    upper=21,
    binds="marketplace",
    stops_on=("court_order_shown", "withdrawn", "restored"),
    then="block_lapses",
    rule=ACT("block", "s. 52(1)(c), proviso"),
)
ORDER = PaperRule(
    "order_against_seller",
    _("The order of a court"),
    "court_order_shown",
    ("complainant",),
    RULES("order", "rule 75(4) and (5)", secondary=True),
    removes=True,
)
PAPERS = (*(p for p in house_2026.PAPERS if p.code != ORDER.code), ORDER)
REMOVED = letter("removed", "in.removed")

COPYRIGHT = Pack(
    code="in-copyright",
    version="1",
    region="IN",
    right_kinds=("copyright",),
    title=_("India: copyright (Rule 75)"),
    valid_from=date(2013, 3, 14),
    time_zone="Asia/Kolkata",
    sources=(Source(ACT.title, "s. 52(1)(c)"), Source(RULES.title, "rule 75"), Source(IT.title, "rule 3"), house.HOUSE),
    notice_rule=RULES("notice", "rule 75(2)", secondary=True),
    notice=NOTICE,
    answers=house_2026.ANSWERS[:-1],
    clocks=lawful.but(house_2026.CLOCKS, *grievance(), REMOVE, BLOCK),
    removal=RemovalRule(
        "remove",
        "notice.complete",
        "delist",
        RULES("removal", "rule 75(3)", secondary=True),
        once_per_place=RULES("once", "rule 75(6)", secondary=True),
    ),
    counter_notice=CounterNoticeRule(
        before_removal=False,
        after_removal=False,
        elements=house_forms.COUNTER_NOTICE,
        put_back=(),
        rule=RULES("no_counter_notice", "rule 75", secondary=True),
    ),
    appeal=house.APPEALS,
    papers=PAPERS,
    remedies=house.remedies("IN"),
    reasons=house_grounds.reasons("copyright"),
    grounds=house_grounds.tree(
        ("copyright",),
        {"copying": "Copyright Act, 1957 ss. 14, 51", "allowed.exception": "Copyright Act, 1957 s. 52"},
        on_notice="Copyright Rules, 2013, rule 75(3)",
    ),
    strikes=house.STRIKES,
    letters=(*house_more_letters.ALL, REMOVED),
    misrepresentation=house_forms.MISREPRESENTATION,
    disclosure=Disclosure("all", "name", RULES("disclosure", "rule 75(2)", secondary=True)),
    duties=(
        Duty(
            "show_reasons",
            _("Show visitors why the material is blocked."),
            RULES("reasons", "rule 75(4)", secondary=True),
        ),
    ),
)

GRIEVANCES = replace(
    house_2026.TRADEMARK,
    code="in-grievance",
    version="1",
    region="IN",
    right_kinds=OTHERS,
    title=_("India: trademarks, designs, patents (grievance clocks)"),
    valid_from=date(2021, 5, 26),
    time_zone="Asia/Kolkata",
    sources=(Source(IT.title, "rule 3"), house.HOUSE),
    clocks=lawful.but(house_2026.CLOCKS, *grievance()),
    remedies=house.remedies("IN"),
    reasons=house_grounds.reasons(*OTHERS),
    grounds=house_grounds.tree(
        OTHERS,
        {
            "counterfeit": "Trade Marks Act, 1999 ss. 29, 102",
            "mark": "Trade Marks Act, 1999 s. 29",
            "fair": "Trade Marks Act, 1999 s. 30(1) and (2)",
        },
    ),
)
