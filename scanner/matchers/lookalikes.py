"""Letters of other scripts: what Latin letter each looks like, and what Latin letters it is read as.

Two tables, because sellers use both: "АРРLЕ" borrows the shape of Cyrillic letters, "самсунг" their sound. Accents, full
width, mathematical and circled letters are not listed: `folding` takes them from the Unicode data in Python.
"""

from __future__ import annotations

import re
import unicodedata


def _pairs(table: str) -> dict[str, str]:
    """Read "абв=abv" words: the signs on the left stand for the letters on the right, one by one."""
    found: dict[str, str] = {}
    for word in table.split():
        signs, _, letters = word.partition("=")
        if len(signs) != len(letters):
            raise ValueError(f"unequal sides in {word!r}")
        found.update(zip(signs, letters, strict=True))
    return found


# Signs by the Latin letter or digit they look like: Cyrillic, Greek, Armenian, Coptic, Cherokee, Lisu, Canadian syllabics,
# old scripts, single signs of Hebrew, Arabic, Georgian and mathematics. Capitals are named where their shape is another one
# (Greek Η is an H, η an n). A letter that fits two (υ: u or y) stands where sellers use it.
_BY_LETTER = """
a аәαɑᎪꓮᗅᗩⲁ𐌀𐊠ΛΔλ∆△∂ӕᴬ⍺𝛂𖽀ѧ
b ᑲꞴьЬБѢъыВвβΒꓐᏴᏏᏼᗷⲃ𐌁𐊂𐊡ƄƅᖯᛒБϐഭҌҍ
c 𑣲𑣩𐔜сϲⅽ¢ᏟꓚⲤⲥ𐌂𐊢𐐽𐐕ᑕⅭҫϹςҁ⊂ⵎͼⲋ
d ᏧꮷԁԀᎠꓓᗞᗪᑯδժⅆđɗꓒძ
e 𑢦𑢮⋿еєҽәεɛΕЕ℮ⅇᎬꓰⲉ𐌄𐊆Ξξ∈ϵҿэЄԐԑⲈⴹҾⴺ∊ꝫ€ꟻ
f 𑢢𑣂𐔥𝈓ғҒϝϜꓝᖴ𐌅ƒſẝẜք𐊇𐊥ꞙꓞ
g ցԍԌᏀᏳꓖɢɡƍᶃᏻԳ𐓿ɕĝ
h һнНΗՀհᎻᏂꓧᕼⲏⲎ𐋏ℎқᏲҺҢңӉӊњћђӇӈħիԻհℏႹ
i 𑣃іӏιɩɪΙІᎥᏆꓲⲓı⍳ℹⅈᛁ꙳ꙇ˛ӀіⵑꭵꓲӏḷΪϊίΐӏⅰ𖼨𐌉𐊊ןו
j јЈϳᎫꓙᒍϳյⅉͿʝɈɉᴊ𐐾
k 𐔘кКκΚᏦꓗⲕᛕқҝҟҡӄкꓘҚҞԞԟⱩ𐊋
l 𑢣𑢲𐔦ߊ⏽𐌠𞣇ⅼᏞꓡᒪⲖⳐⳑւլԼ׀ا١۱߁𐌋|∣⼁￨ǀןוןﺍﺎʟŁłɭ𐑃𖼖𐐛ℓⵏlꞁ│┃│❘
m 𑣣𑜀мМΜϺᎷꓟᗰⲙⲘ𐌌ṃⅿᛖ𐊰ო₥ʍм𐌑
n 𐔓пПηΝոռꓠⲛⲚոℕՈᴨѝийИЙɴԥղһՌռ∩ᑎⵍլᴎ
o оοσօՕОΟ૦०๐໐သဝഠഠ೦౦௦੦ဝ၀ⲟⲞꓳ𐐄𐐬𐓂𐓪סοهەھہة٥۵ⵔѳѲθΘ○◯〇ဩჿ๐𐊒𐊫𐔖ฺഠՕøⵁዐଠం𑣈𑣗𑢵ஂᴏᴑ⚬⚪⦾⊙⊚ʘфⵀδ∅ءᲿ
p рРρΡᏢꓑⲣⲢᑭ𐌓𐊕þÞƿǷ⍴ϸҎҏϱ𝼀ᵽ
q ԛԚգզϙϘᑫɋⵕꝙℚՔԳ
r ꮁᎱгГѓґҐяЯᏒᖇꓣⲅⲄᎡᚱꭈꭇᴦɼɽʀг𐒴ʳᏛꭆ𖼵ր
s 𑣁ѕЅՏᏕᏚꓢ𐐠𐑈𐊖ꜱƽʂ∫ꚃ𐌔ട𖼺ऽЅֆ
t 𑢼тТτΤᎢꓔⲧⲦ𐌕𐊗𐊱ⴕҭ⊤⟙🝨тŦŧ†Ţտեէ𖼊ɫߠ
u 𑣘𑢸𖽂ꞟцυսՍꓴᑌ∪⋃ᴜʋ𐓎ꭎꭒμµцսμՍսմኡԱюʊ𐓶ԱЦሀ
v 𑣀𑢠ꛟ𖼈νѵѴᏙꓦᐯⅤⅴ∨⋁٧۷ᴠⴸνꮩⱱ𐔝√ט𑜆
w 𑣯𑣦𑜏шщԝωѡᎳᏔꓪᗯախɯᴡѠԜШЩɰᏇϢϣฟพຟผЩω𑜎𑜊ⱲௐΩω
x 𑣬𐔧᙮хХχΧꓫⲭⲬ᙭ⅹⅩ×╳⤫⤬⨯ᕁᕽ𐌗𐊐𐊴ᚷⵝжЖҳ𐌢ӽҲӼх𐊴ꭓ
y 𑢤𖽃уУүҮΥγϒᎩᎽꓬⲩⲨ𐊲ўყʏᶌɣуՎվҰұӯӰἠυ¥ჄYу𑣜ꭚ
z 𑣄𑢩𑣥ΖζᏃꓜᴢzⲍⲌ𐊆ȥʐზ𐋵ʑⴭ
2 ꝚƧшϨꙅᒿꛯ
3 зЗэЭʒӡӠӬƷꓱЗⳌȜȝҘҙᎪ𐊇ჳⳍƜ𑣊Ɜ𖼻
4 чЧᏎ𑢯
5 𑢻
6 бᏮⳒ𑣕
7 𐓒𑣆
8 ȣȢଃ৪੪𐌚
9 ୨৭੧൭ⳊꝮ१𑣌𑢬𑣖
"""


