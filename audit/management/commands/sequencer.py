"""The sequencer's process: the only one that may read the log's secret seed."""

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit import sequencer
from tenancy.catalogue import faults

IDLE_SECONDS = 0.2
REPAIR_SECONDS = 60


class Command(BaseCommand):
    """Numbers and signs entries until it is told to stop; any number of them may run."""

    help = "Give committed log entries their positions and sign checkpoints."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument("--once", action="store_true", help="Seal everything that waits, then end.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop; a round with nothing to do costs one query."""
        if wrong := faults():
            raise CommandError("The wall does not stand, so nothing is sealed: " + " ".join(wrong))
        seed = sequencer.read_seed()
        sealed = sequencer.repair(seed)
        if options["once"]:
            self.stdout.write(f"{sealed} entries sealed.")
            return
        self.stopping = False
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        repaired = time.monotonic()
        while not self.stopping:
            if not sequencer.run_once(seed):
                time.sleep(IDLE_SECONDS)
            if time.monotonic() - repaired > REPAIR_SECONDS:
                sequencer.repair(seed)
                repaired = time.monotonic()

    def _stop(self, *_: Any) -> None:
        self.stopping = True
