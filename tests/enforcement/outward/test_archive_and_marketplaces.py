"""Cases in the words of others: Lumen's notices without personal data, and an outside marketplace's reports."""

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from enforcement.outward import lumen, marketplaces
from enforcement.outward.lumen import CaseFacts, Somebody
from enforcement.outward.marketplaces import EBAY_1, OutsideFacts
from enforcement.redaction import Redaction

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA", Path(settings.BASE_DIR).parent / "shared" / "data"))
FACTS = CaseFacts(
    case="MW-7Q4K2", right_kind="trademark", right_title="Zanderholt", right_number="018442190", counterfeit=True,
    in_dmca=False, region="EU", language="en", source="Fair Market", sent=date(2026, 11, 2),
    reason="The goods are counterfeit", statement="Call Ada Aurora, +49 30 1234567.", action="Partial",
    urls=("https://fair.test/A-1", "https://fair.test/A-2"),
    parties=(
        Somebody("principal", "Aurora Outdoor", "DE"), Somebody("recipient", "Fair Market"),
        Somebody("target", "Sam Seller", "US", is_person=True),
    ),
    private=Redaction(people=("Ada Aurora",)),
)  # fmt: skip
OUTSIDE = OutsideFacts(numbers=("1",), reason="counterfeit", explanation="The label is printed.", brand="Zanderholt")


def test_a_notice_and_a_counter_notice_hold_only_what_lumen_knows_and_no_person():
    first = lumen.notice(FACTS)
    answer = lumen.counter_notice(
        FACTS, received=date(2026, 11, 9), statement="I am Sam, sam@shop.test", urls=FACTS.urls[:1]
    )  # fmt: skip
    assert lumen.problems(first) == lumen.problems(answer) == ()
    assert (first["type"], first["mark_registration_number"], first["url_count"]) == ("Counterfeit", "018442190", 2)
    assert (answer["type"], answer["counternotice_for_sid"]) == ("Counternotice", "MW-7Q4K2")
    told = json.dumps([first, answer])
    assert not [word for word in ("Ada", "Sam Seller", "sam@", "1234567") if word in told]
    assert "Aurora Outdoor" in told


@pytest.mark.parametrize(
    ("kind", "in_dmca", "counterfeit", "became"),
    [("copyright", True, False, "DMCA"), ("copyright", False, False, "Other"), ("patent", False, False, "Other"),
     ("trademark", False, False, "Trademark")],
)  # fmt: skip
def test_each_kind_of_right_is_a_kind_of_notice(kind, in_dmca, counterfeit, became):
    assert lumen.notice(replace(FACTS, right_kind=kind, in_dmca=in_dmca, counterfeit=counterfeit))["type"] == became


@pytest.mark.parametrize(
    ("wrong", "named"),
    [({"sender_mail": "x"}, "sender_mail"), ({"type": "Patent"}, "type"), ({"action_taken": "yes"}, "action_taken"),
     ({"date_sent": "1998-10-28"}, "date_sent"), ({"title": " "}, "title"), ({"works_attributes": []}, "works_attributes"),
     ({"entity_notice_roles_attributes": [{"name": "target", "entity_attributes": {"name": "Sam", "kind": "individual"}}]},
      "entity_notice_roles_attributes.0.name"),
     ({"entity_notice_roles_attributes": [{"name": "sender", "entity_attributes": {"email": "a@b.test", "kind": "organization"}}]},
      "entity_notice_roles_attributes.0.email"),
     ({"works_attributes": [{"infringing_urls_attributes": [{"url": "javascript:alert(1)"}]}]},
      "works_attributes.0.infringing_urls_attributes")],
)  # fmt: skip
def test_what_lumen_would_refuse_or_must_not_have_is_named(wrong, named):
    assert [one.field for one in lumen.problems({**lumen.notice(FACTS), **wrong})] == [named]


def test_a_case_with_151_items_becomes_two_reports():
    made = marketplaces.reports(replace(OUTSIDE, numbers=tuple(str(n) for n in range(151))))
    assert [len(report["reportItems"]) for report in made] == [150, 1]
    assert made[1]["reportItems"] == [
        {"itemId": "150", "veroReasonCodeId": "9052", "brand": "Zanderholt", "detailedMessage": "The label is printed.",
         "copyEmailToRightsOwner": True}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "named"),
    [(OUTSIDE, []), (replace(OUTSIDE, explanation=""), ["detailedMessage"]),
     (replace(OUTSIDE, explanation="x" * 1001), ["detailedMessage"]),
     (replace(OUTSIDE, to_seller="x" * 1001), ["messageToSeller"]), (replace(OUTSIDE, brand="x" * 51), ["brand"]),
     (replace(OUTSIDE, reason="parallel_import"), ["countries"]),
     (replace(OUTSIDE, reason="parallel_import", countries=("DE",)), []),
     (replace(OUTSIDE, reason="patent_used"), ["patent"]),
     (replace(OUTSIDE, reason="patent_used", patent="x" * 16), ["patent"]),
     (replace(OUTSIDE, numbers=()), ["itemId"])],
)  # fmt: skip
def test_a_reason_that_needs_more_is_refused_with_the_field_named_and_nothing_is_cut(facts, named):
    assert [one.field for one in marketplaces.problems(facts)] == named


@pytest.mark.shared
def test_the_table_is_that_of_the_marketplace():
    if not SHARED.is_dir():
        pytest.skip("The folder of real data is not here.")
    theirs = json.loads((SHARED / "marketplace-forms" / "ebay-vero.json").read_text())
    assert (EBAY_1.version, EBAY_1.most) == (theirs["interface_version"], theirs["items_per_report_max"])
    assert set(EBAY_1.fields) == set(theirs["item_fields"])
    for name, said in theirs["item_fields"].items():
        ours = EBAY_1.fields[name]
        assert (ours.longest, ours.required) == (said.get("max", 0), said.get("required", False))
        assert all(code in said["required_when"] for code in ours.needed_for)
        assert bool(ours.needed_for) == ("required_when" in said)
