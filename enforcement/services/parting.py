"""Dividing a case in two, and joining two into one: of the same sides, right and region, under the same rules.

Nothing said or promised is lost: what was said about a listing goes with it, histories stay where they were written and
point to each other, and of two bounds the earlier binds.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import require
from audit.models import Entry
from delivery.services import mail
from enforcement.machine import CASE, FOR_REVIEWERS, OPEN_CASES
from enforcement.models import Case, Exhibit, Item
from enforcement.placing import buyers, harm
from enforcement.queueing import verbs
from enforcement.services.common import NOT_OURS, hold_case, hold_items, put_at, refuse_states, say, settle
from enforcement.services.conflicts import refuse_conflict
from policy.letters.languages import catalogue
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid
from tenancy.models import Marketplace
from tenancy.references import unused
from workflow import clocks
from workflow.models import Clock
from workflow.moves import move

MOVABLE = ("open", "accepted", "deleted", "contested", "unanswered")
"""What stands before a decision; what is decided stays in the case in which it was."""
DIVIDED = gettext_lazy("Case %(from)s was divided")
DIVIDED_HOW = gettext_lazy(
    "%(n)s of its listings now stand in a case of their own, %(to)s. What was said about them goes with them, and every "
    "date stays as it was."
)
JOINED = gettext_lazy("Case %(from)s was joined to case %(to)s")
JOINED_HOW = gettext_lazy(
    "Its %(n)s listings now stand in case %(to)s. What was said about them goes with them. Where the two cases had "
    "different dates, the earlier one holds."
)


def split(*, actor: Actor, reference: str, items: Iterable[UUID], now: datetime | None = None) -> Case:
    """Put some of the undecided Items into a case of their own. Raises Conflict for what cannot be parted, Invalid for
    all of them or none."""
    with transaction.atomic():
        require(actor, "case.decide")
        at = now or database_now()
        case = _held_open(actor, reference)
        wanted = set(items)
        if not wanted or len(wanted) >= case.items.exclude(state="withdrawn").count():
            raise Invalid(fields={"": [_("Choose some of the listings, and leave at least one.")]})
        moving = hold_items(case, wanted)
        refuse_states(moving, MOVABLE)
        _refuse_bound(case, moving)
        part = _next_part(case)
        made = _twin(case, part, moving, at)
        _take_along(moving, case, made)
        _copy_clocks(case, made)
        _again(case)
        entry = say(verbs.CASE_SPLIT, case, actor=actor, items=moving, facts={"items": len(moving)}, also=[made])
        for one in (case, made):
            settle(one, actor=actor, now=at)
        _keep_earlier(made, case.due_at if case.due_at < at else made.due_at, by_law=case.by_law, now=at)
        _tell(case, made, entry, DIVIDED, DIVIDED_HOW, len(moving))
    return made


def merge(*, actor: Actor, reference: str, into: str, now: datetime | None = None) -> Case:
    """Join a case to another, which is given; the joined one is closed and points there. Raises Conflict where the two
    are not of a kind, or something in the joined one binds it."""
    with transaction.atomic():
        require(actor, "case.decide")
        at = now or database_now()
        if reference == into:
            raise Invalid(fields={"into": [_("Choose another case.")]})
        # In one order, so that two who join the same two the other way round wait for each other.
        held = {one: _held_open(actor, one) for one in sorted((reference, into))}
        case, kept = held[reference], held[into]
        _refuse_unlike(case, kept)
        moving = list(case.items.exclude(state="withdrawn").select_related("listing").order_by("id"))
        refuse_states(moving, MOVABLE)
        _refuse_bound(case, moving)
        if kept.items.filter(listing__in=[item.listing_id for item in moving]).exists():
            raise Conflict(_("One of these listings stands in the other case already."), code="stage")
        Item.objects.filter(id__in=[item.id for item in moving], complaint=None).update(complaint=case.complaint)
        _take_along(moving, case, kept)
        _copy_clocks(case, kept)
        for clock in clocks_of(case):
            clocks.stop(subject_id=case.id, kind=clock.kind, by=kept.reference)
        Case.objects.filter(id=case.id).update(merged_into=kept, assigned_to=None)
        case.merged_into = kept
        move(case, "closed", machine=CASE, now=at)
        _again(kept)
        entry = say(verbs.CASE_MERGED, case, actor=actor, items=moving, facts={"items": len(moving)}, also=[kept])
        settle(kept, actor=actor, now=at)
        _tell(case, kept, entry, JOINED, JOINED_HOW, len(moving))
    return kept


def mergeable(case: Case) -> QuerySet[Case]:
    """The other open cases with which this one could be joined."""
    like = Case.objects.filter(
        seller_id=case.seller_id, state__in=OPEN_CASES, complainant_id=case.complainant_id, right_id=case.right_id,
        region=case.region, pack_code=case.pack_code, pack_version=case.pack_version,
    )  # fmt: skip
    return like.exclude(id=case.id).order_by("id")


def _held_open(actor: Actor, reference: str) -> Case:
    case = hold_case(actor, reference)
    if case.state not in OPEN_CASES:
        raise Conflict(_("This case is decided: it is neither divided nor joined."), code="stage")
    refuse_conflict(actor, case)
    return case


def _refuse_unlike(case: Case, kept: Case) -> None:
    if not mergeable(case).filter(id=kept.id).exists():
        raise Conflict(
            _("Only cases of the same sides, right and region, under the same rules, are joined."), code="unlike"
        )
    if (case.state in FOR_REVIEWERS) != (kept.state in FOR_REVIEWERS):
        raise Conflict(
            _("One of the two still waits for the seller: join them once both stand at the same stage."), code="stage"
        )


def _refuse_bound(case: Case, moving: Sequence[Item]) -> None:
    """What a counter-notice, a paper or a security covers is not taken out of its case."""
    ids = [item.id for item in moving]
    countered = Item.objects.filter(id__in=ids, answers__counter_notice__isnull=False).exists()
    secured = case.securities.filter(items__item__in=ids, state__in=("offered", "accepted")).exists()
    if countered or secured or case.court_actions.exists():
        raise Conflict(
            _("A counter-notice, a security or a paper of a court covers these listings: they stay where they are."),
            code="bound",
        )


def _next_part(case: Case) -> int:
    if case.complaint_id is None:
        return 0
    parts = Case.objects.filter(complaint_id=case.complaint_id, seller_id=case.seller_id)
    return int(parts.aggregate(last=Max("part"))["last"]) + 1


def _twin(case: Case, part: int, moving: Sequence[Item], now: datetime) -> Case:
    """A case like this one, for what is taken out of it."""
    same = (
        "source",
        "complaint",
        "complainant",
        "seller",
        "right",
        "region",
        "pack_code",
        "pack_version",
        "lane",
        "state",
    )
    listings = [item.listing for item in moving]
    return Case.objects.create(
        **{name: getattr(case, name) for name in same}, reference=unused(Case), part=part, split_from=case,
        assigned_to_id=case.assigned_to_id, score=max(item.score for item in moving), items_count=len(moving),
        harm=harm(listings), buyers=sum(buyers([one.id for one in listings]).values()), due_at=case.due_at,
        by_law=case.by_law, opened_at=case.opened_at,
    )  # fmt: skip


def _take_along(moving: Sequence[Item], case: Case, to: Case) -> None:
    """The Items, and what was put in as evidence: all that is about none of the Items, or about one of these."""
    ids = [item.id for item in moving]
    known = set(to.exhibits.values_list("evidence_id", flat=True))
    shown = [one for one in case.exhibits.order_by("id") if one.item_id in (None, *ids)]
    Exhibit.objects.bulk_create(
        Exhibit(case=to, item_id=one.item_id, evidence_id=one.evidence_id, by_party_id=one.by_party_id,
                made_at=one.made_at)
        for one in shown if one.evidence_id not in known
    )  # fmt: skip
    Item.objects.filter(id__in=ids).update(case=to)
    for item in moving:
        item.case = to


def clocks_of(case: Case) -> QuerySet[Clock]:
    """The clocks that run for a case itself and press on somebody who works on it."""
    running = Clock.objects.filter(subject_id=case.id, about_id=case.id, state=Clock.State.RUNNING)
    return running.exclude(kind__in=NOT_OURS)


def _copy_clocks(case: Case, to: Case) -> None:
    """What runs for the one runs for the other, from the same moment to the same bound; of two bounds the earlier."""
    there = {clock.kind: clock for clock in clocks_of(to)}
    for clock in clocks_of(case).order_by("id"):
        other = there.get(clock.kind)
        if other is not None:
            if clock.due_at is None or (other.due_at is not None and other.due_at <= clock.due_at):
                continue
            clocks.stop(subject_id=to.id, kind=clock.kind, by=case.reference)
        clocks.start(
            kind=clock.kind, subject=to, starts_at=clock.started_at, due_at=clock.due_at, lower_at=clock.lower_at,
            acts_at=clock.next_at, about_id=to.id, then=clock.then, starts_on=clock.starts_on, stops_on=clock.stops_on,
            limit=clocks.Limit(
                unit=clock.unit, lower=clock.lower, upper=clock.upper, calendar=clock.calendar,
                basis="law" if clock.basis == "law" else "policy", source=clock.source, verified=clock.verified,
            ),
        )  # fmt: skip


def _keep_earlier(case: Case, due_at: datetime, *, by_law: bool, now: datetime) -> None:
    """A bound that has passed already is not forgotten by what was divided."""
    if due_at < case.due_at:
        put_at(case, due_at, by_law=by_law, now=now)


def _again(case: Case) -> None:
    """Count the Items of a case that gained or lost some, and what its place follows from."""
    items = list(case.items.exclude(state="withdrawn").select_related("listing"))
    listings = [item.listing for item in items]
    case.items_count, case.score = len(items), max((item.score for item in items), default=0)
    case.harm, case.buyers = harm(listings), sum(buyers([one.id for one in listings]).values())
    Case.objects.filter(id=case.id).update(
        items_count=case.items_count, score=case.score, harm=case.harm, buyers=case.buyers
    )


def _tell(case: Case, to: Case, entry: Entry, subject: object, how: object, count: int) -> None:
    """Write to both sides, each in its language."""
    marketplace = Marketplace.objects.get(id=current_tenant())
    link = settings.SITE_URL + reverse("enforcement:case", args=[marketplace.slug, to.reference])
    named = {"from": case.reference, "to": to.reference, "n": count}
    for side in (case.seller, case.complainant):
        if side is None:
            continue
        side.tenant = marketplace
        with translation.override(catalogue(side.language)):
            said = {"subject": str(subject) % named, "body": f"{str(how) % named}\n\n{link}"}
        mail(to_party=side, template="letter", context=said, entry=entry, language=side.language)
