"""The doors of reports: the public form and its follow-up link, the reviewer's pages, the register, the API."""

import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from enforcement.models import Case, Report, ReportedListing, TrustedFlagger
from enforcement.views import reporting
from tests.cast import add_key
from tests.enforcement.pages import invoice, text
from tests.enforcement.stage import listing, trademark
from tests.enforcement.test_reports import ADA, flag, report

FORM = {
    "listings": "https://shop.test/item/A-1?x=1",
    "kind": "counterfeit",
    "explanation": "Printed.",
    "good_faith": "on",
}


def send(market, client=None, **more):
    return (client or Client()).post(market.url("report"), {**FORM, **more})


def follow(market, filed, deed="", **more):
    url = reverse("enforcement:follow_report", args=[market.slug, filed.token])
    return Client().post(url, {"deed": deed, **more}) if deed else Client().get(url)


def test_a_report_without_an_account_from_the_link_to_the_receipt(market):
    listing(market, "A-1", title="Zanderholt travel bag")
    page = text(Client().get(market.url("report?listing=A-1")))
    assert "Zanderholt travel bag" in page
    assert '<option value="ja">日本語</option>' in page
    answer = send(market, email=ADA, papers=[invoice()], language="ja")
    assert (answer.status_code, answer["Referrer-Policy"], answer["Cache-Control"]) == (
        303,
        "strict-origin",
        "no-store, private",
    )
    row = Report.objects.get()
    assert (row.pictures.count(), row.language) == (1, "ja")
    receipt = Client().get(answer["Location"])
    assert receipt["Referrer-Policy"] == "strict-origin"
    assert row.reference in text(receipt)
    assert answer["Location"].partition("?")[0] in text(receipt), "the link to keep"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"listings": "NONE-1"}, "NONE-1"),
        ({"good_faith": ""}, "needs this statement"),
        ({"website": "http://x"}, "Leave the field"),
    ],
)
def test_nothing_typed_is_lost_on_an_error(market, wrong, said):
    listing(market, "A-1")
    page = text(send(market, **{**wrong, "explanation": "The label is printed.", "papers": [invoice()]}), 422)
    assert said in page
    assert "The label is printed." in page
    assert "invoice.png" in page, "files are named, as no browser keeps them"
    assert not Report.objects.exists()


def test_too_many_reports_of_one_address_must_wait(market, monkeypatch):
    monkeypatch.setattr(reporting, "PER_ADDRESS", 2)
    listing(market, "A-1")
    assert [send(market).status_code for _n in range(2)] == [303, 303]
    page = text(send(market, explanation="Typed at length."), 429)
    assert "must wait" in page
    assert "Typed at length." in page


def test_the_link_is_the_proof_and_everything_else_is_the_same_404(market):
    listing(market, "A-1")
    filed = report(market, "A-1")
    answers = [
        Client().get(reverse("enforcement:follow_report", args=[market.slug, token]))
        for token in (filed.report.token_hash, filed.report.reference, "0" * 64)
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(r'csrf\S+|nonce\S+|value="\w{64}"', "", answer.content.decode()) for answer in answers}) == 1
    assert "More." in text(Client().get(follow(market, filed, "add", explanation="More.")["Location"]))
    assert follow(market, filed, "withdraw").status_code == 303
    assert ReportedListing.objects.get().state == "withdrawn"
    assert "already" not in text(follow(market, filed))
    assert follow(market, filed, "withdraw").status_code == 409


def test_the_server_writes_no_link_into_its_logs(market, caplog):
    listing(market, "A-1")
    filed = report(market, "A-1")
    with caplog.at_level(logging.WARNING, logger="django.request"):
        follow(market, filed, "add", explanation="")
    assert "/report/…" in caplog.text
    assert filed.token not in caplog.text


def test_a_reviewer_decides_from_the_queue_without_leaving_the_page(market, as_):
    right, one = trademark(market), listing(market, "A-1", title="Zanderholt travel bag")
    report(market, "A-1", email=ADA, name="Ada Any")
    report(market, "A-1", whence="198.51.100.9")
    reviewer = as_(market, "reviewer")
    queue = text(reviewer.get(market.url("reports")))
    assert "2 reporters" in queue
    assert text(reviewer.get(market.url("reports/count"))) == "1"
    page = text(reviewer.get(market.url(f"reports/{one.id}")))
    assert "Ada Any" in page
    assert ADA not in page
    assert right.title in page
    refused = reviewer.post(market.url(f"reports/{one.id}/decide"), {"deed": "open", "right": "MW-0000000"})
    assert "right that is in force" in text(refused, 422)
    answer = reviewer.post(market.url(f"reports/{one.id}/decide"), {"deed": "open", "right": right.reference})
    assert answer.status_code == 303
    assert Case.objects.get().source == "report"
    assert "decided" in text(reviewer.get(market.url(f"reports/{one.id}")))
    assert as_(market, "seller").get(market.url("reports")).status_code == 403


def test_the_lead_keeps_the_register_and_others_read_it(market, as_):
    lead, brand = as_(market, "lead"), market.parties["brand"]
    award = {"party": brand.reference, "coordinator": "DE", "kinds": ["trademark"], "starts_on": "2026-01-01"}
    assert "This field is required" in text(lead.post(market.url("flaggers"), {**award, "kinds": []}), 422)
    page = lead.post(market.url("flaggers"), award, follow=True)
    assert brand.name in text(page)
    row = TrustedFlagger.objects.get()
    told = {"deed": "tell", "since": "2026-01-01", "words": "Half of them name no listing."}
    assert lead.post(market.url(f"flaggers/{row.id}"), told).status_code == 303
    assert "Half of them" in text(as_(market, "auditor").get(market.url(f"flaggers/{row.id}")))
    assert as_(market, "reviewer").post(market.url(f"flaggers/{row.id}"), told).status_code == 403


def test_a_partner_reports_by_program_and_sees_its_own_alone(market, as_):
    listing(market, "A-1")
    add_key(market, "freight", party="logistics", scopes=["reports"])
    add_key(market, "mill", party="supplier", scopes=["reports"])
    body = {"listings": ["A-1"], "kind": "bought", "explanation": "No hologram.", "good_faith": True}
    client = as_(market, "key:freight")
    sent = [
        client.post(market.url("api/v1/reports"), body, "application/json", headers={"Idempotency-Key": "r-1"})
        for _twice in range(2)
    ]
    assert [one.status_code for one in sent] == [201, 201]
    assert Report.objects.count() == 1
    made = sent[0].json()
    assert (made["channel"], made["state"], made["listings"][0]["number"]) == ("partner", "received", "A-1")
    where = market.url(f"api/v1/reports/{made['reference']}")
    assert client.get(where).json()["reference"] == made["reference"]
    assert as_(market, "key:mill").get(where).status_code == 404
    refused = client.post(market.url("api/v1/reports"), {**body, "good_faith": False}, "application/json")
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["good_faith"])


def test_what_a_flagger_files_wears_its_badge(market, as_):
    listing(market, "A-1")
    flag(market)
    answer = send(market, as_(market, "brand"))
    assert answer.status_code == 303
    assert Report.objects.get().channel == "flagger"
    assert "trusted flagger" in text(as_(market, "reviewer").get(market.url("reports?channel=flagger")))
