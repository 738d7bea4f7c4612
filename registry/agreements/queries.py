"""What missing clauses hold up: asked at each door, shown on pages, said in one sentence everywhere."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts import key_bars
from accounts.models import ApiKey, Party
from registry.agreements.clauses import BLOCKS, CLAUSES, INTEGRATION, Block, Clause, kind_of_party, lacking, needed
from registry.models import Agreement, AgreementClause, EnforcedBlock
from tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Blocked:
    """That something of a party is held up, and by the absence of which clauses. `enforced`: else it would be."""

    block: Block
    clauses: tuple[Clause, ...]
    enforced: bool = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the clauses, as log and API have them."""
        return tuple(one.code for one in self.clauses)

    @property
    def theirs(self) -> str:
        """The reason and the way out, said to the party."""
        return reason(self.block.code, self.codes)

    @property
    def staff(self) -> str:
        """The same about the party, said to the marketplace."""
        return _(self.block.staff) % {"clauses": named(self.block.kind, self.codes)}


def named(kind: str, codes: Iterable[str]) -> str:
    """Clauses by their titles."""
    titles = {one.code: one.title for one in CLAUSES[kind]}
    return ", ".join(_(titles[code]) if code in titles else code for code in codes)


def reason(block: str, codes: Iterable[str]) -> str:
    """Why something is held up, and what would free it: the one sentence of page, API and log."""
    found = BLOCKS[block]
    return _(found.theirs) % {"clauses": named(found.kind, codes)}


@key_bars.says(key_bars.PERSONAL)
def personal_barred(codes: Sequence[str]) -> str:
    """Why a key reads no personal data."""
    return reason(key_bars.PERSONAL, codes)


@key_bars.says(key_bars.WRITE)
def writing_barred(codes: Sequence[str]) -> str:
    """Why a key only reads."""
    return reason(key_bars.WRITE, codes)


def enforced() -> frozenset[str]:
    """What this marketplace lets missing clauses hold up. One query."""
    return frozenset(EnforcedBlock.objects.values_list("code", flat=True))


def in_force(day: date) -> Q:
    """Agreements that hold on that day."""
    return Q(state=Agreement.State.IN_FORCE, starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def _said(kind: str, day: date, party_ids: Collection[UUID]) -> Mapping[UUID, list[tuple[str, str, date | None]]]:
    """Of each of these parties the clauses of its agreements in force: code, status, waived until. One query."""
    holding = Agreement.objects.filter(in_force(day), kind=kind, party_id__in=party_ids)
    rows = AgreementClause.objects.filter(agreement__in=holding)
    found: dict[UUID, list[tuple[str, str, date | None]]] = {}
    for party_id, *of in rows.values_list("agreement__party_id", "code", "status", "waived_until"):
        found.setdefault(party_id, []).append((of[0], of[1], of[2]))
    return found


def would_block(party_ids: Collection[UUID], block: str, day: date) -> dict[UUID, tuple[Clause, ...]]:
    """Which of these parties lack clauses for that, whether it is enforced or not. One query."""
    said = _said(BLOCKS[block].kind, day, party_ids)
    missing = {party_id: lacking(block, said.get(party_id, ()), day) for party_id in party_ids}
    return {party_id: clauses for party_id, clauses in missing.items() if clauses}


def blocked(party_ids: Collection[UUID], block: str, day: date) -> dict[UUID, Blocked]:
    """Of which of these parties that is held up on that day. One query where it is not enforced, else two."""
    if not party_ids or not EnforcedBlock.objects.filter(code=block).exists():
        return {}
    return {
        party_id: Blocked(BLOCKS[block], clauses) for party_id, clauses in would_block(party_ids, block, day).items()
    }


def blocks_of(party: Party, day: date) -> list[Blocked]:
    """Everything that missing clauses of a party hold up, or would if it were enforced; what is enforced first."""
    standing = enforced()
    codes = [code for code, found in BLOCKS.items() if found.kind in kinds_of(party)]
    missing = {code: would_block([party.id], code, day).get(party.id) for code in codes}
    found = [Blocked(BLOCKS[code], clauses, code in standing) for code, clauses in missing.items() if clauses]
    return sorted(found, key=lambda one: not one.enforced)


def kinds_of(party: Party) -> set[str]:
    """The kinds of agreement that are expected of a party: by what it is here for, and for its keys."""
    if party.kind == Party.Kind.OPERATOR:
        return set()
    expected = {kind_of_party(party.kind)} - {""}
    has_keys = ApiKey.objects.filter(party=party, revoked_at=None).exists()
    return expected | ({INTEGRATION} if has_keys else set())


def bound_by(block: str) -> QuerySet[Party]:
    """The parties of whom that could be held up: the active ones, and whoever has keys, which work again with its party."""
    if block in key_bars.BARRED:
        has_keys = ApiKey.objects.filter(party_id=OuterRef("id"), revoked_at=None)
        return Party.objects.exclude(kind=Party.Kind.OPERATOR).filter(Exists(has_keys))
    kinds = [kind for kind in Party.Kind.values if kind_of_party(kind) == BLOCKS[block].kind]
    return Party.objects.filter(state=Party.State.ACTIVE, kind__in=kinds)


def lacking_parties(block: str, day: date) -> dict[UUID, tuple[Clause, ...]]:
    """All parties that lack clauses for that on this day. Two queries."""
    return would_block(list(bound_by(block).values_list("id", flat=True)), block, day)


@key_bars.lacks
def keys_lack(party_id: UUID, day: date) -> dict[str, tuple[str, ...]]:
    """What the keys of a party may not do for want of clauses, where that is enforced. One query; two for each that is."""
    standing = enforced() & key_bars.BARRED.keys()
    if not standing or not Party.objects.filter(id=party_id).exclude(kind=Party.Kind.OPERATOR).exists():
        return {}
    found = {code: would_block([party_id], code, day).get(party_id, ()) for code in sorted(standing)}
    return {code: tuple(one.code for one in clauses) for code, clauses in found.items() if clauses}


def agreements(actor: Actor) -> QuerySet[Agreement]:
    """Those that the actor sees, with their parties, and how many of their clauses are `missing`."""
    rows = Agreement.objects.visible_to(actor).select_related("party", "evidence")
    missing = AgreementClause.objects.filter(agreement=OuterRef("id"), status=AgreementClause.Status.MISSING).order_by()
    counted = missing.values("agreement").annotate(n=Count("id")).values("n")
    return rows.annotate(missing=Coalesce(Subquery(counted), 0))


def checklist(agreement: Agreement) -> list[tuple[Clause, AgreementClause]]:
    """The clauses of an agreement in the order of the table, each with how it stands. One query."""
    rows = {row.code: row for row in agreement.clauses.all()}
    return [(one, rows[one.code]) for one in CLAUSES[agreement.kind] if one.code in rows]


def needed_titles(block: str) -> list[str]:
    """The clauses that something waits for, by title."""
    return [_(one.title) for one in needed(block)]
