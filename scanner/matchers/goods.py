"""Which Nice classes a listing's goods are likely to be in, guessed from its category, else from the words of its title.

A guess, good enough to drop "apple" on fruit; never shown as a fact. The list is data: a marketplace's own map of categories
to classes would take its place.
"""

from __future__ import annotations

import re

from scanner.matchers.facts import class_mask

# Words of categories and titles, by class. A word may stand in several classes; plural s is understood.
_WORDS = {
    1: "photographic-paper adhesive chemical fertilizer",
    2: "ink toner cartridge paint",
    3: "beauty makeup cosmetic perfume fragrance deodorant shampoo soap skin hair-care nail-polish lipstick conditioner cleaner"
    " detergent eau-de body-lotion aftershave cologne mascara",
    4: "candle lubricant engine-oil",
    5: "health-care vitamin supplement diaper medicine pharmacy",
    6: "padlock metal-box",
    7: "washer washing-machine dishwasher vacuum mixer blender juicer drill generator pump 3d-printer laundry",
    8: "tool hand-tool cutlery razor shaver trimmer flatware knife scissors wrench screwdriver",
    9: "mobile phone smartphone tablet laptop computer camera electronic headphone earphone headset speaker tv hdtv lcd television"
    " network router usb charger cable battery software gaming sunglasses eyewear spectacle frame keyboard mouse monitor printer"
    " scanner memory-card hard-drive projector camcorder gps receiver subwoofer stereo audio video dvd blu-ray adapter power-bank"
    " ipod ipad iphone notebook-computer megapixel binocular cooling-pad webcam remote-control calculator helmet radio navigator"
    " lens flash wireless ethernet modem microphone player recorder phones telephone cordless surge-protector turntable amplifier",
    10: "massager thermometer blood-pressure orthopedic feeding-bottle monitor-health",
    11: "lamp lighting light bulb refrigerator oven microwave cooktop range-hood air-conditioner fan heater faucet grill cooker"
    " coffee-maker toaster freezer dryer air-purifier dehumidifier bath-fitting led-bulb flashlight torch wine-cooler kettle",
    12: "automotive car bike motorcycle vehicle tyre tire bicycle stroller pram spare-part",
    14: "jewellery jewelry ring necklace bracelet bangle earring pendant watch wristwatch clock locket cufflink nose-ring",
    15: "musical-instrument guitar piano drum violin harmonica flute",
    16: "stationery book notebook diary pen pencil paper office-supply school-supply poster"
    " sticker greeting-card envelope calendar",
    17: "insulation sealing-tape",
    18: "bag wallet luggage backpack handbag clutch purse briefcase umbrella suitcase pouch messenger-bag leash pet-collar",
    20: "furniture mattress pillow cushion chair table sofa shelf mirror bean-bag bed-frame photo-frame showpiece",
    21: "kitchen mug cup bowl plate cookware utensil container bottle glassware tableware glass casserole jar bakeware vase brush"
    " comb lunch-box dining coffee-mug",
    22: "tent rope hammock tarpaulin",
    23: "sewing-thread",
    24: "bed-linen bath-linen towel bedsheet bed-sheet blanket curtain quilt cushion-cover home-furnishing table-linen"
    " kitchen-linen fabric dohar comforter duvet linen",
    25: "clothing shirt dress kurta kurti jeans trouser shoe footwear sandal bra lingerie sock jacket infant-wear legging skirt top"
    " t-shirt sweater sweatshirt shorts saree cap hat boot bellies heel wedge flats sneaker slipper panty innerwear sleepwear suit"
    " scarf glove tie tunic blazer hoodie costume loafer ballerina",
    26: "button ribbon hair-clip hair-accessory brooch-pin embroidery",
    27: "carpet rug mat floor-covering wallpaper",
    28: "toy game puzzle doll sport fitness action-figure ride-on gym ball bat cricket football racket skate kite exercise",
    29: "meat dairy dried-fruit nuts snack",
    30: "coffee tea chocolate sugar spice candy biscuit sauce flour",
    31: "seed plant flower pet-food fruit vegetable gardening",
    32: "juice beer soft-drink mineral-water",
    33: "wine whisky vodka liquor",
    34: "tobacco cigarette lighter ashtray hookah",
}

# Categories whose name says little or too much: the words of the more precise level, or of the title, decide.
_VAGUE = frozenset(
    {
        "home & kitchen",
        "home furnishing",
        "tools & home improvement",
        "health & household",
        "baby products",
        "home improvement",
    }
)

_WORD = re.compile(r"[a-z0-9]+(?:'s)?")


def _by_word() -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for number, words in _WORDS.items():
        for word in words.split():
            key = tuple(_singular(part) for part in word.split("-"))
            found[key] = found.get(key, 0) | class_mask([number])
    return found


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word


_CLASSES = _by_word()


def words() -> frozenset[str]:
    """The single words by which goods are guessed, in the singular and with a plural s."""
    singles = {key[0] for key in _CLASSES if len(key) == 1}
    return frozenset(singles | {f"{word}s" for word in singles})


def _in_words(text: str) -> int:
    tokens = [_singular(word.removesuffix("'s")) for word in _WORD.findall(text.casefold())]
    mask = 0
    for at in range(len(tokens)):
        for length in (1, 2):
            mask |= _CLASSES.get(tuple(tokens[at : at + length]), 0)
    return mask


def guess_classes(category_path: tuple[str, ...], title: str = "") -> int:
    """Nice classes of the goods as a mask; 0 where neither category nor title say.

    The last level of a category path is often the title over again, so levels count from the top, the first two that say
    something; the title decides where the category is missing, vague or unknown.
    """
    levels = [_in_words(level) for level in category_path[:3] if level.casefold() not in _VAGUE]
    said = [mask for mask in levels if mask][:2]
    if not said:
        return _in_words(title)
    mask = 0
    for level in said:
        mask |= level
    return mask
