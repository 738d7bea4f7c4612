"""Customs: the letter starts the days of the law, both sides answer, and what became of the goods is counted."""

import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry, Secret
from fulfillment.customs import deadlines
from fulfillment.customs.recovery import recovery
from fulfillment.customs.taking_in import Letter, cents, rows_of
from fulfillment.models import Detention, DetentionNotice
from fulfillment.services import customs_answers, customs_outcomes
from fulfillment.services.customs import enter_detention, import_detentions
from fulfillment.services.customs_outcomes import Outcome, record_outcome
from policy.calendar import due, is_working_day, last_day
from policy.customs import REGIMES, regime
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.architecture.stage_customs import detained, granted, mark_of_the_union
from tests.cast import add_key
from tests.enforcement.pages import text
from tests.sellers.test_pages import upload
from workflow.clocks import CONSEQUENCES
from workflow.models import Clock, Effect

DAY = date(2026, 11, 23)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def mark(market):
    """A mark of the Union of the cast's brand."""
    return mark_of_the_union(market, "brand", "Aurora")


@pytest.fixture
def application(market, mark):
    """An application for it, granted in Germany."""
    return granted(market, mark, "brand")


def clock_of(detention, kind):
    return Clock.objects.filter(subject_id=detention.id, kind=kind).order_by("-generation").first()


def run_out(detention, kind):
    """The clock has run out: what follows, follows."""
    clock = clock_of(detention, kind)
    CONSEQUENCES[clock.then](clock, clock.due_at)
    clock.state = "fired"
    clock.save(update_fields=["state"])
    detention.refresh_from_db()


def answer(market, detention, said, who="brand", **more):
    return customs_answers.answer_detention(
        actor=market.actor(who), detention=detention, answer=said, words="Printed, not woven.", **more
    )


def over(market, detention, kind="destroyed", quantity=40, who="officer"):
    outcome = Outcome(kind, database_now().date(), quantity)
    return record_outcome(actor=market.actor(who), detention=detention, outcome=outcome)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 1)), st.sampled_from(["DE", "FR", "PL", "GR"]))
def test_ten_working_days_are_those_of_the_country(day, country):
    rules = regime(country, day)
    rule = rules.clock_for("customs_holder")
    zone = ZoneInfo(rules.time_zone)
    noon = datetime.combine(day, datetime.min.time(), zone) + timedelta(hours=12)
    clock = SimpleNamespace(due_at=due(noon, rule, zone).due_at, calendar=country)
    end = last_day(clock.due_at, zone)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(one, country) for one in between) == 10
    assert is_working_day(end, country)
    assert deadlines.days_left(clock, rules, noon) == 10
    assert deadlines.days_left(clock, rules, clock.due_at) == -1
    assert deadlines.days_left(clock, rules, clock.due_at - timedelta(seconds=1)) == 0


def test_only_what_was_verified_starts_a_legal_clock():
    assert regime("DE", DAY).clock_for("customs_holder", perishable=True).upper == 3
    assert regime("DE", DAY).clock_for("customs_holder", perishable=True).extension is None
    assert regime("CN", DAY).clock_for("customs_holder").upper == 3
    for country in ("GB", "US", "BR", "NZ"):
        rules = regime(country, DAY)
        assert [clock.rule.basis for clock in rules.clocks] == ["policy"], country
        assert rules.note
        assert not rules.silence_consents
    assert regime("DE", date(2013, 12, 31)).code == "house-customs", "before the Regulation"
    for rules in REGIMES:
        for clock in rules.clocks:
            assert clock.rule.source.title
            assert clock.then in CONSEQUENCES


@given(st.integers(0, 10**12))
def test_an_amount_is_read_as_it_is_written(amount):
    assert cents(f"{amount // 100}.{amount % 100:02}") == amount


@pytest.mark.parametrize("word", ["", "1,5", "1.005", "-1", "NaN", "Infinity", "1e400", "abc"])
def test_what_is_no_amount_is_refused(word):
    with pytest.raises(ValueError, match=f"^{re.escape(word)}$"):
        cents(word)


