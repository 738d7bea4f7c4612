"""Pages of a person: which marketplaces, which membership, and a second factor that counts at once."""

from typing import Any, cast
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import session_slot, standing_memberships
from accounts.doors import action, page, person_page
from accounts.entering import has_factor, has_shown_factor
from accounts.forms import ProfileForm
from accounts.models import Access, User
from accounts.permission_words import ENTER
from accounts.roles import ROLES
from gateway.http import PageRequest, see_other
from tenancy.errors import NotFound
from tenancy.models import Marketplace


@person_page
def chooser(request: HttpRequest) -> HttpResponse:
    """The marketplaces that the person may enter; where there is one, straight into it."""
    user = cast(User, request.user)
    allowed = Access.objects.filter(user=user, marketplace__state=Marketplace.State.OPEN)
    accesses = list(allowed.select_related("marketplace").order_by("marketplace__name"))
    if len(accesses) == 1:
        return redirect(f"/m/{accesses[0].marketplace.slug}/")
    return render(request, "accounts/chooser.html", {"accesses": accesses})


@page(ENTER)
def account(request: PageRequest) -> HttpResponse:
    """Name, memberships in this marketplace, second factors and sessions."""
    user = cast(User, request.user)
    form = ProfileForm(request.POST or None, initial={"name": user.name})
    if form.is_valid():
        user.name = form.cleaned_data["name"]
        user.save(update_fields=["name"])
        messages.success(request, _("Saved."))
        return see_other(reverse("accounts:account", args=[request.marketplace.slug]))
    context = {
        "form": form,
        "memberships": [(membership, ROLES[membership.role].title) for membership in standing_memberships(user)],
        "current": request.actor.membership_id,
        "has_factor": has_factor(user),
        "has_shown_factor": has_shown_factor(request),
        "access": Access.objects.filter(user_id=user.pk, marketplace=request.marketplace).first(),
    }
    return render(request, "accounts/account.html", context, status=422 if form.is_bound else 200)


@action(ENTER)
def choose_membership(request: PageRequest) -> HttpResponse:
    """Act under another of one's memberships from now on."""
    wanted = request.POST.get("membership", "")
    mine = {str(membership.id) for membership in standing_memberships(request.user)}  # type: ignore[arg-type]
    if wanted not in mine:
        raise NotFound
    request.session[session_slot(request.marketplace.id)] = str(UUID(wanted))
    request.session.cycle_key()
    return see_other(f"/m/{request.marketplace.slug}/")


class _CountsAtOnce:
    """Who sets up a factor has just used it: the session counts as two-factor, and gets a new id."""

    kind: str
    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponseRedirect:
        """After allauth has made the authenticator."""
        response = super().form_valid(form)  # type: ignore[misc]
        record_authentication(self.request, self.request.user, "mfa", type=self.kind)  # type: ignore[arg-type]
        self.request.session.cycle_key()
        return response


class ActivateApp(_CountsAtOnce, ActivateTOTPView):
    """allauth's page for an authenticator app."""

    kind = "totp"


class AddPasskey(_CountsAtOnce, AddWebAuthnView):
    """allauth's page for a passkey or security key; it offers the passkey first."""

    kind = "webauthn"

    def get_initial(self) -> dict[str, Any]:
        """Signing in without a password is why most people come here."""
        return {**super().get_initial(), "passwordless": True}
