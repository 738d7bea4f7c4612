"""Our table of application identifiers against the published GS1 Barcode Syntax Dictionary, identifier by identifier."""

import os
import re
from pathlib import Path

import pytest

from fulfillment.codes.identifiers import IDENTIFIERS, Identifier
from fulfillment.codes.linters import LINTERS

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
FILE = SHARED / "gs1-vectors" / "gs1-syntax-dictionary.txt"

pytestmark = pytest.mark.shared
if not FILE.is_file():
    pytest.skip(f"The published dictionary is not at {FILE}.", allow_module_level=True)

ENTRY = re.compile(r"(\d+)(?:-(\d+))?\s+([*?]*)\s+(.*?)\s*(?:#.*)?")
COMPONENT = re.compile(r"(\[)?([NXYZ])(\.\.)?(\d+)\]?((?:,\w+)*)")


def published() -> dict[str, dict[str, object]]:
    """Each identifier of the dictionary as its facts."""
    found: dict[str, dict[str, object]] = {}
    for line in FILE.read_text("utf-8").splitlines():
        entry = ENTRY.fullmatch(line)
        if entry is None:
            assert not line or line.startswith("#"), line
            continue
        first, last, flags, rest = entry.groups()
        words = rest.split()
        attributes = [word.partition("=") for word in words if word[0].islower()]
        values = {name: [value for other, _, value in attributes if other == name] for name, _, _ in attributes}
        facts = {
            "parts": [component(word) for word in words if not word[0].islower()],
            "fixed": "*" in flags,
            "attribute": "?" in flags,
            "key": "dlpkey" in values,
            "qualifiers": {tuple(one.split(",")) for one in values.get("dlpkey", [""])[0].split("|") if one},
            "with": [{frozenset(one.split("+")) for one in group.split(",")} for group in values.get("req", [])],
            "without": {one for group in values.get("ex", []) for one in group.split(",")},
        }
        for number in range(int(first), int(last or first) + 1):
            found[str(number).zfill(len(first))] = facts
    return found


def component(word: str) -> tuple[object, ...]:
    read = COMPONENT.fullmatch(word)
    assert read is not None, word
    optional, signs, open_end, length, rules = read.groups()
    return signs.lower(), 1 if open_end else int(length), int(length), tuple(rules.split(",")[1:]), bool(optional)


def ours(identifier: Identifier) -> dict[str, object]:
    return {
        "parts": [(part.signs, part.least, part.most, part.rules, part.optional) for part in identifier.parts],
        "fixed": identifier.fixed,
        "attribute": identifier.attribute,
        "key": identifier.key,
        "qualifiers": set(identifier.qualifiers),
        "with": [{frozenset(one) for one in group} for group in identifier.beside],
        "without": set(identifier.never),
    }


def test_every_identifier_is_as_published():
    wanted = published()
    assert len(wanted) > 500
    assert IDENTIFIERS.keys() == wanted.keys()
    differ = [
        f"({ai}): ours {ours(IDENTIFIERS[ai])}, published {wanted[ai]}"
        for ai in wanted
        if ours(IDENTIFIERS[ai]) != wanted[ai]
    ]
    assert not differ, f"{len(differ)} of {len(wanted)}:\n" + "\n".join(differ[:5])


def test_no_rule_of_ours_is_unused_but_those_of_character_sets():
    used = {rule for facts in published().values() for part in facts["parts"] for rule in part[3]}
    assert LINTERS.keys() - used <= {"csetnumeric", "cset82", "cset39", "cset64", "yyyymmd0"}
    assert used <= LINTERS.keys()
