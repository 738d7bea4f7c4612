"""When the seller can answer: late too, but not within the grace, and then the refusal says what to do instead."""

from datetime import timedelta

import pytest

from enforcement import services
from enforcement.models import Answer, CounterNotice
from enforcement.packs import of_case
from enforcement.services import Choice
from enforcement.services.answering import answers_open_for
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid
from tests.enforcement.pages import COUNTER, page_of, text
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case, trademark
from workflow.models import Clock

ELEMENTS = {name.removeprefix("element_"): value for name, value in COUNTER.items()}
WHAT_TO_DO = "Wait until the decision has taken effect"


@pytest.fixture
def noticed(market):
    """Removed on a complete notice a moment ago: the grace runs."""
    return only_case(complaint(market, copyright_(market), [listing(market, "A-1")]))


def counter(market, case):
    item = case.items.get()
    return services.answer(
        actor=market.actor("seller"), reference=case.reference, answers={item.id: "counter_notice"},
        elements=ELEMENTS, statement="It is my own photograph.",
    )  # fmt: skip


def test_a_counter_notice_within_the_grace_is_refused_in_words_and_works_after_it(market, noticed):
    item, pack = noticed.items.get(), of_case(noticed, database_now())
    assert item.state == "decided"
    assert answers_open_for(item, pack) == ()
    with pytest.raises(Conflict) as early:
        counter(market, noticed)
    assert early.value.code == "stage"
    assert WHAT_TO_DO in early.value.message
    assert not CounterNotice.objects.exists()
    assert not Clock.objects.filter(kind__in=["put_back", "forward_counter_notice"]).exists()

    let_it_take_effect(noticed)
    item.refresh_from_db()
    assert "counter_notice" in {rule.code for rule in answers_open_for(item, pack)}
    counter(market, noticed)
    item.refresh_from_db()
    assert item.state == "contested"
    assert CounterNotice.objects.get().case_id == noticed.id
    assert Clock.objects.get(kind="put_back").state == "running"


def test_the_page_and_the_api_say_the_same(market, noticed, as_):
    item = noticed.items.get()
    address = page_of(market, noticed)
    seller = as_(market, "seller")
    assert f'name="answer_{item.id}"' not in text(seller.get(address))
    page = seller.post(f"{address}/answer", {f"answer_{item.id}": "counter_notice", **COUNTER})
    assert WHAT_TO_DO in text(page, 409)
    let_it_take_effect(noticed)
    assert f'name="answer_{item.id}"' in text(seller.get(address))
    assert seller.post(f"{address}/answer", {f"answer_{item.id}": "counter_notice", **COUNTER}).status_code == 303


@pytest.mark.parametrize("remedy", [None, "suspend"], ids=["in its grace", "waiting for a second person"])
def test_what_a_reviewer_has_just_decided_is_not_given_away(market, remedy):
    """Until it takes effect it can be undone: the seller is told that it is being decided, not how."""
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    heard(case)
    item = case.items.get()
    choice = Choice("counterfeit.goods", reasons="The label is printed.", remedy=remedy)
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={item.id: choice})
    told = []
    for code in ("genuine", "accept"):
        with pytest.raises(Conflict) as early:
            services.answer(actor=market.actor("seller"), reference=case.reference, answers={item.id: code})
        told.append(early.value.message)
    assert WHAT_TO_DO in told[0]
    assert told[0] == told[1]
    assert not Answer.objects.exists()


def test_what_is_over_is_refused_without_advice_to_wait(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    item = case.items.get()
    services.answer(actor=market.actor("seller"), reference=case.reference, answers={item.id: "genuine"})
    with pytest.raises(Conflict) as late:
        services.answer(actor=market.actor("seller"), reference=case.reference, answers={item.id: "accept"})
    assert WHAT_TO_DO not in late.value.message
    choice = Choice("counterfeit.goods", reasons="The label is printed.")
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={item.id: choice})
    let_it_take_effect(case, at=database_now() + timedelta(minutes=3))
    with pytest.raises(Invalid):
        services.answer(actor=market.actor("seller"), reference=case.reference, answers={item.id: "accept"})


@pytest.mark.parametrize("code", ["accept", "delete", "genuine"])
def test_after_silence_every_answer_is_still_open(market, as_, code):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    heard(case)
    item = case.items.get()
    assert item.state == "unanswered"
    seller, address = as_(market, "seller"), page_of(market, case)
    assert f'value="{code}"' in text(seller.get(address))
    said = seller.post(f"{address}/answer", {f"answer_{item.id}": code, "statement": "We are late."})
    assert said.status_code == 303, said.content.decode()[:2000]
    item.refresh_from_db()
    case.refresh_from_db()
    if code == "genuine":
        assert (item.state, case.state) == ("contested", "deciding")
        return
    assert (item.state, case.state) == ("decided", "decided")
    let_it_take_effect(case)
    assert (case.items.get().state, case.state) == ("in_effect", "closed")
    assert not Clock.objects.filter(about_id=case.id, kind="decide", state="running").exists()
