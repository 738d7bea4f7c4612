"""Words that are nearly the same share a key; what shares none is another word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.search import sounding
from registry.words import words

LETTERS = "abcdeiklmnorstuz"
SPELLED = st.text(LETTERS, min_size=4, max_size=20)


@st.composite
def mistyped(draw):
    """A word and the same with one error: a letter changed, left out, put in, or swapped with its neighbour."""
    word = draw(SPELLED)
    at = draw(st.integers(0, len(word) - 2))
    letter = draw(st.sampled_from(LETTERS))
    return word, draw(
        st.sampled_from(
            [
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )


@given(mistyped())
def test_every_word_one_error_away_is_found(pair):
    word, typed = pair
    assert sounding.keys_asked_spelled(typed) & sounding.keys_of(word)
    assert sounding.distance(word, typed) <= 1


@given(mistyped(), st.data())
def test_of_long_words_those_two_errors_away_are_found_too(pair, data):
    word, typed = pair
    at = data.draw(st.integers(0, len(typed) - 1))
    typed = typed[:at] + data.draw(st.sampled_from(LETTERS)) + typed[at + 1 :]
    if min(len(word), len(typed)) >= sounding.LONG:
        assert sounding.keys_asked_spelled(typed) & sounding.keys_of(word)


@given(SPELLED)
def test_keys_of_a_word_stay_few(word):
    assert len(sounding.keys_of(word)) <= 22


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meyer", "Maier"), ("Meier", "Mayr"), ("Schmidt", "Schmitt"), ("Philipp", "Filip"), ("Café", "Kaffee"),  # German
        ("Nike", "Naiki"), ("Xerox", "Zerox"), ("Bvlgari", "Bulgari"), ("Coca", "Koka"),  # English
        ("Beaujolais", "Bojole"), ("Peugeot", "Peujo"), ("Queso", "Keso"), ("Vizcaya", "Biscaia"), ("Hugo", "Ugo"),  # Romance
        ("Nike", "найк"), ("Chanel", "Шанель"), ("adidas", "адидас"), ("Rolex", "роликс"),  # Cyrillic
        ("Nike", "Νάικ"), ("Nike", "نايك"),  # Greek, Arabic
        ("Nike", "耐克"), ("Xiaomi", "小米"), ("Nike", "ナイキ"), ("Sony", "ソニー"), ("Samsung", "삼성"),  # in the East
    ],
)  # fmt: skip
def test_words_of_one_sound_are_found_in_both_directions(one, other):
    (one,), (other,) = words(one), words(other)
    assert sounding.keys_asked_sounded(one) & sounding.keys_of(other)
    assert sounding.keys_asked_sounded(other) & sounding.keys_of(one)
    assert sounding.likeness(one, other) >= sounding.LEAST_LIKENESS


@pytest.mark.parametrize(
    ("one", "other"), [("Nike", "Nokia"), ("Aurora", "Zander"), ("Meyer", "Weber"), ("Sony", "Asics")]
)
def test_other_words_are_not(one, other):
    (one,), (other,) = words(one), words(other)
    assert sounding.likeness(one, other) < sounding.LEAST_LIKENESS or not (
        sounding.keys_asked_sounded(one) & sounding.keys_of(other)
    )


@pytest.mark.parametrize(
    ("word", "code"), [("mueller", "657"), ("wikipedia", "3412"), ("breschnew", "17863"), ("schulze", "858")]
)
def test_cologne_phonetics_as_published(word, code):
    assert sounding.cologne(word) == code


def test_numbers_and_single_letters_have_no_keys():
    assert not sounding.keys_of("018442190")
    assert not sounding.keys_of("7q4k2")
    assert not sounding.keys_of("a")
    assert sounding.keys_of("東")
