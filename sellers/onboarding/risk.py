"""What each finding about an application weighs, and the score that follows. Pure.

The score proposes and never decides: it is the sum of the weights, at most 100, and each reason names its own. What honest
sellers share as well (an office, a wholesaler, a free mail address) weighs little.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WEIGHTS: Mapping[str, int] = {
    "identity_number_taken": 25, "identity_name_taken": 15, "identity_mark_known": 15, "identity_no_number": 10,
    "identity_number_unchecked": 5, "identity_free_mail": 5, "identity_mail_other": 3,
    "same_payment": 40, "same_document": 40, "same_phone": 25, "same_address": 8, "same_supplier": 4,
    "kin_picture": 40, "kin_company": 25, "kin_person": 20, "kin_place": 12,
    "kin_namesake": 2, "kin_family": 2, "kin_agent": 2, "kin_building": 1,
    "linked_notices": 20, "linked_strikes": 25, "linked_suspended": 40, "linked_refused": 20,
    "brand_of_other": 40, "brand_licence": 8, "brand_reseller": 5, "brand_unknown": 3,
    "fraud_warning": 40,
    "no_vat": 3, "no_supplier": 2,
}  # fmt: skip
"""Of 100. A code that is not here weighs nothing."""
LOOK, HIGH = 20, 50
"""From these scores on it says “look closely” and “high”."""
SAYINGS: Mapping[str, tuple[str, str | Promise]] = {
    "same_payment": ("stop", _("The payment account %(label)s is that of %(party)s.")),
    "same_document": ("stop", _("A document of %(party)s was handed in here once more.")),
    "same_phone": ("warning", _("The telephone number %(label)s is that of %(party)s.")),
    "same_address": ("note", _("The address is that of %(party)s; an office or a warehouse may be shared.")),
    "same_supplier": ("note", _("%(party)s buys from the same supplier.")),
    "kin_picture": ("stop", _("A picture that was handed in is one of %(party)s, encoded anew.")),
    "kin_company": ("warning", _("The company has the name of %(party)s, spelt otherwise.")),
    "kin_person": ("warning", _("Somebody who signs has a name of %(party)s, spelt otherwise.")),
    "kin_place": ("warning", _("The same door as %(party)s, written otherwise; nobody else is there.")),
    "kin_namesake": ("note", _("%(party)s has somebody of that name; it is a common one.")),
    "kin_family": ("note", _("The address and the surname of %(party)s: perhaps one family.")),
    "kin_agent": ("note", _("%(party)s names the same contact: perhaps an agent of both.")),
    "kin_building": ("note", _("%(party)s is in the same building.")),
    "linked_notices": (
        "warning",
        _("%(cases)s cases were opened against %(party)s, which is linked with the applicant."),
    ),
    "linked_strikes": ("warning", _("%(party)s, which is linked with the applicant, has strikes: %(strikes)s.")),
    "linked_suspended": ("stop", _("%(party)s, which is linked with the applicant, is suspended.")),
    "linked_refused": ("warning", _("%(party)s, which is linked with the applicant, was refused (%(application)s).")),
    "brand_of_other": (
        "stop",
        _("“%(brand)s” is said to be the applicant's own and stands here for %(owner)s (%(ref)s)."),
    ),
    "brand_licence": (
        "warning",
        _("“%(brand)s” stands here for %(owner)s (%(ref)s): look whether the licence is theirs."),
    ),
    "brand_reseller": ("note", _("“%(brand)s” stands here for %(owner)s (%(ref)s); the applicant resells it.")),
    "brand_own": ("good", _("“%(brand)s” stands here for the applicant itself.")),
    "brand_unknown": ("note", _("No right called “%(brand)s” is registered here.")),
    "fraud_warning": (
        "stop",
        _("A telephone or account of the applicant stands in what %(warnings)s warns of."),
    ),
    "no_vat": ("note", _("A company without a VAT number.")),
    "no_supplier": ("note", _("It says that it makes the goods itself.")),
}
TONES = ("stop", "warning", "note", "good")
SHOWN_AS = {"stop": "stop", "warning": "wait", "note": "note", "good": "good"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that was found. `said` is its sentence where it comes from another rule; else that of its code."""

    code: str
    facts: Mapping[str, Any] = made_by(default_factory=dict)
    sentence: str = ""
    tone: str = ""
    weight: int = 0

    @property
    def shown_as(self) -> str:
        """Its tone on a page."""
        return SHOWN_AS[self.tone]

    def kept(self) -> dict[str, Any]:
        """As it is kept with the decision: code and weight, without anybody's name."""
        return {"code": self.code, "weight": self.weight}


def weighed(found: Iterable[Reason]) -> list[Reason]:
    """Each with its sentence, tone and weight, the heaviest first. Of one kind only the first three weigh."""
    counted: dict[str, int] = {}
    rows = []
    for one in found:
        tone, sentence = SAYINGS.get(one.code, (one.tone, one.sentence))
        counted[one.code] = counted.get(one.code, 0) + 1
        weight = WEIGHTS.get(one.code, 0) if counted[one.code] <= 3 else 0
        said = str(sentence) % one.facts if one.code in SAYINGS else one.sentence
        rows.append(Reason(one.code, one.facts, said, tone, weight))
    return sorted(rows, key=lambda one: (-one.weight, TONES.index(one.tone)))


def score_of(reasons: Sequence[Reason]) -> int:
    """From 0 to 100."""
    return min(100, sum(one.weight for one in reasons))


def proposal(score: int) -> str:
    """What the score proposes: "let_in", "look" or "high". A person decides."""
    return "high" if score >= HIGH else "look" if score >= LOOK else "let_in"
