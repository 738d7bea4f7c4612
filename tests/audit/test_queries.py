"""Reading the log: who sees which line, what is said in it, and its proof, which needs nobody's account."""

import re
from dataclasses import replace

import pytest

from audit import proof_file, queries, sequencer
from audit.canonical import read_entry
from audit.log import record
from audit.matters import Matter
from audit.merkle import ProofError
from audit.models import Entry, Secret
from audit.note import NoteError, read_vkey
from audit.verbs import Audience, verb
from audit.verify import verify
from enforcement import services
from tenancy.actor import Actor
from tenancy.errors import Conflict, NotFound
from tenancy.ids import uuid7
from tests.audit.conftest import SEED, Place, Thing
from tests.enforcement.stage import STATEMENTS, complaint, let_it_take_effect, listing, only_case, trademark
from tests.enforcement.test_path import COUNTERFEIT

INTERNAL = verb("test.noted", "Something was noted", audience=Audience.OPERATOR)


class Lying(Matter, Thing):
    """Something that lies in regions."""

    def __init__(self, *regions):
        super().__init__()
        self.regions = regions

    @property
    def matter_regions(self):
        return self.regions


def somebody(place, party_id, role="seller.main") -> Actor:
    return Actor(kind="person", tenant_id=place.id, party_id=party_id, role=role)


def test_a_party_sees_the_entries_that_name_it_and_no_others(quick_place):
    mine, theirs, thing = uuid7(), uuid7(), Thing()
    quick_place.say(subject=thing, parties=[mine])
    quick_place.say(subject=thing, parties=[theirs])
    quick_place.say(subject=thing, parties=[mine, theirs])
    quick_place.say(subject=thing)
    with quick_place.inside():
        counts = {
            "mine": len(queries.timeline(thing.id, somebody(quick_place, mine))),
            "house": len(queries.timeline(thing.id, somebody(quick_place, uuid7(), "operator.auditor"))),
            "nobody": len(queries.timeline(thing.id, somebody(quick_place, uuid7()))),
            "anonymous": len(queries.timeline(thing.id, Actor.anonymous(quick_place.id))),
            "key": len(queries.timeline(thing.id, somebody(quick_place, mine, "key"))),
        }
    assert counts == {"mine": 2, "house": 4, "nobody": 0, "anonymous": 0, "key": 2}


def test_being_spoken_of_is_not_being_told(quick_place):
    """A party that an entry is about does not see it unless it is named as one that may."""
    party = uuid7()
    quick_place.say(subject=Thing(party), refs=[party])
    with quick_place.inside():
        assert not queries.visible(somebody(quick_place, party)).exists()


def test_what_is_for_the_house_alone_no_party_sees_even_if_it_is_named(quick_place):
    party, thing = uuid7(), Thing()
    with quick_place.inside():
        record(INTERNAL, actor=quick_place.system, subject=thing, parties=[party])
        assert queries.timeline(thing.id, somebody(quick_place, party)) == []
        assert len(queries.timeline(thing.id, quick_place.system)) == 1


def test_regions_bound_the_staff_by_where_the_matter_lies_and_nobody_else(quick_place):
    here, there, nowhere = Lying("US"), Lying("DE", "FR"), Thing()
    party = uuid7()
    quick_place.say(subject=here, parties=[party])
    quick_place.say(subject=nowhere, refs=[there], parties=[party])
    quick_place.say(subject=nowhere, refs=[here, there, uuid7()])
    quick_place.say(subject=nowhere)
    house = somebody(quick_place, uuid7(), "operator.reviewer")
    with quick_place.inside():
        written = list(queries.visible(house).order_by("id").values_list("regions", flat=True))
        assert written == [["US"], ["DE", "FR"], ["DE", "FR", "US"], []]
        counts = {
            regions: queries.visible(replace(house, regions=frozenset(regions.split()))).count()
            for regions in ("", "US", "FR", "FR US", "JP")
        }
        assert counts == {"": 4, "US": 3, "FR": 3, "FR US": 4, "JP": 1}
        assert queries.visible(replace(somebody(quick_place, party), regions=frozenset(["JP"]))).count() == 2
        assert queries.visible(quick_place.system).count() == 4


def test_an_entry_of_another_region_is_at_no_position(place):
    place.say(subject=Lying("US"))
    place.seal()
    house = somebody(place, uuid7(), "operator.reviewer")
    with place.inside():
        assert queries.by_position(0, replace(house, regions=frozenset(["US"])))
        with pytest.raises(NotFound):
            queries.by_position(0, replace(house, regions=frozenset(["DE"])))


def test_a_timeline_shows_what_refers_to_a_thing_the_newest_first(quick_place):
    first, second = Thing(), Thing()
    quick_place.say(subject=first, facts={"times": 1})
    quick_place.say(subject=second, refs=[first.id], facts={"times": 2})
    quick_place.say(subject=second, facts={"times": 3})
    with quick_place.inside():
        lines = queries.timeline(first.id, quick_place.system)
        assert [line.sentence for line in lines] == ["Something was said 2 times", "Something was said 1 times"]
        assert [line.facts for line in queries.timeline(first.id, quick_place.system, limit=1)] == [{"times": 2}]


def test_a_line_says_its_position_and_what_was_not_erased(quick_place):
    entry = quick_place.say(personal={"reason": "The label is printed.", "name": "Zoë"}, subject=Thing())
    with quick_place.inside():
        [line] = queries.lines([entry])
        assert (line.index, line.personal) == (None, {"reason": "The label is printed.", "name": "Zoë"})
    quick_place.seal()
    with quick_place.inside():
        Secret.objects.filter(owner_id=entry.id, name="name").delete()
        [line] = queries.lines([Entry.objects.get(id=entry.id)])
        assert (line.index, line.personal) == (0, {"reason": "The label is printed."})


