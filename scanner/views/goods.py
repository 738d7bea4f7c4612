"""Kinds of goods: the classifier in versions, training one, taking it back, and the Nice classes of each category."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from accounts.forms import add_refusal
from accounts.permissions import may
from gateway.fields import FormText
from gateway.http import PageRequest, choice, integer, see_other, text
from gateway.paging import Keyset, Page
from registry.forms import numbers
from registry.registers import nice
from scanner import goods_queries as queries
from scanner import services
from scanner.goods.classes import NAME, TITLES
from scanner.machine import GOODSMODEL
from scanner.models import GoodsModel
from scanner.views.figures import percent
from tenancy.errors import Conflict, Invalid
from workflow.jobs import done_of
from workflow.models import Job

BY_NAME = Keyset("name", "id")
VERSIONS = 8
CONFUSIONS = 6
SOURCES: dict[str, str | Promise] = {
    queries.PEOPLE: gettext_lazy("set by hand"),
    NAME: gettext_lazy("from its name"),
    TITLES: gettext_lazy("from its titles"),
}


class ClassesForm(forms.Form):
    """The Nice classes of a category's goods."""

    classes = FormText(
        label=gettext_lazy("Nice classes"),
        max_length=200,
        help_text=gettext_lazy("Numbers from 1 to 45 with commas between, such as 9, 25."),
    )

    def clean_classes(self) -> tuple[int, ...]:
        """As numbers."""
        return numbers(self.cleaned_data["classes"])


@page("policy.read")
def goods(request: PageRequest) -> HttpResponse:
    """Which classifier is in force and how good it is, the versions, and the categories with their classes."""
    search = text(request.GET, "q", default="", longest=100)
    only = choice(request.GET, "set", [queries.PEOPLE], default="")
    found: Page = BY_NAME.page(queries.categories(search=search, only=only), request.GET.get("cursor"))
    model = queries.shown_model()
    context = {
        "model": model,
        "in_force": model if model and model.state == GoodsModel.State.IN_FORCE else None,
        "shares": _shares(model),
        "never_sure": model is not None and not model.figures.get("sure"),
        "grown": model is not None and queries.has_grown(model),
        "confusions": _confusions(model),
        "job": _job(),
        "versions": _versions(),
        "page": found,
        "lines": [_line(request, one) for one in queries.lines(found.rows, model)],
        "search": search,
        "kept": {"set": only} if only else {},
        "only": only,
        "is_filtered": bool(search or only),
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "scanner/goods.html", context)


@action("policy.manage")
def train(request: PageRequest) -> HttpResponse:
    """Have one trained."""
    try:
        services.train_goods(actor=request.actor)
    except Invalid as refusal:
        messages.error(request, " ".join(sentence for said in refusal.fields.values() for sentence in said))
    except Conflict as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(
            request, _("Asked for. It begins within seconds, and changes nothing until you put it in force.")
        )
    return see_other(_url(request))


@action("policy.manage")
def try_goods(request: PageRequest) -> HttpResponse:
    """See what a version would change; from there it is put in force."""
    change = {"kind": "goods", "number": integer(request.POST, "number", default=0)}
    trial = services.try_out(actor=request.actor, change=change)
    return see_other(reverse("scanner:trial", args=[request.marketplace.slug, trial.id]))


@action("policy.manage")
def take_back(request: PageRequest) -> HttpResponse:
    """Take the version in force out of it."""
    services.take_back_goods(actor=request.actor)
    messages.success(request, _("Taken out of force. Goods are guessed from words again."))
    return see_other(_url(request))


@page("policy.read", post="policy.manage")
def goods_category(request: PageRequest, category_id: UUID) -> HttpResponse:
    """One category: its classes, where they are from, and setting them."""
    row = queries.category(category_id)
    if request.method == "POST" and "clear" in request.POST:
        services.set_goods_classes(actor=request.actor, category_id=row.id, classes=None)
        messages.success(request, _("What is proposed counts again."))
        return see_other(_url(request))
    form = ClassesForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        try:
            classes = form.cleaned_data["classes"]
            services.set_goods_classes(actor=request.actor, category_id=row.id, classes=classes)
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Set. It holds for every listing that is checked from now on."))
            return see_other(_url(request))
    model = queries.shown_model()
    [line] = queries.lines([row], model)
    context = {
        "line": _line(request, line),
        "proposed": _classes(line.proposed),
        "form": form or ClassesForm(initial={"classes": ", ".join(map(str, line.classes))}),
        "counts": bool(row.classes) or (model is not None and model.state == GoodsModel.State.IN_FORCE),
        "names": _classes(tuple(range(nice.FIRST, nice.LAST + 1))),
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "scanner/goods_category.html", context, status=422 if form else 200)


def _url(request: PageRequest) -> str:
    return reverse("scanner:goods", args=[request.marketplace.slug])


def _line(request: PageRequest, line: queries.Line) -> dict[str, Any]:
    return {
        "line": line,
        "url": reverse("scanner:goods_category", args=[request.marketplace.slug, line.row.id]),
        "classes": _classes(line.classes),
        "source": SOURCES.get(line.source, ""),
    }


def _classes(classes: tuple[int, ...]) -> str:
    return "; ".join(f"{number} {words}" for number, words in nice.named(classes))


def _percent(share: int | str | None) -> str:
    """A share in ten-thousandths, or as the database says it."""
    return percent(None if share is None else int(share) / 10_000)


def _shares(model: GoodsModel | None) -> dict[str, str]:
    return {name: _percent(model.figures.get(name)) for name in queries.SHARES} if model else {}


def _versions() -> list[dict[str, Any]]:
    """The newest versions. One query."""
    return [
        {
            "row": row,
            "tone": GOODSMODEL.colour(row.state),
            "classes": _percent(row.said_right_classes),
            "can_try": row.state in (GoodsModel.State.TRAINED, GoodsModel.State.RETIRED),
        }
        for row in queries.versions().order_by("-number")[:VERSIONS]
    ]


def _confusions(model: GoodsModel | None) -> list[str]:
    """What it mixes up most, in sentences: first where the goods are of other Nice classes."""
    if model is None:
        return []
    figures = model.figures
    classes, lines = figures.get("classes", {}), figures.get("lines", {})
    worst = sorted(
        figures.get("confusions", []),
        key=lambda one: (bool(set(classes.get(one[0], ())) & set(classes.get(one[1], ()))), -one[2]),
    )
    words = _("Of %(held)d listings of “%(category)s”, %(count)d were taken for “%(said)s”.")
    return [
        words % {"held": lines[category][0], "category": category, "count": count, "said": said}
        for category, said, count in worst[:CONFUSIONS]
    ]


def _job() -> dict[str, Any] | None:
    """The training that is under way, if one is. Three queries at most."""
    model = queries.models().filter(state=GoodsModel.State.TRAINING).order_by("-number").first()
    asked = Job.objects.filter(id=model.job_id).first() if model else None
    if asked is None:
        return None
    done = done_of([asked])[asked.id].done
    return {"row": asked, "done": done, "stopped": asked.state in (Job.State.FAILED, Job.State.CANCELLED)}
