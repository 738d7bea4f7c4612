"""Asking the product something as somebody, and what can be seen of the answer from outside."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.architecture.matrix import Row, row_of
from tests.architecture.routes import Route
from tests.architecture.stage import Side, make_side
from tests.architecture.things import Things
from tests.scanner.stage import png
from tests.sessions import signed_in

PLACE = re.compile(r"\{(\w+)\}")
FACTS = {"licence_day", "draft_terms", "offered_terms", "detention_day", "soon"}
"""What the stage says of its things, a day or a digest, that names none of them."""
TOKEN = re.compile(r'[A-Za-z0-9]{64}|(?<=name="once" value=")[0-9a-f-]{36}')
OF_THE_MOMENT = ("date", "x-request-id", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset")
TABLE = re.compile(r'(?:FROM|JOIN|UPDATE|INTO) "?(\w+)"?')
WRITE = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?|SELECT (audit_record)\(')
OF_THE_SESSION = {"accounts_apikey", "django_session", "usersessions_usersession"}
"""What may be written where nothing was done: that a key was used, and the person's own session."""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever the block writes is taken back, on both connections."""
    with transaction.atomic(), transaction.atomic("counters"):
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, "counters")


@dataclass(frozen=True)
class Answer:
    """Status, body, headers and cookies, without what belongs to the moment and with the id itself taken out.

    `tables` were touched and `written` were written to, by so many `queries`; two answers are the same without them.
    """

    status: int
    body: str
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    tables: frozenset[str] = field(compare=False)
    written: frozenset[str] = field(compare=False)
    queries: int = field(compare=False)

    @classmethod
    def of(cls, response: Any, ids: set[str], statements: list[str]) -> "Answer":
        """What `response` shows; `ids` are those that were asked for."""

        def without_ids(text: str) -> str:
            for one in ids:
                text = text.replace(one, "id")
            return TOKEN.sub("token", text)

        headers = [(name.lower(), without_ids(value)) for name, value in response.items()]
        return cls(
            status=response.status_code,
            body=without_ids(response.getvalue().decode("utf-8", "replace")),
            headers=tuple(sorted(pair for pair in headers if pair[0] not in OF_THE_MOMENT)),
            cookies=tuple(sorted(response.cookies)),
            tables=frozenset(name for statement in statements for name in TABLE.findall(statement)),
            written=frozenset(
                "".join(found) for statement in statements for found in WRITE.findall(statement) if any(found)
            ),
            queries=sum(not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")) for statement in statements),
        )


@dataclass(frozen=True)
class Ask:
    """One request: to a route under the address of `to`, by somebody of `by`, about these things."""

    route: Route
    method: str
    row: Row
    by: Side
    who: str
    to: Side
    named: Things
    sent: Things | None = None

    def address(self) -> str:
        """Where it goes."""
        parts: dict[str, Any] = {"slug": self.to.market.slug}
        for name, thing in self.row.path.items():
            parts[name] = thing.removeprefix("=") if thing.startswith("=") else self.named[thing]
        return reverse(self.route.name, kwargs=parts)

    def fields(self) -> dict[str, Any]:
        """What is sent, with its things in place; nothing where `sent` is None."""
        if self.sent is None:
            return {}
        things = self.sent

        def placed(value: Any) -> Any:
            if isinstance(value, dict):
                return {placed(name): placed(inner) for name, inner in value.items()}
            if isinstance(value, list):
                return [placed(inner) for inner in value]
            return PLACE.sub(lambda found: things[found[1]], value) if isinstance(value, str) else value

        return placed(dict(self.row.sent))

    def ids(self) -> set[str]:
        """Every id that stands in it."""
        named = {self.named[thing] for thing in self.row.path.values() if not thing.startswith("=")}
        return named | {self.sent[thing] for thing in things_sent(self.row)} if self.sent is not None else named


def things_sent(row: Row) -> list[str]:
    """The things in what a row sends."""
    return [name for name in PLACE.findall(json.dumps(dict(row.sent))) if name not in FACTS]


class House:
    """Both marketplaces, and a way to ask as everybody in them."""

    def __init__(self) -> None:
        self.home, self.away = make_side("fair", with_rivals=True), make_side("grand")
        self._client = Client()
        self._sessions = {
            (side.market.slug, name): signed_in(Client(), player.membership).cookies["sessionid"].value
            for side in (self.home, self.away)
            for name, player in side.market.people.items()
        }
        connection.check_constraints()  # once, or every test would check all of this again

    def asked(self, route: Route, method: str) -> Ask:
        """The request of the one whom the route is for, about their own things."""
        row = row_of(route.name, method)
        assert row is not None
        return Ask(route, method, row, self.home, row.role, self.home, self.home.own, self.home.own)

    def ask(self, ask: Ask) -> Answer:
        """The answer; nothing of the request is left."""
        with undone():
            return self.seen(ask)

    def seen(self, ask: Ask, **more: str) -> Answer:
        """The answer to a request with `more` headers; what it did stays."""
        headers = dict(more)
        self._client.cookies = SimpleCookie()
        if ask.who.startswith("key:"):
            headers |= ask.by.market.keys[ask.who.removeprefix("key:")].headers
        else:
            self._client.cookies["sessionid"] = self._sessions[ask.by.market.slug, ask.who]
        reset_queries()  # Django keeps the last 9,000, and one test asks for every page three times
        with CaptureQueriesContext(connection) as queries:
            response = self._send(ask, headers)
            statements = [query["sql"] for query in queries]
            return Answer.of(response, ask.ids(), statements)

    def _send(self, ask: Ask, headers: dict[str, str]) -> Any:
        fields = ask.fields()
        if ask.method in ("GET", "HEAD"):
            return self._client.generic(ask.method, ask.address(), headers=headers, query_params=fields)
        files = {name: _file(name) for name in ask.row.files}
        if ask.route.is_api and not files:
            return self._client.generic(
                ask.method, ask.address(), json.dumps(fields), "application/json", headers=headers
            )
        body = encode_multipart(BOUNDARY, {**fields, **files})
        return self._client.generic(ask.method, ask.address(), body, MULTIPART_CONTENT, headers=headers)


def _file(name: str) -> SimpleUploadedFile:
    """A list of rights where one is wanted, elsewhere a picture."""
    if name == "list":
        return SimpleUploadedFile("a.csv", b"title,number,office,classes\nFjord,1,US,18\n", "text/csv")
    return SimpleUploadedFile("a.png", png(1), "image/png")
