"""Why a case is clear-cut, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Mapping[str, str | Promise] = {
    "same_picture": _("the same picture"),
    "exact_word": _("the very word, on goods of its classes"),
    "trusted": _("a complainant whose word has weight"),
    "accurate": _("a complainant who was right before"),
    "record": _("decided against this seller before"),
    "uncontested": _("nothing is contested"),
}


def clear_words(codes: str) -> list[str]:
    """The reasons that a case keeps, in words."""
    return [str(REASONS[code]) for code in codes.split() if code in REASONS]


def clear_line(codes: object) -> str:
    """The same as a part of a sentence, from what an entry of the log keeps."""
    return ", ".join(clear_words(str(codes).replace(",", " ")))
