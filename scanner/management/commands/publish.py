"""manage.py publish MARKETPLACE: check and publish or hold every listing that waits, without waiting for the worker."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from scanner.reference import current
from scanner.services import publish_waiting
from scanner.services.waiting import Published, waiting
from tenancy.actor import Actor
from tenancy.context import database_now, tenant
from tenancy.models import Marketplace


class Command(BaseCommand):
    """The same service as the worker's sweep, a batch a transaction: stopped at any time, it goes on where it was."""

    help = "Publish or hold the listings of a marketplace that wait for their check."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where."""
        parser.add_argument("marketplace", help="the marketplace's slug")

    def handle(self, *args: Any, **options: Any) -> None:
        """Until nothing waits that can be scanned, or another process is at it."""
        marketplace = Marketplace.objects.filter(slug=options["marketplace"]).first()
        if marketplace is None:
            raise CommandError(f"There is no marketplace {options['marketplace']}.")
        began = time.monotonic()
        with tenant(marketplace.id):
            loaded, waits = current(), waiting(database_now()).count()
        ready = time.monotonic()
        went = Published()
        with tqdm(total=waits, unit=" listings", disable=None, file=self.stderr) as bar:
            while batch := self._batch(marketplace):
                went.add(batch)
                bar.update(batch.public + batch.held + batch.set_aside)
        seconds = time.monotonic() - ready
        self.stdout.write(
            f"{went.public} public, {went.held} held, {went.set_aside} cannot be scanned; {went.matches} matches;"
            f" index {loaded.version.number} ready in {ready - began:.1f} s, published in {seconds:.1f} s"
        )

    def _batch(self, marketplace: Marketplace) -> Published | None:
        with tenant(marketplace.id):
            report = publish_waiting(actor=Actor.system(marketplace.id), now=database_now())
        if report.busy:
            self.stderr.write("A worker is publishing here at this moment; it does the rest.")
        return report if report.taken else None
