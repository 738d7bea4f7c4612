"""Shops outside: watched, looked at, kept as evidence, scanned, judged; and who may see what of it."""

from datetime import timedelta

import pytest
from django.conf import settings

from accounts.models import Party
from audit.models import Entry
from evidence import services as evidence
from evidence.models import Evidence
from gateway.uploads import checked_picture
from scanner.models import Match, OutsideAddress, OutsideMatch, OutsidePage, OutsidePicture, Shop, Watcher
from scanner.outside.archives import Piece, read_archive, write_archive
from scanner.services import outside, outside_pages
from scanner.services.outside_uploads import upload
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.gateway.canary import Host, says, watching
from tests.scanner.outside_stage import due, look_round, product, shop_host, watched
from tests.scanner.stage import png, trademark


@pytest.fixture
def host(settings):
    with shop_host(settings) as found:
        yield found


def test_a_shop_is_looked_at_and_what_it_offers_is_found_with_its_evidence(market, host):
    right = trademark(market, picture=1)
    shop = watched(market, host, markets=["DE"], why="Sells our bags.")
    look_round(market)
    assert sorted(OutsidePage.objects.values_list("url", "state")) == [
        (host.url("/"), "scanned"), (host.url("/p/1"), "scanned"), (host.url("/p/2"), "scanned")
    ]  # fmt: skip
    match = OutsideMatch.objects.select_related("page").get()
    assert (match.right_id, match.state, match.page.url) == (right.id, "open", host.url("/p/1"))
    assert {signal["matcher"] for signal in match.signals} == {"words", "pictures"}
    assert (match.page.title, match.page.price_cents, match.page.currency) == ("Zanderholt weekender", 3990, "EUR")
    pages, pictures = read_archive(
        evidence.open_original(evidence=match.page.evidence, actor=market.actor("brand"), why="x")
    )
    assert [page.url for page in pages] == [host.url("/p/1")]
    assert list(pictures) == [host.url("/1.png")]
    assert "/cart" not in host.asked
    shop.refresh_from_db()
    assert (shop.failures, shop.said) == (0, "")
    assert shop.looked_at is not None
    assert not Match.objects.exists(), "nobody here sells it, so nothing is held and no case is opened"


def test_what_says_the_same_is_kept_once_and_what_changes_is_its_next_revision(market, host):
    trademark(market)
    shop = watched(market, host)
    look_round(market)
    kept = Evidence.objects.count()
    first = OutsidePage.objects.get(url=host.url("/p/1"))
    due(shop)
    look_round(market)
    assert Evidence.objects.count() == kept
    first.refresh_from_db()
    assert first.seen_at > first.fetched_at
    host.pages["/p/1"] = product(price="19.90")
    due(shop)
    look_round(market)
    revisions = OutsidePage.objects.filter(url=host.url("/p/1")).order_by("revision")
    assert list(revisions.values_list("revision", "state", "price_cents")) == [
        (1, "superseded", 3990),
        (2, "scanned", 1990),
    ]
    assert sorted(OutsideMatch.objects.values_list("state", flat=True)) == ["open", "superseded"]


def test_a_shop_that_does_not_answer_is_left_alone_for_longer_each_time_and_says_why(market, host):
    shop = watched(market, host)
    host.down = "503 Busy"
    pauses = []
    for _ in range(3):
        due(shop)
        look_round(market, rounds=1)
        shop.refresh_from_db()
        pauses.append(round((shop.next_look_at - shop.looked_at) / timedelta(hours=24)))
    assert pauses == [2, 4, 8]
    assert (shop.failures, shop.said) == (3, "status")
    assert Entry.objects.filter(verb="outside.not_reached").count() == 3
    host.down = ""
    due(shop)
    look_round(market, rounds=1)
    shop.refresh_from_db()
    assert (shop.failures, shop.said) == (0, "")


def test_a_page_that_fails_is_tried_again_and_then_said_to_have_failed(market, host):
    shop = watched(market, host)
    look_round(market)
    outside.add_page(actor=market.actor("brand"), shop_id=shop.id, url=host.url("/p/9"))
    look_round(market, rounds=1)
    address = OutsideAddress.objects.get(url=host.url("/p/9"))
    assert (address.state, address.failure) == ("dead", "status")
    host.down = "500 Oops"
    outside.add_page(actor=market.actor("brand"), shop_id=shop.id, url=host.url("/p/8"))
    look_round(market, rounds=1)
    address = OutsideAddress.objects.get(url=host.url("/p/8"))
    assert (address.state, address.failure) == ("waiting", "status")
    assert address.next_at > database_now()


def test_pictures_that_are_none_are_left_out(market, host):
    host.pages["/p/1"] = product(picture="/evil.svg")
    host.pages["/p/2"] = product(picture="/missing.gif")
    watched(market, host)
    look_round(market)
    assert OutsidePage.objects.count() == 3
    assert not OutsidePicture.objects.exists()


