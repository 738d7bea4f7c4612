"""The pre-check through services, pages and API: it says what publishing would say, writes nothing, and is certified."""

import csv
import json
import re
import sys
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry
from gateway.uploads import checked_picture
from registry import services as registry
from scanner import services
from scanner.models import Match, PictureHash, PreCheckCertificate, Scan
from scanner.precheck.values import HINT, STOP, WARN
from scanner.services.prechecking import around, certified
from sellers import services as sellers
from sellers.content import Content
from sellers.models import Listing
from tenancy.errors import Denied, Invalid, NotFound
from tests.scanner.stage import HIDDEN, OPEN, authorise, copyright_, png, trademark, waiting

pytestmark = pytest.mark.django_db


def said(title=OPEN, **more):
    return Content().changed({"title": title, "category": ["Bags"], "markets": ["DE", "US"], **more})


def codes(check):
    return {finding.code: finding.severity for finding in check.findings}


def checked(market, content, **more):
    return services.pre_check(actor=market.actor("seller"), content=content, by=around(wait=True), **more)


def test_a_mark_is_found_at_its_place_and_nothing_is_written(market):
    trademark(market)
    by = around(wait=True)
    before = [model.objects.count() for model in (Entry, Listing, Match, Scan, PictureHash)]
    content = said(HIDDEN)
    check = services.pre_check(actor=market.actor("seller"), content=content, pictures=[checked_picture(png(5))], by=by)
    assert [model.objects.count() for model in (Entry, Listing, Match, Scan, PictureHash)] == before
    [mark] = [finding for finding in check.findings if finding.code == "mark-disguised"]
    assert (mark.severity, HIDDEN[mark.place.start : mark.place.end]) == (STOP, "Z a n d e r h o l t")
    assert not check.passed


def test_what_is_allowed_or_only_fits_passes(market):
    right = trademark(market)
    assert codes(checked(market, said()))["mark"] == WARN
    for title in ("Strap for Zanderholt bag", "Riemen passend für Zanderholt", "适用于Zanderholt 背带"):
        marks = {
            code: gravity for code, gravity in codes(checked(market, said(title))).items() if code.startswith("mark")
        }
        assert set(marks.values()) <= {HINT}, title
    authorise(market, right)
    assert "mark" not in codes(checked(market, said()))


def test_pictures_that_are_registered_stop_and_those_others_showed_first_warn(market):
    trademark(market, picture=1)
    waiting(market, "A-1", "Plain bag", seller="other_seller", pictures=[png(7)])
    waiting(market, "A-2", "Plain bag", pictures=[png(5)])
    pictures = [checked_picture(png(seed)) for seed in (9, 1, 7, 5)]
    told = {
        (one.code, one.place.picture): one.severity
        for one in checked(market, said("Plain bag"), pictures=pictures).findings
    }
    assert told[("picture", 2)] in (STOP, WARN)
    assert told[("picture-elsewhere", 3)] == WARN
    assert not {("picture-elsewhere", 1), ("picture-elsewhere", 4)} & set(told)


def test_a_price_far_below_the_owners_band_warns(market):
    mark = trademark(market)
    registry.set_band(actor=market.actor("lead"), right=mark, currency="EUR", low_cents=20_000, high_cents=90_000)
    assert codes(checked(market, said(price_cents=1_900, currency="EUR")))["price-far-below"] == WARN
    assert not {code for code in codes(checked(market, said(price_cents=30_000, currency="EUR"))) if "price" in code}


def test_a_check_asks_as_often_whatever_it_finds(market):
    trademark(market, picture=1)
    copyright_(market, picture=3)
    plain, full = (
        said("Plain bag"),
        said("Zanderholt bag, cures cancer, 1:1 replica", description="Best Zanderholt " * 40),
    )
    asked = []
    for content, seeds in ((plain, (1,)), (full, range(1, 9))):
        pictures, by = [checked_picture(png(seed)) for seed in seeds], around(wait=True)
        with CaptureQueriesContext(connection) as seen:
            services.pre_check(actor=market.actor("seller"), content=content, pictures=pictures, by=by)
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_a_listing_lacks_what_its_category_needs(market):
    services.set_own_rule(
        actor=market.actor("lead"),
        name="bags-origin",
        severity="stop",
        needs=["origin"],
        category="Bags",
        why="Bags say it.",
    )
    content = said("Plain bag")
    assert codes(checked(market, content))["needed"] == STOP
    assert "needed" not in codes(checked(market, replace(content, origin="IT")))


def test_a_marketplace_has_its_own_rules_and_switches_one_off_with_a_reason(market):
    content = said("Bag, 1:1 replica with fireworks", markets=["US"])
    assert codes(checked(market, content))["counterfeit"] == STOP
    first = checked(market, content).rules
    lead = market.actor("lead")
    services.change_house_rule(actor=lead, rule="en-US.replica", severity="off", why="Not here.")
    services.set_own_rule(actor=lead, name="bangs", severity="warn", phrases=["fireworks"], why="They may not be sent.")
    check = checked(market, content)
    assert "counterfeit" not in codes(check)
    assert codes(check)["own"] == WARN
    assert first != check.rules
    services.change_house_rule(actor=lead, rule="en-US.replica", severity="house", why="It is needed.")
    assert codes(checked(market, content))["counterfeit"] == STOP
    assert Entry.objects.filter(verb="precheck.rule").count() == 3
    with pytest.raises(Denied):
        services.change_house_rule(actor=market.actor("seller"), rule="en-US.replica", severity="off", why="No.")
    with pytest.raises(NotFound):
        services.change_house_rule(actor=lead, rule="en-US.nothing", severity="off", why="No.")
    with pytest.raises(Invalid):
        services.set_own_rule(actor=lead, name="both", severity="warn", phrases=["xx"], needs=["origin"], why="No.")


