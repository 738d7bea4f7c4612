"""Checking: the marketplace says whether a right holds."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.doors import action
from accounts.forms import ReasonForm
from gateway.http import PageRequest, integer, see_other
from registry import queries, services
from registry.forms import VerifyForm, add_errors
from registry.views.looking import right_page, right_url
from registry.views.reviewing import check_page
from tenancy.errors import Conflict, Invalid


@action("right.verify")
def verify(request: PageRequest, ref: str) -> HttpResponse:
    """It holds: from now on it is enforced."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    form = VerifyForm(request.POST)
    form.is_valid()  # two boxes: ticked or not
    version = integer(request.POST, "version", default=shown.version)
    try:
        seen = request.POST.getlist("seen")
        services.verify_right(actor=request.actor, right=shown, version=version, seen=seen, **form.cleaned_data)
    except Conflict as conflict:
        from_check = request.POST.get("from") == "check"
        return (check_page if from_check else right_page)(request, shown, refusal=conflict)
    messages.success(request, _("Verified. Listings are compared with it from now on; the owner is told."))
    return see_other(right_url(shown, request.marketplace.slug))


@action("right.verify")
def reject(request: PageRequest, ref: str) -> HttpResponse:
    """It does not hold, and why."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    form = ReasonForm(request.POST, prefix="reject")
    version = integer(request.POST, "version", default=shown.version)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            services.reject_right(actor=request.actor, right=shown, reason=reason, version=version)
            messages.success(request, _("Rejected; the owner is told why."))
            return see_other(right_url(shown, request.marketplace.slug))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return right_page(request, shown, refusal=conflict)
    return right_page(request, shown, refused={"reject": form})
