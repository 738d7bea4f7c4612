"""What is written as ST.96 is read back as the same facts of the right."""

import io
from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Party
from registry.details import Details, checked
from registry.models import Right
from registry.reading.facts import Reading
from registry.reading.source import IN_FACTS, raws, sniffed
from registry.registers.features import FEATURES
from registry.registers.st96 import written
from registry.registers.statuses import STATUSES, US_CODES
from registry.search.public import as_st96

TODAY, PLACE = date(2026, 11, 22), UUID(int=5)
TOLD = (
    "kind title office number application_number territories classes goods nice_edition mark_feature status status_raw "
    "status_on filed_on registered_on expires_on renewed_on vienna priorities holder"
).split()
words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)
numbers = st.from_regex(r"[1-9]\d{5,7}", fullmatch=True)
past, earlier = st.dates(date(1990, 1, 1), date(2005, 12, 31)), st.dates(date(1980, 1, 1), date(1989, 12, 31))
priority = st.fixed_dictionaries(
    {"office": st.sampled_from(["US", "DE", "EM"]), "number": numbers, "filed_on": earlier.map(date.isoformat)}
)


@st.composite
def marks(draw):
    """A trademark as it may stand on file."""
    office = draw(st.sampled_from(["EM", "US", "JP", "WO", "BX"]))
    classes = draw(st.sets(st.integers(1, 45), min_size=1, max_size=4))
    raw = draw(st.sampled_from(["", *US_CODES])) if office == "US" else draw(st.sampled_from(["", "Live/Reg", "R4"]))
    filed = draw(st.none() | past)
    given = Details(
        kind="trademark", title=draw(phrases), office=office, number=draw(numbers),
        application_number=draw(st.just("") | numbers), classes=tuple(classes),
        territories=draw(st.sampled_from([("US",), ("EU", "JP"), ("CN", "GB", "KR")])) if office == "WO" else (),
        goods={str(one): draw(phrases) for one in classes if draw(st.booleans())},
        nice_edition=draw(st.sampled_from(["", "9", "12-2025"])), mark_feature=draw(st.sampled_from(["", *FEATURES])),
        status="" if raw else draw(st.sampled_from(["", *STATUSES])), status_raw=raw,
        status_on=draw(st.none() | st.dates(date(2011, 1, 1), TODAY)), filed_on=filed,
        registered_on=draw(st.none() | st.dates(date(2006, 1, 1), date(2010, 12, 31))),
        expires_on=draw(st.none() | st.dates(date(2027, 1, 1), date(2040, 1, 1))),
        renewed_on=draw(st.none() | st.dates(date(2016, 1, 1), date(2020, 1, 1))),
        vienna=tuple(draw(st.sets(st.sampled_from(["1.1.2", "27.5", "26.11.12"])))),
        priorities=tuple(draw(st.lists(priority, max_size=2))), holder=draw(phrases),
    )  # fmt: skip
    return checked(given, day=TODAY)


@settings(max_examples=20)
@given(marks())
def test_what_is_written_is_read_as_the_same_facts(mark):
    right = Right(**mark.as_columns(), tenant_id=PLACE, owner=Party(tenant_id=PLACE, name="Somebody else"))
    file = io.BytesIO(written([as_st96(right)]))
    assert sniffed(file) == "xml"
    [raw] = raws(file, "xml")
    row = Reading(IN_FACTS, {}).row(raw)
    if isinstance(row, list):
        assert [fault.fact for fault in row] == ["status_raw"], row
        assert not mark.status, "only a code that nobody here can read is refused, and nobody could before"
        return
    again = checked(row.details, day=TODAY)
    for name in TOLD:
        assert getattr(again, name) == getattr(mark, name), name
    assert replace(again, source="", external_id="") == again
