"""Lists of listings as sellers upload them: kept, understood, looked at before anything happens, taken in by a job."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import Fact, record
from evidence import files
from evidence.services import show, store
from gateway.uploads import checked_file
from registry.reading.raw import Raw, Unreadable
from registry.reading.source import KEPT_AS, raws, sniffed
from registry.registers.offices import place_code
from sellers import verbs
from sellers.content import CURRENCY, Content, faults
from sellers.models import Listing, ListingFile, RowReport
from sellers.reading import ImportRow, RowFault, row_of
from sellers.services.listings import seller_for
from sellers.uploading.columns import FORM, GROUP, HEADINGS, PICTURES, further_forms, further_pictures, guessed
from sellers.uploading.laid_out import LaidOut, lay_out
from sellers.uploading.together import SHARED, Rows, completed, form_named, one_listing, said, together
from tenancy.actor import Actor
from tenancy.context import current_tenant, tenant
from tenancy.errors import Conflict, Invalid
from tenancy.ids import reference
from workflow import jobs

KIND = "listings_upload"
FORMATS = ("csv", "jsonl", "xlsx")
PEEKED = 200
"""So many rows are looked at before the list is taken in."""
LAYOUT = 2
"""Counts changes of how lists are laid out: a copy of before is not entered at today's bytes."""


def receive_upload(*, actor: Actor, file: BinaryIO, name: str, seller: Party | None = None) -> ListingFile:
    """Keep a list as it came, with a first guess at what its columns mean. Raises Invalid for the field "file"."""
    require(actor, "listing.submit")
    party = seller_for(actor, seller)
    try:
        format = sniffed(file)
        if format not in FORMATS:
            raise Unreadable(_("This is no list of listings: upload CSV, a spreadsheet (.xlsx) or JSON Lines."))
        headings = _headings(file, format)
    except Unreadable as fault:
        raise Invalid(fields={"file": [str(fault)]}) from fault
    checked = checked_file(file, media_type=KEPT_AS[format], most=settings.UPLOAD_LIST_MAX_BYTES)
    with transaction.atomic():
        evidence = store(data=checked, kind="listings_list", actor=actor, label=name)
        if actor.party_id != party.id:
            show(evidence=[evidence], party=party, actor=actor)
        earlier = ListingFile.objects.filter(seller=party, headings=headings).exclude(job=None).order_by("-id").first()
        found: ListingFile = ListingFile.objects.create(
            reference=reference("LF", 7), seller=party, evidence=evidence, membership_id=actor.membership_id,
            format=format, headings=headings, columns=dict(earlier.columns) if earlier else guessed(headings),
            markets=_usual_markets(party), currency=_usual_currency(party),
        )  # fmt: skip
        facts: dict[str, Fact] = {"format": format, "size": checked.size, "sha256": checked.sha256}
        record(verbs.LIST_RECEIVED, actor=actor, subject=found, refs=[evidence], facts=facts, parties=[party.id])
    return found


def _headings(file: BinaryIO, format: str) -> list[str]:
    file.seek(0)
    found: dict[str, None] = {}
    rows = list(islice(raws(file, format), PEEKED))
    for raw in rows:
        found |= dict.fromkeys(str(name)[:120] for name in raw.values)
    if not rows:
        raise Unreadable(_("There is no row in this file beside the heading."))
    return list(found)[:200]


def _usual_markets(party: Party) -> list[str]:
    """Where the seller's last listing is offered, else its own country."""
    last = Listing.objects.filter(seller=party).order_by("-id").values_list("markets", flat=True).first()
    return list(last or ([party.country] if party.country else []))


def _usual_currency(party: Party) -> str:
    last = Listing.objects.filter(seller=party).exclude(currency="").order_by("-id").values_list("currency", flat=True)
    return str(last.first() or "")


def map_upload(
    *, actor: Actor, listed: ListingFile, columns: Mapping[str, str], markets: str, currency: str
) -> ListingFile:
    """Say what the columns mean and what holds for all rows. Conflict once it is taken in; Invalid by field."""
    require(actor, "listing.submit")
    codes = [place_code(word) for word in markets.replace(",", " ").replace(";", " ").split()]
    wrong = {
        name: [_("There is no such column.")] for name, one in columns.items() if one and one not in listed.headings
    }
    if bad := faults(Content(title="-", markets=tuple(codes))).get("markets"):
        wrong["markets"] = bad
    if currency and not CURRENCY.fullmatch(currency.strip().upper()):
        wrong["currency"] = [_("A currency has three capital letters, as in USD.")]
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        fresh = _held(listed)
        fresh.columns = {name: one for name, one in columns.items() if one and name in HEADINGS}
        fresh.markets, fresh.currency = sorted(set(codes)), currency.strip().upper()
        fresh.save(update_fields=["columns", "markets", "currency"])
    return fresh


def take_in(*, actor: Actor, listed: ListingFile) -> ListingFile:
    """Have the list taken in by a job. Conflict if it was already; Invalid if no column holds the number or the title."""
    require(actor, "listing.submit")
    with transaction.atomic():
        fresh = _held(listed)
        missing = {
            name: [_("Choose the column that holds it: no listing is taken in without.")]
            for name in ("number", "title")
            if name not in fresh.columns
        }
        if missing:
            raise Invalid(fields=missing)
        fresh.job = jobs.ask(
            actor=actor, kind=KIND, parameters={"list": str(fresh.id), "called": fresh.reference}, key=str(fresh.id)
        )
        fresh.save(update_fields=["job"])
    return fresh


