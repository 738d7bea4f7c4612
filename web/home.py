"""The first page inside a marketplace: what waits for this person, by role."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.doors import page
from accounts.permission_words import ENTER
from accounts.permissions import may
from audit import queries
from enforcement import following
from gateway.http import PageRequest
from gateway.paging import Count
from registry import queries as registry
from registry.agreements.clauses import PUBLISH
from registry.agreements.queries import Blocked, blocked
from sellers.queries import listings
from sellers.services import checking_data as checks
from tenancy.context import database_now
from web.about import about
from web.seller_next import next_of


@dataclass(frozen=True, slots=True)
class Task:
    """Something a person of this role comes for: where it is done, and the fragment that counts what waits.

    `query` cuts the page to it. `waiting` is the number where it is known already.
    """

    url_name: str
    title: str | Promise
    words: str | Promise
    permission: str
    count_url: str = ""
    query: str = ""
    waiting: str = ""


TASKS: dict[str, list[Task]] = {
    "operator": [
        Task("enforcement:queue", _("Work the queue"), _("Open cases, what presses most first."), "case.read",
             "enforcement:queue_count"),
        Task("scanner:matches", _("Look at matches"), _("What the scanner found and nobody has judged yet."),
             "match.review", "scanner:matches_count"),
        Task("enforcement:reports", _("Look at reports"), _("What buyers, partners and trusted flaggers say, by listing."),
             "report.triage", "enforcement:reports_count"),
        Task("fulfillment:trade_complaints", _("Decide between buyers and sellers"),
             _("Complaints about orders on which they could not agree."), "trade.mediate",
             "fulfillment:trade_complaints_count", "?state=waiting"),
        Task("registry:checks", _("Check rights"), _("New ones and those that were changed, the longest waiting first."),
             "right.verify", "registry:checks_count"),
        Task("enforcement:appeals", _("Decide appeals"), _("Of decisions that somebody else made."), "appeal.decide",
             "enforcement:appeals_count"),
        Task("sellers:data_requests", _("Check what sellers gave"), _("Who they are, and to which account they are paid."),
             "party.manage", "sellers:data_requests_count"),
        Task("sellers:seller_applications", _("Let sellers in"), _("Who has applied, with what was found."),
             "application.decide", "sellers:seller_applications_count"),
        Task("registry:applications", _("Admit rights holders"), _("Brands and agents that have applied."),
             "application.decide"),
        Task("accounts:rules", _("Choose the rules"), _("Packs per region, tightened but never loosened."),
             "policy.manage"),
    ],
    "holder": [
        Task("registry:register", _("Register a right"), _("Once, with its pictures; it is checked and then enforced."),
             "right.register"),
        Task("scanner:search", _("Find listings"), _("By word, picture or number, and complain about many at once."),
             "listing.search"),
        Task("enforcement:complaints", _("Follow your complaints"),
             _("Each with its next bound and what came of it. What waits are drafts and incomplete ones."),
             "complaint.read", "enforcement:complaints_count"),
        Task("registry:licences", _("Licences"), _("Who may use which rights, where and until when; offers to sign."),
             "licence.read", "registry:licences_count"),
        Task("fulfillment:detentions", _("Answer customs"), _("Goods held at a border, with the days that are left to answer."),
             "customs.read", "fulfillment:detentions_count"),
    ],
    "seller": [
        Task("enforcement:to_answer", _("Complaints to be responded to"), _("What is asked, until when, and your answers."),
             "case.read", "enforcement:to_answer_count"),
        Task("fulfillment:orders", _("Send what was ordered"), _("Orders that are to be sent, and where parcels are."),
             "order.read", "fulfillment:orders_count"),
        Task("fulfillment:trade_complaints", _("Answer buyers"), _("What buyers complain of, and what you owe them."),
             "trade.read", "fulfillment:trade_complaints_count"),
        Task("registry:licences", _("Licences"), _("What you may sell, where and until when; offers to sign."),
             "licence.read", "registry:licences_count"),
        Task("registry:proofs", _("Show that you may sell"),
             _("Where a licence leaves something open, we ask for the paper that settles it."), "licence.read",
             "registry:proofs_count"),
        Task("sellers:new", _("Publish a listing"), _("It is checked first; what is found is explained."),
             "listing.submit"),
        Task("sellers:standing", _("Your standing"), _("What a strike is, how many you have, and when they fade."),
             "listing.read"),
        Task("sellers:fraud_warnings", _("Warnings of fraud"), _("What others met here lately, and what to do about it."),
             "listing.read", "sellers:fraud_warnings_count"),
        Task("sellers:learning", _("Learning"), _("Lessons that were assigned to you, and all others; ten minutes each."),
             "lesson.take", "sellers:learning_count"),
        Task("enforcement:records", _("Historical complaint records"), _("Every decision, and the way to contest it."),
             "case.read"),
    ],
    "agency": [
        Task("fulfillment:new_detention", _("Take in a detention"), _("Goods that you hold; the rights holder is told at once."),
             "customs.detain"),
        Task("fulfillment:detentions", _("Goods that you hold"), _("Whose turn it is, and what is to be destroyed or released."),
             "customs.read", "fulfillment:detentions_count"),
        Task("fulfillment:customs_applications", _("Applications"), _("Those that wait for you, and what to look for."),
             "customs.read"),
        Task("fulfillment:customs_risk", _("Risk profile"), _("Routes, senders, packaging and values of the last year."),
             "customs.read"),
    ],
}  # fmt: skip
"""By the part of a role before its dot, the most frequent first."""


MOST_COUNTED = 100
COUNTER_NOTICES = Task("enforcement:to_answer", _("Look at counter-notices"), "", "case.read", query="?show=countered")


def _counter_notices(request: PageRequest) -> list[Task]:
    """What a rights holder must not miss: listings come back unless it goes to court. One query."""
    waiting = list(following.counter_notices(request.actor)[: MOST_COUNTED + 1])
    if not waiting:
        return []
    first, count = waiting[0], Count(min(len(waiting), MOST_COUNTED), len(waiting) > MOST_COUNTED)
    words = ngettext("%(n)s counter-notice to look at", "%(n)s counter-notices to look at", count.number)
    day = date_format(following.court_day(first.case, first.court_by), "j F Y")
    last = _now("The last day to show a court action is %(day)s; then the listings come back.") % {"day": day}
    return [replace(COUNTER_NOTICES, title=words % {"n": count}, words=last, waiting=str(count))]


ENDING = Task("registry:ending", "", "", "right.read")


def _ending(request: PageRequest) -> list[Task]:
    """What stops being enforced unless it is renewed: the first day, and how many there are. One query."""
    rows = registry.ending_soon(request.actor, database_now()).order_by("expires_on", "id")
    ending = [day for day in rows.values_list("expires_on", flat=True)[: MOST_COUNTED + 1] if day]
    if not ending:
        return []
    count = Count(min(len(ending), MOST_COUNTED), len(ending) > MOST_COUNTED)
    words = ngettext("%(n)s right to renew", "%(n)s rights to renew", count.number)
    first = _now("The first ends on %(day)s; from the day after nothing is compared with it.")
    said = first % {"day": date_format(ending[0], "j F Y")}
    return [replace(ENDING, title=words % {"n": count}, words=said, waiting=str(count))]


UNCHECKED = Task("sellers:data_requests", "", "", "party.manage")


def _unchecked(request: PageRequest) -> list[Task]:
    """What sellers gave and nobody has checked in time. One query."""
    late = checks.unchecked(database_now(), MOST_COUNTED + 1)
    if not late:
        return []
    count = Count(min(len(late), MOST_COUNTED), len(late) > MOST_COUNTED)
    words = ngettext("%(n)s check of a seller is late", "%(n)s checks of sellers are late", count.number)
    first = _now("The first was to be done until %(day)s.") % {"day": date_format(late[0], "j F Y")}
    return [replace(UNCHECKED, title=words % {"n": count}, words=first, waiting=str(count))]


UNFETCHED = Task("sellers:listings", "", _("They are not checked and nobody sees them. Each says why."), "listing.read",
                 query="?state=pictures")  # fmt: skip


def _unfetched(request: PageRequest) -> list[Task]:
    """Listings that are not published because of a picture that could not be fetched. One query."""
    rows = listings(request.actor, lacks_pictures=True).order_by("-id")
    number = len(rows.values_list("id", flat=True)[: MOST_COUNTED + 1])
    if not number:
        return []
    count = Count(min(number, MOST_COUNTED), number > MOST_COUNTED)
    words = ngettext("%(n)s listing waits for a picture", "%(n)s listings wait for a picture", count.number)
    return [replace(UNFETCHED, title=words % {"n": count}, waiting=str(count))]


@page(ENTER)
def home(request: PageRequest) -> HttpResponse:
    """What waits, and, for who may read the log, the newest of what concerns this person."""
    kind = request.actor.role.partition(".")[0]
    tasks = [task for task in TASKS.get(kind, []) if may(request.actor, task.permission)]
    if kind == "holder" and may(request.actor, "case.read"):
        tasks = [*_counter_notices(request), *tasks]
    if kind == "holder" and may(request.actor, "right.read"):
        tasks = [*_ending(request), *tasks]
    if kind == "operator" and may(request.actor, "party.manage"):
        tasks = [*_unchecked(request), *tasks]
    if kind == "seller" and may(request.actor, "listing.read"):
        tasks = [*_unfetched(request), *tasks]
    held_up = _held_up(request) if kind == "seller" else None
    reads_log = bool(may(request.actor, "log.read"))
    newest = queries.lines(queries.visible(request.actor).order_by("-id")[:12]) if reads_log else []
    things = about(newest, request.actor, request.marketplace.slug)
    lately = [(line, things.get(line.subject_id)) for line in newest]
    party_id = request.actor.party_id if kind == "seller" else None
    now = database_now()
    inspects = bool(may(request.actor, "case.answer"))
    coming = next_of(party_id, request.marketplace.slug, now, inspects=inspects) if party_id else []
    context = {
        "coming": coming, "today": now.date(), "tasks": tasks, "newest": lately, "reads_log": reads_log, "held_up": held_up,
    }  # fmt: skip
    return render(request, "web/home.html", context)


def _held_up(request: PageRequest) -> Blocked | None:
    """What a seller's contract lacks, where that keeps its listings from being published."""
    party_id = request.actor.party_id
    return blocked([party_id], PUBLISH, database_now().date()).get(party_id) if party_id else None
