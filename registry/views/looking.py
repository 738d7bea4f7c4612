"""Looking: the list of rights, and one right with everything that is known of it."""

from collections.abc import Mapping
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
from gateway.http import PageRequest, choice, fragment_wanted, text
from gateway.paging import Keyset, capped_count
from registry import goods, locarno, nice, queries
from registry.forms import AuthoriseForm, CertificateForm, SpecimensForm, VerifyForm
from registry.goods_forms import PriceForm, TextForm
from registry.machine import RIGHT
from registry.models import AuthorisedSeller, Certificate, PriceBand, Right, Specimen
from registry.offices import office, place_name
from registry.verbs import RIGHT_REJECTED
from tenancy.context import database_now
from tenancy.errors import Refusal

SIDE = 160
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
}


def right_url(right: Right, slug: str) -> str:
    """The page of a right."""
    return reverse("registry:right", args=[slug, right.reference])


def file_name_of(request: PageRequest, field: str) -> str:
    """What the person called the file that stands in `field`."""
    file = request.FILES.get(field)
    return str(getattr(file, "name", "") or "")


@page("right.read")
def right_list(request: PageRequest) -> HttpResponse:
    """All rights that the actor sees: searched, filtered, by name or the newest first."""
    search = text(request.GET, "q", default="")
    kind = choice(request.GET, "kind", Right.Kind.values, default="")
    state = choice(request.GET, "state", RIGHT.states, default="")
    ordering = choice(request.GET, "order", list(queries.ORDERINGS), default="title")
    rows = queries.rights(request.actor, search=search, kind=kind, state=state)
    found = Keyset(*queries.ORDERINGS[ordering]).page(queries.with_pictures(rows), request.GET.get("cursor"))
    slug = request.marketplace.slug
    context = {
        "rights": [
            {
                "right": right,
                "url": right_url(right, slug),
                "colour": RIGHT.colour(right.state),
                "where": ", ".join(right.territories),
                "classes": ", ".join(str(number) for number in right.classes),
                "pictures": [_thumb(specimen, right, slug) for specimen in right.standing_specimens[:1]],
            }
            for right in found.rows
        ],
        "page": found,
        "count": capped_count(rows),
        "search": search,
        "kept": {name: value for name, value in request.GET.items() if name in ("kind", "state", "order") and value},
        "state_chips": _chips(request, "state", Right.State.choices, state),
        "kind_chips": _chips(request, "kind", Right.Kind.choices, kind),
        "may_register": may(request.actor, "right.register"),
        "shows_owner": request.actor.is_operator or bool(request.actor.brands),
        "is_filtered": bool(search or kind or state),
    }
    template = "registry/rights.html#results" if fragment_wanted(request) else "registry/rights.html"
    return render(request, template, context)


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
    context = {
        **_on_file(shown),
        **_history(request, shown),
        "forms": {**_empty_forms(shown), **(refused or {})},
        "refused": set(refused or {}),
        "refusal": refusal,
        "may_change": may(request.actor, "right.register"),
        "may_check": may(request.actor, "right.verify"),
        "may_authorise": may(request.actor, "seller.authorise"),
        "is_operator": request.actor.is_operator,
        "slug": request.marketplace.slug,
    }
    status = refusal.status if refusal else 422 if refused else 200
    return render(request, "registry/right.html", context, status=status)


def _on_file(shown: Right) -> dict[str, Any]:
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
        "specimens": [(specimen, labels.get(specimen.evidence_id, "")) for specimen in specimens],
        "certificates": [(certificate, labels.get(certificate.evidence_id, "")) for certificate in certificates],
        "texts": goods.texts_of(shown) if shown.kind == Right.Kind.COPYRIGHT else [],
        "prices": [(band, *_priced(band)) for band in goods.bands_of(shown)],
        "sellers": [_seller(row) for row in queries.authorised_sellers(shown)[:200]],
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
        "why_rejected": next(
            (line.personal.get("reason", "") for line in lines if line.verb == RIGHT_REJECTED.name), ""
        ),
        "changes": [(change.at, [_said(*field) for field in change.fields]) for change in queries.changes(shown)],
    }


def _chips(request: PageRequest, name: str, choices: Any, current: str) -> list[tuple[str, str, str, bool]]:
    """(code, label, address, whether it is set) of each filter; the other filters and the search stay."""
    found = []
    for code, label in [("", _("All")), *choices]:
        wanted = request.GET.copy()
        wanted.pop("cursor", None)
        wanted[name] = code
        if not code:
            del wanted[name]
        found.append((code, str(label), f"?{wanted.urlencode()}", code == current))
    return found


def _thumb(specimen: Specimen, shown: Right, slug: str) -> dict[str, str]:
    address = reverse("evidence:picture", args=[slug, specimen.evidence.reference])
    return {"src": f"{address}?side={SIDE}", "alt": shown.title}


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
    if isinstance(value, list | tuple):
        value = ", ".join(str(part) for part in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value else "–"
