"""What stands in the rail, per role. URL names are resolved when the page is made; a test resolves each of them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One line of the rail. All names take the marketplace's `slug`.

    `count_url` answers one number as text ("128", "1,000+"), fetched after the page. `key` reaches the line.
    """

    url_name: str
    label: str | Promise
    count_url: str = ""
    key: str = ""


HOME = NavEntry("web:home", _("Home"))
LOG = NavEntry("web:log", _("Log"))
RIGHTS = NavEntry("registry:rights", _("Rights"))
LISTINGS = NavEntry("sellers:listings", _("Listings"))
QUEUE = NavEntry("enforcement:queue", _("Queue"), "enforcement:queue_count")
MATCHES = NavEntry("scanner:matches", _("Matches"), "scanner:matches_count")
PARTIES = NavEntry("accounts:parties", _("Parties"))
KEYS = NavEntry("accounts:keys", _("API keys"))

HOLDER = [
    HOME,
    RIGHTS,
    NavEntry("scanner:find", _("Find listings")),
    NavEntry("enforcement:complaints", _("Complaints"), "enforcement:complaints_count"),
    LOG,
]
SELLER = [
    HOME,
    NavEntry("enforcement:to_answer", _("To be responded to"), "enforcement:to_answer_count"),
    NavEntry("enforcement:records", _("Historical records")),
    LISTINGS,
    LOG,
]
STAFF = [QUEUE, MATCHES, RIGHTS, LISTINGS, LOG]

ENTRIES: dict[str, list[NavEntry]] = {
    "operator.lead": [HOME, *STAFF[:-1], PARTIES, KEYS, LOG],
    "operator.reviewer": STAFF,
    "operator.appeals": [NavEntry("enforcement:appeals", _("Appeals"), "enforcement:appeals_count"), *STAFF],
    "operator.auditor": STAFF,
    "operator.support": STAFF,
    "holder": HOLDER,
    "agent": HOLDER,
    "seller": SELLER,
}
"""By role, else by the part of the role before its dot; "main" of a party also sees its keys."""


def entries(actor: Actor | None) -> list[NavEntry]:
    """The rail of `actor`; empty for somebody without a role here."""
    if actor is None:
        return []
    kind, _dot, rank = actor.role.partition(".")
    found = ENTRIES.get(actor.role) or ENTRIES.get(kind, [])
    return [*found[:-1], KEYS, LOG] if rank == "main" and found else list(found)


def all_entries() -> set[NavEntry]:
    """Every line that any role sees."""
    return {KEYS, *(entry for line in ENTRIES.values() for entry in line)}