@pytest.mark.django_db
def test_a_detention_is_taken_in_answered_and_destroyed(market, as_, application, mark):
    officer, holder = as_(market, "officer"), as_(market, "brand")
    form = {
        "customs_reference": "DE-2026-11", "country": "DE", "noticed_on": database_now().date(), "right": mark.reference,
        "goods": "Running shoes", "quantity": "400", "unit": "pairs", "consignor": "Li Wei\nYiwu", "origin": "CN",
        "pictures": upload(),
    }  # fmt: skip
    made = officer.post(market.url("customs/detentions/new"), form)
    assert made.status_code == 303, re.findall(r'class="error[^>]*>[^<]*', text(made, 422))
    at = made["Location"]
    shown = Detention.objects.get()
    assert "10 working days left" in text(officer.get(at))
    assert "art. 23(1)" in text(holder.get(at))
    assert as_(market, "far_officer").get(at).status_code == 404
    assert as_(market, "rival").get(at).status_code == 404
    assert as_(market, "lead").get(at).status_code == 200
    picture = shown.pictures.get().evidence.reference
    assert holder.get(market.url(f"evidence/{picture}/picture")).status_code == 200
    early = {"outcome-outcome": "destroyed", "outcome-on": database_now().date(), "outcome-quantity": "400"}
    assert officer.post(f"{at}/end", early).status_code == 409, "nobody has confirmed"
    said = {"answer-answer": "fake", "answer-words": "The seam is glued."}
    assert holder.post(f"{at}/answer", {**said, "answer-words": ""}).status_code == 422
    assert holder.post(f"{at}/answer", {**said, "answer-pictures": upload()})["Location"] == at
    assert "The declarant may still answer" in text(officer.post(f"{at}/end", early), 409)
    assert officer.post(f"{at}/declarant", {"declarant-answer": "consents"})["Location"] == at
    assert officer.post(f"{at}/end", {**early, "outcome-quantity": "401"}).status_code == 422
    assert officer.post(f"{at}/end", {**early, "outcome-paper": upload("record.png")})["Location"] == at
    shown.refresh_from_db()
    assert (shown.state, shown.ended_quantity, bool(shown.paper)) == ("destroyed", 400, True)
    assert not Clock.objects.filter(subject_id=shown.id, state="running").exists()
    [rate] = recovery(Detention.objects.all(), DAY - timedelta(days=4000))
    assert (rate.rate, rate.unit) == (100, "pairs")
    assert "100 %" in text(holder.get(market.url("customs/recovery")))


@pytest.mark.django_db
def test_silence_of_the_declarant_consents_and_that_of_the_holder_lets_go(market, application, mark):
    quiet, confirmed = detained(market, mark, "A"), detained(market, mark, "B")
    answer(market, confirmed, "fake")
    with pytest.raises(Conflict):
        over(market, confirmed)
    run_out(confirmed, "customs_declarant")
    assert confirmed.declarant_said == "silent"
    assert over(market, confirmed).state == "destroyed"
    run_out(quiet, "customs_holder")
    assert quiet.state == "unconfirmed"
    with pytest.raises(Conflict, match="passed"):
        answer(market, quiet, "fake")
    with pytest.raises(Conflict, match="only a court"):
        over(market, quiet)
    assert over(market, quiet, "released", None).state == "released"
    before = Effect.objects.count()
    customs_outcomes.note_holder_silent(actor=market.system, detention=confirmed)
    customs_outcomes.note_declarant_silent(actor=market.system, detention=confirmed)
    assert Effect.objects.count() == before, "what is over stays as it is"


