"""The roles, as one table: for whom they are, what they may do, and whether they need a second factor.

The pages, the API, the access matrix of the tests and the documentation all read it here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ENTER = "marketplace.enter"
"""What every member may: be inside, see their home and their own account."""

PERMISSIONS: Mapping[str, str | Promise] = MappingProxyType(
    {
        ENTER: _("enter the marketplace"),
        "right.read": _("see rights"),
        "right.register": _("register rights"),
        "guide.read": _("see identification guides"),
        "right.verify": _("verify rights"),
        "seller.authorise": _("authorise sellers"),
        "licence.read": _("see licences"),
        "licence.grant": _("give and sign licences"),
        "gate.read": _("ask who may sell what"),
        "gate.order": _("have orders checked for licences"),
        "ban.read": _("see bans"),
        "ban.manage": _("put bans on the list and end them"),
        "listing.read": _("see listings"),
        "listing.submit": _("submit listings"),
        "listing.search": _("search listings"),
        "match.review": _("review matches"),
        "link.read": _("see links between sellers"),
        "link.judge": _("confirm and drop links between sellers"),
        "link.contest": _("contest links to other accounts"),
        "lesson.read": _("see lessons and seminars"),
        "lesson.take": _("take lessons and sign up for seminars"),
        "lesson.write": _("write lessons for sellers of brands"),
        "lesson.manage": _("approve lessons and hold seminars"),
        "trait.note": _("note what sellers can be recognised by"),
        "outside.read": _("see shops outside"),
        "outside.watch": _("have shops outside watched"),
        "outside.judge": _("judge what is found in shops outside"),
        "complaint.file": _("file complaints"),
        "complaint.read": _("see complaints"),
        "complaint.withdraw": _("withdraw complaints"),
        "report.file": _("file reports"),
        "letter.submit": _("hand in letters"),
        "letter.read": _("see letters that arrived"),
        "letter.handle": _("take in letters and ask their senders"),
        "report.read": _("see reports"),
        "report.triage": _("decide about reports"),
        "misuse.read": _("see reports and signs of misuse"),
        "misuse.judge": _("judge misuse"),
        "flagger.manage": _("keep the register of trusted flaggers"),
        "case.read": _("see cases"),
        "case.answer": _("answer cases"),
        "case.decide": _("decide cases"),
        "case.confirm": _("confirm the decisions of others"),
        "case.assign": _("assign cases"),
        "case.note": _("write notes for colleagues"),
        "case.route": _("answer for cases that are passed on, and say who gets which"),
        "case.export": _("take a case out as a file"),
        "case.share": _("hand a case to a public archive"),
        "statement.read": _("see statements of reasons"),
        "statement.correct": _("put statements of reasons right"),
        "appeal.file": _("file appeals"),
        "appeal.decide": _("decide appeals"),
        "measures.read": _("see measures"),
        "log.read": _("read the log"),
        "party.read": _("see parties"),
        "party.manage": _("manage parties"),
        "key.read": _("see API keys"),
        "key.manage": _("manage API keys"),
        "member.read": _("see members"),
        "member.invite": _("invite and manage members"),
        "agent.appoint": _("appoint agents"),
        "application.decide": _("decide applications"),
        "policy.read": _("see packs and rules"),
        "policy.manage": _("choose packs and rules"),
        "job.read": _("see jobs"),
        "job.manage": _("cancel and resume jobs"),
        "changes.read": _("read the change feed"),
        "quality.note": _("note complaints about goods"),
        "review.read": _("see reviews of sellers by inspectors"),
        "review.manage": _("accredit inspectors, assign reviews and decide what follows"),
        "review.inspect": _("inspect sellers and sign reports"),
        "state.apply": _("confirm listing states"),
        "order.read": _("see orders and shipments"),
        "order.keep": _("tell of orders and decide about those that wait"),
        "shipment.keep": _("send orders, and tell what became of shipments"),
        "trade.read": _("see complaints of buyers"),
        "trade.file": _("pass on complaints of buyers"),
        "trade.answer": _("answer complaints of buyers"),
        "trade.mediate": _("decide complaints of buyers"),
    }
)
"""Every permission, with the words that finish the sentence “you may …”."""


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
        "order.read",
        "trade.read",
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
            _("Lead"), "logistics", _HEAD, "guide.read", "order.read", "shipment.keep", needs_two_factor=True
        ),
        "logistics.scanner": _role(_("Scanner"), "logistics", "guide.read", "order.read", "shipment.keep"),
        "inspector.lead": _role(_("Lead"), "inspector", _HEAD, "review.read", "review.inspect", needs_two_factor=True),
        "inspector.member": _role(_("Inspector"), "inspector", "review.read", "review.inspect", needs_two_factor=True),
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
        "quality": _scope(_("Complaints about goods"), "operator logistics inspector", "quality.note"),
        "links": _scope(_("Links between sellers"), HOUSE, "link.read", "trait.note"),
        "rules": _scope(_("Packs and rules"), "operator brand agent seller", "policy.read"),
        "reviews": _scope(
            _("Reviews of sellers"), "operator inspector seller", "review.read", "review.manage", "review.inspect"
        ),
        "states": _scope(_("Confirm listing states"), HOUSE, "state.apply", "listing.read"),
        "jobs": _scope(_("Jobs"), "operator brand agent seller", "job.read", "job.manage"),
        "log": _scope(_("Log"), "operator brand agent seller", "log.read"),
        "parties": _scope(_("Parties"), HOUSE, "party.read", "party.manage", "member.read", "application.decide"),
    }
)

_NOT_FOR: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "brand": frozenset({"listing.submit", "case.answer"}),
        "agent": frozenset({"listing.submit", "case.answer"}),
        "seller": frozenset({"listing.search", "review.manage", "review.inspect", "trade.file", "trade.mediate"}),
        "inspector": frozenset({"review.manage"}),
        "operator": frozenset(
            {"case.answer", "appeal.file", "seller.authorise", "licence.grant", "review.inspect", "trade.answer"}
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
