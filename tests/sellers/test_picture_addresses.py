"""Pictures that listings name by address: fetched safely, once, and nothing is checked before they are there."""

from functools import partial

import pytest

from evidence.models import Evidence
from scanner.services.waiting import waiting
from sellers import services
from sellers.models import Listing, PictureAddress
from sellers.rounds import sweep_pictures
from sellers.services import picture_addresses
from tenancy.context import database_now
from tenancy.errors import Invalid
from tests.scanner.outside_stage import NETWORK, shop_host
from tests.sellers.conftest import a_picture, submit
from tests.sellers.test_uploads import answered, taken_in


@pytest.fixture
def host(settings):
    with shop_host(settings, {"/page": b"<p>No picture.</p>"}) as found:
        yield found


def fetched(market):
    """What the schedule does; inside the test's one transaction."""
    sweep_pictures(database_now())
    carry_out = partial(picture_addresses.carry_out, market.id, network=NETWORK)
    return picture_addresses.ADDRESSES.work_off(market.id, carry_out)


def is_to_be_checked(listing):
    return waiting(database_now()).filter(id=listing.id).exists()


def test_a_listing_is_checked_once_its_pictures_are_there_after_those_that_were_uploaded(market, host):
    urls = [host.url("/1.png"), host.url("/2.png"), host.url("/1.png")]
    listing = submit(market, pictures=[a_picture()], picture_urls=urls)
    other = submit(market, "L-2", picture_urls=urls[:1])
    assert not is_to_be_checked(listing)
    assert fetched(market) == 3
    assert is_to_be_checked(listing)
    assert is_to_be_checked(other)
    assert host.asked == ["/1.png", "/2.png"], "the same address is asked once for all who name it"
    listing.refresh_from_db()
    shown = [image.evidence for image in listing.images.select_related("evidence")]
    assert len(shown) == 3
    assert shown[0].width == 64
    assert [one.id for one in shown[1:]] == list(
        listing.addresses.order_by("position").values_list("evidence", flat=True)
    )
    version = listing.versions.order_by("-revision").first()
    assert (version.revision, version.content["pictures"]) == (2, [str(one.id) for one in shown])
    assert listing.versions.count() == 2


def test_what_cannot_be_fetched_keeps_the_listing_back_and_is_told_and_mended(market, host, as_):
    listing = submit(
        market, picture_urls=[host.url("/1.png"), host.url("/gone"), host.url("/page"), host.url("/3.svg")]
    )
    fetched(market)
    assert not is_to_be_checked(listing)
    states = list(listing.addresses.order_by("position").values_list("state", "failure"))
    assert states == [("done", ""), ("dead", "status"), ("dead", "media"), ("dead", "media")]
    page = as_(market, "seller").get(market.url("listings/L-1/addresses")).content.decode()
    assert "The host does not show this page." in page
    assert "is no picture that can be opened" in page
    assert as_(market, "other_seller").get(market.url("listings/L-1/addresses")).status_code == 404
    home = as_(market, "seller").get(market.url("")).content.decode()
    assert "1 listing waits for a picture" in home
    assert "waits for a picture" not in as_(market, "other_seller").get(market.url("")).content.decode()
    lacking = as_(market, "seller").get(market.url("listings"), {"state": "pictures"}).content.decode()
    assert "L-1" in lacking
    listing.refresh_from_db()
    services.revise_listing(actor=market.actor("seller"), listing=listing, picture_urls=[host.url("/1.png")])
    fetched(market)
    assert is_to_be_checked(listing)
    assert listing.images.count() == 1
    assert "waits for a picture" not in as_(market, "seller").get(market.url("")).content.decode()


def test_a_host_that_is_down_is_asked_again_and_a_private_one_never(market, host):
    host.down = "503 Service Unavailable"
    listing = submit(market, picture_urls=[host.url("/1.png"), "http://10.0.0.1/1.png"])
    fetched(market)
    assert sorted(listing.addresses.values_list("state", "failure")) == [("dead", "private"), ("waiting", "status")]
    host.down = ""
    PictureAddress.objects.filter(state="waiting").update(next_at=database_now())
    fetched(market)
    assert sorted(listing.addresses.values_list("state", flat=True)) == ["dead", "done"]
    assert picture_addresses.try_again(actor=market.actor("seller"), listing=listing) == 1


def test_a_worker_that_is_killed_doubles_nothing(market, host):
    listing = submit(market, picture_urls=[host.url("/1.png")])
    first = picture_addresses.ADDRESSES.take()
    PictureAddress.objects.update(next_at=database_now())
    second = picture_addresses.ADDRESSES.take()
    for taken in (second, first):
        picture_addresses.carry_out(market.id, taken, NETWORK)
    listing.refresh_from_db()
    assert (listing.revision, listing.images.count()) == (2, 1)
    assert Evidence.objects.filter(kind="listing_picture").count() == 1


def test_what_is_no_address_is_said_at_its_field(market):
    with pytest.raises(Invalid) as refused:
        submit(market, picture_urls=["ftp://x.example/1.png", "https://x.example/1.png"])
    assert list(refused.value.fields) == ["picture_urls"]
    assert not Listing.objects.exists()


def test_a_list_brings_pictures_in_one_column_or_several(market):
    listed = taken_in(
        market,
        "sku;title;price;currency;markets;image_link;additional_image_link\n"
        "A-1;Bottle;9;EUR;DE;https://x.example/a,1.png;https://x.example/b.png,https://x.example/c.png\n"
        "A-2;Bottle;9;EUR;DE;see our shop;\n",
    )
    listing = Listing.objects.get(number="A-1")
    assert listing.picture_urls == [f"https://x.example/{name}.png" for name in ("a,1", "b", "c")]
    assert list(listing.addresses.order_by("position").values_list("url", flat=True)) == listing.picture_urls
    assert answered(listed)[3][2][0][0] == "image_link"
