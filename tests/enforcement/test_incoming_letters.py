"""Letters in free text: read, completed by their senders, and taken in as complaints and answers."""

import hashlib
import json

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from enforcement import services
from enforcement.incoming import Understood, right_named
from enforcement.models import Complaint, IncomingLetter
from enforcement.services import Arrived, Asserted, Sender
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.enforcement.stage import complaint, copyright_, let_it_take_effect, listing, only_case
from workflow.models import Effect

NOTICE = """Dear team,

listing no. A-77 shows my photograph "Northern lights" without my permission: https://market.example/listing/A-77

I have a good faith belief that this use is not authorised by the owner, its agent or the law. The information in this
letter is accurate and, under penalty of perjury, I am the owner of the exclusive right.

Sincerely,
Ada Aurora
ada@aurora.test
"""
UNSWORN = """<script>alert(1)</script> Listing no. A-77 copies my photograph "Northern lights" without permission.

I have a good faith belief that this use is not authorised by the owner, its agent or the law.

Ada Aurora
ada@aurora.test
"""
COUNTER = """Counter-notice about listing A-77. Under penalty of perjury I have a good faith belief that the listing was removed
as a result of a mistake. I consent to the jurisdiction of the Federal District Court of my address, and I will accept service of
process from the complainant.

Sam Seller, 1 Main Street, sam@seller.test
"""


@pytest.fixture
def right(market):
    return copyright_(market)


@pytest.fixture
def offered(market):
    return listing(market, "A-77", title="Poster of the northern lights")


def arrive(market, text: str, **more) -> IncomingLetter:
    return services.receive_letter(actor=market.actor("reviewer"), arrived=Arrived(data=text.encode(), **more))


def asserted(row, right, **more) -> Asserted:
    understood = Understood(row)
    elements = {code: understood.element(code).text for code in understood.codes} | {"good_faith": "yes"} | more
    return Asserted(
        right=right, region="US", reason="picture_copied", elements=elements, listings=understood.places.listings
    )


def take_in(market, row, right, **more) -> IncomingLetter:
    return services.take_in_letter(
        actor=market.actor("reviewer"), reference=row.reference, asserted=asserted(row, right, **more)
    )


def test_a_complete_letter_becomes_the_complaint_of_its_sender(market, right, offered):
    row = arrive(market, NOTICE)
    assert Understood(row).missing == []
    done = take_in(market, row, right)
    filed = Complaint.objects.get(id=done.complaint_id)
    assert (done.state, filed.state, filed.complainant_id) == ("taken_in", "accepted", right.owner_id)
    assert filed.filed_by_id == market.actor("reviewer").membership_id, "by the reviewer, for the party"
    assert [one.listing.number for one in only_case(filed).items.all()] == ["A-77"]
    verbs = list(Entry.objects.filter(subject_id=row.id).order_by("id").values_list("verb", flat=True))
    assert verbs == ["letter.received", "letter.taken_in"]
    with pytest.raises(Conflict):
        take_in(market, row, right)


def test_the_sender_is_asked_for_exactly_what_is_missing_and_adds_it(market, right, offered):
    row = arrive(market, UNSWORN)
    assert Understood(row).missing == ["accuracy_authority"]
    with pytest.raises(Invalid) as refused:
        take_in(market, row, right)
    assert list(refused.value.fields) == ["accuracy_authority"], "it is not filed incomplete"
    ask = {"actor": market.actor("reviewer"), "reference": row.reference, "missing": ["accuracy_authority"]}
    row = services.ask_for_missing(**ask)
    sent = json.loads(Effect.objects.get(kind="mail", recipient=f"letter:{row.id}").payload)
    assert sent["to"] == "ada@aurora.test"
    assert "under penalty of perjury" in sent["body"], "how to add it is said"
    assert "good faith belief" not in sent["body"], "what is there is not asked for again"
    link = next(word for word in sent["body"].split() if "/your-letter/" in word)
    token = link.rpartition("/")[2]
    assert row.token_hash == hashlib.sha256(token.encode()).hexdigest()
    with pytest.raises(Conflict):
        services.ask_for_missing(**ask)
    services.add_to_letter(
        letter=services.letter_of(token), added={"accuracy_authority": "I swear it.", "work": "not asked"}
    )
    row = IncomingLetter.objects.get(id=row.id)
    assert row.added == {"accuracy_authority": "I swear it."}
    assert list(IncomingLetter.objects.for_us()) == [row], "it is a reviewer's turn again"
    assert Understood(row).missing == []
    assert take_in(market, row, right).complaint.state == "accepted"
    with pytest.raises(Conflict):
        services.add_to_letter(letter=services.letter_of(token), added={"accuracy_authority": "Again."})
    with pytest.raises(NotFound):
        services.letter_of(token[:-1] + "x")


