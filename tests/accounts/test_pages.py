"""Every page of accounts opens for those who may, and does what its form says."""

import html
import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.actors import of_membership
from accounts.models import Access, ApiKey, Membership
from accounts.services import invite
from tests.cast import PASSWORD, add_player


def read(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, (url, answer.status_code, answer.content[:500])
    return answer.content.decode()


@pytest.mark.parametrize(
    "path",
    ["account", "parties", "parties/new", "applications", "keys", "rules", "rules/us-dmca", "rules/house-general"],
)
def test_the_lead_opens_every_page(market, as_, path):
    assert "<h1>" in read(as_(market, "lead"), market.url(path))


def test_the_lead_finds_a_party_by_the_beginning_of_its_name_and_by_reference(market, as_):
    lead, brand = as_(market, "lead"), market.parties["brand"]
    by_name = read(lead, market.url("parties?q=aUrOr"))
    assert brand.reference in by_name
    assert market.parties["rival"].reference not in by_name
    assert "Aurora" in read(lead, market.url(f"parties?q={brand.reference.lower()}"))
    assert "No party here" in read(lead, market.url("parties?q=nobody"))


def test_an_invitation_makes_an_account_that_can_sign_in(market):
    made = invite(actor=market.actor("lead"), party=market.parties["seller"], email="new@shop.test", role="seller.sub")
    visitor, url = Client(), market.url(f"join/{made.token}")
    assert "Corner Shop" in read(visitor, url)
    weak = visitor.post(url, {"name": "New", "password": "short"})
    assert weak.status_code == 422
    assert 'value="New"' in weak.content.decode()
    assert visitor.post(url, {"name": "New", "password": PASSWORD}).status_code == 302
    assert read(visitor, url, 404)
    signed = visitor.post(
        reverse("account_login"), {"login": "new@shop.test", "password": PASSWORD, "next": market.url()}
    )
    assert signed.status_code == 302
    assert Membership.objects.filter(user__email="new@shop.test", role="seller.sub").exists()


def test_an_invitation_is_for_one_address(market, as_):
    made = invite(actor=market.actor("lead"), party=market.parties["seller"], email="new@shop.test", role="seller.sub")
    other = as_(market, "rival")
    assert "somebody else" in read(other, market.url(f"join/{made.token}"))
    assert other.post(market.url(f"join/{made.token}")).status_code == 409
    assert Membership.objects.filter(party=market.parties["seller"]).count() == 3


def test_a_main_account_manages_its_own_party_alone(market, as_):
    seller, other = as_(market, "seller"), market.parties["other_seller"]
    assert seller.get(market.url("members")).status_code == 303
    assert "Corner Shop" in read(seller, market.url(f"parties/{market.parties['seller'].reference}"))
    for path in ("", "/edit", "/invite", "/keys/new"):
        read(seller, market.url(f"parties/{other.reference}{path}"), 404)
    assert read(seller, market.url("applications"), 403)


def test_a_key_is_shown_once(market, as_):
    seller, party = as_(market, "seller"), market.parties["seller"]
    url = market.url(f"parties/{party.reference}/keys/new")
    nothing = seller.post(url, {"name": "Loader"})
    assert nothing.status_code == 422
    made = seller.post(url, {"name": "Loader", "scopes": ["listings"], "read_only": "on"})
    text = re.search(r"mw_[0-9a-f]{10}_[0-9a-f]{48}", made.content.decode())[0]
    shown = html.unescape(made.content.decode())
    assert f'curl -H "Authorization: Bearer {text}"' in shown
    assert "api/v1/listings?mine=1" in shown, "its first call finds its own goods, not everybody's"
    assert market.url("api/v1/docs") in shown
    assert market.url("api/v1/docs") in read(seller, market.url("keys"))
    key = ApiKey.objects.get(name="Loader")
    assert text.split("_")[1] == key.prefix
    assert text not in read(seller, market.url("keys"))
    assert seller.post(market.url(f"keys/{key.id}/revoke")).status_code == 303
    assert seller.post(market.url(f"keys/{market.keys['brand'].row.id}/revoke")).status_code == 404


def test_a_member_gets_another_role_and_a_party_keeps_its_head(market, as_):
    seller = as_(market, "seller")
    sub, head = market.people["seller_sub"].membership, market.people["seller"].membership
    changed = seller.post(market.url(f"members/{sub.id}"), {"role": "seller.reader", "ends_on": ""})
    assert changed.status_code == 303
    sub.refresh_from_db()
    assert sub.role == "seller.reader"
    assert seller.post(market.url(f"members/{head.id}/revoke")).status_code == 409
    assert seller.post(market.url(f"members/{sub.id}/revoke")).status_code == 303
    read(seller, market.url(f"members/{market.people['rival'].membership.id}"), 404)


def test_a_party_is_suspended_with_a_reason_and_reinstated(market, as_):
    lead, party = as_(market, "lead"), market.parties["seller"]
    url = market.url(f"parties/{party.reference}")
    assert lead.post(f"{url}/suspend", {"reason": " "}).status_code == 422
    assert lead.post(f"{url}/suspend", {"reason": "Unpaid."}).status_code == 303
    assert "Unpaid." in read(lead, url)
    assert as_(market, "seller").get(market.url("account")).status_code == 404
    assert lead.post(f"{url}/reinstate").status_code == 303
    assert as_(market, "seller").get(market.url("account")).status_code == 200


def test_a_pack_is_tightened_and_a_rule_confirmed(market, as_):
    lead = as_(market, "lead")
    clocks = market.url("rules/house-general/tighten")
    assert lead.post(clocks, {"clock": "take_effect", "value": "999999"}).status_code == 422
    assert lead.post(market.url("rules/us-dmca/drop")).status_code == 303
    assert lead.post(market.url("rules/us-dmca/choose")).status_code == 303
    assert as_(market, "reviewer").post(market.url("rules/us-dmca/drop")).status_code == 403


def test_an_invitation_by_page_shows_the_link_and_sends_it(market, as_):
    lead, party = as_(market, "lead"), market.parties["brand"]
    url = market.url(f"parties/{party.reference}/invite")
    wrong = lead.post(url, {"email": "x@y.test", "role": "seller.main"})
    assert wrong.status_code == 422
    assert 'value="x@y.test"' in wrong.content.decode()
    sent = lead.post(url, {"email": "x@y.test", "role": "holder.reader", "ends_on": "2099-01-01"})
    assert re.search(r"/join/[-_\w]{43}", sent.content.decode())
    assert mail.outbox == []  # it leaves when the transaction is over, by a worker


def test_somebody_with_two_memberships_chooses_one(market, as_):
    player = add_player(market, "both", party="rival", role="holder.reader", user=market.user("seller_sub"))
    client = as_(market, "seller_sub")
    assert "Borealis" in read(client, market.url("account"))
    client.post(market.url("account/membership"), {"membership": str(player.membership.id)})
    assert market.url("keys") not in read(client, market.url("account"))
    assert client.post(market.url("account/membership"), {"membership": "nothing"}).status_code == 404


def test_an_operator_says_for_which_brands_a_member_of_an_agent_acts(market, as_):
    lead, member = as_(market, "lead"), market.people["agent"].membership
    brand, rival = market.parties["brand"].reference, market.parties["rival"].reference
    url = market.url(f"members/{member.id}")
    assert f'value="{brand}"' in read(lead, url)
    assert lead.post(f"{url}/brands", {"brands": "PA-0000000"}).status_code == 422
    assert lead.post(f"{url}/brands", {"brands": market.parties["seller"].reference}).status_code == 422
    assert lead.post(f"{url}/brands", {"brands": f"{rival.lower()}, {brand}"}).status_code == 303
    assert of_membership(member).brands == {market.parties["brand"].id, market.parties["rival"].id}
    assert as_(market, "agent").post(f"{url}/brands", {"brands": ""}).status_code == 403


def test_the_command_makes_a_marketplace_whose_lead_can_join(db, capsys):
    call_command("create_marketplace", "bazaar", "The Bazaar", "--lead", "lead@bazaar.test", "--packs", "us-dmca")
    path = re.search(r"http://localhost:8000(/m/bazaar/join/\S+)", capsys.readouterr().out)[1]
    visitor = Client()
    assert "The Bazaar" in read(visitor, path)
    assert visitor.post(path, {"name": "Lee", "password": PASSWORD}).status_code == 302
    access = Access.objects.get(user__email="lead@bazaar.test")
    assert access.needs_two_factor
    with pytest.raises(CommandError, match="address already"):
        call_command("create_marketplace", "bazaar", "Again", "--lead", "x@bazaar.test")


def test_each_page_costs_few_queries(market, as_, django_assert_max_num_queries):
    lead = as_(market, "lead")
    for path, most in (("parties", 16), ("keys", 14), ("applications", 14), ("rules", 21)):
        with django_assert_max_num_queries(most):
            assert lead.get(market.url(path)).status_code == 200
