"""What the matcher of words must find and must leave alone."""

from __future__ import annotations

from uuid import UUID

from scanner.matchers.facts import Example, ListingFacts, MarkFacts

_NIKE = MarkFacts(UUID(int=1), "Nike", famous=True)
_SAMSUNG = MarkFacts(UUID(int=2), "Samsung", famous=True)
_APPLE = MarkFacts(UUID(int=3), "Apple")
_UNDER_ARMOUR = MarkFacts(UUID(int=4), "Under Armour", famous=True)
_HP = MarkFacts(UUID(int=5), "HP", famous=True)
_ORANGE = MarkFacts(UUID(int=6), "Orange", everyday=True)
_XIAOMI = MarkFacts(UUID(int=7), "小米")
_GOOGLE = MarkFacts(UUID(int=8), "Google")
_LOREAL = MarkFacts(UUID(int=9), "L'Oréal")
_AUDI = MarkFacts(UUID(int=10), "Audi", famous=True)
_LEGO = MarkFacts(UUID(int=13), "LEGO")
_PAYPAL = MarkFacts(UUID(int=11), "PayPal")


def _case(says: str, title: str, *marks: MarkFacts, kinds: tuple[str, ...] = ()) -> Example:
    return Example(says, ListingFacts(title=title), marks, (), kinds)


EXAMPLES = (
    _case("the mark as it is", "Nike Air running shoes", _NIKE, kinds=("exact",)),
    _case("another case", "NIKE air running shoes", _NIKE, kinds=("exact",)),
    _case("possessive", "Nike's best shoes", _NIKE, kinds=("possessive",)),
    _case("plural", "two pairs of Nikes, new", _NIKE, kinds=("plural",)),
    _case("hyphens", "N-i-k-e shoes", _NIKE, kinds=("spelled-out",)),
    _case("dots, few letters", "L.e.g.o bricks", _LEGO, kinds=("spelled-out",)),
    _case("spaces", "original S A M S U N G charger", _SAMSUNG, kinds=("spelled-out",)),
    _case("split", "sam sung charger", _SAMSUNG, kinds=("split",)),
    _case("split, short and famous", "ni ke shoes", _NIKE, kinds=("split",)),
    _case("glued", "nikeshoes size 42", _NIKE, kinds=("glued",)),
    _case("glued to a number", "SAMSUNG46 inch", _SAMSUNG, kinds=("glued",)),
    _case("Cyrillic letters that look alike", "Наушники ЅАМЅUNG и чехол", _SAMSUNG, kinds=("look-alike",)),
    _case("Cyrillic by its sound", "чехол для самсунг", _SAMSUNG, kinds=("sound",)),
    _case("Greek capitals", "ΝΙΚΕ shoes", _NIKE, kinds=("look-alike",)),
    _case("accents", "Nïkè shoes", _NIKE, kinds=("exact",)),
    _case("full width", "Ｎｉｋｅ shoes", _NIKE, kinds=("exact",)),
    _case("characters of no width", "Ni\u200bke shoes", _NIKE, kinds=("hidden",)),
    _case("digits for letters", "n1ke shoes", _NIKE, kinds=("leet",)),
    _case("both readings of 1", "Goog1e speaker", _GOOGLE, kinds=("leet",)),
    _case("a capital I for an l", "PayPaI reader", _PAYPAL, kinds=("look-alike",)),
    _case("entity in the text", "N&#105;ke shoes", _NIKE, kinds=("exact",)),
    _case("accent and apostrophe in the mark", "loreal mascara", _LOREAL, kinds=("joined",)),
    _case("two words written as one", "UnderArmour shirt", _UNDER_ARMOUR, kinds=("joined",)),
    _case("two words", "shirt by under  armour", _UNDER_ARMOUR, kinds=("exact",)),
    _case("short, a word of its own", "HP ink cartridge", _HP, kinds=("exact",)),
    _case("Chinese, without spaces", "小米手机壳", _XIAOMI, kinds=("exact",)),
    _case("an everyday word, a word of its own", "an orange lamp", _ORANGE, kinds=("exact",)),
    _case("two marks", "Apple and Samsung chargers", _APPLE, _SAMSUNG, kinds=("exact", "exact")),
    _case("short, inside another word", "ship shape", _HP),
    _case("everyday word inside another", "orangewood table", _ORANGE),
    _case("few letters inside another word", "audio adapter", _AUDI),
    _case("words that touch by chance", "how to tell if it's fake: an ikea? no: Dani kept it", _NIKE),
    _case("i is not l", "tall paypai", _PAYPAL),
    _case("a Russian word is not its Latin look-alike", "мы сварили суп и рис на обед", MarkFacts(UUID(int=12), "cyn")),
)
