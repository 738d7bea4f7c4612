"""Auditing the catalogue of one seller: what is found, what the seller is asked, and how that is settled."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from scanner import audits, services
from scanner.models import Audit, AuditItem, Match
from scanner.services.auditing import note_fixed
from sellers import services as sellers
from sellers.models import Listing
from sellers.services.restraints import restrain
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tests.scanner.stage import HIDDEN, OPEN, png, published, trademark
from workflow.jobs import run_ripe
from workflow.models import Effect

PLAIN = "Canvas bag"


def audited(market, *, publish=True):
    """An audit of the seller, worked off."""
    audit = services.start_audit(actor=market.actor("reviewer"), seller=market.parties["seller"])
    while run_ripe(market.id):
        pass
    audit.refresh_from_db()
    if publish:
        services.publish_audit(actor=market.actor("reviewer"), audit_id=audit.id)
        audit.refresh_from_db()
    return audit


def answer(market, item, said, words="", who="seller"):
    return services.answer_item(actor=market.actor(who), item_id=item.id, answer=said, words=words)


@pytest.fixture
def shop(market):
    """A seller with one open mark, one in the brand, one copied picture, and a plain listing."""
    trademark(market)
    published(market, "A-1", OPEN)
    published(market, "A-2", PLAIN, brand="Zanderholt")
    published(market, "A-3", PLAIN)
    published(market, "B-1", PLAIN, seller="other_seller", pictures=[png(3)])
    published(market, "A-4", PLAIN, pictures=[png(3)])
    return market


def test_the_patterns_are_counted_and_each_thing_is_asked_once(shop):
    audit = audited(shop, publish=False)
    assert audit.state == "ready"
    said = audit.summary
    assert (said["listings"], said["matched"], said["shared"], said["without_brand"]) == (4, 2, 1, 3)
    right = Match.objects.filter(listing__number="A-1").values_list("right_id", flat=True).get()
    assert said["rights"] == {str(right): 2}
    asked = dict(audit.items.values_list("listing__number", "what"))
    assert asked == {"A-1": "authorisation", "A-2": "brand", "A-4": "picture"}


def test_what_is_found_by_the_audit_itself_counts(market):
    published(market, "A-1", PLAIN)
    published(market, "A-2", OPEN)
    trademark(market)
    audit = audited(market, publish=False)
    assert audit.summary["matched"] == 1
    assert audit.items.get().listing.number == "A-2"


def test_a_title_of_a_removed_listing_is_recognised(market):
    listing, _scanned = published(market, "A-1", PLAIN)
    now = database_now()
    restrain(
        actor=market.system, listings=[listing], kind="delist", territories=[], causes={listing.id: "MW-1"}, now=now
    )
    published(market, "A-2", PLAIN)
    assert (audited(market, publish=False).items.get().code, AuditItem.objects.get().listing.number) == (
        "relisted",
        "A-2",
    )


def test_one_audit_of_a_seller_at_a_time(shop):
    services.start_audit(actor=shop.actor("reviewer"), seller=shop.parties["seller"])
    with pytest.raises(Conflict):
        services.start_audit(actor=shop.actor("lead"), seller=shop.parties["seller"])


def test_a_seller_without_listings(market):
    audit = audited(market, publish=False)
    assert (audit.state, audit.items.count()) == ("ready", 0)


def test_staff_of_one_region_and_others_audit_nobody(shop):
    with pytest.raises(NotFound):
        services.start_audit(actor=shop.actor("reviewer_us"), seller=shop.parties["seller"])
    with pytest.raises(Exception, match="role"):
        services.start_audit(actor=shop.actor("seller"), seller=shop.parties["seller"])


def test_what_is_accepted_before_is_not_shown_to_the_seller(shop):
    audit = audited(shop, publish=False)
    item = audit.items.get(what="brand")
    services.accept_item(actor=shop.actor("reviewer"), item_id=item.id)
    assert not AuditItem.objects.visible_to(shop.actor("seller")).exists()
    services.publish_audit(actor=shop.actor("reviewer"), audit_id=audit.id)
    seen = AuditItem.objects.visible_to(shop.actor("seller"))
    assert set(seen.values_list("listing__number", flat=True)) == {"A-1", "A-4"}
    assert not AuditItem.objects.visible_to(shop.actor("other_seller")).exists()
    assert not AuditItem.objects.visible_to(shop.actor("brand")).exists()


def test_a_changed_and_an_ended_listing_are_recognised(shop):
    audit = audited(shop)
    changed, ended = Listing.objects.get(number="A-1"), Listing.objects.get(number="A-4")
    sellers.revise_listing(actor=shop.actor("seller"), listing=changed, title="Plain bag")
    assert note_fixed(actor=shop.system, now=database_now())
    assert not audit.items.filter(state="done").exists()
    services.publish(actor=shop.system, listing=changed, wait=True)
    sellers.end_listing(actor=shop.actor("seller"), listing=ended)
    assert audits.look_for_fixed(database_now()) is not None
    assert set(audit.items.filter(state="done").values_list("listing__number", flat=True)) == {"A-1", "A-4"}


def test_a_change_that_leaves_the_mark_is_none(shop):
    audit = audited(shop)
    listing = Listing.objects.get(number="A-1")
    sellers.revise_listing(actor=shop.actor("seller"), listing=listing, title="Zanderholt weekender, blue")
    services.publish(actor=shop.system, listing=listing, wait=True)
    item = answer(shop, audit.items.get(listing=listing), "fixed")
    assert (item.state, item.answer) == ("open", "fixed")


def test_answers_need_words_and_an_open_audit(shop):
    audit = audited(shop)
    item = audit.items.get(what="authorisation")
    for said, words in (("objection", " "), ("authorised", ""), ("never", "x")):
        with pytest.raises(Invalid):
            answer(shop, item, said, words)
    with pytest.raises(NotFound):
        answer(shop, item, "objection", "Mine.", who="other_seller")
    assert answer(shop, item, "authorised", "By the owner, since May.").words == "By the owner, since May."
    services.close_audit(actor=shop.actor("reviewer"), audit_id=audit.id)
    with pytest.raises(Conflict):
        answer(shop, item, "objection", "Mine.")


def test_the_log_keeps_asked_published_answered_closed(shop):
    audit = audited(shop)
    answer(shop, audit.items.get(what="brand"), "objection", "It is my own brand.")
    services.close_audit(actor=shop.actor("reviewer"), audit_id=audit.id)
    said = list(Entry.objects.filter(subject_id=audit.id).order_by("id").values_list("verb", flat=True))
    assert said == ["audit.asked", "audit.ready", "audit.published", "audit.answered", "audit.closed"]


def test_the_seller_is_told_by_mail_once(shop):
    audited(shop)
    [letter] = Effect.objects.filter(kind="mail", payload__contains="3 things to put right")
    assert shop.url("remediation") in letter.payload


def test_staff_reply_to_an_objection_once_and_the_seller_reads_it(shop, as_):
    audit = audited(shop)
    item = audit.items.get(what="brand")
    reviewer, where = as_(shop, "reviewer"), shop.url(f"audits/items/{item.id}/reply")
    assert reviewer.post(where, {"words": "Thank you."}).status_code == 409, "nothing was said yet"
    answer(shop, item, "objection", "The brand is our own.")
    text = reviewer.post(where, {"words": " "})
    assert text.status_code == 422
    assert "Say it in a few words." in text.content.decode()
    mails = Effect.objects.filter(kind="mail").count()
    api = shop.url(f"api/v1/remediation/{item.id}/reply")
    sent = [
        reviewer.post(api, {"words": "Show us a registration."}, content_type="application/json", headers={"Idempotency-Key": "a"})
        for _ in range(2)
    ]  # fmt: skip
    assert sent[0].json()["reply"] == sent[1].json()["reply"] == "Show us a registration."
    assert Effect.objects.filter(kind="mail").count() == mails + 1
    assert reviewer.post(where, {"words": "Again."}).status_code == 409
    assert "Show us a registration." in as_(shop, "seller").get(shop.url("remediation")).content.decode()
    assert Entry.objects.filter(verb="audit.replied").count() == 1
    answer(shop, item, "authorised", "Here is the number.")
    assert reviewer.post(where, {"words": "Thank you."}).status_code == 303
    services.close_audit(actor=shop.actor("reviewer"), audit_id=audit.id)
    assert reviewer.post(where, {"words": "Too late."}).status_code == 409
    assert as_(shop, "seller").post(where, {"words": "I?"}).status_code == 403


def text_of(answered, status=200):
    assert answered.status_code == status
    return answered.content.decode()


def test_staff_begin_look_publish_and_close_on_the_page(shop, as_):
    reviewer = as_(shop, "reviewer")
    seller = shop.parties["seller"]
    url = shop.url(f"audits/{seller.reference}")
    assert url in text_of(reviewer.get(shop.url(f"standing/{seller.reference}")))
    assert "has not been audited yet" in text_of(reviewer.get(url))
    assert reviewer.post(f"{url}/do", {"deed": "start"}).status_code == 303
    assert "Listings looked through" in text_of(reviewer.get(url))
    while run_ripe(shop.id):
        pass
    text = text_of(reviewer.get(url))
    assert "Publish to the seller" in text
    assert "50 %" in text
    reviewer.post(f"{url}/do", {"deed": "publish"})
    assert "With the seller" in text_of(reviewer.get(url))
    reviewer.post(f"{url}/do", {"deed": "close"})
    assert Audit.objects.get().state == "closed"
    assert seller.name in text_of(reviewer.get(shop.url("audits")))


def test_the_seller_reads_why_and_answers(shop, as_):
    audit = audited(shop)
    seller = as_(shop, "seller")
    text = text_of(seller.get(shop.url("remediation")))
    assert "The title contains the mark “Zanderholt”." in text
    assert shop.url("listings/A-1/change") in text
    assert "A-3" not in text
    item = audit.items.get(what="authorisation")
    url = shop.url(f"remediation/{item.id}/answer")
    refused = text_of(seller.post(url, {"answer": "objection", "words": ""}), 422)
    assert "Say it in a few words." in refused
    assert seller.post(url, {"answer": "objection", "words": "My own name."}).status_code == 303
    assert "My own name." in text_of(seller.get(shop.url("remediation")))
    assert text_of(seller.get(shop.url("remediation/count"))) == "3"
    assert "My own name." in text_of(as_(shop, "reviewer").get(shop.url(f"audits/{shop.parties['seller'].reference}")))


def test_an_empty_list_is_kind(market, as_):
    assert "Nothing is to be put right" in text_of(as_(market, "seller").get(market.url("remediation")))
    assert "No catalogue has been audited yet" in text_of(as_(market, "reviewer").get(market.url("audits")))


def test_by_program(shop, as_):
    audited(shop)
    [line] = as_(shop, "reviewer").get(shop.url("api/v1/audits")).json()["results"]
    assert line["summary"]["listings"] == 4
    reference = shop.parties["seller"].reference
    assert as_(shop, "reviewer").get(shop.url(f"api/v1/audits/{reference}")).json()["state"] == "published"
    mine = as_(shop, "seller").get(shop.url("api/v1/remediation")).json()["results"]
    assert {one["what"] for one in mine} == {"authorisation", "brand", "picture"}


def test_queries_do_not_grow_with_the_listings(shop, as_):
    seller, reviewer = as_(shop, "seller"), as_(shop, "reviewer")
    pages = [
        (seller, shop.url("remediation")),
        (reviewer, shop.url(f"audits/{shop.parties['seller'].reference}")),
        (reviewer, shop.url("audits")),
    ]

    def queries():
        found = []
        for client, url in pages:
            with CaptureQueriesContext(connection) as captured:
                text_of(client.get(url))
            found.append(len(captured))
        return found

    audited(shop)
    queries()
    before = queries()
    for number in range(5, 9):
        published(shop, f"A-{number}", HIDDEN if number == 5 else OPEN)
    audited(shop)
    assert queries() == before
    assert max(before) <= 30
