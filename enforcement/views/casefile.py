"""Taking a case out of the house: the file for a court, customs or an authority, and the notice for a public archive."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from accounts.doors import action, page
from accounts.permissions import may
from enforcement import services
from enforcement.disclosure import face
from enforcement.forms_outgoing import CaseFileForm
from enforcement.models import Case
from enforcement.outward.civil import is_restrained
from enforcement.packs import of_case
from gateway.http import PageRequest, found
from tenancy.context import database_now
from tenancy.errors import Invalid


@page("case.export")
def case_file(request: PageRequest, reference: str) -> HttpResponse:
    """What the file holds, and for what it is taken out; by POST the file itself."""
    rows = Case.objects.visible_to(request.actor).select_related("right", "seller", "complainant")
    case = found(rows, reference=reference)
    form = CaseFileForm(request.POST or None)
    if request.method != "POST":
        return _shown(request, case, form)
    if not form.is_valid():
        request.refused = Invalid()
        return _shown(request, case, form, status=422)
    made = services.export_case(actor=request.actor, reference=reference, **form.cleaned_data)
    answer = HttpResponse(made.data, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@action("case.share")
def case_archive(request: PageRequest, reference: str) -> HttpResponse:
    """The notices for a public archive, without personal data, as a download."""
    documents = services.archive_case(actor=request.actor, reference=reference)
    answer = JsonResponse(documents, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{reference}-archive.json"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _shown(request: PageRequest, case: Case, form: CaseFileForm, status: int = 200) -> HttpResponse:
    pack = of_case(case, database_now())
    writes = case.complainant_id is not None and face(case, request.actor).side == "complainant"
    context = {
        "case": case,
        "form": form,
        "writes": writes,
        "is_restrained": writes and is_restrained(pack, case.right.kind),
        "caution": pack.caution,
        "may_share": may(request.actor, "case.share") if request.actor.is_operator else None,
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/case_file_page.html", context, status=status)
