"""Strings that have broken other products: ours, and the published ones where the folder of real data is there."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.conf import settings

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(settings.BASE_DIR).parent / "shared" / "data")
PUBLISHED = SHARED / "text-evasion" / "naughty-strings-even.json"
BETWEEN = " ¦ "

SCRIPTS = (
    "<script>window.pwned=1;alert(1)</script>",
    "\"><img src=x onerror='window.pwned=1;alert(2)'>",
    "'-(window.pwned=1)-'",
    "</textarea><script>window.pwned=1</script>",
    "</title><svg/onload=window.pwned=1>",
    "javascript:window.pwned=1//",
    "<a href=\"javascript:window.pwned=1\" autofocus onfocus='window.pwned=1'>here</a>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<style>body{display:none}</style>",
    "<b hx-get=/ hx-trigger=load hx-swap=outerHTML hx-on:htmx:load='window.pwned=1'>x</b>",
    "{{ constructor.constructor('window.pwned=1')() }} {% now 'Y' %} ${window.pwned=1}",
    "<!--<img src='--><img src=x onerror=window.pwned=1//'>",
)
"""Each sets `window.pwned` in a page that lets it run."""

OURS = (
    *SCRIPTS,
    "'; DROP TABLE registry_right; --",
    "%s%n%(name)s {0} {title}",
    "=1+1",
    "@SUM(1)",
    "  spaces at both ends  ",
    "\u202etxet desrever\u202c",
    "\u2066isolated\u2069 \u200f right to left",
    "مرحبا بالعالم, שלום",
    "田中さんにあげて下さい",
    "👩‍👩‍👧‍👦 \ufeff\u200b\u00ad",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b",
    "\u1680\u2000\u3000",
    "İstanbul ﬁ ŒŒ ß",
    "NULL",
    "0x1F -0 1e309 NaN",
    "\u0001\u001f\u007f\u0085",
    "../../etc/passwd\\..\\windows",
    "‘curly’ “quotes” ¿? ¡!",
    "x" * 300,
    "é é",
)  # fmt: skip
UNTEXT = {"a\x00b": "NUL", "a\ud800b": "half of a character"}
"""What is no text, and the words of the refusal."""


def published() -> list[str]:
    """The strings of minimaxir's list; the test is left out where they are not there."""
    if not PUBLISHED.is_file():
        pytest.skip(f"The folder of real data is not here: {PUBLISHED}")
    return [text for text in json.loads(PUBLISHED.read_text()) if text]


def batches(strings: Sequence[str], longest: int) -> Iterator[str]:
    """The strings, as many at once as a field of that length holds; one that is too long is cut."""
    batch = ""
    for text in (one[:longest] for one in strings):
        joined = f"{batch}{BETWEEN}{text}" if batch else text
        if len(joined) > longest:
            yield batch
            joined = text
        batch = joined
    yield batch
