"""How numbers of companies and their faults read."""

from django.utils.translation import gettext as _
from django_countries import countries

from registry.identity.numbers import SCHEMES, Fault, Scheme, schemes_of

OTHER = "other"
"""The kind of a number that cannot be checked here: of a country without a rule."""


def scheme_name(code: str) -> str:
    """“organisationsnummer (Sweden)”; the code of a kind that this version no longer knows."""
    scheme = SCHEMES.get(code)
    if scheme is None:
        return str(_("Number")) if code == OTHER else code
    return f"{scheme.name} ({countries.name(scheme.country)})" if scheme.country else scheme.name


def say_fault(fault: Fault) -> str:
    """What is wrong with a number, and what one looks like."""
    sentences = {
        "length": _("Not a number of the kind %(kind)s: it is too short or too long."),
        "characters": _("Not a number of the kind %(kind)s: there are characters in it that do not belong there."),
        "part": _(
            "Not a number of the kind %(kind)s: a part of it (such as the year, the place or the kind) does not exist."
        ),
        "digit": _("The check digit of this %(kind)s is wrong: a digit was mistyped or two changed places."),
    }
    said = sentences[fault.wrong] % {"kind": scheme_name(fault.nearest.code)}
    return said + " " + _("One that is well formed: %(like)s.") % {"like": fault.nearest.like}


def say_kinds(country: str) -> str:
    """The kinds of number that are taken for a country, with one of each; "" where none is checked."""
    return "; ".join(_like(scheme) for scheme in schemes_of(country))


def _like(scheme: Scheme) -> str:
    return _("%(kind)s, such as %(like)s") % {"kind": scheme.name, "like": scheme.like}
