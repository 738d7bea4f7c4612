"""How each kind of goods is drawn: a studio picture in one colour, with a mark on it or without."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from web.demo.drawing import Emblem, Sheet, dark, light, mixed, studio


@dataclass(frozen=True, slots=True)
class Print:
    """What stands on the goods: a word and its emblem, in the colour `ink`."""

    word: str = ""
    emblem: Emblem | None = None
    ink: str = "#ffffff"


def _stamp(sheet: Sheet, mark: Print, x: float, y: float, size: float) -> None:
    if mark.emblem is not None:
        mark.emblem(sheet, x, y - size * 0.5, size * 0.62, mark.ink)
    if mark.word:
        sheet.words(mark.word, x, y + size * 0.75, min(size * 0.62, size * 5 / len(mark.word)), mark.ink, 0.12)


def flask(sheet: Sheet, colour: str, mark: Print) -> None:
    """A vacuum bottle."""
    sheet.box(36, 26, 64, 88, colour, 6)
    sheet.box(38.5, 28, 43, 86, light(colour), 2)
    sheet.box(58, 28, 63, 86, dark(colour), 2)
    sheet.box(40, 14, 60, 25, mixed(colour, "#20242a", 0.55), 2.5)
    sheet.box(38.5, 23.5, 61.5, 27.5, "#c9ccd0", 1)
    _stamp(sheet, mark, 50.5, 56, 11)


def mug(sheet: Sheet, colour: str, mark: Print) -> None:
    """A cup with a handle."""
    sheet.ring(58, 40, 84, 72, dark(colour), 5)
    sheet.box(24, 30, 70, 86, colour, 6)
    sheet.box(27, 34, 33, 82, light(colour), 3)
    sheet.oval(24, 25, 70, 36, mixed(colour, "#ffffff", 0.4))
    sheet.oval(28, 27, 66, 34, "#4a3326")
    _stamp(sheet, mark, 48, 60, 13)


def headphones(sheet: Sheet, colour: str, mark: Print) -> None:
    """Headphones, from the front."""
    sheet.ring(20, 12, 80, 92, dark(colour), 5.5, 182, 358)
    sheet.ring(24, 17, 76, 92, light(colour), 1.6, 190, 350)
    for left in (13, 69):
        sheet.box(left, 46, left + 18, 84, colour, 8)
        sheet.box(left + 3, 50, left + 7, 80, light(colour), 2)
    sheet.box(29, 49, 35, 81, "#2a2d33", 3)
    sheet.box(65, 49, 71, 81, "#2a2d33", 3)
    _stamp(sheet, mark, 22, 66, 6)
    _stamp(sheet, mark, 78, 66, 6)


def bag(sheet: Sheet, colour: str, mark: Print) -> None:
    """A handbag."""
    sheet.ring(33, 12, 67, 66, dark(colour), 3.2, 180, 360)
    sheet.shape([(20, 40), (80, 40), (86, 87), (14, 87)], colour)
    sheet.shape([(20, 40), (26, 40), (21, 87), (14, 87)], light(colour))
    sheet.shape([(20, 40), (80, 40), (80, 55), (50, 63), (20, 55)], dark(colour))
    sheet.oval(47, 58, 53, 64, "#d9b25f")
    _stamp(sheet, mark, 50, 74, 8)


def backpack(sheet: Sheet, colour: str, mark: Print) -> None:
    """A backpack."""
    sheet.ring(40, 8, 60, 30, dark(colour), 3)
    sheet.box(24, 18, 76, 88, colour, 16)
    sheet.box(27, 24, 33, 82, light(colour), 3)
    sheet.box(32, 54, 68, 84, dark(colour), 5)
    sheet.line([(34, 62), (66, 62)], light(colour), 0.9)
    _stamp(sheet, mark, 50, 38, 10)


def shirt(sheet: Sheet, colour: str, mark: Print) -> None:
    """A T-shirt."""
    body = [(34, 16), (66, 16), (92, 32), (82, 48), (74, 43), (74, 88), (26, 88), (26, 43), (18, 48), (8, 32)]
    sheet.shape(body, colour)
    sheet.shape([(26, 43), (30, 46), (30, 88), (26, 88)], dark(colour))
    sheet.oval(39, 10, 61, 23, mixed(colour, "#20242a", 0.2))
    _stamp(sheet, mark, 50, 50, 13)


def jar(sheet: Sheet, colour: str, mark: Print) -> None:
    """A jar of cream."""
    sheet.box(24, 46, 76, 86, mixed(colour, "#ffffff", 0.5), 9)
    sheet.box(27, 49, 33, 83, "#ffffff", 3)
    sheet.box(21, 30, 79, 48, colour, 4)
    sheet.box(24, 32, 30, 46, light(colour), 2)
    _stamp(sheet, Print(mark.word, mark.emblem, dark(colour)), 51, 65, 10)


def knife(sheet: Sheet, colour: str, mark: Print) -> None:
    """A kitchen knife."""
    sheet.shape([(8, 56), (62, 40), (62, 58), (24, 62)], "#cfd4da")
    sheet.shape([(8, 56), (62, 54), (62, 58), (24, 62)], "#9aa2ab")
    sheet.box(61, 38, 94, 60, colour, 4)
    for x in (69, 78, 87):
        sheet.oval(x - 1.4, 47.6, x + 1.4, 50.4, "#d8d8d8")
    _stamp(sheet, Print(mark.word, mark.emblem, "#4b545e"), 46, 50, 5)


def toys(sheet: Sheet, colour: str, mark: Print) -> None:
    """Building blocks."""
    for left, top, tone in ((18, 60, colour), (46, 60, light(colour)), (32, 34, "#e9b949"), (60, 34, dark(colour))):
        sheet.box(left, top, left + 26, top + 26, tone, 2)
        sheet.box(left + 3, top + 3, left + 23, top + 7, light(tone), 1)
    _stamp(sheet, mark, 45, 47, 8)


def strap(sheet: Sheet, colour: str, mark: Print) -> None:
    """A carrying strap: what fits the goods of somebody else."""
    sheet.ring(16, 14, 84, 84, colour, 6, 120, 60)
    sheet.ring(19, 17, 81, 81, light(colour), 1, 130, 50)
    for left in (29, 61):
        sheet.box(left, 74, left + 10, 88, "#b9bec5", 2.5)
        sheet.oval(left + 2, 78, left + 8, 85, "#6b727b")


def lamp(sheet: Sheet, colour: str, mark: Print) -> None:
    """A table lamp."""
    sheet.shape([(36, 14), (64, 14), (80, 50), (20, 50)], mixed(colour, "#ffe9b0", 0.5))
    sheet.box(48, 50, 52, 82, "#6a5b4a")
    sheet.oval(34, 79, 66, 89, "#54483b")


def notebook(sheet: Sheet, colour: str, mark: Print) -> None:
    """A bound notebook."""
    sheet.box(26, 14, 78, 88, "#ece7da", 2)
    sheet.box(22, 12, 74, 86, colour, 3)
    sheet.box(22, 12, 29, 86, dark(colour), 3)
    sheet.box(66, 12, 69, 90, "#c9483b")
    _stamp(sheet, mark, 49, 46, 11)


def scarf(sheet: Sheet, colour: str, mark: Print) -> None:
    """A folded cloth with stripes."""
    sheet.shape([(18, 24), (62, 14), (86, 74), (40, 88)], colour)
    for at in range(6):
        share = at / 6
        a, b = (18 + 22 * share, 24 + 64 * share), (62 + 24 * share, 14 + 60 * share)
        sheet.line([a, b], light(colour) if at % 2 else dark(colour), 2)
    _stamp(sheet, mark, 52, 52, 7)


def shoe(sheet: Sheet, colour: str, mark: Print) -> None:
    """A canvas shoe, from the side."""
    upper = [(18, 40), (40, 36), (52, 52), (78, 60), (90, 70), (90, 78), (14, 78), (14, 52)]
    sheet.shape(upper, colour)
    sheet.shape([(18, 40), (26, 38.5), (22, 78), (14, 78), (14, 52)], dark(colour))
    sheet.shape([(78, 60), (90, 70), (90, 78), (70, 78)], "#f1efe9")
    for step in range(4):
        sheet.line([(43 + 6 * step, 45 + 4 * step), (52 + 6 * step, 40 + 4.6 * step)], "#f1efe9", 1.6)
    sheet.box(12, 77, 92, 85, "#f1efe9", 3)
    sheet.line([(14, 82), (90, 82)], dark(colour), 0.9)
    _stamp(sheet, mark, 37, 64, 8)


DRAWN: dict[str, tuple[Callable[[Sheet, str, Print], None], float]] = {
    "flask": (flask, 40),
    "mug": (mug, 60),
    "headphones": (headphones, 70),
    "bag": (bag, 74),
    "backpack": (backpack, 56),
    "shirt": (shirt, 60),
    "jar": (jar, 60),
    "knife": (knife, 80),
    "toys": (toys, 70),
    "strap": (strap, 60),
    "lamp": (lamp, 44),
    "notebook": (notebook, 60),
    "scarf": (scarf, 66),
    "shoe": (shoe, 80),
}
"""How to draw each kind, and how wide its shadow is."""


def product(kind: str, colour: str, ground: str, mark: Print | None = None) -> Image.Image:
    """The picture of one thing on a ground."""
    draw, shadow = DRAWN[kind]
    sheet = Sheet(studio(ground, shadow))
    draw(sheet, colour, mark or Print())
    return sheet.finished()
