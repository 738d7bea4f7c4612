"""Numbers for value added tax: of a member state of the European Union, or of the United Kingdom. Pure.

Articles 214 and 215 of Directive 2006/112/EC: a prefix for the state (EL for Greece, XI for Northern Ireland), and the
number as that state makes it. python-stdnum knows each.
"""

from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError
from stdnum.gb import vat as gb_vat

from registry.identity.numbers import SCHEMES, Fault, Number, Scheme, read, schemes_of

PREFIXED = {"GR": "el"}
KIND = "eu_vat"
"""The kind of a number that no scheme of its own state stands for."""


def read_vat(text: str, country: str) -> Number | Fault:
    """A VAT number as it was typed, with or without its prefix, by a seller of `country` (ISO 3166)."""
    typed = "".join(text.split()).upper()[:60]
    if country == "GB":
        return _british(typed)
    prefix = PREFIXED.get(country, country.lower())
    for said in (typed, prefix.upper() + typed):
        if eu_vat.is_valid(said):
            value = eu_vat.compact(said)
            own = read(value, "GR" if value[:2] == "EL" else value[:2])
            return own if isinstance(own, Number) else Number(KIND, value)
    own = read(typed, country)
    return own if isinstance(own, Fault) else Fault(_nearest(country), "characters")


def _british(typed: str) -> Number | Fault:
    try:
        return Number("gb_vat", gb_vat.validate(typed))
    except ValidationError:
        own = read(typed, "GB")
        return own if isinstance(own, Fault) else Fault(SCHEMES["gb_vat"], "characters")


def _nearest(country: str) -> Scheme:
    return next(iter(schemes_of(country)), SCHEMES["de_vat"])
