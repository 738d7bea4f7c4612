"""Applications to customs: drawn up from the registry, filed, decided by customs, renewed, ended."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import Fact, record
from audit.rows import committed
from evidence.models import Evidence
from evidence.services import show
from fulfillment.customs import deadlines, verbs
from fulfillment.customs.letters import agencies_of, send_of_application
from fulfillment.customs.packet import composed, digest_of, guide_of, rights_of
from fulfillment.customs.wanted import (
    CONTACT,
    LONGEST,
    Wanted,
    checked_rights,
    days_faults,
    long_fault,
    longest_until,
    refuse_beyond_all,
)
from fulfillment.machine import CUSTOMSAPPLICATION
from fulfillment.models import (
    CustomsApplication,
    CustomsApplicationPlace,
    CustomsApplicationRight,
    CustomsPacket,
    Detention,
)
from registry.models import Right
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused
from workflow import clocks
from workflow.moves import move

State = CustomsApplication.State


@transaction.atomic
def draw_up_application(
    *, actor: Actor, wanted: Wanted, renews: CustomsApplication | None = None
) -> CustomsApplication:
    """Begin an application. Raises Invalid by field, Denied where an agent's appointment does not reach it."""
    require(actor, "customs.apply")
    rights = checked_rights(actor, wanted)
    made: CustomsApplication = CustomsApplication.objects.create(
        reference=unused(CustomsApplication, "CA"), holder_id=rights[0].owner_id, drawn_by_id=actor.party_id, renews=renews,
        **_columns(wanted, rights),
    )  # fmt: skip
    _put_parts(made, wanted, rights)
    record(
        verbs.APPLICATION_DRAWN, actor=actor, subject=made, refs=rights, facts={"rights": len(rights)},
        parties={made.holder_id, actor.party_id},
    )  # fmt: skip
    return made


@transaction.atomic
def change_application(*, actor: Actor, application: CustomsApplication, wanted: Wanted) -> CustomsApplication:
    """Say it otherwise while it is being written. Raises Invalid, Conflict."""
    require(actor, "customs.apply")
    fresh = _held(actor, application, State.DRAFT)
    rights = checked_rights(actor, wanted)
    if rights[0].owner_id != fresh.holder_id:
        raise Invalid(fields={"rights": [_("Choose rights of %(name)s.") % {"name": fresh.holder.name}]})
    for name, value in _columns(wanted, rights).items():
        setattr(fresh, name, value)
    fresh.save()
    fresh.rights.all().delete()
    fresh.places.all().delete()
    _put_parts(fresh, wanted, rights)
    record(
        verbs.APPLICATION_CHANGED, actor=actor, subject=fresh, refs=rights, parties={fresh.holder_id, actor.party_id}
    )
    return fresh


@transaction.atomic
def file_application(
    *, actor: Actor, application: CustomsApplication, filed_on: date | None = None
) -> CustomsApplication:
    """It was sent to customs on that day (today if none is given): the packet is fixed, and customs see it here.

    Raises Conflict where a right no longer stands or no contact person is named, Invalid for the day.
    """
    require(actor, "customs.apply")
    fresh = _held(actor, application, State.DRAFT)
    now = database_now()
    today = deadlines.today_in(fresh.lodged_in)
    day = filed_on or today
    if day > today:
        raise Invalid(fields={"filed_on": [_("This day is to come.")]})
    rights = rights_of(fresh)
    refuse_beyond_all(actor, rights, [place.country for place in fresh.places.all()])
    if any(right.state != Right.State.VERIFIED for right in rights):
        raise Conflict(_("One of the rights is not verified any more. Change the application first."))
    if not fresh.contacts:
        raise Conflict(_("Name a contact person first: customs ask them about the goods."))
    content = composed(fresh)
    packet = committed(
        CustomsPacket, application=fresh, packet_sha256=digest_of(content), filed_at=now, packet=content
    )  # fmt: skip
    move(fresh, State.FILED, machine=CUSTOMSAPPLICATION)
    fresh.filed_on, fresh.contacts = day, []
    fresh.save(update_fields=["filed_on", "contacts"])
    facts: dict[str, Fact] = {"country": fresh.lodged_in, "rights": len(rights)}
    record(
        verbs.APPLICATION_FILED, actor=actor, subject=fresh, refs=rights, facts=facts, rows=[packet],
        parties={fresh.holder_id, actor.party_id, *(one.id for one in agencies_of([fresh.lodged_in]))},
    )  # fmt: skip
    deadlines.await_decision(fresh, day)
    _show_guide(actor, fresh, [fresh.lodged_in])
    _stop_awaiting(rights, [place.country for place in fresh.places.all()])
    return fresh


