"""What a mark is made of: the categories of WIPO standard ST.96 (MarkFeatureCategory). Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FEATURES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "word": _("Word"),
        "stylized_characters": _("Stylised letters"),
        "figurative": _("Figurative (a logo without words)"),
        "combined": _("Combined (a logo with words)"),
        "three_dimensional": _("Three-dimensional"),
        "colour": _("Colour"),
        "sound": _("Sound"),
        "hologram": _("Hologram"),
        "olfactory": _("Smell"),
        "motion": _("Motion"),
        "multimedia": _("Multimedia"),
        "position": _("Position"),
        "other": _("Other"),
    }
)
"""Each category by its code, as people read it."""
SHOWN = frozenset(
    {"stylized_characters", "figurative", "combined", "three_dimensional", "colour", "hologram", "position"}
)
"""Those of which a picture is the mark itself."""

_WRITTEN = {
    "3_d": "three_dimensional",
    "3d": "three_dimensional",
    "shape": "three_dimensional",
    "standard_character": "word",
    "standard_characters": "word",
    "stylised_characters": "stylized_characters",
    "color": "colour",
    "device": "figurative",
    "logo": "figurative",
    "smell": "olfactory",
    "tracer": "other",
    "taste": "other",
    "touch": "other",
    "undefined": "other",
    "not_specified": "",
}


def feature_code(text: str) -> str:
    """The code of a category as ST.96, ST.66 ("3-D") or a person writes it; "" if it is none."""
    word = "_".join(text.casefold().replace("-", " ").split())
    code = _WRITTEN.get(word, word)
    return code if code in FEATURES else ""
