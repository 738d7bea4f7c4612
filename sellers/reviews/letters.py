"""Mails about reviews: to inspectors and to the sellers that were reviewed."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Party
from audit.models import Entry
from delivery.effects import MAIL, single_line
from sellers.models import Accreditation, SellerReview
from workflow.effects import emit


def send_assigned(*, entry: Entry, review: SellerReview) -> None:
    """To the inspector: what is to be done, until when."""
    subject = _("A review for you until %(day)s")
    body = _(
        "%(marketplace)s gives you the review %(reference)s.\n\nBefore you begin, say whether you have anything to do "
        "with the seller:\n%(link)s"
    )
    _send(entry, review, review.inspector, subject, body)


def send_signed(*, entry: Entry, review: SellerReview) -> None:
    """To the seller: that the report is there."""
    subject = _("The report of your review %(reference)s is there")
    body = _(
        "The inspector has signed the report: %(verdict)s.\n\nRead it, and say if it is wrong:\n%(link)s"
    )  # fmt: skip
    _send(entry, review, review.seller, subject, body)


def send_effect(*, entry: Entry, review: SellerReview, reason: str) -> None:
    """To the seller: what follows for its limits, or from its appeal, and why."""
    subject = _("What follows from your review %(reference)s")
    body = _("%(effect)s.\n\nWhy:\n%(reason)s\n\nThe review:\n%(link)s")
    _send(entry, review, review.seller, subject, body, reason=reason)


def send_of_accreditation(*, entry: Entry, row: Accreditation, subject: str, words: str) -> None:
    """To the inspector: that its accreditation was given, ends soon, or has ended."""
    url = settings.SITE_URL + reverse("sellers:accreditation", args=[row.tenant.slug, row.reference])
    body = f"{words}\n\n{url}"
    _mail(entry, row.inspector, subject, body)


def _send(
    entry: Entry, review: SellerReview, to: Party | None, subject: str, body: str, *, reason: str = ""
) -> None:  # fmt: skip
    if to is None:
        return
    path = reverse("sellers:review", args=[review.tenant.slug, review.reference])
    effect = review.get_effect_display() if review.state == "signed" else review.get_state_display()
    words = {
        "marketplace": review.tenant.name, "reference": review.reference, "day": review.due_on.isoformat(),
        "verdict": review.get_verdict_display(), "effect": effect, "reason": reason,
        "link": f"{settings.SITE_URL}{path}",
    }  # fmt: skip
    _mail(entry, to, subject % words, body % words)


def _mail(entry: Entry, to: Party, subject: str, body: str) -> None:
    if to.contact_email:
        payload = {"to": to.contact_email, "subject": single_line(subject), "body": f"{body}\n"}
        emit(kind=MAIL, recipient=f"party:{to.id}", entry=entry, payload=payload)
