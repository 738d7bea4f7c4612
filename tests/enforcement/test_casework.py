"""What the marketplace's own people do with a case among themselves: who must not decide, notes, passing it on."""

import pytest

from audit.verbs import Audience
from enforcement import queries, services
from enforcement.knowledge import knowledge, plain
from enforcement.models import NoteMention
from enforcement.precedents import decided_alike, precedents
from enforcement.services import Reported
from enforcement.verbs import CONFLICT_DECLARED, ESCALATED, NOTE_WRITTEN
from tenancy.actor import Actor
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.cast import add_player
from tests.enforcement.pages import COUNTERFEIT, decided, items_of, page_of, text
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case, trademark
from tests.plans import plan_of

pytestmark = pytest.mark.django_db


def chosen(case, choice=COUNTERFEIT):
    return {item.id: choice for item in items_of(case).values()}


@pytest.mark.parametrize("party", ["seller", "brand"])
def test_who_belonged_to_a_side_decides_nothing_in_its_case(market, as_, case, party):
    lead = market.people["lead"]
    moonlighter = add_player(market, "moonlighter", party=party, role=f"{'holder' if party == 'brand' else 'seller'}.main",
                             user=lead.user)  # fmt: skip
    type(moonlighter.membership).objects.filter(id=moonlighter.membership.id).update(state="revoked")
    heard(case)
    with pytest.raises(Denied, match="member of one of the sides") as refused:
        services.decide(actor=lead.actor, reference=case.reference, choices=chosen(case))
    assert refused.value.code == "own_party"
    with pytest.raises(Denied):
        services.assign(actor=lead.actor, reference=case.reference, membership_id=lead.membership.id)
    assert queries.next_unassigned(lead.actor) is None
    assert queries.next_unassigned(market.actor("reviewer")) == case
    decided_by_another(market, case)
    with pytest.raises(Denied, match="member of one of the sides"):
        services.decide_appeal(actor=lead.actor, reference=appealed(market, case), choices={}, reasons="No.")


def decided_by_another(market, case):
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=chosen(case))
    let_it_take_effect(case)


def appealed(market, case):
    return services.file_appeal(
        actor=market.actor("seller"), reference=case.reference, items=list(chosen(case)), grounds="Genuine."
    ).reference


def test_a_declared_conflict_gives_the_case_back_and_binds_the_person(market, as_, case):
    heard(case)
    reviewer, page = market.people["reviewer"], as_(market, "reviewer")
    services.assign(actor=reviewer.actor, reference=case.reference, membership_id=reviewer.membership.id)
    assert page.post(page_of(market, case, "/conflict"), {"binds": "My brother sells there."}).status_code == 303
    case.refresh_from_db()
    assert case.assigned_to_id is None
    assert queries.next_unassigned(reviewer.actor) is None
    again = text(page.get(page_of(market, case)))
    assert "You declared a conflict of interest" in again
    assert "My brother" not in text(as_(market, "seller").get(page_of(market, case)))
    with pytest.raises(Denied) as refused:
        services.decide(actor=reviewer.actor, reference=case.reference, choices=chosen(case))
    assert refused.value.code == "declared_conflict"
    with pytest.raises(Conflict):
        services.declare_conflict(actor=reviewer.actor, reference=case.reference, reasons="Again.")


def test_the_knowledge_clock_starts_with_the_first_that_told_and_counts_every_deed(market, as_):
    sold = listing(market, "A-1")
    said = Reported(numbers=["A-1"], kind="mark", explanation="Not theirs.", in_good_faith=True)
    report = services.file_report(actor=Actor.anonymous(market.id), said=said).report
    case = only_case(complaint(market, trademark(market), [sold]))
    found = knowledge(queries.case(case.reference, market.actor("lead")), market.actor("lead"))
    assert (found.first.way, found.first.number) == ("report.filed", "A-1")
    assert found.first.at == report.filed_at or found.first.at <= case.opened_at
    decided(market, case)
    loaded = queries.case(case.reference, market.actor("lead"))
    told = plain(knowledge(loaded, market.actor("lead")))
    deeds = [one["sentence"] for one in told["actions"]]
    assert any("opened" in one for one in deeds)
    assert len(deeds) >= 4
    assert all(one["seconds_since"] >= 0 for one in told["actions"])
    assert "Since when we know" in text(as_(market, "lead").get(page_of(market, case)))
    assert "Since when we know" not in text(as_(market, "brand").get(page_of(market, case)))


