"""Pages for those who want to sell here and have no account yet: the steps of the application, behind its link."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import public_page
from evidence.services import labels_of
from gateway.http import PageRequest, see_other
from gateway.limits import client_address, limit
from registry.forms import add_errors
from sellers.machine import SELLERAPPLICATION
from sellers.models import SellerApplication, SellerPaper
from sellers.onboarding.accounts import Account, read_account
from sellers.onboarding.forms import (
    FORM_OF,
    AgainForm,
    AppealForm,
    BrandForm,
    PersonForm,
    SendForm,
    StepForm,
    SupplierForm,
    WhoForm,
)
from sellers.onboarding.shown import account_of, progress, said_so_far, step_papers, step_rows
from sellers.onboarding.steps import FORMS, STEPS, is_company, lacks, next_open, rows_of, with_row, without_row
from sellers.onboarding.words import ACCOUNT_FAULTS, TITLES, say
from sellers.services import onboarding
from sellers.services.onboarding import WRITABLE
from tenancy.context import current_tenant
from tenancy.errors import Conflict, Invalid, NotFound, TooMany

BEGUN, LINKS, SAVED, AGAIN = 10, 300, 120, 5
"""Applications begun, looks at links, steps saved and links asked for again, that one address may make in an hour."""
Found = dict[str, list[str]]


@public_page("Sellers apply before they have an account.")
def begin(request: PageRequest) -> HttpResponse:
    """The first step; the link to go on with goes out by mail."""
    form = WhoForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        form.fields["email"].required = True
        if form.is_valid():
            try:
                limit("seller application", client_address(request), per_hour=BEGUN)
                typed = form.typed()
                made = onboarding.begin(actor=request.actor, email=typed.pop("email"), said=typed)
                messages.success(request, _("Kept. We sent you the link to go on with on any device."))
                return _private(see_other(_step_url(request, made, next_open(made.said, set()))))
            except TooMany as refused:
                form.add_error(None, refused.message)
                status = 429
    context = {"form": form, "again": AgainForm(), "steps": progress({}, set(), "who", "")}
    return render(request, "sellers/onboarding/begin.html", context, status=status)


@public_page("Who has lost the link of an application is mailed it again.")
def again(request: PageRequest) -> HttpResponse:
    """Mail the link again; the answer is the same whether there is one or not."""
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            limit("seller application link", client_address(request), per_hour=AGAIN)
            onboarding.send_again(actor=request.actor, email=form.cleaned_data["email"])
            messages.success(request, _("If there is an application with this address, its link is on its way."))
            return see_other(reverse("sellers:sell", args=[request.marketplace.slug]))
        except TooMany as refused:
            form.add_error(None, refused.message)
            return render(request, "sellers/onboarding/again.html", {"form": form}, status=429)
    status = 422 if form.is_bound else 200
    return render(request, "sellers/onboarding/again.html", {"form": form}, status=status)


@public_page("Whoever holds the link of a seller's application follows it, and appeals if it is refused.")
def follow(request: PageRequest, token: str) -> HttpResponse:
    """Where it stands; a draft goes on at the first step that is not whole."""
    shown = _load(request, token)
    if shown.state == "draft":
        return _private(see_other(_step_url(request, shown, next_open(shown.said, onboarding.papers_of(shown)))))
    form, refusal, status = AppealForm(request.POST or None), None, 200
    if request.method == "POST":
        status = 422
        limit("seller application saved", client_address(request), per_hour=SAVED)
        if form.is_valid():
            try:
                onboarding.appeal(actor=request.actor, application=shown, words=form.cleaned_data["words"])
                messages.success(request, _("Your appeal has arrived. Another person decides it."))
                return _private(see_other(_url(request, shown)))
            except Invalid as refused:
                add_errors(refused.fields, form)
            except Conflict as conflict:
                refusal, status = conflict, conflict.status
    context = _base(request, shown) | {
        "form": form if shown.state == "refused" else None,
        "refusal": refusal,
        "colour": SELLERAPPLICATION.colour(shown.state),
        "is_open": shown.state in WRITABLE,
        "groups": said_so_far(shown),
        "papers": _papers(shown),
    }
    return _private(render(request, "sellers/onboarding/follow.html", context, status=status))


@public_page("Whoever holds the link of a seller's application writes it, step by step.")
def step(request: PageRequest, token: str, step: str) -> HttpResponse:
    """One step: what was typed before, saved as it is typed now."""
    shown = _load(request, token)
    if step not in STEPS:
        raise NotFound
    if shown.state not in WRITABLE:
        return _private(see_other(_url(request, shown)))
    if request.method == "POST":
        limit("seller application saved", client_address(request), per_hour=SAVED)
    if step == STEPS[-1]:
        return _private(_send(request, shown))
    if step in ("brands", "suppliers"):
        return _private(_rows(request, shown, step))
    return _private(_fields(request, shown, step))


def _fields(request: PageRequest, shown: SellerApplication, step: str) -> HttpResponse:
    """A step of fields."""
    kind: type[StepForm] = FORM_OF[step]
    if step == "company" and not is_company(shown.said):
        kind = PersonForm
    if request.method != "POST":
        return _page(request, shown, step, kind(initial=dict(shown.said.get(step, {}))))
    form = kind(request.POST, request.FILES)
    form.is_valid()
    typed = form.typed()
    if step == "payment":
        typed = _without_number(shown, form, typed)
    if step == "who" and not typed.get("email"):
        typed.pop("email", None)  # the address that we have stays until there is another
    try:
        saved = onboarding.save_step(
            actor=request.actor, application=shown, step=step, said=typed, papers=form.papers()
        )
    except Conflict as refused:
        form.add_error(None, refused.message)
        return _page(request, shown, step, form)
    _show_lacks(saved, step, form)
    form.without_kept_files()
    return _page(request, saved, step, form) if form.errors else _on(request, saved, step)


def _rows(request: PageRequest, shown: SellerApplication, step: str) -> HttpResponse:
    """A step of brands or suppliers: one is added, changed or taken out at a time."""
    kind: type[StepForm] = BrandForm if step == "brands" else SupplierForm
    rows = rows_of(shown.said, step)
    if request.method != "POST":
        place = _place(request.GET.get("row"), len(rows))
        initial = {} if place is None else {**rows[place], "row": place}
        return _page(request, shown, step, kind(initial=initial))
    if (gone := _place(request.POST.get("remove"), len(rows))) is not None:
        left = {"rows": without_row(rows, gone)}
        onboarding.save_step(actor=request.actor, application=shown, step=step, said=left)
        return see_other(_step_url(request, shown, step))
    form = kind(request.POST, request.FILES)
    form.is_valid()
    return _save_row(request, shown, step, form, rows)


def _save_row(
    request: PageRequest, shown: SellerApplication, step: str, form: StepForm, rows: list[Mapping[str, Any]]
) -> HttpResponse:
    typed, place = form.typed(), _place(request.POST.get("row"), len(rows))
    said: dict[str, Any] = {"none": bool(request.POST.get("none"))}
    named = typed["name"].strip()
    if named:
        said["rows"] = with_row(rows, {**typed, "name": named}, place)
        place = len(said["rows"]) - 1 if place is None else place
    papers = form.papers(named) if named else ()
    try:
        saved = onboarding.save_step(actor=request.actor, application=shown, step=step, said=said, papers=papers)
    except Conflict as refused:
        form.add_error(None, refused.message)
        return _page(request, shown, step, form)
    if not named and (request.POST.get("then") != "on" or form.papers()):
        form.add_error("name", _("This is needed."))
    else:
        _show_lacks(saved, step, form, row=place if named else None)
    if form.errors:
        form.at_row(place if named else None)
        if named:
            form.without_kept_files()
        return _page(request, saved, step, form)
    if request.POST.get("then") == "more":
        return see_other(_step_url(request, saved, step))
    return _on(request, saved, step)


def _send(request: PageRequest, shown: SellerApplication) -> HttpResponse:
    """The last step: all of it to look over, and what is missing with the way there."""
    form = SendForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                onboarding.hand_in(actor=request.actor, application=shown)
                messages.success(request, _("Thank you. A person at the marketplace reads it next."))
                return see_other(_url(request, shown))
            except Invalid:
                form.add_error(None, _("Something is missing still; it is named below."))
            except Conflict as refused:
                form.add_error(None, refused.message)
    context = _base(request, shown, STEPS[-1]) | {
        "form": form,
        "groups": said_so_far(shown),
        "papers": _papers(shown),
        "missing": [
            (TITLES[one.step], say(one), _step_url(request, shown, one.step))
            for one in lacks(shown.said, onboarding.papers_of(shown))
        ],
    }
    return render(request, "sellers/onboarding/send.html", context, status=status)


def _page(request: PageRequest, shown: SellerApplication, step: str, form: StepForm) -> HttpResponse:
    context = _base(request, shown, step) | {
        "form": form,
        "step": step,
        "title": TITLES[step],
        "here": step_papers(shown, step),
        "rows": step_rows(shown, step),
        "none": bool(shown.said.get(step, {}).get("none")),
        "account": account_of(shown) if step == "payment" else "",
        "company": is_company(shown.said),
    }
    name = "rows" if step in ("brands", "suppliers") else "step"
    return render(request, f"sellers/onboarding/{name}.html", context, status=422 if form.is_bound else 200)


def _without_number(shown: SellerApplication, form: StepForm, typed: dict[str, Any]) -> dict[str, Any]:
    """What is kept of an account: never its number. Left empty, the one that we have stays."""
    text = typed.pop("account", "").strip()
    if text:
        answer = read_account(text, current_tenant())
        if isinstance(answer, Account):
            typed["account"] = answer.to_keep()
        else:
            form.add_error("account", str(ACCOUNT_FAULTS[answer]))
    return typed


def _show_lacks(saved: SellerApplication, step: str, form: StepForm, *, row: int | None = None) -> None:
    for one in lacks(saved.said, onboarding.papers_of(saved)):
        if one.step == step and (one.row == row or row is None) and one.field not in form.errors:
            form.add_error(one.field if one.field in form.fields and one.row == row else None, say(one))


def _on(request: PageRequest, saved: SellerApplication, step: str) -> HttpResponse:
    """To the step that follows; to the first that is open where somebody came back to mend one."""
    following = STEPS[STEPS.index(step) + 1]
    return see_other(_step_url(request, saved, following))


def _place(text: str | None, most: int) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 4 and int(text) < most else None


def _base(request: PageRequest, shown: SellerApplication, step: str = "") -> dict[str, Any]:
    papers = onboarding.papers_of(shown)
    base = _url(request, shown)
    return {
        "application": shown,
        "steps": progress(shown.said, papers, step, base),
        "whole": sum(1 for one in FORMS if one not in {lack.step for lack in lacks(shown.said, papers)}),
        "all": len(FORMS),
        "base_url": base,
    }


def _papers(shown: SellerApplication) -> list[tuple[SellerPaper, str]]:
    rows = list(SellerPaper.objects.filter(application=shown).select_related("evidence").order_by("id"))
    labels = labels_of([row.evidence for row in rows])
    return [(row, labels.get(row.evidence_id, "")) for row in rows]


def _load(request: PageRequest, token: str) -> SellerApplication:
    limit("seller application looked at", client_address(request), per_hour=LINKS)
    return onboarding.application_of(token)


def _url(request: PageRequest, shown: SellerApplication) -> str:
    return reverse("sellers:sell_on", args=[request.marketplace.slug, onboarding.token_of(shown)])


def _step_url(request: PageRequest, shown: SellerApplication, step: str) -> str:
    return reverse("sellers:sell_step", args=[request.marketplace.slug, onboarding.token_of(shown), step])


def _private(response: HttpResponse) -> HttpResponse:
    """The address of the page is the secret: nobody is told it as a referrer, and nobody keeps the page."""
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