def _by_sign(table: str) -> dict[str, str]:
    """Turn the table round. The first letter that claims a sign has it; plain ASCII is never listed."""
    letters: dict[str, str] = {}
    for line in table.split("\n"):
        letter, _, signs = line.partition(" ")
        for sign in signs:
            if not sign.isascii():
                letters.setdefault(sign, letter)
    return letters


SHAPES = _by_sign(_BY_LETTER)

SOUNDS = {
    **_pairs("абвгдезийклмнопрстуфхцыэёіґўјћђ=abvgdeziyklmnoprstufhcyeeiguhcd"),
    "ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya", "ї": "yi", "є": "ye",
    **_pairs("љњџ=lnd αβγδεζηικλμνορσςτυφωξ=abgdeziiklmnorsstyfox"),
    "θ": "th", "χ": "ch", "ψ": "ps", "π": "p", "ά": "a", "έ": "e", "ή": "i", "ί": "i", "ό": "o", "ύ": "y", "ώ": "o",
    **_pairs("აბგდევზთიკლმნოპრსტუფქყჯჰ=abgdevztiklmnoprstupkqjh"),
    "ჟ": "zh", "ღ": "gh", "შ": "sh", "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "kh",
    **_pairs("աբգդեզէըթիլկհղմյնոպջռսվտրցփքօֆև=abgdezeetilkhgmynopjrsvtrcpkofe"),
    "ժ": "zh", "խ": "kh", "ծ": "ts", "ձ": "dz", "ճ": "ch", "շ": "sh", "չ": "ch",
}

# Scripts for which a second reading, by sound, is worth its time.
SOUNDED = re.compile("[\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u10d0-\u10ff]")

_LATIN_NAME = re.compile(
    r"LATIN (?:(?:SMALL|CAPITAL) )?LETTER (?:SMALL CAPITAL |SCRIPT |OPEN |DOTLESS |BLACKLETTER |MIDDLE-WELSH |INSULAR |"
    r"SIDEWAYS |HALF |LONG |BARRED |TAILLESS |BASELINE |CLOSED |INVERTED |SMALL CAPITAL INVERTED )*([A-Z]{1,2})(?: WITH .*)?$"
)
_NAMED = {"ALPHA": "a", "IOTA": "i", "SCHWA": "e", "UPSILON": "u", "ESH": "s", "EZH": "z", "YOGH": "3", "WYNN": "p"}
_NAMED |= {"TURNED E": "e", "REVERSED E": "e", "ETH": "d", "THORN": "p", "GAMMA": "y", "STRETCHED C": "c", "CHI": "x"}


def latin_base(char: str) -> str:
    """The plain letter or letters that a Latin letter is named after ("ø", "ʙ", "ı"), or an empty string."""
    name = unicodedata.name(char, "")
    if not name.startswith("LATIN"):
        return ""
    if found := _LATIN_NAME.match(name):
        return found[1].lower()
    plain = re.sub(r"^LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL )?", "", name).split(" WITH ")[0]
    return _NAMED.get(plain, "")
