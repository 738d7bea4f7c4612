"""The published policy and the rules behind it: versions that never change, values that go back to the pack and no further."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from accounts import publishing, queries, services
from accounts.changed import by_pack, in_words
from accounts.policy_words import EVENTS, STEP_OF, STEPS
from accounts.standing import regions, turns, unsettled, version_on
from accounts.told import steps, whole
from audit.models import Entry
from policy import registry
from policy.changes import changes
from policy.letters.languages import LANGUAGES, catalogue
from policy.plain import digest_of, plain
from policy.vocabulary import CIRCUMSTANCES
from policy.vocabulary import EVENTS as ALL_EVENTS
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid

FEBRUARY = date(2026, 2, 20)


def test_every_event_has_words_and_a_step_and_every_pack_can_be_told():
    assert set(EVENTS) == set(ALL_EVENTS) == set(STEP_OF)
    assert set(STEP_OF.values()) <= set(STEPS)
    for pack in registry.packs():
        told = whole(plain(pack))
        assert {clock.kind for clock in told["clocks"]} == {clock.kind for clock in pack.clocks}
        assert all(clock.share is None or 0 <= clock.share_from < clock.share <= 100 for clock in told["clocks"])


def test_the_way_of_a_notice_says_when_the_seller_is_heard():
    codes = {code: [step.code for step in steps(plain(registry.pack(code)))] for code in ("us-dmca", "house-trademark")}
    assert codes["us-dmca"].index("removal") < codes["us-dmca"].index("answer")
    assert codes["house-trademark"].index("answer") < codes["house-trademark"].index("removal")
    canada = steps(plain(registry.pack("ca-notice")))
    assert any("Nothing is removed" in line for step in canada for line in step.says)


def test_indias_rules_are_shown_as_of_a_day():
    obey = {
        day: version_on("in-copyright", day).on(day).clock("obey_order").upper
        for day in (FEBRUARY, FEBRUARY - timedelta(1))
    }
    assert obey == {FEBRUARY: 3, FEBRUARY - timedelta(1): 36}
    assert FEBRUARY in [turn.day for turn in turns("in-copyright")]


@pytest.mark.django_db
def test_a_tightened_value_goes_back_to_the_packs_own_and_no_further(market):
    with market.inside():
        lead, day = market.actor("lead"), database_now().date()
        own = queries.pack("US", "copyright", day).clock("decide").upper
        services.tighten_rule(actor=lead, pack_code="us-dmca", what="clock", code="decide", value=1)
        services.tighten_rule(actor=lead, pack_code="us-dmca", what="remedy", code="delist")
        with pytest.raises(Denied):
            services.loosen_back(actor=market.actor("reviewer"), pack_code="us-dmca", what="clock", code="decide")
        services.loosen_back(actor=lead, pack_code="us-dmca", what="clock", code="decide")
        found = queries.pack("US", "copyright", day)
        assert (found.clock("decide").upper, found.remedy("delist").needs_second) == (own, True)
        assert Entry.objects.filter(verb="rule.loosened").count() == 1
        with pytest.raises(Conflict):
            services.loosen_back(actor=lead, pack_code="us-dmca", what="clock", code="decide")
        with pytest.raises(Invalid):
            services.tighten_rule(actor=lead, pack_code="us-dmca", what="clock", code="decide", value=own + 1)


@pytest.mark.django_db
def test_a_version_is_frozen_and_the_next_says_what_changed(market):
    with market.inside():
        lead, today = market.actor("lead"), database_now().date()
        services.word_policy(actor=lead, language="en", body="# Our house\n\nWe are fair.")
        first = services.publish_policy(actor=lead, valid_from=today)
        with pytest.raises(Conflict):
            services.publish_policy(actor=lead, valid_from=today)
        with pytest.raises(Invalid):
            services.publish_policy(actor=lead, valid_from=today - timedelta(days=1))
        services.tighten_rule(actor=lead, pack_code="us-dmca", what="clock", code="decide", value=2)
        services.choose_pack(actor=lead, pack_code="cn-ecl")
        services.choose_pack(actor=lead, pack_code="preset-four-days", region="MX")
        services.state_circumstance(actor=lead, code="micro", holds=True)
        services.word_policy(actor=lead, language="de", body="Wir sind gerecht.")
        second = services.publish_policy(actor=lead, valid_from=today + timedelta(days=30))
        assert publishing.version_on(today) == first
        assert publishing.version_on(today + timedelta(days=30)) == second
        first.refresh_from_db()
        assert digest_of(first.snapshot) == first.digest
        told = dict(by_pack(changes(first.snapshot, second.snapshot), first.snapshot, second.snapshot))
        assert "Decide: 2 days, before 5 days." in told["United States: copyright notices (DMCA)"]
        assert told["China: goods (E-Commerce Law)"] == ["These rules hold now."]
        assert any("Deutsch" in line for line in told["The whole policy"])
        assert "preset-four-days-mx" in second.snapshot["packs"]
        assert changes(second.snapshot, second.snapshot) == []
        assert all(in_words(one) for one in changes(second.snapshot, first.snapshot))
        assert set(second.snapshot["circumstances"]) <= set(CIRCUMSTANCES)
        with pytest.raises(Denied):
            services.publish_policy(actor=market.actor("reviewer"), valid_from=today)


@pytest.mark.django_db
def test_a_region_shows_what_is_offered_chosen_and_applied(market):
    with market.inside():
        lead, today = market.actor("lead"), database_now().date()
        services.choose_pack(actor=lead, pack_code="cn-ecl")
        services.choose_pack(actor=lead, pack_code="cn-network")
        found = {region.code: region for region in regions(today)}
        assert {one.pack.code: one.is_chosen for one in found["CN"].offered} == {"cn-ecl": True, "cn-network": True}
        # Geographical indications are left to the house, whatever else is chosen.
        assert {one.code for one in found["CN"].applies} == {"cn-ecl", "cn-network", "house-general"}
        assert {one.code for one in found["US"].applies} == {"us-dmca", "house-trademark", "house-general"}
        assert all(one.code.startswith("house-") and one.note for one in found["US"].without)
        services.choose_pack(actor=lead, pack_code="gb-notice")
        rows = unsettled(today)
        assert {one.pack_code for one in rows} >= {"gb-notice", "us-dmca"}
        assert [one.rule.verified for one in rows] == sorted(one.rule.verified for one in rows)


@pytest.mark.django_db
def test_anybody_reads_the_policy_in_every_language_and_its_versions(market, client):
    with market.inside():
        lead, today = market.actor("lead"), database_now().date()
        services.word_policy(actor=lead, language="en", body="<b>Fair</b>\n- one\n- two")
        services.publish_policy(actor=lead, valid_from=today)
        services.tighten_rule(actor=lead, pack_code="us-dmca", what="clock", code="decide", value=2)
        services.publish_policy(actor=lead, valid_from=today)
    english = client.get(market.url("policy")).content.decode()
    assert "&lt;b&gt;Fair&lt;/b&gt;" in english
    assert "Counterfeit" in english
    assert "Decide: 2 days" in client.get(market.url("policy/differences")).content.decode()
    for path in ("policy", "policy/1", "policy/1/us-dmca", "policy/2/house-trademark", "policy/differences"):
        assert client.get(market.url(path)).status_code == 200, path
    for path in ("policy/3", "policy/0/us-dmca", "policy/1/cn-ecl", "policy/differences?after=9"):
        assert client.get(market.url(path)).status_code == 404, path
    for language in LANGUAGES:
        page = client.get(market.url(f"policy/1/us-dmca?lang={language}")).content.decode()
        with translation.override(catalogue(language)):
            assert translation.gettext("Signature") in page
        assert f'<html lang="{catalogue(language)}"' in page


@pytest.mark.django_db
def test_before_anything_is_published_the_policy_is_what_is_in_force(market, client):
    assert "no version was published yet" in client.get(market.url("policy")).content.decode()
    assert client.get(market.url("policy/0/us-dmca")).status_code == 200
    assert client.get(market.url("policy/differences")).status_code == 404


@pytest.mark.django_db
def test_the_pages_of_packs_show_tighten_and_set_back(market, as_):
    lead = as_(market, "lead")
    assert "E-Commerce Law" in lead.get(market.url("rules")).content.decode()
    page = lead.get(market.url("rules/in-copyright?on=2026-02-19")).content.decode()
    assert "36 hours" in page
    assert "20 Feb" in page or "Feb. 20" in page
    sent = {"what": "clock", "code": "decide", "value": "2"}
    assert lead.post(market.url("rules/us-dmca/tighten"), sent).status_code == 303
    assert "As the pack has it" in lead.get(market.url("rules/us-dmca")).content.decode()
    assert lead.post(market.url("rules/us-dmca/tighten"), {**sent, "value": "50"}).status_code == 422
    assert lead.post(market.url("rules/us-dmca/loosen"), sent).status_code == 303
    assert lead.post(market.url("rules/us-dmca/tighten"), {"what": "option", "code": "security"}).status_code == 422
    assert lead.post(market.url("rules/preset"), {"region": "MX", "preset": "preset-four-days"}).status_code == 303
    assert lead.post(market.url("rules/circumstance"), {"code": "micro", "holds": "yes"}).status_code == 303
    news = {"region": "CN", "title": "Draft of twenty articles", "source": "Consultation", "read_on": "2026-11-01"}
    assert lead.post(market.url("rules/ahead"), news).status_code == 303
    assert "Draft of twenty articles" in lead.get(market.url("rules/cn-ecl")).content.decode()
    assert lead.post(market.url("rules/published"), {"valid_from": "2000-01-01"}).status_code == 422
    assert as_(market, "auditor").post(market.url("rules/published")).status_code == 403
    assert as_(market, "auditor").get(market.url("rules/unverified")).status_code == 200


@pytest.mark.django_db
def test_a_program_reads_the_packs_with_the_scope_for_it(market, client):
    with market.inside():
        made = services.make_key(
            actor=market.actor("lead"), party=market.parties["brand"], name="law", scopes=["rules"], read_only=True
        )
    headers = {"Authorization": f"Bearer {made.text}"}
    listed = client.get(market.url("api/v1/packs"), headers=headers).json()["results"]
    assert {one["code"]: one["chosen"] for one in listed}["us-dmca"] is True
    one = client.get(market.url("api/v1/packs/in-copyright?on=2026-02-19"), headers=headers).json()
    assert {clock["kind"]: clock["upper"] for clock in one["clocks"]}["obey_order"] == 36
    assert client.get(market.url("api/v1/packs/nothing"), headers=headers).status_code == 404
    assert client.get(market.url("api/v1/packs"), headers=market.keys["seller"].headers).status_code == 403
