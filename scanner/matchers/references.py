"""Words by which a listing says what its goods are made for ("case for ...", "compatible with ..."): not who made them."""

from __future__ import annotations

import re
from collections.abc import Container

REACH = 3
"""Words that may stand between such a word and the mark: small ones, and other names."""

_WORDS = frozenset(
    "for fits fitting compatible compatibility replacement replaces suitable"
    " für passend kompatibel geeignet"
    " pour compatibles adapté"
    " para compatível compatibles adecuado"
    " compatibile compatibili adatto"
    " voor geschikt passend till för kompatibelt til passer sopii"
    " dla pasuje kompatybilny kompatybilne kompatibilní"
    " для подходит совместим совместимый совместимая совместимое совместимые під підходить сумісний"
    " için uyumlu untuk cocok kompatibel buat cho dành pentru compatibil za γιά για ل لـ מתאים ל के लिए"
    " 适用 适用于 適用 適用於 兼容 相容 适配 適配 สำหรับ ใช้กับ รองรับ".split()
)
_AFTER = frozenset(
    "compatible compatibles compatibile compatibili compatível kompatibel kompatibles kompatible kompatibilní uyumlu için"
    " совместимый совместимая совместимое совместимые uyumluluk".split()
)
# Scripts without spaces: what text right before or behind a mark begins or ends with.
_RIGHT_BEFORE = ("适用于", "适用", "適用於", "適用", "兼容", "相容", "适配", "適配", "สำหรับ", "ใช้กับ", "รองรับ")
_RIGHT_BEHIND = ("対応", "用", "専用", "互換", "适用", "適用", "专用", "용", "호환", "전용")
# Whom or what goods are for beside a machine: "for Nike men" is said of men, "for Nike parties" of parties.
_OCCASIONS = frozenset(
    "party parties wedding weddings birthday birthdays holiday holidays christmas home kitchen bedroom bathroom dining living"
    " office garden travel school gift gifts face hair skin body hands mom dad mum him her dog dogs cat cats pet pets children"
    " children's girlfriend wife husband men women man woman"
    " kids boys girls boy girl baby babies adults ladies unisex toddlers men's women's herren damen kinder"
    " homme femme hommes femmes enfants hombre hombres mujer mujeres uomo donna pria wanita".split()
)
# Small words that may stand in between, though ordinary.
_BETWEEN = frozenset(
    "with use the a an all new your most any other old and or mit das den der die dem neue neuen alle und oder avec le la les"
    " l votre tous et ou con el los las todos su y o il lo gli i tutti com o os as todos e met de het alle en with dengan semua"
    " с со всех и или z ze do".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][a-z])?")
_SIGNS = (*_RIGHT_BEFORE, *_RIGHT_BEHIND)
_STOP = re.compile(r"[.!?;|。！？；｜](?:\s|$)")


def may_refer(text: str) -> bool:
    """Whether a text has any word by which `reference` goes: most have none, and need not be asked at each place."""
    small = set(map(str.casefold, _WORD.findall(text)))
    return not (small.isdisjoint(_WORDS) and small.isdisjoint(_AFTER)) or any(sign in text for sign in _SIGNS)


def reference(text: str, start: int, end: int, names: Container[str] = ()) -> str:
    """The word by which the text says that its goods are made for the mark at [start, end), or an empty string.

    `names` are words in small letters that are names too: "for Samsung Galaxy" speaks of both.
    """
    return _before(text, start, end, names) or _after(text, end)


def _before(text: str, start: int, end: int, names: Container[str]) -> str:
    near = text[max(0, start - 60) : start]
    for stop in _STOP.finditer(near):
        near = " " * stop.end() + near[stop.end() :]
    if sign := next((sign for sign in _RIGHT_BEFORE if near.rstrip().endswith(sign)), ""):
        return sign
    follows = _WORD.match(text[end : end + 20].lstrip(" ,"))
    if follows and follows[0].casefold() in _OCCASIONS:
        return ""
    for word in reversed(_WORD.findall(near)[-REACH - 1 :]):
        small = word.casefold()
        if small in _WORDS:
            return str(word)
        if small not in _BETWEEN and small not in names:
            return ""
    return ""


def _after(text: str, end: int) -> str:
    rest = text[end : end + 30].lstrip(" -‐")
    if sign := next((sign for sign in _RIGHT_BEHIND if rest.startswith(sign)), ""):
        return sign
    word = _WORD.match(rest)
    return word[0] if word and word[0].casefold() in _AFTER else ""