@pytest.mark.parametrize("count", [1, 40])
def test_a_timeline_costs_three_queries(quick_place, count, django_assert_num_queries):
    thing, party = Thing(), uuid7()
    quick_place.say(count, subject=thing, parties=[party], personal={"reason": "x"})
    quick_place.seal()
    for actor in (quick_place.system, somebody(quick_place, party)):
        with quick_place.inside(), django_assert_num_queries(3):
            assert len(queries.timeline(thing.id, actor)) == count


def test_a_position_is_found_by_who_may_see_it(quick_place):
    party = uuid7()
    quick_place.say(parties=[party])
    entry = quick_place.say()
    quick_place.seal()
    with quick_place.inside():
        assert queries.by_position(1, quick_place.system).id == entry.id
        assert queries.by_position(0, somebody(quick_place, party)).id != entry.id
        for index in (1, 2):
            with pytest.raises(NotFound) as refused:
                queries.by_position(index, somebody(quick_place, party))
            assert refused.value.message == ""


def test_a_proof_is_verified_from_its_bytes_alone(quick_place):
    entries = [quick_place.say() for _ in range(20)]
    quick_place.seal()
    with quick_place.inside():
        proofs = [queries.proof(entry) for entry in entries]
        keys = [read_vkey(vkey) for vkey in queries.log_keys()]
        bytes_of = [bytes(Entry.objects.get(id=entry.id).data) for entry in entries]
    origin = sequencer.origin("ash")
    for index, (proof, data) in enumerate(zip(proofs, bytes_of, strict=True)):
        found, signed = proof_file.verify(proof, entry=data, origin=origin, log_keys=keys)
        assert (found, signed.size) == (index, 20)
        assert len(proof) < 2048
    with pytest.raises(ProofError):
        proof_file.verify(proofs[3], entry=bytes_of[4], origin=origin, log_keys=keys)
    with pytest.raises(NoteError):
        proof_file.verify(proofs[3], entry=bytes_of[3], origin=sequencer.origin("birch"), log_keys=keys)


def test_an_old_entry_is_proved_under_the_newest_checkpoint(quick_place):
    first = quick_place.say()
    quick_place.seal()
    quick_place.say(300)
    quick_place.seal()
    with quick_place.inside():
        keys = [read_vkey(vkey) for vkey in queries.log_keys()]
        proof = queries.proof(first)
    assert proof_file.verify(proof, entry=first.data, origin=sequencer.origin("ash"), log_keys=keys)[1].size == 301


def test_there_is_no_proof_until_the_entry_is_sealed_and_signed(place):
    entry = place.say()
    with place.inside(), pytest.raises(Conflict) as refused:
        queries.proof(entry)
    assert refused.value.code == "not_sealed"
    with place.inside():
        sequencer.seal()
    with place.inside(), pytest.raises(Conflict):
        queries.proof(entry)
    place.seal()
    with place.inside():
        assert queries.proof(entry)


def test_another_marketplace_proves_nothing(quick_place):
    entry = quick_place.say()
    quick_place.seal()
    other = Place("birch")
    other.say()
    other.seal()
    with other.inside():
        assert not queries.visible(other.system).filter(id=entry.id).exists()
        with pytest.raises(Conflict):
            queries.proof(entry)


TITLE, TYPED = (
    "Zanderholt",
    ["The label is printed, not woven.", "They are not ours.", "Bought in Poland.", "Look again."],
)


def test_the_bytes_of_a_whole_journey_hold_no_word_of_its_cast(market):
    """From registering to the appeal: what is in the log for ever names nobody and quotes nothing."""
    first, second = listing(market, "SKU-7001", title="Zanderholt travel bag"), listing(market, "SKU-7002")
    case = only_case(complaint(market, trademark(market, TITLE), [first, second]))
    items = {item.listing.number: item for item in case.items.select_related("listing")}
    services.answer(
        actor=market.actor("seller"), reference=case.reference, statement=TYPED[2],
        answers={items["SKU-7001"].id: "genuine", items["SKU-7002"].id: "accept"},
    )  # fmt: skip
    services.decide(
        actor=market.actor("reviewer"), reference=case.reference, choices={items["SKU-7001"].id: COUNTERFEIT}
    )
    at = let_it_take_effect(case)
    appealed = services.file_appeal(
        actor=market.actor("seller"), reference=case.reference, items=[items["SKU-7001"].id], grounds=TYPED[3], now=at
    )
    services.decide_appeal(
        actor=market.actor("appeals"), reference=appealed.reference, reasons="Sad but so.",
        choices={items["SKU-7001"].id: services.Choice(ground="fair.referential", reasons="Sad but so.")},
    )  # fmt: skip

    words = {TITLE, "018442190", "SKU-7001", "Travel", *TYPED, "Sad but so.", STATEMENTS["signature"]}
    for player in market.people.values():
        words |= {player.user.email, *([str(player.user)] if " " in str(player.user) else [])}
    for party in market.parties.values():
        words |= {party.name, party.contact_email, *re.findall(r"\w{5,}", party.name)} - {"", "Market"}
    entries = list(Entry.objects.all())
    assert len({entry.verb for entry in entries}) > 15
    for entry in entries:
        lowered = bytes(entry.data)[16:].decode().lower()
        assert not [word for word in words if word.lower() in lowered], read_entry(entry.data)

    sequencer.sequence(market.id, SEED)
    report = verify(rows=True)
    assert report.whole, report.faults
    assert report.rows > 8
