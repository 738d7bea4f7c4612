"""Pages by key: complete, in order, both ways, by one descent of the index, and never by a cursor of one's own making."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat, Length
from django.utils import translation

from gateway.models import StoredAnswer
from gateway.paging import Count, Keyset, capped_count
from tenancy.context import tenant
from tenancy.errors import Invalid
from tenancy.models import Marketplace

pytestmark = pytest.mark.django_db(databases="__all__")
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make(count: int) -> None:
    """Answers of four callers; many share a moment, so that the id must decide."""
    StoredAnswer.objects.bulk_create(
        StoredAnswer(
            caller=f"caller {number % 4}",
            key=f"key {number:05}",
            request_hash=b"x",
            status=200 + number % 3,
            body=b"",
            made_at=START + timedelta(microseconds=number // 5),
        )
        for number in range(count)
    )


@pytest.fixture
def inside(fair):
    with tenant(fair.id):
        yield fair


def walk(keyset: Keyset, rows, size: int):
    pages, cursor = [], None
    while True:
        page = keyset.page(rows, cursor, size=size)
        pages.append(page)
        if page.next is None:
            return pages
        cursor = page.next


@pytest.mark.parametrize(
    "ordering", [("made_at", "id"), ("-made_at", "-id"), ("status", "caller", "id"), ("caller", "key"), ("-id",)]
)
def test_the_pages_are_the_whole_list_in_order_there_and_back(inside, ordering):
    make(53)
    rows = StoredAnswer.objects.all()
    pages = walk(Keyset(*ordering), rows, 10)
    assert [len(page.rows) for page in pages] == [10] * 5 + [3]
    assert [row for page in pages for row in page.rows] == list(rows.order_by(*ordering))
    assert pages[0].previous is None
    here = pages[-1]
    for earlier in reversed(pages[:-1]):
        here = Keyset(*ordering).page(rows, here.previous, size=10)
        assert here.rows == earlier.rows
    assert here.previous is None


def test_a_filter_narrows_the_pages(inside):
    make(40)
    rows = StoredAnswer.objects.filter(caller="caller 1")
    assert sum(len(page.rows) for page in walk(Keyset("made_at", "id"), rows, 4)) == 10


def test_annotations_and_related_fields_order_too(inside):
    make(30)
    rows = StoredAnswer.objects.annotate(
        name=Concat("caller", Value("/"), "key"), length=Length("caller"), moment=F("made_at")
    )
    for ordering in [("name", "id"), ("-length", "-id"), ("moment", "id"), ("tenant__slug", "id")]:
        found = [row for page in walk(Keyset(*ordering), rows.select_related("tenant"), 7) for row in page.rows]
        assert found == list(rows.order_by(*ordering))
    values = [row for page in walk(Keyset("caller", "key"), rows.values("caller", "key"), 7) for row in page.rows]
    assert len(values) == 30


def test_rows_that_come_or_go_shift_nothing(inside):
    make(30)
    keyset, rows = Keyset("-made_at", "-id"), StoredAnswer.objects.all()
    first = keyset.page(rows, size=10)
    expected = list(rows.order_by("-made_at", "-id")[10:20])
    StoredAnswer.objects.create(
        caller="new", key="new", request_hash=b"", status=200, body=b"", made_at=START + timedelta(1)
    )
    first.rows[-1].delete()
    second = keyset.page(rows, first.next, size=10)
    assert second.rows == expected
    back = keyset.page(rows, second.previous, size=10)
    assert (len(back.rows), back.previous) == (10, None)
    assert back.rows[0].caller == "new"


def test_an_empty_list_has_one_empty_page(inside):
    page = Keyset("id").page(StoredAnswer.objects.all())
    assert (page.rows, page.next, page.previous) == ([], None, None)


def test_a_cursor_belongs_to_its_ordering_and_marketplace(inside):
    make(20)
    rows = StoredAnswer.objects.all()
    cursor = Keyset("made_at", "id").page(rows, size=5).next
    for other in (Keyset("-made_at", "-id"), Keyset("caller", "id"), Keyset("made_at", "key")):
        with pytest.raises(Invalid) as refused:
            other.page(rows, cursor)
        assert set(refused.value.fields) == {"cursor"}
    grand = Marketplace.objects.create(slug="grand", name="Grand")
    with tenant(grand.id), pytest.raises(Invalid):
        Keyset("made_at", "id").page(StoredAnswer.objects.all(), cursor)


@pytest.mark.parametrize(
    "cursor", ["x", "====", "\x00", "größe", "A" * 5000, "bm90IG91cnM", "../..", "null", "-1", "😀"]
)
def test_a_cursor_that_is_none_is_refused_in_words(inside, cursor):
    make(3)
    with pytest.raises(Invalid, match="not a place in this list"):
        Keyset("made_at", "id").page(StoredAnswer.objects.all(), cursor)


def test_a_cursor_cannot_be_changed(inside):
    make(20)
    cursor = Keyset("made_at", "id").page(StoredAnswer.objects.all(), size=5).next
    raw = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for place in range(len(raw)):
        changed = raw[:]
        changed[place] ^= 1
        with pytest.raises(Invalid):
            Keyset("made_at", "id").page(
                StoredAnswer.objects.all(), base64.urlsafe_b64encode(changed).decode().rstrip("=")
            )


def test_an_ordering_runs_in_one_direction():
    with pytest.raises(ValueError, match="one direction"):
        Keyset("-made_at", "id")


def test_the_depth_costs_nothing_the_comparison_is_the_index_condition(inside):
    """Under row security: the operators are leakproof, or the index would not be used."""
    make(3000)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    rows, keyset = StoredAnswer.objects.all(), Keyset("caller", "key")
    page = keyset.page(rows, keyset.page(rows, size=2000).next, size=50)
    beyond = rows.filter(key=page.rows[0].key)
    assert beyond.count() == 1
    captured = []

    def note(execute, sql, params, many, context):
        captured.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        keyset.page(rows, page.next, size=50)
    (sql, params), *others = captured
    assert not others
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Cond" in plan
    assert "ROW((caller)::text, (key)::text) > ROW(" in plan.split("Index Cond")[1].split("\n")[0]
    assert "Sort" not in plan


def test_a_count_stops_at_its_cap(inside):
    make(25)
    rows = StoredAnswer.objects.order_by("made_at")
    assert capped_count(rows, cap=100) == Count(25, more=False)
    assert str(capped_count(rows, cap=100)) == "25"
    assert str(capped_count(rows, cap=20)) == "20+"
    assert str(Count(1000, more=True)) == "1,000+"
    with translation.override("de"):
        assert str(Count(1000, more=True)) == "1.000+"


def test_the_api_links_the_pages(house, inside, client):
    make(25)
    seen, url = [], "/m/fair/api/v1/answers?limit=10&x=1"
    while url:
        answer = client.get(url)
        assert answer.status_code == 200
        seen += answer.json()["results"]
        previous, url = answer.json()["previous"], answer.json()["next"]
    assert len(seen) == len(set(seen)) == 25
    assert client.get(previous).json()["results"] == seen[10:20]
    assert "x=1" in previous
    newest = client.get("/m/fair/api/v1/answers?ordering=newest&limit=1").json()["results"]
    assert newest == [StoredAnswer.objects.order_by("-caller", "-key")[0].key]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("cursor=nonsense", "cursor"), ("limit=0", "limit"), ("limit=201", "limit"), ("limit=-1", "limit"),
        ("limit=1e2", "limit"), ("limit=٣", "limit"), ("limit=99999999999999999999999", "limit"),
        ("limit=1&limit=2", "limit"), ("ordering=tenant__name", "ordering"), ("ordering=-id", "ordering"),
    ],
)  # fmt: skip
def test_the_api_refuses_what_it_does_not_order_by(house, inside, client, query, field):
    refused = client.get(f"/m/fair/api/v1/answers?{query}")
    assert refused.status_code == 422
    assert set(refused.json()["errors"]) == {field}
