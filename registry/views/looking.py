"""Looking: one right with everything that is known of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.forms import ReasonForm
from accounts.permissions import may
from audit.queries import timeline
from evidence.services import labels_of
from gateway.http import PageRequest
from registry import chain, goods, queries
from registry.checking.refusals import remedy_of
from registry.extract_forms import TitleForm
from registry.forms import AuthoriseForm, CertificateForm, SpecimensForm, VerifyForm
from registry.goods_forms import PriceForm, TextForm
from registry.machine import ASSIGNMENT, RIGHT
from registry.models import AuthorisedSeller, Certificate, PriceBand, Right, Specimen
from registry.registers import locarno, nice
from registry.registers.features import FEATURES
from registry.registers.offices import office, office_label, place_name
from registry.registers.statuses import sentence_of, stands
from registry.services.title import may_take_back
from registry.verbs import RIGHT_ASKED, RIGHT_REJECTED, RIGHT_REVOKED
from registry.views.entitled import entitled_on
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Refusal

TONES = {True: "good", False: "stop", None: "wait"}
"""Of a status at the office, by whether a right in it stands."""
WAITING = (Right.State.SUBMITTED, Right.State.IN_REVIEW)
ENDINGS = (RIGHT_REJECTED.name, RIGHT_REVOKED.name)
FIELDS = {
    "title": gettext_lazy("Name"),
    "aliases": gettext_lazy("Other names"),
    "external_id": gettext_lazy("Your reference"),
    "office": gettext_lazy("Office"),
    "number": gettext_lazy("Number"),
    "territories": gettext_lazy("Where it holds"),
    "classes": gettext_lazy("Classes"),
    "made_in": gettext_lazy("Made in"),
    "everyday": gettext_lazy("Also an everyday word"),
    "famous": gettext_lazy("Often copied"),
    "filed_on": gettext_lazy("Filed on"),
    "registered_on": gettext_lazy("Registered on"),
    "expires_on": gettext_lazy("Expires on"),
    "source": gettext_lazy("Source"),
    "mark_feature": gettext_lazy("Kind of mark"),
    "application_number": gettext_lazy("Number of the application"),
    "status": gettext_lazy("Status at the office"),
    "status_raw": gettext_lazy("The office's own word"),
    "status_on": gettext_lazy("Status since"),
    "renewed_on": gettext_lazy("Renewed on"),
    "priorities": gettext_lazy("Priorities"),
    "nice_edition": gettext_lazy("Nice edition"),
    "goods": gettext_lazy("Goods and services"),
    "locarno": gettext_lazy("Locarno subclasses"),
    "vienna": gettext_lazy("Vienna codes"),
    "holder": gettext_lazy("Holder as registered"),
    "representative": gettext_lazy("Representative as registered"),
    "categories": gettext_lazy("Categories here"),
    "markets": gettext_lazy("Markets"),
}


def right_url(right: Right, slug: str) -> str:
    """The page of a right."""
    return reverse("registry:right", args=[slug, right.reference])


def file_name_of(request: PageRequest, field: str) -> str:
    """What the person called the file that stands in `field`."""
    file = request.FILES.get(field)
    return str(getattr(file, "name", "") or "")


@page("right.read")
def right(request: PageRequest, ref: str) -> HttpResponse:
    """What is on file, what shows it, who may sell, what happened."""
    return right_page(request, queries.right_by_reference(ref, actor=request.actor))


def right_page(
    request: PageRequest,
    shown: Right,
    *,
    refused: Mapping[str, forms.Form] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page of a right. A form that was `refused` takes the place of the empty one, and the answer is 422 (or the
    status of the `refusal`)."""
    may_check = may(request.actor, "right.verify")
    context = {
        **_on_file(shown, request.actor),
        **_history(request, shown),
        **entitled_on(request, shown),
        "forms": {**_empty_forms(shown), **(refused or {})},
        "refused": set(refused or {}),
        "refusal": refusal,
        "may_change": may(request.actor, "right.register"),
        "may_search": may(request.actor, "listing.search"),
        "may_check": may_check,
        "is_checking": may_check and shown.state in WAITING,
        "may_authorise": may(request.actor, "seller.authorise"),
        "is_operator": request.actor.is_operator,
        "is_worded": shown.kind in queries.WORDED and shown.state == "verified",
        "slug": request.marketplace.slug,
    }
    status = refusal.status if refusal else 422 if refused else 200
    return render(request, "registry/right.html", context, status=status)


def _on_file(shown: Right, actor: Actor) -> dict[str, Any]:
    """What the right is, what shows it, and who may sell under it."""
    specimens = list(Specimen.objects.filter(right=shown, retired_at=None).select_related("evidence"))
    certificates = list(Certificate.objects.filter(right=shown).select_related("evidence"))
    labels = labels_of([piece.evidence for piece in (*specimens, *certificates)])
    registry = office(shown.office)
    return {
        "right": shown,
        "colour": RIGHT.colour(shown.state),
        "office": registry.name if registry else "",
        "places": ", ".join(place_name(code) for code in shown.territories),
        "classes": (locarno if shown.kind == Right.Kind.DESIGN else nice).named(shown.classes),
        "made_in": ", ".join(place_name(code) for code in shown.made_in),
        **_extract(shown),
        **_chain(shown, actor),
        "specimens": [(specimen, labels.get(specimen.evidence_id, "")) for specimen in specimens],
        "certificates": [(certificate, labels.get(certificate.evidence_id, "")) for certificate in certificates],
        "texts": goods.texts_of(shown) if shown.kind == Right.Kind.COPYRIGHT else [],
        "prices": [(band, *_priced(band)) for band in goods.bands_of(shown)],
        "sellers": [_seller(row) for row in queries.authorised_sellers(shown)[:200]],
    }


