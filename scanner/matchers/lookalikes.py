"""Letters of other scripts: what Latin letter each looks like, and what Latin letters it is read as.

Two tables, because sellers use both: "АРРLЕ" borrows the shape of Cyrillic letters, "самсунг" their sound. Accents, full
width, mathematical and circled letters are not listed: `folding` takes them from the Unicode data in Python.
"""

from __future__ import annotations

import re
import unicodedata

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

# A sign, and the letters it is read as.
SOUNDS = {
    pair[0]: pair[2:]
    for pair in (
        # Cyrillic
        "а=a б=b в=v г=g д=d е=e з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=c ы=y э=e ё=e і=i ґ=g ў=u ј=j"
        " ћ=c ђ=d љ=l њ=n џ=d ж=zh ч=ch ш=sh щ=shch ъ= ь= ю=yu я=ya ї=yi є=ye"
        # Greek
        " α=a β=b γ=g δ=d ε=e ζ=z η=i ι=i κ=k λ=l μ=m ν=n ο=o ρ=r σ=s ς=s τ=t υ=y φ=f ω=o ξ=x π=p θ=th χ=ch ψ=ps"
        # Georgian
        " ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p რ=r ს=s ტ=t უ=u ფ=p ქ=k ყ=q ჯ=j ჰ=h ჟ=zh ღ=gh შ=sh ჩ=ch"
        " ც=ts ძ=dz წ=ts ჭ=ch ხ=kh"
        # Armenian
        " ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=e թ=t ի=i լ=l կ=k հ=h ղ=g մ=m յ=y ն=n ո=o պ=p ջ=j ռ=r ս=s վ=v տ=t ր=r ց=c փ=p ք=k"
        " օ=o ֆ=f և=ev ժ=zh խ=kh ծ=ts ձ=dz ճ=ch շ=sh չ=ch"
    ).split()
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
