"""Checking rights: the queue, and one right with its document beside what is on file."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from accounts.permissions import may
from evidence.models import Evidence
from gateway.http import PageRequest, choice, integer, see_other
from gateway.paging import Keyset, Page, capped_count
from registry import chain, queries, services
from registry.checking import checks
from registry.checking.findings import count, read
from registry.checking.forms import RefuseForm, RevokeForm, WordsForm
from registry.forms import VerifyForm, add_errors
from registry.machine import RIGHT
from registry.models import Certificate, Likeness, Review, Revocation, Right, Specimen
from registry.registers import locarno, nice
from registry.registers.office_links import register_link
from registry.registers.offices import office, place_name
from registry.registers.statuses import sentence_of
from registry.search.conflicts import Met, conflicts_of, mark_of
from registry.services.reviewing import review_of, waiting
from registry.services.revoking import proposal_of
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound, Refusal

WAYS = {
    "waiting": gettext_lazy("Waiting"),
    "in_hand": gettext_lazy("In hand"),
    "revoking": gettext_lazy("To be revoked"),
}
OLDEST, BY_ID, ENDING = Keyset("state_at", "id"), Keyset("id"), Keyset("expires_on", "id")
SOON, MOST_ALIKE, MOST_CONFLICTS = 30, 12, 8
"""Days from which the end of a right is shown as pressing."""
OPEN = (Right.State.SUBMITTED, Right.State.IN_REVIEW)


@page("right.verify")
def checks_page(request: PageRequest) -> HttpResponse:
    """Rights that wait, the oldest first, with how much the rules found; those in hand; proposals to revoke."""
    which = choice(request.GET, "which", list(WAYS), default="waiting")
    rows = waiting(request.actor.regions)
    if which == "in_hand":
        rows = Right.objects.filter(state=Right.State.IN_REVIEW).select_related("owner")
    elif which == "revoking":
        proposed = Revocation.objects.filter(state="proposed").values("right_id")
        rows = Right.objects.filter(id__in=proposed).select_related("owner")
    found: Page = (BY_ID if which == "revoking" else OLDEST).page(rows, request.GET.get("cursor"))
    notes = checks.findings_of(found.rows)
    names = _reviewers(found.rows) if which == "in_hand" else {}
    context = {
        "lines": [(row, notes[row.id][:2], count(notes[row.id]), names.get(row.id, "")) for row in found.rows],
        "page": found,
        "count": capped_count(rows),
        "which": which,
        "chips": [(label, f"{request.path}?which={way}", way == which) for way, label in WAYS.items()],
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/checks.html", context)


@page("right.read")
def ending(request: PageRequest) -> HttpResponse:
    """Rights that end within half a year, the first to end first."""
    now = database_now()
    found: Page = ENDING.page(queries.ending_soon(request.actor, now), request.GET.get("cursor"))
    lines = [(row, (row.expires_on - now.date()).days) for row in found.rows if row.expires_on]
    context = {
        "lines": lines,
        "page": found,
        "soon": SOON,
        "slug": request.marketplace.slug,
        "may_change": may(request.actor, "right.register"),
    }
    return render(request, "registry/ending.html", context)


@page("right.verify")
def count_waiting(request: PageRequest) -> HttpResponse:
    """How many wait, for the rail."""
    found = capped_count(waiting(request.actor.regions))
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@action("right.verify")
def take_next(request: PageRequest) -> HttpResponse:
    """Take up what has waited longest."""
    try:
        review = services.take_next(actor=request.actor)
    except NotFound:
        messages.success(request, _("Nothing waits in your regions."))
        return see_other(reverse("registry:checks", args=[request.marketplace.slug]))
    return see_other(reverse("registry:check", args=[request.marketplace.slug, review.right.reference]))


@page("right.verify")
def check(request: PageRequest, ref: str) -> HttpResponse:
    """One right: the document beside the data, what the rules found, and the decision."""
    return check_page(request, queries.right_by_reference(ref, actor=request.actor))


@action("right.verify")
def decide(request: PageRequest, ref: str, deed: str) -> HttpResponse:
    """One of the deeds of a review, by its name in the address."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    if deed not in DEEDS:
        raise NotFound
    form_class, service, told = DEEDS[deed]
    form = form_class(request.POST, prefix=deed)
    version = integer(request.POST, "version", default=shown.version)
    if form.is_valid():
        try:
            service(actor=request.actor, right=shown, version=version, **form.cleaned_data)
            messages.success(request, str(told))
            return see_other(reverse("registry:check", args=[request.marketplace.slug, shown.reference]))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except (Conflict, Denied) as refusal:
            return check_page(request, shown, refusal=refusal)
    return check_page(request, shown, refused={deed.replace("-", "_"): form})


DEEDS: dict[str, tuple[type[forms.Form], Callable[..., Any], Any]] = {
    "take-up": (forms.Form, services.take_up, gettext_lazy("It is in your hands.")),
    "give-back": (forms.Form, services.give_back_right, gettext_lazy("It waits for somebody else.")),
    "reject": (RefuseForm, services.reject_right, gettext_lazy("Rejected; the owner is told why.")),
    "propose": (
        RevokeForm, services.propose_revocation, gettext_lazy("Proposed. Nothing changes until a second person agrees."),
    ),
    "confirm": (WordsForm, services.confirm_revocation, gettext_lazy("Revoked; the owner is told why.")),
    "refuse": (WordsForm, services.refuse_revocation, gettext_lazy("It stands; nothing has changed.")),
}  # fmt: skip
DEEDS["ask"] = (
    RefuseForm,
    lambda reason, **given: services.ask_owner(wanted=reason, **given),
    gettext_lazy("The owner is asked; it stays in your hands."),
)


