"""manage.py import_listings MARKETPLACE FILE: listings out of a JSON Lines or CSV file, then to be checked."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.models import Party
from sellers.content import Content, faults
from sellers.reading import ImportRow, RowFault, UnreadableFile, read_rows, row_of
from sellers.services.imports import MOST_TOGETHER, ImportReport, import_rows, seller_named
from tenancy.actor import Actor
from tenancy.context import tenant
from tenancy.models import Marketplace

SHOWN_FAULTS = 50


class Command(BaseCommand):
    """A row that cannot be taken in is named with its line and field, and the rest goes in.

    Doing it again changes nothing; a row that has changed since becomes a revision of its listing.
    """

    help = "Import listings from a JSON Lines or CSV file. They are checked before anybody sees them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, from what, whose."""
        parser.add_argument("marketplace", help="the marketplace's slug")
        parser.add_argument("file", type=Path, help="a file ending in .jsonl, .ndjson or .csv")
        whose = parser.add_mutually_exclusive_group()
        whose.add_argument("--seller", default="", help="reference of the seller whose listings all of them are")
        whose.add_argument(
            "--seller-field",
            default="marketplace",
            help="the field that names the seller of a row (default: marketplace)",
        )
        parser.add_argument(
            "--markets", default="US", help="where they are offered, unless a row says so (default: US)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction per 300 rows."""
        marketplace = Marketplace.objects.filter(slug=options["marketplace"]).first()
        if marketplace is None:
            raise CommandError(f"There is no marketplace {options['marketplace']}.")
        markets = options["markets"].upper().replace(",", " ").split()
        if wrong := faults(Content(title="-", markets=tuple(markets))):
            raise CommandError(wrong["markets"][0])
        self.sellers: dict[str, Party] = {}
        self.marketplace, self.markets, self.report = marketplace, markets, ImportReport()
        self.seller_field = "" if options["seller"] else options["seller_field"]
        if options["seller"]:
            self.sellers[""] = self._seller(options["seller"])
        begun = time.monotonic()
        try:
            self._read(options["file"])
        except (OSError, UnreadableFile) as error:
            raise CommandError(str(error)) from error
        self._tell(time.monotonic() - begun)

    def _read(self, path: Path) -> None:
        with path.open("rb") as file:
            lines = sum(1 for _line in file)
        with tqdm(total=lines, unit="lines", disable=None) as bar:
            for chunk in self._chunks(path, bar):
                with tenant(self.marketplace.id):
                    import_rows(
                        actor=Actor.system(self.marketplace.id),
                        rows=chunk,
                        seller_of=self._seller_of,
                        report=self.report,
                    )

    def _chunks(self, path: Path, bar: Any) -> Iterator[Sequence[ImportRow]]:
        rows = self._rows(path, bar)
        while chunk := list(islice(rows, MOST_TOGETHER)):
            yield chunk

    def _rows(self, path: Path, bar: Any) -> Iterator[ImportRow]:
        """The rows that can be taken in; what is wrong with the others goes to the report."""
        for line, given in read_rows(path):
            bar.update(line - bar.n)
            row = row_of(line, given, seller_field=self.seller_field, markets=self.markets)
            if isinstance(row, ImportRow):
                yield row
            else:
                self.report.faults += row

    def _seller(self, reference: str) -> Party:
        with tenant(self.marketplace.id):
            party = Party.objects.filter(reference=reference, kind=Party.Kind.SELLER).first()
        if party is None:
            raise CommandError(f"There is no seller {reference} in {self.marketplace.slug}.")
        return party

    def _seller_of(self, row: ImportRow) -> Party:
        if row.seller not in self.sellers:
            actor = Actor.system(self.marketplace.id)
            self.sellers[row.seller] = seller_named(actor=actor, name=row.seller, country=self.markets[0])
        return self.sellers[row.seller]

    def _tell(self, seconds: float) -> None:
        report = self.report
        for fault in sorted(report.faults, key=lambda one: one.line)[:SHOWN_FAULTS]:
            self.stderr.write(self._sentence(fault))
        if len(report.faults) > SHOWN_FAULTS:
            self.stderr.write(f"… and {len(report.faults) - SHOWN_FAULTS} more.")
        refused = len({fault.line for fault in report.faults})
        self.stdout.write(
            f"{report.made} listings made, {report.changed} changed, {report.unchanged} unchanged, "
            f"{refused} lines refused, in {seconds:.1f} s. They wait for their check."
        )

    @staticmethod
    def _sentence(fault: RowFault) -> str:
        return (
            f"line {fault.line}, {fault.field}: {fault.sentence}"
            if fault.field
            else f"line {fault.line}: {fault.sentence}"
        )
