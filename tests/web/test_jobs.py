"""The pages and the API of jobs: progress, rows at fault, cancel and resume; each party its own."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils.translation import gettext_lazy as _

from tenancy.context import database_now
from workflow import jobs
from workflow.jobs import QUEUE
from workflow.kinds import KINDS, Fault, Kind, Plan, Step
from workflow.models import Job


def plan(job):
    return Plan(30)


def step(job, cursor, now):
    at = cursor or 0
    faults = [Fault("odd", position=at + 3, called="=cmd|'/c calc'!A0", facts={"n": at})]
    return Step(at + 10, 10, faults, {"made": 9}, finished=at + 10 >= 30)


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setitem(
        KINDS, "test", Kind("test", _("Jobs"), plan, step, {"made": "rows made"}, {"odd": "Row after %(n)s is odd."})
    )


def ask(market, who="seller") -> Job:
    return jobs.ask(actor=market.actor(who), kind="test")


def steps(market, count) -> None:
    for _n in range(count):
        jobs._carry_out(market.id, QUEUE.take())


def page(client, market, path):
    answer = client.get(market.url(path))
    assert answer.status_code == 200
    return answer.content.decode()


def test_how_far_it_is_how_fast_and_when_it_will_be_done(market, as_):
    job = ask(market)
    steps(market, 2)
    Job.objects.update(paced_at=database_now() - timedelta(seconds=10))
    shown = page(as_(market, "seller"), market, f"jobs/{job.id}")
    for words in ("10 of 30", "rows a second", "estimated end", "Row after 0 is odd.", "Cancel the job"):
        assert words in shown
    assert "10 of 30" in page(as_(market, "lead"), market, "jobs")


def test_asking_again_costs_nothing_until_it_moves(market, as_):
    job, client = ask(market), as_(market, "seller")
    first = client.get(market.url(f"jobs/{job.id}/position"))
    again = {"headers": {"If-None-Match": first["ETag"]}}
    assert client.get(market.url(f"jobs/{job.id}/position"), **again).status_code == 304
    steps(market, 2)
    assert client.get(market.url(f"jobs/{job.id}/position"), **again).status_code == 200


def test_cancel_and_resume_by_hand(market, as_):
    job, client = ask(market), as_(market, "seller")
    steps(market, 2)
    assert client.post(market.url(f"jobs/{job.id}/cancel")).status_code == 303
    shown = page(client, market, f"jobs/{job.id}")
    assert "Cancelled" in shown
    assert "Resume" in shown
    assert client.post(market.url(f"jobs/{job.id}/cancel")).status_code == 409
    assert client.post(market.url(f"jobs/{job.id}/resume")).status_code == 303
    steps(market, 3)
    job.refresh_from_db()
    assert job.state == "done"
    assert "rows made" in page(client, market, "jobs")
    assert as_(market, "seller_reader").post(market.url(f"jobs/{job.id}/cancel")).status_code == 403


def test_a_stranger_sees_nothing_of_it(market, as_):
    job = ask(market)
    for who in ("other_seller", "brand"):
        client = as_(market, who)
        assert client.get(market.url(f"jobs/{job.id}")).status_code == 404
        assert str(job.id) not in page(client, market, "jobs")
    assert str(job.id) in page(as_(market, "auditor"), market, "jobs")


def test_the_rows_at_fault_as_csv_run_no_formula(market, as_):
    job = ask(market)
    steps(market, 4)
    answer = as_(market, "seller").get(market.url(f"jobs/{job.id}/faults.csv"))
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1:] == [
        [line, "'=cmd|'/c calc'!A0", "odd", f"Row after {n} is odd."] for line, n in (("3", 0), ("13", 10), ("23", 20))
    ]


@pytest.mark.parametrize(
    ("failure", "words"),
    [("ValueError", "(ValueError)"), ("WorkerLost", "disappeared"), ("The file is gone.", "The file is gone.")],
)
def test_a_failed_one_says_why_in_a_sentence(market, as_, failure, words):
    job = ask(market)
    Job.objects.update(state="failed", failure=failure, ended_at=database_now())
    shown = page(as_(market, "seller"), market, f"jobs/{job.id}")
    assert words in shown
    assert "Resume" in shown


def test_the_api_says_the_same_and_cancels(market, as_):
    lead = as_(market, "lead")
    job = ask(market)
    steps(market, 2)
    [listed] = lead.get(market.url("api/v1/jobs?state=running")).json()["results"]
    assert (listed["done"], listed["failed"], listed["total"], listed["counts"]) == (10, 1, 30, {"made": 9})
    one = lead.get(market.url(f"api/v1/jobs/{job.id}")).json()
    assert one["faults"][0]["sentence"] == "Row after 0 is odd."
    stopped = lead.post(market.url(f"api/v1/jobs/{job.id}/cancel"), headers={"Idempotency-Key": "a" * 16})
    assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")
    again = lead.post(market.url(f"api/v1/jobs/{job.id}/resume"), headers={"Idempotency-Key": "b" * 16})
    assert again.json()["state"] == "waiting"


def test_the_list_costs_the_same_however_many_there_are(market, as_, django_assert_max_num_queries):
    client = as_(market, "lead")
    for _n in range(12):
        ask(market)
    with django_assert_max_num_queries(25):
        page(client, market, "jobs")
