"""Taiwan: notice, counter-notice and restoration under the Copyright Act arts 90-4 to 90-11 and the regulations to it.

The counter-notice is forwarded; if the right holder shows no litigation within ten business days from the day after
receiving it, what was removed is restored within 14 business days from the day after forwarding. A defective notice or
counter-notice that is not corrected within five working days was never made.
"""

from dataclasses import replace
from datetime import date

from policy.letters import letter
from policy.model import ClockRule, CounterNoticeRule, Disclosure, Duty, Pack, RemovalRule, Source
from policy.packs import house, house_2026, house_grounds, house_more_letters, lawful
from policy.packs.lawful import Law
from policy.words import gettext_noop as _

ACT = Law("tw", "Copyright Act (Taiwan)", date(2009, 5, 13))
REGULATIONS = Law("tw", "Regulations on the limitation of liability of service providers (Taiwan)", date(2009, 11, 17))

LAW = "Copyright Act arts 90-4 to 90-11"

NOTICE = (
    lawful.right(LAW),
    lawful.location(LAW),
    lawful.contact(LAW),
    lawful.why(LAW),
    lawful.statement(
        "good_faith", _("Good-faith belief"), LAW,
        _("I believe in good faith that the use is not authorised by the owner or by law, and what I state is true."),
    ),
    lawful.signature(LAW),
)  # fmt: skip
COUNTER_NOTICE = (
    lawful.text(
        "explanation", _("Why the material was wrongly removed"), LAW,
        _("What was removed, where it stood, and why it is lawful."),
    ),
    lawful.contact(LAW),
    lawful.statement(
        "accuracy", _("Accuracy"), LAW,
        _("I believe in good faith that I may lawfully use the material, and what I state is true."),
    ),
    lawful.signature(LAW),
)  # fmt: skip
COURT_STOPS = ("court_action_shown", "withdrawn", "restored")
LITIGATION = ClockRule(
    kind="litigation",
    title=_("Show that litigation was begun"),
    starts_on="counter_notice_delivered",
    unit="business_days",
    calendar="TW",
    lower=10,
    upper=10,
    binds="complainant",
    stops_on=COURT_STOPS,
    then="put_back",
    rule=ACT("litigation", "art. 90-9"),
)
PUT_BACK = ClockRule(
    kind="put_back",
    title=_("Restore, at the latest"),
    starts_on="counter_notice_forwarded",
    unit="business_days",
    calendar="TW",
    upper=14,
    binds="marketplace",
    stops_on=COURT_STOPS,
    then="put_back",
    rule=REGULATIONS("put_back", "art. 6"),
)
CORRECT = replace(
    house.CORRECT,
    unit="working_days",
    calendar="TW",
    upper=5,
    least=5,
    rule=REGULATIONS("correct", "art. 4"),
)
FORWARDED = letter("counter_notice", "tw.counter_notice")
REMOVED = letter("removed", "tw.removed")

PACK = Pack(
    code="tw-copyright",
    version="1",
    region="TW",
    right_kinds=("copyright",),
    title=_("Taiwan: copyright notices"),
    valid_from=date(2009, 11, 17),
    time_zone="Asia/Taipei",
    sources=(Source(ACT.title, "arts 90-4 to 90-11"), Source(REGULATIONS.title, "arts 4 and 6"), house.HOUSE),
    notice_rule=REGULATIONS("notice", "art. 4"),
    notice=NOTICE,
    answers=(*house_2026.ANSWERS[:-1], house_2026.ANSWERS[-1]),
    clocks=lawful.but(
        house_2026.CLOCKS,
        CORRECT,
        lawful.remove_at_once(
            ACT("remove", "arts 90-4 to 90-11", secondary=True), _("Remove or disable, expeditiously")
        ),
        lawful.tell_seller(ACT("notify_seller", "arts 90-4 to 90-11", secondary=True)),
        lawful.forward_counter_notice(ACT("forward", "art. 90-9")),
        LITIGATION,
        PUT_BACK,
    ),
    removal=RemovalRule("remove", "notice.complete", "delist", ACT("removal", "arts 90-4 to 90-11", secondary=True)),
    counter_notice=CounterNoticeRule(
        before_removal=False,
        after_removal=True,
        elements=COUNTER_NOTICE,
        put_back=("litigation", "put_back"),
        rule=ACT("counter_notice", "art. 90-9"),
    ),
    appeal=house.APPEALS,
    papers=house_2026.LAW_PAPERS,
    remedies=house.remedies("TW"),
    reasons=house_grounds.reasons("copyright"),
    grounds=house_grounds.tree(
        ("copyright",),
        {"copying": "Copyright Act art. 22", "allowed.exception": "Copyright Act arts 44 to 65"},
        on_notice=LAW,
    ),
    strikes=house.STRIKES,
    letters=(*(letter for letter in house_more_letters.ALL if letter.code != "counter_notice"), FORWARDED, REMOVED),
    misrepresentation=_(
        "Whoever misrepresents, intentionally or negligently, is liable for the damage (Copyright Act art. 90-11)."
    ),
    disclosure=Disclosure("all", "all", ACT("disclosure", "art. 90-9", secondary=True)),
    duties=(
        Duty(
            "three_strikes",
            _("Tell users that service ends after three infringements; publish a contact window."),
            ACT("three_strikes", "art. 90-4"),
        ),
    ),
)
