"""The log explorer: who sees which line, and a proof that holds without us."""

import re

import pytest

from accounts import services as accounts
from audit import proof_file, sequencer
from audit.models import Entry
from audit.note import read_vkey
from audit.queries import log_keys
from tests.enforcement.stage import complaint, listing, trademark

SEED = b"a seed for the tests, 32 bytes.."


@pytest.fixture
def told(market):
    """A marketplace in which something has happened, sealed and signed."""
    complaint(market, trademark(market), [listing(market, "A-1")])
    sequencer.seal()
    sequencer.sign_head(SEED)
    return market


def test_a_proof_is_downloaded_and_holds_offline(told, as_):
    client = as_(told, "seller")
    entry = Entry.objects.get(verb="case.opened")
    page = client.get(told.url(f"log/{entry.id}"))
    assert page.status_code == 200
    raw = client.get(told.url(f"log/{entry.id}/proof")).content
    data = client.get(told.url(f"log/{entry.id}/bytes")).content
    keys = [read_vkey(key) for key in log_keys()]
    index, checkpoint = proof_file.verify(raw, entry=data, origin=sequencer.origin(told.slug), log_keys=keys)
    assert index < checkpoint.size
    with pytest.raises(ValueError, match=r".+"):
        proof_file.verify(raw, entry=data[:-1] + b"x", origin=sequencer.origin(told.slug), log_keys=keys)


def test_before_it_is_sealed_the_page_says_so_and_the_proof_is_a_conflict(told, as_):
    right = trademark(told, "Nordlicht", number="018442191")
    entry = Entry.objects.filter(subject_id=right.id).latest("id")
    client = as_(told, "brand")
    assert b"waiting for its seal" in client.get(told.url(f"log/{entry.id}")).content
    assert client.get(told.url(f"log/{entry.id}/proof")).status_code == 409


def test_a_party_sees_the_lines_that_name_it_and_no_others(told, as_):
    opened = Entry.objects.get(verb="case.opened")
    for name, status in (("seller", 200), ("brand", 200), ("reviewer", 200), ("other_seller", 404), ("rival", 404)):
        for page in ("", "/proof", "/bytes"):
            assert as_(told, name).get(told.url(f"log/{opened.id}{page}")).status_code == status, (name, page)


def test_the_explorer_narrows_by_verb_and_by_thing_in_few_queries(told, as_, django_assert_max_num_queries):
    client = as_(told, "lead")
    opened = Entry.objects.get(verb="case.opened")
    with django_assert_max_num_queries(22):
        whole = client.get(told.url("log"))
    assert whole.status_code == 200
    narrowed = client.get(told.url(f"log?verb=case.opened&about={opened.subject_id}")).content.decode()
    assert str(opened.id) in narrowed
    assert client.get(told.url("log?verb=made.up")).status_code == 422
    assert client.get(told.url("log?about=nothing")).status_code == 422


@pytest.mark.parametrize(
    "name", ["lead", "reviewer", "appeals", "auditor", "brand", "agent", "seller", "logistics", "outside"]
)
def test_everybody_has_a_home(told, as_, name):
    page = as_(told, name).get(told.url())
    assert page.status_code == 200
    assert told.row.name in page.content.decode()


def test_a_suspended_party_finds_nothing(told, as_):
    client = as_(told, "seller")
    accounts.suspend_party(actor=told.actor("lead"), party=told.parties["seller"], reason="For the test.")
    assert client.get(told.url("log")).status_code == 404


def test_health_says_what_is_ready(client, db):
    assert client.get("/healthz").json() == {"alive": True}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["database"] == "ready"


def test_a_program_reads_the_log_and_verifies_offline(told, as_):
    client = as_(told, "key:seller")
    head = client.get(told.url("api/v1/log")).json()
    page = client.get(told.url("api/v1/log/entries?verb=case.opened")).json()
    [opened] = page["results"]
    address = told.url(f"api/v1/log/entries/{opened['id']}")
    assert client.get(address).json()["position"] == opened["position"]
    raw, data = client.get(f"{address}/proof").content, client.get(f"{address}/bytes").content
    keys = [read_vkey(key) for key in head["keys"]]
    index, _checkpoint = proof_file.verify(raw, entry=data, origin=head["origin"], log_keys=keys)
    assert index == opened["position"]
    assert as_(told, "key:shop").get(address).status_code == 200
    assert as_(told, "key:rival").get(address).status_code == 403, "its scopes do not reach the log"


def test_a_party_does_not_read_the_names_of_the_marketplaces_people(told, as_):
    right = trademark(told, "Nordlicht", number="018442191")
    entry = Entry.objects.get(verb="right.verified", subject_id=right.id)
    lead = str(told.user("lead"))
    assert lead in as_(told, "reviewer").get(told.url(f"log/{entry.id}")).content.decode()
    page = as_(told, "brand").get(told.url(f"log/{entry.id}")).content.decode()
    assert not re.search(rf"\b{re.escape(lead)}\b", page), "other than in a token of chance"
