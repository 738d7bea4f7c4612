"""Letters that arrived, for reviewers: the queue, handing one in, and one with what was found in it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.permissions import may
from enforcement import incoming, services
from enforcement.forms import ELEMENT, STATED, ComplaintForm, ElementsForm
from enforcement.incoming import WAYS, Understood
from enforcement.incoming_forms import AskForm, LetterForm, SenderForm
from enforcement.incoming_shown import given, marked_text, prefilled
from enforcement.incoming_words import LETTER_CHANNELS, LETTER_KINDS, SET_ASIDE
from enforcement.machine import INCOMINGLETTER, WAITING_LETTERS
from enforcement.models import IncomingLetter
from enforcement.packs import choose, of_case
from enforcement.views.shown import listing_url, member_names
from enforcement.views.told import timeline_of
from gateway.http import PageRequest, choice, see_other, text
from gateway.paging import Keyset, Page, capped_count
from policy.model import Pack
from registry.models import Right
from registry.registers.offices import place_name
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound, Refusal

OLDEST, NEWEST = Keyset(*incoming.ORDER), Keyset("-received_at", "-id")
LONGEST_ABOUT, LONGEST_STATEMENT, MOST_PLACES = 90, 8000, 12


@page("letter.read")
def incoming_letters(request: PageRequest) -> HttpResponse:
    """What waits for a reviewer, the oldest first; what is done, the newest first."""
    which = choice(request.GET, "which", WAYS, default=incoming.FOR_US)
    search = text(request.GET, "q", default="", longest=20)
    rows = incoming.letters(request.actor, which=which, search=search)
    found: Page = (NEWEST if which == incoming.DONE else OLDEST).page(rows, request.GET.get("cursor"))
    incoming.load_wordings(found.rows)
    context = {
        "page": found,
        "lines": [_line(row) for row in found.rows],
        "count": capped_count(rows),
        "chips": _chips(request, which),
        "search": search,
        "which": which,
        "may_handle": may(request.actor, "letter.handle"),
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/incoming_letters.html", context)


def _line(row: IncomingLetter) -> dict[str, Any]:
    """One line: what it is, who sent it, what it lacks."""
    understood = Understood(row)
    return {
        "row": row,
        "kind": LETTER_KINDS[row.kind],
        "state": IncomingLetter.State(row.state).label,
        "tone": INCOMINGLETTER.colours[row.state],
        "sender": row.wording.name or understood.sender,
        "about": row.wording.subject or Truncator(row.wording.text).chars(LONGEST_ABOUT),
        "missing": len(understood.missing) if row.kind in ("notice", "counter_notice") else 0,
        "demands": bool(understood.read.demands),
    }


def _chips(request: PageRequest, which: str) -> list[tuple[str, str, bool]]:
    """Label, address and whether it is on, for each way to narrow the list."""
    labels = {incoming.FOR_US: _("To be read"), incoming.ASKED: _("Sender asked"), incoming.DONE: _("Done")}
    return [(labels[way], f"{request.path}?{urlencode({'which': way})}", way == which) for way in WAYS]


@page("letter.read")
def incoming_count(request: PageRequest) -> HttpResponse:
    """How many letters wait for a reviewer, for the rail."""
    found = capped_count(incoming.letters(request.actor, which=incoming.FOR_US))
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@page("letter.handle")
def incoming_new(request: PageRequest) -> HttpResponse:
    """Paste a letter or choose its file."""
    form = LetterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.receive_letter(actor=request.actor, arrived=form.arrived)
            return see_other(reverse("enforcement:incoming_letter", args=[request.marketplace.slug, row.reference]))
        except Invalid as refused:
            explain(form, refused)
    context = {"form": form, "slug": request.marketplace.slug}
    return render(request, "enforcement/incoming_new.html", context, status=422 if form.errors else 200)


@page("letter.read")
def incoming_letter(request: PageRequest, reference: str) -> HttpResponse:
    """One letter with what was found in it; `?right=MW-7Q4K2:US` opens the form of the complaint that it would be."""
    return _page(request, reference)


def _page(request: PageRequest, reference: str, *, refusal: Refusal | None = None, **forms: Form) -> HttpResponse:
    row = incoming.letter(request.actor, reference)
    understood, slug = Understood(row), request.marketplace.slug
    waiting = row.state in WAITING_LETTERS
    elements = given(understood)
    search = text(request.GET, "q", default="", longest=80)
    is_counter = understood.read.kind == "counter_notice"
    context = {
        "letter": row,
        "understood": understood,
        "kind": LETTER_KINDS[understood.read.kind],
        "state": IncomingLetter.State(row.state).label,
        "tone": INCOMINGLETTER.colours[row.state],
        "channel": LETTER_CHANNELS[row.channel],
        "paragraphs": marked_text(understood),
        "elements": elements,
        "lacking": sum(bool(one.why) for one in elements),
        "listings": [(listing, listing_url(slug, listing)) for listing in understood.places.listings],
        "twins": incoming.twins(row),
        "waiting": waiting,
        "may_handle": may(request.actor, "letter.handle") if waiting else None,
        "may_ask": waiting and not (row.state == "asked" and row.answered_at is None),
        "is_counter": is_counter,
        "set_aside": [(number, code, words) for number, (code, words) in enumerate(SET_ASIDE.items(), start=1)],
        "ask_form": AskForm(understood.codes, initial={"missing": understood.missing, "to": understood.sender}),
        "sender_form": SenderForm(initial=_sender(understood)),
        "handled_by": member_names([row.handled_by_id]).get(row.handled_by_id, ""),
        "timeline": timeline_of(row.id, request.actor, slug),
        "search": search,
        "refusal": refusal,
        "slug": slug,
        **(_counter(request, understood) if is_counter else _notice(request, understood, search)),
        **forms,
    }
    asked = ("ask_form", "sender_form", "take_form", "answer_form")
    context["all_forms"] = [context[name] for name in asked if context.get(name)]
    context["said_above"] = any(form.errors for form in context["all_forms"])
    return render(request, "enforcement/incoming_letter.html", context, status=refusal.status if refusal else 200)


def _sender(understood: Understood) -> dict[str, str]:
    works = understood.read.works
    name = understood.read.owner or understood.row.wording.name
    return {"name": name, "email": understood.sender, "work": works[0].text[:300] if works else ""}


def _notice(request: PageRequest, understood: Understood, search: str) -> dict[str, Any]:
    """The rights that it may assert, and the form of the complaint over the one that is chosen."""
    chosen, region, form = None, "", None
    wanted = request.POST.get("right") or request.GET.get("right", "")
    if wanted:
        try:
            chosen, region = incoming.right_named(request.actor, wanted)
        except NotFound:
            chosen = None
    if chosen is not None:
        pack = choose(region, chosen.kind, database_now())
        form = ComplaintForm(pack, pack.reasons_for(chosen.kind), initial=prefilled(understood, pack))
    rights = [
        (right, [(code, place_name(code), f"{right.reference}:{code}") for code in right.territories[:MOST_PLACES]])
        for right in incoming.rights_for(request.actor, understood, search)
    ]
    return {
        "rights": rights,
        "chosen": chosen,
        "region": place_name(region) if region else "",
        "chosen_as": wanted if chosen else "",
        "take_form": form,
    }


def _counter(request: PageRequest, understood: Understood) -> dict[str, Any]:
    """The cases that it may answer, and the elements under the rules of the one that is chosen."""
    cases = incoming.cases_for(request.actor, understood)
    wanted = request.GET.get("case", "").strip().upper()
    chosen = next((case for case in cases if case.reference == wanted), cases[0] if cases and not wanted else None)
    return {
        "cases": cases,
        "case_chosen": wanted or (chosen.reference if chosen else ""),
        "answer_form": _answer_form(of_case(chosen, database_now()), understood) if chosen else None,
    }


def _answer_form(pack: Pack, understood: Understood, data: Any = None) -> ElementsForm | None:
    """The elements of a counter-notice under these rules; None where they know none."""
    if not pack.counter_notice:
        return None
    elements = pack.counter_notice.elements
    known = {code: understood.element(code) for code in understood.codes}
    initial = {
        ELEMENT + one.code: STATED if one.kind == "statement" else known[one.code].text
        for one in elements
        if one.code in known and known[one.code].given and not one.options
    }
    return ElementsForm(elements, data, required=False, initial=initial)


def explain(form: Form, refused: Invalid) -> None:
    """Each sentence beside its field."""
    for name, sentences in refused.fields.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


@action("letter.handle")
def ask_sender(request: PageRequest, reference: str) -> HttpResponse:
    """Write to the sender what is missing."""
    row = incoming.letter(request.actor, reference)
    form = AskForm(Understood(row).codes, request.POST)
    if not form.is_valid():
        return _page(request, reference, refusal=Invalid(), ask_form=form)
    deed = partial(services.ask_for_missing, **form.cleaned_data)
    return _done(
        request, reference, deed, _("The sender was asked. The answer comes back to this letter."), ask_form=form
    )


@action("letter.handle")
def set_aside(request: PageRequest, reference: str) -> HttpResponse:
    """Nothing comes of it."""
    deed = partial(services.set_letter_aside, reason=request.POST.get("reason", ""))
    return _done(request, reference, deed, _("Set aside. The letter is kept."))


@action("letter.handle")
def take_in(request: PageRequest, reference: str) -> HttpResponse:
    """File the complaint that the letter is."""
    row = incoming.letter(request.actor, reference)
    right, region = incoming.right_named(request.actor, request.POST.get("right", ""))
    pack = choose(region, right.kind, database_now(), reason=request.POST.get("reason", ""))
    form = ComplaintForm(pack, pack.reasons_for(right.kind), request.POST)
    if not form.is_valid():
        return _page(request, reference, refusal=Invalid(), take_form=form)
    ticked = set(request.POST.getlist("listing"))
    asserted = services.Asserted(
        right=right, region=region, reason=form.cleaned_data["reason"], elements=form.given(),
        listings=[one for one in Understood(row).places.listings if one.number in ticked],
    )  # fmt: skip
    deed = partial(services.take_in_letter, asserted=asserted)
    return _done(request, reference, deed, _("Taken in as a complaint; both sides are told."), take_form=form)


@action("letter.handle")
def answer_case(request: PageRequest, reference: str) -> HttpResponse:
    """Make it the seller's answer in a case."""
    row = incoming.letter(request.actor, reference)
    case = request.POST.get("case", "")
    elements = {key.removeprefix(ELEMENT): str(value) for key, value in request.POST.items() if key.startswith(ELEMENT)}
    statement = row.wording.text[:LONGEST_STATEMENT]
    deed = partial(services.answer_by_letter, case=case, elements=elements, statement=statement)
    return _done(request, reference, deed, _("Taken in as the seller’s answer; the complainant is told."))


