"""The GS1 Application Identifiers: what each may hold, what ends it, what it goes with, and its place in a Digital Link.

Source: GS1 General Specifications, chapter 3, figures 7.8.5-2 (predefined lengths), 4.13.1-1 and 4.13.2-1 (what goes with what);
GS1 Digital Link Standard: URI Syntax, sections 4.4 to 4.9. Release of January 2026.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType

from fulfillment.codes.linters import LINTERS

TABLE = """
00           n18:csum:gcppos2                             fixed attribute key
01           n14:csum:gcppos2                             fixed attribute key=22,10,21|235 without=255,37
02           n14:csum:gcppos2                             fixed attribute with=37 without=01,03
03           n14:csum:gcppos2                             fixed without=01,02,37
10           x..20                                        attribute with=@made,03
11 13 15-16  n6:yymmd0                                    fixed attribute with=@made,03
12           n6:yymmd0                                    fixed attribute with=8020
17           n6:yymmd0                                    fixed attribute with=@made,03,255
20           n2                                           fixed attribute with=@made
21           x..20                                        with=01,03,8006 without=235
22           x..20                                        with=01
235          x..28                                        with=01
240-241      x..30                                        attribute with=@made
242          n..6                                         attribute with=@made
243          x..20                                        attribute with=01
250          x..30                                        attribute with=01,8006 with=21
251          x..30                                        attribute with=01,8006
253          n13:csum:gcppos1 [x..17]                     attribute key
254          x..20                                        with=414
255          n13:csum:gcppos1 [n..12]                     attribute key without=01,02,415,8006,8020,8026
30           n..8                                         attribute with=01,02
310-316      n6                                           /6 fixed attribute with=01,02 without=self
320-329      n6                                           /6 fixed attribute with=01,02 without=self
330-336      n6                                           /6 fixed attribute with=00,01 without=self
337          n6                                           /6 fixed attribute with=01 without=self
340-349      n6                                           /6 fixed attribute with=00,01 without=self
350-352      n6                                           /6 fixed attribute with=01,02 without=self
353-355      n6                                           /6 fixed attribute with=00,01 without=self
356-357      n6                                           /6 fixed attribute with=01,02 without=self
360-361      n6                                           /6 fixed attribute with=01,02 without=self
362-363      n6                                           /6 fixed attribute with=00,01 without=self
364-366      n6                                           /6 fixed attribute with=01,02 without=self
367-369      n6                                           /6 fixed attribute with=00,01 without=self
37           n..8                                         attribute with=00 with=02,8026
390          n..15                                        /10 attribute with=255,8020 without=self,391n,394n,8111
391          n3:iso4217 n..15                             /10 attribute with=8020 without=self
392          n..15                                        /10 attribute with=01 with=@measure without=self,393n
393          n3:iso4217 n..15                             /10 attribute with=@measure without=self
394          n4                                           /4 attribute with=255 without=self,8111
395          n6                                           /6 attribute with=@measure without=self,392n,393n,8005
400          x..30                                        attribute
401          x..30:gcppos1                                attribute key
402          n17:csum:gcppos1                             attribute key
403          x..30                                        attribute with=00
410-413 416  n13:csum:gcppos1                             fixed attribute
414          n13:csum:gcppos1                             fixed attribute key=254|7040
415          n13:csum:gcppos1                             fixed attribute key=8020 with=8020
417          n13:csum:gcppos1                             fixed attribute key=7040
420          x..20                                        attribute without=421
421          n3:iso3166 x..9                              attribute without=4307
422          n3:iso3166                                   attribute with=@made without=426
423 425      n3:iso3166 [n3:iso3166]*4                    attribute with=01,02 without=426
424          n3:iso3166                                   attribute with=01,02 without=426
426          n3:iso3166                                   attribute with=01,02
427          x..3                                         attribute with=01,02 with=422
4300-4301    x..35:pcenc                                  attribute with=00
4302         x..70:pcenc                                  attribute with=00
4303         x..70:pcenc                                  attribute with=4302
4304-4306    x..70:pcenc                                  attribute with=00
4307 4317    x2:iso3166alpha2                             attribute with=00
4308 4319    x..30                                        attribute with=00
4309         n10:latitude n10:longitude                   attribute with=00
4310-4311    x..35:pcenc                                  attribute with=00
4312         x..70:pcenc                                  attribute with=00
4313         x..70:pcenc                                  attribute with=4312
4314-4316    x..70:pcenc                                  attribute with=00
4318         x..20                                        attribute with=00
4320         x..35:pcenc                                  attribute with=00
4321-4323    n1:yesno                                     attribute with=00
4324-4325    n6:yymmd0 n4:hhmi                            attribute with=00
4326         n6:yymmdd                                    attribute with=00
4330         n6 [x1:hyphen]                               attribute with=00 without=4331
4331         n6 [x1:hyphen]                               attribute with=00 without=4330
4332         n6 [x1:hyphen]                               attribute with=00 without=4333
4333         n6 [x1:hyphen]                               attribute with=00 without=4332
7001         n13                                          attribute with=@made
7002         x..30                                        attribute with=01,02
7003         n6:yymmdd n4:hhmi                            attribute with=01,02
7004         n..4                                         attribute with=01+10
7005         x..12                                        attribute with=01,02
7006         n6:yymmdd                                    attribute with=01,02
7007         n6:yymmdd [n6:yymmdd]                        attribute with=01,02
7008         x..3                                         attribute with=01,02
7009         x..10                                        attribute with=01,02
7010         x..2                                         attribute with=01,02
7011         n6:yymmdd [n4:hhmi]                          attribute with=01,02
7020         x..20                                        attribute with=01,8006 with=416
7021         x..20                                        attribute with=01,8006
7022         x..20                                        attribute with=7021
7023         x..30:gcppos1                                attribute
7030-7039    n3:iso3166999 x..27                          attribute with=01,02
7040         n1 x1 x1 x1:importeridx
7041         x..4:packagetype                             with=00
710-717      x..20                                        attribute with=01
7230-7239    x2 x..28                                     attribute with=01,8004
7240         x..20                                        attribute with=01,8006
7241         n2:mediatype                                 attribute with=@person
7242         x..25                                        attribute with=@person
7250         n8:yyyymmdd                                  attribute with=8018 without=7251
7251         n8:yyyymmdd n4:hhmi                          attribute with=8018 without=7250
7252         n1:iso5218                                   attribute with=8018
7253-7254    x..40:pcenc                                  attribute with=@person without=7256,7259
7255         x..10                                        attribute with=@person without=7256,7259
7256         x..90:pcenc                                  attribute with=@person
7257         x..70:pcenc                                  attribute with=8018
7258         x3:posinseqslash                             attribute with=8018+7259
7259         x..40:pcenc                                  attribute with=8018 without=7256
8001         n4:nonzero n5:nonzero n3:nonzero n1:winding n1  attribute with=01
8002         x..20                                        attribute
8003         n1:zero n13:csum:gcppos1 [x..16]             attribute key
8004         x..30:gcppos1                                attribute key=7040
8005         n6                                           attribute with=01,02
8006         n14:csum:gcppos2 n4:pieceoftotal             attribute key=22,10,21 without=01,37
8007         x..34:iban                                   attribute with=415
8008         n6:yymmdd n2:hh [n2:mi] [n2:ss]              attribute with=01,02
8009         x..50                                        attribute with=00,01
8010         y..30:gcppos1                                attribute key=8011
8011         n..12:nozeroprefix                           with=8010
8012         x..20                                        attribute with=01,8006
8013         x..25:csumalpha:gcppos1                      attribute key
8014         x..25:csumalpha:gcppos1:hasnondigit          with=01
8017         n18:csum:gcppos1                             attribute key=8019 without=8018
8018         n18:csum:gcppos1                             attribute key=8019 without=8017
8019         n..10                                        with=8017,8018
8020         x..25                                        with=415
8026         n14:csum:gcppos2 n4:pieceoftotal             attribute with=37 without=02,8006
8030         z..90  attribute with=00,01+21,253,255,8003,8004,8006+21,8010+8011,8017,8018
8040         n15                                          with=01+21
8041         n15                                          with=01+21+8040
8042         n32                                          with=01+21+8040
8043         n18 [n..2]                                   with=01+21+8040
8110         x..70:couponcode                             attribute
8111         n4                                           attribute with=255
8112         x..70:couponposoffer                         attribute
8200         x..70                                        with=01
90           x..30                                        attribute
91-99        x..90                                        attribute
"""
"""A line: identifiers; the parts of the value (n digits, x character set 82, y 39, z 64; length or ..most; its rules after
colons; [optional]*times); then its traits. `/6` appends 0 to 5, the decimal places. `fixed`: no separator ends it. `attribute`: may
stand in the query of a Digital Link. `key`: leads its path, with its qualifiers in order. `with`: one of these must stand beside it
(+ binds several). `without`: none of these may. An n in those stands for any digit, `self` for its own family."""

SHORT = {"@made": "01,02,8006,8026", "@measure": "30,31nn,32nn,35nn,36nn", "@person": "8017,8018"}
SIGNS = {"n": "[0-9]", "x": '[!-"%-?A-Z_a-z]', "y": "[-#/0-9A-Z]", "z": "[-0-9A-Z_a-z=]"}
PART = re.compile(r"(\[?)([nxyz])(\.\.)?(\d+)((?::\w+)*)\]?(?:\*(\d+))?")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a value: its signs, its length from `least` to `most`, the names of its rules."""

    signs: str
    least: int
    most: int
    rules: tuple[str, ...]
    optional: bool

    @property
    def expression(self) -> str:
        return SIGNS[self.signs] + (f"{{{self.least},{self.most}}}" if self.least < self.most else f"{{{self.most}}}")