def test_beside_a_case_stands_how_its_like_was_decided(market, as_, case):
    decided(market, case)
    like = only_case(complaint(market, case.right, [listing(market, "B-1")]))
    [found] = precedents(queries.case(like.reference, market.actor("lead")))
    assert (found.case, found.grounds, found.alike) == (case, {("upheld", COUNTERFEIT.ground): 3}, True)
    assert "Index" in plan_of(decided_alike(like)[:6])
    assert case.reference in text(as_(market, "reviewer").get(page_of(market, like)))
    assert case.reference not in text(as_(market, "rival").get(market.url("complaints")))


def test_a_note_tells_whom_it_names_and_no_side_ever_sees_it(market, as_, case):
    page = as_(market, "reviewer")
    sent = page.post(page_of(market, case, "/notes"), {"note": "@lead look at the label, ask a@b.test"})
    assert sent.status_code == 303
    mention = NoteMention.objects.get()
    assert mention.membership_id == market.people["lead"].membership.id
    lead = as_(market, "lead")
    assert lead.get(market.url("mentions/count")).content == b"1"
    assert "look at the label" in text(lead.get(market.url("mentions")))
    assert "look at the label" in text(lead.get(page_of(market, case)))
    assert lead.get(market.url("mentions/count")).content == b""
    for side in ("seller", "brand"):
        assert "look at the label" not in text(as_(market, side).get(page_of(market, case)))
        assert "look at the label" not in services.export_case(
            actor=market.actor(side), reference=case.reference, purpose="court"
        ).data.decode("latin-1")
    with pytest.raises(Invalid):
        services.write_note(actor=market.actor("reviewer"), reference=case.reference, words="@nobody look")
    with pytest.raises(Denied):
        services.write_note(actor=market.actor("seller"), reference=case.reference, words="Hello.")
    assert {verb.audience for verb in (NOTE_WRITTEN, ESCALATED, CONFLICT_DECLARED)} == {Audience.OPERATOR}


def test_a_case_passed_to_another_region_is_seen_there_and_comes_back_with_an_answer(market, as_):
    case = only_case(complaint(market, copyright_(market), [listing(market, "A-1")]))
    reviewer, german = market.people["reviewer_us"], market.actor("reviewer_de")
    with pytest.raises(NotFound):
        queries.case(case.reference, german)
    services.escalate(
        actor=reviewer.actor, reference=case.reference, why="specialist", reasons="German law?", to_region="DE"
    )
    with pytest.raises(Conflict):
        services.escalate(actor=reviewer.actor, reference=case.reference, why="press", reasons="Now the press.")
    assert [row.case for row in queries.escalations(german)] == [case]
    assert [row.case for row in queries.escalations(market.actor("lead"))] == [case]
    assert not queries.escalations(reviewer.actor)
    assert "German law?" in text(as_(market, "reviewer_de").get(page_of(market, case)))
    with pytest.raises(Denied):
        services.answer_escalation(actor=reviewer.actor, reference=case.reference, words="Me.")
    there = as_(market, "reviewer_de").post(page_of(market, case, "/escalate/answer"), {"reply": "No law there."})
    assert there.status_code == 303
    case.refresh_from_db()
    assert case.assigned_to_id == reviewer.membership.id
    with pytest.raises(NotFound):
        queries.case(case.reference, german)
