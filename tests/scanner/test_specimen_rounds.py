"""Pictures of rights held against those of other owners: found for both sides, told to the marketplace alone, taken back."""

import io
import random
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageOps

from audit.queries import timeline
from registry.models import Likeness, Right, Specimen
from registry.services import add_specimen, register_right, retire_specimen, take_up, verify_right
from scanner import specimen_rounds
from scanner.specimen_rounds import compare_specimens
from tenancy.context import database_now
from tests.registry.conftest import MARK


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.STATE_DIR = tmp_path / "state"


def drawn(seed: int) -> Image.Image:
    image = Image.effect_noise((240, 180), 20).point(lambda tone: tone // 3 + 150).convert("RGB")
    sheet = ImageDraw.Draw(image)
    for place in range(7):
        left, top = (seed * 37 + place * 61) % 190, (seed * 53 + place * 47) % 130
        sheet.ellipse((left, top, left + 20 + seed % 5 * 9, top + 45), fill=(place * 30, seed * 40 % 255, 90))
    return image


def encoded(image: Image.Image, quality: int = 90) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def test_a_copy_is_found_for_both_sides_and_taken_back_with_its_picture(market):
    mine = register_right(actor=market.actor("brand"), details=MARK)
    own = register_right(actor=market.actor("brand"), details=replace(MARK, number="018442199"))
    theirs = register_right(actor=market.actor("rival"), details=replace(MARK, title="Borealis", number="018442191"))
    other = register_right(actor=market.actor("rival"), details=replace(MARK, title="Boreal", number="018442192"))
    picture = drawn(1)
    first = add_specimen(actor=market.actor("brand"), right=mine, picture=encoded(picture))
    add_specimen(actor=market.actor("brand"), right=own, picture=encoded(picture))
    copy = add_specimen(actor=market.actor("rival"), right=theirs, picture=encoded(ImageOps.mirror(picture), 60))
    add_specimen(actor=market.actor("rival"), right=other, picture=encoded(drawn(4)))
    compare_specimens(database_now())
    assert not Specimen.objects.filter(compared_at=None).exists()
    found = {(row.right_id, row.other.right_id, row.kind) for row in Likeness.objects.select_related("other")}
    assert {(mine.id, theirs.id, "copy"), (theirs.id, mine.id, "copy"), (own.id, theirs.id, "copy")} <= found
    assert not {pair for pair in found if pair[0] == mine.id and pair[1] == own.id}
    compare_specimens(database_now())
    assert Likeness.objects.count() == len(found)
    for who in ("brand", "rival"):
        assert "right.likeness_found" not in {line.verb for line in timeline(mine.id, market.actor(who))}
    retire_specimen(actor=market.actor("rival"), specimen=copy)
    assert not Likeness.objects.filter(specimen=first, retracted_at=None).exists()


def detailed(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Something with corners to be known again by: letters and shapes at places of their own."""
    image, chance = Image.new("RGB", size, "white"), random.Random(seed)
    sheet = ImageDraw.Draw(image)
    for _piece in range(160):
        left, top = chance.randrange(size[0]), chance.randrange(size[1])
        colour = tuple(chance.randrange(256) for _band in range(3))
        corners = [(left + chance.randrange(-45, 45), top + chance.randrange(-45, 45)) for _corner in range(3)]
        sheet.polygon(corners, fill=colour)
    return image


def test_a_part_of_another_owners_picture_is_found_with_where_it_lies(market):
    theirs = register_right(actor=market.actor("rival"), details=replace(MARK, title="Borealis", number="018442191"))
    original = detailed(1)
    add_specimen(actor=market.actor("rival"), right=theirs, picture=encoded(original))
    verify_right(actor=market.actor("reviewer"), right=Right.objects.get(id=theirs.id))
    compare_specimens(database_now())
    mine = register_right(actor=market.actor("brand"), details=MARK)
    collage = Image.new("RGB", (900, 600), "white")
    collage.paste(detailed(2, (440, 600)), (0, 0))
    collage.paste(original.crop((150, 60, 560, 430)), (470, 110))
    add_specimen(actor=market.actor("brand"), right=mine, picture=encoded(collage))
    compare_specimens(database_now())
    found = {row.right_id: row for row in Likeness.objects.all()}
    assert {row.kind for row in found.values()} == {"part"}
    there = (36, 8, 64, 80)  # percent: where the original would lie, as far as the collage goes
    assert all(abs(one / 100 - where) < 4 for one, where in zip(found[mine.id].region, there, strict=True))
    assert found[theirs.id].region == found[mine.id].other_region


def test_what_was_enforced_meanwhile_is_found_when_a_right_is_taken_up_and_nothing_is_too_old_to_be_found(
    market, monkeypatch
):
    monkeypatch.setattr(specimen_rounds, "TOGETHER", 1)  # as if there were far more than are held in memory at a time
    theirs = register_right(actor=market.actor("rival"), details=replace(MARK, title="Borealis", number="018442191"))
    oldest = detailed(3)
    add_specimen(actor=market.actor("rival"), right=theirs, picture=encoded(oldest))
    for seed in (4, 5):
        add_specimen(actor=market.actor("rival"), right=theirs, picture=encoded(detailed(seed)))
    mine = register_right(actor=market.actor("brand"), details=MARK)
    add_specimen(actor=market.actor("brand"), right=mine, picture=encoded(oldest, 60))
    part = add_specimen(
        actor=market.actor("brand"), right=mine, picture=encoded(detailed(5).crop((200, 100, 600, 400)))
    )
    compare_specimens(database_now())
    assert [row.kind for row in Likeness.objects.filter(right=mine)] == ["copy"]
    verify_right(actor=market.actor("reviewer"), right=Right.objects.get(id=theirs.id))
    take_up(actor=market.actor("reviewer"), right=Right.objects.get(id=mine.id))
    compare_specimens(database_now())
    assert Likeness.objects.get(right=mine, kind="part").specimen == part