def test_a_page_cannot_make_us_fetch_from_our_own_network(market, host):
    canary = Host(says(png(1), kind="image/png"))
    inner = "".join(
        f"<img src='{canary.url()}{n}'><a href='{canary.url()}p/{n}'><img src='http://127.1:{canary.port}/'></a>"
        for n in range(4)
    )
    host.pages["/p/1"] = product(picture=canary.url("/1.png"), more=inner)
    host.pages["/p/2"] = inner.encode()
    watched(market, host)
    with watching() as seen:
        look_round(market)
    canary.close()
    assert canary.connections == 0
    assert set(seen.addresses) == {"127.0.0.1"}
    assert OutsidePage.objects.count() == 3


def test_a_host_is_told_who_looks(market, host):
    Party.objects.filter(kind="operator").update(contact_email="rights@fair.test")
    watched(market, host)
    look_round(market, rounds=1)
    assert (
        f"User-Agent: Markwarden (+{settings.SITE_URL}/m/{market.slug}/;rights@fair.test)".encode() in host.requests[0]
    )


def test_a_look_stays_in_the_shop_and_within_fifty_pages(market, host, settings):
    host.pages["/"] = (
        b"".join(b"<a href='/p/%d'>x</a>" % n for n in range(80)) + b"<a href='https://other.example/p/1'>y</a>"
    )
    watched(market, host)
    look_round(market, rounds=1)
    assert OutsideAddress.objects.filter(origin="link").count() == 50
    assert all(url.startswith(host.url()) for url in OutsideAddress.objects.values_list("url", flat=True))


def test_an_address_in_another_place_is_refused(market, host):
    shop = watched(market, host)
    for url in (
        "https://other.example/p/1",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "",
        "x" * 3000,
    ):
        with pytest.raises(Invalid):
            outside.add_page(actor=market.actor("brand"), shop_id=shop.id, url=url)
    for url in ("http://169.254.169.254:81/", "http://me:pw@shop.example/", "localhost", "shop.example\x00"):
        with pytest.raises(Invalid):
            outside.add_shop(actor=market.actor("brand"), url=url)


def test_an_address_is_taken_as_people_type_it(market):
    shop = outside.add_shop(actor=market.actor("brand"), url="WWW.Bücher.example/angebot?x=1#y")
    assert (shop.domain, shop.url) == ("xn--bcher-kva.example", "https://www.xn--bcher-kva.example/angebot?x=1")


# -- handed in


def test_a_saved_page_with_its_pictures_is_kept_and_scanned(market, host):
    trademark(market, picture=1)
    shop = watched(market, host)
    handed = upload(
        actor=market.actor("brand"), shop_id=shop.id, data=product(), url=host.url("/p/77"),
        pictures=[checked_picture(png(1, mirrored=True))],
    )  # fmt: skip
    outside_pages.scan_kept(actor=market.system, now=database_now())
    [page] = handed.pages
    match = OutsideMatch.objects.get(page=page)
    assert {signal["kind"] for signal in match.signals} >= {"picture-turned"}
    assert (page.source, page.evidence.media_type) == ("uploaded", "text/html")


def test_an_archive_gives_all_its_pages_of_the_shop(market, host):
    trademark(market, picture=1)
    shop = watched(market, host)
    at = database_now() - timedelta(days=3)
    archive = write_archive([
        Piece(host.url("/p/5"), "text/html", product(picture="/1.png"), at),
        Piece(host.url("/1.png"), "image/png", png(1), at),
        Piece("https://elsewhere.example/p", "text/html", product(), at),
    ])  # fmt: skip
    handed = upload(actor=market.actor("brand"), shop_id=shop.id, data=archive)
    [page] = handed.pages
    assert (handed.elsewhere, page.fetched_at, page.evidence.media_type) == (1, at, "application/warc")
    assert page.pictures.get().url == host.url("/1.png")
    with pytest.raises(Invalid):
        upload(
            actor=market.actor("brand"),
            shop_id=shop.id,
            data=write_archive([Piece("https://elsewhere.example/", "text/html", b"<p>", at)]),
        )


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7 <", b"\x1f\x8bnothing", b"WARC/1.0\r\nnonsense", b"no markup", b"\x89PNG\r\n<"]
)
def test_what_is_no_page_is_refused_in_words(market, host, data):
    shop = watched(market, host)
    with pytest.raises(Invalid):
        upload(actor=market.actor("brand"), shop_id=shop.id, data=data, url=host.url("/p/1"))


def test_a_page_that_cannot_be_scanned_is_set_aside_and_stops_no_other(market, host, monkeypatch):
    trademark(market)
    shop = watched(market, host)
    for number in (1, 2):
        upload(
            actor=market.actor("brand"),
            shop_id=shop.id,
            data=product(f"Zanderholt {number}"),
            url=host.url(f"/p/{number}"),
        )
    assess = outside_pages.assess_facts

    def poisoned(facts, index, *how):
        if facts.title.endswith("1"):
            raise ValueError("poison")
        return assess(facts, index, *how)

    monkeypatch.setattr(outside_pages, "assess_facts", poisoned)
    assert outside_pages.scan_kept(actor=market.system, now=database_now()) == 2
    assert list(OutsidePage.objects.order_by("id").values_list("state", flat=True)) == ["failed", "scanned"]
    assert OutsideMatch.objects.count() == 1


