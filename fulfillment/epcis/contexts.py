"""The @context of JSON-LD, as far as events need it: which prefix stands for which namespace.

Nothing is fetched. The context of the standard is known by its address; of every other only the prefixes written out in the
body count.
"""

import re
from collections.abc import Mapping
from typing import Any

from fulfillment.epcis.vocabulary import PREFIXES

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
"""What we write; `STANDARD` says what we take."""
STANDARD = re.compile(
    r"https?://(ref\.gs1\.org/standards/epcis|gs1\.github\.io/EPCIS)(/[0-9.]{1,12})?/epcis-context\.jsonld", re.ASCII
)
SCHEMES = frozenset({"http", "https", "urn", "ni", "geo", "tag", "did"})
"""What begins a full URI and can therefore be no prefix."""


def parts_of(context: Any) -> list[Any]:
    """The parts of a context: addresses and objects."""
    if context is None:
        return []
    return context if isinstance(context, list) else [context]


def is_standard(context: Any) -> bool:
    """Does it name the context of EPCIS?"""
    return any(isinstance(part, str) and STANDARD.fullmatch(part) for part in parts_of(context))


def prefixes_of(context: Any) -> dict[str, str]:
    """The prefixes that it writes out, the later over the earlier; those of the standard are not repeated."""
    found: dict[str, str] = {}
    for part in parts_of(context):
        if not isinstance(part, dict):
            continue
        for prefix, meant in part.items():
            if prefix in PREFIXES:
                continue
            namespace = meant.get("@id") if isinstance(meant, dict) else meant
            if isinstance(namespace, str):
                found[prefix] = namespace
    return found


def full_name(name: str, prefixes: Mapping[str, str]) -> str:
    """A name with its namespace in braces, as in `{https://ns.example.com/}size`; a name without prefix as it is.

    A full URI is cut after its last `/`, `#` or `:`, so that it equals the prefixed name of the same thing.
    """
    prefix, colon, local = name.partition(":")
    if not colon:
        return name
    namespace = prefixes.get(prefix) or PREFIXES.get(prefix)
    if namespace is not None:
        return f"{{{namespace}}}{local}"
    cut = max(name.rfind(mark) for mark in "/#:") + 1
    return f"{{{name[:cut]}}}{name[cut:]}"


def is_named(name: str, prefixes: Mapping[str, str]) -> bool:
    """Has an extension a name that can be told from others: a prefix that is declared, or a full URI?"""
    prefix, colon, local = name.partition(":")
    return bool(colon and local) and (prefix in prefixes or prefix in PREFIXES or prefix in SCHEMES)