@dataclass(frozen=True, slots=True)
class Identifier:
    """One Application Identifier. `beside`: of each group at least one set must be there; `never`: none of these patterns may."""

    ai: str
    parts: tuple[Part, ...]
    fixed: bool
    attribute: bool
    key: bool
    qualifiers: tuple[tuple[str, ...], ...]
    beside: tuple[tuple[tuple[str, ...], ...], ...]
    never: tuple[str, ...]
    pattern: re.Pattern[str] = field(repr=False)
    checks: tuple[tuple[int, Callable[[str], None]], ...] = field(repr=False)
    """The rules to ask, by the group of the pattern."""

    @property
    def length(self) -> int:
        """How long the value is at most; of a fixed one, how long it is."""
        return sum(part.most for part in self.parts)


def _parts(said: str) -> tuple[Part, ...]:
    found = PART.fullmatch(said)
    assert found is not None
    optional, signs, open_end, length, rules, times = found.groups()
    part = Part(signs, 1 if open_end else int(length), int(length), tuple(rules.split(":")[1:]), bool(optional))
    return (part,) * int(times or 1)


def _pattern(parts: tuple[Part, ...]) -> re.Pattern[str]:
    """Nested, since an optional part may be left out only with all that follow."""
    whole = ""
    for part in reversed(parts):
        whole = f"({part.expression}){whole}"
        whole = f"(?:{whole})?" if part.optional else whole
    return re.compile(whole)


