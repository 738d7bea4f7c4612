"""Keys of the API: what each refusal is, that it comes before any look-up, and what a key may."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts import actors, services
from accounts.models import ApiKey
from accounts.permission_words import PERMISSIONS
from accounts.permissions import may
from accounts.roles import SCOPES, key_permissions
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid, NotFound
from tests.sessions import signed_in


def bearer(text: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {text}"})


def test_a_key_of_the_operator_lists_parties(market, as_):
    answer = as_(market, "key:shop").get(market.url("api/v1/parties"))
    assert answer.status_code == 200
    assert [party["name"] for party in answer.json()["results"]][:2] == ["Aurora Outdoor", "Borealis Sport"]


def test_without_a_key_401_says_how(market):
    answer = Client().get(market.url("api/v1/parties"))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_ten_wrong_keys_then_429(market):
    right = market.keys["shop"].text
    url = market.url("api/v1/parties")
    for _ in range(10):
        assert bearer(right[:-1] + "x").get(url).status_code == 401
    answer = bearer(right).get(url)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


MISTYPED = ["", "x", "mw_", "mw__", "mw_ab", "mw_0000000000_x", "mw_\u00e9_x", "mw_" + "a" * 5000 + "_b", "Basic x"]
NEVER_MADE = "mw_0123456789_" + "0" * 48


@pytest.mark.parametrize("text", MISTYPED)
def test_what_is_no_key_is_a_wrong_key(market, text):
    assert bearer(text).get(market.url("api/v1/parties")).status_code == 401


def test_a_mistyped_key_is_told_so_and_not_taken_for_a_stranger(market):
    text, url = market.keys["shop"].text, market.url("api/v1/parties")
    for wrong in (text[:-1], text + "0", text[:-1] + ("0" if text[-1] != "0" else "1"), text.upper()):
        answer = bearer(wrong).get(url)
        assert (answer.status_code, answer.json()["detail"]) == (401, "This key is not known here."), wrong
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_the_key_of_another_marketplace_is_a_stranger_s(world):
    """Like one that nobody ever made, and like any key in a marketplace that is not there."""

    def seen(key, url):
        answer = bearer(key).get(url)
        return answer.status_code, answer.json(), {name for name in answer.headers if name != "X-Request-Id"}

    theirs, url = world.other.keys["shop"].text, world.market.url("api/v1/parties")
    assert seen(theirs, url) == seen(NEVER_MADE, url) == seen(theirs, url + "/PA-0000000")
    assert seen(theirs, url)[0] == 404
    assert seen(theirs, "/m/never/api/v1/parties")[:2] == seen(theirs, url)[:2]


def test_ten_keys_that_nobody_made_then_429(market):
    statuses = [bearer(NEVER_MADE).get(market.url("api/v1/parties")).status_code for _n in range(11)]
    assert statuses == [404] * 10 + [429]


def test_expired_and_revoked_keys_are_refused_before_anything_is_looked_up(market, as_):
    key, url = market.keys["shop"].row, market.url("api/v1/parties/PA-0000000")
    assert as_(market, "key:shop").get(url).status_code == 404
    ApiKey.objects.filter(id=key.id).update(expires_at=database_now() - timedelta(seconds=1))
    assert as_(market, "key:shop").get(url).status_code == 401
    ApiKey.objects.filter(id=key.id).update(expires_at=None)
    services.revoke_key(actor=market.actor("lead"), key=key)
    assert as_(market, "key:shop").get(url).status_code == 401


def test_a_read_only_key_that_would_write_gets_its_reason_before_any_look_up(market, as_):
    answer = as_(market, "key:brand_read_only").post(market.url("api/v1/parties/PA-0000000/suspend"))
    assert answer.status_code == 403
    assert answer.json()["code"] == "read_only"


def test_a_key_of_a_suspended_party_finds_nothing(market, as_):
    services.suspend_party(actor=market.actor("lead"), party=market.parties["brand"], reason="A test.")
    assert as_(market, "key:brand").get(market.url("api/v1/parties")).status_code == 404


def test_a_scope_that_is_missing_is_named(market, as_):
    answer = as_(market, "key:seller").post(market.url("api/v1/parties"), {}, content_type="application/json")
    assert answer.status_code == 403
    assert "register" not in answer.json()["detail"]
    assert "manage parties" in answer.json()["detail"]


def test_the_last_use_is_noted_at_most_once_a_minute(market, as_):
    client, key = as_(market, "key:shop"), market.keys["shop"].row
    assert key.last_used_at is None
    client.get(market.url("api/v1/parties"))
    key.refresh_from_db()
    first = key.last_used_at
    client.get(market.url("api/v1/parties"))
    key.refresh_from_db()
    assert key.last_used_at == first
    ApiKey.objects.filter(id=key.id).update(last_used_at=first - timedelta(seconds=61))
    client.get(market.url("api/v1/parties"))
    key.refresh_from_db()
    assert key.last_used_at > first - timedelta(seconds=1)


def test_the_api_registers_suspends_and_reinstates(market, as_):
    client = as_(market, "key:shop")
    body = {"kind": "seller", "name": "Late Shop", "country": "US"}
    headers = {"Idempotency-Key": "k1"}
    url = market.url("api/v1/parties")
    made = client.post(url, body, content_type="application/json", headers=headers)
    again = client.post(url, body, content_type="application/json", headers=headers)
    assert (made.status_code, again.status_code) == (201, 201)
    assert made.json() == again.json()
    address = made["Location"]
    suspended = client.post(f"{address}/suspend", {"reason": "Unpaid"}, content_type="application/json")
    assert suspended.json()["state"] == "suspended"
    late = client.post(f"{address}/suspend", {"reason": "Unpaid"}, content_type="application/json")
    assert late.status_code == 409
    assert client.post(f"{address}/reinstate", content_type="application/json").json()["state"] == "active"
    wrong = client.post(url, {**body, "kind": "operator", "state": "x"}, content_type="application/json")
    assert wrong.status_code == 422
    assert "kind" in wrong.json()["errors"]


def test_a_page_calls_the_api_with_its_session_and_its_token(market):
    client = signed_in(Client(enforce_csrf_checks=True), market.people["lead"].membership)
    assert client.get(market.url("api/v1/keys")).status_code == 200
    key = market.keys["seller"].row
    answer = client.post(market.url(f"api/v1/keys/{key.id}/revoke"))
    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf"
    bare = signed_in(Client(), market.people["lead"].membership, two_factor=False).get(market.url("api/v1/keys"))
    assert bare.json()["code"] == "second_factor_needed"
    assert (
        signed_in(Client(), market.people["lead"].membership)
        .post(market.url(f"api/v1/keys/{key.id}/revoke"))
        .json()["state"]
        == "revoked"
    )


def test_a_key_is_made_for_ones_own_party_with_scopes_that_exist_there(market):
    seller, party = market.actor("seller"), market.parties["seller"]
    with pytest.raises(Invalid) as refused:
        services.make_key(actor=seller, party=party, name="x", scopes=["states"])
    assert "scopes" in refused.value.fields
    with pytest.raises(NotFound):
        services.make_key(actor=seller, party=market.parties["brand"], name="x", scopes=["listings"])
    with pytest.raises(Denied):
        services.make_key(actor=market.actor("seller_sub"), party=party, name="x", scopes=["listings"])
    with pytest.raises(Invalid):
        services.make_key(actor=seller, party=party, name="x", scopes=["listings"], expires_at=database_now())


@pytest.mark.parametrize("kind", ["operator", "brand", "agent", "seller", "logistics", "supplier"])
def test_no_key_may_manage_people_keys_or_decide(kind):
    granted = key_permissions(kind, frozenset(SCOPES))
    assert granted <= PERMISSIONS.keys()
    assert not granted & {
        "key.manage",
        "member.invite",
        "case.decide",
        "case.confirm",
        "appeal.decide",
        "policy.manage",
    }
    if kind != "seller":
        assert "case.answer" not in granted
    if kind == "seller":
        assert not granted & {"complaint.file", "right.register", "listing.search", "state.apply"}


def test_the_secret_is_kept_nowhere(market):
    made = services.make_key(actor=market.actor("lead"), party=market.parties["brand"], name="x", scopes=["rights"])
    secret = made.text.rsplit("_", 1)[1]
    assert not any(secret in str(value) for value in made.key.__dict__.values())
    assert len(secret) == 48
    assert not may(actors.of_key(made.key), "listing.submit")
