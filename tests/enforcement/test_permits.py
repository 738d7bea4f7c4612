"""What the owner had given the seller while the goods were offered: the words for every way in which a term can lie. Pure."""

from datetime import date

import pytest

from enforcement.views.permits import stood

OFFERED, COMPLAINED = date(2026, 10, 20), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("begins", "last", "words", "tone"),
    [
        (date(2026, 1, 1), None, "In force then", "good"),
        (date(2026, 1, 1), date(2026, 12, 31), "In force then, until 31 Dec 2026", "good"),
        (date(2026, 1, 1), COMPLAINED, "In force then, until 20 Nov 2026", "good"),
        (date(2026, 1, 1), date(2026, 11, 15), "Ended on 15 Nov 2026, while the goods were offered", "stop"),
        (date(2026, 1, 1), date(2026, 10, 19), "Ended on 19 Oct 2026", "stop"),
        (date(2026, 11, 21), None, "Began on 21 Nov 2026, after the complaint", "stop"),
    ],
)
def test_how_a_term_stood_while_the_goods_were_offered(begins, last, words, tone):
    assert stood(begins, last, OFFERED, COMPLAINED) == (words, tone)
