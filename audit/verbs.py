"""What can be said in the log. Each app declares its verbs once, in `verbs.py`; everybody reads them here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.utils import formats
from django.utils.functional import Promise

_verbs: dict[str, "Verb"] = {}


class Audience(Enum):
    """Who may see an entry, beside the marketplace's own staff."""

    PARTIES = "parties"  # the parties that the entry names
    OPERATOR = "operator"  # nobody else


@dataclass(frozen=True)
class Verb:
    """One kind of entry: `name` for programs, `sentence` for people, the facts that its public bytes may hold."""

    name: str
    sentence: str | Promise
    version: int
    facts: frozenset[str]
    audience: Audience
    tone: str  # "", "good" or "stop": the colour of its dot in a timeline
    words: Mapping[str, Callable[[Any], str]]  # how a fact that is a code is said to people

    def say(self, facts: dict[str, Any]) -> str:
        """The sentence with its places filled; a fact that an older entry lacks reads as a dash."""
        return str(self.sentence) % {name: self._said(name, facts.get(name)) for name in self.facts}

    def _said(self, name: str, fact: Any) -> Any:
        if fact is None:
            return "–"
        if name in self.words:
            return self.words[name](fact)
        return _day(fact) if name.endswith("_on") else fact


def _day(fact: Any) -> Any:
    """A day of the log as people read it."""
    try:
        return formats.date_format(date.fromisoformat(fact), "j M Y")
    except (TypeError, ValueError):
        return fact


def verb(
    name: str,
    sentence: str | Promise,
    *,
    version: int = 1,
    facts: tuple[str, ...] = (),
    audience: Audience = Audience.PARTIES,
    tone: str = "",
    words: Mapping[str, Callable[[Any], str]] | None = None,
) -> Verb:
    """Declare a verb such as "case.decided"; `words` say its codes to people.

    Declaring a name twice is a fault of the programmer.
    """
    if name in _verbs:
        raise ValueError(f"The verb {name} is declared twice.")
    declared = Verb(name, sentence, version, frozenset(facts), audience, tone, words or {})
    _verbs[name] = declared
    return declared


def declared(name: str) -> Verb | None:
    """The verb of that name, if this version of the product knows it."""
    return _verbs.get(name)


def all_verbs() -> dict[str, Verb]:
    """Every declared verb by name."""
    return dict(_verbs)
