"""An entry exists if and only if the deed does, and its bytes hold nothing that must be erasable."""

import pytest
from django.db import ProgrammingError, connection, transaction

from audit.canonical import SALT_SIZE, CanonicalError, commit, read_entry
from audit.log import record
from audit.merkle import leaf_hash
from audit.models import Entry, Mention, Secret, Staged
from audit.verbs import Audience, all_verbs, verb
from enforcement import services
from enforcement.models import Case, Decision
from tenancy.actor import Actor
from tenancy.context import TenantMissing, tenant
from tenancy.ids import uuid7
from tenancy.models import Due
from tests.audit.conftest import SAID, Place, Thing
from tests.enforcement.stage import complaint, listing, only_case, trademark
from tests.enforcement.test_path import COUNTERFEIT
from tests.tenancy.attacker import owner
from workflow.models import Clock, Effect

GUARDED = ("audit_entry", "audit_mention", "audit_seal", "audit_checkpoint", "audit_logkey")


def test_an_entry_commits_with_the_deed(place):
    entry = place.say()
    with place.inside():
        kept = Entry.objects.get()
        assert (kept.id, bytes(kept.data), bytes(kept.leaf)) == (entry.id, entry.data, leaf_hash(entry.data))
        assert bytes(Staged.objects.get(id=entry.id).leaf) == bytes(kept.leaf)
    assert Due.objects.filter(tenant_id=place.id, job="seal").count() == 1


def test_it_rolls_back_with_the_deed(place):
    with pytest.raises(ZeroDivisionError), place.inside():
        record(SAID, actor=place.system, subject=Thing(), personal={"name": "Zoë"})
        raise ZeroDivisionError
    with place.inside():
        assert not any(model.objects.exists() for model in (Entry, Staged, Mention, Secret))
    assert not Due.objects.exists()


def test_the_bytes_say_who_what_and_when_in_references(quick_place):
    place, party, thing, other = quick_place, uuid7(), Thing(), uuid7()
    actor = Actor(
        kind="person", tenant_id=place.id, user_id=7, membership_id=uuid7(), party_id=party, role="holder.main"
    )
    entry = place.say(
        actor=actor, subject=thing, refs=[other], parties=[party, None], facts={"times": 3, "state": None}
    )
    said = read_entry(entry.data)
    assert said == {
        "v": 1,
        "id": str(entry.id),
        "at": entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "verb": "test.said",
        "verb_version": 1,
        "actor": {
            "kind": "person", "role": "holder.main", "membership": str(actor.membership_id), "party": str(party),
        },
        "subject": {"type": "tests.Thing", "id": str(thing.id)},
        "refs": [str(other)],
        "facts": {"times": 3, "state": None},
        "parties": [str(party)],
    }  # fmt: skip
    with place.inside():
        mentions = set(Mention.objects.values_list("target_id", "kind"))
    assert mentions == {(thing.id, "about"), (other, "about"), (party, "party")}


def test_two_entries_that_say_the_same_have_different_leaves(quick_place):
    thing = Thing()
    assert quick_place.say(subject=thing).leaf != quick_place.say(subject=thing).leaf


def test_what_is_personal_stands_in_the_bytes_as_a_commitment_alone(quick_place):
    entry = quick_place.say(personal={"name": "Zoë Ünlü", "reason": ""})
    assert b"Zo" not in entry.data
    with quick_place.inside():
        secrets = {secret.name: secret for secret in Secret.objects.filter(owner_id=entry.id)}
    said = read_entry(entry.data)["commitments"]
    assert set(said) == {"name", "reason"}
    for name, secret in secrets.items():
        assert len(bytes(secret.salt)) == SALT_SIZE
        assert commit(secret.value.encode(), bytes(secret.salt)).hex() == said[name]


