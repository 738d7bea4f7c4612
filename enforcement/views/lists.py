"""A party's two lists of cases: those under way, and the decided ones with what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from enforcement import following, queries
from enforcement.following import PUT_BACK, Outcome, Way
from enforcement.forms_answering import RecordsForm
from enforcement.models import Case
from enforcement.records import Sought, cases_of, rights_in_records
from enforcement.views.complaint_list import outcome_words
from enforcement.views.shown import CaseLine, lines_of
from gateway.http import PageRequest, choice, text
from gateway.paging import Keyset, capped_count
from workflow import clocks

NEWEST = Keyset(*queries.NEWEST_ORDER)
NEAREST = Keyset(*queries.BOUND_ORDER)
ASKED, WAITING, COUNTERED = "asked", "waiting", "countered"
NARROWING = ("right", "since", "until")
STATES = {ASKED: ("noticed",), WAITING: ("answered", "deciding")}


@dataclass(frozen=True, slots=True)
class Followed:
    """A case as a party follows it: its line, its state in the party's own words, and what came of it.

    `court_by` is the last day to show a court action after a counter-notice; None where none runs.
    """

    line: CaseLine
    state: str | Promise
    tone: str
    court_by: date | None
    outcome: str
    came: Outcome
    ways: Sequence[Way] = ()


@page("case.read")
def to_answer(request: PageRequest) -> HttpResponse:
    """What is under way, the nearest bound first. A seller sees first what waits for its answer."""
    default = ASKED if request.actor.role.startswith("seller.") else "all"
    shown = choice(request.GET, "show", ("all", ASKED, WAITING, COUNTERED), default=default)
    return _cases(request, historical=False, shown=shown)


@page("case.read")
def records(request: PageRequest) -> HttpResponse:
    """Everything decided, with the way to contest it; the newest first."""
    return _cases(request, historical=True, shown="all")


def _cases(request: PageRequest, *, historical: bool, shown: str) -> HttpResponse:
    form = RecordsForm(rights_in_records(request.actor), request.GET) if historical else None
    sought = Sought(text(request.GET, "q", default="", longest=80), **(form.sought() if form else {}))
    rows = cases_of(request.actor, historical=historical, states=STATES.get(shown, ()), sought=sought)
    if shown == COUNTERED:
        rows = rows.filter(id__in=following.counter_notices(request.actor).order_by().values("case_id"))
    order = NEWEST if historical else NEAREST
    found = order.page(rows, request.GET.get("cursor"))
    is_seller = request.actor.role.startswith("seller.")
    context = {
        "page": found,
        "lines": _followed(found.rows, request, historical=historical, is_seller=is_seller),
        "count": capped_count(rows),
        "historical": historical,
        "title": _title(historical=historical, is_seller=is_seller),
        "chips": _chips(request, shown, historical=historical, is_seller=is_seller),
        "search": sought.search,
        "kept": {name: request.GET[name] for name in ("show", *NARROWING) if request.GET.get(name)},
        "form": form,
        "narrowed": bool(sought.right or sought.since or sought.until),
        "is_seller": is_seller,
        "may_answer": may(request.actor, "case.answer"),
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/cases.html", context)


def _followed(cases: Sequence[Case], request: PageRequest, *, historical: bool, is_seller: bool) -> list[Followed]:
    """The lines of the page. Six queries beyond those of `lines_of`, however many cases."""
    ids = [case.id for case in cases]
    came = following.outcomes_of_cases(ids) if historical else {}
    ways = following.ways_to_contest(cases, came, "seller" if is_seller else "complainant") if historical else {}
    court = {} if historical else _court_days(cases)
    found = []
    for line in lines_of(cases, request, kind="appeal" if historical else ""):
        state, tone, court_by = line.state, line.tone, court.get(line.case.id)
        if court_by:
            state, tone = _("counter-notice"), "stop"
        elif is_seller and line.case.state == "noticed":
            state = _("you are asked")
        outcome = came.get(line.case.id, Outcome())
        open_ways = ways.get(line.case.id, ())
        found.append(Followed(line, state, tone, court_by, outcome_words(outcome), outcome, open_ways))
    return found


def _court_days(cases: Sequence[Case]) -> dict[UUID, date]:
    """The last day to show a court action, for each of these cases in which a counter-notice waits. One query."""
    standing = clocks.standing([case.id for case in cases])
    running = {
        case: next((clock.next_at for clock in standing.get(case.id, []) if clock.kind == PUT_BACK), None)
        for case in cases
    }
    return {case.id: following.court_day(case, moment) for case, moment in running.items() if moment}


def _title(*, historical: bool, is_seller: bool) -> str:
    if historical:
        return _("Historical complaint records")
    return _("Complaints to be responded to") if is_seller else _("Cases under way")


def _chips(request: PageRequest, shown: str, *, historical: bool, is_seller: bool) -> list[tuple[str, str, bool]]:
    """The same cases cut another way: label, address, whether it is shown."""
    slug = request.marketplace.slug
    here, decided = reverse("enforcement:to_answer", args=[slug]), reverse("enforcement:records", args=[slug])
    asked = _("Waiting for your answer") if is_seller else _("Waiting for the seller")
    cuts = [(asked, ASKED), (_("Answered, to be decided"), WAITING), (_("All under way"), "all")]
    if not is_seller:
        cuts.insert(0, (_("Counter-notices"), COUNTERED))
    chips = [(label, f"{here}?show={cut}", not historical and shown == cut) for label, cut in cuts]
    return [*chips, (_("Decided"), decided, historical)]
