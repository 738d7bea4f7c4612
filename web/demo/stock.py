"""What the sellers of the demo offer: names, prices and pictures of the ordinary listings.

Most are honest; some name a brand because they fit it, some sell a brand's goods, some hide a brand's name from a search,
and some use a picture that somebody else made.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from PIL import Image, ImageEnhance, ImageOps

from gateway.uploads import CheckedPicture, checked_picture
from web.demo.cast import BRANDS, SHOPS, Brand, Shop
from web.demo.drawing import encoded
from web.demo.goods import Print, product
from web.demo.works import block_print, landscape

EACH = 14
COLOURS = {
    "en": ("forest green", "brick red", "navy", "mustard", "plum", "graphite"),
    "de": ("tannengrün", "ziegelrot", "marineblau", "senfgelb", "pflaume", "graphit"),
    "fr": ("vert sapin", "rouge brique", "bleu marine", "moutarde", "prune", "graphite"),
    "it": ("verde bosco", "rosso mattone", "blu navy", "senape", "prugna", "grafite"),
    "es": ("verde bosque", "rojo ladrillo", "azul marino", "mostaza", "ciruela", "grafito"),
    "pt": ("verde floresta", "vermelho tijolo", "azul marinho", "mostarda", "ameixa", "grafite"),
    "ja": ("フォレストグリーン", "レンガ色", "ネイビー", "マスタード", "プラム", "グラファイト"),
}
INKS = ("#1f5c4d", "#b5483b", "#2f4a78", "#d9a441", "#7a4a73", "#3d3f45")
GROUNDS = ("#e9e4da", "#dfe6ea", "#e8dfe6", "#e3e8dc")
NAMES = {
    "flask": ("Kitchen", 21, 2490, {"en": "Vacuum flask 750 ml", "de": "Isolierflasche 750 ml"}),
    "mug": ("Kitchen", 21, 1290, {"en": "Coffee mug", "de": "Kaffeebecher", "ja": "マグカップ"}),
    "headphones": ("Headphones", 9, 7990, {"en": "Wireless headphones"}),
    "bag": ("Bags", 18, 12900, {"en": "Leather handbag", "fr": "Sac à main en cuir", "es": "Bolso de piel"}),
    "backpack": ("Bags", 18, 5900, {"en": "Hiking backpack 24 l", "de": "Wanderrucksack 24 l", "it": "Zaino 24 l"}),
    "shirt": ("Clothing", 25, 2200, {"en": "Cotton T-shirt", "pt": "T-shirt de algodão"}),
    "jar": ("Beauty", 3, 3400, {"en": "Night cream 50 ml", "fr": "Crème de nuit 50 ml", "pt": "Creme de noite 50 ml"}),
    "knife": ("Kitchen", 8, 4500, {"en": "Chef's knife 20 cm", "it": "Coltello da chef", "pt": "Faca de chef"}),
    "toys": ("Toys", 28, 1990, {"en": "Building blocks", "ja": "つみき", "pt": "Blocos de construção"}),
    "strap": ("Bags", 18, 990, {"en": "Carrying strap", "it": "Tracolla"}),
    "lamp": ("Lighting", 11, 3900, {"en": "Table lamp", "de": "Tischleuchte", "es": "Lámpara de mesa"}),
    "notebook": ("Stationery", 16, 1450, {"en": "Bound notebook", "de": "Notizbuch", "ja": "ノート"}),
    "scarf": ("Clothing", 25, 2900, {"en": "Cotton scarf", "fr": "Foulard", "es": "Pañuelo"}),
    "poster": ("Posters", 16, 2600, {"en": "Art print 50 × 70"}),
    "shoe": ("Shoes", 25, 3900, {"en": "Canvas shoes", "pt": "Tênis de lona"}),
}
ENDINGS = {
    "en": ("new", "in stock", "gift box", "2 pieces", "handmade", ""),
    "de": ("neu", "sofort lieferbar", "mit Geschenkkarton", "2 Stück", "handgemacht", ""),
    "fr": ("neuf", "en stock", "coffret cadeau", "lot de 2", "fait main", ""),
    "it": ("nuovo", "disponibile", "confezione regalo", "2 pezzi", "fatto a mano", ""),
    "es": ("nuevo", "en stock", "caja regalo", "2 unidades", "hecho a mano", ""),
    "pt": ("novo", "em stock", "caixa de oferta", "2 unidades", "feito à mão", ""),
    "ja": ("新品", "在庫あり", "ギフト箱", "2個セット", "手作り", ""),
}
HIDDEN = {
    "halden": ("HA1DEN", "H A L D E N", "НАLDEN", "H.a.l.d.e.n"),
    "kestrel": ("KESTRE1 Audio", "K E S T R E L Audio", "Кestrel Audio"),
    "aster": ("Аster & Lune", "A s t e r & L u n e", "ASTER & 1UNE"),
    "tolvane": ("T0LVANE", "T O L V A N E", "Тolvane"),
    "mirelo": ("M1RELO", "M I R E L O"),
    "sitara": ("S1TARA", "S I T A R A", "Ѕіtаrа"),
}
"""How a name is written so that a search for it finds nothing: digits, spaces, letters of another alphabet."""

LANDSCAPES = {"harbour": "dawn", "fjord": "north", "pass": "dusk", "meadow": "noon", "summit": "dusk"}
CAMPING = "Camping"
"""What no machine judges yet: there rights holders search for themselves."""
ALTERED: dict[str, Callable[[Image.Image], Image.Image]] = {
    "same": lambda picture: picture,
    "small": lambda picture: picture.resize((420, 280)),
    "mirrored": ImageOps.mirror,
    "framed": lambda picture: ImageOps.expand(picture, 40, "#ffffff"),
    "pale": lambda picture: ImageEnhance.Color(ImageEnhance.Brightness(picture).enhance(1.15)).enhance(0.5),
    "grey": lambda picture: ImageOps.grayscale(picture).convert("RGB"),
}
"""What people do to a picture that they copy."""
PRINTS = {
    "marigold": ("#f3ead7", "#b5432e", "#2f4a78"),
    "peacock": ("#22406b", "#f0d9a8", "#c9483b"),
    "jasmine": ("#f7f3ea", "#3f7d5c", "#d99b2b"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A listing to be: its number and words, and what its picture shows."""

    number: str
    shop: Shop
    title: str
    category: str
    price_cents: int
    brand: str
    kind: str
    look: tuple[str, ...]
    """What `picture` draws: a product in a colour on a ground with a brand's mark, or a work that it shows."""


