"""Who stands at the door: members, strangers who find nothing, and people who still owe their second factor."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts import services
from accounts.actors import session_slot
from accounts.doors import Door
from accounts.models import Access, Membership
from accounts.urls import inside
from tenancy.context import database_now
from tests.cast import add_player, needs_two_factor
from tests.sessions import sign_in, signed_in


def seen(answer):
    """What a caller sees, without what differs by the moment."""
    headers = {k: v for k, v in answer.headers.items() if k not in ("Date", "X-Request-Id", "Set-Cookie")}
    return answer.status_code, headers, answer.content


def test_every_page_says_who_may_enter():
    for pattern in inside:
        assert isinstance(getattr(pattern.callback, "door", None), Door), pattern.name


def test_a_stranger_sees_what_somebody_sees_who_asks_for_what_never_existed(world):
    stranger = sign_in(Client(), world.stranger)
    nowhere = seen(stranger.get("/m/no-such-market/parties"))
    assert nowhere[0] == 404
    assert seen(stranger.get(world.market.url("parties"))) == nowhere
    member_of_other = signed_in(Client(), world.other.people["lead"].membership)
    assert member_of_other.get(world.market.url("parties")).status_code == 404


def test_another_partys_party_is_not_there(market, as_):
    seller = as_(market, "seller")
    foreign = seen(seller.get(market.url(f"parties/{market.parties['other_seller'].reference}")))
    assert foreign[0] == 404
    assert foreign == seen(seller.get(market.url("parties/PA-0000000")))


@pytest.mark.parametrize("how", ["revoked", "ended", "suspended"])
def test_who_loses_access_finds_nothing_at_the_next_click(market, as_, how):
    client, member = as_(market, "seller_sub"), market.people["seller_sub"].membership
    assert client.get(market.url("account")).status_code == 200
    if how == "revoked":
        services.revoke_membership(actor=market.actor("seller"), membership=member)
    elif how == "ended":
        Membership.objects.filter(id=member.id).update(ends_on=(database_now() - timedelta(days=2)).date())
    else:
        services.suspend_party(actor=market.actor("lead"), party=member.party, reason="A test.")
    assert client.get(market.url("account")).status_code == 404
    assert client.post(market.url("account"), {"name": "X"}).status_code == 404
    if how != "ended":
        assert not Access.objects.filter(user=member.user, marketplace=market.row).exists()


def test_signed_out_people_are_asked_to_sign_in_and_come_back(market):
    answer = Client().get(market.url("parties?q=a"))
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next=%2Fm%2Ffair%2Fparties%3Fq%3Da"
    assert Client().post(market.url("account"))["Location"] == f"{reverse('account_login')}?next=%2Fm%2Ffair%2F"
    assert Client().get(market.url("no-such-page")).status_code == 404
    part = Client().get(market.url("parties"), headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/x"})
    assert part["HX-Redirect"] == f"{reverse('account_login')}?next=%2Fx"


def test_a_refusal_carries_its_reason(market, as_):
    answer = as_(market, "auditor").get(market.url("applications"))
    assert answer.status_code == 403
    assert b"Your role (Auditor) does not let you decide applications." in answer.content


def test_other_methods_are_not_answered(market, as_):
    lead = as_(market, "lead")
    assert lead.delete(market.url("parties")).status_code == 405
    assert lead.get(market.url("rules/us-dmca/drop")).status_code == 405
    assert as_(market, "brand").get(market.url("parties/new")).status_code == 403


def test_the_second_factor_is_asked_for_where_access_says_so(market):
    without = signed_in(Client(), market.people["lead"].membership, two_factor=False)
    answer = without.get(market.url("parties"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{reverse('mfa_index')}?next=")
    assert (
        signed_in(Client(), market.people["seller_sub"].membership, two_factor=False)
        .get(market.url("account"))
        .status_code
        == 200
    )


def test_a_stricter_second_membership_makes_the_second_factor_needed(market, as_):
    user = market.user("seller_sub")
    assert not needs_two_factor(user, market)
    player = add_player(market, "more", party="operator", role="operator.auditor", user=user)
    assert needs_two_factor(user, market)
    services.revoke_membership(actor=market.actor("lead"), membership=player.membership)
    assert not needs_two_factor(user, market)


def test_a_membership_chosen_in_another_session_slot_is_ignored(market, as_):
    client = as_(market, "seller_sub")
    session = client.session
    session[session_slot(market.id)] = str(market.people["lead"].membership.id)
    session.save()
    assert client.get(market.url("applications")).status_code == 403


def test_entering_costs_few_queries(market, as_, django_assert_max_num_queries):
    client = as_(market, "lead")
    with django_assert_max_num_queries(14):
        assert client.get(market.url("account")).status_code == 200
