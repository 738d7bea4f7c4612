"""Trying another way of judging before it counts, putting it into force, and fitting scores to what people decided."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import require
from audit import log
from scanner import calibrating, reference, setup, verbs
from scanner.matchers import MATCHERS
from scanner.models import Calibration, GoodsModel, Match, MatcherSwitch, Missed, Scan, Trial
from scanner.services.goods import put_goods_in_force
from scanner.services.thresholds import checked_threshold, set_threshold
from scanner.thresholds import reaches
from scanner.trial_words import said
from scanner.trying import EXAMPLES, RIGHT, WRONG, Change, added, compare
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from workflow import jobs
from workflow.kinds import Plan, Step, job
from workflow.models import Job

KIND = "trial"
A_STEP = 200
LONGEST_DAYS = 366
MOST_VERDICTS = 50_000


@transaction.atomic
def try_out(*, actor: Actor, change: Mapping[str, Any], days: int = 30) -> Trial:
    """Begin a trial over the listings scanned in the last `days`. Raises Invalid by field."""
    require(actor, "policy.manage")
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(fields={"days": [_("From 1 to %(most)d days.") % {"most": LONGEST_DAYS}]})
    trial = Trial.objects.create(change=_checked(change), days=days, asked_by_id=actor.membership_id)
    trial.job_id = jobs.ask(actor=actor, kind=KIND, parameters={"trial": str(trial.id), "change": trial.change}).id
    trial.save(update_fields=["job_id"])
    log.record(verbs.TRIAL_ASKED, actor=actor, subject=trial, facts={"kind": trial.change["kind"], "days": days})
    return trial


def _checked(change: Mapping[str, Any]) -> dict[str, Any]:
    match change:
        case {"kind": "threshold", "region": region, "category": category, "queue_at": queue, "hold_at": hold}:
            return {"kind": "threshold", **checked_threshold(region, category, queue, hold)}
        case {"kind": "matcher", "matcher": str(name), "state": "live" | "off" as state}:
            if name in {matcher.name for matcher in MATCHERS}:
                return {"kind": "matcher", "matcher": name, "state": state}
            raise Invalid(fields={"matcher": [_("Choose a matcher.")]})
        case {"kind": "calibration", "number": int(number)}:
            if Calibration.objects.filter(number=number).exists():
                return {"kind": "calibration", "number": number}
            raise Invalid(fields={"number": [_("Choose a calibration.")]})
        case {"kind": "goods", "number": int(number)}:
            if GoodsModel.objects.filter(number=number, state__in=["trained", "retired"]).exists():
                return {"kind": "goods", "number": number}
            raise Invalid(fields={"number": [_("Choose a classifier that is trained and not in force.")]})
    raise Invalid(fields={"change": [_("Say what is to be tried.")]})


@transaction.atomic
def promote(*, actor: Actor, trial_id: UUID) -> Trial:
    """Put what was tried into force. Raises NotFound, Conflict for a trial that is not done or was decided on."""
    require(actor, "policy.manage")
    trial, now = _done(trial_id), database_now()
    change = trial.change
    if change["kind"] == "threshold":
        set_threshold(actor=actor, **{name: change[name] for name in ("region", "category", "queue_at", "hold_at")})
    elif change["kind"] == "matcher":
        _switch(actor, change["matcher"], change["state"])
    elif change["kind"] == "goods":
        put_goods_in_force(actor=actor, number=change["number"], now=now)
    else:
        Calibration.objects.filter(promoted_at__isnull=False, retired_at=None).update(retired_at=now)
        Calibration.objects.filter(number=change["number"]).update(promoted_at=now, retired_at=None)
    return _decide(trial, Trial.State.PROMOTED, actor, now)


@transaction.atomic
def drop(*, actor: Actor, trial_id: UUID) -> Trial:
    """Leave what was tried. Raises NotFound, Conflict."""
    require(actor, "policy.manage")
    return _decide(_done(trial_id), Trial.State.DROPPED, actor, database_now())


def _done(trial_id: UUID) -> Trial:
    trial: Trial | None = Trial.objects.select_for_update().filter(id=trial_id).first()
    if trial is None:
        raise NotFound
    if trial.state != Trial.State.DONE:
        raise Conflict(_("This trial is still running, or was decided on already."))
    return trial


def _decide(trial: Trial, state: str, actor: Actor, now: datetime) -> Trial:
    trial.state, trial.decided_at = state, now
    trial.save(update_fields=["state", "decided_at"])
    verb = verbs.TRIAL_PROMOTED if state == Trial.State.PROMOTED else verbs.TRIAL_DROPPED
    total = trial.results.get("tally", {}).get("", {})
    facts: dict[str, log.Fact] = {"kind": trial.change["kind"], "days": trial.days}
    for when in ("now", "then"):
        counts = total.get(when, {})
        facts[f"seen_{when}"] = counts.get("queue", 0) + counts.get("hold", 0)
    log.record(verb, actor=actor, subject=trial, facts=facts)
    return trial


@transaction.atomic
def switch_matcher(*, actor: Actor, matcher: str, state: str) -> MatcherSwitch:
    """Take a matcher out of force at once, to `shadow` or `off`. It counts again by a trial that is promoted."""
    require(actor, "policy.manage")
    if matcher not in {one.name for one in MATCHERS} or state not in ("shadow", "off"):
        raise Invalid(fields={"matcher": [_("Choose a matcher.")]})
    return _switch(actor, matcher, state)


def _switch(actor: Actor, matcher: str, state: str) -> MatcherSwitch:
    row, _made = MatcherSwitch.objects.update_or_create(matcher=matcher, defaults={"state": state})
    log.record(verbs.MATCHER_SWITCHED, actor=actor, subject=row, facts={"matcher": matcher, "state": state})
    return row


@transaction.atomic
def fit_calibration(*, actor: Actor) -> Calibration:
    """Fit scores to what people decided. It counts once a trial of it is promoted. Invalid with too few verdicts."""
    require(actor, "policy.manage")
    judged = Match.objects.filter(state__in=[*RIGHT, *WRONG]).exclude(state__in=["confirmed", "cased"], verdict="")
    rows = judged.order_by("-id").values_list("raw", "score", "state")[:MOST_VERDICTS]
    verdicts = [((score if raw is None else raw) / 100, state in RIGHT) for raw, score, state in rows]
    found = calibrating.fit(verdicts)
    if found is None:
        message = _("Too few verdicts: %(least)d are needed, %(each)d of them right and %(each)d wrong.")
        few = {"least": calibrating.FEWEST, "each": calibrating.FEWEST_OF_A_KIND}
        raise Invalid(fields={"verdicts": [message % few]})
    last = Calibration.objects.select_for_update().aggregate(last=Max("number"))["last"] or 0
    curve = Calibration.objects.create(
        number=last + 1, points=found.points, verdicts=found.verdicts, error_before=round(10_000 * found.error_before),
        error_after=round(10_000 * found.error_after),
    )  # fmt: skip
    log.record(verbs.CALIBRATED, actor=actor, subject=curve, facts={"number": curve.number, "verdicts": found.verdicts})
    return curve


@transaction.atomic
def note_found_by_people(
    *, actor: Actor, listing: Listing, right_id: UUID, case: str, upheld: bool, now: datetime
) -> None:
    """A decision on a complaint says what the scanner had missed, or, turned round, that it missed nothing."""
    missed = Missed.objects.filter(listing=listing, right_id=right_id, case=case)
    known = Match.objects.filter(listing=listing, right_id=right_id).exists()
    if not upheld and missed.delete()[0]:
        log.record(verbs.NOT_MISSED, actor=actor, subject=listing, refs=[right_id], facts={"case": case})
    elif upheld and not known and not missed.exists():
        row = Missed(listing=listing, right_id=right_id, revision=listing.revision, case=case, at=now)
        Missed.objects.bulk_create([row], ignore_conflicts=True)
        log.record(verbs.MISSED, actor=actor, subject=listing, refs=[right_id], facts={"case": case})


def _scope(trial: Trial) -> QuerySet[Listing]:
    """Listings whose content of today was scanned in those days, of the market that the change is about."""
    since = trial.made_at - timedelta(days=trial.days)
    scanned = Scan.objects.filter(listing_id=OuterRef("id"), revision=OuterRef("revision"), at__gte=since)
    rows: QuerySet[Listing] = Listing.objects.filter(Exists(scanned)).order_by("id")
    region = trial.change.get("region", "")
    return rows.filter(markets__contains=[region]) if region else rows


def _plan(asked: Job) -> Plan:
    trial = Trial.objects.get(id=asked.parameters["trial"])
    total = _scope(trial).count()
    if not total:
        Trial.objects.filter(id=trial.id).update(state=Trial.State.DONE)
    return Plan(total=total, cursors=("",))


@job(
    KIND,
    title=gettext_lazy("Trial of another way to judge"),
    plan=_plan,
    counts={"changes": gettext_lazy("differences")},
    about=lambda asked: said(asked.parameters["change"]) if "change" in asked.parameters else "",
    leads_to=("scanner:trials", gettext_lazy("Trials")),
)
def _step(asked: Job, cursor: str, now: datetime) -> Step:
    """Judge a batch both ways, and count."""
    trial = Trial.objects.select_for_update().get(id=asked.parameters["trial"])
    rows = _scope(trial)
    listings = list((rows.filter(id__gt=cursor) if cursor else rows)[:A_STEP])
    place = trial.change.get("region", ""), trial.change.get("category", "")
    concerned = [one for one in listings if reaches(one, *place)]
    in_force, changes = setup.in_force(), list[Change]()
    if concerned:
        then = setup.changed(in_force, trial.change)
        tally, changes = compare(concerned, reference.current().index, in_force, then, now=now)
        examples = trial.results.get("examples", []) + [
            {"listing": str(one.listing_id), "right": str(one.right_id), "score_now": one.score_now,
             "score_then": one.score_then, "now": one.now, "then": one.then}
            for one in changes
        ]  # fmt: skip
        trial.results = {
            "tally": added(trial.results.get("tally", {}), tally),
            "listings": trial.results.get("listings", 0) + len(concerned),
            "changes": trial.results.get("changes", 0) + len(changes),
            "examples": sorted(examples, key=lambda one: -max(one["score_now"], one["score_then"]))[:EXAMPLES],
        }
    finished = len(listings) < A_STEP
    if finished:
        trial.state = Trial.State.DONE
    trial.save(update_fields=["results", "state"])
    last = str(listings[-1].id) if listings else cursor
    return Step(cursor=last, done=len(listings), counts={"changes": len(changes)}, finished=finished)
