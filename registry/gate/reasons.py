"""What the gate says, in sentences for people."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.exhaustion import EVIDENCE
from policy.first_sale import CONDITION_WORDS
from policy.model import Exhaustion
from registry.gate.values import Reason
from registry.registers.offices import place_name

SENTENCES = {
    "owner": gettext_lazy("The seller owns this right."),
    "not_in_force": gettext_lazy("The right is not in force on that day: nothing needs a licence."),
    "not_held_there": gettext_lazy("The right does not hold in %(destination)s: nothing needs a licence there."),
    "unknown_right": gettext_lazy("Nothing is on file about this right."),
    "not_authorised": gettext_lazy("The owner of the right has not named this seller."),
    "authorised": gettext_lazy("The owner of the right has authorised this seller since %(starts_on)s."),
    "revoked": gettext_lazy("The owner of the right took its authorisation back on %(revoked_on)s."),
    "ended": gettext_lazy("The authorisation of this seller ended on %(ends_on)s."),
    "not_yet": gettext_lazy("The authorisation of this seller begins on %(starts_on)s."),
    "elsewhere": gettext_lazy("The authorisation of this seller holds in %(territories)s, not in %(destination)s."),
    "licensed": gettext_lazy("Licence %(licence)s of this seller covers it."),
    "licence_elsewhere": gettext_lazy("Licence %(licence)s does not reach %(destination)s."),
    "licence_not_yet": gettext_lazy("Licence %(licence)s begins on %(starts_on)s."),
    "licence_ended": gettext_lazy("Licence %(licence)s ended on %(ends_on)s."),
    "terminated": gettext_lazy("Licence %(licence)s was terminated on %(revoked_on)s."),
    "quota_used": gettext_lazy("Licence %(licence)s has %(left)s pieces left, not %(quantity)s."),
    "other_channel": gettext_lazy("Licence %(licence)s is not for this channel."),
    "other_goods": gettext_lazy("Licence %(licence)s is for other goods."),
    "no_destination": gettext_lazy("What this seller was given holds in some countries only, and nobody said where this goes."),
    "channel_unknown": gettext_lazy("Licence %(licence)s is for some channels only, and which one this is was not said."),
    "goods_unknown": gettext_lazy("Licence %(licence)s is for some goods only, and what these are was not said."),
    "unsigned": gettext_lazy("Licence %(licence)s, or one above it, is not signed."),
    "name_mismatch": gettext_lazy("The document of licence %(licence)s, or of one above it, names somebody else."),
    "missing_territory": gettext_lazy("The document of licence %(licence)s, or of one above it, does not say where it holds."),
    "consent_missing": gettext_lazy("Licence %(licence)s is a sublicence, and the consent to it is missing."),
    "too_deep": gettext_lazy("Licence %(licence)s is a sublicence that the one above it does not allow."),
    "beyond_parent": gettext_lazy("Licence %(licence)s gives a right that the one above it does not have."),
    "broken_chain": gettext_lazy("Licence %(licence)s is a sublicence of one that is not on file, or is somebody else's."),
    "ended_above": gettext_lazy("A licence above %(licence)s ended on %(ends_on)s."),
    "licensor_not_owner": gettext_lazy("Licence %(licence)s was not given by the party that owns the right."),
    "beside_exclusive": gettext_lazy("Licence %(licence)s stands beside an exclusive one of somebody else for the same."),
    "exhausted": gettext_lazy("The goods were first sold with consent where that ends the right in %(destination)s."),
    "sold_elsewhere": gettext_lazy("A first sale in %(sold_in)s does not end the right in %(destination)s."),
    "no_consent": gettext_lazy("The goods were first sold without the owner's consent."),
    "goods_changed": gettext_lazy("The goods were changed or impaired after their first sale."),
    "goods_different": gettext_lazy("The goods differ materially from those meant for %(destination)s."),
    "no_rule": gettext_lazy("No rule about a first sale is on file for this kind of right in %(destination)s."),
    "rule_unverified": gettext_lazy("The rule about a first sale in %(destination)s has not been verified at its source."),
    "first_sale_unknown": gettext_lazy("It was not said where the goods were first sold."),
    "place_unproved": gettext_lazy("Nothing shows yet that the goods were first sold in %(sold_in)s."),
    "consent_unproved": gettext_lazy("Nothing shows yet that the owner agreed to the first sale."),
    "owner_denies": gettext_lazy("The owner says that it did not agree to the first sale."),
    "state_unknown": gettext_lazy("It was not said whether the goods are as they were sold."),
    "state_weighed": gettext_lazy("The goods are not as they were sold; a person must weigh what that means."),
    "state_unproved": gettext_lazy("Nothing shows yet that the goods are as they were sold."),
    "condition": gettext_lazy("A condition of the rule in %(destination)s was not found met: %(wanted)s"),
}  # fmt: skip
DOCUMENTS: Mapping[str, object] = {
    "authorisation": gettext_lazy("An authorisation by the owner of the right"),
    "proof_of_purchase": gettext_lazy("An invoice that shows the goods were bought from the owner or with its consent"),
    "destination": gettext_lazy("The country that the goods go to"),
    "channel": gettext_lazy("The channel through which they are sold"),
    "goods": gettext_lazy("The class of the goods, or a registration id that shows it"),
    "signature": gettext_lazy("The licence with the licensor's signature"),
    "name": gettext_lazy("A registration id that shows that both names are of one company"),
    "territory": gettext_lazy("A document that says where the licence holds"),
    "consent": gettext_lazy("The consent of the licensor above to the sublicence"),
    "licence_above": gettext_lazy("The licence above it, or its renewal"),
    "certificate": gettext_lazy("A certificate of the register that names the licensor as owner"),
    "permit": gettext_lazy("A permit by the exclusive licensee, or the owner's word that both stand"),
    "quota": gettext_lazy("The owner's agreement to more pieces"),
    "rule": gettext_lazy("A confirmation of the rule at its source, by the marketplace"),
}
PLACES = ("destination", "sold_in")


def say(reason: Reason) -> str:
    """The sentence of a reason; what is not known reads as “an unknown place”, a licence without a name as a dash."""
    facts = dict(reason.facts)
    for name in PLACES:
        if name in facts:
            facts[name] = place_name(facts[name]) if facts[name] else _("an unknown place")
    facts |= {name: _day(value) for name, value in facts.items() if name.endswith("_on")}
    if "territories" in facts:
        facts["territories"] = facts["territories"].replace(" ", ", ")
    if reason.code == "condition":
        facts["wanted"] = document(facts["wanted"])
    facts["licence"] = facts.get("licence") or "–"
    return str(SENTENCES[reason.code]) % facts


def _day(said: str) -> str:
    """A day as people read it."""
    return formats.date_format(date.fromisoformat(said), "j M Y") if said else ""


def kept(rows: Iterable[Mapping[str, Any]]) -> list[Reason]:
    """Reasons as they are kept with what they decided: {code, facts}."""
    return [Reason(row["code"], tuple(row["facts"].items())) for row in rows]


def document(code: str) -> str:
    """The document that would change an answer, in words; "" for none."""
    if code in EVIDENCE:
        return _(EVIDENCE[code])
    if code in CONDITION_WORDS:
        return _(CONDITION_WORDS[code])
    return str(DOCUMENTS[code]) if code else ""


def law(rule: Exhaustion) -> str:
    """A rule of exhaustion with its source, as it is shown and kept."""
    return f"{_(rule.title)} ({_(rule.rule.source.title)}, {_(rule.rule.source.reference)})"
