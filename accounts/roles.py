"""The roles, as one table: for whom they are, what they may do, and whether they need a second factor.

The pages, the API, the access matrix of the tests and the documentation all read it here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permission_words import ENTER


def is_read(permission: str) -> bool:
    """True for a permission that changes nothing: a read-only key may have it."""
    return permission.endswith((".read", ".search")) or permission == ENTER


@dataclass(frozen=True, slots=True)
class Role:
    """One line of the table. `party_kinds` says in which parties the role exists."""

    title: str | Promise
    party_kinds: frozenset[str]
    permissions: frozenset[str]
    needs_two_factor: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What a key may be given: permissions, and the kinds of party whose keys may have them."""

    title: str | Promise
    party_kinds: frozenset[str]
    permissions: frozenset[str]


def _role(title: str | Promise, kinds: str, *permissions: frozenset[str] | str, needs_two_factor: bool = False) -> Role:
    granted = {ENTER}
    for found in permissions:
        granted |= {found} if isinstance(found, str) else found
    return Role(title, frozenset(kinds.split()), frozenset(granted), needs_two_factor)


def _scope(title: str | Promise, kinds: str, *permissions: str) -> Scope:
    return Scope(title, frozenset(kinds.split()), frozenset({ENTER, *permissions}))


_WATCH = frozenset(
    [
        "right.read",
        "guide.read",
        "licence.read",
        "gate.read",
        "ban.read",
        "listing.read",
        "listing.search",
        "lesson.read",
        "outside.read",
        "link.read",
        "measures.read",
        "complaint.read",
        "report.read",
        "misuse.read",
        "letter.read",
        "case.read",
        "review.read",
        "statement.read",
        "log.read",
        "party.read",
        "member.read",
        "policy.read",
        "job.read",
        "unit.read",
        "batch.read",
        "site.read",
        "hold.read",
        "epcis.read",
        "customs.read",
        "order.read",
        "trade.read",
        "correction.read",
        "sampling.read",
    ]
)
_DECIDE = frozenset(
    [
        "right.verify",
        "ban.manage",
        "match.review",
        "outside.watch",
        "outside.judge",
        "link.judge",
        "trait.note",
        "lesson.manage",
        "report.triage",
        "misuse.judge",
        "letter.handle",
        "case.decide",
        "case.confirm",
        "case.assign",
        "case.note",
        "case.export",
        "statement.correct",
        "hold.decide",
        "correction.ask",
        "customs.detain",
        "order.keep",
        "trade.mediate",
    ]
)
_HOUSE = frozenset(
    [
        "case.route",
        "seller.authorise",
        "appeal.decide",
        "flagger.manage",
        "party.manage",
        "key.read",
        "key.manage",
        "member.invite",
        "application.decide",
        "review.manage",
        "policy.manage",
        "job.manage",
        "case.share",
    ]
)
_HOLD = frozenset(
    [
        "right.read",
        "guide.read",
        "licence.read",
        "gate.read",
        "listing.read",
        "listing.search",
        "complaint.read",
        "case.read",
        "log.read",
        "lesson.read",
        "outside.read",
        "measures.read",
        "job.read",
        "unit.read",
        "batch.read",
        "site.read",
        "hold.read",
        "epcis.read",
        "correction.read",
        "customs.read",
    ]
)
_FILE = frozenset(
    [
        "right.register",
        "seller.authorise",
        "licence.grant",
        "complaint.file",
        "complaint.withdraw",
        "appeal.file",
        "outside.watch",
        "outside.judge",
        "lesson.write",
        "case.export",
        "job.manage",
        "unit.issue",
        "batch.certify",
        "batch.inspect",
        "site.manage",
        "hold.answer",
        "epcis.capture",
        "correction.ask",
        "customs.apply",
        "customs.detain",
    ]
)
_SELL = frozenset(
    [
        "licence.read",
        "listing.read",
        "lesson.read",
        "gate.read",
        "case.read",
        "review.read",
        "log.read",
        "job.read",
        "order.read",
        "trade.read",
    ]
)
_DOCK = frozenset(["guide.read", "batch.read", "site.read", "dock.scan", "hold.read", "epcis.read", "epcis.capture"])
_SUPPLY = frozenset(
    ["batch.read", "batch.certify", "correction.read", "correction.answer", "epcis.read", "epcis.capture"]
)
_SEND = frozenset(["shipment.keep", "trade.answer"])
_HEAD = frozenset(["party.read", "member.read", "member.invite", "key.read", "key.manage"])

