"""Barring the keys of a party from what its contract does not allow yet, and lifting that. Called from above."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from accounts import verbs
from accounts.key_bars import written
from accounts.models import KeyBar
from accounts.permissions import require
from audit.log import record
from tenancy.actor import Actor

Wanted = Mapping[tuple[UUID, str], tuple[str, ...]]


def settle_key_bars(*, actor: Actor, wanted: Wanted, of: UUID | None = None) -> int:
    """Let exactly the bars stand that are `wanted`: of a party's id and what is barred, the codes of the clauses missing.

    `of` is the one party whose bars are settled; without it everybody's are. Returns how many came, changed or went; each is an
    entry that the party sees. Doing it again changes nothing.
    """
    require(actor, "party.manage")
    changed = 0
    with transaction.atomic():
        rows = KeyBar.objects.select_for_update().order_by("id")
        standing = {(bar.party_id, bar.what): bar for bar in (rows if of is None else rows.filter(party_id=of))}
        for key, bar in standing.items():
            if key not in wanted:
                record(
                    verbs.KEYS_FREED, actor=actor, subject=bar, refs=[bar.party_id], facts={"what": bar.what},
                    parties=[bar.party_id],
                )  # fmt: skip
                bar.delete()
                changed += 1
        for (party_id, what), clauses in sorted(wanted.items(), key=str):
            joined = ",".join(clauses)
            old = standing.get((party_id, what))
            if old is not None and old.clauses == joined:
                continue
            bar, _new = KeyBar.objects.update_or_create(party_id=party_id, what=what, defaults={"clauses": joined})
            record(
                verbs.KEYS_BARRED, actor=actor, subject=bar, refs=[party_id], facts={"lacks": written(what, clauses)},
                parties=[party_id],
            )  # fmt: skip
            changed += 1
    return changed