def test_where_it_lies_stands_beside_the_bytes(quick_place):
    """Who works where is the house's own affair, and may change; what was said may not."""
    with quick_place.inside():
        entry = quick_place.say(subject=Case(region="US"))
        assert Entry.objects.get().regions == ["US"]
    assert b'"US"' not in entry.data


def test_facts_that_the_verb_does_not_declare_are_refused(quick_place):
    with pytest.raises(ValueError, match=r"test\.said does not declare the facts \['name'\]"):
        quick_place.say(facts={"name": "Zoë"})


@pytest.mark.parametrize("value", [1.5, 2**60, "\ud800", object(), "x" * 70_000])
def test_what_has_no_canonical_bytes_stops_the_deed_before_it_commits(place, value):
    with pytest.raises(CanonicalError), place.inside():
        record(SAID, actor=place.system, subject=Thing(), facts={"state": value})
    with place.inside():
        assert not Entry.objects.exists()


def test_recording_needs_a_marketplace(db):
    with pytest.raises(TenantMissing):
        record(SAID, actor=Actor.system(uuid7()), subject=Thing())


def test_an_entry_costs_one_statement(quick_place, django_assert_num_queries):
    with quick_place.inside(), django_assert_num_queries(1):
        record(SAID, actor=quick_place.system, subject=Thing(), refs=[uuid7()] * 20, personal={"a": "b", "c": "d"})


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize("verb_", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_app_may_change_nothing_by_grant(quick_place, table, verb_):
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with quick_place.inside(), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb_.format(table))


def test_the_owner_is_refused_by_trigger(place):
    place.say()
    place.seal()
    with owner() as cursor:
        cursor.execute("SELECT set_config('app.tenant', %s, false)", [str(place.id)])
        for table in GUARDED:
            for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
                with pytest.raises(Exception, match="append-only"):
                    cursor.execute(statement)


def test_what_may_be_erased_is_deleted_and_never_edited(quick_place):
    quick_place.say(personal={"name": "Zoë"})
    with quick_place.inside():
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Secret.objects.update(value="Zoe")
        assert Secret.objects.all().delete()[0] == 1


def test_a_verb_is_declared_once():
    with pytest.raises(ValueError, match=r"test\.said is declared twice"):
        verb("test.said", "again")
    assert all_verbs()["test.said"] is SAID
    assert SAID.audience is Audience.PARTIES


def test_a_fact_that_an_older_entry_lacks_reads_as_a_dash():
    assert SAID.say({"state": "x"}) == "Something was said – times"


def test_entries_of_two_marketplaces_do_not_meet(quick_place):
    other = Place("birch")
    quick_place.say(2)
    other.say()
    with tenant(other.id):
        assert Entry.objects.count() == 1


def test_a_decision_that_dies_at_any_statement_leaves_neither_row_nor_entry(market):
    """Whatever its transaction has done by then: decision, remedy clock, letters, entry and bell come and go together."""
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    item = case.items.get()
    services.answer(
        actor=market.actor("seller"), reference=case.reference, answers={item.id: "genuine"}, statement="No."
    )
    tables = (Decision, Entry, Staged, Mention, Secret, Effect, Clock)

    def counts() -> list[int]:
        return [model.objects.count() for model in tables] + [Due.objects.filter(tenant_id=market.id).count()]

    before, at, done = counts(), 0, False
    while not done:
        at += 1
        left = [at]

        def dies(execute, sql, params, many, context, left=left):
            left[0] -= 1
            if left[0] == 0 and not sql.startswith(("ROLLBACK", "RELEASE")):
                raise ConnectionAbortedError(sql)
            return execute(sql, params, many, context)

        try:
            with transaction.atomic(), connection.execute_wrapper(dies):
                services.decide(
                    actor=market.actor("reviewer"), reference=case.reference, choices={item.id: COUNTERFEIT}
                )
            done = True
        except ConnectionAbortedError:
            assert counts() == before, f"statement {at}"
    assert at > 15
    assert counts()[:2] == [before[0] + 1, before[1] + 1]