@cache
def work(name: str) -> Image.Image:
    """A picture whose right is registered."""
    return landscape(name, LANDSCAPES[name]) if name in LANDSCAPES else block_print(name, PRINTS[name])


@cache
def picture(look: tuple[str, ...]) -> CheckedPicture:
    """The picture that such a look comes to, as it is uploaded."""
    match look:
        case ("work", name):
            drawn = encoded(work(name))
        case ("copy", name):  # smaller, saved again, and with a frame: as copies are
            small = work(name).resize((480, round(480 * work(name).height / work(name).width)))
            drawn = encoded(ImageOps.expand(small, 14, "#ffffff"), quality=62)
        case ("altered", name, way):
            drawn = encoded(ALTERED[way](work(name)), quality=70)
        case ("own", name):
            drawn = encoded(landscape(name, ("north", "dusk", "noon")[len(name) % 3], water=len(name) % 2 == 0))
        case (kind, colour, ground, code):
            mark = next((Print(brand.word.upper(), brand.emblem) for brand in BRANDS if brand.code == code), None)
            drawn = encoded(product(kind, colour, ground, mark))
    return checked_picture(drawn)


def ordinary() -> Iterator[Offer]:
    """What each shop sells day by day."""
    chance = random.Random("harbour stock")
    number = 10_001
    for shop in SHOPS:
        for place in range(EACH):
            kind = shop.goods[place % len(shop.goods)]
            yield _ordinary(f"HM-{number}", shop, kind, chance)
            number += 1


def _ordinary(number: str, shop: Shop, kind: str, chance: random.Random) -> Offer:
    category, _class, price, names = NAMES[kind]
    language = shop.language if shop.language in names else "en"
    hue = chance.randrange(len(INKS))
    ending = chance.choice(ENDINGS[language])
    title = f"{names[language]}, {COLOURS[language][hue]}" if kind != "poster" else names[language]
    look: tuple[str, ...] = (kind, INKS[hue], GROUNDS[len(shop.code) % len(GROUNDS)], "")
    if kind == "poster":
        scene = f"{chance.choice(('Quiet bay', 'High moor', 'River bend', 'Old quarry', 'Salt flats'))}"
        title, look = f"{scene}: {title}", ("own", scene)
    if ending:
        title = f"{title}, {ending}"
    cents = round(price * chance.uniform(8, 13) / 100) * 10 - 1
    if shop.currency == "JPY":
        cents = cents * 150 // 1000 * 1000
    return Offer(number, shop, title, category, cents, "", kind, look)


def branded(number: str, shop: Shop, brand: Brand, kind: str, *, words: str = "") -> Offer:
    """Goods that bear a brand: `words` is how the title writes it, in the open if not given."""
    offer = _ordinary(number, shop, kind, random.Random(number))
    title = f"{words or brand.word} {offer.title}"
    look = (kind, offer.look[1], GROUNDS[1], brand.code)
    return Offer(number, shop, title, offer.category, offer.price_cents, "" if words else brand.word, kind, look)


def fitting(number: str, shop: Shop, brand: Brand) -> Offer:
    """An accessory that says what it fits."""
    offer = _ordinary(number, shop, "strap", random.Random(number))
    words = {"it": "per", "de": "für", "fr": "pour"}.get(shop.language, "for")
    return Offer(
        number, shop, f"{offer.title}, {words} {brand.word}", offer.category, offer.price_cents, "", "strap", offer.look
    )


def plain(number: str, shop: Shop, kind: str, *, words: str = "") -> Offer:
    """Goods that bear no brand; `words` stand behind the title, as in “in the style of”."""
    offer = _ordinary(number, shop, kind, random.Random(number))
    return replace(offer, number=number, title=f"{offer.title}, {words}" if words else offer.title)


def copying(number: str, shop: Shop, name: str) -> Offer:
    """A print made of somebody else's picture."""
    cents = 1990 + sum(map(ord, name)) % 700
    return Offer(number, shop, f"Wall art {name}, ready to hang", "Posters", cents, "", "poster", ("copy", name))


def pictured(number: str, shop: Shop, kind: str, name: str, way: str) -> Offer:
    """Goods of somebody's own, shown by a picture that somebody else made, altered in that way."""
    offer = _ordinary(number, shop, kind, random.Random(number))
    return replace(offer, category=CAMPING, look=("altered", name, way))
