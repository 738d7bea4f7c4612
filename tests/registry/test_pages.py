"""The pages as people use them: registered, looked at, checked, refused, and never lost."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from registry.models import AuthorisedSeller, Certificate, Right, Specimen
from registry.services import add_specimen, authorise_seller, register_right
from tests.registry.conftest import MARK, PDF, picture

DATA = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(settings.BASE_DIR).parent / "shared" / "data")
NAUGHTY = DATA / "text-evasion" / "naughty-strings-even.json"
OWN_NAUGHTY = [
    "<script>alert(1)</script>",
    "\u202etfel",
    "'; DROP TABLE x; --",
    "{{ 7 }}",
    "%s%n",
    "😀\u200d",
    "a" * 300,
    "Ω≈ç√",
]
FORM = {
    "rows": "2",
    "title": "Aurora",
    "aliases": "オーロラ\nAurora Co",
    "classes": "18, 25, 28",
    "0-office": "EM",
    "0-number": "018 442 190",
    "0-registered_on": "2021-05-04",
    "1-office": "JP",
    "1-number": "6123456",
}


def png(name="logo.png", colour="red"):
    return SimpleUploadedFile(name, picture(colour), "image/png")


@pytest.fixture
def brand(market, as_):
    return as_(market, "brand")


def test_a_word_mark_with_a_logo_at_two_offices_in_one_go(market, brand):
    page = brand.get(market.url("rights/new"))
    assert page.status_code == 200
    certificate = SimpleUploadedFile("certificate.pdf", PDF, "application/pdf")
    files = {"pictures": [png(), png("second.png", "blue")], "0-certificate": certificate}
    answer = brand.post(market.url("rights/new?kind=trademark"), {**FORM, **files}, follow=True)
    assert answer.redirect_chain[0][1] == 303
    assert [right.territories for right in Right.objects.order_by("id")] == [["EU"], ["JP"]]
    assert Specimen.objects.count() == 4
    assert Certificate.objects.get().right.office == "EM"
    content = answer.content.decode()
    assert "2 rights registered" in content
    assert content.count('<span class="badge wait">') == 2


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(market, brand):
    wrong = {**FORM, "title": "<b>Aurora", "classes": "18, 99", "1-number": "", "0-expires_on": "2001-01-01"}
    page = brand.post(market.url("rights/new?kind=trademark"), wrong)
    content = page.content.decode()
    assert page.status_code == 422
    assert not Right.objects.exists()
    assert "Nice classes are numbers from 1 to 45, not 99." in content
    assert "Give the number of the registration." in content
    assert "This right has expired already." in content
    for typed in ("&lt;b&gt;Aurora", "18, 99", "018 442 190", "2001-01-01", "オーロラ"):
        assert typed in content


def test_all_that_is_wrong_is_said_in_one_round_on_top(market, brand):
    files = {
        "pictures": [png(), SimpleUploadedFile("notes.png", b"no picture", "image/png")],
        "0-certificate": SimpleUploadedFile("first.pdf", PDF, "application/pdf"),
        "1-certificate": SimpleUploadedFile("second.pdf", b"no document", "application/pdf"),
    }
    wrong = {**FORM, "classes": "18, 99", "0-expires_on": "2001-01-01", "1-number": "", **files}
    page = brand.post(market.url("rights/new?kind=trademark"), wrong)
    content = page.content.decode()
    assert page.status_code == 422
    assert content.count('role="alert"') == 1
    summary = content[content.index('role="alert"') : content.index('<form method="post" class="form wide"')]
    for said in (
        "not 99",
        "notes.png: ",
        "Registration 1, Expires on",
        "Registration 2, Certificate",
        "Registration 2, Number",
    ):
        assert said in summary, said
    assert re.findall(r"<bdi>([a-z]+\.[a-z]+)</bdi>", summary) == ["logo.png", "first.pdf"]
    assert "Choose these files again" in summary
    assert not Right.objects.exists()


def test_what_is_on_file_already_is_said_beside_the_rest(market, brand):
    register_right(actor=market.actor("brand"), details=replace(MARK, office="EM", number="018442190"))
    content = brand.post(market.url("rights/new?kind=trademark"), {**FORM, "title": ""}).content.decode()
    assert "This registration is on file already" in content
    assert "Please look at 2 fields again" in content


def test_going_back_to_a_refused_form_shows_the_form_and_sends_nothing(market, brand):
    address = market.url("rights/new?kind=trademark")
    page = brand.post(address, {**FORM, "title": ""}, HTTP_REFERER=f"http://testserver{address}")
    assert f'data-instead="{address}"' in page.content.decode()
    secret = brand.post(address, {**FORM, "title": ""}, HTTP_REFERER="http://testserver/")
    assert f'data-instead="{address}"' in secret.content.decode(), "a page that tells no address is its own form"
    elsewhere = brand.post(address, {**FORM, "title": ""}, HTTP_REFERER="https://evil.example/m/fair/rights/new")
    assert "data-instead" not in elsewhere.content.decode()
    assert "data-instead" not in brand.get(address, HTTP_REFERER="http://testserver/").content.decode()


def test_one_more_office_names_the_files_that_are_to_be_chosen_again(market, brand):
    more = {**FORM, "more": "1", "pictures": [png()]}
    content = brand.post(market.url("rights/new?kind=trademark"), more).content.decode()
    assert "Choose this file again" in content
    assert "logo.png" in content


def test_one_more_office_keeps_what_was_typed_and_judges_nothing(market, brand):
    page = brand.post(market.url("rights/new?kind=trademark"), {**FORM, "title": "", "more": "1"})
    content = page.content.decode()
    assert page.status_code == 200
    assert "Registration 3" in content
    assert "018 442 190" in content
    assert "This field is required" not in content


@pytest.mark.parametrize("kind", ["trademark", "copyright", "design", "patent"])
def test_each_kind_has_its_form(market, brand, kind):
    content = brand.get(market.url(f"rights/new?kind={kind}")).content.decode()
    assert ('name="classes"' in content) == (kind in ("trademark", "design"))


def test_an_unregistered_work_is_registered_by_its_places(market, brand):
    form = {"rows": "1", "title": "Sunrise", "aliases": "", "0-territories": "EU, Japan"}
    answer = brand.post(market.url("rights/new?kind=copyright"), form)
    assert answer.status_code == 303
    assert Right.objects.get().territories == ["EU", "JP"]


def test_an_agent_chooses_for_whom(market, as_):
    page = as_(market, "agent").post(market.url("rights/new?kind=trademark"), FORM)
    assert page.status_code == 303
    assert {right.owner for right in Right.objects.all()} == {market.parties["brand"]}


def test_the_list_has_its_empty_states_and_its_pages(market, brand, django_assert_max_num_queries):
    assert "No right yet" in brand.get(market.url("rights")).content.decode()
    for number in range(60):
        right = register_right(
            actor=market.actor("brand"), details=replace(MARK, title=f"Mark {number:06}", number=str(number + 1))
        )
        if number < 3:
            add_specimen(actor=market.actor("brand"), right=right, picture=picture())
    with django_assert_max_num_queries(16):
        page = brand.get(market.url("rights"))
    assert page.status_code == 200
    content = page.content.decode()
    assert content.count('class="pair"') == 50
    assert content.count("/picture?side=") == 3, "those that have a picture show it"
    assert "Mark 000049" in content
    assert "Mark 000050" not in content
    following = brand.get(market.url("rights"), {"cursor": page.context["page"].next}).content.decode()
    assert "Mark 000050" in following
    assert "No right fits" in brand.get(market.url("rights?q=zzz")).content.decode()
    assert brand.get(market.url("rights?state=unheard")).status_code == 422
    assert brand.get(market.url("rights?q=mark+000007")).content.decode().count('class="pair"') == 1
    part = brand.get(market.url("rights?q=mark+000007"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_the_page_of_a_right_costs_the_same_with_much_on_it(market, brand, verified, django_assert_max_num_queries):
    for number in range(5):
        add_specimen(actor=market.actor("reviewer"), right=verified, picture=picture())
        places = ["DE", "PL", "CZ", "FR", "IT"][number]
        authorise_seller(
            actor=market.actor("brand"), right=verified, seller=market.parties["seller"], territories=[places]
        )
    with django_assert_max_num_queries(25):
        page = brand.get(market.url(f"rights/{verified.reference}"))
    assert page.status_code == 200
    content = page.content.decode()
    assert verified.title in content
    assert content.count("Corner Shop") >= 5, "each authorisation has its line"
    assert "Right verified" in content
    assert content.count("/picture?side=480") == 5


def test_what_happens_next_is_said(market, brand, mark):
    content = brand.get(market.url(f"rights/{mark.reference}")).content.decode()
    assert "What happens next" in content
    assert "leather goods and bags" in content


def test_a_reviewer_verifies_and_the_owner_changes(market, brand, as_, mark):
    reviewer = as_(market, "reviewer")
    url = market.url(f"rights/{mark.reference}")
    assert "Check this right" in reviewer.get(url).content.decode()
    assert reviewer.post(f"{url}/verify", {"version": mark.version, "everyday": "on"}).status_code == 303
    assert Right.objects.get().state == "verified"
    assert Right.objects.get().everyday
    late = reviewer.post(f"{url}/verify", {"version": mark.version})
    assert late.status_code == 409
    assert "Somebody else has changed this right" in late.content.decode()
    change = brand.get(f"{url}/change").content.decode()
    assert "is checked again" in change
    form = {
        "version": "2",
        "title": "Aurora Borealis",
        "aliases": "",
        "classes": "18",
        "office": "EM",
        "number": "018442190",
    }
    assert brand.post(f"{url}/change", form).status_code == 303
    assert Right.objects.get().state == "submitted"
    assert "Aurora Borealis" in brand.get(url).content.decode()
    assert brand.post(f"{url}/change", form).status_code == 409
    assert brand.post(f"{url}/change", {**form, "version": "3", "classes": "x"}).status_code == 422


def test_a_rejection_needs_its_reason(market, brand, as_, mark):
    reviewer = as_(market, "reviewer")
    url = market.url(f"rights/{mark.reference}")
    assert reviewer.post(f"{url}/reject", {"reject-reason": " "}).status_code == 422
    assert reviewer.post(f"{url}/reject", {"reject-reason": "Not in the register"}).status_code == 303
    assert "Not in the register" in brand.get(url).content.decode()
    assert brand.post(f"{url}/verify").status_code == 403


def test_pictures_certificates_and_sellers_on_the_page(market, brand, mark):
    url = market.url(f"rights/{mark.reference}")
    assert brand.post(f"{url}/specimens", {"pictures": [png(), png("b.png", "blue")]}).status_code == 303
    broken = brand.post(f"{url}/specimens", {"pictures": [png(), SimpleUploadedFile("x.png", b"no picture")]})
    assert broken.status_code == 422
    assert Specimen.objects.count() == 2
    assert brand.post(f"{url}/certificates", {"certificate": SimpleUploadedFile("c.pdf", PDF)}).status_code == 303
    assert (
        brand.post(f"{url}/certificates", {"certificate": SimpleUploadedFile("c.pdf", b"nothing")}).status_code == 422
    )
    named = {"seller": market.parties["seller"].reference, "territories": "PL, Czechia", "ends_on": "2041-01-01"}
    unknown = brand.post(f"{url}/sellers/new", {**named, "seller": "Nobody <i>"})
    assert unknown.status_code == 422
    assert "Nobody &lt;i&gt;" in unknown.content.decode()
    assert brand.post(f"{url}/sellers/new", named).status_code == 303
    row = AuthorisedSeller.objects.get()
    assert row.territories == ["CZ", "PL"]
    assert brand.post(f"{url}/sellers/{row.id}/revoke").status_code == 303
    assert brand.post(f"{url}/sellers/{row.id}/revoke").status_code == 409
    specimen = Specimen.objects.first()
    assert brand.post(f"{url}/specimens/{specimen.id}/retire").status_code == 303
    assert brand.post(f"{url}/retire", {"retire-reason": ""}).status_code == 422
    assert brand.post(f"{url}/retire", {"retire-reason": "Sold"}).status_code == 303
    assert Right.objects.get().state == "retired"


PATHS = ["", "/change", "/retire", "/specimens", "/certificates", "/sellers/new"]


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_gets_what_an_unknown_right_gets(market, as_, mark, path):
    rival = as_(market, "rival")
    for method in (rival.get, rival.post):
        theirs = method(market.url(f"rights/{mark.reference}{path}"))
        unknown = method(market.url(f"rights/MW-0000000{path}"))
        assert (theirs.status_code, theirs.content) == (unknown.status_code, unknown.content)
        assert theirs.status_code in (404, 405)


def test_a_seller_has_no_business_here(market, as_, mark):
    assert as_(market, "seller").get(market.url("rights")).status_code == 403


def test_a_reader_looks_and_changes_nothing(market, as_, mark):
    reader = as_(market, "brand_reader")
    assert reader.get(market.url(f"rights/{mark.reference}")).status_code == 200
    for path in ("new", f"{mark.reference}/specimens", f"{mark.reference}/certificates", f"{mark.reference}/retire"):
        files = {"pictures": [png()], "certificate": SimpleUploadedFile("c.pdf", PDF), "retire-reason": "x"}
        assert reader.post(market.url(f"rights/{path}"), files).status_code == 403
    assert not Specimen.objects.exists()


def strange_text_comes_back(market, brand, strange):
    for number, text in enumerate(strange):
        form = {
            "rows": "1",
            "title": text,
            "aliases": "",
            "classes": "25",
            "0-office": "US",
            "0-number": str(number + 1),
        }
        answer = brand.post(market.url("rights/new?kind=trademark"), form)
        assert answer.status_code == 303, (text, answer.status_code)
        right = Right.objects.order_by("-id").first()
        assert right.title == text
        if number % 16 == 0:
            assert escape(text) in brand.get(market.url(f"rights/{right.reference}")).content.decode()
            assert brand.get(market.url("rights"), {"q": text[:200]}).status_code == 200


def test_strange_text_comes_back_as_typed(market, brand):
    strange_text_comes_back(market, brand, OWN_NAUGHTY)


@pytest.mark.shared
def test_all_known_strange_text_comes_back_as_typed(market, brand):
    if not NAUGHTY.is_file():
        pytest.skip(f"The folder of real data is not here: {NAUGHTY}")
    every = [text for text in json.loads(NAUGHTY.read_text()) if text.strip() and "\r" not in text]
    strange_text_comes_back(market, brand, [text[:300] for text in every])
