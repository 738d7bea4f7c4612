"""What a checked line of an order says of licence terms, rights and rules of exhaustion: its cases for their reviews. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from policy.words import gettext_noop as _
from registry.agreements.term_targets import Case, Subject

SALE_FACT = "sold_in"
"""What every reason that speaks of a first sale has among its facts, and no other."""
TERM_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "licence_elsewhere": _("The licence does not reach the destination."),
        "licence_not_yet": _("The licence has not begun."),
        "licence_ended": _("The licence has ended."),
        "terminated": _("The licence was terminated."),
        "quota_used": _("The quota of the licence is used up."),
        "other_channel": _("The licence is not for this channel."),
        "other_goods": _("The licence is for other goods."),
        "no_destination": _("Nobody said where the goods go."),
        "not_authorised": _("The owner has not named the seller."),
        "revoked": _("The owner took its authorisation back."),
        "ended": _("The authorisation has ended."),
        "not_yet": _("The authorisation has not begun."),
        "elsewhere": _("The authorisation does not reach the destination."),
        "sold_elsewhere": _("The goods were first sold where that ends no right here."),
        "no_consent": _("The goods were first sold without the owner’s consent."),
        "goods_changed": _("The goods were changed or impaired after their first sale."),
        "goods_different": _("The goods differ materially from those meant for this market."),
        "rule_unverified": _("The rule has not been verified at its source."),
        "first_sale_unknown": _("It was not said where the goods were first sold."),
        "place_unproved": _("Nothing shows where the goods were first sold."),
        "consent_unproved": _("Nothing shows that the owner agreed to the first sale."),
        "owner_denies": _("The owner says that it did not agree to the first sale."),
        "state_unknown": _("It was not said whether the goods are as they were sold."),
        "state_weighed": _("The goods are not as they were sold."),
        "state_unproved": _("Nothing shows that the goods are as they were sold."),
        "condition": _("A condition of the rule was not found met."),
    }
)
"""Why lines were refused or asked about, said of the term or rule, by the code of the gate's reason."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that the gate did not allow: the ids of its rights, its reasons {code, facts, rights}, the codes of the rules used.

    `waits`: it was answered “ask”, and neither cancelled nor answered otherwise since.
    """

    id: str
    day: date
    waits: bool
    rights: Sequence[str]
    reasons: Sequence[Mapping[str, Any]]
    rules: Sequence[str]


def cases_of(line: Line, licences: Mapping[str, str], terms: Mapping[str, str]) -> Iterator[Case]:
    """One case for each subject that the line speaks of.

    `licences` are ids by reference, `terms` what a doubt about a licence is called where sellers are asked for its proof, so
    that both count together. Of several rights those are blamed for which the reason was given; lines that were kept before
    reasons named them blame a right only where it was the one.
    """
    subjects: dict[Subject, None] = {}
    for reason in line.reasons:
        code, facts = str(reason["code"]), reason["facts"]
        if SALE_FACT in facts:
            subjects |= dict.fromkeys(Subject("rule", rule, code) for rule in line.rules)
        elif facts.get("licence") in licences:
            subjects[Subject("licence", licences[facts["licence"]], terms.get(code, code))] = None
        elif "licence" not in facts:
            given_for = reason.get("rights") or (line.rights if len(line.rights) == 1 else ())
            subjects |= dict.fromkeys(Subject("right", right, code) for right in given_for)
    for subject in subjects:
        yield Case("order", line.id, subject, line.day, line.waits)


def references(lines: Iterable[Line]) -> set[str]:
    """The licences that the reasons of these lines name."""
    named = {str(reason["facts"].get("licence") or "") for line in lines for reason in line.reasons}
    return named - {""}
