"""The 45 classes of goods and services of the Nice Agreement, each by a few words of its heading."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

FIRST, LAST = 1, 45
NAMES = {
    1: _("chemicals"),
    2: _("paints"),
    3: _("cosmetics and cleaning"),
    4: _("oils and fuels"),
    5: _("pharmaceuticals"),
    6: _("common metals"),
    7: _("machines"),
    8: _("hand tools"),
    9: _("electronics and software"),
    10: _("medical devices"),
    11: _("lighting and heating"),
    12: _("vehicles"),
    13: _("firearms and fireworks"),
    14: _("jewellery and watches"),
    15: _("musical instruments"),
    16: _("paper and stationery"),
    17: _("rubber and plastics"),
    18: _("leather goods and bags"),
    19: _("building materials"),
    20: _("furniture"),
    21: _("household utensils"),
    22: _("ropes and tents"),
    23: _("yarns"),
    24: _("textiles"),
    25: _("clothing and footwear"),
    26: _("haberdashery"),
    27: _("carpets"),
    28: _("games and sports goods"),
    29: _("meat, fish and dairy"),
    30: _("coffee, bread and sweets"),
    31: _("fresh produce"),
    32: _("beers and soft drinks"),
    33: _("alcoholic drinks"),
    34: _("tobacco"),
    35: _("advertising and retail"),
    36: _("finance and insurance"),
    37: _("building and repair"),
    38: _("telecommunications"),
    39: _("transport and travel"),
    40: _("treatment of materials"),
    41: _("education and entertainment"),
    42: _("science and software services"),
    43: _("restaurants and lodging"),
    44: _("medical and beauty care"),
    45: _("legal and security services"),
}


def named(classes: Iterable[int]) -> list[tuple[int, str]]:
    """(number, words) of each class."""
    return [(number, str(NAMES[number])) for number in classes]
