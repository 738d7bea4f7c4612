"""Chain of title: handed in, accepted, confirmed; and who owned a right on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.queries import timeline
from registry import queries
from registry.chain import Holder, Link, faults, owner_at
from registry.models import AuthorisedSeller, Right
from registry.services import (
    Conveyance,
    accept_assignment,
    authorise_seller,
    confirm_assignment,
    record_assignment,
    refuse_assignment,
    take_back_assignment,
)
from tenancy.errors import Conflict, Denied, NotFound
from tests.registry.conftest import PDF

FIRST = date(2020, 1, 1)
NAMES = st.sampled_from(["Aurora GmbH", "Borealis AG", "Corona Ltd", "Dusk Inc"])


@given(st.lists(st.tuples(NAMES, NAMES, st.integers(0, 40)), max_size=8), st.integers(-2, 45))
def test_the_owner_on_a_day_is_what_walking_day_by_day_finds(steps, ask):
    links = [
        Link(Holder(giver), Holder(taker), FIRST + timedelta(days=at), FIRST)
        for giver, taker, at in sorted(steps, key=lambda s: s[2])
    ]
    present = Holder("Present")
    holder = links[0].giver if links else present
    for day in range(ask + 1):
        for link in links:
            if link.effective_on == FIRST + timedelta(days=day):
                holder = link.taker
    assert owner_at(links, present, FIRST + timedelta(days=ask)) == holder
    assert owner_at(links, present, FIRST - timedelta(days=9), since=FIRST) is None


def test_gaps_and_contradictions_are_named():
    a, b, c = Holder("Aurora GmbH"), Holder("Borealis AG"), Holder("Corona Ltd")
    day = date(2024, 5, 1)
    sound = [Link(a, b, FIRST, FIRST), Link(Holder("BOREALIS A.G."), c, day, day, day)]
    assert faults(sound, c) == []
    gap = faults([Link(a, b, FIRST, FIRST), Link(c, a, day, day)], a)
    assert gap == ["Corona Ltd gave it away on 2024-05-01, but Borealis AG owned it then."]
    twice = faults([Link(a, b, day, day), Link(a, c, day, day)], c)
    assert "Aurora GmbH gave it away twice on 2024-05-01." in twice
    assert len(faults([Link(a, b, FIRST, day, FIRST)], c)) == 2


def _said(market, **change):
    said = {
        "kind": "assignment", "giver": "Aurora Outdoor", "taker": "Borealis Sport", "executed_on": date(2026, 3, 1),
        "to_party": market.parties["rival"],
    }  # fmt: skip
    return Conveyance(**{**said, **change})


@pytest.mark.django_db
def test_a_right_passes_when_both_the_new_owner_and_the_marketplace_have_spoken(market, verified):
    brand, rival, reviewer = market.actor("brand"), market.actor("rival"), market.actor("reviewer")
    authorise_seller(actor=brand, right=verified, seller=market.parties["seller"])
    row = record_assignment(actor=brand, right=verified, said=_said(market), document=PDF)
    with pytest.raises(Conflict, match="not accepted"):
        confirm_assignment(actor=reviewer, assignment=row)
    with pytest.raises(NotFound):
        accept_assignment(actor=brand, assignment=row)
    accept_assignment(actor=rival, assignment=row)
    with pytest.raises(Denied):
        confirm_assignment(actor=rival, assignment=row)
    confirm_assignment(actor=reviewer, assignment=row)
    right = Right.objects.get(id=verified.id)
    assert (right.owner, right.holder, right.state) == (market.parties["rival"], "Borealis Sport", "verified")
    assert AuthorisedSeller.objects.filter(right=right, revoked_at=None).count() == 1
    assert queries.right_by_reference(right.reference, actor=rival) == right
    with pytest.raises(NotFound):
        queries.right_by_reference(right.reference, actor=brand)
    assert queries.owner_at(right, date(2026, 2, 28)).name == "Aurora Outdoor"
    assert queries.owner_at(right, date(2026, 3, 1)).party_id == market.parties["rival"].id
    assert queries.owner_at(right, date(2019, 1, 1)) is None
    for actor in (brand, rival):
        assert "title.confirmed" in [line.verb for line in timeline(right.id, actor)]


@pytest.mark.django_db
def test_what_goes_to_somebody_who_is_not_here_is_enforced_no_longer_and_a_loan_moves_nothing(market, verified):
    brand, reviewer = market.actor("brand"), market.actor("reviewer")
    loan = record_assignment(actor=brand, right=verified, said=_said(market, kind="security"))
    confirm_assignment(actor=reviewer, assignment=loan)
    assert Right.objects.get(id=verified.id).state == "verified"
    away = record_assignment(actor=reviewer, right=verified, said=_said(market, taker="Elsewhere SA", to_party=None))
    confirm_assignment(actor=reviewer, assignment=away)
    right = Right.objects.get(id=verified.id)
    assert (right.owner, right.holder, right.state) == (market.parties["brand"], "Elsewhere SA", "submitted")
    again = record_assignment(actor=brand, right=right, said=_said(market))
    assert (
        refuse_assignment(actor=market.actor("rival"), assignment=again, reason="We never bought it.").state
        == "refused"
    )


@pytest.mark.django_db
def test_the_pages_and_the_api_tell_the_same_chain(market, as_, verified):
    brand, rival, reviewer = (as_(market, who) for who in ("brand", "rival", "reviewer"))
    form = {
        "title-kind": "assignment", "title-giver": "Aurora Outdoor", "title-taker": "Borealis Sport",
        "title-to_party": "Borealis Sport", "title-executed_on": "2026-03-01", "title-office_reference": "4567/0123",
    }  # fmt: skip
    right_url = market.url(f"rights/{verified.reference}")
    assert brand.post(f"{right_url}/titles", {**form, "title-to_party": "Nobody"}).status_code == 422
    assert brand.post(f"{right_url}/titles", form).status_code == 303
    assert "4567/0123" in brand.get(right_url).text
    waiting = queries.transfers(market.actor("rival")).get()
    answer = market.url(f"transfers/{waiting.id}")
    assert "It is ours" in rival.get(market.url("transfers")).text
    assert reviewer.post(f"{answer}/confirm").status_code == 409
    assert rival.post(f"{answer}/accept").status_code == 303
    assert reviewer.post(f"{answer}/confirm").status_code == 303
    assert "Aurora Outdoor" in rival.get(right_url).text
    key = as_(market, "key:rival")
    api = market.url(f"api/v1/rights/{verified.reference}")
    assert [row["state"] for row in key.get(f"{api}/titles").json()["results"]] == ["confirmed"]
    owner = key.get(f"{api}/owner", {"on": "2026-02-01"}).json()
    assert (owner["name"], owner["party"], owner["faults"]) == ("Aurora Outdoor", market.parties["brand"].reference, [])


@pytest.mark.django_db
def test_whoever_handed_it_in_takes_it_back_until_it_is_confirmed(market, as_, verified):
    brand, rival, reviewer = market.actor("brand"), market.actor("rival"), market.actor("reviewer")
    row = record_assignment(actor=brand, right=verified, said=_said(market))
    back = market.url(f"transfers/{row.id}/take-back")
    right_url = market.url(f"rights/{verified.reference}")
    assert back in as_(market, "brand").get(right_url).text
    assert back in as_(market, "brand").get(market.url("transfers")).text
    assert back not in as_(market, "rival").get(market.url("transfers")).text
    assert back not in as_(market, "reviewer").get(right_url).text
    with pytest.raises(Conflict, match="Only who handed it in"):
        take_back_assignment(actor=reviewer, assignment=row)
    answer = as_(market, "brand").post(back)
    assert (answer.status_code, answer["Location"]) == (303, right_url)
    assert back not in as_(market, "brand").get(right_url).text
    assert "title.taken_back" in [line.verb for line in timeline(verified.id, rival)]
