"""Licences: the list of both sides, one with everything about it, and the page on which one is written."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.forms import ReasonForm
from accounts.models import Party
from accounts.permissions import may
from audit.queries import timeline
from evidence.services import labels_of
from gateway.http import PageRequest, choice, see_other, text
from gateway.paging import Keyset, capped_count
from registry import queries, services, verbs
from registry.forms import add_errors
from registry.licensing import queries as licence_queries
from registry.licensing import terms as licence_terms
from registry.licensing.forms import LicenceForm, PaperForm, SignForm, TerminateForm, typed_of
from registry.licensing.party_field import country_of
from registry.models import Licence, LicenceDocument, LicenceRight, Right, Signature
from registry.portal.portfolio import brand_by_reference
from registry.services.licences import acts_for, rights_of
from registry.views.licence_drawn import drawn, grown, licence_url, standing_of
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound, Refusal

MOST_RIGHTS, FEW_RIGHTS, MOST_SUGGESTED, OF_BRAND = 60, 8, 8, 5
OVER = (Licence.State.ENDED, Licence.State.TERMINATED, Licence.State.DECLINED, Licence.State.WITHDRAWN)
SEALED_BY = {Signature.Side.LICENSOR: verbs.LICENCE_OFFERED.name, Signature.Side.LICENSEE: verbs.LICENCE_SIGNED.name}
"""Which entry of the log holds the signature of a side."""
NAMED = {
    "licensee": ("licence.grant", queries.LICENSEES),
    "seller": ("licence.grant", queries.LICENSEES),
    "agent": ("agent.appoint", (Party.Kind.AGENT,)),
    "party": ("party.manage", queries.OTHERS),
}
"""Fields in which a party is named: who may, and which kinds are suggested."""
CHIPS = {
    "": gettext_lazy("All"),
    "in_force": gettext_lazy("In force"),
    "ending": gettext_lazy("Ending soon"),
    "asked": gettext_lazy("To be signed"),
    "drafts": gettext_lazy("Not signed yet"),
    "over": gettext_lazy("Over"),
}


@page("licence.read")
def licence_list(request: PageRequest) -> HttpResponse:
    """Those given and those got, by how they stand."""
    standing = choice(request.GET, "standing", licence_queries.STANDINGS, default="")
    day, slug = database_now().date(), request.marketplace.slug
    rows = licence_queries.licences(request.actor, standing=standing, day=day)
    found = Keyset("-id").page(licence_queries.with_rights(rows), request.GET.get("cursor"))
    context = {
        "lines": [_line(licence, request.actor, slug) for licence in found.rows],
        "page": found,
        "chips": [(label, f"?standing={code}" if code else "?", code == standing) for code, label in CHIPS.items()],
        "standing": standing,
        "may_grant": may(request.actor, "licence.grant"),
        "owns_rights": bool(_owners(request.actor)) and request.actor.role.startswith("holder"),
        "slug": slug,
    }
    return render(request, "registry/licences.html", context)


@page("licence.read")
def licensees(request: PageRequest) -> HttpResponse:
    """Names that begin as what was typed so far, as suggestions below a field; nothing for who can name nobody."""
    field = choice(request.GET, "field", tuple(NAMED), default="licensee")
    permission, kinds = NAMED[field]
    may_name = may(request.actor, permission) or (request.actor.is_operator and may(request.actor, "party.read"))
    named = (
        queries.parties_like(text(request.GET, field, default=""), kinds=kinds, most=MOST_SUGGESTED) if may_name else []
    )
    return render(request, "registry/licensees.html", {"found": [(one, country_of(one)) for one in named]})


@page("licence.read")
def of_brand(request: PageRequest, ref: str) -> HttpResponse:
    """Licences under the rights of a brand that are not over, as a part of its page."""
    brand = brand_by_reference(ref, actor=request.actor)
    under = LicenceRight.objects.filter(right__brand=brand, right__owner_id=brand.owner_id).values("licence")
    rows = licence_queries.licences(request.actor, day=database_now().date()).filter(id__in=under)
    rows = rows.exclude(state__in=OVER)
    found = list(licence_queries.with_rights(rows).order_by("-id")[:OF_BRAND])
    slug = request.marketplace.slug
    context = {"lines": [_line(one, request.actor, slug) for one in found], "count": capped_count(rows), "slug": slug}
    return render(request, "registry/licences_of_brand.html", context)


@page("licence.read")
def licence_count(request: PageRequest) -> HttpResponse:
    """How many wait for this person's signature or consent."""
    rows = licence_queries.licences(request.actor, standing="asked", day=database_now().date())
    return HttpResponse(str(capped_count(rows)) if rows.exists() else "", content_type="text/plain")