def _held(listed: ListingFile) -> ListingFile:
    found: ListingFile = ListingFile.objects.select_for_update().get(id=listed.id)
    if found.job_id is not None:
        raise Conflict(_("This list is taken in already. Upload the file again to read it differently."))
    return found


def row_read(listed: ListingFile, raw: Raw) -> ImportRow | list[RowFault]:
    """The listing that a row is, or everything that is wrong with it."""
    if raw.fault:
        return [RowFault(raw.line, "", raw.fault)]
    columns = {name: (listed.columns[name],) if name in listed.columns else () for name in HEADINGS}
    if chosen := columns[PICTURES]:
        columns[PICTURES] = chosen + further_pictures(listed.headings, *chosen)
    return row_of(
        raw.line, raw.values, seller_field="", markets=listed.markets, columns=columns, currency=listed.currency
    )


def listing_read(listed: ListingFile, rows: Rows) -> ImportRow | list[RowFault]:
    """The listing that rows which belong together are, or everything that is wrong with any of them."""
    group, number = (listed.columns.get(name, "") for name in (GROUP, "number"))
    called = said(rows[0], group)
    if not called:
        return row_read(listed, rows[0])
    shared = [listed.columns[name] for name in SHARED if name in listed.columns]
    whole = completed(rows, group=group, number=number, shared=shared)
    sound: list[ImportRow] = []
    wrong: list[RowFault] = []
    for raw in whole:
        read = row_read(listed, raw if raw.fault else replace(raw, values={**raw.values, number: called}))
        if isinstance(read, ImportRow):
            sound.append(replace(read, number=said(raw, number)))
        else:
            wrong += [replace(one, field=GROUP) if one.field == "number" else one for one in read]
    if wrong:
        return wrong
    columns = further_forms(listed.headings, listed.columns.get(FORM, ""))
    titled = zip(whole, sound, strict=True)
    names = {one.line: form_named(raw, columns, one.content.title) for raw, one in titled}
    found = one_listing(called, sound, names)
    doubtful = faults(found.content).get("variants", [])
    return [RowFault(found.line, "number", sentence) for sentence in doubtful] or found


def columns_used(listed: ListingFile) -> set[str]:
    """The columns that say something of the listings: the chosen ones, and those read beside them."""
    used = set(listed.columns.values())
    if chosen := listed.columns.get(PICTURES):
        used |= set(further_pictures(listed.headings, chosen))
    if GROUP in listed.columns:
        used |= set(further_forms(listed.headings, listed.columns.get(FORM, "")))
    return used


@dataclass
class Outlook:
    """A look at the first rows: how many were read, those that would go in, what is wrong with the others."""

    looked: int = 0
    sound: list[ImportRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    first: list[Raw] = field(default_factory=list)


def outlook(listed: ListingFile) -> Outlook:
    """What the first 200 rows would become; nothing is changed. Raises Unreadable for a file that breaks off."""
    found = Outlook()
    with original(listed).open("rb") as file:
        found.first = list(islice(raws(file, listed.format), PEEKED))
        found.looked = len(found.first)
        for rows in together(found.first, listed.columns.get(GROUP, "")):
            read = listing_read(listed, rows)
            if isinstance(read, ImportRow):
                found.sound.append(read)
            else:
                found.faults += read
    return found


def original(listed: ListingFile) -> Path:
    """Where the file lies, as it came."""
    return files.original_path(current_tenant(), listed.evidence.address)


def laid_out(listed: ListingFile, *, step: int) -> LaidOut:
    """Lay the list out beside the copies, to be entered at any byte; checked against its digest once."""
    source = files.checked_path(current_tenant(), listed.evidence.address, listed.evidence.sha256)
    place = copy_of(listed)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = place.with_suffix(".new")
    with source.open("rb") as file, fresh.open("wb") as target:
        number, group = (listed.columns.get(name, "") for name in ("number", GROUP))
        found = lay_out(file, listed.format, target, number=number, step=step, group=group)
    fresh.replace(place)
    return found


def copy_of(listed: ListingFile) -> Path:
    """Where the list lies as lines, or would."""
    return files.copy_path(current_tenant(), listed.evidence.address, 0).parent / f"lines-{LAYOUT}-{listed.id}"


def forget_copy(listed: ListingFile) -> None:
    """Delete the lines; the original stays."""
    with suppress(FileNotFoundError):
        copy_of(listed).unlink()


def reported(listed: ListingFile, *, refused_alone: bool = False) -> Iterator[Sequence[Any]]:
    """Every row, those of a listing where the first of them stands: [line, number, what became of it, [[column, sentence], …]].

    For the marketplace it is called in, and read as it goes out, which may be after that was left.
    """
    return _reported(current_tenant(), listed, refused_alone=refused_alone)


def _reported(place: UUID, listed: ListingFile, *, refused_alone: bool) -> Iterator[Sequence[Any]]:
    line = -1
    while True:
        with tenant(place):
            following = RowReport.objects.filter(listed=listed, first_line__gt=line).order_by("first_line").first()
        if following is None:
            return
        line = following.first_line
        yield from (row for row in following.rows if not refused_alone or row[2] == "refused")
