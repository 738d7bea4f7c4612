"""Reports for reviewers: the queue by listing, and one listing with all that is said of it beside what it shows."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from accounts.permissions import may
from enforcement import queries, services
from enforcement import reported as reading
from enforcement.machine import REPORTEDLISTING, UNDECIDED_REPORTS
from enforcement.models import Report, ReportedListing, ReportVerdict
from enforcement.report_told import DISMISSALS
from enforcement.report_words import CANDIDATE_PROBLEMS, CHANNELS, LANES, SHORT_KINDS
from enforcement.reported import Candidate, Group
from enforcement.views.evidence import Picture, picture_of
from enforcement.views.shown import Thumb, listing_url, member_names, picture_url, record_words
from evidence.models import Evidence
from evidence.services import labels_of
from gateway.http import PageRequest, choice, see_other, text
from gateway.paging import Keyset, Page, capped_count
from registry.registers.offices import place_name
from sellers import queries as sellers
from sellers.conduct import conduct_of
from sellers.models import Listing
from sellers.wording import price_of
from tenancy.context import database_now
from tenancy.errors import Refusal

OLDEST = Keyset(*reading.ORDER)
MOST_PICTURES, MOST_SHOWN = 4, 50


@page("report.read")
def reports(request: PageRequest) -> HttpResponse:
    """What waits, by listing: trusted flaggers' first, then the oldest."""
    channel = choice(request.GET, "channel", Report.Channel.values, default="")
    search = text(request.GET, "q", default="", longest=80)
    rows = reading.queue(request.actor, channel=channel, search=search)
    found: Page = OLDEST.page(rows, request.GET.get("cursor"))
    context = {
        "page": found,
        "lines": _lines(request, found.rows),
        "count": capped_count(rows),
        "chips": _chips(request, channel),
        "search": search,
        "kept": {"channel": channel} if channel else {},
        "is_narrowed": bool(channel or search),
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/reports.html", context)


@page("report.read")
def reports_count(request: PageRequest) -> HttpResponse:
    """How many listings wait, for the rail."""
    found = capped_count(reading.queue(request.actor))
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the queue."""

    group: Group
    url: str
    pictures: list[Thumb]
    record: str
    channels: str
    kinds: str
    lane: str | Promise


def _lines(request: PageRequest, heads: list[ReportedListing]) -> list[Line]:
    slug = request.marketplace.slug
    pictures = sellers.pictures_of([head.listing for head in heads])
    records = queries.record_of([head.listing.seller_id for head in heads])
    return [
        Line(
            group=group,
            url=reverse("enforcement:reported", args=[slug, group.head.listing_id]),
            pictures=[Thumb(picture_url(slug, one, 160), "") for one in pictures[group.head.listing_id][:1]],
            record=record_words(records[group.head.listing.seller_id]),
            channels=", ".join(str(CHANNELS[one]) for one in group.channels),
            kinds=", ".join(str(SHORT_KINDS[one]) for one in group.kinds),
            lane=LANES.get(group.lane, ""),
        )
        for group in reading.groups_of(heads, request.actor)
    ]


def _chips(request: PageRequest, channel: str) -> list[tuple[str, str, bool]]:
    """Label, address and whether it is on, for each way to narrow the queue."""
    named = [
        ("flagger", _("Trusted flaggers")), ("partner", _("Partners")), ("public", _("The public")),
    ]  # fmt: skip
    chips = [(_("All"), request.path, not channel)]
    for code, label in named:
        on = code == channel
        chips.append((label, request.path if on else f"{request.path}?{urlencode({'channel': code})}", on))
    return chips


@page("report.read")
def reported(request: PageRequest, listing_id: UUID) -> HttpResponse:
    """All that is said of one listing, beside the listing and the rights that may be meant."""
    return _page(request, listing_id)


@dataclass(frozen=True, slots=True)
class Said:
    """One report as a reviewer reads it; `statements` are (when, explanation), `files` (name, picture address, original)."""

    line: ReportedListing
    channel: str | Promise
    kind: str | Promise
    lane: str | Promise
    state: str | Promise
    tone: str
    who: str
    order: str
    statements: list[tuple[Any, str]]
    files: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Meant:
    """A right that may be meant. `url` shows its pictures beside the listing's, `key` chooses it in the confirm bar."""

    candidate: Candidate
    url: str
    regions: str
    problem: str | Promise
    key: str
    is_shown: bool


def _page(request: PageRequest, listing_id: UUID, *, refusal: Refusal | None = None) -> HttpResponse:
    slug, actor, now = request.marketplace.slug, request.actor, database_now()
    listing, lines = reading.reported(actor, listing_id)
    waiting = [line for line in lines if line.root.state in UNDECIDED_REPORTS]
    search = text(request.GET, "q", default="", longest=80)
    found = reading.candidates(actor, listing, now, search=search)
    shown = next((one for one in found if one.right.reference == request.GET.get("right")), found[0] if found else None)
    following = reading.following(actor, listing_id)
    context = {
        "listing": listing,
        "listing_url": listing_url(slug, listing),
        "price": price_of(listing),
        "said": _said(lines[:MOST_SHOWN], slug),
        "verdicts": _verdicts(lines),
        "waiting": waiting,
        "fresh": any(line.state == "received" for line in waiting),
        "reporters": len({line.report.reporter for line in waiting}),
        "lane": LANES.get(max((line.report.lane for line in waiting), default=""), ""),
        "pairs": _pairs(listing, shown, slug),
        "meant": [_meant(one, shown, request, number) for number, one in enumerate(found, start=1)],
        "open_cases": list(queries.open_cases_of(listing_id, actor)),
        "dismissals": [(number, code, words) for number, (code, words) in enumerate(DISMISSALS.items(), start=1)],
        "seller": conduct_of([listing.seller_id], now).get(listing.seller_id),
        "may_triage": may(actor, "report.triage"),
        "next": reverse("enforcement:reported", args=[slug, following.listing_id]) if following else "",
        "list_url": reverse("enforcement:reports", args=[slug]),
        "search": search,
        "refusal": refusal,
        "slug": slug,
    }
    return render(request, "enforcement/reported.html", context, status=refusal.status if refusal else 200)


def _said(lines: list[ReportedListing], slug: str) -> list[Said]:
    pieces = [picture.evidence for line in lines for picture in line.report.pictures.all()]
    labels = labels_of(pieces)
    return [_one_said(line, slug, labels) for line in lines]


def _one_said(line: ReportedListing, slug: str, labels: dict[object, str]) -> Said:
    report, statements = line.report, list(line.report.statements.all())
    return Said(
        line=line,
        channel=CHANNELS[report.channel],
        kind=report.get_kind_display(),
        lane=LANES.get(report.lane, ""),
        state=_("one reporter, said again") if line.same_as else ReportedListing.State(line.state).label,
        tone=REPORTEDLISTING.colour(line.state),
        who=report.party.name if report.party else statements[0].name,
        order=statements[0].order,
        statements=[(one.made_at, one.explanation) for one in statements],
        files=[_file(picture.evidence, slug, labels) for picture in report.pictures.all()],
    )


def _file(evidence: Evidence, slug: str, labels: dict[object, str]) -> tuple[str, str, str]:
    seen = picture_url(slug, evidence, 480) if evidence.is_picture else ""
    original = reverse("evidence:original", args=[slug, evidence.reference])
    return labels.get(evidence.id) or evidence.reference, seen, original


def _verdicts(lines: list[ReportedListing]) -> list[tuple[str, ReportVerdict, str, str | Promise]]:
    """What was decided about the listing before, the newest first: outcome, verdict, who, the reason."""
    found = {line.verdict.id: line.verdict for line in lines if line.verdict}
    names = member_names([verdict.by_membership_id for verdict in found.values()])
    return [
        (
            verdict.get_outcome_display(),
            verdict,
            names.get(verdict.by_membership_id, ""),
            DISMISSALS.get(verdict.reason, ""),
        )
        for verdict in sorted(found.values(), key=lambda one: one.at, reverse=True)
    ]


def _pairs(listing: Listing, shown: Candidate | None, slug: str) -> list[tuple[Picture, Picture]]:
    """The listing's pictures beside those of the right that is shown, as many lines as the longer has."""
    nothing = Picture("", "", 4, 3, _("The listing has no picture."), "")
    left = [
        picture_of(one, slug, _("Listing %(number)s") % {"number": listing.number})
        for one in sellers.pictures_of([listing])[listing.id][:MOST_PICTURES]
    ] or [nothing]
    title = shown.right.title if shown else _("No right is chosen.")
    right = [picture_of(one.evidence, slug, title) for one in (reading.specimens_of(shown.right) if shown else [])][
        :MOST_PICTURES
    ] or [Picture("", "", 4, 3, title, "")]
    length = max(len(left), len(right))
    return [(left[min(n, len(left) - 1)], right[min(n, len(right) - 1)]) for n in range(length)]


def _meant(one: Candidate, shown: Candidate | None, request: PageRequest, number: int) -> Meant:
    query = {"right": one.right.reference, **({"q": request.GET["q"]} if request.GET.get("q") else {})}
    return Meant(
        candidate=one,
        url=f"{request.path}?{urlencode(query)}",
        regions=", ".join(place_name(code) for code in one.regions),
        problem=CANDIDATE_PROBLEMS.get(one.problem, ""),
        key=str(number) if number < 10 else "",
        is_shown=one is shown,
    )


@action("report.triage")
def take_up(request: PageRequest, listing_id: UUID) -> HttpResponse:
    """Begin to look at it."""
    services.take_up_reports(actor=request.actor, listing_id=listing_id)
    return see_other(reverse("enforcement:reported", args=[request.marketplace.slug, listing_id]))


@action("report.triage")
def decide_reports(request: PageRequest, listing_id: UUID) -> HttpResponse:
    """Open a case, join an open one, or do nothing; then on to the next."""
    deed = choice(request.POST, "deed", ["open", "merge", "dismiss"], default="")
    actor, sent = request.actor, request.POST
    try:
        if deed == "open":
            cases = services.open_report_case(actor=actor, listing_id=listing_id, right=sent.get("right", ""))
            words = ngettext("%(n)d case is open: %(refs)s.", "%(n)d cases are open: %(refs)s.", len(cases))
            done = words % {"n": len(cases), "refs": ", ".join(case.reference for case in cases)}
        elif deed == "merge":
            case = services.merge_reports(actor=actor, listing_id=listing_id, case=sent.get("case", ""))
            done = _("It is looked at in case %(ref)s.") % {"ref": case.reference}
        else:
            words = text(sent, "words", default="", longest=8000)
            services.dismiss_report(actor=actor, listing_id=listing_id, reason=sent.get("reason", ""), words=words)
            done = _("Dismissed. Whoever reported it is told why.")
    except Refusal as refused:
        if refused.status == 404:
            raise
        return _page(request, listing_id, refusal=refused)
    messages.success(request, done)
    slug = request.marketplace.slug
    following = reading.following(actor, listing_id)
    if following is None:
        return see_other(reverse("enforcement:reports", args=[slug]))
    return see_other(reverse("enforcement:reported", args=[slug, following.listing_id]))
