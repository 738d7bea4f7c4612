"""Letters in free text: received, their senders asked for what is missing, and set aside where nothing can come of them."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from audit.rows import committed
from enforcement import verbs
from enforcement.incoming import Understood
from enforcement.incoming_words import ELEMENTS, SET_ASIDE
from enforcement.machine import INCOMINGLETTER, WAITING_LETTERS
from enforcement.models import IncomingLetter, LetterVersion
from enforcement.reading import unpack
from enforcement.services.letter_mails import send_question
from evidence import services as evidence
from gateway.limits import blind
from gateway.text import clean
from gateway.uploads import CheckedDocument
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.ids import reference as new_reference
from workflow.moves import move

LARGEST = 2_000_000
"""Bytes of a letter, its attachments with it."""
LONGEST_ADDED = 8000
MEDIA_TYPES = {"eml": "message/rfc822", "html": "text/html", "htm": "text/html"}
PLAIN = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What was handed in. The end of `filename` says what it is: .txt, .md, .eml or .html. `sender` may be given by hand."""

    data: bytes
    filename: str = "letter.txt"
    channel: str = IncomingLetter.Channel.FILE
    sender: str = ""


@transaction.atomic
def receive_letter(*, actor: Actor, arrived: Arrived, now: datetime | None = None) -> IncomingLetter:
    """Keep a letter as it came and read it. Nothing is refused for what it says; Invalid for what is no letter at all."""
    require(actor, "letter.submit" if actor.kind == "key" else "letter.handle")
    at = now or database_now()
    opened = unpack(_checked(arrived.data), arrived.filename)
    if not opened.text.strip():
        raise Invalid(fields={"letter": [_("There are no words in this letter.")]})
    row = IncomingLetter(
        reference=new_reference("LT"), channel=arrived.channel, received_at=at, state=INCOMINGLETTER.initial,
        party_id=actor.party_id if actor.kind == "key" and not actor.is_operator else None,
        evidence=evidence.store(
            data=CheckedDocument(arrived.data, _media_type(arrived.filename), hashlib.sha256(arrived.data).hexdigest()),
            kind="letter", actor=actor, label=arrived.filename,
        ),
    )  # fmt: skip
    sender = _address(arrived.sender, "sender") if arrived.sender.strip() else opened.sender
    # The reading needs the words, and the row what was read.
    version = LetterVersion(letter=row, number=1)
    version.__dict__["loaded_words"] = {"text": opened.text, "sender": sender}
    row.wording = version
    understood = Understood(row)
    row.kind, row.language = understood.read.kind, understood.read.language
    row.save()
    row.wording = committed(
        LetterVersion, letter=row, number=1, text=opened.text, sender=sender, name=opened.name[:200],
        subject=opened.subject[:300], added={}, made_at=at,
    )  # fmt: skip
    missing = len(understood.read.missing)
    log.record(
        verbs.LETTER_RECEIVED, actor=actor, subject=row, refs=[row.evidence], rows=[row.wording], parties=[row.party_id],
        facts={"channel": row.channel, "kind": row.kind, "language": row.language or None, "missing": missing},
    )  # fmt: skip
    return row


@transaction.atomic
def ask_for_missing(
    *, actor: Actor, reference: str, missing: Sequence[str], to: str = "", words: str = "", now: datetime | None = None
) -> IncomingLetter:
    """Write to the sender which elements are missing and how to add each, with a link where they add them.

    Raises Invalid without an address or an element, Conflict while an earlier question waits for its answer.
    """
    require(actor, "letter.handle")
    at = now or database_now()
    row = hold_letter(actor, reference)
    understood = Understood(row)
    address = _address(to or understood.sender, "to")
    asked = [code for code in ELEMENTS if code in set(missing)]
    if not asked:
        raise Invalid(fields={"missing": [_("Choose what is missing.")]})
    if row.state == "asked" and row.answered_at is None:
        raise Conflict(_("The sender was asked already and has not answered yet."), code="stage")
    token = token_of(row)
    row.asked, row.asked_at, row.answered_at, row.token_hash = asked, at, None, _hash(token)
    if row.state == "received":
        move(row, "asked", machine=INCOMINGLETTER, now=at)
    row.handled_by_id = actor.membership_id
    row.save(update_fields=["asked", "asked_at", "answered_at", "token_hash", "handled_by"])
    personal = {"to": address} | ({"words": words} if words.strip() else {})
    entry = log.record(
        verbs.LETTER_ASKED, actor=actor, subject=row, parties=[row.party_id],
        facts={"missing": len(asked), "codes": ", ".join(asked)}, personal=personal,
    )  # fmt: skip
    send_question(row, to=address, token=token, missing=asked, words=clean(words, name="words"), entry=entry)
    return row


