"""Rows that decide something: what the log committed to, and what becomes of it when somebody changes or erases them."""

import pytest
from django.db.models import FileField

from audit.canonical import commit, row_bytes
from audit.log import record
from audit.models import Secret
from audit.rows import ROW, Committed, commitment_of, committed, committed_many
from audit.verify import _committed_models, verify
from evidence.models import Evidence
from tenancy.context import database_now
from tests.audit.conftest import SAID, Thing
from tests.audit.test_verify import attack

FIELDS = {
    "kind": "specimen", "media_type": "image/png", "size": 3, "width": None, "height": None, "sha256": "ab" * 32,
    "address": "cd" * 32, "party": None, "membership": None,
}  # fmt: skip


def keep(place, count: int = 1, prefix: str = "EV") -> list[Evidence]:
    """Committed rows, and the entry that answers for them."""
    with place.inside():
        many = [dict(FIELDS, reference=f"{prefix}-{n}", made_at=database_now()) for n in range(count)]
        rows = committed_many(Evidence, many)
        record(SAID, actor=place.system, subject=Thing(), rows=rows)
    return rows


def report_of(place):
    with place.inside():
        return verify(rows=True)


def test_a_row_and_its_entry_commit_to_the_same(quick_place):
    [row] = keep(quick_place)
    with quick_place.inside():
        kept, salt = Evidence.objects.get(), bytes(Secret.objects.get(owner_id=row.id, name=ROW).salt)
        assert bytes(kept.commitment) == row.commitment == commitment_of(kept, salt)
        assert bytes(kept.commitment) == commit(
            row_bytes(
                {"model": "evidence.Evidence", "id": row.id, **FIELDS, "reference": "EV-0", "made_at": row.made_at}
            ),
            salt,
        )


def test_rows_that_nobody_touched_are_whole_sealed_or_waiting(place):
    keep(place, 3)
    report = report_of(place)
    assert (report.whole, report.rows) == (True, 3)
    place.seal()
    keep(place, prefix="EW")
    report = report_of(place)
    assert (report.whole, report.rows, report.erased) == (True, 4, 0)


def test_a_row_changed_behind_the_log(place):
    [row] = keep(place)
    place.seal()
    attack(place, "UPDATE evidence_evidence SET sha256 = repeat('ef', 32)")
    assert report_of(place).faults == [f"evidence.Evidence:{row.id} was changed after the log committed to it."]


def test_a_row_changed_with_its_own_commitment_and_a_new_salt(place):
    [row] = keep(place)
    place.seal()
    salt = b"n" * 32
    with place.inside():
        forged = Evidence.objects.get()
        forged.sha256 = "ef" * 32
        commitment = commitment_of(forged, salt)
    attack(
        place, "UPDATE evidence_evidence SET sha256 = repeat('ef', 32), commitment = %s", values=(commitment,)
    )  # fmt: skip
    attack(place, "UPDATE audit_secret SET salt = %s", values=(salt,))
    assert report_of(place).faults == [f"evidence.Evidence:{row.id} was changed after the log committed to it."]


def test_a_row_deleted_behind_the_log(place):
    rows = keep(place, 2)
    place.seal()
    attack(place, "DELETE FROM evidence_evidence WHERE reference = 'EV-1'")
    assert report_of(place).faults == [f"evidence.Evidence:{rows[1].id} is gone, but the log committed to it."]


def test_a_row_that_no_entry_ever_spoke_of(place):
    keep(place)
    place.seal()
    with place.inside():
        stray = committed(Evidence, **FIELDS, reference="EV-9", made_at=database_now())
    assert report_of(place).faults == [f"evidence.Evidence:{stray.id} stands in no entry of the log."]


def test_an_erased_row_is_said_to_be_erased_and_the_log_still_verifies(place):
    rows = keep(place, 2)
    place.seal()
    with place.inside():
        Secret.objects.filter(owner_id=rows[0].id).delete()
    report = report_of(place)
    assert (report.whole, report.rows, report.erased) == (True, 2, 1)
    attack(place, "UPDATE evidence_evidence SET sha256 = repeat('ef', 32)")
    report = report_of(place)
    assert report.faults == [f"evidence.Evidence:{rows[1].id} was changed after the log committed to it."]


def test_an_erased_value_leaves_every_proof_verifying(place):
    entry = place.say(personal={"name": "Zoë"})
    place.seal()
    with place.inside():
        Secret.objects.filter(owner_id=entry.id).delete()
    assert report_of(place).whole


def test_entries_that_are_no_json_any_more_are_faults_and_stop_nothing(place):
    keep(place)
    place.seal()
    attack(place, "UPDATE audit_entry SET data = 'nothing'")
    faults = report_of(place).faults
    assert any("was changed after it was sealed" in sentence for sentence in faults)


def test_every_kind_of_decision_is_committed():
    labels = {model._meta.label for model in _committed_models()}
    assert {
        "enforcement.Decision", "enforcement.Notice", "enforcement.CounterNotice", "enforcement.Answer",
        "enforcement.Remedy", "enforcement.Withdrawal", "evidence.Evidence",
    } <= labels  # fmt: skip


@pytest.mark.parametrize("model", _committed_models(), ids=lambda model: model._meta.label)
def test_what_a_row_says_is_committed_and_nothing_that_moves(model: type[Committed]):
    """Columns that change later (states, what was undone) are written in entries of their own."""
    names = set(model.committed_fields)
    columns = {field.name: field for field in model._meta.concrete_fields}
    assert names, "it commits to something"
    assert names <= set(columns)
    assert not names & {"state", "version", "state_at", "commitment", "id", "tenant"}
    assert not any(isinstance(columns[name], FileField) for name in names)