def test_a_sender_without_an_account_is_put_on_file(market, offered):
    row = arrive(market, NOTICE)
    sender = Sender(name="Ada Aurora", country="NO", email="ada@aurora.test", work="Northern lights", territory="US")
    right = services.register_sender(actor=market.actor("reviewer"), reference=row.reference, sender=sender)
    assert (right.state, right.owner.name, right.territories) == ("verified", "Ada Aurora", ["US"])
    found, region = right_named(market.actor("reviewer"), f"{right.reference}:US")
    assert take_in(market, row, found).complaint.complainant.contact_email == "ada@aurora.test", region


def test_a_counter_notice_becomes_the_sellers_answer(market, right, offered):
    case = only_case(complaint(market, right, [offered]))
    let_it_take_effect(case)
    from_seller = arrive(market, COUNTER)
    assert (from_seller.kind, Understood(from_seller).missing) == ("counter_notice", [])
    elements = {"signature": "Sam Seller", "mistake": "yes", "jurisdiction": "district_of_address", "service": "yes"}
    given = {"actor": market.actor("reviewer"), "reference": from_seller.reference, "elements": elements}
    with pytest.raises(Invalid):
        services.answer_by_letter(case="MW-NONE", **given)
    services.answer_by_letter(case=case.reference, statement="A mistake.", **given)
    case.refresh_from_db()
    assert [item.state for item in case.items.all()] == ["contested"]
    assert case.counter_notices.count() == 1


def test_nobody_else_handles_letters(market, offered):
    row = arrive(market, NOTICE)
    for who in ("brand", "seller", "auditor"):
        with pytest.raises(Denied):
            services.set_letter_aside(actor=market.actor(who), reference=row.reference, reason="twice")
    services.set_letter_aside(actor=market.actor("lead"), reference=row.reference, reason="twice")
    assert IncomingLetter.objects.for_us().count() == 0


def test_the_page_marks_what_was_found_and_shows_everything_harmless(world, as_):
    with world.market.inside():
        right, _sold = copyright_(world.market), listing(world.market, "A-77")
        row = arrive(world.market, UNSWORN)
    client = as_(world.market, "reviewer")
    here = world.market.url(f"incoming/{row.reference}")
    page = client.get(f"{here}?right={right.reference}:US").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert 'id="found-good_faith"' in page
    assert "1 element is missing" in page
    assert row.reference in client.get(world.market.url("incoming")).content.decode()
    asked = client.post(f"{here}/ask", {"missing": "accuracy_authority", "to": "ada@aurora.test"})
    assert asked.status_code == 303
    with world.market.inside():
        row = IncomingLetter.objects.get(id=row.id)
        link = reverse("enforcement:add_to_letter", args=[world.market.slug, services.receiving.token_of(row)])
    outside = Client()
    assert "under penalty of perjury" in outside.get(link).content.decode()
    assert outside.post(link, {}).status_code == 422
    assert outside.post(link, {"added_accuracy_authority": "I swear."}).status_code == 303
    assert "I swear." in client.get(here).content.decode()
    assert outside.get(link[:-2] + "00").status_code == 404


def test_letters_by_paste_by_file_and_by_program(world, as_):
    client = as_(world.market, "reviewer")
    new = world.market.url("incoming/new")
    assert client.post(new, {"text": "", "sender": ""}).status_code == 422
    assert client.post(new, {"text": NOTICE}).status_code == 303
    key = as_(world.market, "key:shop")
    refused = key.post(world.market.url("api/v1/letters"), {"text": NOTICE}, content_type="application/json")
    assert refused.status_code == 403, "the key has not the scope"
    with world.market.inside():
        kinds = list(IncomingLetter.objects.values_list("channel", "kind"))
    assert kinds == [("pasted", "notice")]
