"""A new marketplace takes in a register and a shop's listings, publishes them, and a person works what was found.

The real data lie beside the checkout; where they are missing, the small ones that are made here always run.
"""

import io
import json
import os
from itertools import islice
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from PIL import ImageOps

from accounts.models import Membership, Party
from accounts.services import add_member
from audit.models import Entry
from enforcement.models import Case
from enforcement.sweeps import open_from_matches
from registry.models import Right, Specimen
from scanner import reference
from scanner.index import Shelf
from scanner.matchers.picture_examples import scene
from scanner.models import Match
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now, tenant
from tenancy.models import Marketplace
from tests.cast import make_user
from tests.sessions import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

SLUG = "harbour"
MARKS = [
    {"title": "Zanderholt", "slug": "zanderholt", "png": "zanderholt.png", "aliases": {"aka": ["ZDH Outdoor"]}},
    {"title": "Harvest", "slug": "harvest"},
    {"title": "Żółwik", "slug": "zolwik"},
]
CLASSES = "slug,nice_classes,everyday_word,famous_goods\nzanderholt,18 25,no,yes\nharvest,9,yes,no\nzolwik,28,no,no\n"
# number, title, brand, category → whether Zanderholt, Harvest or Żółwik is found, and whether it is held
LISTINGS = [
    ("L-1", "Zanderholt weekender, canvas", None, ["Bags"], True, False),
    ("L-2", "Z4NDERH0LT weekender, canvas", None, ["Bags"], True, True),
    ("L-3", "Weekender Ｚ-ａ-n-d-e-r-h-o-l-t", None, ["Bags"], True, True),
    ("L-4", "Strap for Zanderholt weekender", "Strapwerk", ["Bags"], False, False),
    ("L-5", "Harvest festival basket of fruit", None, ["Fruit"], False, False),
    ("L-6", "Zolwik wooden puzzle", None, ["Toys"], True, False),
    ("L-7", "Canvas weekender", None, ["Bags"], False, False),
    ("L-8", "Canvas &quot;weekender&quot; <b>new</b>", None, [], False, False),
]


