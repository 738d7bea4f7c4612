"""What the house promises where no law says more: the clocks, remedies and strikes that packs share."""

from datetime import date

from policy.model import (
    ANY,
    AppealRule,
    ClockRule,
    DecayStep,
    Disclosure,
    RemedyRule,
    Rule,
    Rung,
    Source,
    Strikes,
    StrikeWeight,
)
from policy.words import gettext_noop as _

HOUSE = Source(_("House policy of the platform"), "")
SINCE = date(2000, 1, 1)
"""Before any case can begin: a house pack is there for every case, imported old ones too."""


def house_rule(code: str) -> Rule:
    """A rule of the house: policy, and as such always what it says."""
    return Rule(code, basis="policy", verified=True, source=HOUSE)


CORRECT = ClockRule(
    kind="correct_notice",
    title=_("Complete the notice"),
    starts_on="notice_incomplete",
    unit="calendar_days",
    upper=10,
    least=10,
    binds="complainant",
    stops_on=("notice_corrected", "withdrawn"),
    then="correction_lapses",
    rule=house_rule("house.correct_notice"),
)
HOLD = ClockRule(
    kind="hold",
    title=_("Decide about a listing held before publication"),
    starts_on="listing_held",
    unit="hours",
    upper=24,
    binds="marketplace",
    stops_on=("decided", "withdrawn"),
    then="hold_lapses",
    rule=house_rule("house.hold"),
)
ANSWER = ClockRule(
    kind="answer",
    title=_("The seller's answer"),
    starts_on="seller_noticed",
    unit="working_days",
    calendar=ANY,
    upper=3,
    least=3,
    binds="seller",
    stops_on=("seller_answered", "withdrawn"),
    then="silence_to_decision",
    rule=house_rule("house.answer"),
)
DECIDE = ClockRule(
    kind="decide",
    title=_("Decide"),
    starts_on="deciding_began",
    unit="calendar_days",
    upper=5,
    binds="marketplace",
    stops_on=("decided", "withdrawn"),
    then="decide_overdue",
    rule=house_rule("house.decide"),
)
TAKE_EFFECT = ClockRule(
    kind="take_effect",
    title=_("Time in which the decision can be undone"),
    starts_on="decided",
    unit="minutes",
    lower=1,
    upper=1,
    binds="marketplace",
    stops_on=("undone", "withdrawn"),
    then="take_effect",
    rule=house_rule("house.take_effect"),
)
CONFIRM_REMOVAL = ClockRule(
    kind="confirm_removal",
    title=_("The shop confirms the removal"),
    starts_on="removal_ordered",
    unit="hours",
    upper=24,
    binds="marketplace",
    stops_on=("removal_applied", "restored"),
    then="removal_overdue",
    rule=house_rule("house.confirm_removal"),
)
APPEAL = ClockRule(
    kind="appeal",
    title=_("Appeal, for both sides"),
    starts_on="informed",
    unit="calendar_months",
    upper=6,
    least=6,
    binds="party",
    then="appeal_closes",
    rule=house_rule("house.appeal"),
)
DECIDE_APPEAL = ClockRule(
    kind="decide_appeal",
    title=_("Decide the appeal"),
    starts_on="appealed",
    unit="calendar_days",
    upper=5,
    binds="marketplace",
    stops_on=("appeal_decided", "withdrawn"),
    then="decide_overdue",
    rule=house_rule("house.decide_appeal"),
)
APPEALS = AppealRule(
    by=("complainant", "seller"), clock="appeal", decide_clock="decide_appeal", rule=house_rule("house.appeal_right")
)
DISCLOSURE = Disclosure(complainant="all", seller="all", rule=house_rule("house.disclosure"))
"""Whoever is accused learns who accuses; the complainant learns who contests with the counter-notice."""


def remedies(*territories: str) -> tuple[RemedyRule, ...]:
    """The remedies of the house in these territories. What ends a seller's trade needs a second person."""
    return (
        RemedyRule("warn", _("Warn the seller"), "seller", territories),
        RemedyRule("delist", _("Remove the listing"), "listing", territories),
        RemedyRule("demote", _("Show the listing less"), "listing", territories),
        RemedyRule("check_first", _("Check the seller's listings before publication"), "seller", territories),
        RemedyRule("restrict", _("Restrict what the seller may list"), "seller", territories),
        RemedyRule("suspend", _("Suspend the seller for a time"), "seller", territories, needs_second=True),
        RemedyRule("terminate", _("End the seller's account"), "seller", territories, needs_second=True),
    )


STRIKES = Strikes(
    weights=(
        StrikeWeight("upheld", 100),
        StrikeWeight("removed_on_notice", 100),
        StrikeWeight("accepted", 50),
        StrikeWeight("deleted", 50),
    ),
    decay=(DecayStep(after_days=90, percent=50), DecayStep(after_days=180, percent=0)),
    ladder=(Rung(100, "warn"), Rung(300, "check_first"), Rung(500, "suspend"), Rung(800, "terminate")),
    rule=house_rule("house.strikes"),
)
