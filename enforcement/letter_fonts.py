"""Which font sets each character of a letter's PDF.

Latin, Greek and Cyrillic are set in Noto Sans, of which a PDF carries the characters that it shows; Chinese, Japanese
and Korean in the fonts that PDF readers bring for them. A character that none of these has stands as its number, so
that nothing is lost unseen.
"""

import io
from itertools import groupby
from unicodedata import category

from pymupdf_fonts import NotoSans_Bold, NotoSans_Regular
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD = "NotoSans", "NotoSans-Bold"
CJK = {"gbk": "STSong-Light", "cp932": "HeiseiMin-W3", "cp949": "HYGothic-Medium", "big5": "MSung-Light"}
"""Fonts by the encoding that tells which characters each has."""
EAST = ("zh-Hans", "ja")
"""Languages whose own font sets the punctuation, and which break lines anywhere."""
SHARED = "“”‘’…—·×"
"""Signs that a Chinese or Japanese font sets in its own width."""
FIRST = {"ja": ("cp932", "gbk", "cp949", "big5")}
for _name, _bytes in ((PLAIN, NotoSans_Regular.fontbuffer), (BOLD, NotoSans_Bold.fontbuffer)):
    pdfmetrics.registerFont(TTFont(_name, io.BytesIO(_bytes)))
for _name in CJK.values():
    pdfmetrics.registerFont(UnicodeCIDFont(_name))
HELD = frozenset(map(chr, pdfmetrics.getFont(PLAIN).face.charToGlyph))
"""The characters of Noto Sans, the same in both weights."""


def runs(text: str, language: str) -> list[tuple[str, str]]:
    """Text in pieces of one font each."""
    found = ((_font_of(character, language), character) for character in text.replace("\t", " "))
    named = [(font, character) if font else (PLAIN, f"[U+{ord(character):04X}]") for font, character in found]
    return [(font, "".join(part for _, part in group)) for font, group in groupby(named, key=lambda one: one[0])]


def _font_of(character: str, language: str) -> str:
    """The font for a character; "" if none has it."""
    if not character.isprintable() and category(character) != "Zs":
        return ""
    if character in HELD and not (language in EAST and character in SHARED):
        return PLAIN
    has = next((CJK[code] for code in FIRST.get(language, tuple(CJK)) if _in(code, character)), "")
    return has or (PLAIN if character in HELD else "")


def _in(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