def run(*words, **options):
    out = io.StringIO()
    call_command(*words, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _new_process(settings, tmp_path, monkeypatch):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.STATE_DIR = tmp_path / "state"
    monkeypatch.setattr(reference, "_shelf", Shelf(reference.BUDGET_BYTES))


def take_in(marks: Path, listings: Path) -> tuple[Marketplace, str]:
    """The commands of docs/real-data.md, in their order; the marketplace, and what the last of them says."""
    run("create_marketplace", SLUG, "Harbour Market", lead="lead@harbour.test", packs=["us-dmca"])
    run(
        "import_rights", SLUG, str(marks / "marks.jsonl"), owner="Register", new_owner="US", verified=True,
        classes=marks / "classes.csv", pictures=marks, territories="US,EU",
    )  # fmt: skip
    run("import_listings", SLUG, str(listings), markets="US,IN")
    return Marketplace.objects.get(slug=SLUG), run("publish", SLUG)


def reviewer_of(marketplace: Marketplace) -> Client:
    """Somebody of the marketplace's staff, signed in."""
    with tenant(marketplace.id):
        actor = Actor.system(marketplace.id)
        operator = Party.objects.get(kind=Party.Kind.OPERATOR)
        person = make_user("reviewer@harbour.test", name="Rae Reviewer")
        member = add_member(actor=actor, party=operator, user=person, role="operator.reviewer")
        member = Membership.objects.select_related("user").get(id=member.id)
    return signed_in(Client(), member)


def work_two(marketplace: Marketplace, client: Client) -> None:
    """The reviewer opens the list, confirms the strongest and dismisses the next; the first becomes a case."""
    first, second = _strongest(marketplace, 2)
    listed = client.get(f"/m/{SLUG}/matches")
    assert listed.status_code == 200
    assert f"/m/{SLUG}/matches/{first}" in listed.content.decode()
    assert client.get(f"/m/{SLUG}/matches/{first}").status_code == 200
    following = client.post(f"/m/{SLUG}/matches/{first}/confirm")
    assert following.url == f"/m/{SLUG}/matches/{second}"
    assert client.post(f"/m/{SLUG}/matches/{second}/dismiss", {"why": "descriptive"}).status_code == 303
    with tenant(marketplace.id):
        open_from_matches(database_now())
        assert Match.objects.get(id=first).case_ref == Case.objects.get(items__match_id=first).reference
        assert Match.objects.get(id=second).state == "dismissed"


def _strongest(marketplace: Marketplace, count: int):
    with tenant(marketplace.id):
        return list(Match.objects.filter(state="open").order_by("-score", "-id").values_list("id", flat=True)[:count])


def test_a_small_register_and_a_small_shop(tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    (marks / "marks.jsonl").write_text("".join(json.dumps(mark) + "\n" for mark in MARKS))
    (marks / "classes.csv").write_text(CLASSES)
    ImageOps.expand(scene(1, 200), 8, fill=255).save(marks / "zanderholt.png")
    rows = [
        {"id": number, "title": title, "brand": brand, "category_path": path, "marketplace": "corner.shop", "price": "9.95",
         "currency": "USD", "description": None}
        for number, title, brand, path, _found, _held in LISTINGS
    ]  # fmt: skip
    listings = tmp_path / "listings.jsonl"
    listings.write_text("".join(json.dumps(row) + "\n" for row in rows))

    marketplace, said = take_in(marks, listings)
    assert "0 cannot be scanned" in said
    with tenant(marketplace.id):
        assert (Right.objects.count(), Specimen.objects.count()) == (3, 1)
        states = dict(Listing.objects.values_list("number", "state"))
        found = set(Match.objects.values_list("listing__number", flat=True))
        assert {number: state == "held" for number, state in states.items()} == {row[0]: row[5] for row in LISTINGS}
        assert {row[0]: row[0] in found for row in LISTINGS} == {row[0]: row[4] for row in LISTINGS}
        open_from_matches(database_now())
        cased = {case.items.get().listing.number for case in Case.objects.all()}
        assert cased == {row[0] for row in LISTINGS if row[5]}
        scans = Entry.objects.filter(verb="listing.scanned").count()
    work_two(marketplace, reviewer_of(marketplace))
    assert "0 listings made, 0 changed, 8 unchanged" in run("import_listings", SLUG, str(listings), markets="US,IN")
    assert "0 public, 0 held" in run("publish", SLUG)
    with tenant(marketplace.id):
        assert Entry.objects.filter(verb="listing.scanned").count() == scans


@pytest.mark.shared
def test_the_real_register_and_the_real_listings(tmp_path):
    named = os.environ.get("MARKWARDEN_SHARED_DATA")
    data = Path(named) if named else Path(django_settings.BASE_DIR).parent / "shared" / "data"
    if not (data / "listings").is_dir():
        pytest.skip("the folder of real data is not beside the checkout")
    # Every third listing; docs/real-data.md has what all of them give.
    listings = tmp_path / "listings.jsonl"
    with (data / "listings" / "listings.jsonl").open(encoding="utf-8") as lines:
        listings.write_text("".join(islice(lines, 0, None, 3)), encoding="utf-8")
    marketplace, said = take_in(data / "marks-simple-icons", listings)
    assert "0 cannot be scanned" in said
    with tenant(marketplace.id):
        assert (Right.objects.filter(state="verified").count(), Specimen.objects.count()) == (1558, 300)
        assert Listing.objects.count() == 1629
        assert not Listing.objects.filter(state="checking").exists()
        # Ordinary listings of ordinary shops: none of them hides a mark, so none waits for a person before it is seen.
        assert Listing.objects.filter(state="held").count() <= 2
        matches = Match.objects.select_related("right", "listing")
        # A search for whole words finds 840 of all listings, most of them ordinary words. What is left can be worked in a day.
        assert 66 < matches.count() < 200
        assert matches.filter(right__everyday=True).count() < matches.count() / 4
        named = matches.filter(right__title__in=["Adidas", "Denon", "Garmin", "Nike", "Sony", "Panasonic"])
        assert named.count() > 33
        for match in matches.prefetch_related("signals"):
            signal = next((one for one in match.signals.all() if one.field == "title"), None)
            if signal is not None:
                assert match.listing.title[signal.begin : signal.end] == signal.facts["written"]
        assert Entry.objects.filter(verb="listing.scanned").count() < 200
    work_two(marketplace, reviewer_of(marketplace))
