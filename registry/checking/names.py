"""Whether the register's holder is the party that claims a right. Pure."""

from difflib import SequenceMatcher

from registry.checking.findings import Finding
from registry.words import words

LEGAL_FORMS = frozenset(
    "ab ag aps as asa bhd bv co company corp corporation cv doo eg eood ev eurl gesmbh gbr gmbh inc incorporated kft kg"
    " kgaa kk lda limited limitada llc llp lp ltd ltda mbh nv ohg oy oyj plc pte pty pvt sa sagl sarl sas sasu se sl slu"
    " snc spa spol spzoo srl sro sro sti ulc ug zrt".split()
)
"""What says how a company is made, not which it is; written together, as `s.r.l.` is folded to `srl`."""
FILLING = frozenset("and de der des die el et i la le les of the und y".split())
ABBREVIATED = {"intl": "international", "mfg": "manufacturing", "bros": "brothers", "gebr": "gebruder"}
CLOSE = 0.85


def core(name: str) -> tuple[str, ...]:
    """The words of a name that say which company it is, in order: folded, without its legal form."""
    together = name.replace(".", "").replace("&", " ").replace("株式会社", " ").replace("有限公司", " ")
    kept = [ABBREVIATED.get(word, word) for word in words(together)]
    core_words = tuple(word for word in kept if word not in LEGAL_FORMS and word not in FILLING)
    return core_words or tuple(kept)


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the same words in any order are 1, and names that differ by a letter nearly."""
    first, second = core(one), core(other)
    if sorted(first) == sorted(second):
        return 1.0
    spelled = SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False).ratio()
    shared = set(first) & set(second)
    within = 0.9 if shared and (set(first) <= set(second) or set(second) <= set(first)) else 0.0
    return max(spelled, within)


def check_holder(holder: str, party: str) -> Finding:
    """The holder as the register has it against the party's name."""
    if not holder.strip():
        return Finding("holder_unknown")
    like = likeness(holder, party)
    if like == 1.0:
        return Finding("holder_same")
    facts = {"holder": holder[:120], "party": party[:120]}
    return Finding("holder_close" if like >= CLOSE else "holder_other", facts)
