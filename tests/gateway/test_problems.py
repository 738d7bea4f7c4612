"""One form for everything that says no, and the same 404 for strangers and for nothing."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import Access
from gateway import problems
from gateway.models import StoredAnswer
from gateway.problems import MEDIA_TYPE, Problem, explained_constraints, on_constraint, problem_of
from tenancy.context import tenant
from tenancy.errors import Conflict, Invalid
from tenancy.ids import uuid7
from tenancy.models import Due, Marketplace
from tests.gateway.words import NAUGHTY

pytestmark = pytest.mark.django_db(databases="__all__")
STATUSES = {
    "not-found": (404, "not_found"),
    "http404": (404, "not_found"),
    "denied": (403, "denied"),
    "conflict": (409, "conflict"),
    "invalid": (422, "invalid"),
    "too-many": (429, "too_many"),
    "forbidden": (403, "denied"),
    "validation": (422, "invalid"),
}


@pytest.mark.parametrize(("what", "expected"), STATUSES.items())
def test_a_refusal_in_the_api_is_a_problem(house, fair, client, what, expected):
    answer = client.get(f"/m/fair/api/v1/refusing/{what}")
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == expected
    assert answer["Content-Type"] == MEDIA_TYPE
    assert answer["Cache-Control"] == "no-store, private"
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"urn:markwarden:problem:{problem['code']}"
    assert problem["title"]
    assert problem["detail"]
    assert not Due.objects.filter(job="made").exists()


@pytest.mark.parametrize(("what", "expected"), STATUSES.items())
def test_a_refusal_on_a_page_is_a_page(house, fair, client, what, expected):
    answer = client.get(f"/m/fair/refusing/{what}")
    assert answer.status_code == expected[0]
    assert answer["Content-Type"].startswith("text/html")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer.content.startswith(b"<h1>")
    assert not answer.cookies
    assert not Due.objects.filter(job="made").exists()


def test_the_words_reach_the_person(house, fair, client):
    assert b"The case was decided already." in client.get("/m/fair/refusing/conflict").content
    assert client.get("/m/fair/api/v1/refusing/denied").json()["detail"] == "Your role does not let you decide cases."
    waiting = client.get("/m/fair/refusing/too-many")
    assert waiting["Retry-After"] == "7"
    assert waiting.content.endswith(b"|7")
    errors = client.get("/m/fair/api/v1/refusing/invalid").json()["errors"]
    assert errors == {"title": ["Too short."], "items.0.listing": ["Unknown."]}


def test_what_is_not_there_and_what_is_not_yours_are_one_answer(house, fair, client):
    """Same status, body and headers: refused with words, missing, in another marketplace, never routed."""
    grand = Marketplace.objects.create(slug="grand", name="Grand")
    with tenant(grand.id):
        StoredAnswer.objects.create(caller="x", key="theirs", request_hash=b"", status=200, body=b"")
    pages = ["refusing/not-found", "refusing/http404", "answers/theirs", "answers/never", "no/such/page"]
    answers = [client.get(f"/m/fair/{path}") for path in pages] + [client.get("/m/nowhere/"), client.get("/nothing")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
    api = [client.get(f"/m/fair/api/v1/{path}") for path in pages[:4]]
    assert {answer.status_code for answer in api} == {404}
    assert len({answer.content for answer in api}) == 1
    limits = {"RateLimit-Remaining", "RateLimit-Reset"}
    assert len({tuple(sorted((k, v) for k, v in a.headers.items() if k not in limits)) for a in api}) == 1


def test_a_fault_of_ours_says_nothing_and_keeps_nothing(house, fair):
    client = Client(raise_request_exception=False)
    for path in ("/m/fair/refusing/fault", "/m/fair/api/v1/refusing/fault"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert b"secret" not in answer.content
        assert b"RuntimeError" not in answer.content
    assert answer["Content-Type"] == MEDIA_TYPE
    assert not Due.objects.filter(job="made").exists()


def test_a_page_that_cannot_be_rendered_still_answers(house, fair, settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": {"loaders": []}}]
    answer = Client(raise_request_exception=False).get("/m/fair/refusing/fault")
    assert (answer.status_code, answer["Content-Type"]) == (500, "text/plain")


def test_the_framework_speaks_the_same_form(house, fair, client):
    wrong_method = client.put("/m/fair/api/v1/rights", "{}", content_type="application/json")
    assert (wrong_method.status_code, wrong_method.json()["code"]) == (405, "method_not_allowed")
    assert "GET" in wrong_method["Allow"]
    wrong_type = client.post("/m/fair/api/v1/rights", "<x/>", content_type="application/xml")
    assert (wrong_type.status_code, wrong_type.json()["code"]) == (415, "unsupported_media_type")
    fields = client.post("/m/fair/api/v1/rights", '{"count": "many"}', content_type="application/json")
    assert fields.status_code == 422
    assert set(fields.json()["errors"]) == {"title", "count"}
    assert fields["Content-Type"] == MEDIA_TYPE


def test_too_large_a_body_is_413(house, fair, client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = client.post("/m/fair/api/v1/rights", json.dumps({"title": "x" * 200}), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_form_without_its_token_is_told_so(house, fair):
    answer = Client(enforce_csrf_checks=True).post("/m/fair/form", {"a": "b"})
    assert answer.status_code == 403
    assert b"Load it again" in answer.content


def test_it_is_done_and_seen_elsewhere(house, fair, client):
    answer = client.post("/m/fair/form", {"a": "b"})
    assert (answer.status_code, answer["Location"]) == (303, "/m/fair/done")


NUL_BODIES = ['{"title": "a\\u0000b"}', '{"title": "\\ud800"}', '{"ti\\u0000tle": "x"}', '{"title": ["\\u0000"]}']


@pytest.mark.parametrize("body", NUL_BODIES)
def test_what_is_no_text_is_refused_in_json(house, fair, client, body):
    assert client.post("/m/fair/api/v1/rights", body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/m/fair/answers/a%00b", "/m/fair/api/v1/answers/a%00b", "/m/fair/form?next=%00", "/m/fair/api/v1/rights?who=a%00",
        "/m/fair/api/v1/rights?%00=1", "/%00", "/m/fa%00ir/form", "/m/fair/answers/%ff%fe", "/m/fair/form?a=%ff",
        "/m/fair/answers/%ed%a0%80", "/m/fair/api/v1/rights?who=%ed%a0%80",
    ],
)  # fmt: skip
@pytest.mark.parametrize("signed_in", [True, False])
def test_nul_in_an_address_is_a_clear_error(house, fair, path, signed_in):
    headers = {"Authorization": "1"} if signed_in else {}
    status = Client(raise_request_exception=False).get(path, headers=headers).status_code
    assert status in ((400,) if "%00" in path else (200, 400, 404))


def test_nul_in_a_form_or_cookie_is_a_clear_error(house, fair):
    client = Client(raise_request_exception=False)
    assert client.post("/m/fair/form", {"a": "b\x00"}).status_code == 400
    assert client.post("/m/fair/form", {"a\x00": "b"}).status_code == 400
    assert client.post("/m/fair/api/v1/pictures", {"a": "b\x00"}).status_code == 400
    assert client.get("/m/fair/form", headers={"Cookie": 'sessionid="aaaaaaaa\\000"'}).status_code == 400


def test_every_naughty_string_passes_the_doors(house, fair, client):
    for words in NAUGHTY:
        asked = client.get("/m/fair/api/v1/rights", {"who": words})
        assert (asked.status_code, asked.json()["who"]) == (200, words)
        sent = client.post("/m/fair/api/v1/rights", json.dumps({"title": words}), content_type="application/json")
        assert sent.status_code == (201 if words else 422)
        assert words == "" or sent.json()["title"] == words
        assert client.get("/m/fair/answers/x", {"q": words}).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "nul", "[1,]", "NaN", '{"a": NaN}', '{"a": Infinity}', '{"title": "a", "title": "b"}', "\x00",
        "[" * 100, "[" * 100_000, "[" * 60 + "]" * 60, '{"a":' * 5000, b"\xff\xfe", b'"\xed\xa0\x80"', "1" * 5000,
        '"\t"', "'x'", "\ufeff{}",
    ],
)  # fmt: skip
def test_a_body_that_is_no_json_is_refused_fast(house, fair, client, body):
    answer = client.post("/m/fair/api/v1/rights", body, content_type="application/json")
    assert answer.status_code in ((400,) if body else (422,))
    assert answer["Content-Type"] == MEDIA_TYPE


@pytest.mark.parametrize("body", ["null", "[]", '"x"', "1", "true"])
def test_a_body_that_is_no_object_is_refused(house, fair, client, body):
    assert client.post("/m/fair/api/v1/rights", body, content_type="application/json").status_code == 422


def test_a_title_is_text_and_nothing_else(house, fair, client):
    for wrong in (1, True, None, ["x"], {"a": 1}):
        answer = client.post("/m/fair/api/v1/rights", json.dumps({"title": wrong}), content_type="application/json")
        assert (answer.status_code, set(answer.json()["errors"])) == (422, {"title"})


def duplicate() -> IntegrityError:
    same = {"caller": "x", "key": "same", "request_hash": b"", "status": 200, "body": b""}
    StoredAnswer.objects.create(**same)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        StoredAnswer.objects.create(**same)
    return refused.value


def test_a_constraint_speaks_through_its_name(fair):
    with tenant(fair.id):
        error = duplicate()
        assert problem_of(error) == Problem(409, "conflict", "This exists already.")
        on_constraint("stored_answer_once", Invalid(fields={"key": ["This key is taken."]}))
        try:
            assert problem_of(error) == Problem(422, "invalid", "This key is taken.", {"key": ["This key is taken."]})
            with pytest.raises(ValueError, match="twice"):
                on_constraint("stored_answer_once", Conflict("x"))
        finally:
            problems._constraints.pop("stored_answer_once")
    assert "stored_answer_once" not in explained_constraints()


def test_a_missing_reference_is_a_conflict_and_a_rule_of_ours_a_fault(fair):
    with transaction.atomic():
        Access.objects.create(user_id=-1, marketplace_id=uuid7())
        with pytest.raises(IntegrityError) as missing:
            connection.check_constraints()
        transaction.set_rollback(True)
    assert problem_of(missing.value).status == 409
    assert problem_of(IntegrityError("no cause")) is None
    with pytest.raises(IntegrityError) as ours, transaction.atomic():
        Marketplace.objects.create(slug="z", name="Z", state="nonsense")
    assert problem_of(ours.value) is None


def test_nothing_new_costs_a_304(house, fair, client):
    first = client.get("/m/fair/api/v1/position")
    again = client.get("/m/fair/api/v1/position", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["Retry-After"]) == (304, b"", "3")
    assert client.get("/m/fair/api/v1/position", headers={"If-None-Match": '"other"'}).status_code == 200
