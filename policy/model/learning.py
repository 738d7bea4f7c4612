"""What a passed lesson takes from a strike."""

from dataclasses import dataclass

from policy.model.rules import Rule


@dataclass(frozen=True, slots=True)
class LessonRelief:
    """`points` off one strike that weighs at most `most_weight`, at most once in `every_days`. 100 points are a plain strike."""

    points: int
    every_days: int
    most_weight: int
    rule: Rule