def _chain(shown: Right, actor: Actor) -> dict[str, Any]:
    """Its documents of title, what does not fit in them, and whether they wait for somebody."""
    titles = queries.titles_of(shown)
    return {
        "titles": [(row, ASSIGNMENT.colour(row.state), may_take_back(row, actor)) for row in titles],
        "title_waits": any(ASSIGNMENT.targets(row.state) for row in titles),
        "title_faults": chain.faults(queries.links(titles), queries.present_owner(shown)),
    }


def _extract(shown: Right) -> dict[str, Any]:
    """What the register says further, in words; what it does not say is empty."""
    stands_there = stands(shown.status)
    return {
        "feature": FEATURES.get(shown.mark_feature, ""),
        "register_says": sentence_of(shown.status) or shown.status_raw,
        "register_tone": TONES[stands_there] if shown.status else "",
        "has_fallen": stands_there is False,
        "goods": [(number, words, shown.goods[str(number)]) for number, words in nice.named(map(int, shown.goods))],
        "priorities": [(office_label(one["office"]), one["number"], one["filed_on"]) for one in shown.priorities],
        "markets": ", ".join(place_name(code) for code in shown.markets),
    }


def _empty_forms(shown: Right) -> dict[str, forms.Form]:
    """What may be done with the right, before anything is typed."""
    return {
        "specimens": SpecimensForm(),
        "certificate": CertificateForm(),
        "verify": VerifyForm(initial={"everyday": shown.everyday, "famous": shown.famous}),
        "reject": ReasonForm(prefix="reject"),
        "retire": ReasonForm(prefix="retire"),
        "authorise": AuthoriseForm(),
        "text": TextForm(prefix="text"),
        "title": TitleForm(prefix="title", initial={"giver": shown.holder or shown.owner.name}),
        "price": PriceForm(prefix="price"),
    }


def _history(request: PageRequest, shown: Right) -> dict[str, Any]:
    """What happened: the log, for whoever reads it, and what was changed by the owner."""
    may_read = may(request.actor, "log.read")
    lines = timeline(shown.id, request.actor, limit=50) if may_read else []
    slug = request.marketplace.slug
    return {
        "may_read_log": may_read,
        "timeline": [
            (line, reverse("web:log_entry", args=[slug, line.id]) if line.index is not None else "") for line in lines
        ],
        "why_rejected": next((line.personal.get("reason", "") for line in lines if line.verb in ENDINGS), ""),
        "mending_url": _mending(shown, lines, slug),
        "changes": [(change.at, [_said(*field) for field in change.fields]) for change in queries.changes(shown)],
    }


PARTS = {"certificate": "certificates", "pictures": "pictures", "title": "title"}
"""Reasons that are mended on the right's own page, by the id of the part."""


def _mending(shown: Right, lines: Sequence[Any], slug: str) -> str:
    """Where the owner mends what the newest refusal or question was about; "" where nothing is open."""
    if shown.state not in (Right.State.REJECTED, Right.State.REVOKED, Right.State.IN_REVIEW):
        return ""
    wanted = (*ENDINGS, RIGHT_ASKED.name)
    newest = next((line for line in lines if line.verb in wanted), None)
    reason = remedy_of(newest.facts.get("code") or "") if newest is not None else None
    if newest is None or reason is None or (shown.state == Right.State.IN_REVIEW and newest.verb != RIGHT_ASKED.name):
        return ""
    if reason.field == "power":
        return reverse("registry:powers", args=[slug])
    if reason.field in PARTS:
        return f"{right_url(shown, slug)}#{PARTS[reason.field]}"
    anchor = f"#id_{reason.field}" if reason.field else ""
    return f"{reverse('registry:change', args=[slug, shown.reference])}{anchor}"


def _seller(row: AuthorisedSeller) -> dict[str, Any]:
    """One authorisation, with its state in words."""
    today = database_now().date()
    if row.revoked_at is not None:
        state, tone = _("Taken back"), "stop"
    elif row.ends_on is not None and row.ends_on < today:
        state, tone = _("Ended"), ""
    elif row.starts_on > today:
        state, tone = _("To come"), "note"
    else:
        state, tone = _("Authorised"), "good"
    where = ", ".join(row.territories) or _("wherever the right holds")
    return {"row": row, "state": state, "tone": tone, "where": where, "stands": row.revoked_at is None and tone != ""}


def _priced(band: PriceBand) -> tuple[str, str, str]:
    """From and to as people write them, and in which state it is: "", "over" or "ended"."""
    low, high = (f"{cents // 100}.{cents % 100:02d}" for cents in (band.low_cents, band.high_cents))
    over = band.ends_on is not None and band.ends_on < database_now().date()
    return f"{band.currency} {low}", high, "ended" if band.ended_at else "over" if over else ""


def _said(name: str, before: Any, after: Any) -> tuple[str, str, str]:
    """A changed field in words."""
    return str(FIELDS[name]), _shown(before), _shown(after)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        value = "; ".join(f"{key}: {part}" for key, part in value.items())
    if isinstance(value, list | tuple):
        value = ", ".join(" ".join(part.values()) if isinstance(part, dict) else str(part) for part in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value else "–"
