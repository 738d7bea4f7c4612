"""European Union: notice and action under the Digital Services Act, Regulation (EU) 2022/2065, arts 16 to 24.

The Act names no number of days for deciding; it wants receipts, decisions and answers without undue delay, reasons for
each restriction (art. 17), a free complaint for at least six months (art. 20) and an out-of-court body (art. 21: 90
days, 180 in highly complex disputes). The seller is heard first, for as long as the house promises. Rights of single
member states are asserted under the same pack, by the calendar of the country.
"""

from dataclasses import replace
from datetime import date

from policy.letters import letter
from policy.model import AppealRule, ClockRule, Disclosure, Duty, Extension, Pack, PaperRule, Source
from policy.packs import house, house_2026, house_grounds, house_more_letters, lawful
from policy.packs.lawful import Law
from policy.words import gettext_noop as _

MEMBERS = tuple("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
DSA = Law("eu", "Regulation (EU) 2022/2065 (Digital Services Act)", date(2024, 2, 17))
KINDS = ("trademark", "copyright", "design", "patent")

NOTICE = (
    replace(
        lawful.why("DSA art. 16(2)(a)"),
        title=_("Why you hold the listings to be illegal"),
        help=_("A sufficiently substantiated explanation: what is shown or offered, and how you can tell."),
    ),
    lawful.right("DSA art. 16(2)(a)"),
    lawful.location("DSA art. 16(2)(b)"),
    lawful.contact("DSA art. 16(2)(c)", _("Name and e-mail address.")),
    lawful.statement(
        "good_faith",
        _("Good-faith statement"),
        "DSA art. 16(2)(d)",
        _("I believe in good faith that the information and allegations in this notice are accurate and complete."),
    ),
)

RECEIPT = lawful.acknowledge(DSA("receipt", "art. 16(4)"))
DECIDE_NOTICE = lawful.unbounded(
    "decide_notice",
    _("Decide on the notice, without undue delay"),
    DSA("decide_notice", "art. 16(5) and (6)"),
    starts_on="notice_complete",
    stops_on=("decided", "withdrawn"),
    then="decide_overdue",
)
APPEAL = ClockRule(
    kind="appeal",
    title=_("Complaint against the decision, free of charge, for both sides"),
    starts_on="informed",
    unit="calendar_months",
    upper=6,
    least=6,
    binds="party",
    then="appeal_closes",
    rule=DSA("appeal", "art. 20(1) and (2)"),
)
BODY = ClockRule(
    kind="body",
    title=_("The out-of-court body decides"),
    starts_on="body_seized",
    unit="calendar_days",
    upper=90,
    binds="body",
    stops_on=("body_decided", "withdrawn"),
    then="information_overdue",
    rule=DSA("body", "art. 21(4)"),
    extension=Extension(
        _("The dispute is highly complex"), 180, "calendar_days", DSA("body_complex", "art. 21(4), third sentence")
    ),
)

PAPERS = (
    *house_2026.PAPERS,
    PaperRule(
        "body_seized", _("A certified out-of-court body was turned to"), "body_seized", ("complainant", "seller"),
        DSA("body_right", "art. 21(1)"),
    ),
    PaperRule(
        "body_decided", _("The out-of-court body has decided"), "body_decided", ("complainant", "seller"),
        DSA("body_decides", "art. 21(2)"),
    ),
)  # fmt: skip

GROUNDS = house_grounds.tree(
    KINDS,
    {
        "counterfeit": "Reg. (EU) 2017/1001 art. 9(2)(a), or the national law alike",
        "mark": "Reg. (EU) 2017/1001 art. 9(2) and (3), or the national law alike",
        "mark.altered": "Reg. (EU) 2017/1001 art. 15(2)",
        "mark.imported": "Reg. (EU) 2017/1001 art. 15(1)",
        "fair": "Reg. (EU) 2017/1001 art. 14",
        "copying": "Directive 2001/29/EC arts 2 to 4",
        "design": "Reg. (EC) 6/2002 art. 19",
        "allowed.exception": "Directive 2001/29/EC art. 5",
        "dismissed.exhausted": "Reg. (EU) 2017/1001 art. 15(1)",
    },
)

DECISION = letter("decision", "eu.decision")

PACK = Pack(
    code="eu-dsa",
    version="1",
    region="EU",
    also_in=MEMBERS,
    right_kinds=KINDS,
    title=_("European Union: notice and action (Digital Services Act)"),
    valid_from=date(2024, 2, 17),
    time_zone="Europe/Brussels",
    sources=(Source(DSA.title, "arts 15 to 32"), Source("Reg. (EU) 2017/1001", "arts 9, 14, 15"), house.HOUSE),
    notice_rule=DSA("notice", "art. 16(2)"),
    notice=NOTICE,
    answers=house_2026.ANSWERS,
    clocks=lawful.but(house_2026.CLOCKS, RECEIPT, DECIDE_NOTICE, APPEAL, BODY),
    counter_notice=house_2026.COUNTER_NOTICE,
    appeal=AppealRule(
        ("complainant", "seller"),
        "appeal",
        "decide_appeal",
        DSA("appeal_right", "art. 20"),
        body_clock="body",
    ),
    papers=PAPERS,
    security=house_2026.SECURITY,
    remedies=house.remedies("EU"),
    reasons=house_grounds.reasons(*KINDS),
    grounds=GROUNDS,
    strikes=house_2026.TRADEMARK.strikes,
    letters=(
        *(letter for letter in house_more_letters.ALL if letter.code != "decision"),
        DECISION,
        house_more_letters.BODY,
    ),
    misrepresentation=_(
        "Whoever frequently submits notices or complaints that are manifestly unfounded is, after a warning, not heard "
        "for a reasonable time (DSA art. 23(2)), and may be liable under the law of a member state."
    ),
    disclosure=Disclosure("name_and_mail", "name_and_mail", DSA("disclosure", "art. 17(3)(b)")),
    duties=(
        Duty("knowledge", _("A notice that is precise enough gives actual knowledge."), DSA("knowledge", "art. 16(3)")),
        Duty("reasons", _("Give a statement of reasons for each restriction."), DSA("reasons", "art. 17")),
        Duty(
            "flaggers",
            _("Give the notices of trusted flaggers priority within their expertise."),
            DSA("flaggers", "art. 22(1)", secondary=True, when="!micro"),
        ),
        Duty(
            "misuse",
            _("Suspend, after a warning and for a reasonable time, users and notifiers who misuse the service."),
            DSA("misuse", "art. 23", when="!micro"),
        ),
        Duty(
            "database",
            _("Send each statement of reasons to the Commission's database, without personal data."),
            DSA("database", "art. 24(5)", when="!micro"),
        ),
        Duty(
            "report", _("Publish a transparency report every year."), DSA("report", "arts 15 and 24(1)", when="!micro")
        ),
        Duty("traders", _("Collect, check and show who the traders are."), DSA("traders", "art. 30", when="!micro")),
        Duty(
            "products",
            _("Let traders identify products, and check at random."),
            DSA("products", "art. 31", when="!micro"),
        ),
        Duty("buyers", _("Tell the buyers of an illegal product."), DSA("buyers", "art. 32", when="!micro")),
    ),
)
