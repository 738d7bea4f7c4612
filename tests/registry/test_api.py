"""The API for rights: the same deeds as on the pages, for programs."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.models import Right
from tests.registry.conftest import picture

NEW = {
    "kind": "trademark", "title": "Aurora", "aliases": ["オーロラ"], "office": "EUIPO", "number": "018 442 190",
    "classes": [25, 18], "expires_on": "2041-05-04", "external_id": "TM-1",
}  # fmt: skip


@pytest.fixture
def brand(market, as_):
    return as_(market, "key:brand")


@pytest.fixture
def url(market):
    return market.url("api/v1/rights")


def create(client, url, **change):
    return client.post(url, {**NEW, **change}, content_type="application/json")


def test_registered_read_and_found(market, brand, url):
    made = create(brand, url)
    assert made.status_code == 201
    right = made.json()
    assert right["territories"] == ["EU"]
    assert right["number"] == "018442190"
    assert right["state"] == "submitted"
    assert right["owner"] == market.parties["brand"].reference
    assert made["Location"].endswith(f"/api/v1/rights/{right['reference']}")
    one = brand.get(made["Location"])
    assert one.json() == right
    assert brand.get(made["Location"], headers={"If-None-Match": one["ETag"]}).status_code == 304
    assert [found["title"] for found in brand.get(url, {"q": "オーロ"}).json()["results"]] == ["Aurora"]
    assert brand.get(url, {"q": "zzz"}).json()["results"] == []


def test_the_same_key_registers_once(brand, url):
    headers = {"Idempotency-Key": "one"}
    first = brand.post(url, NEW, content_type="application/json", headers=headers)
    again = brand.post(url, NEW, content_type="application/json", headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Right.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": 7}, "title"),
        ({"classes": [46]}, "classes.0"),
        ({"classes": []}, "classes"),
        ({"office": "QQ"}, "office"),
        ({"number": ""}, "number"),
        ({"kind": "secret"}, "kind"),
        ({"expires_on": "soon"}, "expires_on"),
    ],
)
def test_a_refusal_names_the_field(brand, url, change, field):
    answer = create(brand, url, **change)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert field in answer.json()["errors"]


@pytest.mark.parametrize("field", ["owner", "seller"])
def test_whoever_is_named_and_not_seen_is_like_nobody(world, brand, url, field):
    ours, elsewhere = world.market.parties, world.other.parties
    address = url if field == "owner" else f"{url}/{create(brand, url, number='1').json()['reference']}/sellers"
    nobody, *others = (
        brand.post(address, {**NEW, field: ref}, content_type="application/json")
        for ref in ("PA-0000000", elsewhere["seller"].reference, ours["rival"].reference)
    )
    assert nobody.status_code == 404
    assert [other.content for other in others] == [nobody.content] * 2


def test_changed_by_its_version(brand, url):
    right = create(brand, url).json()
    address = f"{url}/{right['reference']}"

    def patch(**change):
        return brand.patch(address, change, content_type="application/json")

    changed = patch(title="Borealis", version=right["version"])
    assert changed.status_code == 200
    assert (changed.json()["title"], changed.json()["classes"]) == ("Borealis", [18, 25])
    assert patch(title="Late", version=right["version"]).status_code == 409
    assert patch(office="JP", number="77").json()["territories"] == ["JP"]
    assert patch(classes=[]).status_code == 422


def test_pictures_and_authorised_sellers(market, brand, url):
    address = f"{url}/{create(brand, url).json()['reference']}"
    added = brand.post(f"{address}/specimens", {"picture": SimpleUploadedFile("logo.png", picture())})
    assert added.status_code == 201
    assert brand.get(added.json()["picture"])["Content-Type"] == "image/png"
    assert brand.post(f"{address}/specimens", {"picture": SimpleUploadedFile("x.png", b"no")}).status_code == 422
    seller = market.parties["seller"].reference
    terms = {"seller": seller, "territories": ["PL"], "starts_on": "2026-01-01", "ends_on": "2041-01-01"}
    authorised = brand.post(f"{address}/sellers", terms, content_type="application/json")
    assert authorised.status_code == 201, authorised.content
    assert authorised.json()["seller"] == seller
    assert len(brand.get(f"{address}/sellers").json()["results"]) == 1
    revoked = brand.post(f"{address}/sellers/{authorised.json()['id']}/revoke")
    assert revoked.status_code == 200
    assert revoked.json()["revoked_at"]
    assert brand.post(f"{address}/sellers/{uuid4()}/revoke").status_code == 404


def test_who_may_what(market, as_, brand, url):
    address = f"{url}/{create(brand, url).json()['reference']}"
    read_only = as_(market, "key:brand_read_only")
    assert read_only.get(address).status_code == 200
    assert create(read_only, url, number="2").status_code == 403
    rival, unknown = as_(market, "key:rival"), f"{url}/MW-0000000"
    for path in ("", "/sellers"):
        theirs, nothing = rival.get(address + path), rival.get(unknown + path)
        assert (theirs.status_code, theirs.content) == (nothing.status_code, nothing.content) == (404, nothing.content)
    assert as_(market, "key:seller").get(url).status_code == 403


def test_pages_of_the_list(brand, url):
    for number in range(3):
        create(brand, url, title=f"Mark {number}", number=str(number + 1), external_id="")
    first = brand.get(url, {"limit": 2, "ordering": "newest"}).json()
    assert [right["title"] for right in first["results"]] == ["Mark 2", "Mark 1"]
    assert [right["title"] for right in brand.get(first["next"]).json()["results"]] == ["Mark 0"]
