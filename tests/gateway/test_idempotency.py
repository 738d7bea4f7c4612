"""Sent twice, done once."""

import json
import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from PIL import Image

from gateway import idempotency
from gateway.models import StoredAnswer
from tenancy.context import tenant
from tenancy.models import Due

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
URL = "/m/fair/api/v1/rights"


def post(client, data, key=None, url=URL, caller="1"):
    headers = {"Authorization": caller, **({"Idempotency-Key": key} if key is not None else {})}
    return client.post(url, json.dumps(data), content_type="application/json", headers=headers)


def made() -> int:
    return Due.objects.filter(job="made").count()


def test_the_second_time_gives_the_first_answer_and_does_nothing(house, fair, client):
    first = post(client, {"title": "Nike"}, "k-1")
    again = post(client, {"title": "Nike"}, "k-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again["Location"] == first["Location"]
    assert again["Content-Type"] == first["Content-Type"]
    assert again["Idempotency-Replayed"] == "true"
    assert not first.has_header("Idempotency-Replayed")
    assert made() == 1


def test_the_order_of_members_does_not_matter(house, fair, client):
    post(client, {"title": "Nike", "count": 1}, "k")
    assert post(client, {"count": 1, "title": "Nike"}, "k").status_code == 201
    assert made() == 1


@pytest.mark.parametrize("other", [{"title": "Adidas"}, {"title": "Nike", "count": 2}, {"title": "Nike "}])
def test_the_same_key_for_another_request_is_refused(house, fair, client, other):
    post(client, {"title": "Nike"}, "k")
    refused = post(client, other, "k")
    assert refused.status_code == 422
    assert set(refused.json()["errors"]) == {"Idempotency-Key"}
    assert made() == 1


def test_another_address_is_another_request(house, fair, client):
    post(client, {"title": "Nike"}, "k")
    assert post(client, {"title": "Nike"}, "k", url=f"{URL}?dry=1").status_code == 422


def test_a_key_belongs_to_its_caller(house, fair, client):
    assert post(client, {"title": "Nike"}, "k", caller="1").status_code == 201
    assert post(client, {"title": "Adidas"}, "k", caller="2").status_code == 201
    assert made() == 2


@pytest.mark.parametrize("wrong", [{"title": ""}, {"title": "refuse"}, {}, {"title": "a\x00"}])
def test_a_refused_request_is_not_remembered(house, fair, client, wrong):
    refused = post(client, wrong, "k")
    assert 400 <= refused.status_code < 500
    assert made() == 0
    assert post(client, {"title": "Nike"}, "k").status_code == 201
    assert made() == 1


def test_without_a_key_each_request_is_done(house, fair, client):
    post(client, {"title": "Nike"})
    post(client, {"title": "Nike"})
    assert made() == 2


@pytest.mark.parametrize("key", ["", " ", "a b", "ü", "x" * 256])
def test_a_key_is_visible_ascii(house, fair, client, key):
    assert post(client, {"title": "Nike"}, key).status_code == 422


def test_a_form_with_a_file_is_known_again_however_it_is_cut(house, fair, client, encoded):
    def send(width: int):
        file = SimpleUploadedFile("photo.png", encoded(Image.new("RGB", (width, 20)), "PNG"))
        headers = {"Authorization": "1", "Idempotency-Key": "k"}
        return client.post("/m/fair/api/v1/pictures", {"picture": file}, headers=headers)

    assert send(30).json() == {"width": 30, "height": 20}
    assert send(30)["Idempotency-Replayed"] == "true"
    assert send(31).status_code == 422
    assert made() == 1


def test_while_the_first_is_under_way_the_second_is_told_so(house, fair, client):
    """Another connection holds what the first request would hold."""
    with tenant(fair.id):
        idempotency._hold("person:1:", "k")
        answers = []

        def second() -> None:
            answers.append(post(Client(), {"title": "Nike"}, "k"))
            answers.append(post(Client(), {"title": "Nike"}, "other"))
            connections.close_all()

        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert [answer.status_code for answer in answers] == [409, 201]
    assert answers[0].json()["code"] == "in_flight"
    assert post(client, {"title": "Nike"}, "k").status_code == 201


def test_a_race_does_it_once(house, fair):
    start, answers = threading.Barrier(8), []

    def send() -> None:
        client = Client()
        start.wait()
        for _ in range(200):
            answer = post(client, {"title": "Nike"}, "k")
            if answer.status_code != 409:
                break
        answers.append((answer.status_code, answer.content))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, _content in answers} == {201}
    assert len({content for _status, content in answers}) == 1
    assert made() == 1


def test_answers_are_kept_for_a_day_and_then_forgotten(house, fair, client):
    post(client, {"title": "Nike"}, "old")
    post(client, {"title": "Nike"}, "new")
    with tenant(fair.id):
        old = StoredAnswer.objects.get(key="old")
        StoredAnswer.objects.filter(key="old").delete()
        old.made_at = old.made_at - timedelta(hours=49)
        old.save(force_insert=True)
        assert idempotency.sweep() == 1
        assert [answer.key for answer in StoredAnswer.objects.all()] == ["new"]
        with pytest.raises(ValueError, match="24 hours"):
            idempotency.sweep(kept=timedelta(hours=1))


def test_an_answer_cannot_be_rewritten(house, fair, client):
    post(client, {"title": "Nike"}, "k")
    with tenant(fair.id), connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('gateway_storedanswer', 'UPDATE')")
        assert cursor.fetchone() == (False,)
