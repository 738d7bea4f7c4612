"""Training a classifier of goods, putting it into force and taking it back, and setting the Nice classes of a category."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from registry.registers import nice
from scanner import verbs
from scanner.goods.training import FEWEST
from scanner.goods_queries import catalogue, has_grown
from scanner.machine import GOODSMODEL
from scanner.models import GoodsCategory, GoodsModel
from tenancy import due
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid, NotFound
from workflow import jobs
from workflow.models import Job
from workflow.moves import move

KIND = "goods"
"""The kind of job, and the round that asks for one again."""
AGAIN = timedelta(days=30)
"""So long after a training, one is asked for by itself where the catalogue has grown."""
FEWEST_LISTINGS = 2 * FEWEST


@transaction.atomic
def train_goods(*, actor: Actor) -> GoodsModel:
    """Have a classifier trained on the listings that are public now. It counts once a trial of it is promoted.

    Raises Invalid with too few listings, Conflict while one is being trained.
    """
    require(actor, "policy.manage")
    _one_at_a_time()
    for other in GoodsModel.objects.defer("data").filter(state=GoodsModel.State.TRAINING):
        if Job.objects.filter(id=other.job_id, state__in=[Job.State.WAITING, Job.State.RUNNING]).exists():
            raise Conflict(_("A classifier is being trained already. Look at its job."))
        move(other, "dropped", machine=GOODSMODEL)
    if catalogue()[:FEWEST_LISTINGS].count() < FEWEST_LISTINGS:
        message = _("Too few listings are public: two categories are needed, with %(each)d listings each.")
        raise Invalid(fields={"listings": [message % {"each": FEWEST}]})
    last = GoodsModel.objects.aggregate(last=Max("number"))["last"] or 0
    model = GoodsModel(number=last + 1, asked_by_id=actor.membership_id)
    model.job_id = jobs.ask(actor=actor, kind=KIND, parameters={"model": str(model.id)}).id
    model.save(force_insert=True)
    log.record(verbs.GOODS_ASKED, actor=actor, subject=model, facts={"number": model.number})
    return model


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"goods:{current_tenant()}"])


def put_goods_in_force(*, actor: Actor, number: int, now: datetime) -> GoodsModel:
    """Let the classifier of that number tell goods from now on, in the place of the one before. For the promotion of a trial,
    which has authorised it. Raises NotFound, Conflict."""
    _one_at_a_time()
    model = GoodsModel.objects.defer("data").filter(number=number).first()
    if model is None:
        raise NotFound
    for before in GoodsModel.objects.defer("data").filter(state=GoodsModel.State.IN_FORCE):
        move(before, "retired", machine=GOODSMODEL, now=now)
    move(model, "in_force", machine=GOODSMODEL, now=now)
    log.record(verbs.GOODS_IN_FORCE, actor=actor, subject=model, facts={"number": number})
    due.ring(KIND, at=now + AGAIN)
    return model


@transaction.atomic
def take_back_goods(*, actor: Actor) -> GoodsModel:
    """Take the classifier out of force: goods are guessed from words again. Raises Conflict where none is in force."""
    require(actor, "policy.manage")
    _one_at_a_time()
    model = GoodsModel.objects.defer("data").filter(state=GoodsModel.State.IN_FORCE).first()
    if model is None:
        raise Conflict(_("No classifier is in force."))
    move(model, "retired", machine=GOODSMODEL)
    log.record(verbs.GOODS_TAKEN_BACK, actor=actor, subject=model, facts={"number": model.number})
    return model


@transaction.atomic
def set_goods_classes(*, actor: Actor, category_id: UUID, classes: Collection[int] | None) -> GoodsCategory:
    """Set the Nice classes of a category's goods; None takes that back, and what is proposed counts again.

    It holds for every listing that is checked from then on. Raises NotFound, Invalid.
    """
    require(actor, "policy.manage")
    category: GoodsCategory | None = GoodsCategory.objects.select_for_update().filter(id=category_id).first()
    if category is None:
        raise NotFound
    strange = [number for number in classes or () if number not in range(nice.FIRST, nice.LAST + 1)]
    if strange:
        message = _("Nice classes are numbers from 1 to 45, not %(words)s.")
        raise Invalid(fields={"classes": [message % {"words": ", ".join(map(str, strange))}]})
    if classes is not None and not classes:
        raise Invalid(fields={"classes": [_("Name at least one class of goods, such as 25.")]})
    category.classes = None if classes is None else sorted(set(classes))
    category.set_by_id, category.set_at = actor.membership_id, database_now()
    category.save()
    said = ", ".join(map(str, category.classes or ()))
    log.record(
        verbs.GOODS_CLASSES if classes else verbs.GOODS_CLASSES_CLEARED, actor=actor, subject=category,
        facts={"classes": said} if classes else {}, personal={"category": category.name[:200]},
    )  # fmt: skip
    return category


@transaction.atomic
def train_goods_again(*, actor: Actor, now: datetime) -> datetime | None:
    """Ask for a training where one is in force, the last is a month old and the catalogue has grown a lot since; returns when
    to look again. What is trained so counts for nothing until somebody puts it into force."""
    if not GoodsModel.objects.filter(state=GoodsModel.State.IN_FORCE).exists():
        return None
    newest = GoodsModel.objects.defer("data").order_by("-number")[0]
    if newest.made_at <= now - AGAIN and has_grown(newest):
        train_goods(actor=actor)
    return None if due.next_at(KIND) else now + AGAIN
