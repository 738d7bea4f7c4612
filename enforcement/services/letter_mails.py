"""The mail that asks the sender of a letter for what is missing in it, and tells how to add it."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from audit.models import Entry
from delivery.effects import MAIL, single_line
from enforcement.incoming_words import ELEMENTS, HOW_TO_ADD
from enforcement.models import IncomingLetter
from policy.letters.languages import catalogue
from workflow.effects import emit


def add_url(letter: IncomingLetter, token: str) -> str:
    """The whole address of the page where its sender adds what is missing."""
    return settings.SITE_URL + reverse("enforcement:add_to_letter", args=[letter.tenant.slug, token])


def send_question(
    letter: IncomingLetter, *, to: str, token: str, missing: Sequence[str], words: str, entry: Entry
) -> None:
    """Name each element that is missing and say how to add it, in the language of the letter where we have it."""
    with translation.override(catalogue(letter.language or "en")):
        lacking = "\n\n".join(f"- {ELEMENTS[code]}\n  {HOW_TO_ADD[code]}" for code in missing)
        names = {"reference": letter.reference, "marketplace": letter.tenant.name, "link": add_url(letter, token)}
        subject = _("Your letter to %(marketplace)s: something is missing (%(reference)s)") % names
        parts = [
            _("Your letter to %(marketplace)s has arrived and is on file as %(reference)s. We cannot act on it yet, "
              "because this is missing:") % names,
            lacking,
            words.strip(),
            _("Add it here; whoever has this link can, so keep it to yourself:\n%(link)s") % names,
            _("You need no account, and nothing that you wrote has to be written again."),
        ]  # fmt: skip
        body = "\n\n".join(part for part in parts if part)
    payload = {"to": to, "subject": single_line(subject), "body": f"{body}\n"}
    emit(kind=MAIL, recipient=f"letter:{letter.id}", entry=entry, payload=payload)