def check_page(
    request: PageRequest,
    shown: Right,
    *,
    refused: Mapping[str, forms.Form] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page; a form that was `refused` takes the place of the empty one."""
    review, proposal = review_of(shown), proposal_of(shown)
    empty = {
        "verify": VerifyForm(initial={"everyday": shown.everyday, "famous": shown.famous}),
        "reject": RefuseForm(prefix="reject"),
        "ask": RefuseForm(prefix="ask"),
        "propose": RevokeForm(prefix="propose"),
        "confirm": WordsForm(prefix="confirm"),
        "refuse": WordsForm(prefix="refuse"),
    }
    findings = checks.findings(shown)
    context = {
        **_papers(shown),
        "right": shown,
        "colour": RIGHT.colour(shown.state),
        "conflicts": _conflicts(shown, request),
        "findings": findings,
        "stops": [one for one in findings if one.tone == "stop"],
        "then": _then(shown),
        "facts": list(_facts(shown)),
        "link": register_link(shown.kind, shown.office, shown.number),
        "is_open": shown.state in OPEN,
        "review": review,
        "mine": review is not None and review.reviewer_id == request.actor.membership_id,
        "may_give_back": request.actor.role == "operator.lead",
        "proposal": proposal,
        "proposed_by_me": proposal is not None and proposal.proposed_by.user_id == request.actor.user_id,
        "forms": {**empty, **(refused or {})},
        "refused": set(refused or {}),
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    status = refusal.status if refusal else 422 if refused else 200
    return render(request, "registry/check.html", context, status=status)


def _conflicts(shown: Right, request: PageRequest) -> list[Met]:
    """Earlier marks of other owners that it meets, the worst first."""
    met = conflicts_of(mark_of(shown), actor=request.actor, but=shown.id) if shown.kind == Right.Kind.TRADEMARK else []
    return [one for one in met if one.right.owner_id != shown.owner_id][:MOST_CONFLICTS]


def _papers(shown: Right) -> dict[str, Any]:
    """The documents and pictures, and the chain of title."""
    titles = queries.titles_of(shown)
    alike = Likeness.objects.filter(right=shown, retracted_at=None).exclude(other__right__state=Right.State.RETIRED)
    alike = alike.select_related("specimen__evidence", "other__evidence", "other__right__owner")
    return {
        "likenesses": [
            (one, _marked(one.region, one.specimen.evidence), _marked(one.other_region, one.other.evidence))
            for one in alike.order_by("-score", "id")[:MOST_ALIKE]
        ],
        "certificates": list(Certificate.objects.filter(right=shown).select_related("evidence").order_by("-id")),
        "specimens": list(Specimen.objects.filter(right=shown, retired_at=None).select_related("evidence")),
        "titles": titles,
        "title_faults": chain.faults(queries.links(titles), queries.present_owner(shown)),
    }


def _marked(region: list[int], picture: Evidence) -> list[tuple[int, int, int, int]]:
    """The region of a likeness in the picture's own pixels; none where it is like as a whole."""
    if not region or not picture.width or not picture.height:
        return []
    left, top, width, height = region
    across, down = picture.width / 10_000, picture.height / 10_000
    return [(round(left * across), round(top * down), round(width * across), round(height * down))]


def _then(shown: Right) -> list[Any]:
    """What the rules found when it was taken up last, where that is kept."""
    last = Review.objects.filter(right=shown).order_by("-id").first()
    return read(last.findings) if last is not None else []


def _reviewers(rights: list[Right]) -> dict[Any, str]:
    rows = Review.objects.filter(right__in=rights, ended_at=None).select_related("reviewer__user")
    return {row.right_id: str(row.reviewer.user) for row in rows}


def _facts(shown: Right) -> Any:
    """What there is to compare: code, label, value; each has its tick."""
    registry = office(shown.office)
    classes = (locarno if shown.kind == Right.Kind.DESIGN else nice).named(shown.classes)
    goods = "; ".join(f"{number}: {shown.goods.get(str(number)) or words}" for number, words in classes)
    day = partial(_day, shown)
    values = {
        "title": (_("Name"), shown.title),
        "number": (_("Number"), f"{shown.number} ({registry.name})" if shown.number and registry else shown.number),
        "holder": (_("Holder"), shown.holder or shown.owner.name),
        "goods": (_("Goods and classes"), goods),
        "territories": (_("Holds in"), ", ".join(str(place_name(code)) for code in shown.territories)),
        "filed_on": (_("Filed on"), day("filed_on")),
        "registered_on": (_("Registered on"), day("registered_on")),
        "expires_on": (_("Expires on"), day("expires_on")),
    }
    if shown.status:
        values["status"] = (_("Status at the office"), sentence_of(shown.status))
    place = 0
    for code, (label, value) in values.items():
        if value:
            place += 1
            yield code, label, value, str(place) if place < 10 else ""


def _day(shown: Right, name: str) -> str:
    value = getattr(shown, name)
    return value.isoformat() if value else ""
