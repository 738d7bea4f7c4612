"""Links between sellers: found, judged by staff, contested by the sellers."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import services as accounts
from audit.models import Entry, Secret
from scanner.linking import WEIGHTS
from scanner.links import linked_sellers, network
from scanner.matchers.picture_examples import scene
from scanner.models import LinkContest, SellerLink
from scanner.services import answer_contest, confirm_link, contest_link, drop_link, look_for_links
from sellers import services as sellers
from sellers.models import SellerTrait
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.scanner.stage import authorise, png, published, trademark

PHONE = "+49 30 901 820"


def note(market, seller, kind="phone", value=PHONE, *, who="reviewer"):
    return sellers.note_trait(actor=market.actor(who), seller=market.parties[seller], kind=kind, value=value)


def look(market, *, later=timedelta(minutes=1)):
    while look_for_links(actor=market.system, now=database_now() + later):
        pass


@pytest.fixture
def link(market):
    """The two sellers of the cast, with one telephone number."""
    note(market, "seller")
    note(market, "other_seller", value="0049 (0)30-901820")
    look(market)
    return SellerLink.objects.get()


def kinds(row):
    return [reason["kind"] for reason in row.reasons]


def test_one_telephone_written_two_ways_links_two_sellers(market, link):
    assert link.state == "proposed"
    assert kinds(link) == ["phone"]
    assert link.strength == 65
    assert [party.id for party in (link.seller_a, link.seller_b)] == sorted(
        market.parties[name].id for name in ("seller", "other_seller")
    )
    assert Entry.objects.filter(subject_id=link.id, verb="link.proposed").count() == 1
    assert linked_sellers([link.seller_a_id]) == {link.seller_a_id: frozenset()}


def test_the_same_again_changes_nothing(market, link):
    entries = Entry.objects.count()
    assert not note(market, "seller")
    look(market)
    assert Entry.objects.count() == entries
    assert SellerLink.objects.get().version == link.version


def test_no_value_stands_in_the_table_in_the_log_or_in_the_link(market, link):
    assert not SellerTrait.objects.filter(digest__contains="901820").exists()
    assert {trait.label for trait in SellerTrait.objects.all()} == {"…1820"}
    for entry in Entry.objects.all():
        assert b"901820" not in bytes(entry.data)
        assert "…1820".encode() not in bytes(entry.data)
    assert "1820" not in str(link.reasons)


def test_an_ended_trait_takes_its_reason_back(market, link):
    sellers.end_trait(actor=market.actor("lead"), trait_id=SellerTrait.objects.first().id)
    look(market)
    link.refresh_from_db()
    assert link.strength == 0
    assert link.reasons == []
    assert not SellerLink.objects.visible_to(market.actor("seller")).exists()


def test_what_a_third_shares_says_less_of_the_first_two(market, link):
    third = accounts.register_party(
        actor=market.system, kind="seller", name="Third", country="US", contact_email="third@x.test"
    )
    sellers.note_trait(actor=market.actor("lead"), seller=third, kind="phone", value=PHONE)
    look(market)
    assert set(SellerLink.objects.values_list("strength", flat=True)) == {32}
    assert SellerLink.objects.count() == 3


def test_pictures_of_two_sellers_and_none_of_what_both_may_show(market):
    trademark(market, picture=7)
    for seller in ("seller", "other_seller"):
        published(market, f"{seller[:1]}-1", "A bag", seller=seller, pictures=[png(5)])
    look(market)
    found = SellerLink.objects.get()
    assert kinds(found) == ["picture"]
    assert found.strength == 15


def test_pictures_that_are_the_brands_own_say_nothing_of_two_who_are_authorised(market):
    right = trademark(market, picture=7)
    for seller in ("seller", "other_seller"):
        authorise(market, right, seller=seller)
        published(market, f"{seller[:1]}-1", "A bag", seller=seller, pictures=[png(7)])
    look(market)
    assert not SellerLink.objects.exists()


def saved_anew(seed):
    """The same picture with other bytes."""
    out = io.BytesIO()
    scene(seed).convert("RGB").resize((300, 300)).save(out, "JPEG", quality=80)
    return out.getvalue()


def test_pictures_that_were_saved_anew_link_too(market):
    for seller, pictures in (("seller", [png(5), png(6)]), ("other_seller", [saved_anew(5), png(6), png(9)])):
        published(market, f"{seller[:1]}-1", "A bag", seller=seller, pictures=pictures)
    look(market)
    found = {reason["kind"]: reason["things"] for reason in SellerLink.objects.get().reasons}
    assert found == {"picture": 1, "lookalike": 1}


def test_confirming_counts_and_dropping_stays_until_another_kind_appears(market, link):
    confirm_link(actor=market.actor("reviewer"), link_id=link.id, reason="Same number, same goods.")
    assert linked_sellers([link.seller_a_id]) == {link.seller_a_id: frozenset({link.seller_b_id})}
    drop_link(actor=market.actor("reviewer"), link_id=link.id, reason="A call centre.")
    note(market, "seller", value="+49 30 4444444")
    note(market, "other_seller", value="+49 30 4444444")
    look(market)
    link.refresh_from_db()
    assert link.state == "dropped"
    assert linked_sellers([link.seller_a_id]) == {link.seller_a_id: frozenset()}
    for seller in ("seller", "other_seller"):
        note(market, seller, "payment", "DE89370400440532013000")
    look(market)
    link.refresh_from_db()
    assert link.state == "proposed"
    assert "payment" in kinds(link)


def test_a_reason_is_asked_for_and_kept_out_of_the_bytes(market, link):
    with pytest.raises(Invalid):
        confirm_link(actor=market.actor("reviewer"), link_id=link.id, reason="  ")
    confirm_link(actor=market.actor("reviewer"), link_id=link.id, reason="Zorbulent sameness.")
    entry = Entry.objects.get(verb="link.confirmed")
    assert b"Zorbulent" not in bytes(entry.data)
    assert Secret.objects.filter(value="Zorbulent sameness.").exists()


def test_a_seller_contests_once_and_another_than_who_confirmed_decides(market, link):
    confirm_link(actor=market.actor("reviewer"), link_id=link.id, reason="Same number.")
    contest = contest_link(actor=market.actor("seller"), link_id=link.id, statement="It is my accountant's.")
    with pytest.raises(Conflict):
        contest_link(actor=market.actor("seller_sub"), link_id=link.id, statement="Again.")
    with pytest.raises(Denied):
        answer_contest(actor=market.actor("reviewer"), contest_id=contest.id, answer="rejected", reason="No.")
    answer_contest(actor=market.actor("lead"), contest_id=contest.id, answer="upheld", reason="It is.")
    link.refresh_from_db()
    assert link.state == "dropped"
    assert LinkContest.objects.get().answer == "upheld"
    with pytest.raises(Conflict):
        answer_contest(actor=market.actor("lead"), contest_id=contest.id, answer="rejected", reason="No.")


def test_words_erased_leave_the_proof(market, link):
    contest = contest_link(actor=market.actor("seller"), link_id=link.id, statement="It is my accountant's.")
    before = bytes(contest.commitment)
    Secret.objects.filter(owner_id=contest.id, name="statement").delete()
    SellerTrait.objects.update(label="")
    again = LinkContest.objects.get()
    assert again.statement == ""
    assert bytes(again.commitment) == before
    look(market)
    assert SellerLink.objects.get().strength == link.strength


def test_strangers_and_readers(market, link, world):
    assert not SellerLink.objects.visible_to(market.actor("brand")).exists()
    for who, refusal in (("seller_reader", Denied), ("brand", Denied)):
        with pytest.raises(refusal):
            contest_link(actor=market.actor(who), link_id=link.id, statement="No.")
    with pytest.raises(Denied):
        confirm_link(actor=market.actor("auditor"), link_id=link.id, reason="Yes.")
    with pytest.raises(Denied):
        note(market, "seller", who="seller")
    with world.other.inside(), pytest.raises(NotFound):
        confirm_link(actor=world.other.actor("lead"), link_id=link.id, reason="Yes.")


def test_values_that_cannot_be_compared_are_refused_by_field(market):
    for kind, value in (("phone", "030 901820"), ("document", "invoice.pdf"), ("address", "!!")):
        with pytest.raises(Invalid) as refused:
            note(market, "seller", kind, value)
        assert set(refused.value.fields) == {"value"}


def test_as_many_queries_for_many_sellers_as_for_two(market, link):
    def counted(n):
        for number in range(n):
            party = accounts.register_party(
                actor=market.system, kind="seller", name=f"S{n}{number}", country="US", contact_email="s@x.test"
            )
            sellers.note_trait(actor=market.actor("lead"), seller=party, kind="payment", value=f"IBAN{n}0000")
        with CaptureQueriesContext(connection) as queries:
            look(market)
        return len(queries)

    assert counted(6) <= counted(2) + 2


def test_each_kind_of_reason_fits_its_column():
    assert max(map(len, WEIGHTS)) <= SellerLink._meta.get_field("lead").max_length


def test_the_network_round_a_seller(market, link):
    assert network(link.seller_a_id, most=60) == [link]
    assert len(network(link.seller_a_id, most=60)) == 1
