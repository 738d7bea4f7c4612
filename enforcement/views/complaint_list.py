"""The list of complaints: how far each has come, what came of it, and the next bound."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import page
from accounts.permissions import may
from accounts.principals import has_agents
from enforcement import following, queries
from enforcement.following import Outcome, Progress
from enforcement.machine import COMPLAINT
from enforcement.models import Complaint
from enforcement.services.drafting import EDITABLE
from enforcement.words import COMPLAINT_STATES
from gateway.http import PageRequest, choice, text
from gateway.paging import Keyset, capped_count
from registry.portal.portfolio import brand_by_reference
from workflow import clocks

NEWEST = Keyset("-made_at", "-id")
WAITING = "waiting"
OF_BRAND = 5


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """One line of the list. `bound` is the next one in its cases, or by when it has to be completed; None runs none."""

    row: Complaint
    state: str | Promise
    tone: str
    against: str
    cases: str
    outcome: str
    bound: datetime | None
    countered: bool


@page("complaint.read")
def complaints(request: PageRequest) -> HttpResponse:
    """The party's complaints, the newest first; searched, and narrowed to a state or to what waits for the party."""
    is_operator = request.actor.is_operator
    state = choice(request.GET, "state", [*COMPLAINT.states, WAITING], default="")
    search = text(request.GET, "q", default="", longest=80)
    rows = following.found_complaints(queries.complaints(request.actor), search, request.actor)
    if state:
        rows = rows.filter(state__in=EDITABLE if state == WAITING else [state])
    found = NEWEST.page(rows, request.GET.get("cursor"))
    context = {
        "page": found,
        "lines": _lines(found.rows),
        "count": capped_count(rows),
        "chips": _chips(request, state),
        "state": state,
        "search": search,
        "kept": {"state": state} if state else {},
        "is_waiting": state == WAITING,
        "slug": request.marketplace.slug,
        "is_operator": is_operator,
        "shows_complainant": is_operator or request.actor.acts_for_others or has_agents(request.actor),
        "may_file": may(request.actor, "complaint.file"),
        "may_find": may(request.actor, "listing.search"),
    }
    return render(request, "enforcement/complaints.html", context)


@page("complaint.read")
def of_brand(request: PageRequest, ref: str) -> HttpResponse:
    """The newest complaints over the rights of a brand, as a part of its page."""
    brand = brand_by_reference(ref, actor=request.actor)
    rows = queries.complaints(request.actor).filter(right__brand=brand)
    found = list(rows.order_by("-made_at", "-id")[:OF_BRAND])
    context = {"lines": _lines(found), "count": capped_count(rows), "slug": request.marketplace.slug}
    return render(request, "enforcement/complaints_of_brand.html", context)


def _chips(request: PageRequest, current: str) -> list[tuple[str, str, bool]]:
    """Label, address and whether it is shown, for each cut."""
    cuts: list[tuple[str, str]] = [("", _("All"))]
    if not request.actor.is_operator:
        cuts.append((WAITING, _("Waiting for you")))
    left_out = ("filed", "draft") if request.actor.is_operator else ("filed",)
    cuts += [(code, str(label)) for code, label in COMPLAINT_STATES.items() if code not in left_out]
    return [(label, f"?state={code}" if code else request.path, code == current) for code, label in cuts]


def _lines(rows: Sequence[Complaint]) -> list[ComplaintLine]:
    """Four queries, however many complaints."""
    ids = [row.id for row in rows]
    made, came, running = following.progress(ids), following.outcomes_of_complaints(ids), clocks.standing(ids)
    return [
        _line(
            row, made.get(row.id, Progress()), came.get(row.id, Outcome()),
            next((clock.due_at for clock in running.get(row.id, [])), None),
        )
        for row in rows
    ]  # fmt: skip


def _line(row: Complaint, made: Progress, came: Outcome, own_bound: datetime | None) -> ComplaintLine:
    words, tone = COMPLAINT_STATES[row.state], COMPLAINT.colours[row.state]
    if row.state == "accepted":
        words, tone = (_("under way"), "note") if made.open else (_("decided"), "good")
    more = made.open + made.done - 1
    return ComplaintLine(
        row=row,
        state=words,
        tone=tone,
        against=made.seller + (ngettext(" and %(n)d more", " and %(n)d more", more) % {"n": more} if more > 0 else ""),
        cases=cases_words(made),
        outcome=outcome_words(came),
        bound=made.court_by or made.next_bound or own_bound,
        countered=made.court_by is not None,
    )


def cases_words(made: Progress) -> str:
    """“2 open, 1 decided”; "" before there is a case."""
    parts = [
        ngettext("%(n)d open", "%(n)d open", made.open) % {"n": made.open} if made.open else "",
        ngettext("%(n)d decided", "%(n)d decided", made.done) % {"n": made.done} if made.done else "",
    ]
    return ", ".join(part for part in parts if part)


def outcome_words(came: Outcome) -> str:
    """What came of a case or a complaint: “2 upheld, 1 rejected, 1 put back, 3 taken back”; "" before anything did."""
    counted = [
        (came.upheld, ngettext("%(n)d upheld", "%(n)d upheld", came.upheld)),
        (came.rejected, ngettext("%(n)d rejected", "%(n)d rejected", came.rejected)),
        (came.put_back, ngettext("%(n)d put back", "%(n)d put back", came.put_back)),
        (came.withdrawn, ngettext("%(n)d taken back", "%(n)d taken back", came.withdrawn)),
    ]
    return ", ".join(words % {"n": count} for count, words in counted if count)
