"""Reading from a request: typed, or refused in words."""

from datetime import date
from uuid import UUID

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from gateway import http
from tenancy.errors import Invalid


def test_what_is_missing_is_its_default():
    nothing = QueryDict("empty=")
    for name in ("missing", "empty"):
        assert http.text(nothing, name) is None
        assert http.text(nothing, name, default="x") == "x"
        assert http.integer(nothing, name, default=3) == 3
        assert http.choice(nothing, name, ["a"], default="a") == "a"
        assert http.choices(nothing, name, ["a"]) == []
        assert http.identifier(nothing, name) is None
        assert http.day(nothing, name) is None
        assert http.yes(nothing, name) is False


def test_what_fits_is_typed():
    params = QueryDict("t=+x+&n=-5&c=b&m=b&m=a&m=b&u=0198c0de-0000-7000-8000-000000000000&d=2024-02-29&y=on")
    assert http.text(params, "t") == " x "
    assert http.integer(params, "n", least=-10) == -5
    assert http.choice(params, "c", ["a", "b"]) == "b"
    assert http.choices(params, "m", ["a", "b"]) == ["a", "b"]
    assert http.identifier(params, "u") == UUID("0198c0de-0000-7000-8000-000000000000")
    assert http.day(params, "d") == date(2024, 2, 29)
    assert http.yes(params, "y") is True


@pytest.mark.parametrize(
    ("read", "query"),
    [
        (http.text, "x=" + "a" * 501), (http.text, "x=a&x=b"), (http.text, "x=%00"),
        (http.integer, "x=one"), (http.integer, "x=1.5"), (http.integer, "x=-1"), (http.integer, "x=2147483648"),
        (http.integer, "x=%C2%B2"), (http.integer, "x=" + "9" * 5000), (http.integer, "x=1_000"),
        (http.identifier, "x=1"), (http.identifier, "x=%00"),
        (http.day, "x=2023-02-29"), (http.day, "x=yesterday"), (http.day, "x=2023-13-01"),
        (http.yes, "x=maybe"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_for_its_name(read, query):
    with pytest.raises(Invalid) as refused:
        read(QueryDict(query), "x")
    assert list(refused.value.fields) == ["x"]


def test_a_choice_is_one_of_those_offered():
    with pytest.raises(Invalid, match="One of: a, b"):
        http.choice(QueryDict("x=c"), "x", ["a", "b"])
    with pytest.raises(Invalid):
        http.choices(QueryDict("x=a&x=c"), "x", ["a", "b"])


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/m/fair/queue", "/m/fair/queue"), ("https://evil.test/", "/home"), ("//evil.test", "/home"), ("", "/home"),
        ("javascript:alert(1)", "/home"), ("/\\evil.test", "/home"), ("/a\x00b", "/home"), ("http://testserver/x", "http://testserver/x"),
    ],
)  # fmt: skip
def test_next_never_leads_away(wanted, goes_to):
    assert http.safe_next(RequestFactory().get("/", {"next": wanted}), "/home") == goes_to


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [({}, False), ({"HX-Request": "true"}, True), ({"HX-Request": "true", "HX-Boosted": "true"}, False)],
)
def test_a_fragment_is_wanted_by_htmx_alone(headers, wanted):
    request = RequestFactory().get("/", headers=headers)
    assert http.fragment_wanted(request) is False
    request.htmx = HtmxDetails(request)
    assert http.fragment_wanted(request) is wanted
