"""A seller's own looks at its catalogue: begun once or by a schedule, gone through batch by batch, ended with a report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from audit.models import Entry
from delivery.services import mail
from enforcement.defence import verbs
from enforcement.defence.catalogue_report import report_of
from enforcement.defence.selfcheck import HEADINGS, heading_of, is_more, is_told, key_of, own_findings
from enforcement.models import CatalogueInspection, InspectionFinding, InspectionSchedule, VaultPaper
from enforcement.services.defence import Paper, put_in_vault
from gateway.uploads import checked_document
from policy.letters.languages import catalogue
from scanner.audit_sampling import following
from scanner.models import AuditSchedule
from scanner.precheck import values
from scanner.services.prechecking import PreCheck
from sellers.models import Listing
from tenancy import due
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tenancy.ids import reference
from workflow import jobs
from workflow.models import Job

KIND, ROUND = "inspection", "inspections"
MOST_KEPT = 20_000
"""Findings of one look that are kept line by line; the rest is counted."""
AT_ONCE = 50
Change = InspectionFinding.Change


@transaction.atomic
def inspect_catalogue(*, actor: Actor, looks: Sequence[str], now: datetime | None = None) -> CatalogueInspection:
    """Look through one's own catalogue now; `looks` are codes of `selfcheck.HEADINGS`.

    Raises Invalid where nothing is to be looked at, Conflict while a look is under way.
    """
    require(actor, "case.answer")
    wanted = _checked(actor, looks)
    return _begin(actor, wanted, None, now or database_now())


@transaction.atomic
def schedule_inspections(
    *, actor: Actor, cadence: str, looks: Sequence[str], now: datetime | None = None
) -> InspectionSchedule:
    """Look again and again, the first time within a minute; whoever has a schedule changes it, paused or not, and the next day
    stays where it was unless how often changes. Raises Invalid by field."""
    require(actor, "case.answer")
    wanted, at = _checked(actor, looks), now or database_now()
    if cadence not in AuditSchedule.Cadence.values:
        raise Invalid(fields={"cadence": [_("Choose how often.")]})
    known = _schedule(actor)
    made: InspectionSchedule = known or InspectionSchedule(party_id=_own(actor), next_at=at, made_at=at)
    if known and known.cadence != cadence:
        made.next_at = following(at, cadence, at.day)
    made.cadence, made.looks, made.paused_at, made.next_at = cadence, wanted, None, max(made.next_at, at)
    made.save()
    _say_schedule(actor, made, "changed" if known else "begun")
    due.ring(ROUND, at=made.next_at)
    return made


@transaction.atomic
def pause_inspections(*, actor: Actor, paused: bool, now: datetime | None = None) -> InspectionSchedule:
    """Let no look begin until it is taken up again; what would have begun meanwhile is not caught up with. Idempotent.

    Raises NotFound where there is no schedule.
    """
    require(actor, "case.answer")
    row, at = _held(actor), now or database_now()
    if paused is (row.paused_at is not None):
        return row
    row.paused_at = at if paused else None
    if not paused and row.next_at < at:
        row.next_at = at
    row.save(update_fields=["paused_at", "next_at"])
    _say_schedule(actor, row, "paused" if paused else "resumed")
    if not paused:
        due.ring(ROUND, at=row.next_at)
    return row


@transaction.atomic
def end_inspections(*, actor: Actor, now: datetime | None = None) -> InspectionSchedule:
    """Nothing begins by itself any more; the reports stay. Raises NotFound where there is no schedule."""
    require(actor, "case.answer")
    row = _held(actor)
    row.ended_at = now or database_now()
    row.save(update_fields=["ended_at"])
    _say_schedule(actor, row, "ended")
    return row


def begin_due(*, actor: Actor, now: datetime) -> int:
    """Begin what is due; how many. Who is being looked through already is passed over. For the round."""
    rows = InspectionSchedule.objects.filter(ended_at=None, paused_at=None, next_at__lte=now).order_by("next_at", "id")
    begun = 0
    for one in rows.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE]:
        try:
            with transaction.atomic():
                _begin(replace(actor, party_id=one.party_id), list(one.looks), one, now)
            begun += 1
        except Conflict:
            pass
        while one.next_at <= now:  # what was missed while nothing ran is not caught up with
            one.next_at = following(one.next_at, one.cadence, one.made_at.day)
        one.save(update_fields=["next_at"])
    return begun


def next_due() -> datetime | None:
    """When the next look begins by itself. One query."""
    rows = InspectionSchedule.objects.filter(ended_at=None, paused_at=None).order_by("next_at")
    return rows.values_list("next_at", flat=True).first()


def note_batch(
    *, found: CatalogueInspection, checked: Sequence[tuple[Listing, PreCheck]], faulty: int, now: datetime
) -> None:
    """Write down what a batch of listings lacks, and what of the last time is mended. For the job, which holds the row."""
    listings = [listing for listing, _result in checked]
    own = own_findings(listings, found.looks, now)
    before = _before(found, [one.id for one in listings])
    rows: list[InspectionFinding] = []
    hints = 0
    for listing, result in checked:
        told: dict[str, InspectionFinding] = {}
        for heading, finding in [*((heading_of(one), one) for one in result.findings), *own[listing.id]]:
            if heading not in found.looks:
                continue
            if is_told(finding):
                told.setdefault(key_of(finding), _row(found, listing, heading, finding, before))
            elif finding.remedy != "nothing":
                hints += 1
        rows += told.values()
        rows += _mended(
            found, listing, [one for key, one in before.items() if key[0] == listing.id and key[1] not in told]
        )
    counts = {
        "looked": len(checked), "hints": hints, "unchecked": faulty,
        "uncompared": sum(not result.complete for _listing, result in checked),
        "with_findings": len({row.listing_id for row in rows if row.change != Change.MENDED}),
    }  # fmt: skip
    _keep(found, rows, counts)


def note_gone(*, found: CatalogueInspection, after: UUID | None, most: int) -> UUID | None:
    """Of the listings that have ended since, what was found the last time is mended. The id of the last row that was looked at,
    None behind the end. For the job."""
    if found.previous_id is None:
        return None
    rows = InspectionFinding.objects.filter(inspection_id=found.previous_id, heading__in=found.looks)
    if after is not None:
        rows = rows.filter(id__gt=after)
    chunk = list(rows.select_related("listing").order_by("id")[:most])
    gone = [one for one in chunk if one.listing.state == Listing.State.ENDED and one.change != Change.MENDED]
    _keep(found, [row for one in gone for row in _mended(found, one.listing, [one])], {})
    return chunk[-1].id if chunk else None


def finish(*, found: CatalogueInspection, now: datetime) -> None:
    """Everything was looked through: the report goes into the vault, and the seller is told. For the job."""
    party = Party.objects.select_related("tenant").get(id=found.party_id)
    house = replace(Actor.system(current_tenant()), party_id=party.id)
    found.ended_at = now
    with translation.override(catalogue(party.language)):
        found.paper = _filed(house, found, party, now)
    found.save(update_fields=["ended_at", "paper", "counts"])
    entry = record(
        verbs.CATALOGUE_INSPECTED, actor=house, subject=found, rows=[found.paper] if found.paper else [],
        parties=[party.id],
    )  # fmt: skip
    _tell(entry, found, party)


def _filed(house: Actor, found: CatalogueInspection, party: Party, now: datetime) -> VaultPaper | None:
    rows = InspectionFinding.objects.filter(inspection=found).select_related("listing")
    called = _("Inspection of the catalogue, %(reference)s.pdf") % {"reference": found.reference}
    paper = Paper(
        kind="inspection", file=checked_document(report_of(found, rows, party, now)), name=called, goods=_("The whole catalogue"),
        issued_on=now.date(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            return put_in_vault(actor=house, paper=paper, now=now)
    except Conflict:  # the vault is full: the report is on the page all the same
        return None


def _tell(entry: Entry, found: CatalogueInspection, party: Party) -> None:
    link = settings.SITE_URL + reverse("enforcement:inspection", args=[party.tenant.slug, found.reference])
    with translation.override(catalogue(party.language)):
        counts = found.counts
        if open_ones := counts.get("new", 0) + counts.get("open", 0):
            subject = _("Your catalogue was inspected: %(n)d findings") % {"n": open_ones}
        else:
            subject = _("Your catalogue was inspected: nothing was found")
        body = _(
            "%(looked)d listings were looked through. New: %(new)d. Still open: %(open)d. Mended: %(mended)d.\n\n"
            "The report: %(link)s\n\nNobody but you sees it. It lies in your vault and answers a complaint by a tick."
        )
        facts = {name: counts.get(name, 0) for name in ("looked", "new", "open", "mended")}
        body %= {**facts, "link": link}
    mail(
        to_party=party, template="letter", context={"subject": subject, "body": body}, entry=entry, language=party.language
    )  # fmt: skip


def _begin(
    actor: Actor, looks: Sequence[str], schedule: InspectionSchedule | None, now: datetime
) -> CatalogueInspection:
    _let_go(actor.party_id, now)
    ended = CatalogueInspection.objects.filter(party_id=actor.party_id, ended_at__isnull=False)
    try:
        with transaction.atomic():
            found: CatalogueInspection = CatalogueInspection.objects.create(
                party_id=actor.party_id, reference=reference("IN", 9), looks=list(looks), schedule=schedule, made_at=now,
                previous=ended.order_by("-id").first(),
            )  # fmt: skip
    except IntegrityError as again:
        raise Conflict(_("Your catalogue is being looked through already.")) from again
    found.job_id = jobs.ask(actor=actor, kind=KIND, parameters={"inspection": str(found.id)}).id
    found.save(update_fields=["job_id"])
    record(verbs.INSPECTION_BEGUN, actor=actor, subject=found, parties=[actor.party_id])
    return found


def _let_go(party_id: UUID | None, now: datetime) -> None:
    """A look whose job was cancelled or has failed does not stand in the way of the next one."""
    rows = CatalogueInspection.objects.filter(party_id=party_id, ended_at=None, stopped_at=None)
    held = rows.select_for_update(of=("self",)).first()
    if held and not Job.objects.filter(id=held.job_id).open().exists():
        held.stopped_at = now
        held.save(update_fields=["stopped_at"])


def _own(actor: Actor) -> UUID:
    if actor.party_id is None:
        raise Denied(_("Only a seller has a catalogue."))
    return actor.party_id


def _checked(actor: Actor, looks: Sequence[str]) -> list[str]:
    sellers = Party.objects.filter(id=_own(actor), kind=Party.Kind.SELLER)
    if sellers.select_for_update().first() is None:  # two members who begin at once take turns
        raise Denied(_("Only a seller has a catalogue."))
    wanted = [code for code in HEADINGS if code in looks]
    if not wanted or set(looks) - set(HEADINGS):
        raise Invalid(fields={"looks": [_("Choose what is looked at.")]})
    return wanted


def _schedule(actor: Actor) -> InspectionSchedule | None:
    rows = InspectionSchedule.objects.visible_to(actor).filter(ended_at=None)
    found: InspectionSchedule | None = rows.select_for_update(of=("self",)).first()
    return found


def _held(actor: Actor) -> InspectionSchedule:
    row = _schedule(actor)
    if row is None:
        raise NotFound
    return row


def _say_schedule(actor: Actor, row: InspectionSchedule, deed: str) -> None:
    facts = {"deed": deed, "cadence": row.cadence}
    record(verbs.INSPECTIONS_SCHEDULED, actor=actor, subject=row, facts=facts, parties=[row.party_id])


Before = Mapping[tuple[UUID, str], InspectionFinding]


def _before(found: CatalogueInspection, listings: Sequence[UUID]) -> Before:
    """What the look before had found in these listings under the same headings, and was not mended then."""
    if found.previous_id is None:
        return {}
    rows = InspectionFinding.objects.filter(
        inspection_id=found.previous_id, listing_id__in=listings, heading__in=found.looks
    ).exclude(change=Change.MENDED)
    return {(row.listing_id, row.key): row for row in rows}


def _row(
    found: CatalogueInspection, listing: Listing, heading: str, finding: values.Finding, before: Before
) -> InspectionFinding:
    key = key_of(finding)
    was = before.get((listing.id, key))
    is_old = was is not None and not is_more(finding.facts, was.facts)
    return InspectionFinding(
        inspection=found, listing=listing, revision=listing.revision, heading=heading, code=finding.code,
        weight=values.SEVERITIES.index(finding.severity), field=finding.place.field, picture=finding.place.picture,
        rule=finding.rule, remedy=finding.remedy, facts=dict(finding.facts), key=key,
        change=Change.OPEN if is_old else Change.NEW,
    )  # fmt: skip


def _mended(found: CatalogueInspection, listing: Listing, rows: Sequence[InspectionFinding]) -> list[InspectionFinding]:
    same = ("heading", "weight", "code", "field", "picture", "rule", "remedy", "facts", "key")
    return [
        InspectionFinding(
            inspection=found, listing=listing, revision=listing.revision, change=Change.MENDED,
            **{name: getattr(one, name) for name in same},
        )
        for one in rows
    ]  # fmt: skip


def _keep(found: CatalogueInspection, rows: Sequence[InspectionFinding], more: Mapping[str, int]) -> None:
    """The rows, and what they count: each change; under each heading what is there; the gravest of it."""
    there = [row for row in rows if row.change != Change.MENDED]
    room = max(0, MOST_KEPT - found.counts.get("kept", 0))
    InspectionFinding.objects.bulk_create(rows[:room])
    counts = {
        **more, **{change: sum(row.change == change for row in rows) for change in Change.values},
        **{heading: sum(row.heading == heading for row in there) for heading in HEADINGS},
        "must": sum(row.weight == 0 for row in there), "kept": len(rows[:room]), "unkept": len(rows[room:]),
    }  # fmt: skip
    found.counts = {name: found.counts.get(name, 0) + counts.get(name, 0) for name in {**found.counts, **counts}}
    found.save(update_fields=["counts"])
