"""Registering: one mark, work or design, at as many offices as it has."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import page
from accounts.models import Party
from gateway.http import PageRequest, choice, integer, see_other
from registry import services
from registry.extract_forms import with_suggested
from registry.forms import RegistrationForm, SubjectForm, add_errors, details_from
from registry.models import Right
from registry.services.standing import acts_for
from registry.views.looking import file_name_of, right_url
from tenancy.errors import Conflict, Invalid, Refusal

MOST_ROWS = 12
FIRST_ROWS = {"trademark": 2, "copyright": 1, "design": 2, "patent": 2, "geographical_indication": 1}


@page("right.register")
def register(request: PageRequest) -> HttpResponse:
    """The form of one kind (`?kind=`); POST registers, or with `more` shows one more office and keeps what was typed."""
    kind = choice(request.GET, "kind", Right.Kind.values, default=Right.Kind.TRADEMARK)
    posted = with_suggested(request.POST) if request.method == "POST" else None
    asked = request.GET if posted is None else posted
    rows = integer(asked, "rows", default=FIRST_ROWS[kind], least=1, most=MOST_ROWS)
    if posted is not None and "more" not in posted:
        return _registered(request, posted, kind, rows)
    rows = min(rows + ("more" in request.POST), MOST_ROWS)
    subject = SubjectForm(kind=kind, owners=_owners(request), initial=_typed(posted, ""))
    registrations = [
        RegistrationForm(
            kind=kind, prefix=str(n), is_needed=n == 0, heading=_heading(n), initial=_typed(posted, f"{n}-")
        )
        for n in range(rows)
    ]
    for form in (subject, *registrations):
        form.files = request.FILES  # not judged, but each field names the files that have to be chosen again
    return _form(request, kind, subject, registrations)


def _registered(request: PageRequest, posted: QueryDict, kind: str, rows: int) -> HttpResponse:
    """Everything or nothing; all that is wrong is said at once, and what was typed stays."""
    subject = SubjectForm(posted, request.FILES, kind=kind, owners=_owners(request))
    registrations = [
        RegistrationForm(posted, request.FILES, kind=kind, prefix=str(n), is_needed=n == 0, heading=_heading(n))
        for n in range(rows)
    ]
    are_sound = all([subject.is_valid(), *(form.is_valid() for form in registrations)])
    filled = [form for form in registrations if not form.is_empty] or registrations[:1]
    many = [details_from(subject, form) for form in filled]
    wrong = services.faults(actor=request.actor, many=many, owner=subject.cleaned_data.get("owner"))
    if wrong or not are_sound:
        _put(wrong, subject, filled)
        return _form(request, kind, subject, registrations, status=422)
    try:
        rights = _register_all(request, subject, filled)
    except Invalid as refusal:
        _put(refusal.fields, subject, filled)
        return _form(request, kind, subject, registrations, status=422)
    except Conflict as refusal:
        return _form(request, kind, subject, registrations, refusal=refusal, status=refusal.status)
    told = ngettext(
        "Registered. What happens next: the marketplace compares it with the register, and you get a mail.",
        "%(count)d rights registered, one for each office. What happens next: the marketplace compares them with the "
        "registers, and you get a mail for each.",
        len(rights),
    )
    messages.success(request, told % {"count": len(rights)})
    if len(rights) == 1:
        return see_other(right_url(rights[0], request.marketplace.slug))
    listed = urlencode({"q": rights[0].title[:100], "order": "newest"})
    return see_other(f"{reverse('registry:rights', args=[request.marketplace.slug])}?{listed}")


def _put(wrong: Mapping[str, Iterable[str]], subject: SubjectForm, filled: list[RegistrationForm]) -> None:
    """Each sentence of the services (`1.number`) to its field."""
    for name, sentences in wrong.items():
        place, _dot, field = name.rpartition(".")
        add_errors({field: sentences}, filled[int(place)] if place else subject, subject)


def _heading(n: int) -> str:
    """What the panel of a registration is called, the first being 0."""
    return _("Registration %(number)d") % {"number": n + 1}


def _register_all(request: PageRequest, subject: SubjectForm, filled: list[RegistrationForm]) -> list[Right]:
    """The rights with their pictures and certificates, in one transaction."""
    actor = request.actor
    with transaction.atomic():
        many = [details_from(subject, form) for form in filled]
        rights = services.register_rights(actor=actor, many=many, owner=subject.cleaned_data.get("owner"))
        for right, form in zip(rights, filled, strict=True):
            for picture in subject.cleaned_data["pictures"]:
                services.add_specimen(actor=actor, right=right, picture=picture)
            certificate = form.cleaned_data["certificate"]
            if certificate is not None:
                name = file_name_of(request, f"{form.prefix}-certificate")
                services.add_certificate(actor=actor, right=right, document=certificate, label=name)
    return rights


def _form(
    request: PageRequest,
    kind: str,
    subject: SubjectForm,
    registrations: list[RegistrationForm],
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "kind": kind,
        "kinds": [(value, label, f"?{urlencode({'kind': value})}") for value, label in Right.Kind.choices],
        "subject": subject,
        "registrations": registrations,
        "all_forms": [subject, *registrations],
        "rows": len(registrations),
        "may_grow": len(registrations) < MOST_ROWS,
        "refusal": refusal,
    }
    return render(request, "registry/register.html", context, status=status)


def _owners(request: PageRequest) -> list[Party]:
    """For whom an agent may register."""
    if not request.actor.acts_for_others:
        return []
    principals = acts_for(request.actor) - {request.actor.party_id}
    return list(Party.objects.filter(id__in=principals, state=Party.State.ACTIVE).order_by("name_key"))


def _typed(posted: Any, prefix: str) -> dict[str, Any]:
    """What was typed so far, to be shown again without judging it."""
    if posted is None:
        return {}
    return {name.removeprefix(prefix): value for name, value in posted.items() if name.startswith(prefix)}
