"""Who acts: one frozen value that every service takes, whether a person, a key or the house itself acts."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Kind = Literal["person", "key", "system", "anonymous"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The caller of a service inside one marketplace.

    `role` is a key of `accounts.roles.ROLES` ("" for anonymous). `regions` limits an operator's reviewer
    and `brands` are the rights holders for all of whose rights an agent acts. `marks` are the brands of the registry to
    which it is limited for others, `appointed_by` the rights holders with whom appointments say what it sees and does,
    and those whose last power of attorney for it has ended. `scopes` are those of an API key. `read_only` refuses every
    change. `bars` are what the keys of its party may not do for want of clauses in its contract: (what, codes of the
    clauses). It holds references only, no names.
    """

    kind: Kind
    tenant_id: UUID | None
    user_id: int | None = None
    membership_id: UUID | None = None
    party_id: UUID | None = None
    role: str = ""
    regions: frozenset[str] = frozenset()
    brands: frozenset[UUID] = frozenset()
    marks: frozenset[UUID] = frozenset()
    appointed_by: frozenset[UUID] = frozenset()
    scopes: frozenset[str] = frozenset()
    key_id: UUID | None = None
    read_only: bool = False
    bars: tuple[tuple[str, str], ...] = ()

    @classmethod
    def system(cls, tenant_id: UUID, *, role: str = "system") -> "Actor":
        """The house itself: clocks, sweeps, commands."""
        return cls(kind="system", tenant_id=tenant_id, role=role)

    @classmethod
    def anonymous(cls, tenant_id: UUID | None) -> "Actor":
        """Somebody without an account."""
        return cls(kind="anonymous", tenant_id=tenant_id)

    @property
    def is_operator(self) -> bool:
        """True for the marketplace's own staff."""
        return self.role.startswith("operator.")

    @property
    def acts_for_others(self) -> bool:
        """True for an agent that sees something of a rights holder."""
        return bool(self.brands or self.marks)

    @property
    def is_system(self) -> bool:
        """True when no person stands behind the act."""
        return self.kind == "system"
