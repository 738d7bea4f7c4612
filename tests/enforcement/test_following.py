"""What a party follows: what to look at first, how far each complaint has come, and what came of each case."""

from enforcement import services
from enforcement.models import Complaint
from registry import services as registry
from tests.enforcement.pages import COUNTER, decided, text
from tests.enforcement.stage import complaint, copyright_, let_it_take_effect, listing, only_case, trademark
from tests.sellers.test_restraints import lay

ELEMENTS = {name.removeprefix("element_"): value for name, value in COUNTER.items()}


def countered(market):
    """A case of United States copyright in which the seller has sent a counter-notice after the removal."""
    case = only_case(complaint(market, copyright_(market), [listing(market, "C-1")]))
    let_it_take_effect(case)
    services.answer(
        actor=market.actor("seller"), reference=case.reference, statement="I took it myself.", elements=ELEMENTS,
        answers={item.id: "counter_notice" for item in case.items.all()},
    )  # fmt: skip
    return case


def test_a_counter_notice_is_the_first_task_and_stands_in_every_list(market, as_):
    brand = as_(market, "brand")
    assert "counter-notice to look at" not in text(brand.get(market.url()))
    case = countered(market)
    home = brand.get(market.url())
    assert home.context["tasks"][0].title == "1 counter-notice to look at"
    assert "The last day to show a court action is" in text(home)
    [line] = brand.get(market.url("to-answer"), {"show": "countered"}).context["lines"]
    assert (line.line.case, line.state) == (case, "counter-notice")
    assert f"show a court action by {line.court_by:%-d %B %Y}" in text(brand.get(market.url("to-answer")))
    assert "to show a court action" in text(brand.get(market.url("complaints")))
    assert "counter-notice to look at" not in text(as_(market, "rival").get(market.url()))


def test_an_entry_leads_to_what_it_is_about_for_who_sees_it(market, as_, case):
    page = text(as_(market, "seller").get(market.url()))
    assert f'href="{market.url(f"cases/{case.reference}")}">{case.reference}<' in page
    entry = as_(market, "seller").get(market.url()).context["newest"][0][0]
    assert market.url("cases/") in text(as_(market, "seller").get(market.url(f"log/{entry.id}")))


def test_records_say_what_came_of_each_case_and_when(market, as_, case):
    assert "you are asked" in text(as_(market, "seller").get(market.url("to-answer")))
    decided(market, case)
    [line] = as_(market, "seller").get(market.url("records")).context["lines"]
    assert (line.outcome, line.came.on is not None) == ("3 upheld", True)


def test_complaints_are_found_and_say_how_far_they_have_come(market, as_, case):
    brand = as_(market, "brand")
    [line] = brand.get(market.url("complaints")).context["lines"]
    assert (line.cases, line.outcome, line.against) == ("1 open", "", market.parties["seller"].name)
    assert line.bound is not None
    decided(market, case)
    [line] = brand.get(market.url("complaints")).context["lines"]
    assert (line.state, line.cases, line.outcome) == ("decided", "1 decided", "3 upheld")
    for word in (case.reference, case.complaint.reference, "A-1", "zander", market.parties["seller"].name[:5]):
        assert len(brand.get(market.url("complaints"), {"q": word}).context["lines"]) == 1, word
    assert "No complaint found" in text(brand.get(market.url("complaints"), {"q": "nowhere"}))
    assert as_(market, "rival").get(market.url("complaints"), {"q": "A-1"}).context["lines"] == []
    assert "None in this state" in text(brand.get(market.url("complaints"), {"state": "waiting"}))


def test_a_draft_shows_at_once_which_listings_cannot_stand(market, as_, case):
    right = case.right
    lay(market, [listing(market, "G-1")], territories=["EU"])
    registry.authorise_seller(actor=market.actor("brand"), right=right, seller=market.parties["other_seller"])
    listing(market, "B-1")
    listing(market, "B-2", seller="other_seller")
    brand = as_(market, "brand")
    given = {"right": f"{right.reference}:EU", "listings": "A-1 G-1 B-1 B-2"}
    made = brand.post(market.url("complaints/new"), given)
    page = brand.get(made["Location"])
    assert {line.row.listing.number: (line.kept, str(line.problem)) for line in page.context["lines"]} == {
        "A-1": (False, "left out: already in a case over this right"),
        "G-1": (False, "left out: out of the shop there already"),
        "B-1": (True, ""),
        "B-2": (False, "left out: the seller is authorised"),
    }
    assert "step 2 of 2" in text(page)
    assert "3 listings cannot be complained of" in text(page)
    seller = market.parties["seller"].reference
    sent = {"keep": ["B-1", "B-2"], "note_B-1": "", "note_B-2": "", "leave_out": seller}
    assert brand.post(made["Location"], sent).status_code == 303
    left = Complaint.objects.get(state="draft").listings.values_list("listing__number", flat=True)
    assert list(left) == ["B-2"]


def test_what_was_removed_there_is_left_out_of_a_new_complaint(market):
    gone, elsewhere, kept = (listing(market, f"G-{n}") for n in (1, 2, 3))
    lay(market, [gone], territories=["EU"])
    lay(market, [elsewhere], "RM-2", territories=["US"])
    filed = complaint(market, trademark(market), [gone, elsewhere, kept])
    found = set(filed.listings.values_list("listing__number", "problem"))
    assert found == {("G-1", "removed"), ("G-2", ""), ("G-3", "")}


def test_going_on_without_a_choice_leads_back(market, as_):
    answer = as_(market, "brand").post(market.url("complaints/new"), {"from": "search", "query": "q=bag"})
    assert answer["Location"] == market.url("search?q=bag")
