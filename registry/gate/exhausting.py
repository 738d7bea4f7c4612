"""Whether a first sale has exhausted a right at a destination: one rule and the facts of that sale. Pure.

A rule that nobody has read at its source answers “ask”, and so does a fact that nobody has shown. A claim that the rule
refuses even if all of it is true is a “no”. Only what is shown on every point is a “yes”.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from policy.first_sale import BARRED, CONDITIONS
from policy.model import ANY, Exhaustion
from registry.territories import covers

Verdict = Literal["yes", "no", "ask"]
INVOICE, CHAIN, STATE = "invoice", "chain", "state"
RULE, AUTHORISATION, DESTINATION = "rule", "authorisation", "destination"


@dataclass(frozen=True, slots=True)
class FirstSale:
    """What is known of where goods were first sold; what is not known stays empty.

    `sold_in` is the territory; `consent` what was found out of the owner's consent to that sale (given, none), `owner_says`
    what the owner says of it (confirms, denies); `state` a code of `policy.first_sale.STATES`. `shown` are the codes of
    `policy.exhaustion.EVIDENCE` that a person accepted, `met` those of the rule's conditions that one found met.
    """

    sold_in: str = ""
    consent: Literal["", "given", "none"] = ""
    owner_says: Literal["", "confirms", "denies"] = ""
    state: str = ""
    shown: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()


UNKNOWN = FirstSale()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rule says of the sale: why as a code, and the paper that would change it, "" for none."""

    verdict: Verdict
    code: str
    wanted: str = ""


EXHAUSTED = Finding("yes", "exhausted")


def judge(rule: Exhaustion | None, sale: FirstSale, *, destination: str, day: date) -> Finding:
    """What a first sale means at the destination on that day. `rule` is the one of the region for the kind of right."""
    if not destination:
        return Finding("ask", "no_destination", DESTINATION)
    if rule is None or not rule.rule.in_force(day):
        return Finding("ask", "no_rule", AUTHORISATION)
    if not rule.rule.settled:
        return Finding("ask", "rule_unverified", RULE)
    return _refused(rule, sale) or _unshown(rule, sale) or _condition(rule, sale) or EXHAUSTED


def _refused(rule: Exhaustion, sale: FirstSale) -> Finding | None:
    """What the rule refuses even if all that is claimed is true."""
    if sale.consent == "none":
        return Finding("no", "no_consent", CHAIN)
    if sale.sold_in and ANY not in rule.first_sale_in and not covers(rule.first_sale_in, sale.sold_in):
        return Finding("no", "sold_elsewhere", AUTHORISATION)
    if sale.state in BARRED.get(rule.rule.code, frozenset()):
        return Finding("no", f"goods_{sale.state}", AUTHORISATION)
    return None


def _unshown(rule: Exhaustion, sale: FirstSale) -> Finding | None:
    """What nobody has shown yet, in the order in which one would ask for it."""
    confirmed = sale.owner_says == "confirms"
    if sale.owner_says == "denies":
        return Finding("ask", "owner_denies", CHAIN)
    if ANY not in rule.first_sale_in and not sale.sold_in:
        return Finding("ask", "first_sale_unknown", INVOICE)
    if not confirmed and (sale.consent != "given" or CHAIN not in sale.shown):
        return Finding("ask", "consent_unproved", CHAIN)
    if not confirmed and ANY not in rule.first_sale_in and INVOICE not in sale.shown:
        return Finding("ask", "place_unproved", INVOICE)
    if not sale.state:
        return Finding("ask", "state_unknown", STATE)
    if sale.state != "as_sold":
        return Finding("ask", "state_weighed", STATE)
    return None if STATE in sale.shown else Finding("ask", "state_unproved", STATE)


def _condition(rule: Exhaustion, sale: FirstSale) -> Finding | None:
    missing = [code for code in CONDITIONS.get(rule.rule.code, ()) if code not in sale.met]
    return Finding("ask", "condition", missing[0]) if missing else None
