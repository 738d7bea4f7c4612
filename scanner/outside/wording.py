"""What the scanner says of a page outside: the sentences of its findings and steps, where a listing's would not be true."""

from collections.abc import Mapping
from types import MappingProxyType

from policy.words import gettext_noop as _
from scanner import scoring

OF_LISTINGS_ALONE = frozenset(
    {
        "record-clean", "record-linked", "surge", "quality", "picture-elsewhere", "picture-again", "text-again",
        "price-below-peers", "relisted-gtin", "relisted-picture", "relisted-title", "relisted-gtin-linked",
        "relisted-picture-linked",
    }
)  # fmt: skip
"""What is known of sellers and listings here, and of no shop outside."""

SENTENCES: Mapping[str, str] = MappingProxyType(
    {code: words for code, words in scoring.SENTENCES.items() if code not in OF_LISTINGS_ALONE}
    | {
        "read": _("A picture of the page shows the word “%(written)s”, which is the mark “%(mark)s”."),
        "picture": _("A picture of the page is one of the registered pictures, or a copy of it."),
        "picture-turned": _("A picture of the page is one of the registered pictures, mirrored or turned."),
        "logo": _("A picture of the page shows a shape like the registered logo."),
        "picture-part": _("A picture of the page shows a registered picture or a part of it."),
        "picture-part-mirrored": _("A picture of the page shows a registered picture or a part of it, mirrored."),
        "brand-agrees": _("The page gives the brand as “%(brand)s”."),
        "brand-other": _("The page gives the brand as “%(brand)s”, another name."),
        "text-of-listing": _(
            "%(percent)s%% of the description is that of %(listing)s in this marketplace, where the owner allows it."
        ),
        "text-elsewhere": _("The description is nearly that of %(listing)s in this marketplace (%(percent)s%% alike)."),
        "record-upheld": _("What was found in this shop was confirmed before (%(upheld)s times in the last year)."),
        "record-rejected": _("What was found in this shop was dismissed before (%(rejected)s times in the last year)."),
    }
)
"""By the codes of `scoring.SENTENCES`, filled by the same facts."""
