"""The house policy of November 2026: what its second version adds to the first.

A seller may correct a listing instead of losing it; may contest after a removal too, on records long closed, while
the time to appeal runs; papers of courts and authorities are taken in; and a marketplace may let a seller keep selling
against a security.
"""

from dataclasses import replace
from datetime import date

from policy.model import Answer, PaperRule, SecurityRule
from policy.packs import house, house_forms, house_general, house_grounds, house_more_letters, house_trademark
from policy.words import gettext_noop as _

SINCE = date(2026, 11, 1)

CORRECT = Answer(
    "correct",
    _("I have corrected the listing"),
    _("You have changed what was wrong; a reviewer looks at the listing as it is now."),
    "contested",
    needs="correction",
)
ANSWERS = (*house_forms.ANSWERS[:2], CORRECT, *house_forms.ANSWERS[2:], house_forms.CONTEST)

PAPERS_RULE = house.house_rule("house.papers")
COURT_ACTION = PaperRule(
    "court_action",
    _("A court action was filed"),
    "court_action_shown",
    ("complainant", "seller"),
    PAPERS_RULE,
)
AUTHORITY = PaperRule(
    "authority_complaint",
    _("A complaint was made to an authority"),
    "authority_complaint_shown",
    ("complainant", "seller"),
    PAPERS_RULE,
)
ORDER_AGAINST_SELLER = PaperRule(
    "order_against_seller",
    _("A court or an authority ordered the removal"),
    "court_order_shown",
    ("complainant",),
    PAPERS_RULE,
    removes=True,
)
ORDER_FOR_SELLER = PaperRule(
    "order_for_seller",
    _("A court or an authority found no infringement, or ended the measure"),
    "court_order_shown",
    ("seller",),
    PAPERS_RULE,
    restores=True,
)
PAPERS = (COURT_ACTION, AUTHORITY, ORDER_AGAINST_SELLER, ORDER_FOR_SELLER)
LAW_PAPERS = (
    replace(COURT_ACTION, by=("complainant",)), replace(AUTHORITY, by=("complainant",)), ORDER_AGAINST_SELLER,
    ORDER_FOR_SELLER,
)  # fmt: skip
"""The same where a court action keeps a listing from being put back: that is the complainant's to show."""

SECURITY = SecurityRule(
    _("A security instead of removal, while the complaint is contested"),
    ("deposit", "guarantee", "insurance"),
    house.house_rule("house.security"),
)

DECIDE = replace(house.DECIDE, stops_on=(*house.DECIDE.stops_on, "court_action_shown", "authority_complaint_shown"))
CLOCKS = tuple(DECIDE if clock.kind == "decide" else clock for clock in house_trademark.CLOCKS)
COUNTER_NOTICE = replace(house_trademark.COUNTER_NOTICE, after_removal=True)

TRADEMARK = replace(
    house_trademark.PACK,
    version="2",
    valid_from=SINCE,
    answers=ANSWERS,
    clocks=CLOCKS,
    counter_notice=COUNTER_NOTICE,
    papers=PAPERS,
    security=SECURITY,
    grounds=house_grounds.tree(("trademark",), {}),
    letters=house_more_letters.ALL,
)
GENERAL = replace(
    house_general.PACK,
    version="2",
    valid_from=SINCE,
    answers=ANSWERS,
    clocks=CLOCKS,
    counter_notice=COUNTER_NOTICE,
    papers=PAPERS,
    security=SECURITY,
    grounds=house_grounds.tree(("copyright", "design", "patent"), {}),
    letters=house_more_letters.ALL,
)
