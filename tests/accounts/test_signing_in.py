"""No way in without what Access asks for: every address that can make a session, tried without the second factor."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse, reverse_lazy

from accounts.entering import has_factor
from accounts.services import invite
from tests.cast import PASSWORD
from tests.sessions import sign_in

LOGIN, CODE = reverse_lazy("account_login"), reverse_lazy("mfa_authenticate")
FACTORS, RESET, SESSIONS = (
    reverse_lazy("mfa_index"),
    reverse_lazy("account_reset_password"),
    reverse_lazy("usersessions_list"),
)


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def lead(market):
    """The lead, with an app set up."""
    user = market.user("lead")
    user.secret = generate_totp_secret()
    TOTP.activate(user, user.secret)
    RecoveryCodes.activate(user)
    return user


def is_inside(client: Client, market) -> bool:
    return client.get(market.url("applications")).status_code == 200


def test_password_then_code_is_the_way_in(market, lead):
    client = Client()
    half = client.post(LOGIN, {"login": lead.email.upper(), "password": PASSWORD})
    assert half["Location"] == CODE
    assert not is_inside(client, market)
    before = client.session.session_key
    client.post(CODE, {"code": code_for(lead.secret)})
    assert is_inside(client, market)
    assert client.session.session_key != before


def test_a_half_signed_in_session_opens_nothing(market, lead):
    client = Client()
    client.post(LOGIN, {"login": lead.email, "password": PASSWORD, "next": market.url("applications")})
    for path in (market.url("applications"), "/", FACTORS, SESSIONS, reverse("account_email")):
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert answer["Location"].startswith(str(LOGIN)), path


def test_a_code_works_once(market, lead):
    code = code_for(lead.secret)
    for expected in (True, False):
        client = Client()
        client.post(LOGIN, {"login": lead.email, "password": PASSWORD})
        client.post(CODE, {"code": code})
        assert is_inside(client, market) is expected


def test_a_recovery_code_works_once(market, lead):
    code = Authenticator.objects.get(user=lead, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (True, False):
        client = Client()
        client.post(LOGIN, {"login": lead.email, "password": PASSWORD})
        client.post(CODE, {"code": code})
        assert is_inside(client, market) is expected


def test_a_new_password_by_mail_does_not_sign_in(market, lead):
    client = Client()
    client.post(RESET, {"email": lead.email})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link.replace("http://testserver", ""), follow=True)
    done = client.post(
        form.request["PATH_INFO"], {"password1": "another long password", "password2": "another long password"}
    )
    assert done.status_code == 302
    assert "_auth_user_id" not in client.session
    assert not is_inside(client, market)
    client.post(LOGIN, {"login": lead.email, "password": "another long password"})
    assert not is_inside(client, market)


def test_a_confirmed_address_does_not_sign_in(market, lead):
    EmailAddress.objects.filter(user=lead).update(verified=False)
    client = Client()
    client.post(LOGIN, {"login": lead.email, "password": PASSWORD})
    assert not is_inside(client, market)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["account_signup", "account_confirm_login_code"])
def test_the_other_ways_are_closed(market, name):
    client = Client()
    client.post(reverse(name), {"email": "new@new.test", "password1": PASSWORD, "code": "123456"})
    assert "_auth_user_id" not in client.session


def test_an_invitation_does_not_sign_in(market):
    made = invite(actor=market.actor("lead"), party=market.parties["operator"], email="n@n.test", role="operator.lead")
    client = Client()
    client.post(market.url(f"join/{made.token}"), {"name": "N", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_who_has_no_factor_is_led_to_setting_one_up_and_is_then_inside(market):
    client = Client()
    user = market.user("reviewer")
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    led = client.get(market.url("parties"))
    assert led["Location"].startswith(f"{FACTORS}?next=")
    assert b"needs a second factor" in client.get(FACTORS).content
    form = client.get(reverse("mfa_activate_totp"))
    assert form.status_code == 200
    secret = form.context["form"].secret
    before = client.session.session_key
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert has_factor(user)
    assert client.session.session_key != before
    assert client.get(market.url("parties")).status_code == 200


def test_who_has_a_factor_but_did_not_show_it_is_asked_for_it(market, lead):
    client = sign_in(Client(), lead, two_factor=False)
    asked = client.get(market.url("applications"))
    assert asked["Location"].startswith(f"{reverse('mfa_reauthenticate')}?next=")
    back = client.post(asked["Location"], {"code": code_for(lead.secret)})
    assert back["Location"] == market.url("applications")
    assert is_inside(client, market)


def test_known_and_unknown_addresses_get_the_same_answer(market, lead):
    known, unknown = (
        Client().post(LOGIN, {"login": address, "password": "wrong password here"}).content.decode()
        for address in (lead.email, "nobody@nowhere.test")
    )
    token = re.compile(r"[A-Za-z0-9]{64}")
    assert token.sub("", known.replace(lead.email, "")) == token.sub("", unknown.replace("nobody@nowhere.test", ""))
    resets = [Client().post(RESET, {"email": address}) for address in (lead.email, "no@no.test")]
    assert resets[0].status_code == resets[1].status_code == 302
    assert resets[0]["Location"] == resets[1]["Location"]


def test_guessing_ends_after_ten_tries(market, lead):
    for _ in range(10):
        Client().post(LOGIN, {"login": lead.email, "password": "wrong password here"})
    answer = Client().post(LOGIN, {"login": lead.email, "password": PASSWORD})
    assert answer.status_code != 302


def test_secrets_of_factors_lie_encrypted(market, lead):
    stored = Authenticator.objects.get(user=lead, type="totp").data["secret"]
    assert lead.secret not in stored
    assert get_adapter().decrypt(stored) == lead.secret


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "usersessions_list",
        "account_change_password",
        "account_email",
        "account_logout",
    ],
)
def test_the_pages_of_an_account_open(market, lead, name):
    answer = sign_in(Client(), lead).get(reverse(name))
    assert answer.status_code == 200
    assert b'class="page' in answer.content


def test_the_chooser_leads_straight_into_the_only_marketplace(world):
    client = sign_in(Client(), world.market.user("lead"))
    assert client.get("/")["Location"] == "/m/fair/"
    assert "You are in no marketplace" in sign_in(Client(), world.stranger).get("/").content.decode()
    assert Client().get("/")["Location"] == f"{LOGIN}?next=%2F"


@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8:1:2:3:4:5:6", ""])
def test_people_sign_in_from_any_address(market, address):
    user = market.user("seller_sub")
    client = Client(REMOTE_ADDR=address)
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert client.get(market.url("account")).status_code == 200
    assert client.get(SESSIONS).status_code == 200
