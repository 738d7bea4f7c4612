"""Trademarks, anywhere: the policy of the house.

The seller answers within 3 working days, silence leads to a decision; the marketplace decides within 5 days; both
sides may appeal within 6 months. Nothing here is law: in the United States, for one, no statute makes a notice
procedure for trademarks.
"""

from dataclasses import replace

from policy.model import ANY, CounterNoticeRule, Ground, Pack, Reason, StrikeWeight
from policy.packs import house, house_forms, house_letters
from policy.words import gettext_noop as _

CLOCKS = (
    house.CORRECT,
    house.HOLD,
    house.ANSWER,
    house.DECIDE,
    house.TAKE_EFFECT,
    house.CONFIRM_REMOVAL,
    house.APPEAL,
    house.DECIDE_APPEAL,
)
COUNTER_NOTICE = CounterNoticeRule(
    before_removal=True,
    after_removal=False,
    elements=house_forms.COUNTER_NOTICE,
    put_back=(),
    rule=house.house_rule("house.counter_notice"),
)

GROUNDS = (
    Ground(
        "counterfeit",
        _("Counterfeit"),
        "upheld",
        house_forms.REFERENCE,
        children=(
            Ground("counterfeit.goods", _("The goods are counterfeit"), "upheld", house_forms.REFERENCE),
            Ground("counterfeit.label", _("Counterfeit labels or packaging"), "upheld", house_forms.REFERENCE),
            Ground("counterfeit.admitted", _("The listing itself says so"), "upheld", house_forms.REFERENCE),
        ),
    ),
    Ground(
        "mark",
        _("Use of the mark"),
        "upheld",
        house_forms.REFERENCE,
        children=(
            Ground("mark.identical", _("The same sign for the same goods"), "upheld", house_forms.REFERENCE),
            Ground("mark.similar", _("A sign so similar that buyers confuse it"), "upheld", house_forms.REFERENCE),
            Ground("mark.listing", _("The mark in words or pictures misleads"), "upheld", house_forms.REFERENCE),
            Ground("mark.altered", _("Genuine goods, changed or impaired"), "upheld", house_forms.REFERENCE),
            Ground("mark.imported", _("Genuine goods not meant for this territory"), "upheld", house_forms.REFERENCE),
        ),
    ),
    Ground(
        "fair",
        _("Fair use of the mark"),
        "rejected",
        house_forms.REFERENCE,
        children=(
            Ground("fair.referential", _("Says what the goods fit or work with"), "rejected", house_forms.REFERENCE),
            Ground("fair.descriptive", _("Describes the goods"), "rejected", house_forms.REFERENCE),
            Ground("fair.other_goods", _("Goods outside the classes of the mark"), "rejected", house_forms.REFERENCE),
            Ground("fair.no_confusion", _("The signs are not confusingly similar"), "rejected", house_forms.REFERENCE),
        ),
    ),
    house_forms.DISMISSED,
    house_forms.AGREED_TO,
)

STRIKES = replace(house.STRIKES, weights=(*house.STRIKES.weights, StrikeWeight("upheld", 200, ground="counterfeit")))

PACK = Pack(
    code="house-trademark",
    version="1",
    region=ANY,
    right_kinds=("trademark",),
    title=_("House policy: trademarks"),
    valid_from=house.SINCE,
    sources=(house.HOUSE,),
    notice_rule=house.house_rule("house.notice"),
    notice=house_forms.NOTICE,
    answers=(*house_forms.ANSWERS, house_forms.CONTEST),
    clocks=CLOCKS,
    counter_notice=COUNTER_NOTICE,
    appeal=house.APPEALS,
    remedies=house.remedies(ANY),
    reasons=(
        Reason("counterfeit", _("The goods are counterfeit"), ("trademark",)),
        Reason("mark_on_goods", _("My mark, or one like it, is on the goods"), ("trademark",)),
        Reason("mark_in_listing", _("My mark in the listing misleads buyers"), ("trademark",)),
        Reason("packaging", _("Counterfeit labels or packaging"), ("trademark",)),
        Reason("altered_goods", _("Genuine goods that were changed"), ("trademark",)),
        Reason("parallel_import", _("Genuine goods not meant for this territory"), ("trademark",)),
    ),
    grounds=GROUNDS,
    strikes=STRIKES,
    letters=house_letters.LETTERS,
    misrepresentation=house_forms.MISREPRESENTATION,
    disclosure=house.DISCLOSURE,
)
