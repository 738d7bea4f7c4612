"""What differs between two published policies: pure, over the plain values that a version has frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from policy.plain import Plain

Kind = Literal["added", "dropped", "changed"]

CLOCK_PARTS = ("unit", "lower", "upper", "binds", "starts_on", "then", "calendar")
PROCEDURE = ("removal", "forward", "counter_notice", "rounds", "security", "appeal", "disclosure", "publishes")
DECIDING = ("grounds", "strikes", "exhaustion", "exceptions")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `pack` is the key of a pack ("" for the whole policy), `part` names what it is about.

    `title` says which of them; `before` and `after` are its plain values, None where it was not or is no more.
    """

    pack: str
    part: str
    kind: Kind
    title: str = ""
    before: Any = None
    after: Any = None


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What is different in `after`, in the order of the pages. Both are snapshots; empty if nothing is."""
    found = list(_members("", "circumstance", before["circumstances"], after["circumstances"]))
    old, new = before["packs"], after["packs"]
    for key in dict.fromkeys([*new, *old]):
        if key not in old:
            found.append(Change(key, "pack", "added", new[key]["title"], None, new[key]["version"]))
        elif key not in new:
            found.append(Change(key, "pack", "dropped", old[key]["title"], old[key]["version"]))
        else:
            found += _of_pack(key, old[key], new[key])
    for language in dict.fromkeys([*after["texts"], *before["texts"]]):
        texts = before["texts"].get(language), after["texts"].get(language)
        if texts[0] != texts[1]:
            found.append(Change("", "text", _kind(*texts), language))
    return found


def _of_pack(key: str, old: Plain, new: Plain) -> Iterator[Change]:
    if old["version"] != new["version"]:
        yield Change(key, "version", "changed", new["title"], old["version"], new["version"])
    yield from _named(key, "clock", "kind", old["clocks"], new["clocks"], CLOCK_PARTS)
    yield from _named(key, "notice_element", "code", old["notice"], new["notice"], ("required",))
    forms = old["counter_notice"]["elements"], new["counter_notice"]["elements"]
    yield from _named(key, "counter_notice_element", "code", *forms, ("required",))
    yield from _named(key, "answer", "code", old["answers"], new["answers"], ("becomes", "needs"))
    yield from _named(key, "remedy", "code", old["remedies"], new["remedies"], ("needs_second", "territories"))
    yield from _named(key, "paper", "code", old["papers"], new["papers"], ("by", "event", "restores", "removes"))
    yield from _named(key, "duty", "code", old["duties"], new["duties"], ())
    yield from _members(key, "option", old["options"], new["options"])
    for part in (*PROCEDURE, *DECIDING):
        was, now = _bare(part, old[part]), _bare(part, new[part])
        if was != now:
            yield Change(key, part, _kind(was, now))


def _named(
    key: str, part: str, by: str, old: list[Plain], new: list[Plain], parts: tuple[str, ...]
) -> Iterator[Change]:
    """Things with a code: those that came, went, or differ in one of `parts`."""
    was, now = {one[by]: one for one in old}, {one[by]: one for one in new}
    for code in dict.fromkeys([*now, *was]):
        a, b = was.get(code), now.get(code)
        if a is None or b is None:
            yield Change(key, part, _kind(a, b), (b or a or {})["title"], a, b)
        elif any(a[name] != b[name] for name in parts):
            yield Change(key, part, "changed", b["title"], a, b)


def _members(key: str, part: str, old: list[str], new: list[str]) -> Iterator[Change]:
    yield from (Change(key, part, "added", one) for one in new if one not in old)
    yield from (Change(key, part, "dropped", one) for one in old if one not in new)


def _bare(part: str, value: Any) -> Any:
    """A part without what is told elsewhere: elements have lines of their own."""
    return {**value, "elements": []} if part == "counter_notice" else value


def _kind(before: Any, after: Any) -> Kind:
    if before is None:
        return "added"
    return "dropped" if after is None else "changed"
