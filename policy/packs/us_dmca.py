"""United States, copyright: notice and take-down under 17 USC 512(c) and (g).

The law asks for removal "expeditiously" and for telling the user "promptly", without a number of hours: those clocks
count and have no bound. It has one window: put back not less than 10 and not more than 14 business days after the
counter-notice, unless the complainant shows a court action first. Appeal, decision and grace are house policy.
Read: 112 Stat. 2883 and the text of section 512 as codified; 512(g)(2)(A) in a secondary source alone.
"""

from dataclasses import replace
from datetime import date

from policy.letters import letter
from policy.model import (
    ANY,
    Answer,
    ClockRule,
    CounterNoticeRule,
    Duty,
    Element,
    Exhaustion,
    Ground,
    Option,
    Pack,
    Reason,
    RemovalRule,
    Rule,
    Source,
)
from policy.packs import house, house_forms, house_letters
from policy.words import gettext_noop as _

SINCE = date(1998, 10, 28)
STATUTE = "17 USC"
KIRTSAENG = Source("Kirtsaeng v. John Wiley & Sons (US Supreme Court, 2013)", "17 USC 109(a)")


def law(code: str, reference: str, *, verified: bool = True) -> Rule:
    """A rule of title 17 in force since the Act was signed."""
    return Rule(f"us.{code}", basis="law", verified=verified, source=Source(STATUTE, reference), valid_from=SINCE)


NOTICE = (
    Element(
        "signature",
        _("Signature"),
        "signature",
        "17 USC 512(c)(3)(A)(i)",
        help=_("Type the full name of the owner, or of the person authorised to act for the owner."),
    ),
    Element(
        "work",
        _("The copyrighted work"),
        "text",
        "17 USC 512(c)(3)(A)(ii)",
        help=_("Name the work. For many works on one site a representative list is enough."),
        core=True,
        filled_from="right",
    ),
    Element(
        "location",
        _("Where the material is"),
        "text",
        "17 USC 512(c)(3)(A)(iii)",
        help=_("The listings, so that they can be found."),
        core=True,
        filled_from="listings",
    ),
    Element(
        "contact",
        _("How to reach you"),
        "text",
        "17 USC 512(c)(3)(A)(iv)",
        help=_("Postal address, telephone number and e-mail address."),
        core=True,
        filled_from="party",
    ),
    Element(
        "good_faith",
        _("Good-faith belief"),
        "statement",
        "17 USC 512(c)(3)(A)(v)",
        statement=_(
            "I believe in good faith that the use complained of is not authorised by the copyright owner, "
            "its agent, or the law."
        ),
    ),
    Element(
        "accuracy_authority",
        _("Accuracy and authority"),
        "statement",
        "17 USC 512(c)(3)(A)(vi)",
        statement=_(
            "The information in this notice is accurate and, under penalty of perjury, I am authorised to act for "
            "the owner of an exclusive right that is allegedly infringed."
        ),
    ),
)

COUNTER_NOTICE = (
    Element(
        "signature",
        _("Signature"),
        "signature",
        "17 USC 512(g)(3)(A)",
        help=_("Type your full name."),
    ),
    Element(
        "material",
        _("The material and where it was"),
        "text",
        "17 USC 512(g)(3)(B)",
        help=_("What was removed, and where it stood before."),
        filled_from="listings",
    ),
    Element(
        "mistake",
        _("Mistake or misidentification"),
        "statement",
        "17 USC 512(g)(3)(C)",
        statement=_(
            "Under penalty of perjury, I believe in good faith that the material was removed or disabled as a result "
            "of mistake or misidentification."
        ),
    ),
    Element(
        "contact",
        _("Name, address and telephone number"),
        "text",
        "17 USC 512(g)(3)(D)",
        help=_("They are passed on to the complainant."),
        filled_from="party",
    ),
    Element(
        "jurisdiction",
        _("Consent to the jurisdiction of a court"),
        "choice",
        "17 USC 512(g)(3)(D)",
        options=(
            Option(
                "district_of_address",
                _(
                    "My address is in the United States; I consent to the jurisdiction of the Federal District Court "
                    "for the district of my address."
                ),
            ),
            Option(
                "district_of_provider",
                _(
                    "My address is outside the United States; I consent to the jurisdiction of any judicial district "
                    "in which the marketplace may be found."
                ),
            ),
        ),
    ),
    Element(
        "service",
        _("Service of process"),
        "statement",
        "17 USC 512(g)(3)(D)",
        statement=_("I will accept service of process from the person who gave the notice, or that person's agent."),
    ),
)

REMOVE = ClockRule(
    kind="remove",
    title=_("Remove or disable, expeditiously"),
    starts_on="notice_complete",
    unit="hours",
    upper=None,
    binds="marketplace",
    stops_on=("removal_applied", "withdrawn", "restored"),
    then="removal_overdue",
    rule=law("remove", "512(c)(1)(C)"),
)
NOTIFY_SELLER = ClockRule(
    kind="notify_seller",
    title=_("Tell the seller of the removal, promptly"),
    starts_on="removal_applied",
    unit="hours",
    upper=None,
    binds="marketplace",
    stops_on=("removal_notified",),
    then="information_overdue",
    rule=law("notify_seller", "512(g)(2)(A)", verified=False),
)
FORWARD = ClockRule(
    kind="forward_counter_notice",
    title=_("Give the counter-notice to the complainant, promptly"),
    starts_on="counter_notice_received",
    unit="hours",
    upper=None,
    binds="marketplace",
    stops_on=("counter_notice_forwarded", "withdrawn"),
    then="information_overdue",
    rule=law("forward_counter_notice", "512(g)(2)(B)"),
)
PUT_BACK = ClockRule(
    kind="put_back",
    title=_("Put back, unless a court action is shown"),
    starts_on="counter_notice_received",
    unit="business_days",
    calendar="US",
    lower=10,
    upper=14,
    acts_at="lower",
    binds="marketplace",
    stops_on=("court_action_shown", "withdrawn", "restored"),
    then="put_back",
    rule=law("put_back", "512(g)(2)(C)"),
)