@transaction.atomic
def decide_application(
    *,
    actor: Actor,
    application: CustomsApplication,
    granted: bool,
    number: str = "",
    words: str = "",
    valid_from: date | None = None,
    valid_until: date | None = None,
    decided_on: date | None = None,
) -> CustomsApplication:
    """What customs decided, entered by themselves or by who got their letter.

    Raises Invalid: a granted one has a number, a refused one reasons, and the days keep within what the law allows.
    """
    require(actor, "customs.detain")
    fresh = _held(actor, application, State.FILED)
    today = deadlines.today_in(fresh.lodged_in)
    first, last, day = valid_from or fresh.valid_from, valid_until or fresh.valid_until, decided_on or today
    wrong = days_faults(fresh.lodged_in, first, last) if granted else {}
    if day > today or (fresh.filed_on and day < fresh.filed_on):
        wrong["decided_on"] = [_("A day between the filing and today.")]
    if granted and not number.strip():
        wrong["number"] = [_("The number that customs gave it.")]
    if not granted and not words.strip():
        wrong["words"] = [_("The reasons that customs gave.")]
    for name, value in (("number", number), ("words", words)):
        if fault := long_fault(value, LONGEST[name]):
            wrong[name] = [fault]
    if wrong:
        raise Invalid(fields=wrong)
    fresh.number, fresh.decided_words, fresh.decided_on = number.strip(), words.strip(), day
    fresh.valid_from, fresh.valid_until = first, last
    fresh.save(update_fields=["number", "decided_words", "decided_on", "valid_from", "valid_until"])
    move(fresh, State.GRANTED if granted else State.REFUSED, machine=CUSTOMSAPPLICATION)
    clocks.stop(subject_id=fresh.id, event="application_decided", by="application_decided")
    _after_decision(actor, fresh, granted=granted)
    return fresh


@transaction.atomic
def end_application(*, actor: Actor, application: CustomsApplication) -> CustomsApplication:
    """The rights holder takes it back, or does not want it any more. Raises Conflict."""
    require(actor, "customs.apply")
    fresh = _held(actor, application)
    refuse_beyond_all(actor, rights_of(fresh), [fresh.lodged_in])
    move(fresh, State.ENDED, machine=CUSTOMSAPPLICATION)
    clocks.stop(subject_id=fresh.id, kind=deadlines.END, by="ended")
    clocks.stop(subject_id=fresh.id, kind=deadlines.REMINDER, by="ended")
    clocks.stop(subject_id=fresh.id, event="application_decided", by="ended")
    record(verbs.APPLICATION_ENDED, actor=actor, subject=fresh, parties={fresh.holder_id, actor.party_id})
    return fresh


@transaction.atomic
def renew_application(*, actor: Actor, application: CustomsApplication) -> CustomsApplication:
    """Draw up the one that goes on from it: the same rights that still stand, from the day after its last, for as long.

    Raises Conflict where it was not granted, is renewed already, or none of its rights stands any more.
    """
    require(actor, "customs.apply")
    fresh = _held(actor, application, State.GRANTED)
    if fresh.renewals.exclude(state__in=[State.REFUSED, State.ENDED]).exists():
        raise Conflict(_("Its renewal is drawn up already."))
    standing = [right for right in rights_of(fresh) if right.state == Right.State.VERIFIED]
    if not standing:
        raise Conflict(_("None of its rights stands any more."))
    first = fresh.valid_until + timedelta(days=1)
    last = min(first + (fresh.valid_until - fresh.valid_from), longest_until(fresh.lodged_in, first))
    packet = CustomsPacket.objects.filter(application=fresh).first()
    wanted = Wanted(
        [right.reference for right in standing], fresh.lodged_in, [place.country for place in fresh.places.all()], first, last,
        small_consignments=fresh.small_consignments, channels=fresh.channels,
        contacts=packet.packet.get("contacts", []) if packet else [],
    )  # fmt: skip
    return draw_up_application(actor=actor, wanted=wanted, renews=fresh)


def note_ended(*, actor: Actor, application: CustomsApplication) -> None:
    """Its last day is over; nothing where it ended before."""
    if application.state != State.GRANTED:
        return
    move(application, State.ENDED, machine=CUSTOMSAPPLICATION)
    entry = record(verbs.APPLICATION_ENDED, actor=actor, subject=application, parties=[application.holder_id])
    send_of_application(
        entry=entry, application=application, subject=_("Your application to customs has ended"),
        body=_("Customs no longer look for such goods under the application %(number)s.") % {"number": application.number},
    )  # fmt: skip


