"""The second look: what it finds in pictures that were cut, framed, turned or put beside others, and what it leaves alone."""

import json
from dataclasses import dataclass, field
from uuid import UUID

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

from scanner.matchers import second_look
from scanner.matchers.facts import ListingFacts, PictureFacts, SpecimenFacts
from scanner.matchers.feature_table import FeatureTable, SpecimenFeatures
from scanner.matchers.features import Features, features_of
from scanner.matchers.second_look_examples import collage, grained, screen
from scanner.scoring import HOLD_AT, OPEN_AT, SENTENCES, assess

from .real_data import folder

RIGHT, OTHER_RIGHT = UUID(int=1), UUID(int=2)


@dataclass
class Index:
    feature_tables: tuple = ()
    outdated: frozenset = field(default_factory=frozenset)


def pixels(picture, longest=640):
    grey = picture.convert("L")
    grey.thumbnail((longest, longest), Image.Resampling.BOX)
    return np.asarray(grey)


def specimen(picture, right_id=RIGHT, ref="specimen"):
    return SpecimenFacts(right_id, PictureFacts(ref, pixels=pixels(picture)))


def listing(*pictures):
    shown = (PictureFacts(f"picture-{number}", pixels=pixels(picture)) for number, picture in enumerate(pictures, 1))
    return ListingFacts("Poster", pictures=tuple(shown))


def index_of(*pictures):
    return Index((FeatureTable.of(specimen(p, UUID(int=n), f"specimen-{n}") for n, p in enumerate(pictures, 1)),))


def look(picture, *registered):
    return second_look.match(listing(picture), index_of(*registered))


def overlap(box, expected):
    """Share of two boxes' common area in what both cover, boxes in the same unit."""
    left, top = max(box[0], expected[0]), max(box[1], expected[1])
    right = min(box[0] + box[2], expected[0] + expected[2])
    bottom = min(box[1] + box[3], expected[1] + expected[3])
    common = max(right - left, 0) * max(bottom - top, 0)
    return common / (box[2] * box[3] + expected[2] * expected[3] - common)


def side_view(picture, share=0.18):
    """The picture seen from the side: its right edge is shorter."""
    width, height = picture.size
    cut = height * share
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    seen = np.float32([[0, 0], [width * 0.9, cut], [width * 0.9, height - cut / 2], [0, height]])
    turned = cv2.warpPerspective(
        np.asarray(picture), cv2.getPerspectiveTransform(corners, seen), (width, height), borderValue=255
    )
    return Image.fromarray(turned)


ORIGINAL = grained(1, 400)
CHANGED = {
    "the middle": ORIGINAL.crop((60, 60, 340, 340)),
    "a corner": ORIGINAL.crop((0, 150, 250, 400)),
    "a corner, enlarged": ORIGINAL.crop((0, 150, 250, 400)).resize((640, 640)),
    "at half the size": ORIGINAL.resize((200, 200)),
    "turned by 10 degrees": ORIGINAL.rotate(10, Image.Resampling.BICUBIC, expand=True, fillcolor=255),
    "turned by 137 degrees": ORIGINAL.rotate(137, Image.Resampling.BICUBIC, expand=True, fillcolor=0),
    "from the side": side_view(ORIGINAL),
    "lighter": ImageEnhance.Brightness(ORIGINAL).enhance(1.5),
    "darker": ImageEnhance.Brightness(ORIGINAL).enhance(0.4),
    "a quarter of a collage": collage(grained(2), grained(3), ORIGINAL, grained(4)),
    "in a screenshot": screen(ORIGINAL, ("Best price", "Free shipping")),
    "squeezed": ORIGINAL.resize((400, 260)),
}


@pytest.mark.parametrize("change", CHANGED)
def test_a_changed_picture_reaches_the_review_queue(change):
    (finding,) = look(CHANGED[change], grained(7, 400), ORIGINAL, grained(8, 400))
    assert (finding.right_id, finding.kind) == (UUID(int=2), "picture-part")
    assert finding.facts["specimen"] == "specimen-2"
    assert assess(listing(CHANGED[change]), [finding])[UUID(int=2)].value >= OPEN_AT
    assert finding.kind in SENTENCES


@pytest.mark.parametrize("change", ["a corner", "turned by 137 degrees", "from the side", "a quarter of a collage"])
def test_so_does_its_mirror_image(change):
    (finding,) = look(ImageOps.mirror(CHANGED[change]), grained(7, 400), ORIGINAL)
    assert (finding.right_id, finding.kind) == (UUID(int=2), "picture-part-mirrored")


