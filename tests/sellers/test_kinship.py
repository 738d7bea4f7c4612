"""Somebody comes back under another spelling: what is known again, and what is only shared."""

from io import BytesIO
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from accounts.services import edit_party
from bench.onboarding_pictures import card
from gateway.uploads import checked_document
from sellers.kinship import people, pictures, places
from sellers.kinship.judging import Profile, kin
from sellers.kinship.spelling import Word, slips, sound, words
from sellers.models import SellerApplication, SellerKey, SellerKin
from sellers.onboarding.findings import findings
from sellers.services import onboarding, restrain_seller
from sellers.services.kinship import compare_waiting
from sellers.services.onboarding import Paper
from tenancy.actor import Actor
from tenancy.context import database_now
from tests.architecture.stage_sellers import applied

LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.STATE_DIR = tmp_path / "state"


@pytest.fixture
def seeded():
    return Random(4)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Jürgen Müller", "Mueller, Jurgen", "same"),
        ("Dr. Оксана Шевченко", "Oksana Shevchenko", "same"),
        ("Anna Maria Lindqvist", "Anna Linqvist", "same"),
        ("Katharina Vogel", "Catarina Fogel", "same"),
        ("Katharina Vogel", "Catarrina Fogler", ""),
        ("Jan Kowalski", "Jana Kowalski", "family"),
        ("Karl Zimmermann", "Sabine Zimmermann", "family"),
        ("Ana Ruiz-Vega", "Ana Ruiz", ""),
        ("Ada", "Ada", "family"),
        ("", "Ada", ""),
    ],
)
def test_names_of_people(one, other, how):
    read = people.name_of(one), people.name_of(other)
    assert people.related(*read) == people.related(*reversed(read)) == how


@given(LETTERS, LETTERS)
def test_spelling_is_compared_the_same_from_both_sides(one, other):
    a, b = Word(one, sound(one)), Word(other, sound(other))
    assert slips(a, b) == slips(b, a)
    assert slips(a, a) == 0


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read(text):
    assert all(word.spelt.isascii() for word in words(text))
    profile = Profile.of(company=text, people_=[text], contact=text, address=text)
    assert isinstance(profile.found_by(), set)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Uferstraße 12a\nUnit 7\n20457 Hamburg", "Unit 7, Uferstr. 12 A, 20457", "door"),
        ("ul. Długa 5 lok. 3, 80-831 Gdańsk", "Dluga 5\nApt 3\nGdansk 80831", "door"),
        ("ulica Długa 5 lok. 3, 80-831 Gdańsk", "Dluga 5\nFlat 3\n80-831 Gdansk", "door"),
        ("4 Mill Road\nLeeds LS1 4AP", "Unit 9, 4 Mill Rd, Leeds LS14AP", "building"),
        ("4 Mill Road, Leeds", "4 Mill Road, Leeds LS1 4AP", "door"),
        ("4 Mill Road\nLS1 4AP Leeds", "4 Mill Road\nBS1 4AP Bristol", ""),
        ("Kai 4", "Kai 5", ""),
    ],
)
def test_addresses(one, other, how):
    read = places.place_of(one), places.place_of(other)
    assert places.related(*read) == places.related(*reversed(read)) == how


def profile(company, person, address="", contact=""):
    return Profile.of(company=company, people_=[person], contact=contact or person, address=address)


def codes(mine, *others):
    return sorted({(one.code, one.strong) for one in kin(mine, {UUID(int=n): one for n, one in enumerate(others)})})


