"""Logos in photos: found dark and light, turned and small; another logo, an empty photo and a simple shape are not."""

from types import SimpleNamespace
from uuid import UUID

import cv2
import numpy as np
import pytest

from bench import pasted
from bench.logos import BLIND, HINTED, Register, tally
from scanner.matchers import logos
from scanner.matchers.facts import ListingFacts, PictureFacts, SpecimenFacts
from scanner.matchers.logo_examples import comet, ladder, photo, registered, stuck
from scanner.matchers.logo_shapes import LogoShape, shape_of
from scanner.matchers.logo_table import LogoTable
from scanner.scoring import HOLD_AT, OPEN_AT, assess, sentence
from tests.scanner import real_data

COMET, LADDER = UUID(int=1), UUID(int=2)


def table(**drawn):
    rows = [(UUID(int=number), name, shape_of(registered(ink))) for number, (name, ink) in enumerate(drawn.items(), 1)]
    return LogoTable(rows)


@pytest.fixture(scope="module")
def index():
    return SimpleNamespace(logo_tables=(table(comet=comet(), ladder=ladder()), LogoTable(())), outdated=frozenset())


def listing(pixels, *suspects):
    return ListingFacts("Cap", pictures=(PictureFacts("p", pixels=pixels),), suspects=frozenset(suspects))


def found(pixels, index, *suspects):
    return [finding.right_id for finding in logos.match(listing(pixels, *suspects), index)]


@pytest.mark.parametrize("example", logos.examples(), ids=lambda example: example.says)
def test_examples(example):
    index = SimpleNamespace(logo_tables=(LogoTable.of(example.specimens),), outdated=frozenset())
    findings = logos.match(example.listing, index)
    assert tuple(finding.kind for finding in findings) == example.kinds
    assert findings == logos.match(example.listing, index)
    for finding in findings:
        template, params = sentence(finding)
        assert "%(" not in template % params


@pytest.mark.parametrize("angle", [0, -14, 10, 90, 180])
@pytest.mark.parametrize(("paper", "pen"), [(230, 30), (30, 230), (140, 80), (80, 140)])
def test_found_in_every_polarity_and_at_every_angle(index, paper, pen, angle):
    findings = logos.match(listing(stuck(ladder(), 7, paper, pen, 170, angle)), index)
    assert [finding.right_id for finding in findings] == [LADDER]
    facts = findings[0].facts
    assert facts["specimen"] == "ladder"
    assert facts["polarity"] == ("light on dark" if pen > paper else "dark on light")
    assert abs((facts["angle"] - angle + 180) % 360 - 180) <= 8


def test_the_region_is_where_the_logo_is(index):
    (finding,) = logos.match(listing(stuck(comet(), 3, 220, 60, 180, at=(450, 200))), index)
    left, top, width, height = finding.where.box
    assert finding.where.ref == "p"
    assert abs(left + width / 2 - 10_000 * 450 / 640) < 300
    assert abs(top + height / 2 - 10_000 * 200 / 640) < 300


def test_two_logos_in_one_picture_are_both_found(index):
    picture = stuck(comet(), 3, 220, 60, 160, at=(150, 200))
    picture[:, 320:] = stuck(ladder(), 3, 40, 190, 160, at=(480, 400))[:, 320:]
    assert sorted(found(picture, index)) == [COMET, LADDER]


def test_a_logo_on_a_plain_wall_needs_no_badge(index):
    wall = np.full((480, 640), 205, np.uint8)
    wall[100:228, 200:328] -= cv2.resize(comet() * 120, (128, 128)).astype(np.uint8)
    assert found(wall, index) == [COMET]


@pytest.mark.parametrize("seed", range(6))
def test_a_photo_without_a_logo_gives_nothing_even_when_asked_for(index, seed):
    assert found(photo(seed), index, COMET, LADDER) == []


def test_a_logo_that_is_not_registered_gives_nothing(index):
    alone = SimpleNamespace(logo_tables=(table(comet=comet()),), outdated=frozenset())
    for seed in range(4):
        assert found(stuck(ladder(), seed, 230, 30), alone, COMET) == []


