"""Changing what is on file: the facts, the pictures, the documents; and retiring a right."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from accounts.forms import ReasonForm
from gateway.http import PageRequest, found, integer, see_other
from registry import queries, services
from registry.details import details_of
from registry.extract_forms import with_suggested
from registry.forms import (
    CertificateForm,
    RegistrationForm,
    SpecimensForm,
    SubjectForm,
    add_errors,
    details_from,
    initial_of,
)
from registry.models import Right, Specimen
from registry.views.looking import file_name_of, right_page, right_url
from tenancy.errors import Conflict, Invalid


@page("right.register")
def change(request: PageRequest, ref: str) -> HttpResponse:
    """Change the facts; what changes more than notes is checked again."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    posted = with_suggested(request.POST) if request.method == "POST" else None
    subject = SubjectForm(posted, kind=shown.kind, initial=initial_of(shown))
    registration = RegistrationForm(posted, kind=shown.kind, is_needed=bool(shown.office), initial=initial_of(shown))
    del subject.fields["pictures"], registration.fields["certificate"]
    refusal = None
    if posted is not None and subject.is_valid() and registration.is_valid():
        try:
            details = details_from(subject, registration, details_of(shown))
            version = integer(request.POST, "version", default=shown.version)
            services.revise_right(actor=request.actor, right=shown, details=details, version=version)
            messages.success(request, _("Saved."))
            return see_other(right_url(shown, request.marketplace.slug))
        except Invalid as refused:
            add_errors(refused.fields, registration, subject)
        except Conflict as conflict:
            refusal = conflict
    context = {"right": shown, "subject": subject, "registration": registration, "refusal": refusal}
    status = refusal.status if refusal else 200 if posted is None else 422
    return render(request, "registry/change.html", context, status=status)


@action("right.read")
def retire(request: PageRequest, ref: str) -> HttpResponse:
    """Take it out of use for good, with a reason. Owner or marketplace: the service says who may."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    form = ReasonForm(request.POST, prefix="retire")
    if form.is_valid():
        try:
            services.retire_right(actor=request.actor, right=shown, reason=form.cleaned_data["reason"])
            messages.success(request, _("Retired. Nothing is compared with it any more."))
            return see_other(right_url(shown, request.marketplace.slug))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return right_page(request, shown, refusal=conflict)
    return right_page(request, shown, refused={"retire": form})


@action("right.read")
def specimens(request: PageRequest, ref: str) -> HttpResponse:
    """More pictures, all or none."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    form = SpecimensForm(request.POST, request.FILES)
    if form.is_valid():
        pictures = form.cleaned_data["pictures"]
        try:
            with transaction.atomic():
                for picture in pictures:
                    services.add_specimen(actor=request.actor, right=shown, picture=picture)
        except Conflict as conflict:
            return right_page(request, shown, refusal=conflict)
        told = ngettext("%(count)d picture added.", "%(count)d pictures added.", len(pictures)) % {
            "count": len(pictures)
        }
        if shown.state == Right.State.VERIFIED and not request.actor.is_operator:
            told = f"{told} {_('The right is checked again before it is enforced.')}"
        messages.success(request, told)
        return see_other(right_url(shown, request.marketplace.slug))
    return right_page(request, shown, refused={"specimens": form})


@action("right.read")
def retire_specimen(request: PageRequest, ref: str, specimen_id: UUID) -> HttpResponse:
    """Nothing is compared with this picture any more."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    specimen = found(Specimen.objects.filter(right=shown).select_related("right"), id=specimen_id)
    try:
        services.retire_specimen(actor=request.actor, specimen=specimen)
    except Conflict as conflict:
        return right_page(request, shown, refusal=conflict)
    messages.success(request, _("The picture is retired."))
    return see_other(right_url(shown, request.marketplace.slug))


@action("right.read")
def certificates(request: PageRequest, ref: str) -> HttpResponse:
    """A document that shows the right."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    form = CertificateForm(request.POST, request.FILES)
    if form.is_valid():
        name = file_name_of(request, "certificate")
        try:
            services.add_certificate(
                actor=request.actor, right=shown, document=form.cleaned_data["certificate"], label=name
            )
        except Conflict as conflict:
            return right_page(request, shown, refusal=conflict)
        messages.success(request, _("The certificate is on file."))
        return see_other(right_url(shown, request.marketplace.slug))
    return right_page(request, shown, refused={"certificate": form})