def test_what_passed_is_certified_once_and_speaks_for_the_listing(market, as_):
    around(wait=True)
    seller = market.actor("seller")
    content = said("Plain bag", origin="IT")
    row = services.certify(actor=seller, content=content)
    assert services.certify(actor=seller, content=content) == row
    listing = waiting(market, "A-7", "Plain bag", origin="IT", url="https://shop.example/a-7")
    assert [(one.revision, one.certificate) for one in certified([listing])] == [(1, row)]
    sellers.revise_listing(actor=seller, listing=listing, title="Another bag")
    assert [(one.revision, one.certificate) for one in certified([listing])] == [(1, row)]
    shown = as_(market, "seller").get(market.url("precheck/certified"), {"listing": "A-7"}).content.decode()
    assert row.reference in shown
    assert (
        row.reference
        not in as_(market, "brand").get(market.url("precheck/certified"), {"listing": "A-7"}).content.decode()
    )
    with pytest.raises(Invalid):
        services.certify(actor=seller, content=said("Bag, 1:1 replica"))
    assert PreCheckCertificate.objects.visible_to(market.actor("brand")).count() == 0
    assert PreCheckCertificate.objects.visible_to(seller).count() == 1


def test_the_page_shows_places_rules_and_remedies_without_script_and_with(market, as_):
    around(wait=True)
    client, url = as_(market, "seller"), market.url("listings/check")
    assert client.get(url).status_code == 200
    page = client.post(url, {"title": "Bag, 1:1 replica", "markets": "US"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "<mark><bdi>1:1 replica</bdi></mark>" in text
    assert "18 U.S.C. 2320" in text
    part = client.post(url, {"title": "Bag, 1:1 replica", "markets": "U"}, headers={"HX-Request": "true"})
    assert "1:1 replica" in part.content.decode()
    assert "<html" not in part.content.decode()
    gone = client.post(url, {"title": "Plain bag", "markets": "US", "certify": "1"}, follow=True)
    assert PreCheckCertificate.objects.get().reference in gone.content.decode()
    assert (
        reverse("web:log_entry", args=[market.slug, Entry.objects.get(verb="precheck.passed").id])
        in gone.content.decode()
    )


def test_while_one_types_nothing_is_said_of_pictures_that_are_not_sent_yet(market, as_):
    """The button of the form sends them, though what is typed goes without."""
    copyright_(market, picture=3)
    around(wait=True)
    client, url = as_(market, "seller"), market.url("listings/check")
    form = client.get(market.url("listings/new")).content.decode()
    [button] = re.findall(r"<button[^>]*with_pictures[^>]*>", form)
    assert 'hx-params="*"' in button
    typed = {"title": "Plain bag", "markets": "US"}

    def answer(**more):
        return client.post(url, {**typed, **more}, headers={"HX-Request": "true"}).content.decode()

    assert "There is no picture." not in answer()
    assert "There is no picture." in answer(with_pictures="1")
    assert "There is no picture." not in answer(with_pictures="1", picture_urls="https://pictures.example/a.png")
    sent = answer(with_pictures="1", pictures=SimpleUploadedFile("a.png", png(3), "image/png"))
    assert "Must be mended" in sent


def test_two_rights_of_one_owner_in_one_word_are_told_once(market):
    trademark(market)
    trademark(market, number="018442191", picture=7)
    found = [one for one in checked(market, said()).findings if one.code == "mark"]
    assert [one.place.field for one in found] == ["title"]


def test_the_api_answers_with_places(market, as_):
    around(wait=True)
    client = as_(market, "seller")
    body = {"title": "Saft heilt Krebs", "markets": ["DE"]}
    answer = client.post(market.url("api/v1/listings/check"), json.dumps(body), content_type="application/json")
    found = answer.json()
    assert answer.status_code == 200
    assert not found["passed"]
    assert (found["findings"][0]["start"], found["findings"][0]["written"]) == (5, "heilt Krebs")


def test_a_whole_catalogue_is_checked_by_a_command(market, tmp_path, capsys):
    trademark(market)
    waiting(market, "A-1", HIDDEN)
    waiting(market, "A-2", "Plain bag", origin="IT")
    out = tmp_path / "found.csv"
    call_command("precheck", market.slug, out=str(out), only="stop", stderr=sys.stderr)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [(row["number"], row["rule"], row["written"]) for row in rows] == [("A-1", "marks", "Z a n d e r h o l t")]
    assert "2 listings" in capsys.readouterr().err
    assert not Match.objects.exists()


def test_the_operators_page_of_rules(market, as_):
    client, url = as_(market, "lead"), market.url("precheck/rules")
    assert "en-US.replica" in client.get(url).content.decode()
    sent = {
        "name": "bangs",
        "severity": "warn",
        "phrases": "fireworks\nbangers",
        "why": "They may not be sent.",
        "markets": "DE",
    }
    assert client.post(url, {**sent, "why": ""}).status_code == 422
    assert client.post(url, sent).status_code == 303
    assert "bangers" in client.get(url).content.decode()
    changed = {"rule": "en-US.replica", "severity": "off", "why": "Not here."}
    assert client.post(market.url("precheck/rules/change"), changed).status_code == 303
    assert as_(market, "seller").get(url).status_code == 403
