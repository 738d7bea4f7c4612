"""The page for people who are not inside yet: the link of an invitation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import services
from accounts.doors import public_page
from accounts.forms import AcceptForm, add_refusal
from accounts.models import User
from accounts.roles import ROLES
from gateway.http import PageRequest, see_other
from gateway.limits import client_address, limit
from tenancy.errors import Conflict, Invalid

LINKS_PER_HOUR = 60


@public_page("Whoever holds the link of an invitation may see whom it is for.")
def join(request: PageRequest, token: str) -> HttpResponse:
    """Accept an invitation: with the account that is signed in, by signing in first, or with a new account."""
    limit("invitation", client_address(request), per_hour=LINKS_PER_HOUR)
    invitation = services.open_invitation(token)
    user: User | None = request.user if request.user.is_authenticated else None  # type: ignore[assignment]
    form = AcceptForm(request.POST or None) if user is None else None
    home = f"/m/{request.marketplace.slug}/"
    conflict, status = "", 200
    if request.method == "POST":
        status = 422
        try:
            if user is not None:
                services.accept_invitation(token=token, user=user)
                messages.success(request, _("Welcome to %(party)s.") % {"party": invitation.party.name})
                return see_other(home)
            if form is not None and form.is_valid():
                services.accept_invitation(token=token, user=None, **form.cleaned_data)
                messages.success(request, _("Your account is ready. Sign in to go on."))
                return redirect(f"{reverse('account_login')}?next={home}")
        except Invalid as refused:
            if form is not None:
                add_refusal(form, refused)
        except Conflict as refused:
            conflict, status = refused.message, refused.status
    context = {
        "invitation": invitation,
        "role": ROLES[invitation.role].title,
        "form": form,
        "conflict": conflict,
        "is_other_person": user is not None and user.email != invitation.email,
        "has_account": user is None and User.objects.filter(email=invitation.email).exists(),
        "sign_in_url": f"{reverse('account_login')}?next={request.path}",
    }
    return render(request, "accounts/join.html", context, status=status)
