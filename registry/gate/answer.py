"""The gate: may this seller sell these goods under this right, on this channel, to this destination, on that day? Pure.

| what is found | answer |
|---|---|
| the right is not in force that day, or does not hold at the destination | yes: there is nothing to license |
| the seller owns it, is authorised, or has a licence that covers what is asked | yes |
| the goods were first sold where that ends the right there, and all of it is shown | yes |
| a licence or its chain leaves a doubt | ask, with the document that would settle it |
| the owner has taken back what would cover it, or its quota is used up | no, unless a first sale is claimed and not refused |
| nothing covers it, and the first sale does not help | no |
| nothing covers it, and nothing is known of the goods | ask: a seller without a licence may hold genuine ones |
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from registry.gate.exhausting import UNKNOWN, Finding, judge
from registry.gate.grants import Facts, Grant, meets, place, reaches
from registry.gate.values import (
    NOTHING_KNOWN,
    Answer,
    Authorisation,
    ItemFacts,
    Licence,
    Question,
    Reason,
    RightFacts,
    Verdict,
)

__all__ = [
    "AUTHORISATION", "NOTHING_KNOWN", "PROOF_OF_PURCHASE", "Answer", "Authorisation", "Facts", "ItemFacts", "Licence",
    "Question", "Reason", "RightFacts", "Verdict", "ask", "ask_all", "is_permitted", "would_change",
]  # fmt: skip

AUTHORISATION, PROOF_OF_PURCHASE = "authorisation", "proof_of_purchase"
BARS = {"revoked": PROOF_OF_PURCHASE, "terminated": PROOF_OF_PURCHASE, "quota_used": "quota"}
"""Reasons for a “no”, with the document that would change it."""
DOUBTS = {
    "no_destination": "destination",
    "channel_unknown": "channel",
    "goods_unknown": "goods",
    "unsigned": "signature",
    "name_mismatch": "name",
    "missing_territory": "territory",
    "consent_missing": "consent",
    "too_deep": "consent",
    "beyond_parent": "consent",
    "broken_chain": "licence_above",
    "ended_above": "licence_above",
    "licensor_not_owner": "certificate",
    "beside_exclusive": "permit",
}
"""Reasons to ask although something is on file, with the document that would settle it. All others: it does not reach that far."""
NOTHING_TO_LICENSE = frozenset({"not_in_force", "not_held_there"})
_UNKNOWN_RIGHT = Answer("ask", (Reason("unknown_right"),), would_change=AUTHORISATION)
_NOT_IN_FORCE = Answer("yes", (Reason("not_in_force"),))
_OWNER = Answer("yes", (Reason("owner"),))
_NOT_AUTHORISED = Answer("ask", (Reason("not_authorised"),), would_change=AUTHORISATION)


def ask(question: Question, facts: Facts) -> Answer:
    """Answer from the facts alone; the same question over the same facts has the same answer."""
    right = facts.rights.get(question.right)
    if right is None:
        return _UNKNOWN_RIGHT
    owner = right.owner_on(question.day) if right.owners else right.owner
    if owner == question.seller:
        return _OWNER
    if not _in_force(right, question):
        return _NOT_IN_FORCE
    places = place(question.destination)
    held = facts.held[question.right]
    if places and held:
        places &= held
        if not places:
            return Answer("yes", (Reason("not_held_there", (("destination", question.destination),)),))
    permitted = _permitted(question, facts, owner, places)
    if permitted.verdict == "yes" or question.item.first_sale == UNKNOWN:
        return permitted
    return _with_first_sale(permitted, question, right, facts)


def ask_all(questions: Iterable[Question], facts: Facts) -> Answer:
    """One answer for an item under several rights, or for several places: yes if each is, no if one is, else ask."""
    asked = [(question.right, ask(question, facts)) for question in questions]
    if not asked:
        return Answer("yes", ())
    verdicts = {answer.verdict for _right, answer in asked}
    verdict: Verdict = "no" if "no" in verdicts else "ask" if "ask" in verdicts else "yes"
    deciding = [answer for _right, answer in asked if answer.verdict == verdict]
    rights: dict[Reason, dict[UUID, None]] = {}
    for right, answer in asked:
        if answer.verdict == verdict:
            for reason in answer.reasons:
                rights.setdefault(reason, {})[right] = None
    return Answer(
        verdict,
        tuple(rights),
        tuple(dict.fromkeys(one for answer in deciding for one in answer.used)),
        tuple({rule.rule.code: rule for answer in deciding for rule in answer.rules}.values()),
        next((answer.would_change for answer in deciding if answer.would_change), ""),
        tuple(map(tuple, rights.values())),
    )


def is_permitted(answer: Answer) -> bool:
    """Whether it is a “yes” that the owner has given, not one because there is nothing to license."""
    return answer.verdict == "yes" and not any(reason.code in NOTHING_TO_LICENSE for reason in answer.reasons)


def would_change(codes: Iterable[str]) -> str:
    """The document that would change an answer that was kept by the codes of its reasons alone, and said nothing of a first
    sale."""
    known = {**DOUBTS, **BARS}
    return next((known[code] for code in codes if code in known), AUTHORISATION)


def _in_force(right: RightFacts, question: Question) -> bool:
    """A right enforces nothing before it is registered, after it has expired, and while nobody has verified it."""
    return (
        right.in_force
        and (right.expires_on is None or question.day <= right.expires_on)
        and (right.registered_on is None or right.registered_on <= question.day)
    )


def _permitted(question: Question, facts: Facts, owner: object, places: frozenset[str]) -> Answer:
    """What the owner, or who has it from the owner, lets the seller do."""
    grants = facts.grants.get((question.right, question.seller), ())
    if not grants:
        return _NOT_AUTHORISED
    beside = facts.exclusives.get(question.right, ())
    said = []
    for grant in grants:
        reason = _judge(grant, question, owner, places, beside)
        if reason is None:
            return grant.good
        said.append((grant, reason))
    verdict: Verdict
    for verdict, known in (("ask", DOUBTS), ("no", BARS)):
        found = [(grant, reason) for grant, reason in said if reason.code in known]
        if found:
            used = tuple(dict.fromkeys(one for grant, _reason in found for one in grant.used))
            return Answer(verdict, tuple(r for _g, r in found), used, would_change=known[found[0][1].code])
    return Answer("ask", tuple(dict.fromkeys(reason for _g, reason in said)), would_change=AUTHORISATION)


def _judge(
    grant: Grant, question: Question, owner: object, places: frozenset[str], beside: Sequence[Grant]
) -> Reason | None:
    """Why one grant does not cover what is asked; None if it does."""
    far = _beyond(grant, question, places)
    if far is not None:
        return far
    day = question.day
    if day < grant.starts:
        return _of(grant, "not_yet", "licence_not_yet", ("starts_on", grant.starts.isoformat()))
    if grant.ends is not None and day > grant.ends:
        code = "ended_above" if grant.ends_above else "licence_ended"
        return _of(grant, "ended", code, ("ends_on", grant.ends.isoformat()))
    if grant.flaw:
        return _of(grant, "", grant.flaw)
    if grant.stopped is not None and day >= grant.stopped:
        return _of(grant, "revoked", "terminated", ("revoked_on", grant.stopped.isoformat()))
    if grant.stopped_above is not None and day >= grant.stopped_above:
        return _of(grant, "", "ended_above", ("ends_on", grant.stopped_above.isoformat()))
    if grant.root is None:
        return None
    if grant.root != owner:
        return _of(grant, "", "licensor_not_owner")
    if beside and any(_shuts_out(other, grant, question, owner, places) for other in beside):
        return _of(grant, "", "beside_exclusive")
    if grant.quota is not None and question.quantity > grant.quota:
        return _of(grant, "", "quota_used", ("left", str(grant.quota)), ("quantity", str(question.quantity)))
    return None


def _beyond(grant: Grant, question: Question, places: frozenset[str]) -> Reason | None:
    """Why what is asked lies outside its places, channels or goods, or nobody can say; None if it lies within."""
    if not question.destination:
        if grant.places is not None or grant.carved:
            return _of(grant, "no_destination", "no_destination")
    elif not grant.includes(places):
        where = " ".join(sorted((grant.places or frozenset()) - grant.carved))
        facts = (("territories", where), ("destination", question.destination))
        return _of(grant, "elsewhere", "licence_elsewhere", *facts)
    if grant.channels is not None and not reaches(grant.channels, question.channel):
        known = question.channel and not meets(grant.channels, question.channel)
        return _of(grant, "", "other_channel" if known else "channel_unknown", ("channel", question.channel))
    if grant.classes is not None and not (question.item.classes and question.item.classes <= grant.classes):
        return _of(grant, "", "other_goods" if question.item.classes else "goods_unknown")
    return None


def _of(grant: Grant, authorised: str, licensed: str, *facts: tuple[str, str]) -> Reason:
    """The reason in the words for an authorisation or for a licence."""
    return Reason(licensed, (("licence", grant.label), *facts)) if grant.is_licence else Reason(authorised, facts)


def _shuts_out(other: Grant, grant: Grant, question: Question, owner: object, places: frozenset[str]) -> bool:
    """Whether an exclusive licence of somebody else, outside this one's own chain, reaches what is asked."""
    return (
        other.seller != question.seller
        and other.id not in grant.used
        and grant.id not in other.used
        and other.root == owner
        and other.runs(question.day)
        and (not places or bool((places if other.places is None else places & other.places) - other.carved))
        and (other.channels is None or not question.channel or meets(other.channels, question.channel))
        and (other.classes is None or not question.item.classes or not other.classes.isdisjoint(question.item.classes))
    )


def _with_first_sale(permitted: Answer, question: Question, right: RightFacts, facts: Facts) -> Answer:
    """What the first sale of the goods adds where the owner has not simply allowed it."""
    rule = facts.rules.get((question.destination, right.kind))
    found = judge(rule, question.item.first_sale, destination=question.destination, day=question.day)
    said = Reason(found.code, _sale_facts(found, question))
    rules = (rule,) if rule is not None else ()
    if found.verdict == "yes":
        return Answer("yes", (said,), rules=rules)
    in_doubt = any(reason.code in DOUBTS for reason in permitted.reasons)
    verdict: Verdict = "no" if found.verdict == "no" and not in_doubt else "ask"
    wanted = found.wanted if not in_doubt else permitted.would_change
    return Answer(verdict, (*permitted.reasons, said), permitted.used, rules, wanted)


def _sale_facts(found: Finding, question: Question) -> tuple[tuple[str, str], ...]:
    return (
        ("sold_in", question.item.first_sale.sold_in),
        ("destination", question.destination),
        ("wanted", found.wanted),
    )
