"""A party's letters go to another address: after three days in which the former one can stop it, or at once where staff say so."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import verbs
from accounts.letters import send_move_asked, send_move_stopped
from accounts.machine import ADDRESSMOVE
from accounts.models import AddressMove, Membership, Party
from accounts.permissions import require
from audit.log import record
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, NotFound
from workflow.clocks import Limit, start, stop
from workflow.moves import move

State = AddressMove.State
COOLING_OFF = timedelta(hours=72)
CLOCK = "address_move"
TAKES_EFFECT = "address_moves"

Changed = Callable[[Actor, Party, frozenset[str], datetime], None]
AFTERWARDS: list[Changed] = []
"""What higher floors do when something by which a party is known has changed: called in the same transaction."""
KNOWN_BY = frozenset({"name", "country", "address", "contact_name", "contact_email"})


def afterwards(function: Changed) -> Changed:
    """Register the decorated function for `changed`."""
    AFTERWARDS.append(function)
    return function


def changed(actor: Actor, party: Party, fields: frozenset[str]) -> None:
    """Tell higher floors what has changed of what a party is known by; `main_account` for a person who took over its lead,
    `active` where it is here from now on."""
    if fields & (KNOWN_BY | {"main_account", "active"}):
        now = database_now()
        for tell in AFTERWARDS:
            tell(actor, party, fields, now)


def ask_move(*, actor: Actor, party: Party, address: str, link: str) -> AddressMove:
    """Have a party's letters go to `address` in 72 hours, unless somebody stops it; the former address is told and can.

    A later one replaces the one that waits. `link` is the address of the page that stops it, with `TOKEN` where the secret
    goes. For services that have authorised their own act.
    """
    token, now = secrets.token_urlsafe(32), database_now()
    with transaction.atomic():
        Party.objects.select_for_update(no_key=True).get(id=party.id)
        for before in AddressMove.objects.select_for_update().filter(party=party, state=State.WAITING):
            _stop(before, by=str(actor.kind))
        asked = AddressMove.objects.create(
            party=party, address=address, asked_by=Membership.objects.filter(id=actor.membership_id).first(),
            token_hash=_hash(token), due_at=now + COOLING_OFF,
        )  # fmt: skip
        start(
            kind=CLOCK, subject=asked, about_id=party.id, starts_at=now, due_at=asked.due_at, then=TAKES_EFFECT,
            limit=Limit(unit="hours", upper=72, basis="policy", source=_("Care for accounts")),
        )  # fmt: skip
        entry = record(
            verbs.MOVE_ASKED, actor=actor, subject=party, facts={"due_at": asked.due_at.isoformat()},
            personal={"address": address}, parties=[party.id],
        )  # fmt: skip
        send_move_asked(entry=entry, move=asked, link=link.replace("TOKEN", token))
    return asked


def open_move(token: str) -> AddressMove:
    """The move that this secret stops, with its party. NotFound for any that can be stopped no more."""
    rows = AddressMove.objects.select_related("party", "tenant")
    found: AddressMove | None = rows.filter(token_hash=_hash(token), state=State.WAITING).first()
    if found is None:
        raise NotFound
    return found


def stop_move(*, actor: Actor, asked: AddressMove, by_link: bool = False) -> None:
    """Stop it: somebody of the party, or staff; or (`by_link`) whoever showed the caller the link to the former address.

    Raises NotFound for strangers, Conflict where it is decided already.
    """
    if not by_link:
        if not actor.is_operator and actor.party_id != asked.party_id:
            raise NotFound
        require(actor, "party.manage" if actor.is_operator else "member.invite")
    with transaction.atomic():
        fresh = AddressMove.objects.select_for_update(of=("self",)).select_related("party", "tenant").get(id=asked.id)
        if fresh.state != State.WAITING:
            raise Conflict(_("This is decided already."))
        _stop(fresh, by=str(actor.kind))
        entry = record(verbs.MOVE_STOPPED, actor=actor, subject=fresh.party, parties=[fresh.party_id])
        send_move_stopped(entry=entry, party=fresh.party)


def take_effect(*, actor: Actor, asked: AddressMove, now: datetime) -> None:
    """Nobody stopped it: letters go there from now on."""
    if asked.state != State.WAITING:
        return
    party, address = asked.party, asked.address
    move(asked, State.DONE, machine=ADDRESSMOVE, now=now)
    asked.address = ""
    asked.save(update_fields=["address"])
    party.contact_email = address
    party.save()
    record(
        verbs.PARTY_EDITED, actor=actor, subject=party, facts={"fields": "contact_email"},
        personal={"contact_email": address}, parties=[party.id],
    )  # fmt: skip
    changed(actor, party, frozenset({"contact_email"}))


def waiting_move(party: Party) -> AddressMove | None:
    """What waits to take effect."""
    found: AddressMove | None = AddressMove.objects.filter(party=party, state=State.WAITING).first()
    return found


def _stop(asked: AddressMove, *, by: str) -> None:
    move(asked, State.STOPPED, machine=ADDRESSMOVE)
    asked.address = ""
    asked.save(update_fields=["address"])
    stop(subject_id=asked.id, kind=CLOCK, by=by)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
