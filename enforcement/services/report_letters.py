"""Mails to who reported and left an address, in the language they chose: that it arrived, and what became of it."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from audit.models import Entry
from delivery.effects import MAIL, single_line
from enforcement.letter_words import listed
from enforcement.models import Report
from policy import letters
from policy.letters.languages import catalogue
from policy.model import Letter
from sellers.models import Listing
from workflow.effects import emit

RECEIPT, OUTCOME = letters.letter("receipt", "report.receipt"), letters.letter("outcome", "report.outcome")


def follow_url(report: Report, token: str) -> str:
    """The whole address of the page where its reporter follows a report."""
    return settings.SITE_URL + reverse("enforcement:follow_report", args=[report.tenant.slug, token])


def send_receipt(report: Report, *, to: str, token: str, listings: Sequence[Listing], entry: Entry) -> None:
    """Confirm without undue delay that the report has arrived (Digital Services Act, art. 16(4))."""
    _send(RECEIPT, report, to=to, token=token, listings=listings, entry=entry)


def send_outcome(report: Report, *, token: str, listing: Listing, entry: Entry, words: Sequence[object]) -> None:
    """Tell the decision about a listing with its reasons and what can be done against it (art. 16(5)).

    Nothing where no address was left, or it was erased. `words` are paragraphs; those of ours are handed over lazily.
    """
    to = address_of(report)
    if to:
        _send(OUTCOME, report, to=to, token=token, listings=[listing], entry=entry, words=words)


def address_of(report: Report) -> str:
    """Where the reporter reads mail; "" where no address was left or it was erased."""
    return str(report.statements.order_by("number")[0].email)


def _send(
    letter: Letter, report: Report, *, to: str, token: str, listings: Sequence[Listing], entry: Entry,
    words: Sequence[object] = (),
) -> None:  # fmt: skip
    text = letters.text(letter, report.language)
    with translation.override(catalogue(text.language)):
        places = {
            "reference": report.reference,
            "marketplace": report.tenant.name,
            "listings": str(listed(listings)),
            "reasons": "\n\n".join(said for said in map(str, words) if said),
            "link": follow_url(report, token),
        }
    payload = {
        "to": to,
        "subject": single_line(text.subject.format_map(places)),
        "body": f"{text.body.format_map(places)}\n",
        "language": text.language,
    }
    emit(kind=MAIL, recipient=f"report:{report.id}", entry=entry, payload=payload)