def test_a_simple_shape_proves_little():
    disc = np.zeros((256, 256), np.float32)
    cv2.ellipse(disc, (128, 128), (118, 104), 0, 0, 360, 1.0, -1)
    square = np.zeros((256, 256), np.float32)
    cv2.rectangle(square, (28, 28), (228, 228), 1.0, -1)
    index = SimpleNamespace(logo_tables=(table(disc=disc),), outdated=frozenset())
    assert found(stuck(square, 2, 230, 60), index) == []
    assert logos.needed_for(1.0, 100, hinted=False) > logos.needed_for(2.5, 100, hinted=False)


def test_a_suspect_is_believed_sooner_and_looked_for_more_closely(index):
    assert logos.needed_for(2.0, 60, hinted=True) < logos.needed_for(2.0, 60, hinted=False)
    small = [stuck(comet(), seed, 200, 120, 44) for seed in range(5)]
    blind = sum(found(picture, index) == [COMET] for picture in small)
    hinted = sum(found(picture, index, COMET) == [COMET] for picture in small)
    assert blind <= hinted
    assert hinted >= 4


def test_verify_looks_for_the_suspects_alone(index):
    picture = PictureFacts("p", pixels=stuck(comet(), 3, 220, 60))
    assert [finding.right_id for finding in logos.verify(picture, index, [COMET])] == [COMET]
    assert logos.verify(picture, index, [LADDER]) == []
    assert logos.verify(picture, index, []) == []


def test_is_looked_at_by_a_person_and_holds_nothing_alone(index):
    seen = listing(stuck(comet(), 3, 255, 0, 250))
    (score,) = assess(seen, logos.match(seen, index)).values()
    assert OPEN_AT <= score.value < HOLD_AT


def test_changes_stand_beside_the_full_build(index):
    picture = stuck(comet(), 3, 220, 60)
    ended = SimpleNamespace(logo_tables=(index.logo_tables[0], LogoTable(())), outdated=frozenset({COMET}))
    assert found(picture, ended, COMET) == []
    renewed = SimpleNamespace(logo_tables=(index.logo_tables[0], table(comet=comet())), outdated=frozenset({COMET}))
    assert found(picture, renewed) == [COMET]


def test_shapes_are_stored_and_tables_saved(index, tmp_path):
    shape = shape_of(registered(comet()))
    assert LogoShape.from_bytes(shape.to_bytes()) == shape
    assert len(shape.to_bytes()) <= 8192
    with pytest.raises(ValueError, match="algorithm"):
        LogoShape.from_bytes(b"\x00" + shape.to_bytes()[1:])
    index.logo_tables[0].save(tmp_path)
    loaded = LogoTable.load(tmp_path)
    again = SimpleNamespace(logo_tables=(loaded,), outdated=frozenset())
    seen = listing(stuck(comet(), 3, 220, 60))
    assert logos.match(seen, again) == logos.match(seen, index)
    assert loaded.size_bytes == index.logo_tables[0].size_bytes


def test_only_flat_logos_have_a_shape():
    assert shape_of(photo(1)) is None
    assert shape_of(np.full((200, 200), 255, np.uint8)) is None
    assert shape_of(np.zeros((4, 4), np.uint8)) is None
    inverted = shape_of(255 - registered(comet()))
    assert np.abs(inverted.ink - shape_of(registered(comet())).ink).max() < 0.05
    picture = SpecimenFacts(COMET, PictureFacts("photo", pixels=photo(1)))
    assert len(LogoTable.of([picture, SpecimenFacts(COMET, PictureFacts("no pixels"))])) == 0


@pytest.mark.parametrize("shape", [(1, 1), (8, 640), (640, 8), (30, 30)])
@pytest.mark.parametrize("kind", ["black", "noise", "stripes"])
def test_any_picture_is_survived(index, shape, kind):
    noise = np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)
    stripes = np.broadcast_to((np.arange(shape[1]) // 3 % 2 * 255).astype(np.uint8), shape).copy()
    picture = {"black": np.zeros(shape, np.uint8), "noise": noise, "stripes": stripes}[kind]
    assert found(picture, index, COMET) == []


@pytest.mark.shared
def test_real_logos_pasted_on_real_photos():
    data = real_data.folder("marks-simple-icons").parent
    real_data.folder("images")
    known, photos = pasted.logos(data), pasted.photos(data)
    register = Register(known)
    some = list(range(1, len(known), 60))
    hinted = tally(register.hinted, known, photos, some, HINTED)
    assert hinted.recall >= 0.75
    assert hinted.precision >= 0.9
    blind = tally(register.blind, known, photos, some, BLIND)
    assert blind.recall >= 0.55
    assert blind.precision >= 0.9
