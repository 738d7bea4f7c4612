"""What complaints and appeals say: every change is an entry, what decides is committed to, words can be erased alone."""

import pytest

from audit import sequencer
from audit.models import Entry, Secret
from audit.queries import timeline
from audit.verify import verify
from enforcement import services
from enforcement.models import Complaint, ComplaintVersion
from enforcement.services import Choice
from tenancy.errors import Conflict, NotFound
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case, trademark

RIGHTLY = Choice(ground="counterfeit.goods", reasons="The stitching is not theirs.", remedy="delist")


def verbs_about(row, actor) -> list[str]:
    return [line.verb for line in reversed(timeline(row.id, actor))]


@pytest.fixture
def brand(market):
    return market.actor("brand")


@pytest.fixture
def draft(market, brand):
    named = {listing(market, f"A-{n}").id: f"Note {n}" for n in range(2)}
    return services.save_draft(actor=brand, right=trademark(market), region="EU", listings=named)


def rewritten(draft, brand, **more):
    return services.save_draft(actor=brand, complaint=draft, right=draft.right, region="EU", **more)


def test_every_change_of_a_draft_is_a_version_and_an_entry_and_nothing_else_is(draft, brand):
    rewritten(draft, brand, statement="They are copies.")
    rewritten(draft, brand, statement="They are copies.")
    rewritten(draft, brand, statement="They are poor copies.", elements={"explanation": "The seams."})
    assert verbs_about(draft, brand) == ["complaint.drafted", "complaint.changed", "complaint.changed"]
    first, _second, third = ComplaintVersion.objects.order_by("number")
    assert (first.statement, third.statement, third.elements) == (
        "",
        "They are poor copies.",
        {"explanation": "The seams."},
    )
    assert first.notes == third.notes, "what nobody changed stays"
    assert set(first.notes.values()) == {"Note 0", "Note 1"}


def test_what_a_draft_said_names_nobody_in_the_log(draft, brand):
    rewritten(draft, brand, statement="Ask Zoe Bright about it.")
    assert not any(b"Zoe" in bytes(entry.data) for entry in Entry.objects.all())


def test_the_words_of_a_complaint_are_erased_by_deleting_alone(market, brand):
    filed = complaint(market, trademark(market), [listing(market, "A-1")])
    sequencer.seal()
    assert verify(rows=True).faults == []
    Secret.objects.filter(owner_id=filed.wording.id, value__isnull=False).delete()
    again = Complaint.objects.get()
    assert (again.wording.statement, again.wording.elements, again.wording.notes) == ("", {}, {})
    assert only_case(filed).items.get().note == ""
    assert verify(rows=True).faults == []


def test_a_note_about_one_listing_is_read_in_its_case(market, brand):
    one = listing(market, "A-1")
    draft = services.save_draft(
        actor=brand, right=trademark(market), region="EU", reason="counterfeit",
        elements={"explanation": "Not ours.", "good_faith": "yes", "accuracy_authority": "yes", "signature": "Ada"},
        listings={one.id: "Look at the zip."},
    )  # fmt: skip
    filed = services.file_complaint(actor=brand, reference=draft.reference)
    assert only_case(filed).items.get().note == "Look at the zip."


def test_an_appeal_and_its_ruling_are_committed_to_and_their_words_erasable(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    item = case.items.get()
    heard(case)
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={item.id: RIGHTLY})
    let_it_take_effect(case)
    filed = services.file_appeal(
        actor=market.actor("seller"), reference=case.reference, items=[item.id], grounds="Zoe Bright sold them to us."
    )
    services.decide_appeal(
        actor=market.actor("appeals"), reference=filed.reference, choices={}, reasons="No invoice shows it."
    )
    ruling = filed.rulings.get()
    assert (filed.grounds, ruling.outcome, ruling.reasons) == (
        "Zoe Bright sold them to us.",
        "rejected",
        "No invoice shows it.",
    )
    sequencer.seal()
    whole = verify(rows=True)
    assert whole.faults == []
    stated = b"".join(bytes(entry.data) for entry in Entry.objects.all())
    for row in (filed, filed.items.get(), ruling):
        assert f"{row._meta.label}:{row.id}".encode() in stated
    Secret.objects.filter(owner_id__in=[filed.id, ruling.id], value__isnull=False).delete()
    assert case.appeals.get().grounds == ""
    assert verify(rows=True).faults == []


