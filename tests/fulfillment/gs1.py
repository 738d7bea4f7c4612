"""For properties: made-up values of application identifiers that satisfy every rule, and refusals as values."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from fulfillment.codes import CodeError, check_digit
from fulfillment.codes.identifiers import IDENTIFIERS, Part
from fulfillment.codes.linters import ALPHABET_82
from tests.fulfillment.test_linters import FIT

SIGNS = {"n": "0123456789", "x": ALPHABET_82, "y": "ABC-#/019", "z": "abcXYZ-_019"}


def attempt(ask: Callable[..., Any], *given: Any) -> Any:
    """What it answers, or the refusal as a value."""
    try:
        return ask(*given)
    except CodeError as refused:
        return refused


def numbers(length: int) -> st.SearchStrategy[str]:
    """Digits with their check digit, no company prefix of zeros."""
    body = st.text("0123456789", min_size=length - 2, max_size=length - 2)
    return body.map(lambda digits: f"9{digits}{check_digit('9' + digits)}")


def parts(part: Part) -> st.SearchStrategy[str]:
    """Values of one part of an identifier."""
    if "csum" in part.rules:
        return numbers(part.most)
    if part.rules == ("gcppos1",):
        return st.text(SIGNS[part.signs], max_size=part.most - 4).map(lambda rest: f"9521{rest}")
    if part.rules:
        fit = FIT["csumalpha" if "csumalpha" in part.rules else part.rules[0]]
        return st.just("1".zfill(part.least) if part.rules == ("nonzero",) else fit)
    return st.text(SIGNS[part.signs], min_size=part.least, max_size=part.most)


@st.composite
def values(draw, ai: str) -> str:
    """Values of one identifier."""
    said = ""
    for part in IDENTIFIERS[ai].parts:
        if part.optional and draw(st.booleans()):
            break
        said += draw(parts(part))
    return said


@st.composite
def elements(draw, leading: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
    """Some elements, each identifier once; one of `leading` first, where any are named."""
    first = [draw(st.sampled_from(leading))] if leading else []
    rest = draw(st.lists(st.sampled_from(sorted(IDENTIFIERS)), min_size=not first, max_size=5, unique=True))
    names = [*first, *(ai for ai in rest if ai not in first)]
    return tuple((ai, draw(values(ai))) for ai in names)
