"""Pages about the people of a party: the list, an invitation, one member."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import services
from accounts.doors import action, page
from accounts.entering import is_to_confirm
from accounts.forms import BrandsForm, InvitationForm, RoleForm, add_refusal
from accounts.models import Membership, Party
from accounts.models.parties import brand_ids
from accounts.permissions import may
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
    context = {"party": party, "form": form, "link": "", "is_to_confirm": form.is_bound and is_to_confirm(request)}
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            if is_to_confirm(request):
                raise Invalid(fields={"email": [_("Confirm that it is you, then invite once more.")]})
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
    form = RoleForm(request.POST or None, party_kind=party.kind, initial=_terms(membership))
    if form.is_valid():
        try:
            services.change_role(actor=request.actor, membership=membership, **form.terms())
            messages.success(request, _("Saved."))
            return see_other(party_url(party, request.marketplace.slug))
        except Invalid as refused:
            add_refusal(form, refused)
    return _member_page(request, membership, form=form)


@action("party.manage")
def set_brands(request: PageRequest, membership_id: UUID) -> HttpResponse:
    """For which rights holders a member of an agent acts."""
    membership = _load(request, membership_id)
    form = BrandsForm(request.POST)
    if form.is_valid():
        wanted = form.references()
        brands = list(Party.objects.visible_to(request.actor).filter(reference__in=wanted))
        missing = sorted(set(wanted) - {brand.reference for brand in brands})
        if missing:
            form.add_error("brands", _("There is no such party: %(missing)s.") % {"missing": ", ".join(missing)})
    if form.is_valid():
        try:
            services.set_brands(actor=request.actor, membership=membership, brands=brands)
            messages.success(request, _("Saved."))
            return see_other(party_url(membership.party, request.marketplace.slug))
        except Invalid as refused:
            add_refusal(form, refused)
    return _member_page(request, membership, brands=form)


@action("member.invite")
def revoke(request: PageRequest, membership_id: UUID) -> HttpResponse:
    """End a membership now."""
    membership = _load(request, membership_id)
    services.revoke_membership(actor=request.actor, membership=membership)
    messages.success(request, _("Revoked."))
    return see_other(party_url(membership.party, request.marketplace.slug))


def _terms(membership: Membership) -> dict[str, object]:
    return {"role": membership.role, "regions": membership.regions, "ends_on": membership.ends_on}


def _member_page(
    request: PageRequest, membership: Membership, *, form: RoleForm | None = None, brands: BrandsForm | None = None
) -> HttpResponse:
    """The member with both forms; a refused one is answered with 422."""
    party = membership.party
    may_set_brands = party.kind == Party.Kind.AGENT and may(request.actor, "party.manage")
    references = (
        Party.objects.filter(id__in=brand_ids(membership)).order_by("reference").values_list("reference", flat=True)
    )
    context = {
        "membership": membership,
        "party": party,
        "role": ROLES[membership.role].title,
        "form": form or RoleForm(party_kind=party.kind, initial=_terms(membership)),
        "brands": (brands or BrandsForm(initial={"brands": ", ".join(references)})) if may_set_brands else None,
    }
    is_refused = any(shown is not None and shown.is_bound for shown in (form, brands))
    return render(request, "accounts/member.html", context, status=422 if is_refused else 200)


def _load(request: PageRequest, membership_id: UUID) -> Membership:
    rows = Membership.objects.visible_to(request.actor).select_related("party", "user")
    return found(rows, id=membership_id)
