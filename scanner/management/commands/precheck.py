"""manage.py precheck MARKETPLACE: the pre-check over a whole catalogue, as a stream."""

import csv
import json
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from scanner.precheck.told import told
from scanner.services.prechecking import PreCheck, look_through
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import tenant
from tenancy.models import Marketplace

COLUMNS = ("number", "seller", "severity", "field", "start", "end", "picture", "written", "rule", "sentence", "remedy")


class Command(BaseCommand):
    """One line for each finding, as CSV or JSON Lines, and the counts at the end. Nothing is written to the marketplace."""

    help = "Check all listings of a marketplace, or of a seller, as they would be checked before publication."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose listings, and where the findings go."""
        parser.add_argument("marketplace", help="the marketplace's slug")
        parser.add_argument("--seller", default="", help="reference of the one seller whose listings are checked")
        parser.add_argument(
            "--out", default="-", help="a file ending in .csv or .jsonl (default: JSON Lines on stdout)"
        )
        parser.add_argument(
            "--only", choices=["stop", "warn", "hint"], default="", help="findings of this weight alone"
        )
        parser.add_argument("--ended", action="store_true", help="listings that have ended as well")

    def handle(self, *args: Any, **options: Any) -> None:
        """In chunks of 300 along the ids, each in a transaction of its own: constant memory."""
        marketplace = Marketplace.objects.filter(slug=options["marketplace"]).first()
        if marketplace is None:
            raise CommandError(f"There is no marketplace {options['marketplace']}.")
        out = options["out"]
        if out != "-" and Path(out).suffix not in (".csv", ".jsonl"):
            raise CommandError("The file ends in .csv or .jsonl.")
        self.counts: Counter[str] = Counter()
        self.rules: Counter[tuple[str, str]] = Counter()
        begun = time.monotonic()
        opened = nullcontext(sys.stdout) if out == "-" else Path(out).open("w", encoding="utf-8", newline="")  # noqa: SIM115
        with opened as file, translation.override("en"):
            self._write(file, marketplace.id, options, is_csv=out.endswith(".csv"))
        self._tell(time.monotonic() - begun)

    def _write(self, file: TextIO, marketplace_id: UUID, options: dict[str, Any], *, is_csv: bool) -> None:
        table = csv.DictWriter(file, COLUMNS) if is_csv else None
        if table:
            table.writeheader()
        for row in self._rows(marketplace_id, options):
            if table:
                table.writerow({name: _safe(value) for name, value in row.items()})
            else:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _rows(self, marketplace_id: UUID, options: dict[str, Any]) -> Iterator[dict[str, Any]]:
        after = None
        while True:
            with tenant(marketplace_id):
                rows = Listing.objects.select_related("seller")
                if options["seller"]:
                    rows = rows.filter(seller__reference=options["seller"])
                if not options["ended"]:
                    rows = rows.exclude(state=Listing.State.ENDED)
                looked = look_through(actor=Actor.system(marketplace_id), rows=rows, after=after)
                rules = looked.by.rules.table.by_id
                said = [row for listing, result in looked.checked for row in self._said(listing, result, rules)]
            for listing, fault in looked.faulty:
                self.stderr.write(f"{listing.number} could not be checked: {type(fault).__name__}.")
            if looked.last is None:
                return
            yield from (row for row in said if options["only"] in ("", row["severity"]))
            after = looked.last

    def _said(self, listing: Listing, result: PreCheck, rules: Any) -> Iterator[dict[str, Any]]:
        self.counts["listings"] += 1
        self.counts["passed" if result.passed else "stopped"] += 1
        texts = {"title": listing.title, "description": listing.description, "brand": listing.brand}
        for one in told(result.findings, texts, rules):
            self.rules[one.severity, one.rule] += 1
            members = {name: getattr(one, name) for name in COLUMNS[2:]}
            yield {"number": listing.number, "seller": listing.seller.reference, **members}

    def _tell(self, seconds: float) -> None:
        counts = self.counts
        self.stderr.write(
            f"{counts['listings']:,} listings in {seconds:.1f} s: {counts['passed']:,} pass, {counts['stopped']:,} do not."
        )
        for (severity, rule), count in sorted(self.rules.items()):
            self.stderr.write(f"{severity:5} {rule:30} {count:,}")


def _safe(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
