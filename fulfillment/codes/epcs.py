"""EPC URNs, in which RFID readers and EPCIS speak, and the Digital Links that say the same.

A URN splits a number after the company prefix and leaves the check digit out; the way back needs the length of that prefix, which
no number tells. Source: EPC Tag Data Standard 2.1, sections 6 and 7; EPCIS 2.0, section 8.2 (URN and Digital Link).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, unquote_to_bytes

from fulfillment.codes import links
from fulfillment.codes.digits import CodeError, Misread, check_digit
from fulfillment.codes.elements import Elements, checked

PREFIX_LENGTHS = range(6, 13)
UNESCAPED = "!'()*+,:;=_-."
"""Signs that a URN writes as they are (Tag Data Standard, section 6.1); the rest of the character set is escaped."""
PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
OUTSIDE = re.compile(rf"[^A-Za-z0-9%{re.escape(UNESCAPED)}]")


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one kind of EPC spells a number.

    `ai`: its identifier. `body`: digits of prefix and reference together, 0 where the reference has any length. `turned`: the first
    digit of the reference is the first of the number. `lead`: what the number has before all. `closed`: a check digit ends it.
    `tail`: the part behind it, as the identifier of its own that it is, "+" where it continues the number, or nothing.
    """

    name: str
    ai: str
    body: int
    turned: bool = False
    lead: str = ""
    closed: bool = True
    tail: str = ""

    @property
    def parts(self) -> int:
        """How many parts stand behind the name."""
        return 2 + bool(self.tail) + 2 * (self.ai == "8006")


SCHEMES: MappingProxyType[str, Scheme] = MappingProxyType(
    {
        one.name: one
        for one in (
            Scheme("sgtin", "01", 13, turned=True, tail="21"),
            Scheme("lgtin", "01", 13, turned=True, tail="10"),
            Scheme("upui", "01", 13, turned=True, tail="235"),
            Scheme("itip", "8006", 13, turned=True, tail="21"),
            Scheme("sscc", "00", 17, turned=True),
            Scheme("sgln", "414", 12, tail="254"),
            Scheme("pgln", "417", 12),
            Scheme("grai", "8003", 12, lead="0", tail="+"),
            Scheme("giai", "8004", 0, closed=False),
            Scheme("gsrn", "8018", 17),
            Scheme("gsrnp", "8017", 17),
            Scheme("gdti", "253", 12, tail="+"),
            Scheme("sgcn", "255", 12, tail="+"),
            Scheme("cpi", "8010", 0, closed=False, tail="8011"),
            Scheme("ginc", "401", 0, closed=False),
            Scheme("gsin", "402", 16),
        )
    }
)
CLASSES = frozenset({"sgtin", "upui", "itip", "grai", "gdti", "sgcn", "cpi"})
"""What a pattern, `urn:epc:idpat:…*`, may stand for: all pieces of one kind."""
INSTANCES = MappingProxyType(
    {"01": ("21", "235", "10"), "8006": ("21",), "8010": ("8011",), "414": ("254",), "00": (), "417": (), "8003": (), "8004": (),
     "8018": (), "8017": (), "253": (), "255": (), "401": (), "402": ()}
)  # fmt: skip
"""Keys that an EPC may name, with the qualifiers of which the first that is there belongs to its name."""
BY_LENGTH = MappingProxyType({"8003": 14, "253": 13, "255": 13})
"""Keys that name one thing only if they go on behind so many signs."""


def is_urn(text: str) -> bool:
    """Whether it claims to be an EPC."""
    return text[:8].lower() == "urn:epc:"


def parse(urn: str) -> Elements:
    """The key of an EPC or of a class, and what makes it one of a kind. Raises CodeError."""
    return parsed(urn)[0]


def parsed(urn: str) -> tuple[Elements, int]:
    """The elements, and the length of the company prefix. Raises CodeError."""
    if wrong := OUTSIDE.search(urn) or PERCENT.search(urn):
        raise Misread(urn, f"{wrong[0]!r} in place {wrong.start() + 1} cannot stand in an EPC", *wrong.span())
    names = urn.split(":", 4)
    if len(names) < 5 or not is_urn(urn):
        raise Misread(urn, "an EPC is written as urn:epc:id:sgtin:…", 0, len(urn))
    kind, name, body = names[2:]
    scheme = SCHEMES.get(name)
    if scheme is None or kind not in ("id", "class", "idpat"):
        raise Misread(
            urn,
            f"{kind}:{name} is no EPC of goods, of a place or of anything else with a GS1 number",
            8,
            len(urn) - len(body),
        )
    if (kind == "class") != (name == "lgtin") or (kind == "idpat" and name not in CLASSES):
        raise Misread(urn, f"there is no {kind} of {name}", 8, len(urn) - len(body))
    parts = body.split(".", scheme.parts - 1)
    start = len(urn) - len(body)
    if len(parts) < scheme.parts:
        raise Misread(urn, f"{name} has {scheme.parts} parts, here are {len(parts)}", start, len(urn))
    if kind == "idpat":
        if parts.pop() != "*":
            raise Misread(urn, "a pattern ends with an asterisk", len(urn) - 1, len(urn))
        parts.append("")
    return _elements(urn, scheme, parts, start, whole=kind != "idpat"), len(parts[0])


