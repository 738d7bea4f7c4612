"""What a case is about, told to the seller in plain words: what is asserted, what it means, and what follows from what.

Every sentence follows from the pack of the case and from what runs in it. Pure but for the words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.policy_words import LENGTHS
from policy import penalties
from policy.model import Answer, ClockRule, Pack
from policy.vocabulary import AGREED

KINDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "trademark": gettext_lazy(
            "A trademark is a sign that tells whose goods these are, registered for kinds of goods."
        ),
        "copyright": gettext_lazy("A copyright protects a work, such as a photograph or a text, from being copied."),
        "design": gettext_lazy("A design protects how goods look."),
        "patent": gettext_lazy("A patent protects how something works or is made."),
        "geographical_indication": gettext_lazy(
            "A geographical indication is a name kept for goods that come from one place and are made as its rules say."
        ),
    }
)
"""What a right of each kind is."""
REASONS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "counterfeit": gettext_lazy("They say that you offer goods which carry their sign without coming from them."),
        "mark_on_goods": gettext_lazy(
            "They say that their sign, or one much like it, is on goods that are not theirs."
        ),
        "mark_in_listing": gettext_lazy(
            "They say that buyers take your goods for theirs because of what the listing says."
        ),
        "packaging": gettext_lazy("They say that labels or packaging were made without them."),
        "altered_goods": gettext_lazy(
            "They say that the goods were theirs and were changed afterwards, so that they need not be sold as theirs any "
            "more."
        ),
        "parallel_import": gettext_lazy(
            "They say that the goods are theirs, but were first sold in another part of the world. Whether that matters "
            "depends on where that was."
        ),
        "picture_copied": gettext_lazy("They say that a picture in your listing was taken from them."),
        "text_copied": gettext_lazy("They say that a text in your listing was taken from them."),
        "pirated_goods": gettext_lazy(
            "They say that the goods themselves are copies of their work that nobody allowed."
        ),
        "design_copied": gettext_lazy("They say that the goods look the same as what they have protected."),
        "patent_used": gettext_lazy("They say that the goods work in a way that only they may use."),
        "indication_used": gettext_lazy(
            "They say that you use a name that is kept for goods from one place, for goods that are not."
        ),
        "indication_evoked": gettext_lazy(
            "They say that what you write or show makes buyers think of a name that is kept for goods from one place."
        ),
    }
)
"""What each reason of a complaint means for the seller."""
LOOK_FOR: Mapping[str, str | Promise] = MappingProxyType(
    {
        "trademark": gettext_lazy(
            "Look whether the sign is in your title, on the pictures or on the goods, and from whom you bought them."
        ),
        "copyright": gettext_lazy("Look where the picture or the text comes from, and who allowed you to use it."),
        "design": gettext_lazy("Compare your goods with the pictures of the right, side by side."),
        "patent": gettext_lazy("Ask the maker of the goods what it knows of this patent."),
        "geographical_indication": gettext_lazy(
            "Look where the goods come from, and whether their maker is among the producers who may use the name."
        ),
    }
)
"""What a seller can check quickly, by kind of right."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """One answer that is open, and in one sentence what follows from it."""

    title: str
    sentence: str


def consequences(pack: Pack, answers: Sequence[Answer], *, removed: bool) -> list[Consequence]:
    """What follows from each of these answers; `removed` where the listings are out of the shop already."""
    return [Consequence(_(answer.title), _consequence(pack, answer, removed=removed)) for answer in answers]


def _consequence(pack: Pack, answer: Answer, *, removed: bool) -> str:
    if answer.becomes in ("accepted", "deleted"):
        points = penalties.weight(pack.strikes, answer.becomes, AGREED)
        words = {"points": points}
        if answer.becomes == "deleted":
            return (
                _("The listing ends at once, everywhere and for good; %(points)d points on your record, half a strike.")
                % words
            )
        return (
            _(
                "The listing is taken down where the right holds, within a minute; %(points)d points on your record, half a strike."
            )
            % words
        )
    if answer.needs == "counter_notice" and removed:
        return _put_back(pack)
    if pack.rounds is not None:
        return _("The other side replies within %(reply)s, and you may answer that; then a reviewer decides within %(decide)s.") % {
            "reply": _length(pack, pack.rounds.reply), "decide": _length(pack, "decide"),
        }  # fmt: skip
    return _("The listing stays meanwhile; a reviewer decides within %(decide)s, and either side can appeal.") % {
        "decide": _length(pack, "decide")
    }


def _put_back(pack: Pack) -> str:
    """What follows from a counter-notice after a removal."""
    kinds = pack.counter_notice.put_back
    if not kinds:
        return _("It goes to the other side, and a reviewer decides within %(decide)s.") % {
            "decide": _length(pack, "decide")
        }
    return _(
        "It goes to the other side, with your name and address; unless a court action is shown, the listing is put back "
        "after %(back)s."
    ) % {"back": _length(pack, kinds[0])}


def _length(pack: Pack, kind: str) -> str:
    """How long a clock of the pack runs, in words."""
    rule: ClockRule | None = next((clock for clock in pack.clocks if clock.kind == kind), None)
    if rule is None or rule.upper is None:
        return _("a time that nobody has fixed")
    if not rule.upper:
        return _("no time at all")
    length = str(LENGTHS[rule.unit] % rule.upper)
    return _("%(from)d to %(to)s") % {"from": rule.lower, "to": length} if 0 < rule.lower < rule.upper else length


def silence(pack: Pack, *, removed: bool) -> str:
    """What happens if the seller does nothing."""
    if removed:
        return _("The listing stays removed.")
    rule = next(
        (clock for clock in pack.clocks if clock.binds == "seller" and clock.starts_on == "seller_noticed"), None
    )
    points = penalties.weight(pack.strikes, "upheld")
    if rule is not None and rule.then == "silence_removes":
        return _(
            "The listing is removed when the time to answer has passed; that counts %(points)d points on your record."
        ) % {"points": points}
    if pack.forward is not None:
        return _("Nothing. The complaint was passed on to you, and nothing is removed because of it.")
    return _(
        "A reviewer decides without having heard you. If the complaint is right, the listing is removed and counts "
        "%(points)d points."
    ) % {"points": points}
