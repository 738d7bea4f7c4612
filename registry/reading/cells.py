"""A fact as one cell of a table: what a list is exported in, and what `registry.reading.facts` reads back as the same."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

BY_SEMICOLON = frozenset({"aliases", "categories", "vienna", "locarno"})


def cell_of(fact: str, value: Any) -> str:
    """The value as people write it in a cell."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "\n".join(f"{number}: {words}" for number, words in value.items())
    if isinstance(value, list | tuple):
        return _listed(fact, value)
    return str(value)


def _listed(fact: str, values: list[Any] | tuple[Any, ...]) -> str:
    if any(isinstance(one, Mapping) for one in values):
        ordered = ("office", "number", "filed_on")
        return "; ".join(" ".join(str(one.get(name, "")) for name in ordered) for one in values)
    texts = [str(one) for one in values]
    if fact in BY_SEMICOLON:
        if any(";" in text for text in texts) or (texts and texts[0].startswith(("[", "{"))):
            return json.dumps(texts, ensure_ascii=False)
        return "; ".join(texts)
    return ", ".join(texts)
