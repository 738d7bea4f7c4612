"""Japan: the Information Distribution Platform Act, in force since 1 April 2025 (formerly Provider Liability Act).

Every provider may ask the poster to agree to a removal; whoever is silent for seven days has nothing to hold against the
provider (art. 3(2)). Designated services, above ten million average monthly posters, must tell the requester within
seven days what they have done (ordinance, art. 16).
"""

from datetime import date

from policy.letters import letter
from policy.model import ClockRule, Disclosure, Duty, Pack, Source
from policy.packs import house, house_2026, house_forms, house_grounds, house_more_letters, lawful
from policy.packs.lawful import Law
from policy.words import gettext_noop as _

KINDS = ("trademark", "copyright", "design", "patent")
ACT = Law("jp", "Information Distribution Platform Act", date(2025, 4, 1))
ORDINANCE = Law("jp", "Ordinance under the Information Distribution Platform Act", date(2025, 4, 1))

NOTICE = (
    lawful.right(house_forms.REFERENCE),
    lawful.location(house_forms.REFERENCE),
    lawful.contact(house_forms.REFERENCE),
    lawful.why(house_forms.REFERENCE),
    lawful.statement(
        "accuracy_authority", _("Accuracy and authority"), house_forms.REFERENCE,
        _("What I state is accurate and complete, and I own the right or act for its owner."),
    ),
    lawful.signature(house_forms.REFERENCE),
)  # fmt: skip
ASKED = letter("notice", "jp.notice")

PACK = Pack(
    code="jp-platform",
    version="1",
    region="JP",
    right_kinds=KINDS,
    title=_("Japan: asking the poster (Information Distribution Platform Act)"),
    valid_from=date(2025, 4, 1),
    time_zone="Asia/Tokyo",
    sources=(Source(ACT.title, "art. 3(2)"), Source(ORDINANCE.title, "art. 16"), house.HOUSE),
    notice_rule=house.house_rule("house.notice"),
    notice=NOTICE,
    answers=house_2026.ANSWERS,
    clocks=lawful.but(
        house_2026.CLOCKS,
        ClockRule(
            kind="answer",
            title=_("The seller agrees to the removal, or does not"),
            starts_on="seller_noticed",
            unit="calendar_days",
            upper=7,
            least=7,
            binds="seller",
            stops_on=("seller_answered", "withdrawn"),
            then="silence_removes",
            rule=ACT("answer", "art. 3(2)(ii)"),
        ),
        ClockRule(
            kind="tell_requester",
            title=_("Tell the requester what was done (designated services)"),
            starts_on="notice_complete",
            unit="calendar_days",
            upper=7,
            binds="marketplace",
            stops_on=("informed", "seller_noticed", "withdrawn"),
            then="information_overdue",
            rule=ORDINANCE("tell_requester", "art. 16", when="designated"),
        ),
    ),
    counter_notice=house_2026.COUNTER_NOTICE,
    appeal=house.APPEALS,
    papers=house_2026.PAPERS,
    security=house_2026.SECURITY,
    remedies=house.remedies("JP"),
    reasons=house_grounds.reasons(*KINDS),
    grounds=house_grounds.tree(
        KINDS,
        {
            "counterfeit": "Trademark Act arts 25, 37",
            "mark": "Trademark Act arts 25, 37",
            "fair": "Trademark Act art. 26",
            "copying": "Copyright Act arts 21, 23",
            "allowed.exception": "Copyright Act arts 30-4, 32, 47-2",
            "silence.seller": "Information Distribution Platform Act art. 3(2)(ii)",
        },
    ),
    strikes=house_2026.TRADEMARK.strikes,
    letters=(*(letter for letter in house_more_letters.ALL if letter.code != "notice"), ASKED),
    misrepresentation=house_forms.MISREPRESENTATION,
    disclosure=Disclosure("name", "name_and_mail", house.house_rule("house.disclosure.jp")),
    duties=(
        Duty(
            "criteria",
            _("Publish contact and criteria 14 days ahead, and report every year (designated services)."),
            ACT("criteria", "chapter 4", when="designated"),
        ),
    ),
)