# -- who may, and who sees


def test_a_rights_holder_sees_its_own_shops_and_matches_over_its_own_rights(market, host):
    trademark(market)
    trademark(market, "Weekender", number="018442191", owner="rival")
    shop = watched(market, host)
    look_round(market)
    assert OutsideMatch.objects.count() == 2
    brand, rival, agent = market.actor("brand"), market.actor("rival"), market.actor("agent")
    assert OutsideMatch.objects.visible_to(brand).count() == OutsideMatch.objects.visible_to(agent).count() == 1
    for who in ("rival", "seller", "logistics", "outside"):
        assert not Shop.objects.visible_to(market.actor(who)).exists()
        assert not OutsideMatch.objects.visible_to(market.actor(who)).exists()
    page = OutsidePage.objects.get(url=host.url("/p/1"))
    assert not Evidence.objects.visible_to(rival).filter(id=page.evidence_id).exists()
    watched(market, host, who="rival")
    assert Shop.objects.count() == 1
    assert OutsideMatch.objects.visible_to(rival).get().right.title == "Weekender"
    assert Evidence.objects.visible_to(rival).filter(id=page.evidence_id).exists()
    assert Shop.objects.visible_to(rival).get() == shop


def test_a_watch_for_others_is_not_paused_by_one_of_them(market, host):
    shop = watched(market, host)
    brand = market.actor("brand")
    outside.pause_shop(actor=brand, shop_id=shop.id)
    outside.resume_shop(actor=brand, shop_id=shop.id)
    watched(market, host, who="rival")
    for deed in (outside.pause_shop, outside.end_shop):
        with pytest.raises(Denied):
            deed(actor=brand, shop_id=shop.id)
    outside.stop_watching(actor=brand, shop_id=shop.id)
    shop.refresh_from_db()
    assert shop.state == "watched"
    with pytest.raises(NotFound):
        outside.stop_watching(actor=brand, shop_id=shop.id)
    outside.stop_watching(actor=market.actor("rival"), shop_id=shop.id)
    shop.refresh_from_db()
    assert shop.state == "ended"
    assert watched(market, host).state == "watched"


def test_a_paused_shop_is_not_looked_at(market, host):
    shop = watched(market, host)
    outside.pause_shop(actor=market.actor("lead"), shop_id=shop.id)
    look_round(market)
    assert host.asked == []
    with pytest.raises(Conflict):
        outside.look_now(actor=market.actor("brand"), shop_id=shop.id)
    outside.resume_shop(actor=market.actor("lead"), shop_id=shop.id)
    look_round(market)
    assert host.asked
    with pytest.raises(Conflict, match="five minutes"):
        outside.look_now(actor=market.actor("brand"), shop_id=shop.id)


def test_who_may_watch_and_who_may_judge(market, host):
    trademark(market)
    shop = watched(market, host)
    look_round(market)
    match = OutsideMatch.objects.get()
    for who in ("brand_reader", "seller", "auditor", "logistics", "key:brand"):
        with pytest.raises(Denied):
            outside.add_shop(actor=market.actor(who), url="https://shop.example/")
        with pytest.raises(Denied):
            outside.judge(actor=market.actor(who), match_id=match.id, verdict="confirmed")
    with pytest.raises(NotFound):
        outside.judge(actor=market.actor("rival"), match_id=match.id, verdict="confirmed")
    with pytest.raises(NotFound):
        outside.look_now(actor=market.actor("rival"), shop_id=shop.id)
    with pytest.raises(Invalid):
        outside.judge(actor=market.actor("brand"), match_id=match.id, verdict="because")
    outside.judge(actor=market.actor("brand"), match_id=match.id, verdict="confirmed")
    judged = outside.judge(actor=market.actor("reviewer"), match_id=match.id, verdict="descriptive")
    assert (judged.state, judged.verdict) == ("dismissed", "descriptive")


def test_an_agent_says_for_which_brand(market, host):
    agent = market.actor("agent")
    shop = outside.add_shop(actor=agent, url=host.url())
    assert Watcher.objects.get(shop=shop).party_id == market.parties["brand"].id
    with pytest.raises(Invalid):
        outside.add_shop(actor=agent, url=host.url(), party=market.parties["rival"])
    with pytest.raises(Invalid):
        outside.add_shop(actor=market.actor("lead"), url=host.url(), party=market.parties["seller"])


def test_a_right_that_holds_elsewhere_is_no_match(market, host):
    trademark(market)
    watched(market, host, markets=["US"])
    look_round(market)
    assert not OutsideMatch.objects.exists()


def test_every_step_stands_in_the_log_without_an_address(market, host):
    trademark(market)
    watched(market, host, why="Secret reason.")
    look_round(market)
    entries = Entry.objects.filter(verb__startswith="outside.")
    assert set(entries.values_list("verb", flat=True)) == {
        "outside.watched", "outside.looked", "outside.kept", "outside.scanned"
    }  # fmt: skip
    for entry in entries:
        assert host.place.encode() not in bytes(entry.data)
        assert b"Secret" not in bytes(entry.data)
