"""What stands in the rail. URL names are resolved when the page is made; a test resolves each of them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permission_words import ENTER
from accounts.permissions import may
from tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One line of the rail; all its URL names take the marketplace's `slug`.

    Shown to who has `permission`. `count_url` answers one number as text ("128", "1,000+"), fetched after the page.
    `key` is the single key that reaches the line. `covers` are further folders whose pages belong under this line.
    """

    url_name: str
    label: str | Promise
    permission: str
    count_url: str = ""
    key: str = ""
    covers: tuple[str, ...] = ()


CONTRACTS = NavEntry("registry:agreements", _("Contracts"), "party.read")
OUTSIDE = NavEntry("scanner:outside", _("Shops outside"), "outside.read", "scanner:outside_count")
MEASURES = NavEntry("reporting:brands", _("Measures"), "measures.read")
HOME = NavEntry("web:home", _("Home"), ENTER)
RIGHTS = NavEntry("registry:rights", _("Rights"), "right.read")
LICENCES = NavEntry("registry:licences", _("Licences"), "licence.read", covers=("proof-requests", "gate"))
BRANDS = NavEntry("registry:brands", _("Brands"), "right.read", covers=("agents",))
LESSONS = NavEntry("sellers:learning", _("Learning"), "lesson.read")
LISTINGS = NavEntry("sellers:listings", _("Listings"), "listing.read")
REVIEWS = NavEntry("sellers:reviews", _("Reviews of sellers"), "review.read", covers=("inspectors",))
PRODUCTS = NavEntry("fulfillment:products", _("Products"), "unit.read")
BATCHES = NavEntry("fulfillment:batches", _("Batches"), "batch.read")
HOLDS = NavEntry("fulfillment:holds", _("Held goods"), "hold.read", "fulfillment:holds_count")
FLAGS = NavEntry("fulfillment:flags", _("Flags"), "hold.read", "fulfillment:flags_count")
SIGNS = NavEntry("fulfillment:signs", _("Signs of copies"), "hold.read", "fulfillment:signs_count")
PLACES = NavEntry("fulfillment:sites", _("Places"), "site.read")
TRACE = NavEntry("fulfillment:find_trace", _("Trace"), "hold.read")
EVENTS = NavEntry("fulfillment:captures", _("Supply chain"), "epcis.read")
CORRECTIONS = NavEntry(
    "fulfillment:corrections", _("To be put right"), "correction.read", "fulfillment:corrections_count"
)
SAMPLING = NavEntry("fulfillment:sampling", _("What is looked at"), "sampling.read", covers=("goods-risks",))
CUSTOMS = NavEntry("fulfillment:detentions", _("Customs"), "customs.read", "fulfillment:detentions_count")
MEMBERS = NavEntry("accounts:members", _("Members"), "member.invite")
KEYS = NavEntry("accounts:keys", _("API keys"), "key.read")
JOBS = NavEntry("web:jobs", _("Jobs"), "job.read")
LOG = NavEntry("web:log", _("Log"), "log.read")

