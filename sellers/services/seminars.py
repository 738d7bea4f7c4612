"""Seminars: announced with so many places, signed up for, waited for, reminded of, attended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import Fact, record
from audit.models import Entry
from audit.verbs import Verb
from delivery.services import mail
from sellers import verbs
from sellers.machine import SEMINAR, SEMINARPLACE
from sellers.models import Seminar, SeminarPlace
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Denied, Invalid
from tenancy.references import unused
from workflow.clocks import Limit, start, stop
from workflow.moves import move

State, At = Seminar.State, SeminarPlace.State
CLOCK = REMIND = "seminar_reminder"
REMINDED_BEFORE = timedelta(days=1)
MOST_PLACES = 10_000


@dataclass(frozen=True, slots=True)
class Announced:
    """A seminar as it is announced; `zone` is the IANA name of the zone in which its time is read."""

    title: str
    words: str
    language: str
    region: str
    starts_at: datetime
    minutes: int
    zone: str
    place: str
    link: str
    places: int


def announce_seminar(*, actor: Actor, said: Announced) -> Seminar:
    """Announce a seminar; sellers see it from now on. Raises Invalid by field."""
    require(actor, "lesson.manage")
    now = database_now()
    wrong: dict[str, list[str]] = {}
    if not said.title.strip():
        wrong["title"] = [_("Say what it is about.")]
    if said.starts_at <= now:
        wrong["starts_at"] = [_("Choose a time that is still to come.")]
    if not (said.place.strip() or said.link):
        wrong["place"] = [_("Say where it is, or give a link.")]
    if not 1 <= said.places <= MOST_PLACES:
        wrong["places"] = [_("From 1 to %(most)d places.") % {"most": MOST_PLACES}]
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        made: Seminar = Seminar.objects.create(
            reference=unused(Seminar, "SM"), title=said.title.strip(), words=said.words.strip(), language=said.language,
            region=said.region, starts_at=said.starts_at, minutes=said.minutes, zone=said.zone,
            place=said.place.strip(), link=said.link, places=said.places,
        )  # fmt: skip
        remind_at = max(said.starts_at - REMINDED_BEFORE, now)
        start(
            kind=CLOCK, subject=made, starts_at=now, due_at=remind_at, then=REMIND,
            limit=Limit(unit="days", source="House policy of the platform"),
        )  # fmt: skip
        facts: dict[str, Fact] = {
            "places": said.places, "region": said.region, "starts_at": said.starts_at.isoformat()
        }  # fmt: skip
        record(verbs.SEMINAR_ANNOUNCED, actor=actor, subject=made, facts=facts)
    return made


def sign_up(*, actor: Actor, seminar_id: UUID) -> SeminarPlace:
    """Take a place, or wait for one where all are taken. Who has one already keeps it. Raises Denied, Conflict."""
    require(actor, "lesson.take")
    if actor.membership_id is None:
        raise Denied(_("A person takes part, not a program."))
    with transaction.atomic():
        seminar = _held(seminar_id)
        if seminar.state != State.ANNOUNCED or seminar.starts_at <= database_now():
            raise Conflict(_("This seminar has begun or was called off."))
        mine = {"seminar": seminar, "membership_id": actor.membership_id}
        place = SeminarPlace.objects.filter(**mine).first()
        if place is not None and place.state != At.WITHDRAWN:
            return place
        taken = SeminarPlace.objects.filter(seminar=seminar, state=At.SIGNED).count()
        state = At.SIGNED if taken < seminar.places else At.WAITING
        if place is None:
            place = SeminarPlace.objects.create(**mine, seller_id=actor.party_id, state=state)
        else:
            move(place, state, machine=SEMINARPLACE)
        entry = _entry(verbs.SEMINAR_SIGNED, actor, seminar, place, {"state": state})
        _write(place, seminar, entry, "signed" if state == At.SIGNED else "waiting")
    return place


def withdraw_from(*, actor: Actor, seminar_id: UUID) -> SeminarPlace:
    """Give the place back; who waits longest gets it. Raises Conflict where there is none to give back."""
    require(actor, "lesson.take")
    with transaction.atomic():
        seminar = _held(seminar_id)
        place = SeminarPlace.objects.filter(seminar=seminar, membership_id=actor.membership_id).first()
        if place is None or place.state not in (At.SIGNED, At.WAITING) or seminar.state != State.ANNOUNCED:
            raise Conflict(_("You have no place in this seminar."))
        had_one = place.state == At.SIGNED
        move(place, At.WITHDRAWN, machine=SEMINARPLACE)
        _entry(verbs.SEMINAR_WITHDRAWN, actor, seminar, place, {})
        if had_one:
            _move_up(actor, seminar)
    return place


def _move_up(actor: Actor, seminar: Seminar) -> None:
    waiting = SeminarPlace.objects.filter(seminar=seminar, state=At.WAITING).order_by("state_at", "id")
    following = waiting.select_for_update().first()
    if following is None:
        return
    move(following, At.SIGNED, machine=SEMINARPLACE)
    entry = _entry(verbs.SEMINAR_MOVED_UP, Actor.system(current_tenant()), seminar, following, {})
    _write(following, seminar, entry, "moved_up")


def mark_attendance(*, actor: Actor, seminar_id: UUID, attended: set[UUID]) -> Seminar:
    """The seminar is over: who of those with a place was there (ids of places), the others were not. Called again it can only
    add who was missed. Raises Conflict before it began, and where it was called off."""
    require(actor, "lesson.manage")
    with transaction.atomic():
        seminar = _held(seminar_id)
        if seminar.state == State.CANCELLED or seminar.starts_at > database_now():
            raise Conflict(_("Mark who was there once the seminar has begun."))
        rows = SeminarPlace.objects.select_for_update().filter(seminar=seminar, state__in=[At.SIGNED, At.ABSENT])
        for place in rows.order_by("id"):
            state = At.ATTENDED if place.id in attended else At.ABSENT
            if place.state != state:
                move(place, state, machine=SEMINARPLACE)
                _entry(verbs.SEMINAR_MARKED, actor, seminar, place, {"state": state})
        if seminar.state == State.ANNOUNCED:
            move(seminar, State.HELD, machine=SEMINAR)
            came = SeminarPlace.objects.filter(seminar=seminar, state=At.ATTENDED).count()
            record(verbs.SEMINAR_HELD, actor=actor, subject=seminar, facts={"attended": came})
    return seminar


def cancel_seminar(*, actor: Actor, seminar_id: UUID) -> Seminar:
    """Call it off; everybody with a place, and everybody who waits, is told. Raises Conflict."""
    require(actor, "lesson.manage")
    with transaction.atomic():
        seminar = _held(seminar_id)
        move(seminar, State.CANCELLED, machine=SEMINAR)
        stop(subject_id=seminar.id, kind=CLOCK, by=seminar.reference)
        record(verbs.SEMINAR_CANCELLED, actor=actor, subject=seminar)
        _tell_each(actor, seminar, "cancelled", At.SIGNED, At.WAITING)
    return seminar


def remind_of_seminar(*, actor: Actor, seminar: Seminar, now: datetime) -> None:
    """A mail to everybody with a place. Nothing where it was called off or has begun."""
    if seminar.state != State.ANNOUNCED or seminar.starts_at <= now:
        return
    _tell_each(actor, seminar, "soon", At.SIGNED)


def _held(seminar_id: UUID) -> Seminar:
    found: Seminar = Seminar.objects.select_for_update(of=("self",)).select_related("tenant").get(id=seminar_id)
    return found


def _tell_each(actor: Actor, seminar: Seminar, what: str, *states: str) -> None:
    rows = SeminarPlace.objects.filter(seminar=seminar, state__in=states)
    for place in rows.select_related("membership__user", "seller").order_by("id"):
        _write(place, seminar, _entry(verbs.SEMINAR_TOLD, actor, seminar, place, {"what": what}), what)


def _entry(verb: Verb, actor: Actor, seminar: Seminar, place: SeminarPlace, facts: dict[str, Fact]) -> Entry:
    return record(verb, actor=actor, subject=seminar, refs=[place], facts=facts, parties=[place.seller_id])


def _write(place: SeminarPlace, seminar: Seminar, entry: Entry, what: str) -> None:
    """A mail to the person, at the person's own address."""
    path = reverse("sellers:seminar", args=[seminar.tenant.slug, seminar.reference])
    context = {
        "what": what, "title": seminar.title, "starts_at": seminar.starts_at.astimezone(ZoneInfo(seminar.zone)),
        "zone": seminar.zone, "where": seminar.link or seminar.place, "url": f"{settings.SITE_URL}{path}",
    }  # fmt: skip
    mail(
        to_party=place.seller, template="seminar", context=context, entry=entry,
        address=place.membership.user.email,
    )  # fmt: skip
