"""Pages about the people of a party: the list, an invitation, one member."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import services
from accounts.doors import action, page
from accounts.forms import InvitationForm, RoleForm, add_refusal
from accounts.models import Membership
from accounts.roles import ROLES
from accounts.views.parties import join_link, load_party, party_url
from gateway.http import PageRequest, found, see_other
from tenancy.errors import Invalid


@page("member.invite")
def members(request: PageRequest) -> HttpResponse:
    """The people of one's own party stand on its page."""
    return see_other(party_url(request.membership.party, request.marketplace.slug))  # type: ignore[attr-defined]


@page("member.invite")
def invite(request: PageRequest, reference: str) -> HttpResponse:
    """Ask somebody to join; the link is shown, too, as mail may fail."""
    party = load_party(request, reference)
    form = InvitationForm(request.POST or None, party_kind=party.kind)
    context = {"party": party, "form": form, "link": ""}
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            link = join_link(request)
            made = services.invite(
                actor=request.actor, party=party, email=form.cleaned_data["email"], link=link, **form.terms()
            )
            context |= {"link": link.replace("TOKEN", made.token), "invitation": made.invitation}
            status = 200
        except Invalid as refused:
            add_refusal(form, refused)
    return render(request, "accounts/invite.html", context, status=status)


@page("member.invite")
def member(request: PageRequest, membership_id: UUID) -> HttpResponse:
    """One member: another role, other regions, another end."""
    membership = _load(request, membership_id)
    party = membership.party
    initial = {"role": membership.role, "regions": membership.regions, "ends_on": membership.ends_on}
    form = RoleForm(request.POST or None, party_kind=party.kind, initial=initial)
    if form.is_valid():
        try:
            services.change_role(actor=request.actor, membership=membership, **form.terms())
            messages.success(request, _("Saved."))
            return see_other(party_url(party, request.marketplace.slug))
        except Invalid as refused:
            add_refusal(form, refused)
    context = {"membership": membership, "party": party, "role": ROLES[membership.role].title, "form": form}
    return render(request, "accounts/member.html", context, status=422 if form.is_bound else 200)


@action("member.invite")
def revoke(request: PageRequest, membership_id: UUID) -> HttpResponse:
    """End a membership now."""
    membership = _load(request, membership_id)
    services.revoke_membership(actor=request.actor, membership=membership)
    messages.success(request, _("Revoked."))
    return see_other(party_url(membership.party, request.marketplace.slug))


def _load(request: PageRequest, membership_id: UUID) -> Membership:
    rows = Membership.objects.visible_to(request.actor).select_related("party", "user")
    return found(rows, id=membership_id)