ENTRIES: dict[str, list[NavEntry]] = {
    "operator": [
        HOME,
        NavEntry("enforcement:queue", _("Queue"), "case.read", "enforcement:queue_count", covers=("cases", "routing")),
        NavEntry("enforcement:mine", _("Assigned to me"), "case.assign", "enforcement:mine_count"),
        NavEntry("enforcement:escalations", _("Passed on"), "case.assign", "enforcement:escalations_count"),
        NavEntry("enforcement:mentions", _("Named in notes"), "case.note", "enforcement:mentions_count"),
        NavEntry("enforcement:appeals", _("Appeals"), "appeal.decide", "enforcement:appeals_count"),
        NavEntry("enforcement:statements", _("Statements of reasons"), "statement.read"),
        NavEntry("enforcement:reports", _("Reports"), "report.read", "enforcement:reports_count", covers=("flaggers",)),
        NavEntry("enforcement:incoming_letters", _("Letters"), "letter.read", "enforcement:incoming_count"),
        NavEntry("registry:checks", _("Rights to check"), "right.verify", "registry:checks_count"),
        NavEntry("sellers:fraud_signals", _("Fraud"), "report.read", "sellers:fraud_signals_count"),
        NavEntry(
            "fulfillment:trade_complaints", _("Trade complaints"), "trade.read", "fulfillment:trade_complaints_count"
        ),
        NavEntry("enforcement:misuse", _("Misuse"), "misuse.read", "enforcement:misuse_count", covers=("accuracy",)),
        NavEntry("enforcement:proposals", _("Proposals"), "misuse.read", covers=("conduct",)),
        NavEntry("scanner:matches", _("Matches"), "match.review", "scanner:matches_count"),
        NavEntry("scanner:ban_hits", _("Under bans"), "match.review", "scanner:ban_hits_count"),
        NavEntry("scanner:rule_stops", _("Stopped by rules"), "match.review", "scanner:rule_stops_count"),
        NavEntry("scanner:first_checks", _("Checked first"), "match.review", "scanner:first_checks_count"),
        NavEntry("scanner:audits", _("Audits"), "match.review"),
        NavEntry("sellers:risks", _("Risk of sellers"), "match.review"),
        RIGHTS,
        LICENCES,
        NavEntry("registry:bans", _("Bans"), "ban.read"),
        LISTINGS,
        OUTSIDE,
        CUSTOMS,
        NavEntry("scanner:links", _("Seller links"), "link.read"),
        HOLDS,
        FLAGS,
        SIGNS,
        TRACE,
        EVENTS,
        CORRECTIONS,
        SAMPLING,
        PRODUCTS,
        BATCHES,
        PLACES,
        NavEntry("fulfillment:orders", _("Orders"), "order.read", "fulfillment:orders_count", covers=("shipments",)),
        NavEntry("accounts:parties", _("Parties"), "party.manage"),
        CONTRACTS,
        NavEntry("registry:term_reviews", _("Reviews of terms"), "policy.manage", "registry:term_reviews_count"),
        NavEntry("registry:applications", _("Applications"), "application.decide", "registry:applications_count"),
        NavEntry(
            "sellers:seller_applications",
            _("Sellers who apply"),
            "application.decide",
            "sellers:seller_applications_count",
        ),
        NavEntry("sellers:data_requests", _("Data of sellers"), "party.manage", "sellers:data_requests_count"),
        REVIEWS,
        NavEntry("sellers:seller_appeals", _("Appeals of sellers refused"), "appeal.decide"),
        LESSONS,
        NavEntry("accounts:rules", _("Rules"), "policy.read", covers=("moving-clocks",)),
        NavEntry("scanner:thresholds", _("Thresholds"), "policy.read", covers=("matchers", "trials", "goods")),
        NavEntry("scanner:precheck_rules", _("Pre-check"), "policy.read", covers=("precheck",)),
        NavEntry("scanner:backscan", _("Back-scan"), "policy.read"),
        MEASURES,
        MEMBERS,
        KEYS,
        JOBS,
        LOG,
    ],
    "holder": [
        HOME,
        RIGHTS,
        LICENCES,
        BRANDS,
        NavEntry("scanner:search", _("Find listings"), "listing.search"),
        OUTSIDE,
        NavEntry(
            "enforcement:complaints",
            _("Complaints"),
            "complaint.read",
            "enforcement:complaints_count",
            covers=("cases",),
        ),
        PRODUCTS,
        BATCHES,
        HOLDS,
        SIGNS,
        TRACE,
        EVENTS,
        CORRECTIONS,
        PLACES,
        CUSTOMS,
        NavEntry("sellers:brand_lessons", _("Lessons for sellers"), "lesson.write", covers=("learning",)),
        MEASURES,
        MEMBERS,
        KEYS,
        LOG,
    ],
    "seller": [
        HOME,
        NavEntry(
            "enforcement:to_answer",
            _("To be responded to"),
            "case.read",
            "enforcement:to_answer_count",
            covers=("cases",),
        ),
        NavEntry(
            "scanner:remediation",
            _("To be put right"),
            "listing.read",
            "scanner:remediation_count",
        ),
        NavEntry("fulfillment:orders", _("Orders"), "order.read", "fulfillment:orders_count", covers=("shipments",)),
        NavEntry(
            "fulfillment:trade_complaints", _("Buyers’ complaints"), "trade.read", "fulfillment:trade_complaints_count"
        ),
        NavEntry("enforcement:records", _("Historical records"), "case.read"),
        NavEntry("enforcement:vault", _("Vault"), "case.answer"),
        LISTINGS,
        NavEntry("scanner:precheck", _("Check a listing"), "listing.submit", covers=("precheck",)),
        LICENCES,
        NavEntry("sellers:standing", _("Standing"), "listing.read"),
        NavEntry("sellers:learning", _("Learning"), "lesson.read", "sellers:learning_count"),
        NavEntry("scanner:own_links", _("Links"), "listing.read"),
        NavEntry(
            "sellers:fraud_warnings", _("Warnings"), "listing.read", "sellers:fraud_warnings_count", covers=("fraud",)
        ),
        NavEntry("sellers:reviews", _("Reviews"), "review.read"),
        CONTRACTS,
        MEMBERS,
        KEYS,
        LOG,
    ],
    "logistics": [
        HOME,
        NavEntry("fulfillment:docks", _("Scan"), "dock.scan"),
        HOLDS,
        FLAGS,
        SIGNS,
        TRACE,
        NavEntry("fulfillment:shipments", _("Shipments"), "order.read"),
        NavEntry("fulfillment:orders", _("Orders"), "order.read", "fulfillment:orders_count"),
        BATCHES,
        EVENTS,
        PLACES,
        SAMPLING,
        MEMBERS,
        KEYS,
        LOG,
    ],
    "supplier": [
        HOME,
        CORRECTIONS,
        BATCHES,
        EVENTS,
        PLACES,
        MEMBERS,
        KEYS,
        LOG,
    ],
    "inspector": [
        HOME,
        NavEntry("sellers:reviews", _("Reviews"), "review.read"),
        NavEntry("sellers:inspectors", _("Accreditation"), "review.read"),
        MEMBERS,
        KEYS,
    ],
    "agency": [
        HOME,
        NavEntry("fulfillment:detentions", _("Detentions"), "customs.read", "fulfillment:detentions_count"),
        NavEntry("fulfillment:customs_applications", _("Applications"), "customs.read"),
        NavEntry("fulfillment:customs_risk", _("Risk profile"), "customs.read"),
        MEMBERS,
        KEYS,
        LOG,
    ],
}
"""By the part of a role before its dot."""


def entries(actor: Actor | None) -> list[NavEntry]:
    """The rail of `actor`, in order; only a person has one."""
    if actor is None or actor.kind != "person":
        return []
    kind = actor.role.partition(".")[0]
    return [entry for entry in ENTRIES.get(kind, [HOME]) if may(actor, entry.permission)]


def all_entries() -> list[NavEntry]:
    """Every line that anybody sees, once."""
    return list(dict.fromkeys(entry for lines in ENTRIES.values() for entry in lines))
