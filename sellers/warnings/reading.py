"""What a report of fraud can be recognised by again: mail domains, pages, telephones, accounts, and its wording. Pure.

Nothing here says who somebody is: what is found is hashed under the marketplace's own key (`sellers.recognising`) before it
is kept, and people see its end, or the domain that whoever deceives chose.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from stdnum import iban

MAIL = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})", re.IGNORECASE)
PAGE = re.compile(r"(?:https?://|www\.)((?:[\w-]{1,63}\.){1,4}[a-z]{2,24})", re.IGNORECASE)
BARE = re.compile(r"(?<![@\w./-])((?:[a-z0-9-]{3,63}\.){1,3}([a-z]{2,24}))(?![\w@])", re.IGNORECASE)
FILES = frozenset("csv doc docx htm html jpeg jpg pdf php png txt webp xls xlsx zip".split())
"""Ends of the names of files, which look like those of domains."""
PHONE = re.compile(r"(?:\+|\b00)\d[\d ()/.-]{6,20}\d")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
EVERYBODYS = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com proton.me protonmail.com gmx.de gmx.net "
    "web.de qq.com 163.com 126.com aol.com mail.ru yandex.ru orange.fr libero.it".split()
)
"""Where anybody has a mailbox: there the whole address is compared, elsewhere its domain."""
SHINGLE, KEPT, LEAST_WORDS, MOST_EACH = 7, 4, 20, 10
"""Words that stand together, how many of their hashes are kept, and below how many words a wording says nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Something to recognise it by: `domain`, `mail`, `phone`, `payment` or `wording`; `shown` is what people see of it."""

    kind: str
    value: str
    shown: str


def marks(text: str, *, own_domains: frozenset[str] = frozenset()) -> tuple[Mark, ...]:
    """What stands in a text, each once, at most ten of a kind. `own_domains` are the marketplace's own, which say nothing."""
    said = unicodedata.normalize("NFKC", text)
    found = {*_mails(said), *_pages(said), *_phones(said), *_accounts(said), *_wording(said)}
    kept = [one for one in sorted(found) if one.kind != "domain" or not _within(one.value, own_domains)]
    return tuple(
        one for place, one in enumerate(kept) if sum(other.kind == one.kind for other in kept[:place]) < MOST_EACH
    )


def _within(domain: str, own: frozenset[str]) -> bool:
    return any(domain == one or domain.endswith("." + one) for one in own)


def _mails(said: str) -> set[Mark]:
    found = set()
    for match in MAIL.finditer(said):
        whole, domain = match.group(0).lower(), match.group(1).lower().rstrip(".")
        if domain in EVERYBODYS:
            found.add(Mark("mail", whole, f"{whole[:1]}…@{domain}"))
        else:
            found.add(Mark("domain", domain, domain))
    return found


def _pages(said: str) -> set[Mark]:
    named = {match.group(1) for match in PAGE.finditer(said)}
    named |= {match.group(1) for match in BARE.finditer(said) if match.group(2).lower() not in FILES}
    domains = {one.lower().removeprefix("www.") for one in named}
    return {Mark("domain", domain, domain) for domain in domains if domain not in EVERYBODYS}


def _phones(said: str) -> set[Mark]:
    found = set()
    for match in PHONE.finditer(said):
        digits = "".join(one for one in match.group(0).replace("(0)", "") if one.isdecimal())
        digits = digits[2:] if match.group(0).startswith("00") else digits
        if 7 <= len(digits) <= 15:
            found.add(Mark("phone", digits, f"…{digits[-4:]}"))
    return found


def _accounts(said: str) -> set[Mark]:
    found = set()
    for match in IBAN.finditer(said.upper()):
        number = "".join(match.group(0).split())
        while len(number) > 14 and not iban.is_valid(number):
            number = number[:-1]  # a word in capitals that follows it
        if iban.is_valid(number):
            found.add(Mark("payment", number, f"…{number[-4:]}"))
    return found


def _wording(said: str) -> set[Mark]:
    """The smallest hashes of the runs of seven words: two texts that are mostly the same share most of them."""
    words = re.findall(r"\w+", said.casefold())
    if len(words) < LEAST_WORDS:
        return set()
    runs = {" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}
    hashed = sorted(hashlib.sha256(run.encode()).hexdigest() for run in runs)
    return {Mark("wording", one, "") for one in hashed[:KEPT]}
