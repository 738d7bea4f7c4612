"""Training a classifier of goods as a job: the catalogue is read once, then its categories are learnt some at a time.

They are learnt twice: first without what is held back, to measure on it; then with all of it. What has been learnt so far stands
in the row of the classifier, so that any worker can go on.
"""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast, Right
from django.utils.translation import gettext_lazy as _

from audit import log
from scanner import verbs
from scanner.goods import training
from scanner.goods.classes import propose
from scanner.goods.classifier import Classifier
from scanner.goods.measuring import measure
from scanner.goods.training import Example, Prepared, blank, joined, learn, prepare
from scanner.goods_queries import catalogue
from scanner.machine import GOODSMODEL
from scanner.matchers.facts import classes_of
from scanner.models import GoodsCategory, GoodsModel
from scanner.services.goods import KIND, train_goods_again
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow import jobs
from workflow.kinds import Plan, Step, job
from workflow.models import Job
from workflow.moves import move
from workflow.rounds import round

MOST_LISTINGS = 30_000
"""With more, these are drawn by lot: the last digits of an id are random."""
_DIGITS = 4
FIRST, SECOND = "to measure", "all of it"


def _examples(tail: str) -> tuple[Example, ...]:
    """The listings drawn: those whose id ends on no more than `tail`. One query."""
    end = Right(Cast("id", CharField()), _DIGITS)
    rows = catalogue().alias(end=end).filter(end__lte=tail).order_by("id")
    found = rows.values_list("title", "category", "seller_id")[: 2 * MOST_LISTINGS]
    return tuple(Example(title, tuple(path), seller) for title, path, seller in found)


def plan(asked: Job) -> Plan:
    """Read the catalogue, choose the categories and what is known of titles; propose Nice classes for all categories."""
    model = GoodsModel.objects.get(id=asked.parameters["model"])
    total = catalogue().count()
    share = min(1.0, MOST_LISTINGS / max(1, total))
    tail = f"{int(share * (16**_DIGITS - 1)):0{_DIGITS}x}"
    examples = _examples(tail)
    categories = training.categories_to_learn(examples)
    if len(categories) < 2:
        move(model, "dropped", machine=GOODSMODEL)
        return Plan(0)
    known = training.known_categories(examples)
    proposed = propose(examples, known)
    prepared = prepare(examples, categories)
    masks = {name: mask for name, (mask, _source) in proposed.items() if mask}
    model.data = replace(blank(prepared), classes=masks).to_bytes()
    model.listings = len(prepared.examples)
    model.figures = {
        "catalogue": total,
        "counts": known,
        "classes": {name: classes_of(mask) for name, mask in masks.items()},
        "sources": {name: source for name, (_mask, source) in proposed.items() if source},
    }
    model.save(update_fields=["data", "listings", "figures"])
    GoodsCategory.objects.bulk_create([GoodsCategory(name=name) for name in known], ignore_conflicts=True)
    return Plan(2 * len(categories), cursors=([FIRST, 0],), notes={"tail": tail})


@lru_cache(maxsize=1)
def _prepared(marketplace_id: UUID, model_id: UUID, tail: str) -> Prepared:
    """The listings as numbers, kept from step to step: to read them takes longer than to learn a category."""
    classifier = Classifier.from_bytes(GoodsModel.objects.values_list("data", flat=True).get(id=model_id))
    return prepare(_examples(tail), classifier.categories, classifier.features)


@job(
    KIND,
    title=_("Training of a classifier of goods"),
    plan=plan,
    leads_to=("scanner:goods", _("Kinds of goods")),
)
def step(asked: Job, cursor: list[str | int], now: datetime) -> Step:
    """Learn the next categories; measure after the first time, and be done after the second."""
    phase, start = str(cursor[0]), int(cursor[1])
    model = GoodsModel.objects.select_for_update().get(id=asked.parameters["model"])
    classifier = Classifier.from_bytes(model.data)
    prepared = _prepared(current_tenant(), model.id, asked.plan["tail"])
    end = min(start + prepared.at_once, len(classifier.categories))
    learnt = joined(classifier, learn(prepared, range(start, end), all_of_it=phase == SECOND))
    is_last = end == len(classifier.categories)
    following: list[str | int] = [phase, end]
    if is_last and phase == FIRST:
        learnt = _measured(model, learnt, prepared)
        following = [SECOND, 0]
    model.data = learnt.to_bytes()
    model.save(update_fields=["data", "figures"])
    is_done = is_last and phase == SECOND
    if is_done:
        _finish(model, jobs.asker(asked), now)
        _prepared.cache_clear()
    return Step(cursor=following, done=end - start, finished=is_done)


def _measured(model: GoodsModel, learnt: Classifier, prepared: Prepared) -> Classifier:
    """Note how good it is on what was held back; what learns anew knows from when on its word counts."""
    held = [
        (one.title, prepared.categories[label])
        for one, label, is_held in zip(prepared.examples, prepared.labels, prepared.held, strict=True)
        if is_held
    ]
    found = measure(learnt, [title for title, _name in held], [name for _title, name in held], learnt.classes)
    model.figures = {**model.figures, **found.as_json()}
    return replace(blank(prepared), classes=learnt.classes, sure_at=found.sure_at)


def _finish(model: GoodsModel, actor: Actor, now: datetime) -> None:
    move(model, "trained", machine=GOODSMODEL, now=now)
    model.trained_at = now
    model.save(update_fields=["trained_at"])
    facts: dict[str, log.Fact] = {
        "number": model.number, "listings": model.listings, "categories": len(model.figures["lines"]),
        "right": model.figures["right"],
    }  # fmt: skip
    log.record(verbs.GOODS_TRAINED, actor=actor, subject=model, facts=facts)


@round(KIND)
def train_again(now: datetime) -> datetime | None:
    """Ask for a training where the last is a month old and the catalogue has grown."""
    return train_goods_again(actor=Actor.system(current_tenant()), now=now)