@transaction.atomic
def add_to_letter(*, letter: IncomingLetter, added: Mapping[str, str], now: datetime | None = None) -> IncomingLetter:
    """Keep what the sender adds to what was asked for; the caller has shown that the letter is theirs.

    Raises Invalid where nothing that was asked is given, Conflict once the letter is done.
    """
    row = IncomingLetter.objects.select_for_update(of=("self",)).get(id=letter.id)
    if row.state != "asked":
        raise Conflict(_("This letter is done; nothing can be added to it."), code="stage")
    given = {
        code: clean(text, name=code)[:LONGEST_ADDED]
        for code, text in added.items()
        if code in row.asked and text.strip()
    }
    if not given:
        raise Invalid(fields={"": [_("Fill in at least one of these.")]})
    at = now or database_now()
    version = committed(
        LetterVersion, letter=row, number=row.versions.count() + 1, text="", sender="", name="", subject="", added=given,
        made_at=at,
    )  # fmt: skip
    row.answered_at = at
    row.save(update_fields=["answered_at"])
    log.record(
        verbs.LETTER_SUPPLIED, actor=Actor.anonymous(current_tenant()), subject=row, rows=[version], parties=[row.party_id],
        facts={"added": len(given), "codes": ", ".join(given)},
    )  # fmt: skip
    return row


@transaction.atomic
def set_letter_aside(*, actor: Actor, reference: str, reason: str, now: datetime | None = None) -> IncomingLetter:
    """Nothing comes of it, and why. The letter is kept."""
    require(actor, "letter.handle")
    if reason not in SET_ASIDE:
        raise Invalid(fields={"reason": [_("Choose why.")]})
    row = hold_letter(actor, reference)
    finish(row, "set_aside", by=actor.membership_id, now=now)
    log.record(verbs.LETTER_SET_ASIDE, actor=actor, subject=row, facts={"reason": reason}, parties=[row.party_id])
    return row


def hold_letter(actor: Actor, reference: str) -> IncomingLetter:
    """A letter that is not done, locked. Raises NotFound for strangers, Conflict once it is done."""
    rows = IncomingLetter.objects.visible_to(actor).select_for_update(of=("self",))
    row = rows.filter(reference=reference).first()
    if row is None:
        raise NotFound
    if row.state not in WAITING_LETTERS:
        raise Conflict(_("This letter is done already."), code="stage")
    return row


def finish(row: IncomingLetter, state: str, *, by: UUID | None, now: datetime | None) -> None:
    """The last step of a letter: its link opens nothing any more."""
    move(row, state, machine=INCOMINGLETTER, now=now)
    row.handled_by_id = by
    row.save(update_fields=["handled_by", "complaint", "case"])


def token_of(letter: IncomingLetter) -> str:
    """The secret of a letter's link: 256 bits that nobody makes without the product's key. Only its hash is kept."""
    return blind(f"letter\n{current_tenant()}\n{letter.id}")


def letter_of(token: str) -> IncomingLetter:
    """The letter of a link. Raises NotFound for every other text."""
    digest = _hash(token)
    row = IncomingLetter.objects.filter(token_hash=digest).first()
    if row is None or not hmac.compare_digest(row.token_hash, digest):
        raise NotFound
    return row


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _checked(data: bytes) -> bytes:
    if not data:
        raise Invalid(fields={"letter": [_("There are no words in this letter.")]})
    if len(data) > LARGEST:
        raise Invalid(fields={"letter": [_("This letter is too large: at most 2 MB.")]})
    return data


def _media_type(filename: str) -> str:
    return MEDIA_TYPES.get(filename.lower().rpartition(".")[2], PLAIN)


def _address(text: str, field: str) -> str:
    address = text.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(fields={field: [_("Give the e-mail address of the sender.")]}) from None
    return address