def test_the_region_in_the_listing_and_in_the_specimen_are_kept():
    (finding,) = look(ORIGINAL.crop((100, 0, 400, 240)), ORIGINAL)
    assert overlap(finding.facts["specimen_box"], (2500, 0, 7500, 6000)) > 0.95
    assert overlap(finding.where.box, (0, 0, 10_000, 10_000)) > 0.95
    (finding,) = look(screen(ORIGINAL, ("Best price",)), ORIGINAL)
    assert overlap(finding.where.box, (20 / 360 * 10_000, 60 / 640 * 10_000, 320 / 360 * 10_000, 5_000)) > 0.95
    assert (finding.where.field, finding.where.ref) == ("picture", "picture-1")


def test_the_region_of_a_mirrored_picture_is_that_of_the_picture_as_shown():
    left = Image.new("L", (640, 320), 255)
    left.paste(ImageOps.mirror(ORIGINAL).resize((300, 300)), (10, 10))
    (finding,) = look(left, ORIGINAL)
    assert (
        overlap(finding.where.box, (10 / 640 * 10_000, 10 / 320 * 10_000, 300 / 640 * 10_000, 300 / 320 * 10_000))
        > 0.95
    )


def test_every_registered_picture_of_a_collage_is_found():
    registered = [grained(seed, 400) for seed in (1, 2, 3, 4)]
    found = look(collage(*registered), *registered)
    assert {finding.right_id.int for finding in found} == {1, 2, 3, 4}
    corners = {(finding.where.box[0] > 5000, finding.where.box[1] > 5000) for finding in found}
    assert len(corners) == 4


def lettered(seed, words):
    """An own scene with large words on it, which other pictures may bear too."""
    picture = grained(seed, 400)
    draw = ImageDraw.Draw(picture)
    for row, word in enumerate(words):
        draw.text((20 + 30 * row, 90 + 130 * row), word, 255, ImageFont.load_default(size=44))
    return picture


def test_unrelated_pictures_are_not_found():
    registered = index_of(*(grained(seed) for seed in range(100, 112)))
    assert second_look.match(listing(*(grained(seed) for seed in range(200, 212))), registered) == []


def test_a_word_that_both_pictures_bear_is_no_part_of_a_picture():
    words = ("www.my-shop.example", "Free shipping")
    assert look(lettered(5, words), lettered(6, words[::-1]), lettered(7, words[:1])) == []


def test_two_screens_of_one_shop_are_not_one_picture():
    words, others = ("Sold by outlet24", "Add to cart", "Original"), ("Outlet24 sells it", "Add", "The original")
    assert look(screen(grained(2), words), screen(grained(1), others)) == []


def test_patterns_that_repeat_are_not_confused():
    def checks(size, seed):
        tones = np.random.default_rng(seed).integers(40, 90, (400, 400)).astype(np.uint8)
        return Image.fromarray(tones + (np.indices((400, 400)) // size).sum(axis=0).astype(np.uint8) % 2 * 120)

    assert look(checks(25, 1), checks(40, 2)) == []


def test_plain_pictures_are_out_of_reach_and_say_so():
    plain = Image.new("L", (400, 400), 255)
    ImageDraw.Draw(plain).rectangle((100, 100, 300, 300), fill=0)
    assert features_of(pixels(plain)).too_plain
    assert not features_of(pixels(ORIGINAL)).too_plain
    assert len(index_of(plain).feature_tables[0]) == 0
    assert look(plain, plain) == []


def test_pictures_without_pixels_have_no_second_look():
    index = index_of(ORIGINAL)
    assert second_look.match(ListingFacts("Poster", pictures=(PictureFacts("picture-1"),)), index) == []
    assert second_look.match(listing(ORIGINAL), Index((FeatureTable.of([]),))) == []
    assert second_look.match(listing(ORIGINAL), Index()) == []
    assert len(FeatureTable.of([SpecimenFacts(RIGHT, PictureFacts("specimen"))])) == 0


@pytest.mark.parametrize("shape", [(1, 1), (8, 8), (640, 3), (9, 640)])
def test_tiny_and_narrow_pictures_are_harmless(shape):
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8))
    assert look(noise, ORIGINAL) == []
    index_of(noise)


def test_outdated_rights_are_ignored_in_the_first_table_only():
    first, changes = FeatureTable.of([specimen(ORIGINAL)]), FeatureTable.of([specimen(ORIGINAL)])
    empty = FeatureTable.of([])
    assert second_look.match(listing(ORIGINAL), Index((first, empty), frozenset({RIGHT}))) == []
    (finding,) = second_look.match(listing(ORIGINAL), Index((first, changes), frozenset({RIGHT})))
    assert finding.right_id == RIGHT


