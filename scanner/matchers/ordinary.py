"""Ordinary words of product titles: what stands beside a mark, or glued to it, without being part of a name.

They say that "legoshoes" is "lego" and "shoes" while "filament" is one word, that "for all" spells no mark, and that "canyon" is
no misspelling. Short on purpose: words of trade in the languages that most titles mix, not a dictionary. Everyday words that are
marks themselves are added by the register.
"""

from __future__ import annotations

from scanner.matchers import folding, goods

# So common that they stand beside anything; also single letters and measures.
JOINTS = frozenset(
    b"a an as at be by can de del des der die do du el en et for from go has he her his i if in is it its la le les me my no not"
    b" o of on or our out per s so t that the to u un up us we with y you your x all and are new one two set per size".split()
)

_TRADE = (
    "accessory adapter air amazing antique arrival art authentic auto autumn baby back bag bags ball band bar base basic bath beach"
    " bead bear beautiful bed belt best big bike black blade blank block blue board body bold book boot boots born bottle bottom"
    " bow bowl box boy boys bracelet brand bright brown brush buckle bundle button buy cable cake camera camp canvas canyon cap"
    " car card care carry case cases casual centre chain chair change charger charm cheap check child children chip choice"
    " classic clean clear clip clock clone cloth clothes club coat code coffee coin cold collection color colour combo comfort"
    " compact complete control cool copy cord core cotton couple cover covers cream crew crown cube cup curtain cushion custom"
    " cut cute daily dark day deal deals deep deluxe denim design designer desk digital dining direct discount display doll door"
    " double dress drink drive dry dual dust ear earring easy edge edition electric elegant engine entry envelope ethnic"
    " exclusive express extra eye fabric face fan fancy fans fashion fast female fiber fibre filament film filter fine finger"
    " fire fit fitness flag flash flat flip floral flower foam foil fold foot football frame free fresh front fruit full fun"
    " gadget game games garden gear genuine gift gifts girl girls glass glove gloves gold golden good grade grand great green"
    " grey grip hair half hand handle hard hat hats head health heart heat heavy heel helmet high hold holder home hood hoodie"
    " hook hot house ice inch indoor ink inner inside iron item jacket jar jean jeans jersey jewel jumper keep kettle key"
    " keyboard kids king kit kitchen knife lace ladies lady lamp laptop large latest lead leaf leather left leg lens level life"
    " light like line linen liner link lip lite little live local lock long look loose lot love low lower luxury machine made"
    " magnetic mail main male mall manual mask master mat match material max mega memory men mens merch mesh metal micro mini"
    " mirror mix mobile model modern money mouse mouth mug multi music nail name natural neck necklace nice night note novelty"
    " number oem office offer official oil online only open orange orchid order organic original outdoor outlet oval over pack"
    " pad paint pair panel pant pants paper part parts party pen pencil pet phone phones photo picture piece pink pipe plain"
    " plastic plate play plug plus pocket point polish polo portable poster pot pouch power premium price print printed printer"
    " pro product promo pure purple purse quality quick rack rain real red regular remote replica retail retro right ring rings"
    " road rock rod roll room rope rose round rubber rug running sack safe sale salon sandal sandals satin scarf school score"
    " screen seat seller sexy shade shape sharp sheet shelf shell shine ship shirt shirts shoe shoes shop shopping short shorts"
    " shoulder show side silk silver simple single sister skin skirt sleeve slim small smart smooth sneaker sneakers soap soft"
    " solid sonic sound space spare special speed spoon sport sports spot spring square stand star start steel stick sticker"
    " stock stone storage store strap street stretch string strip strong studio stuff style suit summer sun sunglass sunglasses"
    " super sweater sweatshirt swim table tablet tail tall tape team tech tent thin three tie tight time tool tools top tops"
    " touch towel toy toys track trade trainers travel tray trend trendy trouser true trunk tshirt tube twin under unisex upper"
    " used user value vase version vest vintage wall wallet wallets warm wash watch watches water wear wedding week weight wheel"
    " white wide wife wind window wine winter wire wireless wireless woman women womens wood wooden wool work world wrap wrist"
    " year yellow yoga young"
    # Other languages of trade
    " neu neue original schuhe tasche hemd kleid uhr hülle jacke hose billig echt chaussure chaussures sac robe montre neuf"
    " zapato zapatos bolsa camisa reloj nuevo nueva barato scarpe borsa maglia orologio nuovo tas sepatu baju jam murah asli"
    " schoenen jurk horloge nieuw ayakkabi canta saat yeni"
).split()


TRADE = frozenset(word.encode() for word in (*_TRADE, *goods.words()) if word.isascii() and len(word) > 2)
"""Words of trade, in lower case, as `folding.plain` writes them."""

FOLDED = frozenset(folding.canonical(word.decode()) for word in TRADE)
"""The same as `folding.canonical` writes them."""

ENDINGS = frozenset((b"s", b"es"))
"""What stands behind a name in the plural. Behind longer names any ending is seen, as something glued to them."""


def ordinary(piece: bytes) -> bool:
    """Whether a piece of a name says nothing of its own: a letter, a joint, or a word of trade."""
    return len(piece) < 2 or piece in TRADE or piece in JOINTS