@action("letter.handle")
def register_sender(request: PageRequest, reference: str) -> HttpResponse:
    """Put the sender and the work on file, and go on with them."""
    form = SenderForm(request.POST)
    if not form.is_valid():
        return _page(request, reference, refusal=Invalid(), sender_form=form)
    try:
        sender = services.Sender(**form.cleaned_data)
        right: Right = services.register_sender(actor=request.actor, reference=reference, sender=sender)
    except Invalid as refused:
        explain(form, refused)
        return _page(request, reference, refusal=refused, sender_form=form)
    messages.success(request, _("The sender and the work are on file."))
    here = reverse("enforcement:incoming_letter", args=[request.marketplace.slug, reference])
    return see_other(f"{here}?{urlencode({'right': f'{right.reference}:{right.territories[0]}'})}")


def _done(
    request: PageRequest, reference: str, deed: Callable[..., IncomingLetter], said: str, **forms: Form
) -> HttpResponse:
    """Do it and say so; what is refused is shown with the form as it was filled in."""
    try:
        deed(actor=request.actor, reference=reference)
    except Refusal as refused:
        if refused.status == 404:
            raise
        if isinstance(refused, Invalid):
            for form in forms.values():
                explain(form, refused)
        return _page(request, reference, refusal=refused, **forms)
    messages.success(request, said)
    return see_other(reverse("enforcement:incoming_letter", args=[request.marketplace.slug, reference]))
