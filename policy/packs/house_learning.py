"""What the house gives for a lesson that was assigned and passed, or a plan after an audit that was kept: a strike weighs less."""

from policy.model.learning import LessonRelief
from policy.packs import house

RELIEF = LessonRelief(points=25, every_days=180, most_weight=100, rule=house.house_rule("house.lesson_relief"))
"""25 points off one plain strike, once in 180 days. Not off a strike that weighs more: a counterfeit is not talked away."""

DAYS_TO_LEARN = 14
REMINDED_BEFORE = 3
"""Days that there are for an assigned lesson, and how many before their end the seller is reminded."""