def _sets(said: str) -> tuple[tuple[str, ...], ...]:
    for short, full in SHORT.items():
        said = said.replace(short, full)
    return tuple(tuple(one.split("+")) for one in said.split(","))


def _names(first: str, last: str, endings: int) -> list[str]:
    names = [str(number).zfill(len(first)) for number in range(int(first), int(last or first) + 1)]
    return [f"{name}{ending}" for name in names for ending in range(endings)] if endings else names


def _line(line: str) -> list[Identifier]:
    words = line.split()
    parts = tuple(part for word in words if PART.fullmatch(word) for part in _parts(word))
    values: dict[str, list[str]] = {}
    for name, _equals, value in (
        word.partition("=") for word in words if word[0].isalpha() and not PART.fullmatch(word)
    ):
        values.setdefault(name, []).append(value)
    endings = next((int(word[1:]) for word in words if word[0] == "/"), 0)
    names = [name for word in words if word[0].isdigit() for name in _names(*word.partition("-")[::2], endings)]
    checks = [(group, LINTERS[rule]) for group, part in enumerate(parts, 1) for rule in part.rules]
    checks += [(group, LINTERS["cset64"]) for group, part in enumerate(parts, 1) if part.signs == "z"]
    never = [one for group in values.get("without", ()) for one in group.split(",")]
    return [
        Identifier(
            ai=ai,
            parts=parts,
            fixed="fixed" in values,
            attribute="attribute" in values,
            key="key" in values,
            qualifiers=tuple(tuple(one.split(",")) for one in values.get("key", [""])[0].split("|") if one),
            beside=tuple(_sets(one) for one in values.get("with", ())),
            never=tuple(f"{ai[:-1]}n" if one == "self" else one for one in never),
            pattern=_pattern(parts),
            checks=tuple(checks),
        )
        for ai in names
    ]


IDENTIFIERS: MappingProxyType[str, Identifier] = MappingProxyType(
    {one.ai: one for line in TABLE.strip().splitlines() for one in _line(line)}
)
LENGTHS: MappingProxyType[str, int] = MappingProxyType({ai[:2]: len(ai) for ai in IDENTIFIERS})
"""How long an identifier is, by its first two digits."""


def matches(ai: str, pattern: str) -> bool:
    """Whether an identifier is of a family such as 31nn."""
    return len(ai) == len(pattern) and ai.startswith(pattern.rstrip("n"))