@pytest.mark.django_db
def test_customs_tell_the_declarant_within_a_working_day(market, application, mark, as_):
    in_time, late = detained(market, mark, "A"), detained(market, mark, "B")
    clock = clock_of(in_time, "customs_tell")
    assert (clock.upper, clock.unit, clock.basis, clock.state) == (1, "working_days", "law", "running")
    days = (in_time.noticed_on + timedelta(days=n) for n in range(1, 30))
    assert last_day(clock.due_at, BERLIN) == next(day for day in days if is_working_day(day, "DE"))
    office = as_(market, "officer")

    def told(detention, status):
        path = market.url(f"customs/detentions/{detention.reference}/declarant")
        assert office.post(path, {"declarant-answer": "told"}).status_code == status
        return Entry.objects.filter(subject_id=detention.id).values_list("verb", flat=True)

    assert "detention.told" in told(in_time, 303)
    assert clock_of(in_time, "customs_tell").state == "stopped"
    assert clock_of(in_time, "customs_declarant").state == "running", "being told is no answer"
    run_out(late, "customs_tell")
    assert late.state == "waiting"
    assert {"detention.untold", "detention.told"} <= set(told(late, 303)), "late, and still to be said"
    assert list(told(late, 409)).count("detention.told") == 1
    customs_answers.note_declarant(actor=market.actor("officer"), detention=in_time, answer="consents")
    answered = detained(market, mark, "C")
    customs_answers.note_declarant(actor=market.actor("officer"), detention=answered, answer="consents")
    assert clock_of(answered, "customs_tell").state == "stopped"
    told(answered, 409)
    customs_outcomes.note_declarant_untold(actor=market.system, detention=Detention.objects.get(id=answered.id))
    assert not Entry.objects.filter(subject_id=answered.id, verb="detention.untold").exists()


@pytest.mark.django_db
def test_a_declarant_who_objects_sends_the_holder_to_court(market, application, mark):
    held, late = detained(market, mark, "A"), detained(market, mark, "B")
    for one in (held, late):
        answer(market, one, "fake")
        assert clock_of(one, "customs_holder").state == "stopped"
        customs_answers.note_declarant(actor=market.actor("officer"), detention=one, answer="objects")
        assert clock_of(one, "customs_holder").state == "running", "the days of the law go on"
    with pytest.raises(Conflict, match="only a court"):
        over(market, held)
    held.refresh_from_db()
    answer(market, held, "court", court="LG Hamburg, 327 O 11/26")
    assert not Clock.objects.filter(subject_id=held.id, state="running").exists()
    assert over(market, held, "seized").state == "seized"
    run_out(late, "customs_holder")
    assert late.state == "unconfirmed"


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["genuine", "outside"])
def test_genuine_goods_parallel_imports_and_overruns_are_let_go(market, application, mark, as_, said):
    held = detained(market, mark, "A")
    assert "parallel imports" in text(as_(market, "brand").get(market.url(f"customs/detentions/{held.reference}")))
    assert answer(market, held, said).state == "unconfirmed"
    held.refresh_from_db()
    with pytest.raises(Conflict):
        over(market, held)


@pytest.mark.django_db
def test_customs_give_at_most_ten_days_more_and_none_for_what_spoils(market, application, mark):
    held, fresh = detained(market, mark, "A"), detained(market, mark, "B", perishable=True)
    assert (clock_of(fresh, "customs_holder_perishable").upper, clock_of(held, "customs_holder").upper) == (3, 10)
    with pytest.raises(Conflict, match="none is provided"):
        answer(market, fresh, "more_time")
    answer(market, held, "more_time")
    with pytest.raises(Invalid):
        customs_answers.decide_more_time(actor=market.actor("officer"), detention=held, granted=True, days=11)
    customs_answers.decide_more_time(actor=market.actor("officer"), detention=held, granted=True, days=10)
    clock = clock_of(held, "customs_holder")
    assert (clock.upper, clock.state) == (20, "running")
    assert deadlines.days_left(clock, regime("DE", DAY), database_now()) == 20
    held.refresh_from_db()
    with pytest.raises(Conflict):
        answer(market, held, "more_time")


