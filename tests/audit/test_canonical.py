"""The bytes that are hashed: the same for the same facts, refused where two readers would differ."""

import enum
import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import canonical
from audit.canonical import CanonicalError, commit, entry_bytes, read_entry, row_bytes

NONCE = bytes(range(16))
MOMENT = datetime(2026, 3, 1, 12, 30, 5, 7, tzinfo=UTC)

unicode_text = st.text(st.characters(blacklist_categories=["Cs"]))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | unicode_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(unicode_text, inner, max_size=4),
    max_leaves=20,
)


def test_an_entry_is_its_nonce_and_canonical_json():
    payload = {"verb": "case.decided", "refs": {"case": "MW-7Q4K2", "n": 3}, "é": [True, None]}
    expected = '{"refs":{"case":"MW-7Q4K2","n":3},"verb":"case.decided","é":[true,null]}'
    assert entry_bytes(payload, NONCE) == NONCE + expected.encode()


def test_keys_are_ordered_as_utf16_units():
    """U+FB33 comes after U+1F600 here, unlike in the order of code points."""
    assert entry_bytes({"\ufb33": 1, "\U0001f600": 2}, NONCE)[16:] == '{"😀":2,"\ufb33":1}'.encode()


@given(st.dictionaries(unicode_text, json_values, max_size=5))
def test_what_is_written_is_read_and_written_alike(payload):
    data = entry_bytes(payload, NONCE)
    assert read_entry(data) == payload
    assert entry_bytes(dict(reversed(payload.items())), NONCE) == data
    assert read_entry(memoryview(data)) == payload


@given(st.dictionaries(unicode_text, json_values, max_size=5))
def test_the_bytes_are_those_of_rfc_8785(payload):
    assert entry_bytes(payload, NONCE)[16:] == canonical.canonical_json(payload)


@pytest.mark.parametrize(
    ("payload", "path"),
    [
        ({"facts": {"score": 0.5}}, "facts.score"),
        ({"facts": [1, {"n": 2**53}]}, "facts[1].n"),
        ({"n": -(2**53)}, "n"),
        ({"n": float("nan")}, "n"),
        ({"title": "half \ud800"}, "title"),
        ({"facts": {"\udfff": 1}}, r"facts.'\udfff'"),
        ({"facts": {1: 1}}, "facts"),
        ({"when": MOMENT}, "when"),
        ({"raw": b"x"}, "raw"),
        ({"price": Decimal("1")}, "price"),
        ({"set": {1}}, "set"),
    ],
)
def test_what_an_entry_refuses_is_named(payload, path):
    with pytest.raises(CanonicalError) as refused:
        entry_bytes(payload, NONCE)
    assert refused.value.path == path
    assert str(refused.value).startswith(f"{path}: ")
    str(refused.value).encode()


def test_deep_nesting_is_refused_before_it_exhausts_the_stack():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    for write in (lambda: entry_bytes({"deep": deep}, NONCE), lambda: row_bytes({"deep": deep})):
        with pytest.raises(CanonicalError, match="nested"):
            write()
    with pytest.raises(CanonicalError):
        read_entry(NONCE + b'{"a":' + b"[" * 30_000 + b"]" * 30_000 + b"}")
    with pytest.raises(CanonicalError):
        canonical.canonical_json(deep)


def test_an_entry_has_at_most_65535_bytes():
    frame = len(entry_bytes({"t": ""}, NONCE))
    fits = entry_bytes({"t": "x" * (65_535 - frame)}, NONCE)
    assert len(fits) == 65_535
    assert read_entry(fits)
    with pytest.raises(CanonicalError, match="65535"):
        entry_bytes({"t": "x" * (65_536 - frame)}, NONCE)
    with pytest.raises(CanonicalError, match="65535"):
        read_entry(fits + b" ")


def test_an_entry_needs_its_nonce_and_an_object():
    for nonce in (b"", bytes(15), bytes(17)):
        with pytest.raises(CanonicalError, match="nonce"):
            entry_bytes({}, nonce)
    with pytest.raises(CanonicalError, match="object"):
        entry_bytes([], NONCE)