HOLDERS, SELLERS, HOUSE = "brand agent", "seller", "operator"

ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "operator.lead": _role(_("Lead"), HOUSE, _WATCH, _DECIDE, _HOUSE, needs_two_factor=True),
        "operator.reviewer": _role(_("Reviewer"), HOUSE, _WATCH, _DECIDE, needs_two_factor=True),
        "operator.appeals": _role(
            _("Appeals reviewer"),
            HOUSE,
            _WATCH,
            "appeal.decide",
            "case.assign",
            "case.note",
            "case.export",
            needs_two_factor=True,
        ),
        "operator.auditor": _role(_("Auditor"), HOUSE, _WATCH, "key.read", needs_two_factor=True),
        "operator.support": _role(
            _("Support"), HOUSE, "party.read", "member.read", "listing.read", needs_two_factor=True
        ),
        "holder.main": _role(_("Main account"), HOLDERS, _HOLD, _FILE, _HEAD, "agent.appoint", needs_two_factor=True),
        "holder.member": _role(_("Member"), HOLDERS, _HOLD, _FILE, "party.read"),
        "holder.reader": _role(_("Reader"), HOLDERS, _HOLD, "party.read"),
        "seller.main": _role(
            _("Main account"),
            SELLERS,
            _SELL,
            _SEND,
            _HEAD,
            "licence.grant",
            "listing.submit",
            "lesson.take",
            "case.answer",
            "case.export",
            "link.contest",
            "appeal.file",
            "job.manage",
            needs_two_factor=True,
        ),
        "seller.sub": _role(
            _("Sub-account"),
            SELLERS,
            _SELL,
            _SEND,
            "listing.submit",
            "lesson.take",
            "case.answer",
            "link.contest",
            "job.manage",
            "party.read",
        ),
        "seller.reader": _role(_("Reader"), SELLERS, _SELL, "party.read"),
        "logistics.lead": _role(
            _("Lead"),
            "logistics",
            _HEAD,
            _DOCK,
            "site.manage",
            "hold.decide",
            "batch.inspect",
            "sampling.read",
            "log.read",
            "order.read",
            "shipment.keep",
            needs_two_factor=True,
        ),
        "logistics.scanner": _role(_("Scanner"), "logistics", _DOCK, "order.read", "shipment.keep"),
        "supplier.lead": _role(
            _("Lead"), "supplier", _HEAD, _SUPPLY, "site.read", "site.manage", "log.read", needs_two_factor=True
        ),
        "supplier.member": _role(_("Member"), "supplier", _SUPPLY),
        "inspector.lead": _role(_("Lead"), "inspector", _HEAD, "review.read", "review.inspect", needs_two_factor=True),
        "inspector.member": _role(_("Inspector"), "inspector", "review.read", "review.inspect", needs_two_factor=True),
        "agency.officer": _role(
            _("Officer"), "agency", _HEAD, "customs.read", "customs.detain", "log.read", needs_two_factor=True
        ),
        "outside": _role(_("Outside"), "supplier inspector agency"),
    }
)

KEY_ROLE = "key"
OPERATOR_KEY_ROLE = "operator.key"
"""Roles of actors that are keys. A key of the operator sees what operators see, and may what its scopes say."""

