"""A whole house for one journey: the web in this process, worker, schedule and sequencer in processes of their own."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection, connections

from audit.verify import Report, verify
from config.launcher import services as parts_of_the_house
from tests.cast import Market
from tests.journeys.database_clock import DatabaseClock

T = TypeVar("T")
PATIENCE_SECONDS = 60
TOGETHER = ("worker", "sequencer")


class House:
    """What a journey may know of the world behind the pages."""

    def __init__(self, market: Market, url: str, clock: DatabaseClock, folder: Path) -> None:
        self.market, self.url, self.clock, self.folder = market, url, clock, folder
        self.thread = ThreadPoolExecutor(1)

    def address(self, path: str) -> str:
        """The full address of a page inside the marketplace."""
        return f"{self.url}{self.market.url(path)}"

    def ask(self, work: Callable[[], T]) -> T:
        """What `work` answers inside the marketplace; in a thread of its own, as the browser's loop holds this one."""

        def inside() -> T:
            try:
                with self.market.inside():
                    return work()
            finally:
                connections.close_all()

        return self.thread.submit(inside).result()

    def wait_for(self, what: str, ready: Callable[[], object]) -> None:
        """Until `ready()` is true inside the marketplace; a minute at most."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.ask(ready):
            assert time.monotonic() < until, f"{what} did not happen:\n{self.said()}"
            time.sleep(0.1)

    def verified(self) -> Report:
        """The log read again from the first entry, with every committed row, once nothing waits for its seal."""
        self.wait_for("sealing", lambda: verify().waiting == 0)
        return self.ask(lambda: verify(rows=True))

    def letters(self, to: str) -> list[EmailMessage]:
        """The mails that have left for an address."""
        files = sorted((self.folder / "mailbox").glob("*"))
        found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [letter for letter in found if to in str(letter["To"])]

    def said(self) -> str:
        """The end of what worker and sequencer wrote."""
        return "\n".join((self.folder / f"{name}.log").read_text()[-3000:] for name in TOGETHER)


@contextmanager
def running(house: House) -> Iterator[House]:
    """Worker, schedule and sequencer as the launcher starts them, on the test's database."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "JOURNEY_BASE_SETTINGS": os.environ["DJANGO_SETTINGS_MODULE"],
        "JOURNEY_DATABASE": connection.settings_dict["NAME"],
        "JOURNEY_EVIDENCE": str(settings.EVIDENCE_DIR),
        "JOURNEY_MAILBOX": str(house.folder / "mailbox"),
    }
    (house.folder / "app").mkdir()
    parts = [part for part in parts_of_the_house(environment, port=0, state=house.folder) if part.name in TOGETHER]
    with ExitStack() as stack:
        stack.callback(house.thread.shutdown)
        for part in parts:
            log = stack.enter_context((house.folder / f"{part.name}.log").open("wb"))
            seed = {"MARKWARDEN_LOG_SEED_FILE": os.environ["MARKWARDEN_LOG_SEED_FILE"]}
            process = subprocess.Popen(
                part.command, env={**part.environment, **seed}, cwd=settings.BASE_DIR, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
            stack.callback(_end, process)
        yield house


def _end(process: subprocess.Popen[bytes]) -> None:
    """The whole group at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