GROUNDS = (
    Ground(
        "notice",
        _("The notice"),
        "upheld",
        "17 USC 512(c)",
        children=(
            Ground(
                "notice.complete",
                _("Removed on a complete notice; nothing was judged"),
                "upheld",
                "17 USC 512(c)(1)(C)",
            ),
            Ground("notice.defective", _("The notice lacks what the law asks for"), "rejected", "17 USC 512(c)(3)(B)"),
            Ground("notice.wrong_listing", _("The listing does not show the work"), "rejected", "17 USC 512(c)(3)(A)"),
        ),
    ),
    Ground(
        "copying",
        _("The work was copied"),
        "upheld",
        "17 USC 106, 501",
        children=(
            Ground("copying.picture", _("The listing uses the protected picture"), "upheld", "17 USC 106(1), 106(5)"),
            Ground("copying.text", _("The listing uses the protected text"), "upheld", "17 USC 106(1), 106(5)"),
            Ground("copying.goods", _("The goods are copies of the work"), "upheld", "17 USC 106(3)"),
            Ground("copying.repeated", _("The same material was removed before"), "upheld", "17 USC 512(i)(1)(A)"),
        ),
    ),
    Ground(
        "allowed",
        _("The use is allowed"),
        "rejected",
        "17 USC 107, 109, 512(f)",
        children=(
            Ground("allowed.licence", _("The owner authorised the use"), "rejected", "17 USC 106"),
            Ground("allowed.fair_use", _("Fair use"), "rejected", "17 USC 107"),
            Ground("allowed.first_sale", _("Resale of a lawfully made copy"), "rejected", "17 USC 109(a)"),
            Ground("allowed.not_protected", _("The material is not protected"), "rejected", "17 USC 102"),
            Ground("allowed.put_back", _("No court action was shown in time"), "rejected", "17 USC 512(g)(2)(C)"),
        ),
    ),
    house_forms.AGREED_TO,
)

FORWARDED = letter("counter_notice", "us.counter_notice")
REMOVED = letter("removed", "us.removed")

PACK = Pack(
    code="us-dmca",
    version="1",
    region="US",
    right_kinds=("copyright",),
    title=_("United States: copyright notices (DMCA)"),
    valid_from=SINCE,
    # The law counts days and names no zone for a country that has several: the capital's is the house's choice.
    time_zone="America/New_York",
    sources=(Source(STATUTE, "512"), Source("112 Stat.", "2883"), KIRTSAENG, house.HOUSE),
    notice_rule=law("notice", "512(c)(3)(A)"),
    notice=NOTICE,
    # A match of the platform's own removes nothing by itself: there the house asks as it does everywhere.
    answers=(
        *house_forms.ANSWERS,
        Answer(
            "counter_notice",
            _("It is a mistake or a misidentification"),
            _("Send a counter-notice with the statements the law asks for."),
            "contested",
            needs="counter_notice",
        ),
    ),
    clocks=(
        house.CORRECT,
        house.HOLD,
        replace(house.ANSWER, calendar="US"),
        REMOVE,
        NOTIFY_SELLER,
        house.DECIDE,
        house.TAKE_EFFECT,
        house.CONFIRM_REMOVAL,
        FORWARD,
        PUT_BACK,
        house.APPEAL,
        house.DECIDE_APPEAL,
    ),
    removal=RemovalRule("remove", "notice.complete", "delist", law("remove_on_notice", "512(c)(1)(C)")),
    counter_notice=CounterNoticeRule(
        before_removal=False,
        after_removal=True,
        elements=COUNTER_NOTICE,
        put_back=("put_back",),
        rule=law("counter_notice", "512(g)(3)"),
    ),
    appeal=house.APPEALS,
    remedies=house.remedies("US"),
    reasons=(
        Reason("picture_copied", _("My picture is used in the listing"), ("copyright",)),
        Reason("text_copied", _("My text is used in the listing"), ("copyright",)),
        Reason("pirated_goods", _("The goods are unlawful copies of my work"), ("copyright",)),
    ),
    grounds=GROUNDS,
    strikes=house.STRIKES,
    letters=(
        house_letters.RECEIPT,
        house_letters.INCOMPLETE,
        house_letters.NOTICE,
        REMOVED,
        FORWARDED,
        house_letters.DECISION,
        house_letters.RESTORED,
        house_letters.WITHDRAWN,
    ),
    misrepresentation=_(
        "Whoever knowingly and materially misrepresents that material infringes, or that it was removed by mistake or "
        "misidentification, is liable for damages, costs and attorneys' fees (17 USC 512(f))."
    ),
    duties=(
        Duty(
            "repeat_infringers",
            _("Adopt, carry out and make known a policy that ends the accounts of repeat infringers."),
            law("repeat_infringers", "512(i)(1)(A)"),
        ),
        Duty(
            "technical_measures",
            _("Accommodate standard technical measures and do not interfere with them."),
            law("technical_measures", "512(i)(1)(B)"),
        ),
        Duty(
            "designated_agent",
            _("Publish a designated agent and register it with the Copyright Office."),
            law("designated_agent", "512(c)(2)"),
        ),
    ),
    disclosure=house.DISCLOSURE,
    exhaustion=(
        Exhaustion(
            "international",
            _("A copy made lawfully, here or abroad, and sold with the owner's consent may be resold."),
            replace(law("exhaustion", "109(a)"), source=KIRTSAENG),
            first_sale_in=(ANY,),
        ),
    ),
)
