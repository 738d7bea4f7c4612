"""A case leaves the house as a file that can be checked without us, as a notice for an archive, as a public line."""

import hashlib
import io
import json
import zipfile

import pytest

from audit import sequencer
from audit.note import read_vkey
from audit.proof_file import verify
from audit.queries import timeline
from enforcement import publishing, services
from enforcement.models import Case, Statement
from enforcement.services import Choice
from policy import registry
from tenancy.errors import Denied, Invalid, NotFound
from tests.enforcement.pages import COUNTERFEIT, decided, page_of, text
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case

SEED = bytes(range(32))
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


def taken_out(market, case, who="reviewer", **more):
    made = services.export_case(actor=market.actor(who), reference=case.reference, purpose="court", **more)
    archive = zipfile.ZipFile(io.BytesIO(made.data))
    return made, {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def told(market, case):
    """Decided, with an exhibit of the seller's, and sealed."""
    services.add_exhibit(
        actor=market.actor("seller"), reference=case.reference, data=PDF, name="invoice.pdf", title="Invoice"
    )
    decided(market, case)
    sequencer.seal()
    sequencer.sign_head(SEED)
    return case


def test_the_file_holds_everything_and_every_digest_and_proof_holds(market, told):
    made, files = taken_out(market, told, note="3 O 123/26")
    assert list(files) == sorted(files)
    sums = dict(reversed(line.split("  ", 1)) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    facts = json.loads(files["case.json"])
    assert facts["schema"] == "markwarden.case/1"
    assert len(facts["items"]) == 3
    assert {one["decision"]["outcome"]["code"] for one in facts["items"]} == {"upheld"}
    [exhibit] = facts["exhibits"]
    assert (files[exhibit["file"]], exhibit["title"]) == (PDF, "Invoice")
    assert exhibit["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert {"notice", "decision"} <= {row["letter"]["code"] for row in facts["letters"]}
    page = files["case.html"].decode()
    assert "Zanderholt" in page
    assert "018442190" in page
    assert "<script" not in page
    assert "civil-letter.txt" not in files

    name, key = files["log/keys.txt"].decode().splitlines()[:2]
    proved = [line for line in facts["timeline"] if f"log/{line['entry']}.tlog-proof" in files]
    assert len(proved) > 5
    for line in proved:
        proof, entry = (files[f"log/{line['entry']}.{kind}"] for kind in ("tlog-proof", "entry"))
        index, _signed = verify(proof, entry=entry, origin=name, log_keys=[read_vkey(key)])
        assert index == line["position"]

    said = timeline(told.id, market.actor("lead"))[0]
    assert (said.verb, said.facts["purpose"], said.facts["sha256"]) == ("case.exported", "court", made.sha256)
    assert said.personal == {"note": "3 O 123/26"}
    assert "case.exported" not in {line.verb for line in timeline(told.id, market.actor("seller"))}


def test_each_side_takes_out_what_it_may_know(market, told):
    _made, files = taken_out(market, told, "seller")
    facts = json.loads(files["case.json"])
    assert "civil-letter.txt" not in files
    assert facts["complaint"]["elements"] == []
    assert {row["to"] for row in facts["letters"]} == {"Corner Shop"}
    assert "decision.made" not in {line["verb"] for line in facts["timeline"]}
    own = taken_out(market, told, "brand")[1]
    assert json.loads(own["case.json"])["parties"]["seller"] == {"name": "Corner Shop"}
    assert "to stop offering these goods" in own["civil-letter.txt"].decode()
    for who, refused in (("seller_reader", Denied), ("rival", NotFound), ("reviewer_us", NotFound)):
        with pytest.raises(refused):
            taken_out(market, told, who)
    with pytest.raises(Invalid):
        services.export_case(actor=market.actor("seller"), reference=told.reference, purpose="curiosity")


def test_the_letter_to_a_reseller_in_the_united_kingdom_threatens_nobody(market, case, monkeypatch):
    pack = next(pack for pack in registry.packs() if any(duty.code == "threats" for duty in pack.duties))
    Case.objects.filter(id=case.id).update(region=pack.region, pack_code=pack.code, pack_version=pack.version)
    letter = taken_out(market, case, "brand")[1]["civil-letter.txt"].decode()
    assert "where" in letter or "from whom" in letter
    assert "to stop offering" not in letter
    assert "undertake" not in letter.split("– – –")[0]


def test_the_archive_gets_the_notice_and_the_counter_notice_without_people(market):
    case = only_case(complaint(market, copyright_(market), [listing(market, "A-1"), listing(market, "A-2")]))
    let_it_take_effect(case)
    item = case.items.order_by("id")[0]
    services.answer(
        actor=market.actor("seller"), reference=case.reference, answers={item.id: "counter_notice"},
        statement="I took it myself. Sam Seller, sam@shop.test",
        elements={"signature": "Sam Seller", "mistake": "yes", "service": "yes", "jurisdiction": "district_of_address"},
    )  # fmt: skip
    with pytest.raises(Denied):
        services.archive_case(actor=market.actor("reviewer"), reference=case.reference)
    documents = services.archive_case(actor=market.actor("lead"), reference=case.reference)["notices"]
    assert [one["type"] for one in documents] == ["DMCA", "Counternotice"]
    assert documents[1]["url_count"] == 1
    told = json.dumps(documents)
    assert not [word for word in ("Sam", "sam@", "Corner Shop", "Ada") if word in told]


def in_china(case):
    """The same case under the rules that ask for publication."""
    pack = publishing.publishing_packs()[0]
    Case.objects.filter(id=case.id).update(region=pack.region, pack_code=pack.code, pack_version=pack.version)


def test_where_the_law_wants_it_notices_and_outcomes_are_public_and_name_nobody(market, case, client):
    decided(market, case)
    assert case.reference not in text(client.get(market.url("published"))), "not under other rules"
    in_china(case)
    page = text(client.get(market.url("published")))
    assert case.reference in page
    assert "018442190" in page
    assert not [word for word in ("Aurora", "Corner Shop", "A-1", "woven") if word in page]
    [row] = client.get(market.url("published.json")).json()["results"]
    assert [event["kind"] for event in row["events"]] == ["notice", "outcome"]
    assert row["now"] == {"in_effect": 3}
    assert row["seller"] == publishing.pseudonym(case.seller_id)
    assert row["seller"] != row["complainant"]


def test_pages_for_a_reviewer_and_the_seller(market, case, as_):
    from_reviewer = as_(market, "reviewer")
    heard(case)
    first, *rest = case.items.order_by("id")
    said = {item.id: COUNTERFEIT for item in rest}
    unsaid = {first.id: Choice(ground="counterfeit.goods")}
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={**said, **unsaid})
    let_it_take_effect(case)
    row = Statement.objects.get(state="needs_correction")
    here = market.url(f"statements/{row.id}")
    assert "This is required." in text(from_reviewer.get(here))
    field = next(one.field for one in row.newest.problems)
    wrong = text(from_reviewer.post(here, {**row.newest.payload, field: "x" * 2001}), 422)
    assert "At most 2000 characters." in wrong
    assert "x" * 2001 in wrong, "what was typed stays"
    assert from_reviewer.post(here, {**row.newest.payload, field: "Printed, not woven."}).status_code == 303
    assert from_reviewer.get(f"{here}/statement.json").json()["puid"] == row.puid
    listed = text(from_reviewer.get(market.url("statements")))
    assert case.reference in listed
    part = text(as_(market, "seller").get(page_of(market, case, "/statements"), headers={"HX-Request": "true"}))
    assert "Trademark infringements" in part
    assert "European Union" in part
    assert "<html" not in part
    got = from_reviewer.post(page_of(market, case, "/file"), {"purpose": "customs", "note": ""})
    assert (got.status_code, got["Content-Type"]) == (200, "application/zip")
    assert text(from_reviewer.post(page_of(market, case, "/file"), {}), 422)
