"""Rights by a picture: the specimens that look like it, mirrored too; only those that are enforced."""

import html

from django.core.files.uploadedfile import SimpleUploadedFile

from registry.services import add_specimen, retire_right
from scanner import reference
from tests.scanner.stage import png, trademark


def pictured(market, title, number):
    """A verified mark that is this picture."""
    right = trademark(market, title)
    add_specimen(actor=market.actor("reviewer"), right=right, picture=png(number))
    return right


def test_a_right_is_found_by_its_mirrored_picture_with_a_score(market, as_):
    right = pictured(market, "Zanderholt", 3)
    reference.current()
    brand = as_(market, "brand")
    sent = brand.post(market.url("search/rights"), {"picture": SimpleUploadedFile("a.png", png(3, mirrored=True))})
    page = brand.get(sent["Location"])
    assert [one["right"].id for one in page.context["rows"]] == [right.id]
    assert page.context["rows"][0]["score"] > 85
    own = f"{market.url('rights')}/{right.reference}"
    assert f'href="{own}#pictures"' in html.unescape(page.content.decode())
    back = f"{market.url('search/rights')}?picture={right.specimens.get().evidence.reference}"
    assert f'href="{back}"' in brand.get(own).content.decode()
    assert [one["right"].id for one in brand.get(back).context["rows"]] == [right.id]
    told = brand.get(f"{market.url('api/v1/search/rights')}?{sent['Location'].split('?')[1]}").json()
    assert [one["title"] for one in told] == ["Zanderholt"]


def test_other_pictures_and_ended_rights_are_not_found(market, as_):
    right = pictured(market, "Zanderholt", 3)
    reference.current()
    brand = as_(market, "brand")

    def found(number):
        sent = brand.post(market.url("search/rights"), {"picture": SimpleUploadedFile("a.png", png(number))})
        return brand.get(sent["Location"]).context["rows"]

    assert not found(9)
    assert found(3)
    retire_right(actor=market.actor("brand"), right=right, reason="Sold")
    assert not found(3)


def test_what_is_no_picture_is_refused_in_words(market, as_):
    file = SimpleUploadedFile("a.png", b"nothing")
    assert as_(market, "brand").post(market.url("search/rights"), {"picture": file}).status_code == 422
