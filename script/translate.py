#!/usr/bin/env python3
"""The catalogues of what letters say beside their templates, and of the published policy.

Extracted, merged and compiled with Babel.

Pages speak English and need no catalogue. A letter is said in its reader's language and the published policy in the one
that is asked for, so whatever a pack or the product puts into them must be in all of them.
"""

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from policy import letters
from policy.letters.languages import ENGLISH, LANGUAGES
from policy.letters.shown import published, sentences
from policy.registry import packs

ROOT = Path(__file__).resolve().parent.parent
SAID_IN = (
    "enforcement/letter_words.py", "enforcement/letter_pdf.py", "enforcement/report_told.py", "enforcement/sanction_told.py",
    "enforcement/thresholds/letters.py",
    "scanner/first_check_told.py", "accounts/policy_words.py",
    "accounts/told.py", "accounts/changed.py",
)  # fmt: skip
LAZILY = ("enforcement/services",)
"""Folders of deeds: what is said lazily there is said in a letter, everything else on a page."""
TEMPLATES = (
    "templates/delivery/letter.txt", "templates/delivery/letter.html", "templates/accounts/policy_base.html",
    "templates/accounts/policy.html", "templates/accounts/policy_pack.html", "templates/accounts/policy_differences.html",
    "templates/accounts/policy/course.html", "templates/accounts/policy/parts.html",
    "templates/accounts/policy/elements.html", "templates/accounts/policy/ground.html",
    "templates/accounts/policy/weighing.html", "templates/accounts/policy/mark.html", "templates/base.html",
    "templates/enforcement/policy_lanes.html",
)  # fmt: skip
PUBLISHED = ROOT / "tests" / "vectors" / "letters.json"
WORDS = {"gettext": None, "gettext_lazy": None, "_": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
LAZY = {"gettext_lazy": None, "ngettext_lazy": (1, 2)}
FIRST = datetime(2026, 11, 22, tzinfo=UTC)
HEAD: dict[str, Any] = {
    "header_comment": "# What the letters of Markwarden say beside their templates.",
    "project": "Markwarden",
    "version": "1",
    "creation_date": FIRST,
    "revision_date": FIRST,
    "msgid_bugs_address": "",
    "last_translator": "",
    "language_team": "",
    "fuzzy": False,
}
"""The same however often the catalogues are written."""


def wanted() -> Catalog:
    """Everything that a letter may say beside its template."""
    found = Catalog(**HEAD)
    for sentence in (*sentences(packs()), *published(packs())):
        found.add(sentence)
    for name in SAID_IN:
        with (ROOT / name).open("rb") as source:
            for _line, message, _comments, context in extract("python", source, keywords=WORDS):
                found.add(message, context=context)
    for path in (path for name in LAZILY for path in sorted((ROOT / name).glob("*.py"))):
        with path.open("rb") as source:
            for _line, message, _comments, context in extract("python", source, keywords=LAZY):
                found.add(message, context=context)
    for name in TEMPLATES:
        page = io.BytesIO(templatize((ROOT / name).read_text()).encode())
        for _line, _function, said, _remarks in extract_python(page, WORDS, (), {}):
            found.add(said[:2] if isinstance(said, tuple) else said)
    return found


def folder(language: str) -> Path:
    """Where a language's catalogue lies, named as Django looks for it."""
    name, _dash, script = language.partition("-")
    return ROOT / "locale" / (f"{name}_{script}" if script else name) / "LC_MESSAGES"


def load(language: str) -> Catalog:
    """The catalogue as it is on file, or an empty one."""
    path = folder(language) / "django.po"
    if not path.exists():
        return Catalog(language.replace("-", "_"), **HEAD)
    with path.open("rb") as file:
        return read_po(file, locale=language.replace("-", "_"))


def merged(language: str) -> Catalog:
    """The catalogue with every sentence that is wanted and no other; what is translated stays."""
    catalogue = load(language)
    catalogue.update(wanted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for name, value in HEAD.items():
        setattr(catalogue, name, value)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The text form."""
    out = io.BytesIO()
    write_po(out, catalogue, sort_output=True, no_location=True, width=120)
    return out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The form that is read at run time."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences without words in this language."""
    found = []
    for message in catalogue:
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(said):
            found.append(message.id if isinstance(message.id, str) else message.id[0])
    return found


def publish() -> None:
    """Note the digest of every letter text that has none; one that has changed is left for the tests to find."""
    known = json.loads(PUBLISHED.read_text()) if PUBLISHED.exists() else {}
    for text in letters.texts():
        known.setdefault(f"{text.key} {text.version} {text.language}", letters.digest(text))
    PUBLISHED.write_text(json.dumps(dict(sorted(known.items())), indent=1) + "\n")


def main() -> int:
    """Write everything anew; 1 if a sentence or a letter lacks a language."""
    missing = list(letters.problems(packs()))
    for language in LANGUAGES:
        if language == ENGLISH:
            continue
        catalogue = merged(language)
        folder(language).mkdir(parents=True, exist_ok=True)
        (folder(language) / "django.po").write_bytes(written(catalogue))
        (folder(language) / "django.mo").write_bytes(compiled(load(language)))
        missing += [f"{language}: {sentence}" for sentence in untranslated(catalogue)]
    publish()
    sys.stdout.write("".join(f"{line}\n" for line in missing))
    return 1 if missing else 0


if __name__ == "__main__":
    settings.configure()
    sys.exit(main())
