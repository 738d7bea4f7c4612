"""Contracts: the list with how complete each is, one as a checklist, and what missing clauses hold up."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from accounts.services.parties import name_key
from audit.queries import timeline
from gateway.http import PageRequest, choice, found, fragment_wanted, see_other, text, yes
from gateway.paging import Keyset, capped_count
from registry import services
from registry.agreements import queries as agreement_queries
from registry.agreements.clauses import BLOCKS, CLAUSES
from registry.agreements.forms import AgreementForm, EndForm, SigningForm, checklist_forms
from registry.forms import add_errors
from registry.licensing.party_field import offer
from registry.machine import AGREEMENT
from registry.models import Agreement
from registry.views.looking import file_name_of
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid

NEWEST = Keyset("-id")


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"registry:{name}", args=[request.marketplace.slug, *args])


def agreement_by_reference(ref: str, actor: Actor) -> Agreement:
    """The contract that the actor sees; NotFound else."""
    return found(agreement_queries.agreements(actor), reference=ref)


def party_by_word(word: str) -> Party:
    """The party of that reference or exact name; Invalid for nobody."""
    rows = Party.objects.exclude(kind=Party.Kind.OPERATOR)
    party = rows.filter(reference=word.strip().upper()).first() or rows.filter(name_key=name_key(word)).first()
    if party is None:
        raise Invalid(fields={"party": [_("Nobody here has this reference or this exact name.")]})
    return party


@page("party.read")
def agreements(request: PageRequest) -> HttpResponse:
    """Contracts that the actor sees, the newest first; a party's own with what their gaps hold up."""
    kind = choice(request.GET, "kind", list(CLAUSES), default="")
    rows = agreement_queries.agreements(request.actor)
    if kind:
        rows = rows.filter(kind=kind)
    shown = NEWEST.page(rows, request.GET.get("cursor"))
    is_staff = request.actor.is_operator
    own = None if is_staff else found(Party.objects.all(), id=request.actor.party_id)
    context = {
        "lines": [(one, _url(request, "agreement", one.reference), _tone(one)) for one in shown.rows],
        "page": shown,
        "count": capped_count(rows),
        "chips": [
            (label, f"?kind={code}" if code else "?", code == kind)
            for code, label in {"": _("All"), **dict(Agreement.Kind.choices)}.items()
        ],
        "is_filtered": bool(kind),
        "is_staff": is_staff,
        "blocks": [one for one in agreement_queries.blocks_of(own, database_now().date()) if one.enforced]
        if own
        else [],
        "may_manage": may(request.actor, "party.manage"),
        "may_enforce": may(request.actor, "policy.read"),
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/agreements.html", context)


@page("party.manage")
def add(request: PageRequest) -> HttpResponse:
    """Put a contract on file."""
    chosen = {"party": text(request.GET, "party", default="", longest=20)}
    form = AgreementForm(request.POST or None, request.FILES or None, initial=chosen, slug=request.marketplace.slug)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.record_agreement(
                actor=request.actor, party=party_by_word(form.cleaned_data["party"]), kind=form.cleaned_data["kind"],
                terms=form.terms(), document=form.cleaned_data["document"], label=file_name_of(request, "document"),
            )  # fmt: skip
            messages.success(request, _("On file as a draft. Read it and say of each clause how it stands."))
            return see_other(_url(request, "agreement", made.reference))
        except Invalid as refused:
            wrong = dict(refused.fields)
            if "party" in wrong and offer(form, "party", form.cleaned_data["party"]):
                wrong["party"] = [_("Nobody is called exactly so. Choose whom you mean, or write it in another way.")]
            add_errors(wrong, form)
    status = 422 if request.method == "POST" else 200
    return render(request, "registry/agreement_new.html", {"form": form}, status=status)


@page("party.read")
def agreement(request: PageRequest, ref: str) -> HttpResponse:
    """One contract as a checklist."""
    return _agreement_page(request, agreement_by_reference(ref, request.actor))


@action("party.manage")
def set_clauses(request: PageRequest, ref: str) -> HttpResponse:
    """Say of the clauses how they stand."""
    shown = agreement_by_reference(ref, request.actor)
    forms = checklist_forms(agreement_queries.checklist(shown), request.POST)
    if not [form for form in forms if not form.is_valid()]:
        try:
            said = {form.clause.code: form.said() for form in forms}
            changed = services.set_clauses(actor=request.actor, agreement=shown, said=said)
            told = ngettext("%(n)d clause changed.", "%(n)d clauses changed.", changed) % {"n": changed}
            messages.success(request, told if changed else _("Nothing has changed."))
            return see_other(_url(request, "agreement", ref))
        except Invalid as refused:
            for form in forms:
                if form.clause.code in refused.fields:
                    add_errors({"note": refused.fields[form.clause.code]}, form)
        except Conflict as conflict:
            return _agreement_page(request, shown, refusal=conflict)
    return _agreement_page(request, shown, forms=forms)


@action("party.manage")
def put_in_force(request: PageRequest, ref: str) -> HttpResponse:
    """It was signed."""
    shown = agreement_by_reference(ref, request.actor)
    form = SigningForm(request.POST, request.FILES, prefix="sign")
    if form.is_valid():
        try:
            label = file_name_of(request, "sign-document")
            services.put_in_force(actor=request.actor, agreement=shown, label=label, **form.cleaned_data)
            messages.success(request, _("In force."))
            return see_other(_url(request, "agreement", ref))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _agreement_page(request, shown, refusal=conflict)
    return _agreement_page(request, shown, signing=form)


@action("party.manage")
def terminate(request: PageRequest, ref: str) -> HttpResponse:
    """It ends at once."""
    shown = agreement_by_reference(ref, request.actor)
    form = EndForm(request.POST, prefix="end")
    if form.is_valid():
        try:
            services.terminate_agreement(actor=request.actor, agreement=shown, reason=form.cleaned_data["reason"])
            messages.success(request, _("Terminated. The other side reads why."))
            return see_other(_url(request, "agreement", ref))
        except Conflict as conflict:
            return _agreement_page(request, shown, refusal=conflict)
    return _agreement_page(request, shown, ending=form)


@page("policy.read", post="policy.manage")
def blocks(request: PageRequest) -> HttpResponse:
    """What missing clauses may hold up, whom that would reach today, and what is enforced."""
    if request.method == "POST":
        code, holds = choice(request.POST, "code", list(BLOCKS), default=""), yes(request.POST, "holds")
        try:
            services.enforce_block(actor=request.actor, code=code, holds=holds)
            messages.success(request, _("Enforced from now on.") if holds else _("Enforced no more."))
        except (Conflict, Invalid) as refusal:
            messages.warning(request, refusal.message)
        return see_other(_url(request, "agreement_blocks"))
    context = {
        "lines": block_lines(),
        "may_manage": may(request.actor, "policy.manage"),
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/agreement_blocks.html", context)


def block_lines() -> list[dict[str, Any]]:
    """Each block with its clauses, whether it is enforced, and how many parties it reaches, or would, today."""
    day, standing = database_now().date(), agreement_queries.enforced()
    names: dict[str, list[Party]] = {}
    for code in BLOCKS:
        lacking = agreement_queries.lacking_parties(code, day)
        names[code] = list(Party.objects.filter(id__in=lacking).order_by("name_key")) if lacking else []
    return [
        {
            "code": code, "title": _(block.title), "asked": block.asked, "enforced": code in standing,
            "clauses": agreement_queries.needed_titles(code), "parties": names[code],
        }
        for code, block in BLOCKS.items()
    ]  # fmt: skip


@page("party.read")
def of_party(request: PageRequest, reference: str) -> HttpResponse:
    """A party's contracts and what their gaps hold up, for its page."""
    party = found(Party.objects.visible_to(request.actor), reference=reference)
    rows = agreement_queries.agreements(request.actor).filter(party=party).order_by("-id")[:20]
    context = {
        "party": party,
        "lines": [(one, _url(request, "agreement", one.reference), _tone(one)) for one in rows],
        "blocks": agreement_queries.blocks_of(party, database_now().date()),
        "is_staff": request.actor.is_operator,
        "may_manage": may(request.actor, "party.manage"),
        "slug": request.marketplace.slug,
    }
    name = "registry/agreement_party.html"
    return render(request, f"{name}#told" if fragment_wanted(request) else name, context)


def _tone(shown: Agreement) -> str:
    return AGREEMENT.colours.get(shown.state, "")


def _agreement_page(
    request: PageRequest, shown: Agreement, *, refusal: Conflict | None = None, **refused: Any
) -> HttpResponse:
    """The page; `refused` are the forms that could not be taken: forms, signing, ending."""
    today = database_now().date()
    lines = timeline(shown.id, request.actor, limit=50) if may(request.actor, "log.read") else []
    is_open = shown.state not in AGREEMENT.final
    rows = refused.get("forms") or checklist_forms(agreement_queries.checklist(shown))
    faulty = [form for form in [*refused.get("forms", ()), refused.get("signing"), refused.get("ending")] if form]
    context = {
        "agreement": shown,
        "tone": _tone(shown),
        "forms": rows,
        "settled": sum(form.row.status != "missing" for form in rows),
        "signing": refused.get("signing") or SigningForm(prefix="sign"),
        "ending": refused.get("ending") or EndForm(prefix="end"),
        "faulty": faulty,
        "refusal": refusal,
        "blocks": agreement_queries.blocks_of(shown.party, today),
        "is_staff": request.actor.is_operator,
        "may_manage": may(request.actor, "party.manage") if is_open else False,
        "timeline": [
            (line, reverse("web:log_entry", args=[request.marketplace.slug, line.id]) if line.index is not None else "")
            for line in lines
        ],
        "slug": request.marketplace.slug,
    }
    status = refusal.status if refusal else 422 if faulty else 200
    return render(request, "registry/agreement.html", context, status=status)
