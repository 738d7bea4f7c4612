"""Mails about what a supplier is asked to put right."""

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import Entry
from delivery.services import mail
from fulfillment.models import CorrectiveAction

SAID: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "asked": (
        gettext_lazy("%(reference)s: please put something right by %(day)s"),
        gettext_lazy("Something is wrong with goods of %(brand)s that you made. Read what is asked, and answer by %(day)s."),
    ),
    "again": (
        gettext_lazy("%(reference)s: your answer is not enough yet"),
        gettext_lazy("What you answered about goods of %(brand)s is not enough yet. Read why, and answer by %(day)s."),
    ),
    "reminded": (
        gettext_lazy("%(reference)s: your answer is due on %(day)s"),
        gettext_lazy("You have not answered yet what you were asked about goods of %(brand)s. Your answer is due on %(day)s."),
    ),
    "overdue": (
        gettext_lazy("%(reference)s is overdue"),
        gettext_lazy(
            "Your answer about goods of %(brand)s was due on %(day)s. Until you answer, docks stop to ask before they ship what"
            " you make for this brand."
        ),
    ),
    "accept": (
        gettext_lazy("%(reference)s: your answer is accepted"),
        gettext_lazy("Your answer about goods of %(brand)s is accepted. It is closed once it is seen to work."),
    ),
    "escalate": (
        gettext_lazy("%(reference)s is escalated"),
        gettext_lazy(
            "What you were asked about goods of %(brand)s is escalated: docks stop to ask before they ship what you make for this"
            " brand. Read why; you can still answer."
        ),
    ),
    "close": (
        gettext_lazy("%(reference)s is closed"),
        gettext_lazy("What you were asked about goods of %(brand)s is closed."),
    ),
}  # fmt: skip
"""By what happened: subject and words."""


def tell_supplier(*, entry: Entry, action: CorrectiveAction, kind: str) -> None:
    """One mail to the supplier, with where to read and answer."""
    subject, body = SAID[kind]
    _send(entry, action, to=action.supplier, subject=str(subject), body=str(body))


def tell_asker(*, entry: Entry, action: CorrectiveAction) -> None:
    """One mail to the brand's owner that there is an answer to judge."""
    _send(
        entry, action, to=action.brand.owner, subject=_("%(reference)s: the supplier has answered"),
        body=_("%(supplier)s has answered what it was asked about goods of %(brand)s. Judge the answer."),
    )  # fmt: skip


def _send(entry: Entry, action: CorrectiveAction, *, to: object, subject: str, body: str) -> None:
    said = {
        "reference": action.reference, "day": action.due_on.isoformat(), "brand": action.brand.name,
        "supplier": action.supplier.name,
    }  # fmt: skip
    path = reverse("fulfillment:correction", args=[action.tenant.slug, action.reference])
    text = f"{body % said}\n\n{settings.SITE_URL}{path}"
    mail(to_party=to, template="letter", context={"subject": subject % said, "body": text}, entry=entry)  # type: ignore[arg-type]