@pytest.mark.django_db
def test_a_small_consignment_is_not_asked_about_again(market, application, mark):
    few = detained(market, mark, "A", small=True, quantity=3)
    assert (few.state, few.holder_said, clock_of(few, "customs_holder")) == ("confirmed", "in_advance", None)
    assert clock_of(few, "customs_declarant_small").upper == 10
    for said in ({"quantity": 4}, {"quantity": 2, "perishable": True}, {"quantity": 9, "weight_grams": 2000}):
        with pytest.raises(Invalid) as refused:
            detained(market, mark, "B", small=True, **said)
        assert set(refused.value.fields) == {"small"}
    assert detained(market, mark, "C", small=True, quantity=9, weight_grams=1999).small


@pytest.mark.django_db
def test_customs_that_acted_on_their_own_wait_for_an_application(market, mark):
    held, quiet = (detained(market, mark, name, who="brand") for name in "AB")
    assert clock_of(held, "customs_application").upper == 4
    granted(market, mark, "brand", after_detention=True)
    assert clock_of(held, "customs_application").state == "stopped"
    customs_outcomes.note_not_applied(actor=market.system, detention=quiet)
    assert quiet.state == "unconfirmed"


@pytest.mark.django_db
def test_where_no_rule_was_verified_no_legal_clock_runs(market, mark):
    other = Letter(
        customs_reference="NO-1",
        country="NO",
        noticed_on=database_now().date(),
        right=mark.reference,
        goods="Bags",
        quantity=2,
    )
    held = enter_detention(actor=market.actor("brand"), letter=other)
    assert set(Clock.objects.filter(subject_id=held.id).values_list("basis", flat=True)) == {"policy"}
    run_out(held, "customs_holder")
    assert held.state == "waiting", "nothing follows from silence there"
    assert over(market, held, quantity=2, who="brand").state == "destroyed", (
        "its customs go by a law that is not on file"
    )


@pytest.mark.django_db
def test_who_may_enter_what(market, application, mark):
    with pytest.raises(Invalid) as refused:
        detained(market, mark, "A", country="FR")
    assert "country" in refused.value.fields
    with pytest.raises(Invalid) as refused:
        detained(market, mark, "A", who="far_officer", country="FR")
    assert "right" in refused.value.fields, "no application is granted there"
    with pytest.raises(Invalid):
        detained(market, mark, "A", who="rival")
    with pytest.raises(Denied):
        detained(market, mark, "A", who="seller")
    held = detained(market, mark, "A")
    with pytest.raises(Conflict):
        detained(market, mark, "A")
    with pytest.raises(NotFound):
        answer(market, held, "fake", who="rival")
    with pytest.raises(Denied):
        answer(market, held, "fake", who="officer")
    said = {"detention": held, "answer": "fake", "words": "By letter of today."}
    with pytest.raises(Denied):
        customs_answers.note_holder(actor=market.actor("lead"), **said)
    mails = Effect.objects.filter(kind="mail").count()
    assert customs_answers.note_holder(actor=market.actor("officer"), **said).state == "confirmed"
    assert Effect.objects.filter(kind="mail").count() > mails, "the rights holder is told what was recorded"


LIST = """customs_reference;country;noticed_on;right;goods;quantity;unit;value;currency;gtins;origin;outcome;ended_on;ended_quantity
DE-1;DE;2026-01-12;{right};Bags;120;pieces;1800.00;EUR;4006381333931;CN;destroyed;2026-02-02;100
DE-2;DE;2026-01-13;{right};Bags;10;pieces;;;;TR;released;2026-02-02;
DE-3;XX;2026-01-13;{right};Bags;10;;;;;;;;
DE-4;DE;13.1.2026;{right};Bags;ten;;;;;;;;
DE-5;DE;2026-01-13;{right};Bags;10;pieces;;;4006381333932;;;;
DE-6;DE;2026-01-13;RT-9999999;Bags;10;pieces;;;;;;;
DE-1;DE;2026-01-12;{right};Bags;120;pieces;1800.00;EUR;4006381333931;CN;;;
"""