def _line(licence: Licence, actor: Actor, slug: str) -> dict[str, Any]:
    day = database_now().date()
    word, tone = standing_of(licence)
    return {
        "licence": licence,
        "url": licence_url(licence, slug),
        "marks": ", ".join(line.right.title for line in licence.licensed.all()[:3]),
        "where": licence_terms.named_places(licence.territories) or _("wherever the rights hold"),
        "classes": ", ".join(str(number) for number in licence.classes) or _("all"),
        "word": word,
        "tone": tone,
        "days": (licence.ends_on - day).days if licence.ends_on and licence.in_force(day) else None,
        "is_given": acts_for(actor, licence.licensor_id),
    }


@page("licence.read")
def licence(request: PageRequest, ref: str) -> HttpResponse:
    """Who lets whom do what, where and until when, what shows it, and what can be done about it."""
    return licence_page(request, licence_queries.licence_by_reference(ref, actor=request.actor))


def licence_page(
    request: PageRequest, shown: Licence, *, refused: dict[str, Any] | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    """The page of a licence. A form that was `refused` takes the place of the empty one."""
    actor, rights = request.actor, rights_of(shown)
    seen = licence_terms.digest(shown, rights)
    context = {
        "licence": shown,
        "standing": standing_of(shown),
        "rights": rights,
        "terms": licence_terms.in_words(shown, rights),
        **drawn(shown, rights),
        **_papers(shown),
        **_deeds(shown, actor),
        "family": grown(licence_queries.family(shown, actor=actor), request.marketplace.slug),
        "forms": {
            "sign": SignForm(initial={"seen": seen}),
            "decline": ReasonForm(prefix="decline"),
            "consent": ReasonForm(prefix="consent"),
            "terminate": TerminateForm(prefix="terminate"),
            "paper": PaperForm(),
            **(refused or {}),
        },
        "refused": refused,
        "refusal": refusal,
        **_history(request, shown),
        "sees_rights": bool(may(actor, "right.read")) and (actor.is_operator or rights[0].owner_id in _owners(actor)),
        "slug": request.marketplace.slug,
    }
    return render(
        request, "registry/licence.html", context, status=refusal.status if refusal else 422 if refused else 200
    )


def _papers(shown: Licence) -> dict[str, Any]:
    documents = list(LicenceDocument.objects.filter(licence=shown).select_related("evidence"))
    labels = labels_of([one.evidence for one in documents])
    return {"documents": [(one, labels.get(one.evidence_id, "")) for one in documents]}


def _deeds(shown: Licence, actor: Actor) -> dict[str, bool]:
    """What the actor may do now."""
    may_grant, states = bool(may(actor, "licence.grant")), Licence.State
    gives, gets = acts_for(actor, shown.licensor_id) and may_grant, acts_for(actor, shown.licensee_id) and may_grant
    above = shown.parent.licensor_id if shown.parent else None
    waits = shown.consent == Licence.Consent.MISSING and shown.state in (states.OFFERED, states.SIGNED)
    return {
        "may_offer": gives and shown.state == states.DRAFT,
        "may_sign": gets and shown.state == states.OFFERED,
        "may_withdraw": gives and shown.state in (states.DRAFT, states.OFFERED),
        "may_terminate": (gives or gets) and shown.state == states.SIGNED,
        "may_consent": waits and may_grant and acts_for(actor, above),
        "may_pass_on": gets and shown.state == states.SIGNED and shown.sublicensing_depth > 0,
        "may_add": gives or gets,
    }


def _history(request: PageRequest, shown: Licence) -> dict[str, Any]:
    """The signatures with the entries of the log that seal them, and all entries for who may read the log."""
    may_read = may(request.actor, "log.read")
    lines = timeline(shown.id, request.actor, limit=50) if may_read else []
    slug = request.marketplace.slug
    linked = [
        (line, reverse("web:log_entry", args=[slug, line.id]) if line.index is not None else "") for line in lines
    ]
    seals = {line.verb: (line.index, url) for line, url in linked}
    signed = Signature.objects.filter(licence=shown).select_related("party").order_by("signed_at")
    return {
        "may_read_log": may_read,
        "timeline": linked,
        "signatures": [(one, *seals.get(SEALED_BY[one.side], (None, ""))) for one in signed],
    }


def _owners(actor: Actor) -> set[Any]:
    return {party for party in (actor.party_id, *actor.brands) if party}


def _portfolio(actor: Actor, search: str, chosen: list[str]) -> QuerySet[Right]:
    """Rights that the actor may license: those found, and those chosen already."""
    mine = Right.objects.filter(owner_id__in=_owners(actor)).exclude(
        state__in=[Right.State.RETIRED, Right.State.REJECTED]
    )
    if search:
        mine = mine.filter(Q(id__in=queries.rights(actor, search=search).values("id")) | Q(reference__in=chosen))
    return mine.order_by("folded", "id")[: MOST_RIGHTS + 1]


@page("licence.grant")
def licence_new(request: PageRequest) -> HttpResponse:
    """Write a licence on one page; it is signed on the next."""
    search = text(request.GET, "q", default="")
    chosen = request.POST.getlist("rights") or request.GET.getlist("right")
    found = list(_portfolio(request.actor, search, chosen))
    rights = found[:MOST_RIGHTS]
    slug = request.marketplace.slug
    initial = {"rights": chosen or ([rights[0].reference] if len(rights) == 1 else [])}
    form = LicenceForm(request.POST or None, rights=rights, slug=slug, initial=initial)
    if request.method == "POST" and rights and form.is_valid():
        wanted = [right for right in rights if right.reference in form.cleaned_data["rights"]]
        try:
            drafted = services.draft_licence(actor=request.actor, rights=wanted, terms=form.terms())
            return see_other(licence_url(drafted, slug) + "#sign")
        except Invalid as refused:
            add_errors(refused.fields, form)
    context = {
        "form": form if rights else None,
        "title": _("Give a licence"),
        "search": search,
        "may_search": bool(search) or len(found) > FEW_RIGHTS,
        "most": MOST_RIGHTS if len(found) > MOST_RIGHTS else None,
        "slug": slug,
    }
    return render(request, "registry/licence_new.html", context, status=422 if form.is_bound else 200)


@page("licence.grant")
def licence_change(request: PageRequest, ref: str) -> HttpResponse:
    """Change what was not offered yet."""
    shown = licence_queries.licence_by_reference(ref, actor=request.actor)
    if not acts_for(request.actor, shown.licensor_id):
        raise NotFound
    slug, is_head = request.marketplace.slug, shown.parent_id is None
    rights = list(_portfolio(request.actor, "", []))[:MOST_RIGHTS] if is_head else []
    depth = {} if shown.parent is None else {"depth": shown.parent.sublicensing_depth - 1}
    form = LicenceForm(request.POST or None, rights=rights, slug=slug, initial=typed_of(shown), **depth)
    if request.method == "POST" and form.is_valid():
        wanted = [right for right in rights if right.reference in form.cleaned_data["rights"]] if is_head else None
        try:
            services.revise_licence(actor=request.actor, licence=shown, terms=form.terms(), rights=wanted)
            messages.success(request, _("Changed. Read it once more before you sign."))
            return see_other(licence_url(shown, slug) + "#sign")
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return licence_page(request, shown, refusal=conflict)
    context = {"form": form, "title": _("Change the draft"), "licence": shown, "slug": slug}
    return render(request, "registry/licence_new.html", context, status=422 if form.is_bound else 200)


@page("licence.grant")
def licence_pass_on(request: PageRequest, ref: str) -> HttpResponse:
    """Write a sublicence; the form begins with what the licence above allows."""
    above = licence_queries.licence_by_reference(ref, actor=request.actor)
    if not acts_for(request.actor, above.licensee_id):
        raise NotFound
    slug = request.marketplace.slug
    initial = {**typed_of(above), "licensee": "", "on_paper": False, "number": "", "sublicensing_depth": "0"}
    initial["exclusivity"] = Licence.Exclusivity.NON_EXCLUSIVE
    initial["starts_on"] = max(above.starts_on, database_now().date())
    deepest = max(above.sublicensing_depth - 1, 0)
    form = LicenceForm(request.POST or None, slug=slug, depth=deepest, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            drafted = services.sublicense(actor=request.actor, parent=above, terms=form.terms())
            return see_other(licence_url(drafted, slug) + "#sign")
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return licence_page(request, above, refusal=conflict)
    context = {"form": form, "title": _("Pass the licence on"), "above": above, "slug": slug}
    return render(request, "registry/licence_new.html", context, status=422 if form.is_bound else 200)
