"""The folder of real inputs beside the checkout, for the tests of the scanner."""

import csv
import json
import os
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from scanner.matchers.facts import ListingFacts, MarkFacts, class_mask


def folder(name):
    """`name` inside the shared data; skips the test where it is missing."""
    named = os.environ.get("MARKWARDEN_SHARED_DATA")
    found = (Path(named) if named else Path(settings.BASE_DIR).parent / "shared" / "data") / name
    if not found.is_dir():
        pytest.skip(f"the real data folder {name} is not beside the checkout")
    return found


def marks():
    """The 1,558 real names with their classes, by UUID of their line number."""
    here = folder("marks-simple-icons")
    with (here / "classes.csv").open(encoding="utf-8", newline="") as rows:
        known = {row["slug"]: row for row in csv.DictReader(rows)}
    found = []
    with (here / "marks.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            facts = known[row["slug"]]
            classes = class_mask(map(int, facts["nice_classes"].split()))
            everyday, famous = facts["everyday_word"] == "yes", facts["famous_goods"] == "yes"
            found.append(MarkFacts(UUID(int=number), row["title"], classes, everyday, famous))
    return found


def listings():
    """The 4,885 real listings."""
    with (folder("listings") / "listings.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        ListingFacts(row["title"], row["description"] or "", row["brand"] or "", tuple(row["category_path"]))
        for row in rows
    ]
