"""A part of a page that is fetched anew by itself has all that it needs: what the page around it set is not there then."""

import re
from pathlib import Path

import pytest
from django.conf import settings

NAMED = re.compile(r"{%[^%]*? (?:as|asvar) (\w+) *%}")
PART = re.compile(r"{% *partialdef (\w+).*?{% *endpartialdef *%}", re.DOTALL)
TEMPLATES = [
    path for path in sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html")) if "partialdef" in path.read_text()
]


def said(names: str) -> str:
    """A use of the name as a whole: no field of something, no option, no word in quotes."""
    return rf"""(?<![\w."'])({names})(?![\w="'])"""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_fetched_part_uses_no_name_that_only_the_page_around_it_sets(path: Path) -> None:
    text = path.read_text()
    for part in PART.finditer(text):
        inside = part.group()
        outside = set(NAMED.findall(text.replace(inside, ""))) - set(NAMED.findall(inside))
        tags = " ".join(re.findall(r"{%.*?%}|{{.*?}}", inside, re.DOTALL))
        lost = {name for name in outside if re.search(said(name), tags)}
        assert not lost, f"{part.group(1)} of {path.name} is fetched alone and has no {', '.join(sorted(lost))}"
