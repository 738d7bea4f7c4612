"""What holds at every moment of every case, whatever was done."""

from collections.abc import Iterator

from tests.enforcement.procedure.model import Model
from tests.enforcement.procedure.things import DECIDABLE, UNDECIDED


def violated(model: Model) -> Iterator[str]:
    """Each thing that does not hold, in a sentence."""
    yield from _items(model)
    yield from _clocks(model)
    yield from _waits(model)


def _items(model: Model) -> Iterator[str]:
    for number, item in enumerate(model.items):
        if item.state in ("reversed", "withdrawn") and (item.removed or item.strikes):
            yield f"Item {number} is {item.state}, and still removed or a strike"
        last = item.in_force
        if item.state == "in_effect" and last is not None:
            should = last.outcome == "upheld" and last.remedy == "delist" and not item.ended
            if should and not item.removed:
                yield f"Item {number} was upheld and is public"
            if last.outcome == "rejected" and item.removed:
                yield f"Item {number} was rejected and is still removed"
        for decision in item.decisions:
            heard = (
                item.answered_at is not None
                or "silence" in decision.ground
                or item.turns
                or _was_silent(model, number)
                or any(one.side == "seller" and number in one.items for one in model.appeals)
                or any("seller" in paper.by for paper in model.papers)
            )
            by_person = decision.by and decision.ground != "court" and decision.outcome == "upheld"
            if by_person and not heard:
                yield f"Item {number} was upheld before the seller was heard"
    states = {item.state for item in model.items}
    if model.case == "closed" and states & set(DECIDABLE):
        yield "the case is closed, and something is undecided"


def _was_silent(model: Model, number: int) -> bool:
    return any(one.then in ("silence_to_decision", "silence_removes") for one in model.fired)


def _clocks(model: Model) -> Iterator[str]:
    """No clock runs for what is done."""
    needs = {
        "correct_notice": model.complaint == "incomplete",
        "receipt": False,
        "answer": any(item.state == "open" for item in model.items),
        "decide": any(item.state in UNDECIDED for item in model.items),
        "dispose": any(item.state in (*UNDECIDED, "decided") for item in model.items),
        "tell_requester": False,
        "reply": bool(model._waiting("complainant")),
        "rejoin": bool(model._waiting("seller")),
        "forward_notice": False,
        "forward_counter_notice": False,
    }
    for clock in model.running:
        if clock.subject == "case" and not needs.get(clock.kind, True):
            yield f"the clock {clock.kind} runs for what is done"
        if clock.subject.startswith("appeal") and not _is_appealed(model, clock.subject.split()[1]):
            yield "the clock of an appeal runs, and it is decided"
        if clock.then == "put_back" and not any(
            item.state == "contested" and item.counter == int(clock.subject.split()[1]) for item in model.items
        ):
            yield "a listing would be put back that nobody contests any more"
    if model.complaint == "withdrawn" and model.case and any(one.then == "take_effect" for one in model.running):
        yield "something is to take effect in a complaint that was taken back"


def _is_appealed(model: Model, side: str) -> bool:
    return any(one.side == side and one.state == "filed" for one in model.appeals)


def _waits(model: Model) -> Iterator[str]:
    """Nothing waits without a clock."""
    kinds = {clock.kind for clock in model.running if clock.subject == "case"}
    passed = {clock.kind for clock in model.fired}
    if any(item.state == "open" for item in model.items) and model.case and "answer" not in kinds | passed:
        yield "the seller is to answer, and no clock runs"
    unheard = [one for one in model.items if one.state == "in_effect" and one.removed and one.removed_unheard]
    lapses = {rule.kind for rule in model.pack.clocks if rule.then == "block_lapses"}
    ordered = any(paper.event == "court_order_shown" for paper in model.papers)
    if unheard and not ordered and not lapses <= kinds:
        yield "a listing is blocked for good, and no court has said so"
    window = model.pack.counter_notice.window
    cut = [one for one in model.fired if one.kind == window and one.acts_at and one.acts_at > model.now]
    if unheard and cut and window not in kinds:
        yield "the time to contest a removal was cut short"
    if (
        any(one.effective_at and one.waits for item in model.items for one in item.decisions)
        and "take_effect" not in kinds
    ):
        yield "a decision waits to take effect, and no clock runs"
