"""Pages about parties: the list, one party, its registration, its details."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import queries, services
from accounts.doors import action, page
from accounts.entering import is_to_confirm
from accounts.forms import DetailsForm, PartyForm, ReasonForm, add_refusal
from accounts.machine import PARTY
from accounts.models import ApiKey, Membership, Party
from accounts.permissions import may
from accounts.roles import ROLES
from audit.queries import timeline
from gateway.http import PageRequest, choice, found, see_other, text
from gateway.paging import Keyset, capped_count
from tenancy.context import database_now
from tenancy.errors import Invalid

BY_NAME = Keyset("name_key", "id")


def party_url(party: Party, slug: str) -> str:
    """The page of a party."""
    return reverse("accounts:party", args=[slug, party.reference])


def join_link(request: PageRequest) -> str:
    """The address that accepts an invitation, with TOKEN in the secret's place."""
    return request.build_absolute_uri(reverse("accounts:join", args=[request.marketplace.slug, "TOKEN"]))


def load_party(request: PageRequest, reference: str) -> Party:
    """The party, if the actor sees it."""
    return found(Party.objects.visible_to(request.actor), reference=reference)


@page("party.read")
def parties(request: PageRequest) -> HttpResponse:
    """All parties that the actor sees, by name."""
    search = text(request.GET, "q", default="")
    kind = choice(request.GET, "kind", Party.Kind.values, default="")
    state = choice(request.GET, "state", PARTY.states, default="")
    rows = queries.parties(request.actor, search=search, kind=kind, state=state)
    found_page = BY_NAME.page(rows, request.GET.get("cursor"))
    context = {
        "parties": [(party, PARTY.colour(party.state)) for party in found_page.rows],
        "page": found_page,
        "count": capped_count(rows),
        "search": search,
        "kind": kind,
        "state": state,
        "kinds": Party.Kind.choices,
        "states": Party.State.choices,
        "may_manage": may(request.actor, "party.manage"),
        "waiting": capped_count(Party.objects.filter(state=Party.State.APPLIED))
        if may(request.actor, "application.decide")
        else None,
    }
    return render(request, "accounts/parties.html", context)


@page("party.manage")
def register_party(request: PageRequest) -> HttpResponse:
    """A party without an application: a seller, a carrier, an office."""
    form = PartyForm(request.POST or None)
    if form.is_valid():
        try:
            party = services.register_party(actor=request.actor, **form.cleaned_data)
            messages.success(request, _("Registered. Invite its people next."))
            return see_other(party_url(party, request.marketplace.slug))
        except Invalid as refused:
            add_refusal(form, refused)
    return render(request, "accounts/register_party.html", {"form": form}, status=422 if form.is_bound else 200)


@page("party.read")
def party(request: PageRequest, reference: str) -> HttpResponse:
    """What is on file, its people, its keys, what happened."""
    return _party_page(request, load_party(request, reference))


@page("member.invite")
def edit_party(request: PageRequest, reference: str) -> HttpResponse:
    """Change what is on file."""
    shown = load_party(request, reference)
    names = DetailsForm.base_fields
    form = DetailsForm(request.POST or None, initial={name: getattr(shown, name) for name in names})
    if form.is_valid():
        try:
            if _moves_letters(form, shown) and is_to_confirm(request):
                raise Invalid(fields={"contact_email": [_("Confirm that it is you, then save once more.")]})
            link = request.build_absolute_uri(reverse("accounts:stop_move", args=[request.marketplace.slug, "TOKEN"]))
            services.edit_party(actor=request.actor, party=shown, stop_link=link, **form.cleaned_data)
            messages.success(request, _("Saved."))
            if services.waiting_move(shown):
                messages.info(request, _("Letters go to the new address in three days; the former one was told."))
            return see_other(party_url(shown, request.marketplace.slug))
        except Invalid as refused:
            add_refusal(form, refused)
    context = {"form": form, "party": shown, "is_to_confirm": form.is_bound and is_to_confirm(request)}
    return render(request, "accounts/edit_party.html", context, status=422 if form.is_bound else 200)


@action("party.manage")
def suspend_party(request: PageRequest, reference: str) -> HttpResponse:
    """Suspend, with a reason."""
    shown = load_party(request, reference)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.suspend_party(actor=request.actor, party=shown, reason=form.cleaned_data["reason"])
            messages.success(request, _("Suspended. Its people and keys find nothing here any more."))
            return see_other(party_url(shown, request.marketplace.slug))
        except Invalid as refused:
            add_refusal(form, refused)
    return _party_page(request, shown, reason=form)


@action("party.manage")
def reinstate_party(request: PageRequest, reference: str) -> HttpResponse:
    """Let a suspended party in again."""
    shown = load_party(request, reference)
    services.reinstate_party(actor=request.actor, party=shown)
    messages.success(request, _("Reinstated."))
    return see_other(party_url(shown, request.marketplace.slug))


def _moves_letters(form: DetailsForm, party: Party) -> bool:
    """Whether letters that go somewhere are to go elsewhere."""
    return bool(party.contact_email) and form.cleaned_data["contact_email"] != party.contact_email


def _party_page(request: PageRequest, shown: Party, *, reason: ReasonForm | None = None) -> HttpResponse:
    """The party; with a refused `reason` its bar stands open and the answer is 422."""
    actor, now = request.actor, database_now()
    members = Membership.objects.filter(party=shown).visible_to(actor).select_related("user").order_by("-state", "id")
    invited = shown.invitations.filter(used_at=None, expires_at__gt=now).order_by("-id")
    keys = ApiKey.objects.filter(party=shown).visible_to(actor).order_by("-id")
    context = {
        "party": shown,
        "colour": PARTY.colour(shown.state),
        "members": [(member, ROLES[member.role].title) for member in members[:200]],
        "invitations": [(invitation, ROLES[invitation.role].title) for invitation in invited[:50]],
        "address_move": services.waiting_move(shown),
        "keys": [(key, key.state(now)) for key in keys[:50]] if may(actor, "key.read") else None,
        "history": timeline(shown.id, actor, limit=20) if may(actor, "log.read") else [],
        "reason": reason or ReasonForm(),
        "is_refused": reason is not None,
        "may_manage": may(actor, "party.manage"),
        "may_invite": may(actor, "member.invite"),
        "may_make_key": may(actor, "key.manage"),
    }
    return render(request, "accounts/party.html", context, status=422 if reason is not None else 200)
