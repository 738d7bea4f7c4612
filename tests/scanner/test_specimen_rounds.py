"""Pictures of rights held against those of other owners: found for both sides, told to the marketplace alone, taken back."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageOps

from audit.queries import timeline
from registry.models import Likeness, Specimen
from registry.services import add_specimen, register_right, retire_specimen
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
