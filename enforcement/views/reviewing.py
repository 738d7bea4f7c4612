"""What the marketplace's own people do in a case: take it, decide, undo, confirm or refuse as the second person."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action
from enforcement import queries, services
from enforcement.forms import DecideForm, SecondForm
from enforcement.models import Case
from enforcement.packs import of_case
from enforcement.services import Choice
from enforcement.services.deciding import decidable, not_heard
from enforcement.views.case import attempt, case_url
from gateway.http import PageRequest, see_other
from policy.model import Pack
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound

GROUND = "ground_"


@action("case.assign")
def assign(request: PageRequest, reference: str) -> HttpResponse:
    """Take the case, or put it back into the queue."""
    to = None if request.POST.get("back") else request.actor.membership_id
    services.assign(actor=request.actor, reference=reference, membership_id=to)
    return see_other(case_url(request, reference))


@action("case.decide")
def decide(request: PageRequest, reference: str) -> HttpResponse:
    """Decide the Items for which a ground was chosen: their own, else the one for the rest."""
    found = queries.case(reference, request.actor)
    pack = of_case(found, database_now())
    form = DecideForm(pack, pack.pickable(found.right.kind), request.POST)

    def deed(case: Case, pack: Pack, now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        choices = _choices(request, case, pack, form)
        if not choices:
            if form.cleaned_data["rest"] and any(item.state == "open" for item in case.items.all()):
                raise not_heard(case, pack)
            raise Invalid(fields={"": [_("Choose an outcome for at least one listing.")]})
        made = services.decide(actor=request.actor, reference=reference, choices=choices)
        if any(decision.needs_second for decision in made):
            return _("Decided. A second person must confirm it before it takes effect.")
        words = ngettext(
            "%(n)d listing decided. It takes effect in a minute; undo until then.",
            "%(n)d listings decided. It takes effect in a minute; undo until then.",
            len(made),
        )
        return words % {"n": len(made)}

    return attempt(request, reference, deed, "decide_form", form)


def _choices(request: PageRequest, case: Case, pack: Pack, form: DecideForm) -> dict[UUID, Choice]:
    """The ground chosen for an Item, else the one for the rest. An Item that waits for the seller can only be rejected:
    a ground for the rest that upholds leaves it out."""
    upheld = {leaf.code for leaf in pack.leaves() if leaf.outcome == "upheld"}
    grounds, rest = chosen_grounds(request), form.cleaned_data["rest"]
    for item in case.items.all():
        if rest and decidable(item, pack) and not (rest in upheld and item.state == "open"):
            grounds.setdefault(item.id, rest)
    return {item_id: _choice(pack, form, ground, upheld=ground in upheld) for item_id, ground in grounds.items()}


def _choice(pack: Pack, form: DecideForm, ground: str, *, upheld: bool) -> Choice:
    given = form.cleaned_data
    remedy, further = (given["remedy"] or None, given["further"]) if upheld else (None, ())
    reach = (*pack.remedy(remedy or "delist").territories, *further) if further else ()
    return Choice(
        ground=ground, reasons=given["reasons"], remedy=remedy, territories=tuple(dict.fromkeys(reach)),
        category=given["category"], brand=given["brand"],
    )  # fmt: skip


def chosen_grounds(request: PageRequest) -> dict[UUID, str]:
    """The ground chosen for each Item. Raises NotFound for what is no Item's id."""
    sent = {name.removeprefix(GROUND): request.POST[name] for name in request.POST if name.startswith(GROUND)}
    try:
        return {UUID(item_id): ground for item_id, ground in sent.items() if ground}
    except ValueError:
        raise NotFound from None


def ids_in(request: PageRequest, name: str) -> list[UUID]:
    """The ids that were ticked or sent along. Raises NotFound for what is none."""
    try:
        return [UUID(value) for value in request.POST.getlist(name)]
    except ValueError:
        raise NotFound from None


@action("case.decide")
def undo(request: PageRequest, reference: str) -> HttpResponse:
    """Take decisions back while their grace runs."""
    ids = ids_in(request, "decision")

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        services.undo(actor=request.actor, reference=reference, decisions=ids)
        return _("Undone. The listings stand where they stood before.")

    return attempt(request, reference, deed)


@action("case.confirm")
def second(request: PageRequest, reference: str) -> HttpResponse:
    """A second person confirms, or refuses and says why."""
    ids, form = ids_in(request, "decision"), SecondForm(request.POST)

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        if not form.is_valid():
            raise Invalid
        words = form.cleaned_data["words"]
        if request.POST.get("refuse"):
            services.refuse(actor=request.actor, reference=reference, decisions=ids, words=words)
            return _("Refused. The listings stand where they stood before.")
        services.confirm(actor=request.actor, reference=reference, decisions=ids, words=words)
        return _("Confirmed. It takes effect in a minute; undo until then.")

    return attempt(request, reference, deed, "second_form", form)