def test_a_draft_is_given_up_and_cannot_be_filed_any_more(market, brand, draft):
    with pytest.raises(NotFound):
        services.discard_draft(actor=market.actor("rival"), reference=draft.reference)
    services.discard_draft(actor=brand, reference=draft.reference)
    assert verbs_about(draft, brand)[-1] == "complaint.discarded"
    assert Complaint.objects.get().state == "withdrawn"
    with pytest.raises(Conflict):
        services.file_complaint(actor=brand, reference=draft.reference)


def test_a_complaint_of_which_nothing_stands_is_withdrawn_itself(market, brand):
    listings = [listing(market, "A-1"), listing(market, "A-2"), listing(market, "R-1", seller="other_seller")]
    filed = complaint(market, trademark(market), listings)
    items = {
        item.listing.number: item.id for case in filed.cases.all() for item in case.items.select_related("listing")
    }

    def take_back(*numbers):
        return services.withdraw_from_complaint(
            actor=brand, reference=filed.reference, items=[items[n] for n in numbers], reason="mistake", words="Ours."
        )

    assert len(take_back("A-1", "R-1")) == 2, "over the cases of two sellers in one go"
    assert Complaint.objects.get().state == "accepted"
    take_back("A-2")
    assert Complaint.objects.get().state == "withdrawn"
    assert verbs_about(filed, brand)[-1] == "complaint.withdrawn"
    assert {case.state for case in filed.cases.all()} == {"closed"}


def test_nobody_takes_back_anothers_complaint_or_what_is_not_in_it(market, brand):
    filed = complaint(market, trademark(market), [listing(market, "A-1")])
    other = complaint(market, trademark(market, "Other", number="2"), [listing(market, "A-2")])
    (item,), (stranger,) = (only_case(one).items.all() for one in (filed, other))
    for actor, ids in ((market.actor("rival"), [item.id]), (brand, [item.id, stranger.id]), (brand, [])):
        with pytest.raises(NotFound):
            services.withdraw_from_complaint(actor=actor, reference=filed.reference, items=ids, reason="mistake")
    assert Complaint.objects.get(id=filed.id).state == "accepted"


def test_the_page_takes_back_what_is_ticked_and_says_what_is_missing(market, as_):
    listings = [listing(market, "A-1"), listing(market, "R-1", seller="other_seller")]
    filed = complaint(market, trademark(market), listings)
    ids = [str(item.id) for case in filed.cases.all() for item in case.items.all()]
    page, here = as_(market, "brand"), market.url(f"complaints/{filed.reference}")
    assert all(number in page.get(here).content.decode() for number in ids)
    unsaid = page.post(f"{here}/withdraw", {"item": ids, "words": "It is ours after all."})
    assert unsaid.status_code == 422
    assert "It is ours after all." in unsaid.content.decode(), "what was typed stays"
    assert unsaid.content.decode().count(" checked") == 2, "and what was ticked"
    assert page.post(f"{here}/withdraw", {"reason": "mistake"}).status_code == 422
    assert page.post(f"{here}/withdraw", {"item": ids, "reason": "mistake"}).status_code == 303
    after = page.get(here).content.decode()
    assert "All of this complaint was taken back" in after
    assert not any(f'value="{one}"' in after for one in ids)


def test_a_draft_is_given_up_on_its_page(market, as_, draft):
    page, here = as_(market, "brand"), market.url(f"complaints/{draft.reference}")
    assert f"{here}/discard" in page.get(here).content.decode()
    assert page.post(f"{here}/discard").status_code == 303
    assert "It was given up as a draft" in page.get(here).content.decode()
    assert page.post(f"{here}/discard").status_code == 409
