"""Pages about API keys: the list, a new one whose secret is shown once, revoking."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import services
from accounts.doors import action, page
from accounts.entering import is_to_confirm
from accounts.forms import KeyForm, add_refusal
from accounts.models import ApiKey
from accounts.permissions import may
from accounts.roles import SCOPES
from accounts.views.parties import load_party
from gateway.http import PageRequest, found, see_other
from gateway.paging import Keyset, capped_count
from tenancy.context import database_now
from tenancy.errors import Invalid

NEWEST = Keyset("-id")
FIRST_CALLS = {
    "rights": "rights",
    "complaints": "complaints",
    "cases": "cases",
    "listings": "listings",
    "states": "listings",
    "parties": "parties",
    "log": "log",
}
"""Something to read for each scope, the one that says most first."""


@page("key.read")
def keys(request: PageRequest) -> HttpResponse:
    """Every key that the actor sees, the newest first."""
    rows = ApiKey.objects.visible_to(request.actor).select_related("party")
    found_page, now = NEWEST.page(rows, request.GET.get("cursor")), database_now()
    shown = [(key, key.state(now), [SCOPES[code].title for code in sorted(key.scope_set)]) for key in found_page.rows]
    context = {
        "keys": shown,
        "page": found_page,
        "count": capped_count(rows),
        "own_party": request.membership.party,  # type: ignore[attr-defined]
        "may_manage": may(request.actor, "key.manage"),
    }
    return render(request, "accounts/keys.html", context)


@page("key.manage")
def make_key(request: PageRequest, reference: str) -> HttpResponse:
    """A new key. Its text is in this answer and nowhere else."""
    party = load_party(request, reference)
    form = KeyForm(request.POST or None, party_kind=party.kind)
    if form.is_valid():
        try:
            if is_to_confirm(request):
                raise Invalid(fields={"name": [_("Confirm that it is you, then make the key once more.")]})
            fields = form.cleaned_data
            made = services.make_key(
                actor=request.actor,
                party=party,
                name=fields["name"],
                scopes=fields["scopes"],
                read_only=fields["read_only"],
                expires_at=form.expires_at(),
            )
            api = request.build_absolute_uri(f"/m/{request.marketplace.slug}/api/v1/")
            call = f'curl -H "Authorization: Bearer {made.text}" \\\n  "{api}{_first_call(made.key)}"'
            context = {"party": party, "key": made.key, "secret": made.text, "call": call}
            return render(request, "accounts/key_made.html", context, status=201)
        except Invalid as refused:
            add_refusal(form, refused)
    context = {"party": party, "form": form, "is_to_confirm": form.is_bound and is_to_confirm(request)}
    return render(request, "accounts/make_key.html", context, status=422 if form.is_bound else 200)


def _first_call(key: ApiKey) -> str:
    """What such a key may ask for at once, below the address of the API: of listings, a seller's own."""
    if key.party.kind == "seller" and "listings" in key.scope_set:
        return "listings?mine=1"
    return next((address for scope, address in FIRST_CALLS.items() if scope in key.scope_set), "changes")


@action("key.manage")
def revoke_key(request: PageRequest, key_id: UUID) -> HttpResponse:
    """Refuse the key from now on."""
    key = found(ApiKey.objects.visible_to(request.actor).select_related("party"), id=key_id)
    services.revoke_key(actor=request.actor, key=key)
    messages.success(request, _("Revoked."))
    return see_other(reverse("accounts:keys", args=[request.marketplace.slug]))
