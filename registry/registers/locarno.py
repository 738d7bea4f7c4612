"""The 32 classes of goods of the Locarno Agreement for designs, each by a few words of its heading."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

NAMES = {
    1: _("food"),
    2: _("clothing and haberdashery"),
    3: _("bags, cases and umbrellas"),
    4: _("brushes"),
    5: _("textiles and sheet material"),
    6: _("furnishing"),
    7: _("household goods"),
    8: _("tools and hardware"),
    9: _("packages and containers"),
    10: _("clocks, watches and measuring instruments"),
    11: _("articles of adornment"),
    12: _("vehicles"),
    13: _("electricity supply"),
    14: _("recording, telecommunication and data processing"),
    15: _("machines"),
    16: _("photographic and optical apparatus"),
    17: _("musical instruments"),
    18: _("printing and office machinery"),
    19: _("stationery and artists' materials"),
    20: _("sales and advertising equipment, signs"),
    21: _("games, toys and sports goods"),
    22: _("arms, hunting and fishing"),
    23: _("heating, sanitary and fluid equipment"),
    24: _("medical and laboratory equipment"),
    25: _("building units"),
    26: _("lighting apparatus"),
    27: _("tobacco and smokers' articles"),
    28: _("pharmaceuticals, cosmetics and toilet articles"),
    29: _("rescue and fire-fighting devices"),
    30: _("articles for animals"),
    31: _("machines for food and drink"),
    32: _("graphic symbols, logos and patterns"),
}


def named(classes: Iterable[int]) -> list[tuple[int, str]]:
    """Each class with its words, ascending."""
    return [(number, str(NAMES[number])) for number in sorted(classes) if number in NAMES]
