"""The public register shows what a register shows, and is not to be asked for more; partners get ST.96."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as Xml

import pytest

from accounts.models import Party
from audit.models import Entry
from registry.models import Right
from registry.registers.st96 import COM, TMK, Trademark, written
from registry.services import add_specimen, register_right, verify_right
from tests.registry.conftest import MARK, picture


@pytest.fixture
def shown(market):
    """A verified mark with everything on file that must stay inside."""
    details = replace(
        MARK, title="Zanderholt", external_id="SECRET-77", source="Filed by Ada Lovelace", goods={"25": "Shirts."}
    )
    right = register_right(actor=market.actor("brand"), details=details)
    add_specimen(actor=market.actor("brand"), right=right, picture=picture())
    return verify_right(actor=market.actor("reviewer"), right=right)


def address(market, *parts):
    return "/".join([f"/m/{market.row.slug}/register", *parts])


def key(right):
    return "trademark", right.office, right.number


def test_anybody_reads_what_is_verified_and_nothing_of_ours(client, market, shown):
    hidden = register_right(actor=market.actor("brand"), details=replace(MARK, title="Kestrel", number="2"))
    pages = [address(market), address(market, *key(shown)), f"/m/{market.row.slug}/api/v1/public/register"]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        said = answer.content.decode()
        assert "Zanderholt" in said
        assert market.parties["brand"].name in said
        for secret in ("SECRET-77", "Lovelace", "Kestrel", shown.reference, hidden.reference):
            assert secret not in said, (page, secret)
    assert client.get(address(market, *key(hidden))).status_code == 404
    assert client.get(address(market, *key(hidden)).replace("register/", "register-picture/")).status_code == 404
    assert (
        client.get(address(market, *key(shown)).replace("register/", "register-picture/"))["Content-Type"]
        == "image/png"
    )
    assert "Shirts." in client.get(pages[1]).content.decode()


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ("zanderhold", True),
        ("Zanderholt", True),
        ("018 442 190", True),
        ("SECRET-77", False),
        ("secret77", False),
        ("lovelace", False),
    ],
)
def test_nothing_is_found_by_what_is_not_shown(client, market, shown, search, is_found):
    found = client.get(f"/m/{market.row.slug}/api/v1/public/register", {"q": search}).json()["results"]
    assert [one["number"] for one in found] == ([shown.number] if is_found else [])


def test_a_marketplace_switches_its_register_off_and_says_whether_search_engines_show_it(client, market, as_, shown):
    api = f"/m/{market.row.slug}/api/v1/public/register"
    pages = [address(market), address(market, *key(shown)), api]
    pages.append(pages[1].replace("register/", "register-picture/"))
    assert {client.get(page)["X-Robots-Tag"] for page in pages} == {"noindex"}
    lead = as_(market, "lead")
    settings = f"/m/{market.row.slug}/register-access"
    assert lead.get(settings).status_code == 200
    assert as_(market, "brand").get(settings).status_code == 403
    lead.post(settings, {"access": "listed"})
    assert not any(client.get(page).has_header("X-Robots-Tag") for page in pages)
    lead.post(settings, {"access": "off"})
    assert {client.get(page).status_code for page in pages} == {404}
    assert "The public register is off." in lead.get(f"/m/{market.row.slug}/rights").content.decode()
    assert Entry.objects.filter(verb="public_register.set").count() == 2


def test_conflicts_name_earlier_marks_with_reasons_and_show_no_unverified_ones(market, as_, shown):
    register_right(actor=market.actor("brand"), details=replace(MARK, title="Zanderhold", number="2"))
    client = as_(market, "brand")
    page = client.get(
        f"/m/{market.row.slug}/rights/conflicts", {"title": "Sanderholt", "classes": "25", "places": "DE"}
    )
    said = page.content.decode()
    assert "Spelled nearly the same." in said
    assert "Both in class 25." in said
    assert "Likely to be confused" in said
    assert "Zanderhold<" not in said
    none = client.get(f"/m/{market.row.slug}/rights/conflicts", {"title": "Kestrel"}).content.decode()
    assert "No earlier mark is near" in none


def test_st96_says_what_is_on_file(market, as_, shown):
    Party.objects.filter(id=market.parties["brand"].id).update(name="A & B\x0bAG")
    client = as_(market, "brand")
    answer = client.get(f"/m/{market.row.slug}/api/v1/rights/{shown.reference}.xml")
    assert answer["Content-Type"].startswith("application/xml")
    root = Xml.fromstring(answer.content)
    assert root.tag == f"{{{TMK}}}TrademarkApplication"
    told = {element.tag.split("}")[1]: element.text for element in root.iter() if element.text}
    assert told["RegistrationOfficeCode"] == "EM"
    assert told["RegistrationNumber"] == "018442190"
    assert told["MarkVerbalElementText"] == "Zanderholt"
    assert told["ExpiryDate"] == "2041-05-04"
    assert told["GoodsServicesDescriptionText"] == "Shirts."
    assert told["EntityName"] == "A & B\ufffdAG"
    assert "SECRET" not in answer.content.decode()
    assert client.get(f"/m/{market.row.slug}/api/v1/rights/MW-NEVER.xml").status_code == 404


def test_terms_are_those_of_the_standard():
    mark = Trademark(
        "A", feature="three_dimensional", status="application_filed", vienna=("1.1.2",), status_on=date(2026, 1, 2)
    )
    root = Xml.fromstring(written([mark]))
    assert root.find(f".//{{{TMK}}}MarkFeatureCategory").text == "Three dimensional"
    assert root.find(f".//{{{TMK}}}MarkCurrentStatusCode").text == "Application filed"
    assert root.find(f".//{{{TMK}}}ViennaSection").text == "2"
    assert root.find(f".//{{{COM}}}RegistrationNumber") is None


def test_a_lapsed_right_says_so(client, market, shown):
    Right.objects.filter(id=shown.id).update(state="lapsed")
    assert "Expired" in client.get(address(market, *key(shown))).content.decode()