SCOPES: Mapping[str, Scope] = MappingProxyType(
    {
        "rights": _scope(_("Rights"), "operator brand agent", "right.read", "right.register", "seller.authorise"),
        "licences": _scope(_("Licences"), "operator brand agent seller", "licence.read", "licence.grant"),
        "gate": _scope(_("Licences: who may sell"), "operator brand agent seller logistics", "gate.read"),
        "orders": _scope(
            _("Orders, and licences at checkout"),
            HOUSE,
            "gate.read",
            "gate.order",
            "order.read",
            "order.keep",
            "shipment.keep",
        ),
        "shipments": _scope(_("Orders and shipments"), "seller logistics", "order.read", "shipment.keep"),
        "trade": _scope(
            _("Complaints of buyers"), "operator seller", "trade.read", "trade.file", "trade.answer", "trade.mediate"
        ),
        "agents": _scope(_("Agents"), "brand agent", "right.read", "agent.appoint"),
        "guides": _scope(_("Identification guides"), "operator brand agent logistics", "guide.read"),
        "bans": _scope(_("Bans"), HOUSE, "ban.read", "ban.manage"),
        "listings": _scope(
            _("Listings"), "operator brand agent seller", "listing.read", "listing.search", "listing.submit"
        ),
        "learning": _scope(_("Learning"), "seller", "lesson.read", "lesson.take"),
        "outside": _scope(_("Shops outside"), "operator brand agent", "outside.read", "outside.watch"),
        "measures": _scope(_("Measures"), "operator brand agent", "measures.read"),
        "complaints": _scope(
            _("Complaints"), HOLDERS, "complaint.read", "complaint.file", "complaint.withdraw", "listing.search"
        ),
        "reports": _scope(_("Reports"), "operator logistics supplier inspector agency", "report.file", "report.read"),
        "conduct": _scope(_("Conduct"), HOUSE, "misuse.read", "case.read"),
        "letters": _scope(_("Letters"), "operator brand agent logistics", "letter.submit", "letter.read"),
        "cases": _scope(
            _("Cases"), "operator brand agent seller", "case.read", "case.answer", "case.export", "appeal.file"
        ),
        "statements": _scope(_("Statements of reasons"), HOUSE, "statement.read"),
        "changes": _scope(_("Change feed"), "operator brand agent seller", "changes.read"),
        "dock": _scope(_("Docks"), "logistics", "dock.scan", "hold.read", "site.read", "guide.read"),
        "units": _scope(_("Units"), "operator brand agent", "unit.read", "unit.issue"),
        "batches": _scope(_("Batches"), "operator brand agent supplier logistics", "batch.read", "batch.certify"),
        "holds": _scope(_("Goods that are held"), "operator brand agent logistics", "hold.read", "hold.answer"),
        "epcis": _scope(
            _("Events of supply chains"), "operator brand agent supplier logistics", "epcis.read", "epcis.capture"
        ),
        "corrections": _scope(
            _("What suppliers put right"),
            "operator brand agent supplier",
            "correction.read",
            "correction.ask",
            "correction.answer",
        ),
        "sampling": _scope(_("How much of the flow of goods is looked at"), "operator logistics", "sampling.read"),
        "quality": _scope(_("Complaints about goods"), "operator logistics inspector", "quality.note"),
        "links": _scope(_("Links between sellers"), HOUSE, "link.read", "trait.note"),
        "rules": _scope(_("Packs and rules"), "operator brand agent seller", "policy.read"),
        "reviews": _scope(
            _("Reviews of sellers"), "operator inspector seller", "review.read", "review.manage", "review.inspect"
        ),
        "customs": _scope(
            _("Customs"), "operator brand agent agency", "customs.read", "customs.apply", "customs.detain"
        ),
        "states": _scope(_("Confirm listing states"), HOUSE, "state.apply", "listing.read"),
        "jobs": _scope(_("Jobs"), "operator brand agent seller", "job.read", "job.manage"),
        "log": _scope(_("Log"), "operator brand agent seller", "log.read"),
        "parties": _scope(_("Parties"), HOUSE, "party.read", "party.manage", "member.read", "application.decide"),
    }
)

_NOT_FOR: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "brand": frozenset({"listing.submit", "case.answer", "correction.answer"}),
        "agent": frozenset({"listing.submit", "case.answer", "correction.answer"}),
        "supplier": frozenset({"correction.ask"}),
        "seller": frozenset({"listing.search", "review.manage", "review.inspect", "trade.file", "trade.mediate"}),
        "inspector": frozenset({"review.manage"}),
        "agency": frozenset({"customs.apply"}),
        "logistics": frozenset({"batch.certify", "hold.answer"}),
        "operator": frozenset(
            {
                "unit.issue",
                "batch.certify",
                "hold.answer",
                "correction.answer",
                "case.answer",
                "appeal.file",
                "seller.authorise",
                "licence.grant",
                "review.inspect",
                "customs.apply",
                "trade.answer",
            }
        ),
    }
)
"""What a scope holds for some kinds of party and not for others: only a seller answers, only a seller or the
marketplace's own systems submit."""


def roles_for(party_kind: str) -> dict[str, Role]:
    """The roles that exist in a party of that kind, by code."""
    return {code: role for code, role in ROLES.items() if party_kind in role.party_kinds}


def scopes_for(party_kind: str) -> dict[str, Scope]:
    """The scopes that a key of such a party can be given, by code."""
    return {code: scope for code, scope in SCOPES.items() if party_kind in scope.party_kinds}


def key_permissions(party_kind: str, scopes: frozenset[str]) -> frozenset[str]:
    """What a key of such a party with these scopes may do; a scope that does not exist there gives nothing."""
    granted = [scope.permissions for code, scope in scopes_for(party_kind).items() if code in scopes]
    return frozenset().union(*granted) - _NOT_FOR.get(party_kind, frozenset())