def test_what_many_share_says_little():
    home = "Kirchweg 4\n20457 Hamburg"
    mine = profile("Velkano Shop GmbH", "Uwe Lindner", home)
    assert codes(mine, profile("Tarbido AG", "Ida Krause", "Kirchweg 4, 20457 Hamburg")) == [("place", True)]
    assert codes(mine, profile("Tarbido AG", "Ida Lindner", home)) == [("family", False)]
    assert codes(mine, *[profile(f"Firm {n * 'x'}a", "Ida Krause", home) for n in (4, 5)]) == [("building", False)]
    assert codes(mine, profile("Velcano Trading UG", "Ida Krause")) == [("company", True)]
    assert codes(mine, *[profile(f"Firm {n * 'x'}a", "Uwe Lyndner") for n in range(5, 9)]) == [("namesake", False)]
    office = [
        profile(f"Firm {n * 'y'}a", f"{name} Krause", home, contact="Max Agent")
        for n, name in enumerate(("Ida", "Ole"), 4)
    ]
    assert codes(profile("Nordo", "Pia Kern", home, contact="Max Agent"), *office) == [("agent", False)]


def encoded_anew(data):
    image = Image.open(BytesIO(data)).convert("RGB")
    image = image.crop((4, 4, image.width - 6, image.height - 2)).resize((image.width // 2, image.height // 2))
    out = BytesIO()
    image.save(out, "WEBP", quality=60)
    return out.getvalue()


def test_a_card_is_known_again_and_another_one_of_its_form_is_not(seeded):
    mine, other = card(seeded, "DE", "Uwe Lindner"), card(seeded, "DE", "Ida Krause")
    assert pictures.same_picture(mine, encoded_anew(mine))
    assert not pictures.same_picture(mine, other)
    prints = [pictures.print_of(data) for data in (other, encoded_anew(mine))]
    assert pictures.near(pictures.print_of(mine).bits, [one.bits for one in prints])[0] == 1
    assert pictures.likest(pictures.print_of(mine).small, [one.small for one in prints])[0] == 1
    assert pictures.print_of(b"no picture") is None
    blank = BytesIO()
    Image.new("L", (50, 50), 200).save(blank, "PNG")
    assert pictures.print_of(blank.getvalue()) is None


@pytest.mark.django_db
def test_who_was_suspended_and_comes_back_is_seen(market, seeded):
    lead, nobody = market.actor("lead"), Actor.anonymous(market.id)
    mine = card(seeded, "DE", "Uwe Lindner")
    before = applied(market, "Velkano Shop")
    onboarding.save_step(
        actor=nobody, application=before, step="signatory", said={"signatory": "Uwe Lindner"},
        papers=[Paper("identity", checked_document(mine))],
    )  # fmt: skip
    onboarding.hand_in(actor=nobody, application=before)
    assert compare_waiting(actor=market.system, now=database_now()) is None
    assert not SellerKin.objects.filter(code__in=["person", "company"]).exists()
    restrain_seller(
        actor=lead, seller_id=before.party_id, kind="suspend",
        territories=[], cause="MW-1", now=database_now(),
    )  # fmt: skip
    again = applied(market, "Felder and Sons")
    onboarding.save_step(
        actor=nobody, application=again, step="signatory", said={"signatory": "Lyndner, Uwe"},
        papers=[Paper("identity", checked_document(encoded_anew(mine)))],
    )  # fmt: skip
    handed = onboarding.hand_in(actor=nobody, application=again)
    compare_waiting(actor=market.system, now=database_now())
    found = {one.code for one in findings(handed, database_now())}
    assert {"kin_person", "kin_picture", "linked_suspended"} <= found, found
    seen = {one.code for one in findings(SellerApplication.objects.get(id=before.id), database_now())}
    assert {"kin_person", "kin_picture"} <= seen, "whichever of the two came first"
    rows = SellerKin.objects.count()
    onboarding.hand_in(actor=nobody, application=again)
    compare_waiting(actor=market.system, now=database_now())
    assert SellerKin.objects.count() == rows, "compared again, found once"
    keys = set(SellerKey.objects.filter(seller=handed.party).values_list("key", flat=True))
    party = handed.party
    edit_party(actor=lead, party=party, name="Velkano Shop", address="Kai 4, Lund")
    assert set(SellerKey.objects.filter(seller=party).values_list("key", flat=True)) != keys
    compare_waiting(actor=market.system, now=database_now())
    assert SellerKin.objects.filter(seller=party, code="company").exists(), "found under the name that it has now"
