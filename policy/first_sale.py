"""What a first sale must be like for a rule of exhaustion to help, beyond its place: by the code of the rule.

Only what the text of the rule says stands here. Where it is silent about the state of goods, nobody may conclude.
"""

from collections.abc import Mapping
from types import MappingProxyType

from policy.words import gettext_noop as _

STATES: Mapping[str, str] = MappingProxyType(
    {
        "as_sold": _("As they were first sold"),
        "changed": _("Changed or impaired since"),
        "different": _("Materially different from those meant for this market"),
        "labelled": _("Materially different, and labelled so"),
    }
)
"""In what state the goods are, by code."""

BARRED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "eu.exhaustion.trademark": frozenset({"changed"}),
        "us.exhaustion.trademark": frozenset({"different"}),
    }
)
"""States of the goods that the rule itself leaves to the owner."""

CONDITIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "jp.exhaustion.trademark": ("applied_lawfully", "same_holder", "same_quality"),
        "au.exhaustion.trademark": ("inquiries",),
        "cn.exhaustion.trademark": ("certified",),
        "kr.exhaustion.trademark": ("same_holder", "same_quality", "no_local_make"),
        "mx.exhaustion.trademark": ("same_holder",),
        "ae.exhaustion.trademark": ("no_agent",),
        "tw.exhaustion.copyright": ("home_sale",),
    }
)
"""What a person must have found besides, all of it, before the rule helps."""

CONDITION_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "applied_lawfully": _("The mark was put on the goods lawfully where they were made."),
        "same_holder": _("The owners there and here are the same, or linked by law or business."),
        "same_quality": _("The goods are of the same quality, which the owner here controls."),
        "inquiries": _("The seller made reasonable inquiries about the consent, and kept them."),
        "certified": _("The goods are certified for this market."),
        "no_local_make": _("No licensee here makes goods of its own."),
        "no_agent": _("No registered commercial agent opposes it."),
        "home_sale": _("The law on a first sale at home was looked up for these copies."),
    }
)  # fmt: skip
