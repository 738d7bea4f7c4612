"""Why an address is not fetched: a code for programs and a sentence for people."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NO_HOST = _("There is no public host of that name.")
"""The same for a name that is not known and one that lies in a network of ours: which it is, is nobody's business."""

SENTENCES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "address": _("This is no web address that can be fetched. It begins with https:// and has a host with a dot."),
        "scheme": _("Only addresses that begin with https:// or http:// are fetched."),
        "port": _("Only the usual ports of the web, 80 and 443, are fetched from."),
        "credentials": _("An address with a name or password in it is not fetched."),
        "unknown": NO_HOST,
        "private": NO_HOST,
        "unreachable": _("The host does not answer."),
        "certificate": _("The host has no valid certificate for its name."),
        "slow": _("The host took too long to answer."),
        "busy": _("Too much is being fetched from this host just now."),
        "redirects": _("The host sends us on too often."),
        "downgrade": _("The host sends us on from a secure address to one that is not."),
        "status": _("The host does not show this page."),
        "media": _("What lies there is of another kind than was expected."),
        "encoding": _("What lies there is packed in a way that is not read here."),
        "large": _("What lies there is too large."),
        "cut": _("The answer was cut off."),
        "broken": _("The host gives an answer that is not one of the web."),
    }
)


class FetchRefused(Exception):
    """An address was not fetched: `code` of SENTENCES, and the sentence. `status` is what the host said, 0 if nothing."""

    def __init__(self, code: str, sentence: str, *, status: int = 0) -> None:
        super().__init__(sentence)
        self.code, self.sentence, self.status = code, sentence, status


def refusal(code: str, *, status: int = 0) -> FetchRefused:
    """The exception for a code."""
    return FetchRefused(code, str(SENTENCES[code]), status=status)