@pytest.mark.parametrize(
    "json_bytes",
    [
        b"",
        b"[]",
        b"null",
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"b":1}}',
        b'{"a":1.0}',
        b'{"a":NaN}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b'{"a":1}}',
        b"\xef\xbb\xbf{}",
    ],
)
def test_an_ambiguous_entry_is_not_read(json_bytes):
    with pytest.raises(CanonicalError):
        read_entry(NONCE + json_bytes)


def test_a_short_entry_is_not_read():
    with pytest.raises(CanonicalError):
        read_entry(b"{}")


def test_a_commitment_is_salted():
    salt = bytes(32)
    assert commit(b"value", salt) == hashlib.sha256(salt + b"value").digest()
    assert commit(b"value", salt) != commit(b"value", bytes(31) + b"\x01")
    for wrong in (b"", bytes(16), bytes(33)):
        with pytest.raises(CanonicalError, match="salt"):
            commit(b"value", wrong)


class State(enum.StrEnum):
    OPEN = "open"


def test_a_row_of_every_type():
    row = {
        "id": UUID("0198c1d2-0000-7000-8000-000000000001"),
        "at": MOMENT,
        "day": date(2026, 3, 1),
        "price": Decimal("12.50"),
        "digest": b"\x00\xff",
        "nothing": None,
        "yes": True,
        "count": 7,
        "title": "Täsche",
        "state": State.OPEN,
        "big": 2**60,
        "facts": {"list": [1, (2, None)], "when": MOMENT},
    }
    assert json.loads(row_bytes(row)) == {
        "id": "0198c1d2-0000-7000-8000-000000000001",
        "at": "2026-03-01T12:30:05.000007Z",
        "day": "2026-03-01",
        "price": "12.5",
        "digest": "00ff",
        "nothing": None,
        "yes": True,
        "count": 7,
        "title": "Täsche",
        "state": "open",
        "big": str(2**60),
        "facts": {"list": [1, [2, None]], "when": "2026-03-01T12:30:05.000007Z"},
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Decimal("12.5"), Decimal("12.500")),
        (Decimal("100"), Decimal("1E+2")),
        (Decimal("0"), Decimal("-0.00")),
        (b"\x01", memoryview(b"\x01")),
        (MOMENT, MOMENT.astimezone(timezone(timedelta(hours=-9, minutes=-30)))),
        ((1, 2), [1, 2]),
        (State.OPEN, "open"),
    ],
)
def test_a_row_has_the_same_bytes_before_saving_and_after_reading(before, after):
    assert row_bytes({"value": before}) == row_bytes({"value": after})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (MOMENT, MOMENT + timedelta(microseconds=1)),
        (Decimal("10"), Decimal("100")),
        (Decimal("0.10"), Decimal("0.01")),
        (True, 1),
        (None, ""),
        (None, "null"),
        ([], {}),
        ("a", "A"),
        (1, -1),
        ({"a": 1}, {"a": 2}),
    ],
)
def test_a_changed_value_has_other_bytes(before, after):
    assert row_bytes({"value": before}) != row_bytes({"value": after})


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (0.5, "value"),
        (datetime(2026, 1, 1), "value"),  # noqa: DTZ001
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))), "value"),
        (Decimal("NaN"), "value"),
        (Decimal("Infinity"), "value"),
        ("\ud800", "value"),
        ({"a": [0, 1.5]}, "value.a[1]"),
        ({1: 2}, "value"),
        ({1}, "value"),
        (object(), "value"),
    ],
)
def test_what_a_row_refuses_is_named(value, path):
    with pytest.raises(CanonicalError) as refused:
        row_bytes({"value": value})
    assert refused.value.path == path


def test_a_moment_always_has_its_microseconds():
    assert row_bytes({"at": MOMENT.replace(microsecond=0)}) == b'{"at":"2026-03-01T12:30:05.000000Z"}'


def test_the_order_of_the_fields_does_not_matter():
    assert row_bytes({"a": 1, "b": 2}) == row_bytes({"b": 2, "a": 1})
