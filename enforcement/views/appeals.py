"""Appeals: those that wait, and one to decide. Nobody decides on what they decided themselves."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from enforcement import queries, services
from enforcement.forms import DecideAppealForm
from enforcement.machine import APPEAL
from enforcement.models import Appeal, AppealItem
from enforcement.packs import of_case
from enforcement.services import Choice
from enforcement.services.appealing import may_decide
from enforcement.views.evidence import exhibits, pair_of, specimens
from enforcement.views.reviewing import chosen_grounds
from enforcement.views.shown import ground_title, listing_url, member_names
from enforcement.views.told import not_yours
from enforcement.words import APPEAL_STATES, OUTCOMES, SIDES
from gateway.http import PageRequest, see_other
from gateway.paging import Keyset, capped_count
from policy.model import Pack
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid, NotFound, Refusal

OLDEST = Keyset("filed_at", "id")


@page("appeal.decide")
def appeals(request: PageRequest) -> HttpResponse:
    """What waits, the longest waiting first."""
    rows = queries.appeals(request.actor)
    found = OLDEST.page(rows, request.GET.get("cursor"))
    context = {
        "page": found,
        "lines": [(row, SIDES[row.side], _other(row, request)) for row in found.rows],
        "count": capped_count(rows),
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/appeals.html", context)


@page("case.read", post="appeal.decide")
def appeal(request: PageRequest, reference: str) -> HttpResponse:
    """One appeal: what was decided, what is said against it, and the decision on it.

    Who decided before is told that first, whatever their role: it is why somebody else looks again.
    """
    row = queries.appeal(reference, request.actor)
    if not may(request.actor, "appeal.decide"):
        raise Denied(not_yours(request.actor, row))
    if request.method != "POST":
        return _page(request, row, DecideAppealForm())
    form = DecideAppealForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid
        services.decide_appeal(
            actor=request.actor, reference=reference, reasons=form.cleaned_data["reasons"],
            choices={item: Choice(ground=ground) for item, ground in chosen_grounds(request).items()},
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        request.refused = refusal
        for name, texts in (refusal.fields if isinstance(refusal, Invalid) else {}).items():
            for sentence in texts:
                form.add_error(name if name in form.fields else None, sentence)
        return _page(request, row, form, refusal)
    if chosen_grounds(request):
        messages.success(request, _("The appeal is decided; both sides are told when it takes effect, in a minute."))
    else:
        messages.success(request, _("The appeal is decided: what was decided before stands."))
    return see_other(reverse("enforcement:appeals", args=[request.marketplace.slug]))


def _other(row: Appeal, request: PageRequest) -> str:
    """Who stands on the other side of an appeal: the complainant, the marketplace in a case of its own, the seller."""
    case = row.case
    if row.side == "complainant":
        return case.seller.name
    return case.complainant.name if case.complainant else request.marketplace.name


def _page(request: PageRequest, row: Appeal, form: DecideAppealForm, refusal: Refusal | None = None) -> HttpResponse:
    slug, pack = request.marketplace.slug, of_case(row.case, database_now())
    case = queries.case(row.case.reference, request.actor)
    at = request.GET.get("item") or next((line.item.listing.number for line in row.items.all()), None)
    items = list(row.items.all())
    ruled_by = row.ruling.by_membership_id if row.ruling else None
    names = member_names([ruled_by, *(line.decision.decided_by_id for line in items)])
    typed = {line.item_id: request.POST.get(f"ground_{line.item_id}", "") for line in items}
    context = {
        "appeal": row,
        "slug": slug,
        "side": SIDES[row.side],
        "other": _other(row, request),
        "pair": pair_of(case, slug, at, specimens(case, slug, request.actor)),
        "exhibits": exhibits(case, slug, request.actor),
        "state": APPEAL_STATES[row.state],
        "tone": APPEAL.colours[row.state],
        "lines": [
            _line(line, pack, slug, names.get(line.decision.decided_by_id, ""), typed[line.item_id]) for line in items
        ],
        "decided_by": names.get(ruled_by, ""),
        "form": form,
        "refused": may_decide(request.actor, row) if row.state == "filed" else _("This appeal is decided."),
        "refusal": refusal,
    }
    return render(request, "enforcement/appeal.html", context, status=refusal.status if refusal else 200)


@dataclass(frozen=True, slots=True)
class AppealLine:
    """An Item that is appealed: the decision, and the grounds that would support the other outcome."""

    row: AppealItem
    url: str
    outcome: str | Promise
    ground: str
    other: str | Promise
    grounds: list[tuple[str, str]]
    by: str
    typed: str


def _line(row: AppealItem, pack: Pack, slug: str, by: str, typed: str) -> AppealLine:
    decision = row.decision
    other = "rejected" if decision.outcome == "upheld" else "upheld"
    leaves = [leaf for leaf in pack.pickable(row.appeal.case.right.kind) if leaf.outcome == other]
    return AppealLine(
        row=row,
        url=listing_url(slug, row.item.listing),
        outcome=OUTCOMES[decision.outcome],
        ground=ground_title(pack, decision.ground),
        other=OUTCOMES[other],
        grounds=[(leaf.code, _(leaf.title)) for leaf in leaves],
        by=by,
        typed=typed,
    )