def test_one_finding_for_each_right_and_picture():
    table = FeatureTable.of(
        [
            specimen(ORIGINAL, ref="a"),
            specimen(ORIGINAL.crop((0, 0, 300, 300)), ref="b"),
            specimen(ORIGINAL, OTHER_RIGHT),
        ]
    )
    found = second_look.match(listing(ORIGINAL, ORIGINAL), Index((table,)))
    pairs = [(finding.right_id, finding.where.ref) for finding in found]
    assert sorted(pairs, key=str) == [
        (RIGHT, "picture-1"),
        (RIGHT, "picture-2"),
        (OTHER_RIGHT, "picture-1"),
        (OTHER_RIGHT, "picture-2"),
    ]


def test_only_an_overwhelming_sight_holds_a_listing_alone():
    (whole,) = look(ORIGINAL, ORIGINAL)
    assert whole.strength >= HOLD_AT
    (small,) = look(ORIGINAL.crop((0, 0, 130, 130)), ORIGINAL)
    assert OPEN_AT <= small.strength < HOLD_AT


def test_features_are_small_and_come_back_as_they_were():
    features = features_of(pixels(ORIGINAL))
    stored = features.to_bytes()
    assert len(stored) <= 40_000
    back = Features.from_bytes(stored)
    assert (back.width, back.height, len(back)) == (400, 400, len(features))
    assert np.array_equal(back.descriptors, features.descriptors)
    assert np.abs(back.points[:, :2] - features.points[:, :2]).max() < 0.02
    assert back.to_bytes() == stored
    for broken in (b"", b"abc", stored[:-1]):
        with pytest.raises(ValueError):
            Features.from_bytes(broken)


def test_features_of_a_mirrored_picture_are_those_of_its_mirror_image():
    features = features_of(pixels(ORIGINAL))
    assert np.array_equal(features.mirrored().mirrored().descriptors, features.descriptors)
    mirrored = second_look.match(listing(ImageOps.mirror(ORIGINAL)), index_of(ORIGINAL))
    assert mirrored[0].facts["agreeing"] > 100


def test_a_saved_table_answers_as_before(tmp_path):
    table = FeatureTable.of([specimen(ORIGINAL), specimen(grained(2), OTHER_RIGHT, "zwei é")])
    table.save(tmp_path / "features")
    loaded = FeatureTable.load(tmp_path / "features")
    assert loaded.size_bytes == table.size_bytes > 10_000
    asked = listing(CHANGED["a corner"])
    assert second_look.match(asked, Index((loaded,))) == second_look.match(asked, Index((table,)))
    assert (loaded.right_id(1), loaded.ref(1)) == (OTHER_RIGHT, "zwei é")
    FeatureTable.of([]).save(tmp_path / "empty")
    assert second_look.match(asked, Index((FeatureTable.load(tmp_path / "empty"),))) == []
    with pytest.raises(FileNotFoundError):
        FeatureTable.load(tmp_path / "none")


def test_a_table_of_stored_features_is_one_of_pictures():
    stored = features_of(pixels(ORIGINAL)).to_bytes()
    table = FeatureTable([SpecimenFeatures(RIGHT, "specimen", Features.from_bytes(stored))])
    asked = listing(CHANGED["turned by 137 degrees"])
    (finding,) = second_look.match(asked, Index((table,)))
    assert finding.right_id == RIGHT


def test_found_among_many():
    table = FeatureTable.of(specimen(grained(seed), UUID(int=seed), str(seed)) for seed in range(1, 41))
    (finding,) = second_look.match(listing(screen(grained(20), ("Best price",))), Index((table,)))
    assert finding.right_id.int == 20


def test_examples_are_as_they_say_and_the_same_twice():
    for example in second_look.examples():
        index = Index((FeatureTable.of(example.specimens),))
        found = second_look.match(example.listing, index)
        assert tuple(finding.kind for finding in found) == example.kinds, example.says
        assert second_look.match(example.listing, index) == found


@pytest.mark.shared
def test_real_pairs_are_as_measured():
    here = folder("images")
    pairs = json.loads((here / "EXPECTED.json").read_text())["pairs"]
    assert len(pairs) > 20
    for pair in pairs:
        registered, asked = (Image.open(here / pair[side]) for side in "ab")
        found = look(asked, registered)
        assert bool(found) == pair["same_picture"], pair
        assert assess(listing(asked), found).keys() == {UUID(int=1) for _ in found}


@pytest.mark.shared
def test_a_real_box_is_found_where_it_stands_in_a_scene():
    here = folder("images") / "opencv-samples"
    (finding,) = look(Image.open(here / "box_in_scene.png"), Image.open(here / "box.png"))
    # The box stands left of the middle, turned: from 120 to 285 of 512 pixels across, from 157 to 296 of 384 down.
    assert overlap(finding.where.box, (2340, 4090, 3230, 3620)) > 0.6
