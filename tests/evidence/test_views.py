"""What a browser and a program get, and what strangers do not."""

import io

import pytest
from django.test import Client
from PIL import Image

from audit.models import Entry
from evidence import papers, services
from gateway import paper
from tenancy.errors import Invalid
from tests.evidence.conftest import PDF, TWO_PAGES, photo

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("house")]


@pytest.fixture
def picture(world):
    with world.market.inside():
        return services.store(data=photo(), kind="specimen", actor=world.market.actor("brand"), label="shoe <left>.jpg")


def test_the_picture_is_kept_by_the_browser_and_by_nobody_between(world, picture, as_):
    answer = as_(world.market, "brand").get(world.market.url(f"evidence/{picture.reference}/picture?side=160"))
    assert answer.status_code == 200
    assert Image.open(io.BytesIO(answer.content)).size == (160, 107)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == "inline"
    again = as_(world.market, "brand").get(
        world.market.url(f"evidence/{picture.reference}/picture?side=160"), headers={"If-None-Match": answer["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_a_program_gets_it_with_its_key(world, picture, as_):
    url = world.market.url(f"api/v1/evidence/{picture.reference}/picture")
    answer = as_(world.market, "key:brand").get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert as_(world.market, "key:brand_read_only").get(url).status_code == 200
    assert Client().get(url).status_code == 401
    assert as_(world.market, "key:rival").get(url).status_code == 404
    assert as_(world.other, "key:brand").get(url).status_code == 404


@pytest.mark.parametrize("name", ["rival", "seller", "scanner", "outside"])
@pytest.mark.parametrize("what", ["picture", "original"])
def test_strangers_get_what_an_unknown_reference_gets(world, picture, as_, name, what):
    client = as_(world.market, name)
    for send in (client.get, client.post):
        mine = send(world.market.url(f"evidence/{picture.reference}/{what}"), {"why": "x"})
        never = send(world.market.url(f"evidence/EV-NEVER/{what}"), {"why": "x"})
        assert mine.status_code == never.status_code == 404
        assert mine.content == never.content
        assert dict(mine.headers) == dict(never.headers)


def test_another_marketplace_and_an_outsider_get_404(world, picture, as_):
    path = f"evidence/{picture.reference}/picture"
    assert as_(world.other, "lead").get(world.other.url(path)).status_code == 404
    assert as_(world.other, "lead").get(world.market.url(path)).status_code == 404
    assert Client().get(world.market.url(path)).status_code == 302


def test_a_side_must_be_a_number(world, picture, as_):
    client = as_(world.market, "brand")
    for side in ("0", "huge", "-1", "10001", "1&side=2"):
        assert client.get(world.market.url(f"evidence/{picture.reference}/picture?side={side}")).status_code == 422


def test_an_original_is_only_ever_downloaded_and_by_post(world, picture, as_):
    client, url = as_(world.market, "reviewer"), world.market.url(f"evidence/{picture.reference}/original")
    assert client.get(url).status_code == 405
    assert client.post(url, {}).status_code == 422
    answer = client.post(url, {"why": "Compare the seam"})
    assert answer.content == photo()
    assert answer["Content-Disposition"] == 'attachment; filename="shoe left .jpg"'
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    with world.market.inside():
        assert Entry.objects.filter(verb="evidence.opened").count() == 1


def test_the_other_side_is_told_why_it_gets_no_original(world, picture, as_):
    with world.market.inside():
        services.show(evidence=[picture], party=world.market.parties["seller"], actor=world.market.actor("reviewer"))
    client = as_(world.market, "seller")
    assert client.get(world.market.url(f"evidence/{picture.reference}/picture")).status_code == 200
    refused = client.post(world.market.url(f"evidence/{picture.reference}/original"), {"why": "x"})
    assert refused.status_code == 403
    assert b"for the party that handed it in" in refused.content


def test_a_document_has_no_picture_and_a_name_that_fits_its_content(world, as_):
    with world.market.inside():
        document = services.store(data=PDF, kind="invoice", actor=world.market.actor("seller"), label="invoice.pdf.exe")
    client = as_(world.market, "seller")
    assert client.get(world.market.url(f"evidence/{document.reference}/picture")).status_code == 404
    answer = client.post(world.market.url(f"evidence/{document.reference}/original"), {"why": "my copy"})
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert answer["Content-Disposition"] == f'attachment; filename="{document.reference}.pdf"'


@pytest.mark.parametrize("ref", ["EV-%00", "..%2f..%2fetc", "%ff", "EV-" + "X" * 3000, "' OR 1=1"])
def test_a_nasty_reference_finds_nothing(world, as_, ref):
    client = as_(world.market, "brand")
    assert client.get(world.market.url(f"evidence/{ref}/picture")).status_code in (400, 404)


def test_pages_of_a_pdf_are_drawn_for_who_may_see_it_and_once(world, as_, monkeypatch):
    with world.market.inside():
        found = services.store(data=TWO_PAGES, kind="certificate", actor=world.market.actor("brand"))
    url = world.market.url(f"evidence/{found.reference}/pages/2?zoom=2")
    answer = as_(world.market, "brand").get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert Image.open(io.BytesIO(answer.content)).size == (1715, 2400)
    monkeypatch.setattr(paper, "_in_child", None)  # what is kept is not drawn again
    assert as_(world.market, "brand").get(url).content == answer.content
    assert as_(world.market, "brand").get(world.market.url(f"evidence/{found.reference}/pages/3")).status_code == 404
    assert as_(world.market, "seller").get(url).status_code == 404


def test_a_program_reads_the_pages_of_a_document_behind_the_same_walls(world, client):
    with world.market.inside():
        found = services.store(data=TWO_PAGES, kind="certificate", actor=world.market.actor("brand"))
        damaged = services.store(data=PDF, kind="certificate", actor=world.market.actor("brand"))
        strange = services.store(data=photo(), kind="certificate", actor=world.market.actor("brand"))
    brand, seller = (world.market.keys[who].headers for who in ("brand", "seller"))
    url = world.market.url(f"api/v1/evidence/{found.reference}/pages")
    told = client.get(url, headers=brand).json()
    assert (told["count"], len(told["pages"])) == (2, 2)
    page = client.get(told["pages"][1], headers=brand)
    assert (page.status_code, page["Content-Type"]) == (200, "image/jpeg")
    nobody = world.market.url("api/v1/evidence/EV-NOBODY/pages")
    strangers = [client.get(one, headers=seller) for one in (url, f"{url}/1", nobody, f"{nobody}/1")]
    assert {(one.status_code, one.json()["code"], one.json()["detail"]) for one in strangers} == {
        (404, "not_found", strangers[2].json()["detail"])
    }
    assert client.get(f"{url}/3", headers=brand).status_code == 404
    said = client.get(world.market.url(f"api/v1/evidence/{damaged.reference}/pages"), headers=brand)
    assert (said.status_code, "cannot be drawn" in said.json()["detail"]) == (422, True)
    assert client.get(world.market.url(f"api/v1/evidence/{strange.reference}/pages"), headers=brand).status_code == 404


def test_what_cannot_be_drawn_is_said_and_opened_once(world, monkeypatch):
    with world.market.inside():
        found = services.store(data=PDF, kind="certificate", actor=world.market.actor("brand"))
        for _time in range(2):
            with pytest.raises(Invalid, match="cannot be drawn"):
                papers.pages_of(found)
            monkeypatch.setattr(paper, "_in_child", None)


def test_a_page_that_claims_to_be_a_wall_is_drawn_small():
    wall = paper.drawn(TWO_PAGES.replace(b"[0 0 200 280]", b"[0 0 9 99999999]"), 1, 1600)
    assert max(Image.open(io.BytesIO(wall)).size) <= 1600


@pytest.mark.parametrize(
    "data",
    [TWO_PAGES.replace(b"/Kids[3 0 R 4 0 R]", b"/Kids[2 0 R 2 0 R]"), b"%PDF-1.7\n" + b"[" * 1_000_000 + b"\n%%EOF"],
    ids=["pages within themselves", "a million brackets"],
)
def test_a_hostile_pdf_is_refused_by_its_child(data):
    with pytest.raises(paper.Undrawable):
        paper.drawn(data, 1, 1600)