def remind_to_renew(*, actor: Actor, application: CustomsApplication, now: datetime) -> None:
    """Tell the rights holder that an application ends; nothing where it ended, or its renewal is on its way."""
    renewed = application.renewals.filter(state__in=[State.FILED, State.GRANTED]).exists()
    if application.state != State.GRANTED or renewed:
        return
    left = (application.valid_until - now.date()).days
    facts: dict[str, Fact] = {"days": left, "until_on": application.valid_until.isoformat()}
    entry = record(
        verbs.APPLICATION_ENDING, actor=actor, subject=application, facts=facts, parties=[application.holder_id]
    )
    words = {"number": application.number, "day": application.valid_until.isoformat()}
    send_of_application(
        entry=entry, application=application,
        subject=_("Your application to customs ends on %(day)s") % words,
        body=_(
            "The application %(number)s ends on %(day)s; after that day customs no longer look for such goods. Renew it in good "
            "time: customs may take weeks to decide."
        ) % words,
    )  # fmt: skip


def note_decision_overdue(*, actor: Actor, application: CustomsApplication) -> None:
    """Customs have not decided in time; nothing where they have."""
    if application.state == State.FILED:
        record(verbs.DECISION_OVERDUE, actor=actor, subject=application, parties=[application.holder_id])


def _held(actor: Actor, application: CustomsApplication, state: str = "") -> CustomsApplication:
    """The row as it stands, for this transaction alone; who does not see it gets NotFound."""
    rows = CustomsApplication.objects.visible_to(actor).select_for_update(of=("self",))
    fresh: CustomsApplication | None = (
        rows.select_related("holder", "tenant", "renews").filter(id=application.id).first()
    )
    if fresh is None:
        raise NotFound
    if state and fresh.state != state:
        said = {"state": fresh.get_state_display()}
        raise Conflict(_("This application stands at “%(state)s”.") % said, code="stage")
    return fresh


def _columns(wanted: Wanted, rights: Sequence[Right]) -> dict[str, object]:
    brands = {right.brand_id for right in rights}
    return {
        "brand_id": brands.pop() if len(brands) == 1 else None,
        "lodged_in": wanted.lodged_in,
        "small_consignments": wanted.small_consignments,
        "after_detention": wanted.after_detention,
        "channels": wanted.channels.strip(),
        "contacts": [{name: str(one.get(name, "")).strip() for name in CONTACT} for one in wanted.contacts],
        "valid_from": wanted.valid_from,
        "valid_until": wanted.valid_until,
    }


def _put_parts(made: CustomsApplication, wanted: Wanted, rights: Sequence[Right]) -> None:
    CustomsApplicationRight.objects.bulk_create(
        CustomsApplicationRight(application=made, right=right) for right in rights
    )
    CustomsApplicationPlace.objects.bulk_create(
        CustomsApplicationPlace(application=made, country=code) for code in sorted(set(wanted.countries))
    )


def _after_decision(actor: Actor, fresh: CustomsApplication, *, granted: bool) -> None:
    parties = {fresh.holder_id, actor.party_id}
    if granted:
        facts = {"until_on": fresh.valid_until.isoformat()}
        entry = record(verbs.APPLICATION_GRANTED, actor=actor, subject=fresh, facts=facts, parties=parties)
        deadlines.plan_end(fresh)
        _show_guide(actor, fresh, [place.country for place in fresh.places.all()])
        body = _("Customs granted it until %(day)s. Its number: %(number)s.")
        subject = _("Your application to customs was granted")
    else:
        personal = {"reason": fresh.decided_words}
        entry = record(verbs.APPLICATION_REFUSED, actor=actor, subject=fresh, personal=personal, parties=parties)
        subject, body = _("Your application to customs was refused"), _("The reasons that customs gave:\n\n%(words)s")
    words = {"day": fresh.valid_until.isoformat(), "number": fresh.number, "words": fresh.decided_words}
    send_of_application(entry=entry, application=fresh, subject=subject, body=body % words)


def _show_guide(actor: Actor, fresh: CustomsApplication, countries: Sequence[str]) -> None:
    """The customs of these countries see the pictures of the guide from now on."""
    brands = {right.brand_id for right in rights_of(fresh) if right.brand_id}
    pictures: list[Evidence] = [
        piece
        for point in guide_of(brands)
        for piece in (point.genuine_picture, point.fake_picture)
        if piece is not None
    ]
    for agency in agencies_of(countries) if pictures else []:
        show(evidence=pictures[:500], party=agency, actor=actor)


def _stop_awaiting(rights: Sequence[Right], countries: Sequence[str]) -> None:
    """Customs that acted on their own have waited for this application."""
    waiting = Detention.objects.filter(application=None, right__in=rights, country__in=countries)
    for found in waiting.exclude(state__in=["destroyed", "seized", "released"]):
        clocks.stop(subject_id=found.id, event="application_filed", by="application_filed")
