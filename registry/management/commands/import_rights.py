"""Bring a list of rights into a marketplace: `manage.py import_rights MARKETPLACE FILE --owner "Name"`."""

import gc
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.models import Party
from accounts.queries import parties
from accounts.services import register_party
from registry.reading.columns import COLUMNS, PICTURE, PICTURE_COLUMNS, guessed
from registry.reading.facts import Fault, Reading, Row
from registry.reading.named_pictures import in_folder
from registry.reading.raw import Raw, Unreadable
from registry.reading.source import IN_FACTS, raws, sniffed
from registry.reading.tables import table_by_reference
from registry.registers.offices import place_code
from registry.services import Went, import_rows
from registry.services.imports import MOST_TOGETHER
from tenancy.actor import Actor
from tenancy.context import tenant
from tenancy.errors import Refusal
from tenancy.models import Marketplace

SHOWN_FAULTS = 50


class Command(BaseCommand):
    """Rows that are wrong are listed with line and column while the rest goes in. The same list again changes nothing."""

    help = "Import rights from a table (CSV, XLSX), JSON Lines or a register's XML (ST.66, ST.96)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As the README shows them."""
        parser.add_argument("marketplace", help="the marketplace's slug")
        parser.add_argument("file", type=Path, help="the list; its format is found by what is in it")
        parser.add_argument("--owner", default="", help="the rights holder: its reference or its exact name")
        parser.add_argument(
            "--new-owner", default="", metavar="COUNTRY", help="register --owner, of that country, if new"
        )
        parser.add_argument("--classes", type=Path, help="a CSV file with more columns, found by its first one")
        parser.add_argument("--pictures", type=Path, help="the folder in which the pictures lie that the rows name")
        parser.add_argument("--territories", default="", help="EU,US: for rows that do not say (the owner's country)")
        parser.add_argument("--verified", action="store_true", help="they have been compared with the register")

    def handle(self, *args: Any, **options: Any) -> None:
        """Stream the file in batches, one transaction each."""
        marketplace = Marketplace.objects.filter(slug=options["marketplace"]).first()
        if marketplace is None:
            raise CommandError(f"There is no marketplace {options['marketplace']}.")
        for name in ("file", "classes", "pictures"):
            path = options[name]
            if path is not None and not path.exists():
                raise CommandError(f"There is no {path}.")
        actor = Actor.system(marketplace.id)
        with tenant(marketplace.id):
            owner = _owner(actor, options["owner"], options["new_owner"])
        began = time.monotonic()
        gc.freeze()  # what is loaded stays loaded: to look it over again and again takes a fifth of the time
        try:
            with options["file"].open("rb") as file:
                reading, records = _source(file, options, owner)
                rows = (reading.row(raw) for raw in records)
                went = self._run(marketplace, actor, owner, rows, verified=options["verified"])
        except Unreadable as fault:
            raise CommandError(str(fault)) from fault
        self._report(went, time.monotonic() - began)

    def _run(
        self,
        marketplace: Marketplace,
        actor: Actor,
        owner: Party,
        rows: Iterator[Row | list[Fault]],
        *,
        verified: bool,
    ) -> Went:
        """All batches; the bar counts rows."""
        went = Went()
        batch: list[Row] = []

        def take_in() -> None:
            with tenant(marketplace.id):
                went.add(import_rows(actor=actor, owner=owner, rows=batch, verified=verified))
            batch.clear()

        for found in tqdm(rows, unit=" rows", disable=None, file=self.stderr):
            if isinstance(found, Row):
                batch.append(found)
            else:
                went.faults += found
            if len(batch) == MOST_TOGETHER:
                take_in()
        if batch:
            take_in()
        return went

    def _report(self, went: Went, seconds: float) -> None:
        refused = {fault.line for fault in went.faults}
        for fault in sorted(went.faults, key=lambda fault: fault.line)[:SHOWN_FAULTS]:
            self.stderr.write(_said(fault))
        if len(went.faults) > SHOWN_FAULTS:
            self.stderr.write(f"… and {len(went.faults) - SHOWN_FAULTS} more.")
        self.stdout.write(
            f"{went.new} new, {went.changed} changed, {went.unchanged} unchanged, {len(refused)} refused;"
            f" {went.pictures} pictures; {seconds:.1f} s"
        )


def _said(fault: Fault) -> str:
    column = f", {fault.column}" if fault.column else ""
    return f"line {fault.line}{column}: {fault.sentence}"


def _source(file: BinaryIO, options: dict[str, Any], owner: Party) -> tuple[Reading, Iterator[Raw]]:
    """How the records are understood, and the records themselves."""
    words = options["territories"].replace(",", " ").split() or [owner.country]
    strange = [word for word in words if not place_code(word)]
    if strange:
        raise CommandError(f"Not a country or EU: {', '.join(strange)}.")
    more = table_by_reference(options["classes"]) if options["classes"] else {}
    constants = {"kind": "trademark", "territories": tuple(place_code(word) for word in words)}
    format = sniffed(file)
    records = raws(file, format)
    if format == "xml":
        return Reading(IN_FACTS, {}), records
    first = list(islice(records, 1))
    named = {fact: (column,) for fact, column in guessed(first[0].values if first else ()).items()}
    known = {**COLUMNS, PICTURE: PICTURE_COLUMNS}
    columns = {fact: (*names, *named.get(fact, ())) for fact, names in known.items()}
    pictures = in_folder(options["pictures"]) if options["pictures"] else None
    return Reading(columns, constants, more, pictures), chain(first, records)


def _owner(actor: Actor, name: str, country: str) -> Party:
    """The rights holder of that reference or name; without a name the only one that there is."""
    holders = Party.objects.filter(kind=Party.Kind.BRAND, state=Party.State.ACTIVE)
    if name:
        named = parties(actor, search=name).filter(id__in=holders.values("id"))
        found = [party for party in named if name in (party.name, party.reference)] or list(named[:2])
        if not found and country:
            try:
                return register_party(actor=actor, kind=Party.Kind.BRAND, name=name, country=place_code(country))
            except Refusal as refusal:
                raise CommandError(refusal.message) from refusal
    else:
        found = list(holders[:2])
    if len(found) != 1:
        raise CommandError("Name one rights holder of this marketplace with --owner; --new-owner registers it.")
    return found[0]
