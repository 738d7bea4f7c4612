"""China: the E-Commerce Law of 2018 for goods, and the network copyright regulation for pictures and texts.

Two regimes. Under the E-Commerce Law (arts 42 to 45) a notice with prima facie evidence brings measures and is passed
on; the seller's declaration of non-infringement is passed back, and if the right holder does not complain to an authority
or sue within 15 days of receiving it, the measures end. Under the regulation on the protection of the right of
communication through information networks (arts 14 to 17 and 24) a host removes at once on a notice and restores at once
on the user's written explanation, and the same item may not be notified again.

Time that notarisation or legalisation abroad takes is not counted, up to 20 working days in all (Supreme People's
Court, reply in force since 14 September 2020). A new draft of twenty articles is in consultation; it is not law.
"""

from dataclasses import replace
from datetime import date

from policy.letters import letter
from policy.model import (
    Answer,
    ClockRule,
    CounterNoticeRule,
    Disclosure,
    Duty,
    Extension,
    Pack,
    PaperRule,
    Reason,
    RemovalRule,
    Source,
)
from policy.packs import house, house_2026, house_grounds, house_more_letters, lawful
from policy.packs.lawful import Law
from policy.words import gettext_noop as _

KINDS = ("trademark", "copyright", "design", "patent")
ECL = Law("cn.ecl", "E-Commerce Law of the People's Republic of China (2018)", date(2019, 1, 1))
REPLY = Law("cn.spc", "Supreme People's Court, reply on network infringement disputes (2020)", date(2020, 9, 14))
NETWORK = Law(
    "cn.net",
    "Regulation on the Protection of the Right of Communication through Information Networks",
    date(2013, 3, 1),
)
GUIDANCE = "SPC Guiding Opinions on e-commerce platforms (2020)"

NOTICE = (
    replace(lawful.right(GUIDANCE), help=_("The proof of your right: taken from your right on file.")),
    lawful.contact(GUIDANCE, _("The real identity of the right holder, and of whoever acts for it.")),
    lawful.location(GUIDANCE),
    replace(
        lawful.why("E-Commerce Law art. 42"),
        title=_("Prima facie evidence of the infringement"),
        help=_("What the listings show or offer, how you can tell, and what proves it."),
    ),
    lawful.statement(
        "guarantee", _("Guarantee of truth"), GUIDANCE, _("I guarantee in writing that this notice is true.")
    ),
    lawful.signature(GUIDANCE),
)
DECLARATION = (
    replace(
        lawful.text(
            "explanation",
            _("Declaration of non-infringement, with prima facie evidence"),
            "E-Commerce Law art. 43",
            _("Say why there is no infringement, and add the evidence: invoices, authorisations, pictures."),
        ),
    ),
    lawful.contact("Civil Code art. 1196", _("Your real identity, and how to reach you.")),
    lawful.statement(
        "guarantee", _("Guarantee of truth"), GUIDANCE, _("I guarantee in writing that this declaration is true.")
    ),
    lawful.signature(GUIDANCE),
)

COUNTER = Answer(
    "counter_notice",
    _("I declare that there is no infringement"),
    _("Send a declaration with prima facie evidence; it is passed on to the right holder."),
    "contested",
    needs="counter_notice",
)
PUT_BACK = ClockRule(
    kind="put_back",
    title=_("End the measures, unless a complaint to an authority or a court action is shown"),
    starts_on="counter_notice_delivered",
    unit="calendar_days",
    calendar="CN",
    lower=15,
    upper=15,
    binds="marketplace",
    stops_on=("court_action_shown", "authority_complaint_shown", "withdrawn", "restored"),
    then="put_back",
    rule=ECL("put_back", "art. 43(2)"),
    extension=Extension(
        _("Notarisation or legalisation abroad takes longer"),
        20,
        "working_days",
        REPLY("notarisation", "in force since 14 September 2020"),
    ),
)
FORWARDED = letter("counter_notice", "cn.counter_notice")
REMOVED = letter("removed", "cn.removed")
LETTERS = (
    *(letter for letter in house_more_letters.ALL if letter.code != "counter_notice"),
    FORWARDED,
    REMOVED,
)
PAPERS = tuple(
    PaperRule(
        paper.code, paper.title, paper.event, paper.by, ECL("papers", "art. 43(2)"), paper.restores, paper.removes
    )
    for paper in house_2026.LAW_PAPERS
)
PLACES = {
    "counterfeit": "Trademark Law (2019) art. 57",
    "mark": "Trademark Law (2019) art. 57",
    "fair": "Trademark Law (2019) art. 59",
    "copying": "Copyright Law (2020) arts 10, 53",
    "allowed.exception": "Copyright Law (2020) art. 24",
}
MEASURES = "E-Commerce Law art. 42(2)"

