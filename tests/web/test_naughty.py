"""Whatever people type, in whatever field, comes back as typed, is shown isolated, and runs nothing."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from html.parser import HTMLParser
from itertools import cycle, groupby
from types import ModuleType
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape
from playwright.sync_api import expect
from rest_framework import serializers

from accounts.models import Party
from enforcement.forms import element_field
from enforcement.models import Complaint
from gateway.fields import ApiText, FormText
from policy.registry import packs
from registry.models import Right
from sellers.content import LONGEST
from sellers.models import Listing
from tenancy.context import database_now
from tests.architecture.things import PDF
from tests.enforcement.stage import complaint as complain
from tests.enforcement.stage import copyright_, let_it_take_effect, listing, only_case, trademark
from tests.journeys.album import VOID, albums_of, worth_a_look
from tests.journeys.browser import chromium, open_tab
from tests.web.naughty import OURS, SCRIPTS, UNTEXT, batches, published

APPS = (
    "accounts", "registry", "sellers", "scanner", "fulfillment", "enforcement", "delivery", "evidence", "reporting", "web",
)  # fmt: skip


NOT_TYPED = (forms.HiddenInput, forms.EmailInput)
NO_TEXT = (".seen", ".website", ".SpecimenForm.name", ".SpecimenForm.words")
"""A digest of what was seen, the trap for programs, and specimens of the style guide."""


@cache
def modules() -> list[ModuleType]:
    """Every module of the apps: forms stand beside the pages they are for as well."""
    found = []
    for app in APPS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations" not in module.name:
                found.append(importlib.import_module(module.name))
    return found


def classes(base: type) -> Iterator[type]:
    """The subclasses of `base` that the apps declare."""
    for module in modules():
        for _name, one in inspect.getmembers(module, inspect.isclass):
            if issubclass(one, base) and one.__module__ == module.__name__:
                yield one


def form_fields() -> Iterator[tuple[str, forms.Field]]:
    """Every field of every form that is declared, and of the forms that packs make."""
    for form in classes(forms.Form):
        for name, field in form.base_fields.items():
            yield f"{form.__module__}.{form.__name__}.{name}", field
    for pack in packs():
        for element in (*pack.notice, *pack.counter_notice.elements):
            yield f"{pack.code}.{element.code}", element_field(element, required=False)


def api_fields() -> Iterator[tuple[str, serializers.Field]]:
    """Every field that a request of the API may hold."""
    for kind in classes(serializers.Serializer):
        if kind.__name__.endswith(("In", "Change")):
            for name, field in kind().fields.items():
                yield f"{kind.__module__}.{kind.__name__}.{name}", getattr(field, "child", field)


def test_text_is_typed_into_fields_that_keep_it():
    """A plain CharField would strip the ends, and let the database meet what is no text."""
    plain = [
        name for name, field in form_fields() if type(field) is forms.CharField and type(field.widget) not in NOT_TYPED
    ]
    plain += [name for name, field in api_fields() if type(field) is serializers.CharField]
    assert {name for name in plain if not name.endswith(NO_TEXT)} == set()


def kept(field: Any, text: str) -> Any:
    """What a field makes of a text; its refusal as one sentence."""
    try:
        return field.clean(text) if isinstance(field, forms.Field) else field.run_validation(text)
    except (forms.ValidationError, serializers.ValidationError) as refused:
        return refused


def altered(strings: list[str] | tuple[str, ...]) -> list[tuple[str, str]]:
    """The fields that do not give back what was typed into them, with the text."""
    texts = [(name, field) for name, field in (*form_fields(), *api_fields()) if isinstance(field, FormText | ApiText)]
    assert len(texts) > 60
    found = []
    for name, field in texts:
        for text in strings:
            fitting = text[: field.max_length]
            fitting = fitting.strip() if getattr(field, "strip", False) else fitting  # a code, not free text
            if len(fitting) >= (field.min_length or 0) and fitting.strip() and kept(field, fitting) != fitting:
                found.append((name, fitting))
    return found


def test_every_field_keeps_our_strings():
    assert altered(OURS) == []


@pytest.mark.shared
def test_every_field_keeps_the_published_strings():
    assert altered(published()) == []


@pytest.mark.parametrize(("text", "words"), UNTEXT.items(), ids=["nul", "surrogate"])
def test_what_is_no_text_is_refused_in_words(text, words):
    for name, field in (*form_fields(), *api_fields()):
        if isinstance(field, FormText | ApiText):
            assert words in str(kept(field, text)), name


class Hand:
    """Types the strings: each field goes round all of them at its own pace, with spaces at both ends."""

    def __init__(self, strings: Sequence[str]) -> None:
        self.strings = strings
        self.rounds: dict[str, Iterator[str]] = {}

    def __call__(self, field: str, longest: int) -> str:
        if field not in self.rounds:
            self.rounds[field] = cycle(batches(self.strings, longest - 4))
        return f"  {next(self.rounds[field])}  "

    def times(self, longest: int) -> range:
        """How often a field of that length is filled until it has seen them all."""
        return range(len(list(batches(self.strings, longest - 4))))


@pytest.fixture(params=["ours", pytest.param("published", marks=pytest.mark.shared)])
def hand(request) -> Hand:
    return Hand(OURS if request.param == "ours" else published())


def shown(client: Client, url: str, *texts: str) -> None:
    """Each text stands in the page as it was typed, escaped; a paragraph at most loses the spaces at its ends."""
    page = client.get(url)
    assert page.status_code == 200
    for text in texts:
        assert escape(text.strip()) in page.content.decode(), text


def test_rights_keep_what_is_typed(market, as_, hand):
    program, brand, lead = (as_(market, name) for name in ("key:brand", "brand", "lead"))
    for n in hand.times(300):
        typed = {
            "title": hand("title", 300),
            "external_id": f"{n}{hand('external', 110)}",
            "source": hand("source", 300),
        }
        body = {"kind": "trademark", **typed, "office": "US", "number": str(70000 + n), "classes": [18]}
        body["aliases"] = [f"{n}{hand('alias', 290)}"]
        made = program.post(market.url("api/v1/rights"), body, content_type="application/json")
        assert made.status_code == 201, made.content
        assert {name: made.json()[name] for name in typed} == typed
        right = Right.objects.get(reference=made.json()["reference"])
        assert (right.title, right.aliases) == (typed["title"], body["aliases"])
        if n < 5:
            url, why = market.url(f"rights/{right.reference}"), hand("reason", 2000)
            assert lead.post(f"{url}/reject", {"reject-reason": why}).status_code == 303
            shown(brand, url, typed["title"], body["aliases"][0], typed["external_id"], why)
            change = {
                "version": 2,
                "title": hand("new", 300),
                "classes": "18",
                "office": "US",
                "number": str(80000 + n),
            }
            assert brand.post(f"{url}/change", change).status_code == 303
            assert brand.post(f"{url}/retire", {"retire-reason": hand("retire", 2000)}).status_code == 303
            shown(brand, url, change["title"])
        assert brand.get(market.url("rights"), {"q": typed["title"][:200]}).status_code == 200


def test_listings_keep_what_is_typed(market, as_, hand):
    seller, program = as_(market, "seller"), as_(market, "key:seller")
    for n in hand.times(LONGEST["title"]):
        typed = {"title": hand("title", LONGEST["title"]), "brand": hand("brand", LONGEST["brand"])}
        typed["description"] = hand("description", 4000)
        sent = program.post if n % 2 else seller.post
        body = {"number": f"N-{n}", **typed, "markets": ["US"] if n % 2 else "US"}
        url = market.url("api/v1/listings" if n % 2 else "listings/publish")
        made = sent(url, body, **({"content_type": "application/json"} if n % 2 else {}))
        assert made.status_code in (201, 303), made.content
        listing = Listing.objects.get(number=f"N-{n}")
        assert {name: getattr(listing, name) for name in typed} == typed
        if n < 4:
            shown(seller, market.url(f"listings/N-{n}"), *typed.values())
        for where in ("listings", "search"):
            assert as_(market, "lead").get(market.url(where), {"q": typed["title"][:150]}).status_code == 200


def test_parties_and_keys_keep_what_is_typed(market, as_, hand):
    lead, anybody = as_(market, "lead"), Client()
    for n in hand.times(1000):
        typed = {"name": hand("name", 200), "contact_name": hand("contact", 120), "address": hand("address", 1000)}
        form = {**typed, "country": "SE", "contact_email": "a@b.test", "phone": hand("phone", 40), "kind": "brand"}
        form |= {"about": hand("about", 4000), "signatory": hand("signatory", 120), "no_number": "1"}
        if n < 8:
            paper = SimpleUploadedFile("card.pdf", PDF, "application/pdf")
            assert anybody.post(market.url("apply"), {**form, "signatory_paper": paper}).status_code == 303
        else:
            assert lead.post(market.url("parties/new"), form).status_code == 303
        party = Party.objects.order_by("-id").first()
        assert {name: getattr(party, name) for name in typed} == typed
        url = market.url(f"parties/{party.reference}")
        shown(lead, url, *typed.values())
        if n < 8:
            assert party.about == form["about"]
            decided = market.url(f"applications/{party.reference}")
            shown(lead, decided, *typed.values(), form["signatory"])
            assert lead.post(f"{decided}/refuse", {"refuse-reason": hand("refusal", 2000)}).status_code == 303
        else:
            assert lead.post(f"{url}/suspend", {"reason": hand("suspension", 2000)}).status_code == 303
        made = as_(market, "brand").post(
            market.url(f"parties/{market.parties['brand'].reference}/keys/new"),
            {"name": hand("key", 80), "scopes": ["log"]},
        )
        assert made.status_code == 201, made.content


def test_both_sides_and_the_reviewer_keep_what_they_type_in_a_case(market, as_, hand):
    mark, work = trademark(market), copyright_(market)
    brand, seller, reviewer, appeals = (as_(market, name) for name in ("brand", "seller", "reviewer", "appeals"))
    for n in hand.times(2000):
        numbers = [f"A-{n}", f"B-{n}", f"C-{n}"]
        for number in numbers:
            listing(market, number)
        right = f"{mark.reference}:EU"
        page = brand.post(market.url("complaints/new"), {"right": right, "listings": "\n".join(numbers)})
        said = {"explanation": hand("explanation", 8000), "test_purchase": hand("purchase", 8000)}
        said["signature"] = hand("signature", 8000)
        note = hand("note", 2000)
        form = {f"element_{code}": text for code, text in said.items()} | {f"note_{numbers[0]}": note, "keep": numbers}
        form |= {"element_good_faith": "yes", "element_accuracy_authority": "yes", "reason": "counterfeit", "file": "1"}
        assert brand.post(page["Location"], form).status_code == 303, n
        complaint = Complaint.objects.order_by("-id").first()
        assert {code: complaint.wording.elements[code] for code in said} == said
        assert complaint.listings.get(listing__number=numbers[0]).note == note

        case = complaint.cases.get()
        url = market.url(f"cases/{case.reference}")
        a, b, c = (case.items.get(listing__number=number) for number in numbers)
        answer = {f"answer_{a.id}": "counter_notice", "all": "genuine", "statement": hand("statement", 8000)}
        counter = {"explanation": hand("counter", 8000), "signature": hand("signed", 8000)}
        answer |= {f"element_{code}": text for code, text in counter.items()} | {"element_accuracy": "yes"}
        assert seller.post(f"{url}/answer", answer).status_code == 303
        assert b.answers.get().statement == answer["statement"]
        assert {code: case.counter_notices.get().elements[code] for code in counter} == counter
        shown(reviewer, f"{url}?item={a.id}", said["explanation"], note, answer["statement"], *counter.values())

        back = {"item": c.id, "reason": "mistake", "words": hand("words", 2000)}
        assert brand.post(f"{url}/withdraw", back).status_code == 303
        assert c.withdrawals.get().words == back["words"]
        decided = {"rest": "counterfeit.goods", "reasons": hand("reasons", 8000), "remedy": "delist"}
        assert reviewer.post(f"{url}/decide", decided).status_code == 303
        assert a.decisions.get().reasons == decided["reasons"]
        let_it_take_effect(case)
        appeal = {"item": [a.id, b.id], "grounds": hand("grounds", 8000)}
        assert seller.post(f"{url}/appeal", appeal).status_code == 303
        filed = case.appeals.get()
        shown(appeals, market.url(f"appeals/{filed.reference}"), appeal["grounds"], decided["reasons"])
        verdict = {f"ground_{a.id}": "dismissed.exhausted", "reasons": hand("verdict", 8000)}
        assert appeals.post(market.url(f"appeals/{filed.reference}"), verdict).status_code == 303
        filed.refresh_from_db()
        assert (filed.grounds, filed.ruling.reasons) == (appeal["grounds"], verdict["reasons"])
        shown(seller, url, appeal["grounds"], verdict["reasons"], decided["reasons"], answer["statement"])
    in_court(market, as_, hand, work)


def in_court(market, as_, hand, work):
    """A counter-notice against a removal, and the court action that the complainant shows."""
    listing(market, "W-1")
    case = only_case(complain(market, work, [Listing.objects.get(number="W-1")]))
    let_it_take_effect(case)
    url = market.url(f"cases/{case.reference}")
    counter = {
        "mistake": "yes",
        "jurisdiction": "district_of_address",
        "service": "yes",
        "signature": "S",
        "contact": "x",
    }
    answer = {f"answer_{case.items.get().id}": "counter_notice", **{f"element_{k}": v for k, v in counter.items()}}
    assert as_(market, "seller").post(f"{url}/answer", answer).status_code == 303
    typed = {
        "code": "court_action", "court": hand("court", 200), "number": hand("number", 100),
        "filed_on": database_now().date().isoformat(),
    }  # fmt: skip
    assert as_(market, "brand").post(f"{url}/papers", typed).status_code == 303
    assert case.court_actions.get().court == typed["court"]
    shown(as_(market, "lead"), url, typed["court"], typed["number"])


SEAL = "¶"
"""Stands in everything that is typed into the scene; nothing of ours holds it."""
PLAIN_BY_NATURE = {"title", "option", "textarea"}
"""Elements whose text holds no markup: the browser keeps each apart from what surrounds it."""


def unsealed(page: str) -> list[str]:
    """Texts of a page with the seal that stand in no element which isolates them."""
    reader = Unsealed()
    reader.feed(page)
    return reader.found


class Unsealed(HTMLParser):
    """Reads a page for `unsealed`."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[tuple[str, bool]] = [("", False)]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            apart = tag == "bdi" or tag in PLAIN_BY_NATURE or dict(attrs).get("dir") == "auto"
            self.around.append((tag, apart or self.around[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.around) - 1, 0, -1):
            if self.around[at][0] == tag:
                del self.around[at:]
                return

    def handle_data(self, data: str) -> None:
        if SEAL in data and not self.around[-1][1]:
            self.found.append(f"{[tag for tag, _apart in self.around[-3:]]}: {data.strip()[:80]}")


@pytest.mark.browser
def test_what_people_typed_is_isolated_wherever_it_is_shown_and_runs_nowhere(db):
    """Seen by both sides and the lead, where every word that was typed turns the text round and attacks."""
    attacks = cycle(SCRIPTS)
    albums = albums_of("lead", "brand", "seller", say=lambda words: f"{words} \u202e{SEAL}{next(attacks)}")
    pages = [(album.who, page) for album in albums.values() for page in album.pages if SEAL in page.text]
    assert sorted({f"{who} {page.kind} {one}" for who, page in pages for one in unsealed(page.text)}) == []
    assert sum(page.text.count(SEAL) for _who, page in pages) > 300

    said: list[str] = []
    looks = [(album.who, page.path) for album, page in worth_a_look(albums.values()) if SEAL in page.text]
    with chromium() as browser:
        for who, mine in groupby(looks, key=lambda look: look[0]):
            with albums[who].served() as origin:
                tab = open_tab(browser, said)
                tab.on("dialog", lambda dialog: said.append(f"a dialog: {dialog.message}"))
                for _who, path in mine:
                    tab.goto(origin + path)
                    expect(tab.locator(".htmx-request")).to_have_count(0)
                    if tab.evaluate("window.pwned"):
                        said.append(f"{who} {path} ran something")
                tab.context.close()
    assert said == []
    assert len(looks) > 20
