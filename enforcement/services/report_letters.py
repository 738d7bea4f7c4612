"""Mails to who reported and left an address: that it arrived, and what became of it."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from audit.models import Entry
from delivery.effects import MAIL, single_line
from enforcement.models import Report
from sellers.models import Listing
from workflow.effects import emit

LISTED = 20


def follow_url(report: Report, token: str) -> str:
    """The whole address of the page where its reporter follows a report."""
    return settings.SITE_URL + reverse("enforcement:follow_report", args=[report.tenant.slug, token])


def send_receipt(report: Report, *, to: str, token: str, listings: Sequence[Listing], entry: Entry) -> None:
    """Confirm without undue delay that the report has arrived (Digital Services Act, art. 16(4))."""
    body = _(
        "Your report %(reference)s to %(marketplace)s has arrived. It is about:\n\n%(listings)s\n\n"
        "A person looks at it and decides. Follow it, add to it or take it back here; whoever has this link can,"
        " so keep it to yourself:\n%(link)s"
    ) % {**_names(report), "listings": _listed(listings), "link": follow_url(report, token)}
    _send(report, to=to, entry=entry, subject=_("We have your report %(reference)s") % _names(report), body=body)


def send_outcome(report: Report, *, token: str, listing: Listing, entry: Entry, words: Sequence[object]) -> None:
    """Tell the decision about a listing with its reasons and what can be done against it (art. 16(5)).

    Nothing where no address was left, or it was erased. `token` is "" where the link cannot be made again.
    """
    to = address_of(report)
    if not to:
        return
    with translation.override(report.language):
        about = _("Your report %(reference)s to %(marketplace)s was about this listing:") % _names(report)
        said = [str(one) for one in words if str(one)]
        link = [_("Your report: %(link)s") % {"link": follow_url(report, token)}] if token else []
        body = "\n\n".join([f"{about}\n{_listed([listing])}", *said, *link])
        subject = _("Your report %(reference)s: what became of it") % _names(report)
    _send(report, to=to, entry=entry, subject=subject, body=body)


def address_of(report: Report) -> str:
    """Where the reporter reads mail; "" where no address was left or it was erased."""
    return str(report.statements.order_by("number")[0].email)


def _names(report: Report) -> dict[str, str]:
    return {"reference": report.reference, "marketplace": report.tenant.name}


def _listed(listings: Sequence[Listing]) -> str:
    lines = [f"- {listing.number}: {listing.title}" for listing in listings[:LISTED]]
    if len(listings) > LISTED:
        lines.append(_("and %(count)d more") % {"count": len(listings) - LISTED})
    return "\n".join(lines)


def _send(report: Report, *, to: str, entry: Entry, subject: str, body: str) -> None:
    payload = {"to": to, "subject": single_line(subject), "body": f"{body}\n"}
    emit(kind=MAIL, recipient=f"report:{report.id}", entry=entry, payload=payload)