PICTURES = (
    Reason("picture_copied", _("My picture is used in the listing"), ("copyright",)),
    Reason("text_copied", _("My text is used in the listing"), ("copyright",)),
)

E_COMMERCE = Pack(
    code="cn-ecl",
    version="1",
    region="CN",
    right_kinds=KINDS,
    title=_("China: goods (E-Commerce Law)"),
    valid_from=date(2019, 1, 1),
    time_zone="Asia/Shanghai",
    sources=(Source(ECL.title, "arts 41 to 45, 84"), Source(REPLY.title, ""), house.HOUSE),
    notice_rule=ECL("notice", "art. 42(1)"),
    notice=NOTICE,
    answers=(*house_2026.ANSWERS[:-1], COUNTER),
    clocks=lawful.but(
        house_2026.CLOCKS,
        lawful.remove_at_once(ECL("measures", "art. 42(2)"), _("Take the necessary measures, timely")),
        lawful.tell_seller(ECL("notify_seller", "art. 42(2)")),
        lawful.forward_counter_notice(ECL("forward", "art. 43(2)")),
        PUT_BACK,
    ),
    removal=RemovalRule("remove", "notice.complete", "delist", ECL("removal", "art. 42(2)")),
    counter_notice=CounterNoticeRule(
        before_removal=True,
        after_removal=True,
        elements=DECLARATION,
        put_back=("put_back",),
        rule=ECL("declaration", "art. 43(1)"),
    ),
    appeal=house.APPEALS,
    papers=PAPERS,
    security=house_2026.SECURITY,
    publishes=ECL("publish", "art. 44"),
    remedies=house.remedies("CN"),
    reasons=tuple(r for r in house_grounds.reasons(*KINDS) if r not in PICTURES),
    grounds=house_grounds.tree(KINDS, PLACES, on_notice=MEASURES),
    strikes=house_2026.TRADEMARK.strikes,
    letters=LETTERS,
    misrepresentation=_(
        "Whoever causes loss by a wrong notice is liable for it; whoever sends a wrong notice in bad faith owes double "
        "damages (E-Commerce Law art. 42(3))."
    ),
    disclosure=Disclosure("all", "all", ECL("disclosure", "arts 42, 43", secondary=True)),
    duties=(
        Duty("publish", _("Publish notices, declarations and outcomes promptly."), ECL("publish", "art. 44")),
        Duty(
            "knowledge",
            _("Act when an infringement is known or should be known, or be jointly liable."),
            ECL("knowledge", "arts 45, 84"),
        ),
    ),
)

RESTORE = replace(
    PUT_BACK,
    title=_("Restore at once on the written explanation"),
    starts_on="counter_notice_received",
    lower=0,
    upper=0,
    stops_on=("withdrawn", "restored"),
    rule=NETWORK("restore", "art. 17"),
    extension=None,
)
EXPLAINED = letter("counter_notice", "cn.explanation")
NETWORK_COPYRIGHT = replace(
    E_COMMERCE,
    code="cn-network",
    right_kinds=("copyright",),
    title=_("China: pictures and texts (network copyright regulation)"),
    valid_from=date(2013, 3, 1),
    sources=(Source(NETWORK.title, "arts 14 to 17, 24"), house.HOUSE),
    notice_rule=NETWORK("notice", "art. 14"),
    clocks=lawful.but(
        house_2026.CLOCKS,
        lawful.remove_at_once(NETWORK("remove", "art. 15")),
        lawful.tell_seller(NETWORK("notify_seller", "art. 15")),
        lawful.forward_counter_notice(NETWORK("forward", "art. 17")),
        RESTORE,
    ),
    removal=RemovalRule(
        "remove",
        "notice.complete",
        "delist",
        NETWORK("removal", "art. 15"),
        once_per_place=NETWORK("once", "art. 17"),
    ),
    counter_notice=CounterNoticeRule(
        before_removal=False,
        after_removal=True,
        elements=DECLARATION,
        put_back=("put_back",),
        rule=NETWORK("explanation", "art. 16"),
    ),
    publishes=None,
    strikes=house.STRIKES,
    reasons=PICTURES,
    grounds=house_grounds.tree(("copyright",), PLACES, on_notice="Network regulation art. 15"),
    letters=(*(letter for letter in LETTERS if letter.code != "counter_notice"), EXPLAINED),
    papers=house_2026.PAPERS,
    misrepresentation=_("Whoever causes loss by a wrong notice is liable for it (network regulation art. 24)."),
    disclosure=Disclosure("all", "all", NETWORK("disclosure", "arts 14, 16", secondary=True)),
    duties=(),
)
