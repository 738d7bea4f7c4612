"""A decided case under other rules: its own change nothing, others say what would have been different."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from enforcement import queries, replaying
from enforcement.replay import Facts, Ruled, compare, first_of
from policy import registry
from policy.vocabulary import EVENTS
from tests.enforcement.pages import decided, page_of
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case, trademark
from workflow.models import Clock

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GROUNDS = sorted({leaf.code for pack in registry.packs() for leaf in pack.leaves()})


def happened(chance: Random) -> Facts:
    """Anything that may happen in a case, in any order."""
    events = [
        (event, START + timedelta(minutes=chance.randrange(90 * 24 * 60)))
        for event in chance.sample(sorted(EVENTS), 12)
    ]
    ways = [
        (chance.choice(GROUNDS), chance.choice(["upheld", "rejected"]), chance.choice(["", "delist", "suspend"]))
        for _n in "ab"
    ]
    return facts(
        events=first_of(events),
        answers=((chance.choice(["accept", "genuine", "counter_notice"]), chance.randrange(1, 9)),),
        rulings=tuple(Ruled(*way, chance.randrange(1, 9)) for way in dict.fromkeys(ways)),
    )


def test_under_its_own_pack_and_version_nothing_differs():
    chance = Random(20260302)
    for pack in registry.packs():
        mine = registry.in_region(pack, "IN" if pack.region == "*" else pack.region).on(date(2026, 3, 2))
        for _n in range(20):
            told = happened(chance)
            lines = compare(told, mine, mine)
            assert len({(line.section, line.code) for line in lines}) == len(lines)
            assert [line for line in lines if line.differs] == []


def facts(**more) -> Facts:
    base = {
        "right_kind": "copyright",
        "reason": "",
        "answers": (),
        "rulings": (),
        "events": (),
        "until": START + timedelta(days=400),
    }
    return Facts(**base | more)


def differing(told: Facts, one: str, other: str, day: date = date(2026, 3, 2)) -> dict[str, tuple]:
    packs = [registry.pack(code, region="IN" if code.startswith("house") else None).on(day) for code in (one, other)]
    lines = [line for line in compare(told, *packs) if line.differs]
    return {line.code: (line.before and line.before.value, line.after and line.after.value) for line in lines}


def test_removal_before_hearing_and_the_window_of_the_counter_notice_are_told_apart():
    told = facts(events=(("notice_complete", START), ("counter_notice_received", START + timedelta(days=2))),
                 answers=(("counter_notice", 2),), rulings=(Ruled("copying.picture", "upheld", "delist", 2),))  # fmt: skip
    found = differing(told, "us-dmca", "in-copyright")
    assert found["block"][0] is None, "India's block ends by itself"
    found = differing(told, "us-dmca", "ca-notice")
    assert found["hearing"] == (("removed_first",), ("only_forwarded",))


def test_a_dated_rule_is_replayed_as_of_a_day():
    told = facts(events=(("court_order_shown", START), ("removal_applied", START + timedelta(hours=5))))
    new, old = (registry.pack("in-copyright").on(day) for day in (date(2026, 2, 20), date(2026, 2, 19)))
    (line,) = [line for line in compare(told, new, old) if line.code == "obey_order"]
    assert (line.before.value[4], line.after.value[4]) == ("late", "kept")


def test_a_ground_that_the_other_pack_lacks_is_said():
    told = facts(rulings=(Ruled("copying.picture", "upheld", "delist", 1),))
    found = differing(told, "us-dmca", "house-trademark")
    assert found["copying.picture upheld delist"][1][0] == ""


@pytest.mark.django_db
def test_what_is_replayed_is_what_happened(market):
    case = only_case(complaint(market, copyright_(market), [listing(market, "C-1")]))
    let_it_take_effect(case)
    found = queries.case(case.reference, market.actor("reviewer"))
    told = replaying.facts_of(found)
    own = replaying.chosen(found, case.pack_code, case.pack_version, case.opened_at.date())
    assert [line for line in compare(told, replaying.applied(found), own) if line.differs] == []
    replayed = {line.code: line.before.value for line in compare(told, own, own) if line.section == "clock"}
    for clock in Clock.objects.filter(about_id=case.id, generation=1):
        assert replayed[clock.kind][0] == clock.started_at, clock.kind
        assert replayed[clock.kind][1:3] == (clock.lower_at, clock.due_at), clock.kind
    other = replaying.chosen(found, "house-general", "", case.opened_at.date())
    hearing = next(line for line in compare(told, own, other) if line.code == "hearing")
    assert (hearing.before.value, hearing.after.value) == (("removed_first",), ("heard_first",))


@pytest.mark.django_db
def test_reviewers_see_it_side_by_side_and_parties_do_not(market, as_):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    reviewer = as_(market, "reviewer")
    url = f"{page_of(market, case)}/replay"
    assert reviewer.get(url).status_code == 404, "nothing is decided yet"
    decided(market, case)
    page = reviewer.get(url).content.decode()
    assert "Nothing would have been different." in page
    page = reviewer.get(f"{url}?pack=preset-three-rounds:1").content.decode()
    assert "differences" in page
    assert "27 business days" not in page
    assert reviewer.get(f"{url}?pack=nothing").status_code == 404
    assert as_(market, "seller").get(url).status_code == 403
    assert as_(market, "auditor").get(url).status_code == 200
    assert url in reviewer.get(page_of(market, case)).content.decode()


@pytest.mark.django_db
def test_a_stricter_value_lists_the_clocks_that_would_move_and_a_person_moves_them(market, as_):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    heard(case)
    lead = as_(market, "lead")
    assert "No clock would move" in lead.get(market.url("moving-clocks")).content.decode()
    lead.post(market.url(f"rules/{case.pack_code}/tighten"), {"what": "clock", "code": "decide", "value": "2"})
    part = lead.get(market.url(f"rules/{case.pack_code}/moving")).content.decode()
    assert "1 open case runs" in part
    assert "1 clock would end" in part
    assert case.reference in lead.get(market.url("moving-clocks")).content.decode()
    clock = Clock.objects.get(about_id=case.id, kind="decide", state="running")
    sent = {"clock": str(clock.id)}
    assert as_(market, "reviewer").post(market.url("moving-clocks"), sent).status_code == 403
    assert lead.post(market.url("moving-clocks"), sent).status_code == 303
    was, clock = clock.due_at, Clock.objects.get(id=clock.id)
    assert clock.due_at == was - timedelta(days=3)
    assert lead.post(market.url("moving-clocks"), sent).status_code == 409
