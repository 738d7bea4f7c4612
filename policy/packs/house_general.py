"""Copyright, designs and patents where no pack of the region stands: the same policy of the house, other grounds."""

from dataclasses import replace

from policy.model import Ground, Reason
from policy.packs import house, house_forms, house_trademark
from policy.words import gettext_noop as _

COPYRIGHT = ("copyright",)

GROUNDS = (
    Ground(
        "copying",
        _("The work was copied"),
        "upheld",
        house_forms.REFERENCE,
        right_kinds=COPYRIGHT,
        children=(
            Ground(
                "copying.picture",
                _("The listing uses the protected picture"),
                "upheld",
                house_forms.REFERENCE,
                COPYRIGHT,
            ),
            Ground(
                "copying.text",
                _("The listing uses the protected text"),
                "upheld",
                house_forms.REFERENCE,
                COPYRIGHT,
            ),
            Ground("copying.goods", _("The goods are copies of the work"), "upheld", house_forms.REFERENCE, COPYRIGHT),
        ),
    ),
    Ground(
        "design",
        _("The design was taken"),
        "upheld",
        house_forms.REFERENCE,
        right_kinds=("design",),
        children=(
            Ground("design.same", _("The same overall impression"), "upheld", house_forms.REFERENCE, ("design",)),
        ),
    ),
    Ground(
        "patent",
        _("The invention is used"),
        "upheld",
        house_forms.REFERENCE,
        right_kinds=("patent",),
        children=(Ground("patent.claim", _("The goods fulfil a claim"), "upheld", house_forms.REFERENCE, ("patent",)),),
    ),
    Ground(
        "allowed",
        _("The use is allowed"),
        "rejected",
        house_forms.REFERENCE,
        children=(
            Ground(
                "allowed.exception",
                _("An exception of the law covers the use"),
                "rejected",
                house_forms.REFERENCE,
            ),
            Ground("allowed.different", _("The goods differ enough"), "rejected", house_forms.REFERENCE),
        ),
    ),
    house_forms.DISMISSED,
    house_forms.AGREED_TO,
)

PACK = replace(
    house_trademark.PACK,
    code="house-general",
    title=_("House policy: copyright, designs, patents"),
    right_kinds=("copyright", "design", "patent"),
    reasons=(
        Reason("picture_copied", _("My picture is used in the listing"), COPYRIGHT),
        Reason("text_copied", _("My text is used in the listing"), COPYRIGHT),
        Reason("pirated_goods", _("The goods are unlawful copies of my work"), COPYRIGHT),
        Reason("design_copied", _("The goods have my protected design"), ("design",)),
        Reason("patent_used", _("The goods use my patented invention"), ("patent",)),
    ),
    grounds=GROUNDS,
    strikes=house.STRIKES,
)
