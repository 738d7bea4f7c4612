"""A program that knows nothing of us but the address and its key."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from uuid import uuid4


@dataclass(frozen=True)
class Answer:
    """Status, headers and what the body says."""

    status: int
    headers: dict[str, str]
    body: Any


class Program:
    """Calls the API of one marketplace with one key."""

    def __init__(self, root: str, key: str) -> None:
        self.root, self.key, self.place = root, key, ""

    def get(self, path: str) -> Answer:
        return self._call("GET", path)

    def post(self, path: str, **body: Any) -> Answer:
        """With an Idempotency-Key of its own, as every POST that starts something may have."""
        return self._call("POST", path, body, {"Idempotency-Key": uuid4().hex})

    def news(self) -> list[dict[str, Any]]:
        """What has changed since this was asked last: the change feed, followed by its place."""
        found: list[dict[str, Any]] = []
        while True:
            answer = self.get(f"changes?after={self.place}")
            if answer.status == 304:
                return found
            found += answer.body["changes"]
            self.place = answer.body["after"]
            if not answer.body["more"]:
                return found

    def _call(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        sent = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", **(headers or {})}
        request = urllib.request.Request(f"{self.root}{path}", data=data, headers=sent, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return _answer(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return _answer(refused)


def _answer(response: Any) -> Answer:
    raw = response.read()
    return Answer(response.status, dict(response.headers), json.loads(raw) if raw else None)
