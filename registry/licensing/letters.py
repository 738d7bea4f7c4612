"""Mails about licences and requests for proof."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Party
from audit.models import Entry
from registry.licensing.terms import day_words, term_words
from registry.models import Licence, ProofRequest
from workflow.effects import emit


def send_offered(*, entry: Entry, licence: Licence) -> None:
    """To the licensee: read it, and sign or decline."""
    subject = _("%(ref)s: a licence is offered to you") % {"ref": licence.reference}
    body = _("%(licensor)s has signed a licence for you, %(term)s. Read it, and sign or decline it here:")
    _send(
        entry,
        licence,
        [licence.licensee],
        subject,
        body % {"licensor": licence.licensor.name, "term": term_words(licence)},
    )


def send_consent_wanted(*, entry: Entry, licence: Licence) -> None:
    """To the licensor of the licence above: consent, or refuse."""
    assert licence.parent is not None
    subject = _("%(ref)s: your consent to a sublicence is asked for") % {"ref": licence.reference}
    body = _("%(licensor)s wants to pass its licence on to %(licensee)s. It is not valid without your consent:")
    named = {"licensor": licence.licensor.name, "licensee": licence.licensee_name}
    _send(entry, licence, [licence.parent.licensor], subject, body % named)


def send_signed(*, entry: Entry, licence: Licence) -> None:
    """To both: it is signed."""
    subject = _("%(ref)s is signed") % {"ref": licence.reference}
    body = _("The licence from %(licensor)s to %(licensee)s is signed. It runs %(term)s.")
    named = {"licensor": licence.licensor.name, "licensee": licence.licensee_name, "term": term_words(licence)}
    _send(entry, licence, _sides(licence), subject, body % named)


def send_declined(*, entry: Entry, licence: Licence, reason: str) -> None:
    """To the licensor, with the reason."""
    subject = _("%(ref)s was declined") % {"ref": licence.reference}
    body = _("%(licensee)s does not sign the licence. The reason given:\n\n%(reason)s")
    _send(entry, licence, [licence.licensor], subject, body % {"licensee": licence.licensee_name, "reason": reason})


def send_consent(*, entry: Entry, licence: Licence, given: bool, reason: str) -> None:
    """To both sides of the sublicence."""
    if given:
        subject, body = _("%(ref)s: consent given"), _("The licensor of the licence above consents to this sublicence.")
    else:
        subject = _("%(ref)s: consent refused")
        body = _("The licensor of the licence above does not consent. Nothing may be sold under this sublicence.")
    said = f"{body}\n\n{reason}" if reason else body
    _send(entry, licence, _sides(licence), subject % {"ref": licence.reference}, said)


def send_terminated(*, entry: Entry, licence: Licence, reason: str) -> None:
    """To both: from when, and why."""
    assert licence.terminated_on is not None
    subject = _("%(ref)s is terminated") % {"ref": licence.reference}
    body = _("The licence allows nothing from %(day)s on. What was sold before stays as it was.\n\n%(reason)s")
    _send(entry, licence, _sides(licence), subject, body % {"day": day_words(licence.terminated_on), "reason": reason})


def send_ending(*, entry: Entry, licence: Licence, days: int) -> None:
    """To both, before the last day."""
    assert licence.ends_on is not None
    subject = _("%(ref)s ends on %(day)s") % {"ref": licence.reference, "day": day_words(licence.ends_on)}
    body = _(
        "The licence from %(licensor)s to %(licensee)s ends in %(days)d days. After its last day it allows nothing."
    )
    named = {"licensor": licence.licensor.name, "licensee": licence.licensee_name, "days": days}
    _send(entry, licence, _sides(licence), subject, body % named)


def send_proof_asked(*, entry: Entry, asked: ProofRequest) -> None:
    """To the seller: what is missing, what would settle it, until when."""
    subject = _("%(ref)s: please show that you may sell") % {"ref": asked.reference}
    body = _("About “%(title)s”: %(reason)s Please send us until %(day)s: %(wanted)s.")
    named = {
        "title": asked.right.title, "reason": asked.get_reason_display(), "day": day_words(asked.due_on),
        "wanted": asked.get_wanted_display(),
    }  # fmt: skip
    _send_proof(entry, asked, asked.seller, subject, body % named)


def send_proof_answered(*, entry: Entry, asked: ProofRequest) -> None:
    """To the owner of the right: weigh it."""
    subject = _("%(ref)s: proof was handed in") % {"ref": asked.reference}
    body = _("%(seller)s answered about “%(title)s”. Say whether it proves that it may sell.")
    _send_proof(entry, asked, asked.owner, subject, body % {"seller": asked.seller.name, "title": asked.right.title})


def send_proof_weighed(*, entry: Entry, asked: ProofRequest, reason: str) -> None:
    """To the seller: whether it was accepted."""
    accepted = asked.state == ProofRequest.State.ACCEPTED
    subject = _("%(ref)s: your proof is accepted") if accepted else _("%(ref)s: your proof is not accepted")
    body = _("About “%(title)s”.") % {"title": asked.right.title}
    _send_proof(entry, asked, asked.seller, subject % {"ref": asked.reference}, f"{body}\n\n{reason}".strip())


def send_proof_accepted_for(*, entry: Entry, asked: ProofRequest) -> None:
    """To the owner of the right: the marketplace accepted a proof, and how to take it back."""
    subject = _("%(ref)s: the marketplace accepted a proof") % {"ref": asked.reference}
    body = _(
        "%(seller)s has shown that it may sell under “%(title)s”, and is authorised now as far as the paper goes. If that "
        "is wrong, take the authorisation back on the page of the right. What was handed in:"
    )
    _send_proof(entry, asked, asked.owner, subject, body % {"seller": asked.seller.name, "title": asked.right.title})


def _sides(licence: Licence) -> list[Party | None]:
    return [licence.licensor, licence.licensee]


def _send(entry: Entry, licence: Licence, parties: Iterable[Party | None], subject: str, body: str) -> None:
    path = reverse("registry:licence", kwargs={"slug": licence.tenant.slug, "ref": licence.reference})
    for party in parties:
        _mail(entry, party, subject, body, path)


def _send_proof(entry: Entry, asked: ProofRequest, party: Party, subject: str, body: str) -> None:
    path = reverse("registry:proof", kwargs={"slug": asked.tenant.slug, "ref": asked.reference})
    _mail(entry, party, subject, body, path)


def _mail(entry: Entry, party: Party | None, subject: str, body: str, path: str) -> None:
    """To the party's address; nothing where it has given none."""
    if party is None or not party.contact_email:
        return
    payload = {"to": party.contact_email, "subject": subject, "body": f"{body}\n\n{settings.SITE_URL}{path}\n"}
    emit(kind="mail", recipient=f"party:{party.id}", entry=entry, payload=payload)