def _elements(urn: str, scheme: Scheme, parts: list[str], start: int, whole: bool) -> Elements:
    prefix, reference = parts[0], parts[1]
    if len(prefix) not in PREFIX_LENGTHS or not (prefix.isascii() and prefix.isdigit()):
        raise Misread(urn, f"a company prefix has 6 to 12 digits, not {prefix!r}", start, start + len(prefix))
    value = prefix + _plain(reference)
    if scheme.body:
        if len(value) != scheme.body or not (value.isascii() and value.isdigit()):
            message = (
                f"prefix and number of {scheme.name} are {scheme.body} digits together, here are {len(value)} signs"
            )
            raise Misread(urn, message, start, start + len(prefix) + 1 + len(reference))
        value = f"{reference[0]}{prefix}{reference[1:]}" if scheme.turned else value
        value = scheme.lead + value + (check_digit(value) if scheme.closed else "")
    if scheme.ai == "8006":
        value += parts[2] + parts[3]
    last = _plain(parts[-1]) if scheme.tail else ""
    place = len(urn) - len(parts[-1])
    if scheme.tail and whole and not last:
        raise Misread(urn, f"{scheme.name} ends with a serial number, which is missing", len(urn), len(urn))
    found = [checked(scheme.ai, value + (last if scheme.tail == "+" else ""), urn, start)]
    # A place without extension is written with the extension 0 (Tag Data Standard, section 6.3.3).
    if last and scheme.tail != "+" and not (scheme.name == "sgln" and last == "0"):
        found.append(checked(scheme.tail, last, urn, place))
    return tuple(found)


def _plain(said: str) -> str:
    return unquote_to_bytes(said).decode("latin-1") if "%" in said else said


def named(elements: Sequence[tuple[str, str]]) -> Elements:
    """Of all elements those that name a thing or its class in EPCIS: the key, and at most one that makes it one of a kind.

    A serial number wins over a batch, a product over the pallet it is on. Nothing where no key is among them.
    """
    values = dict(elements)
    for key, qualifiers in INSTANCES.items():
        if key in values:
            return ((key, values[key]), *((ai, values[ai]) for ai in qualifiers if ai in values))[:2]
    return ()


def is_instance(elements: Sequence[tuple[str, str]]) -> bool:
    """Whether they name one thing, and not all of a kind or of a batch."""
    name = named(elements)
    if not name:
        return False
    key, value = name[0]
    if key in ("01", "8006", "8010"):
        return len(name) > 1 and name[1][0] != "10"
    return len(value) > BY_LENGTH.get(key, 0)


def canonical(text: str, *, strict: bool = True) -> str:
    """The one Digital Link of a thing, from its URN or from any link to it: two that name the same are equal.

    `strict=False` is for the hash of events alone, which is taken over numbers as they were said, wrong check digits among them.
    Raises CodeError.
    """
    elements = parse(text) if is_urn(text) else links.parse(text, strict=strict)
    name = named(elements)
    if not name:
        raise CodeError(text, "EPCIS has no name for what this link leads to")
    return links.make(name, strict=strict)


def urn(elements: Sequence[tuple[str, str]], prefix_length: int) -> str:
    """The EPC of these elements, for a company prefix of so many digits. Raises CodeError."""
    name = named(elements)
    if not name:
        raise CodeError("", "EPC has no name for these elements")
    if prefix_length not in PREFIX_LENGTHS:
        raise CodeError(str(prefix_length), "a company prefix has 6 to 12 digits")
    key, value = name[0]
    checked(key, value, value, 0)
    tail, last = name[1] if len(name) > 1 else ("", "")
    scheme = _scheme(key, tail)
    digits = value.removeprefix(scheme.lead)[: scheme.body + 1] if scheme.closed else value
    if scheme.closed:
        digits = digits[1 : scheme.body] if scheme.turned else digits[: scheme.body]
    if not (digits[:prefix_length].isdigit() and len(digits) >= prefix_length):
        raise CodeError(value, f"({key}) does not begin with a company prefix of {prefix_length} digits")
    prefix, reference = digits[:prefix_length], digits[prefix_length:]
    if scheme.tail == "+":
        last = value[BY_LENGTH[key] :]
    parts = [prefix, (value[0] if scheme.turned else "") + _escaped(reference)]
    if key == "8006":
        parts += [value[14:16], value[16:18]]
    if scheme.name == "sgln":
        last = last or "0"
    if scheme.tail:
        parts.append(_escaped(last) or "*")
    kind = "class" if scheme.name == "lgtin" else "id" if last or not scheme.tail else "idpat"
    return f"urn:epc:{kind}:{scheme.name}:{'.'.join(parts)}"


def _scheme(key: str, tail: str) -> Scheme:
    for scheme in SCHEMES.values():
        if scheme.ai == key and tail in ("", scheme.tail):
            return scheme
    raise CodeError(key, f"there is no EPC of ({key}) with ({tail})")


def _escaped(value: str) -> str:
    return quote(value, safe=UNESCAPED)
