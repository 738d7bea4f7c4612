"""The rights holder's portal as people use it: brands, an agent for one of them, and what the agent did."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from accounts.models import Appointment, Invitation, Party
from audit.models import Entry
from evidence.models import Evidence
from registry import services as registry
from registry.models import AuthorisedSeller, Brand, GuidePoint, Right
from registry.services import Terms
from tenancy.context import database_now
from tests.enforcement.pages import text
from tests.registry.conftest import MARK, picture
from workflow.models import Effect

pytestmark = pytest.mark.django_db
LONG = "Nørd & Søn <b>" + "x" * 100


def png(name="point.png", colour="red"):
    return SimpleUploadedFile(name, picture(colour), "image/png")


@pytest.fixture
def brand(market, verified):
    """A brand with one verified mark behind it."""
    made = registry.add_brand(actor=market.actor("brand"), name="Nord", website="https://nord.example", about="Bags.")
    registry.put_in_brand(actor=market.actor("brand"), owner=market.parties["brand"], brand=made, rights=[verified])
    return made


def test_an_agent_for_one_brand_for_a_year(market, as_, verified):
    holder = as_(market, "brand")
    assert "No brand yet" in text(holder.get(market.url("brands")))
    made = holder.post(market.url("brands/new"), {"name": LONG}, follow=True)
    brand = Brand.objects.get()
    assert escape(LONG) in text(made)
    assert verified.title in text(made), "offered to be put into it"
    holder.post(market.url(f"brands/{brand.reference}/rights"), {"rights": [verified.reference]})
    assert Right.objects.get(id=verified.id).brand == brand
    form = text(holder.get(market.url(f"agents/new?brand={brand.reference}")))
    last = (database_now() + timedelta(days=364)).date().isoformat()
    assert f'value="{last}"' in form
    given = {"agent": "Eagle Eye Agents", "brands": brand.reference, "deeds": "complain", "ends_on": last}
    page = text(holder.post(market.url("agents/new"), given, follow=True))
    assert "Appointed." in page
    appointment = Appointment.objects.get()
    assert (appointment.brands, appointment.ends_on.isoformat()) == ({brand.id}, last)
    agent = as_(market, "agent")
    assert verified.reference in text(agent.get(market.url("rights")))
    assert escape(LONG) in text(agent.get(market.url(f"brands/{brand.reference}")))
    assert "Agent appointed" not in text(
        holder.get(market.url(f"agents/{appointment.reference}?first=2020-01-01&last=2020-01-02"))
    )
    ended = text(holder.post(market.url(f"agents/{appointment.reference}/end"), follow=True))
    assert "Ended." in ended
    assert verified.reference not in text(agent.get(market.url("rights")))
    assert agent.get(market.url(f"brands/{brand.reference}")).status_code == 404
    assert agent.get(market.url(f"agents/{appointment.reference}")).status_code == 200, "its own appointment it keeps"


def test_an_agent_that_is_not_here_is_invited(market, as_, brand):
    holder = as_(market, "brand")
    wrong = text(holder.post(market.url("agents/new"), {"new_name": "Kite & Co"}), 422)
    assert "This is needed to invite somebody." in wrong
    assert "Name the agent" in text(holder.post(market.url("agents/new"), {"agent": ""}), 422)
    assert "Invite it below" in text(holder.post(market.url("agents/new"), {"agent": "Nobody"}), 422)
    given = {"new_name": "Kite & Co", "new_country": "FR", "new_email": "kite@agents.test", "brands": brand.reference}
    text(holder.post(market.url("agents/new"), given, follow=True))
    party = Party.objects.get(name="Kite & Co")
    assert (party.kind, party.state) == ("agent", "active")
    assert Invitation.objects.get(party=party).email == "kite@agents.test"
    assert Appointment.objects.get().agent == party
    told = [json.loads(effect.payload)["subject"] for effect in Effect.objects.filter(kind="mail")]
    assert "Aurora Outdoor appointed you its agent" in told


def test_strangers_and_readers(market, as_, brand):
    terms = Terms(brands=[brand], deeds=["complain"])
    made = registry.appoint(actor=market.actor("brand"), agent=market.parties["agent"], terms=terms)
    for who in ("rival", "seller"):
        for path in (f"brands/{brand.reference}", f"agents/{made.reference}"):
            assert as_(market, who).get(market.url(path)).status_code in (403, 404)
    reader = as_(market, "brand_reader")
    assert "Nord" in text(reader.get(market.url("brands")))
    assert reader.post(market.url("brands/new"), {"name": "Mine"}).status_code == 403
    assert reader.get(market.url("agents/new")).status_code == 403
    assert as_(market, "agent").get(market.url("agents/new")).status_code == 403
    assert "Eagle Eye Agents" in text(as_(market, "lead").get(market.url("agents")))


def test_by_programs(market, client, brand):
    key = market.keys["brand"]
    listed = client.get(market.url("api/v1/brands"), headers=key.headers).json()
    assert [one["name"] for one in listed["results"]] == ["Nord"]
    assert client.get(market.url("api/v1/appointments"), headers=key.headers).json()["results"] == []
    refused = client.post(
        market.url("api/v1/appointments"), {"agent": "Eagle Eye Agents"}, content_type="application/json",
        headers={**key.headers, "Idempotency-Key": "a-1"},
    )  # fmt: skip
    assert refused.status_code == 403


def test_many_rights_at_once(market, as_, verified, brand):
    holder = as_(market, "brand")
    other = registry.register_right(
        actor=market.actor("brand"), details=replace(MARK, title="Boreal", number="018442191")
    )
    listed = text(holder.get(market.url("rights")))
    assert f'name="right" value="{other.reference}" form="many"' in " ".join(listed.split())
    both = [verified.reference, other.reference]
    seen = text(holder.get(market.url("rights/many"), {"right": both}))
    assert "2 rights" in seen
    assert "2 rights" in text(holder.get(market.url("rights/many?kind=trademark"))), "all that fit"
    assert "No right is chosen" in text(holder.get(market.url("rights/many?state=lapsed")))
    many = market.url("rights/many")
    assert "Choose the brand." in text(holder.post(many, {"right": both, "deed": "brand"}), 422)
    holder.post(many, {"right": both, "deed": "brand", "brand": brand.reference})
    assert {right.brand_id for right in Right.objects.all()} == {brand.id}
    assert Entry.objects.filter(verb="brand.filled").count() == 2, "one when the brand was made, one for both"
    wrong = text(holder.post(many, {"right": both, "deed": "reach", "markets": "Nowhere"}), 422)
    assert "Not a country or EU: Nowhere." in wrong
    holder.post(many, {"right": both, "deed": "reach", "markets": "DE", "categories": "Bags > Backpacks"})
    assert [(right.markets, right.categories) for right in Right.objects.all()] == [(["DE"], ["Bags > Backpacks"])] * 2
    assert Entry.objects.filter(verb="rights.mapped").count() == 1
    assert all(right.history.count() >= 3 for right in Right.objects.all())
    holder.post(many, {"right": both, "deed": "seller", "seller": "Corner Shop"})
    assert AuthorisedSeller.objects.count() == 2
    holder.post(many, {"right": both, "deed": "retire", "reason": "Sold."})
    assert set(Right.objects.values_list("state", flat=True)) == {"retired"}
    assert as_(market, "rival").post(many, {"right": both, "deed": "loose"}).status_code == 422
    assert as_(market, "brand_reader").get(many).status_code == 403


def test_the_guide_is_for_reviewers_and_docks_and_never_for_sellers(market, as_, verified, brand):
    holder = as_(market, "brand")
    address = market.url(f"brands/{brand.reference}/guide")
    assert "No point yet" in text(holder.get(address))
    said = {"title": "Stitching", "spot": "Inside the lid", "genuine": "Double seam", "fake": "Single seam"}
    more = {"certainty": "likely", "audience": "both"}
    files = {"genuine_picture": png(), "fake_picture": png("fake.png", "blue")}
    page = text(holder.post(f"{address}/new", {**said, **more, **files}, follow=True))
    assert "Double seam" in page
    first = GuidePoint.objects.get()
    page = text(holder.post(f"{address}/{first.id}", {**said, **more, "fake": "Glued"}, follow=True))
    assert "Glued" in page
    assert "Single seam" not in page
    second = GuidePoint.objects.get(retired_at=None)
    assert (second.number, second.replaces, second.fake_picture) == (1, first, first.fake_picture)
    assert holder.post(f"{address}/{first.id}", {**said, **more}).status_code == 404, (
        "what was changed is not changed again"
    )
    beside = market.url(f"rights/{verified.reference}/guide")
    assert "Glued" in text(as_(market, "reviewer").get(beside))
    assert not GuidePoint.objects.visible_to(market.actor("seller"))
    assert GuidePoint.objects.visible_to(market.actor("scanner")).standing().get() == second
    assert Evidence.objects.visible_to(market.actor("scanner")).filter(id=second.fake_picture_id).exists()
    assert not Evidence.objects.visible_to(market.actor("seller")).filter(id=second.fake_picture_id).exists()
    for audience, shown_to in (("reviewers", "reviewer"), ("docks", "scanner")):
        point = registry.Point(title=audience, spot="Lid", genuine="a", fake="b", audience=audience)
        made = registry.add_point(actor=market.actor("brand"), brand=brand, said=point)
        seen = {who for who in ("reviewer", "scanner") if made in GuidePoint.objects.visible_to(market.actor(who))}
        assert seen == {shown_to}
    holder.post(f"{address}/{second.id}/retire")
    assert "Glued" not in text(holder.get(address))
