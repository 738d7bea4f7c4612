"""Whether there is a public register, and whether search engines show it: the page of this setting."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.permissions import may
from gateway.http import PageRequest, see_other
from registry import services
from registry.models import PublicRegister
from registry.search import public
from tenancy.errors import Conflict

HELP = {
    PublicRegister.Access.OFF: gettext_lazy("Its addresses answer as if there were none, for programs, too."),
    PublicRegister.Access.OPEN: gettext_lazy("Whoever has the address reads it; robots are asked to stay out."),
    PublicRegister.Access.LISTED: gettext_lazy("A mark can be found by whoever searches the web for it."),
}


class AccessForm(forms.Form):
    """Who reads the public register."""

    access = forms.ChoiceField(
        label=gettext_lazy("Who reads it?"), choices=PublicRegister.Access.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["access"].choice_help = HELP  # type: ignore[attr-defined]


@page("policy.read", post="policy.manage")
def register_access(request: PageRequest) -> HttpResponse:
    """The setting as it stands, and a form to change it."""
    here = reverse("registry:register_access", args=[request.marketplace.slug])
    form = AccessForm(request.POST) if request.method == "POST" else AccessForm(initial={"access": public.access()})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_register(actor=request.actor, access=form.cleaned_data["access"])
            messages.success(request, _("Set."))
        except Conflict as refusal:
            messages.warning(request, refusal.message)
        return see_other(here)
    access = public.access()
    context = {
        "form": form,
        "stands": PublicRegister.Access(access).label,
        "is_off": access == PublicRegister.Access.OFF,
        "may_manage": may(request.actor, "policy.manage"),
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/register_access.html", context, status=422 if form.is_bound else 200)
