"""The letter that a rights holder may send to a seller itself, drafted from the facts of a case under its pack.

Where the law makes a threat to a reseller unlawful (the pack's duty `threats`, as the United Kingdom's for trademarks,
designs and patents), the letter states the right and asks where the goods come from, and asks for nothing else.
"""

from dataclasses import dataclass
from datetime import date

from policy.model import Pack
from policy.words import gettext_noop as _

NEVER_THREATENED = ("copyright",)
"""Kinds of right for which no law on file makes a threat unlawful (Intellectual Property (Unjustified Threats) Act 2017)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What the letter says; `sender` and `recipient` are as the sender knows them, several lines each."""

    reference: str
    day: date
    sender: str
    recipient: str
    right: str
    right_kind: str
    listings: str
    asserted: str
    outcome: str


HEAD = _("{sender}\n\nTo: {recipient}\n\n{day}\n\nConcerns: {right}. Case {reference}.")
FACTS = _(
    "We own or represent the right named above. These listings of yours concern it:\n\n{listings}\n\n"
    "What we assert: {asserted}\n\nWhat the marketplace decided: {outcome}"
)
DEMAND = _(
    "We ask you, within 10 working days of receiving this letter,\n\n1. to stop offering these goods, and any others that "
    "infringe the right;\n2. to tell us from whom you have them, how many, and to whom you passed them on;\n3. to undertake "
    "in writing not to do so again.\n\nWe keep all rights and claims, also for what has happened until now."
)
QUESTION = _(
    "We let you know that the right exists and is in force. We ask you to tell us from whom you have these goods, so that "
    "we can turn to whoever made or imported them. This letter asks you for nothing else."
)
ANSWER = _("If you hold that we are wrong, please say why, and add what shows it: invoices, a licence, our consent.")
FOOT = _(
    "– – –\nDraft from the facts of case {reference}, not part of the letter. Nobody has checked it for you: have counsel "
    "in {region} read it before you send it."
)
RULES = _("Rules of the case: {title}, version {version}.")


def is_restrained(pack: Pack, right_kind: str) -> bool:
    """Whether a demand to a reseller may itself be unlawful, so that the letter makes none."""
    return right_kind not in NEVER_THREATENED and any(duty.code == "threats" for duty in pack.duties)


def parts(facts: LetterFacts, pack: Pack) -> tuple[str, ...]:
    """The sentences of the letter in order, in English with {places}; the caller translates and fills them."""
    asked = QUESTION if is_restrained(pack, facts.right_kind) else DEMAND
    cautions = tuple(text for text in (pack.caution, pack.misrepresentation) if text)
    return (HEAD, FACTS, asked, ANSWER, FOOT, RULES, *cautions)


def places(facts: LetterFacts, pack: Pack) -> dict[str, str]:
    """What fills them."""
    return {
        "reference": facts.reference, "day": facts.day.isoformat(), "sender": facts.sender,
        "recipient": facts.recipient, "right": facts.right, "listings": facts.listings, "asserted": facts.asserted,
        "outcome": facts.outcome, "region": pack.region, "title": pack.title, "version": pack.version,
    }  # fmt: skip
