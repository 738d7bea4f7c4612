"""A small shop that follows the marketplace, as the shop of a real one would: by the change feed, over HTTP, with a key.

It reads what has changed after the last place that it knows, shows it, and says so for each listing. What it knows lies
in one file, so it may be stopped at any moment. Nothing here needs more than Python's own library.
"""

import json
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

NEWS = 30
PAUSE_SECONDS = 1.0
BETWEEN_SECONDS = 0.03
AGAIN_SECONDS = 5.0
TIMEOUT_SECONDS = 20
logger = logging.getLogger(__name__)


@dataclass
class Shelf:
    """What the shop knows: the place in the feed, each listing's newest state and countries, the newest changes."""

    path: Path
    after: str = ""
    listings: dict[str, dict[str, Any]] = field(default_factory=dict)
    news: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def opened(cls, path: Path) -> "Shelf":
        """As it was left; empty if it never was, or cannot be read."""
        try:
            kept = json.loads(path.read_text())
            return cls(path, kept["after"], kept["listings"], kept["news"])
        except (FileNotFoundError, ValueError, KeyError):
            return cls(path)

    def show(self, facts: dict[str, Any], at: str) -> None:
        """Take in one change: an older state than the one shown changes nothing."""
        number, shown = facts["listing"], self.listings.get(facts["listing"])
        if shown is not None and shown["state"] >= facts["state"]:
            return
        before = shown["public_in"] if shown else []
        less = facts.get("demoted_in", [])
        self.listings[number] = {"state": facts["state"], "public_in": facts["public_in"], "demoted_in": less}
        change = {"number": number, "at": at, "before": before, "now": facts["public_in"], "reason": facts["reason"]}
        self.news = [change, *self.news][:NEWS]

    def save(self) -> None:
        """Whole or not at all."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps({"after": self.after, "listings": self.listings, "news": self.news}))
        os.replace(fresh, self.path)


class Shop:
    """Follows the feed below `base`, the address of the marketplace's API, ending in a slash."""

    def __init__(self, base: str, key: str, shelf: Shelf, sleep: Callable[[float], None] = time.sleep) -> None:
        self.base, self.key, self.shelf, self.sleep = base, key, shelf, sleep

    def follow(self) -> None:
        """For ever. While the marketplace is away the shop waits and asks again."""
        while True:
            self.sleep(self.turn())

    def turn(self) -> float:
        """Ask once, show and confirm what is new; how many seconds to wait before asking again."""
        try:
            status, answer, wait = self._call("GET", f"changes?{urlencode({'after': self.shelf.after})}")
            if status != 200:
                return wait
            newest = {
                change["facts"]["listing"]: change for change in answer["changes"] if change["what"] == "listing.state"
            }
            self.sleep(PAUSE_SECONDS)  # the time that a real shop takes to change its pages
            for change in newest.values():
                self.shelf.show(change["facts"], datetime.now(UTC).isoformat())
            self.shelf.save()
            for number, change in newest.items():
                self._confirm(number, change["facts"]["state"])
            self.shelf.after = answer["after"]
            self.shelf.save()
            return 0 if answer["more"] else wait
        except (URLError, HTTPException, OSError, ValueError) as trouble:
            logger.info("The marketplace does not answer (%s); asking again.", trouble)
            return AGAIN_SECONDS

    def _confirm(self, number: str, state: int) -> None:
        """Say that this state is shown. A refusal is said and left; too many calls are waited for."""
        while True:
            status, _answer, wait = self._call("POST", f"listings/{quote(number)}/states/{state}/applied")
            if status != 429:
                break
            self.sleep(wait)
        if status != 200:
            logger.warning("State %s of %s was refused: %s.", state, number, status)
        self.sleep(BETWEEN_SECONDS)

    def _call(self, method: str, path: str) -> tuple[int, Any, float]:
        """Status, answer, and how long to wait. URLError, or HTTPError for a fault of the server or a key refused."""
        headers = {"Authorization": f"Bearer {self.key}", "Accept": "application/json"}
        request = Request(self.base + path, method=method, headers=headers)
        try:
            with urlopen(request, timeout=TIMEOUT_SECONDS) as response:
                return response.status, json.load(response), _wait(response.headers)
        except HTTPError as answer:
            if answer.code >= 500 or answer.code == 401:
                raise
            return answer.code, None, _wait(answer.headers)


def _wait(headers: Any) -> float:
    """What Retry-After says, else two seconds."""
    said = headers.get("Retry-After", "")
    return float(said) if said.isdigit() else 2.0
