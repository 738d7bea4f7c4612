"""Whether two names are those of one company: folded, without what only says its legal form. Pure."""

from registry.words import fold

FORMS = frozenset(
    "ab ag aps as asa bv co company corp corporation eood gmbh inc incorporated kft kg kk limited llc llp lp ltd mbh nv oao"
    " og oy oyj plc pte pty pvt sa sarl sas se sl sln slu snc spa spk spj srl sro ug vof zoo zrt".split()
)
SPELT = (
    ("sp", "z", "o", "o"), ("spolka", "z", "o", "o"), ("społka", "z", "o", "o"), ("s", "p", "a"), ("s", "r", "l"),
    ("s", "r", "o"), ("s", "a", "r", "l"), ("s", "a", "s"), ("s", "a"), ("a", "s"), ("b", "v"), ("n", "v"), ("s", "l"),
    ("d", "o", "o"), ("gmbh", "co", "kg"), ("z", "o", "o"), ("sp", "k"), ("sp", "j"),
)  # fmt: skip
"""Legal forms whose letters stand apart, as in “sp. z o.o.”; only at the end of a name."""


def bare_name(name: str) -> str:
    """The name without its legal form, folded; the name itself where nothing else is left."""
    parts = "".join(character if character.isalnum() else " " for character in fold(name)).split()
    kept = parts
    while kept and (ending := _ending(kept)):
        kept = kept[:-ending]
    return " ".join(kept or parts)


def same_name(one: str, other: str) -> bool:
    """Whether both may be the name of one company."""
    return bare_name(one) == bare_name(other)


def tails_asked(key: str, *, head: int) -> set[str]:
    """What may follow the first `head` letters of a name of which `key` is the folded one, with an error in those letters.

    Whichever one letter of them is another, missing, too many, or swapped with its neighbour (that of the last lies behind
    it), the name's rest is one of these.
    """
    swapped = key[head - 1 : head] + key[head + 1 :] if len(key) > head else ""
    return {tail for tail in (key[head:], key[head + 1 :], key[head - 1 :], swapped) if tail}


def _ending(parts: list[str]) -> int:
    """How many words at the end are a legal form."""
    for form in sorted(SPELT, key=len, reverse=True):
        if tuple(parts[-len(form) :]) == form:
            return len(form)
    return 1 if parts[-1] in FORMS or parts[-1] == "and" else 0