@pytest.mark.django_db
def test_a_list_goes_in_and_names_what_cannot(market, as_, mark):
    taken = import_detentions(actor=market.actor("brand"), text=LIST.format(right=mark.reference))
    assert (taken.new, taken.known) == (2, 1)
    assert {(fault.line, fault.column) for fault in taken.faults} == {
        (4, "country"), (5, "noticed_on"), (5, "quantity"), (6, "gtins"), (7, "right"),
    }  # fmt: skip
    made = Detention.objects.get(customs_reference="DE-1")
    assert (made.state, made.value_cents, made.gtins) == ("destroyed", 180_000, ["04006381333931"])
    assert not Clock.objects.filter(subject_id=made.id, state="running").exists()
    [rate] = recovery(Detention.objects.all(), date(2026, 1, 1))
    assert (rate.detained, rate.destroyed, rate.rate) == (130, 100, 77)
    page = text(as_(market, "brand").get(market.url("customs/risk")))
    assert "China → Germany" in page
    assert "15.00" in page, "what one was worth"


@given(st.text(max_size=300))
def test_any_text_is_rows_or_faults(words):
    for line, row in rows_of(words):
        assert line >= 1
        assert isinstance(row, Letter) or row


@pytest.mark.django_db
def test_who_is_named_can_be_erased(market, application, mark):
    held = detained(market, mark, "A", consignor="Li Wei", declarant="Kim Ltd")
    Secret.objects.filter(owner_id=held.notices.get().id, name="consignor").delete()
    assert (DetentionNotice.objects.get().consignor, DetentionNotice.objects.get().declarant) == ("", "Kim Ltd")


@pytest.mark.django_db
def test_officers_learn_from_other_countries_of_rights_granted_in_theirs(market, as_, application, mark):
    detained(
        market,
        mark,
        "A",
        who="brand",
        country="FR",
        origin="TR",
        consignor="Yilmaz Tekstil\nIstanbul",
        packaging="white box",
    )
    page = text(as_(market, "officer").get(market.url("customs/risk")))
    for word in ("Türkiye → France", "Yilmaz Tekstil", "white box"):
        assert word in page
    assert "Istanbul" not in page
    assert "Yilmaz" not in text(as_(market, "far_officer").get(market.url("customs/risk"))), "nothing is granted there"
    assert "Yilmaz" not in text(as_(market, "rival").get(market.url("customs/risk")))


@pytest.mark.django_db
def test_programs_take_in_answer_and_end_detentions(market, client, application, mark):
    key = add_key(market, "customs_brand", party="brand", scopes=["customs"])
    office = add_key(market, "customs_office", party="customs", scopes=["customs"])

    def sent(path, body, who=key, status=200):
        found = client.post(
            market.url(f"api/v1/customs/{path}"), body, content_type="application/json", headers=who.headers
        )
        assert found.status_code == status, found.content
        return found.json()

    day = database_now().date().isoformat()
    letter = {
        "customs_reference": "DE-9", "country": "DE", "noticed_on": day, "right": mark.number, "goods": "Bags", "quantity": 9,
        "origin": "CN", "consignor": "Li Wei",
    }  # fmt: skip
    made = sent("detentions", letter, office, 201)
    assert [clock["kind"] for clock in made["clocks"]] == ["customs_tell", "customs_holder", "customs_declarant"]
    assert made["consignor"] == "Li Wei"
    assert sent("detentions", letter, office, 409)["title"]
    at = f"detentions/{made['reference']}"
    assert sent(f"{at}/answer", {"answer": "fake", "words": "Glued."}, office, 403)["code"] == "scope"
    assert sent(f"{at}/answer", {"answer": "fake", "words": "Glued."})["state"] == "confirmed"
    assert sent(f"{at}/declarant", {"answer": "consents"}, office)["declarant_said"] == "consents"
    assert sent(f"{at}/outcome", {"outcome": "destroyed", "on": day, "quantity": 9}, office)["state"] == "destroyed"
    rate = client.get(market.url("api/v1/customs/recovery"), headers=key.headers).json()
    assert [one["rate_percent"] for one in rate] == [100]
    risk = client.get(market.url("api/v1/customs/risk"), headers=office.headers).json()
    assert (risk["routes"][0]["name"], risk["consignors"][0]["name"]) == ("CN", "Li Wei")
