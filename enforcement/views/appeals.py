"""Appeals: those that wait, and one to decide. Nobody decides on what they decided themselves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from enforcement import queries, services
from enforcement.forms import DecideAppealForm
from enforcement.models import Appeal
from enforcement.packs import of_case
from enforcement.services import Choice
from enforcement.services.appealing import may_decide
from enforcement.words import OUTCOMES
from gateway.http import PageRequest, see_other
from gateway.paging import Keyset, capped_count
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound, Refusal

OLDEST = Keyset("filed_at", "id")


@page("appeal.decide")
def appeals(request: PageRequest) -> HttpResponse:
    """What waits, the longest waiting first."""
    rows = queries.appeals(request.actor)
    found = OLDEST.page(rows, request.GET.get("cursor"))
    return render(request, "enforcement/appeals.html", {"page": found, "count": capped_count(rows)})


@page("appeal.decide")
def appeal(request: PageRequest, reference: str) -> HttpResponse:
    """One appeal: what was decided, what is said against it, and the decision on it."""
    row = queries.appeal(reference, request.actor)
    form = DecideAppealForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            return _decided(request, row, form)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    pack = of_case(row.case, database_now())
    context = {
        "appeal": row,
        "case_url": reverse("enforcement:case", args=[request.marketplace.slug, row.case.reference]),
        "lines": [(line, OUTCOMES[line.decision.outcome], _grounds(pack, line)) for line in row.items.all()],
        "form": form,
        "refused": may_decide(request.actor, row) if row.state == "filed" else _("This appeal is decided."),
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "enforcement/appeal.html", context, status=refusal.status if refusal else 200)


def _grounds(pack: object, line: object) -> list[tuple[str, str]]:
    """The grounds that support the other outcome."""
    decision, leaves = line.decision, pack.leaves()  # type: ignore[attr-defined]
    return [(leaf.code, _(leaf.title)) for leaf in leaves if leaf.outcome != decision.outcome]


def _decided(request: PageRequest, row: Appeal, form: DecideAppealForm) -> HttpResponse:
    if not form.is_valid():
        raise Invalid(fields={"reasons": [_("Give the reasons for your decision; both sides read them.")]})
    choices = {
        UUID(name.removeprefix("ground_")): Choice(ground=ground)
        for name, ground in request.POST.items()
        if name.startswith("ground_") and ground
    }
    services.decide_appeal(
        actor=request.actor, reference=row.reference, choices=choices, reasons=form.cleaned_data["reasons"]
    )
    messages.success(request, _("The appeal is decided; both sides are told."))
    return see_other(reverse("enforcement:appeals", args=[request.marketplace.slug]))
