"""Private procedures of large marketplaces, to be chosen for regions in which no law sets one.

The numbers are those that were public in November 2026: three working days and then removal, in three rounds of 3, 27
and 27 business days (since 20 January 2022); and four days for each side, where silence decides. Neither is law.
"""

from dataclasses import replace

from policy.letters import letter
from policy.model import ClockRule, Pack, RemovalRule, Rounds, StrikeWeight
from policy.packs import house, house_2026, house_grounds, house_letters, house_more_letters
from policy.vocabulary import ANY
from policy.words import gettext_noop as _

ALL_KINDS = ("trademark", "copyright", "design", "patent")
ROUNDS = house.house_rule("preset.rounds")


def turn(kind: str, days: int, unit: str, *, code: str, of: str = "complainant") -> ClockRule:
    """The time of one side to speak in a round; what follows its silence is the other side's luck."""
    reply = of == "complainant"
    return ClockRule(
        kind=kind,
        title=_("The complainant's reply") if reply else _("The seller's rejoinder"),
        starts_on="reply_asked" if reply else "rejoinder_asked",
        unit=unit,  # type: ignore[arg-type]
        calendar=ANY if unit == "business_days" else "",
        upper=days,
        least=days,
        binds="complainant" if reply else "seller",
        stops_on=("complainant_replied" if reply else "seller_rejoined", "decided", "withdrawn"),
        then="silence_restores" if reply else "silence_of_seller",
        rule=house.house_rule(code),
    )


def _but(clocks: tuple[ClockRule, ...], *others: ClockRule) -> tuple[ClockRule, ...]:
    """The clocks, those of the same kind replaced by others, the rest added."""
    by_kind = {clock.kind: clock for clock in others}
    kept = tuple(by_kind.pop(clock.kind, clock) for clock in clocks)
    return (*kept, *by_kind.values())


THREE_ROUNDS = replace(
    house_2026.TRADEMARK,
    code="preset-three-rounds",
    version="1",
    preset=True,
    title=_("Preset: three working days, three rounds"),
    right_kinds=ALL_KINDS,
    clocks=_but(
        house_2026.CLOCKS,
        replace(house.ANSWER, then="silence_removes", rule=house.house_rule("preset.rounds.answer")),
        turn("reply", 27, "business_days", code="preset.rounds.reply"),
        turn("rejoin", 27, "business_days", code="preset.rounds.rejoin", of="seller"),
    ),
    rounds=Rounds(most=2, reply="reply", rejoin="rejoin", rule=ROUNDS),
    reasons=house_grounds.reasons(*ALL_KINDS),
    grounds=house_grounds.tree(ALL_KINDS, {}),
    strikes=replace(house.STRIKES, weights=(*house.STRIKES.weights, StrikeWeight("upheld", 200, ground="counterfeit"))),
)

ON_NOTICE = house.house_rule("preset.four_days.removal")
SUSPEND = ClockRule(
    kind="remove",
    title=_("Make the listing inactive"),
    starts_on="notice_complete",
    unit="hours",
    upper=24,
    binds="marketplace",
    stops_on=("removal_applied", "withdrawn", "restored"),
    then="removal_overdue",
    rule=ON_NOTICE,
)
WINDOW = ClockRule(
    kind="window",
    title=_("The seller's answer after the removal"),
    starts_on="removal_notified",
    unit="calendar_days",
    upper=4,
    least=4,
    binds="seller",
    stops_on=("withdrawn", "restored"),  # an answer about one listing ends the time for no other
    then="window_closes",
    rule=house.house_rule("preset.four_days.answer"),
)
FOUR_DAYS: Pack = replace(
    THREE_ROUNDS,
    code="preset-four-days",
    title=_("Preset: inactive at once, four days for each side"),
    removal=RemovalRule("remove", "notice.complete", "delist", ON_NOTICE),
    answers=tuple(answer for answer in house_2026.ANSWERS if answer.code != "correct"),
    clocks=_but(house_2026.CLOCKS, SUSPEND, WINDOW, turn("reply", 4, "calendar_days", code="preset.four_days.reply")),
    counter_notice=replace(house_2026.COUNTER_NOTICE, before_removal=False, window="window"),
    rounds=Rounds(most=1, reply="reply", rejoin="", rule=house.house_rule("preset.four_days.rounds")),
    grounds=house_grounds.tree(ALL_KINDS, {}, on_notice=_("House policy")),
    letters=(
        *house_letters.LETTERS,
        house_more_letters.PAPER,
        house_more_letters.REPLY_ASKED,
        house_more_letters.REPLY,
        letter("removed", "preset.removed"),
    ),
)
