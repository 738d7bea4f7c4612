"""API keys: made, revoked, and noted when used."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import verbs
from accounts.key_bars import barred_from
from accounts.models import ApiKey, Party
from accounts.models.parties import joined
from accounts.permissions import require
from accounts.roles import scopes_for
from accounts.services.key_bars import settle_key_bars
from audit.log import Fact, record
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid, NotFound

KEYS_JOB = "keys"
"""Rung for a new key: whoever bars keys looks once more, as a bar may have come in the same moment."""
NOTED_EVERY = timedelta(minutes=1)


class NewKey(NamedTuple):
    """A key and the text that its owner must keep: it cannot be shown again."""

    key: ApiKey
    text: str


def make_key(
    *,
    actor: Actor,
    party: Party,
    name: str,
    scopes: Iterable[str],
    read_only: bool = False,
    expires_at: datetime | None = None,
) -> NewKey:
    """A key for programs of `party`: an operator for any party, a main account for its own.

    What the party's contract does not allow its keys, this one may not do from the start.
    """
    _require_for(actor, party)
    wanted, wrong = set(scopes), {}
    if not name.strip():
        wrong["name"] = [_("Name the program that will use the key.")]
    if not wanted or not wanted <= scopes_for(party.kind).keys():
        wrong["scopes"] = [_("Choose at least one of the scopes that such a party can have.")]
    if expires_at is not None and expires_at <= database_now():
        wrong["expires_at"] = [_("This moment is past.")]
    if wrong:
        raise Invalid(fields=wrong)
    if party.state != Party.State.ACTIVE:
        raise Conflict(_("Only an active party has keys."))
    prefix, secret = secrets.token_hex(5), secrets.token_hex(24)
    with transaction.atomic():
        key = ApiKey.objects.create(
            party=party,
            name=name,
            prefix=prefix,
            secret_hash=secret_hash(secret),
            scopes=joined(wanted),
            read_only=read_only,
            expires_at=expires_at,
        )
        facts: dict[str, Fact] = {"prefix": prefix, "scopes": ", ".join(sorted(wanted)), "read_only": read_only}
        record(
            verbs.KEY_MADE, actor=actor, subject=key, refs=[party], facts=facts, personal={"name": name},
            parties=[party.id],
        )  # fmt: skip
        lacks = barred_from(party.id, database_now().date())
        wanted_bars = {(party.id, what): clauses for what, clauses in lacks.items()}
        settle_key_bars(actor=Actor.system(current_tenant()), wanted=wanted_bars, of=party.id)
        ring(KEYS_JOB)
    return NewKey(key, f"mw_{prefix}_{secret}")


def revoke_key(*, actor: Actor, key: ApiKey) -> None:
    """From the next request on the key is refused. Revoking twice is a Conflict."""
    _require_for(actor, key.party)
    with transaction.atomic():
        now = database_now()
        if not ApiKey.objects.filter(id=key.id, revoked_at=None).update(revoked_at=now):
            raise Conflict(_("This key is revoked already."))
        key.revoked_at = now
        facts = {"prefix": key.prefix}
        record(verbs.KEY_REVOKED, actor=actor, subject=key, refs=[key.party_id], facts=facts, parties=[key.party_id])


def note_use(key: ApiKey) -> None:
    """Remember when a key was last used, at most once a minute, so that a busy key costs nothing. Not an entry."""
    now = database_now()
    stale = now - NOTED_EVERY
    if key.last_used_at is None or key.last_used_at <= stale:
        not_noted = Q(last_used_at=None) | Q(last_used_at__lte=stale)
        ApiKey.objects.filter(not_noted, id=key.id).update(last_used_at=now)


def secret_hash(secret: str) -> str:
    """SHA-256 in hexadecimal; the secret's 192 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _require_for(actor: Actor, party: Party) -> None:
    if not actor.is_operator and not actor.is_system and actor.party_id != party.id:
        raise NotFound
    require(actor, "key.manage")
