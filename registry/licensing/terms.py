"""The terms of a licence: given, checked, written in one way that can be signed, and said in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Party
from audit.canonical import row_bytes
from registry.licensing.channels import channel_name, channel_names, is_channel
from registry.licensing.scope import Scope, outside
from registry.models import Licence, Right
from registry.models.licences import MOST_DEPTH
from registry.registers import nice
from registry.registers.offices import place_code, place_name
from registry.territories import countries_of

FIELDS = (
    "goods", "classes", "territories", "carve_outs", "channels", "exclusivity", "sublicensing_depth",
    "sublicensing_consent", "quota", "quota_per", "starts_on", "ends_on", "number", "on_paper",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed. Names of countries may stand for codes; `licensee` None is one who has no party here, and has signed
    on paper."""

    licensee: Party | None = None
    licensee_name: str = ""
    goods: str = ""
    classes: tuple[int, ...] = ()
    territories: tuple[str, ...] = ()
    carve_outs: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    exclusivity: str = "non_exclusive"
    sublicensing_depth: int = 0
    sublicensing_consent: bool = True
    quota: int | None = None
    quota_per: str = "term"
    starts_on: date
    ends_on: date | None = None
    number: str = ""
    on_paper: bool = False


def settled(given: Terms) -> dict[str, Any]:
    """The columns of a licence with these terms: places as codes, lists in order, the name as the party has it if none
    is given. A place that is none stays as it was typed."""
    columns = {name: getattr(given, name) for name in FIELDS}
    for name in ("territories", "carve_outs"):
        columns[name] = sorted({place_code(word) or word for word in columns[name] if word.strip()})
    columns["classes"] = sorted(set(given.classes))
    columns["channels"] = sorted(set(given.channels))
    columns["goods"] = given.goods.strip()
    columns["number"] = given.number.strip()
    columns["licensee"] = given.licensee
    columns["on_paper"] = given.on_paper or given.licensee is None
    columns["licensee_name"] = given.licensee_name.strip() or (given.licensee.name if given.licensee else "")
    return columns


def faults(columns: Mapping[str, Any], rights: Sequence[Right], licensor: Party, today: date) -> dict[str, list[str]]:
    """What is wrong with terms that are `settled`, by field, in sentences; empty if nothing is."""
    wrong: dict[str, list[str]] = {}
    if not rights:
        wrong["rights"] = [_("Choose at least one right.")]
    if not columns["licensee_name"]:
        wrong["licensee"] = [_("Name who gets the licence.")]
    elif columns["licensee"] is not None and columns["licensee"].id == licensor.id:
        wrong["licensee"] = [_("Nobody licenses to themselves.")]
    wrong |= _wrong_places(columns, rights)
    if unfit := _unfit_classes(columns["classes"], rights):
        wrong["classes"] = [unfit]
    if unknown := [code for code in columns["channels"] if not is_channel(code)]:
        wrong["channels"] = [_("Not a channel: %(codes)s.") % {"codes": ", ".join(unknown)}]
    if columns["exclusivity"] not in Licence.Exclusivity.values:
        wrong["exclusivity"] = [_("Choose how exclusive it is.")]
    if not 0 <= columns["sublicensing_depth"] <= MOST_DEPTH:
        wrong["sublicensing_depth"] = [_("From 0 to %(most)d generations.") % {"most": MOST_DEPTH}]
    if columns["quota"] is not None and columns["quota"] < 1:
        wrong["quota"] = [_("At least one unit, or none for no limit.")]
    if columns["ends_on"] is not None and columns["ends_on"] < columns["starts_on"]:
        wrong["ends_on"] = [_("This ends before it begins.")]
    elif columns["ends_on"] is not None and columns["ends_on"] < today and not columns["on_paper"]:
        wrong["ends_on"] = [
            _("This day is past: the licence would allow nothing. Only one signed on paper is put on file so.")
        ]
    return wrong


def _wrong_places(columns: Mapping[str, Any], rights: Sequence[Right]) -> dict[str, list[str]]:
    held = countries_of(place for right in rights for place in right.territories)
    wrong: dict[str, list[str]] = {}
    for name in ("territories", "carve_outs"):
        unknown = [word for word in columns[name] if place_code(word) != word]
        beyond = countries_of(columns[name]) - held if rights and not unknown else ()
        if unknown:
            wrong[name] = [_("Not a country or EU: %(words)s.") % {"words": ", ".join(unknown)}]
        elif beyond:
            wrong[name] = [_("The rights do not hold there: %(words)s.") % {"words": named_places(sorted(beyond))}]
    if (
        not wrong
        and columns["territories"]
        and not (countries_of(columns["territories"]) - countries_of(columns["carve_outs"]))
    ):
        wrong["carve_outs"] = [_("Nothing is left of the territories.")]
    return wrong


def _unfit_classes(classes: Iterable[int], rights: Sequence[Right]) -> str:
    marks = [right for right in rights if right.kind == Right.Kind.TRADEMARK]
    held = {number for right in marks for number in right.classes}
    if unknown := [number for number in classes if not nice.FIRST <= number <= nice.LAST]:
        return _("Nice classes run from 1 to 45, not %(words)s.") % {"words": ", ".join(map(str, unknown))}
    if marks and len(marks) == len(rights) and (beyond := set(classes) - held):
        words = ", ".join(str(number) for number in sorted(beyond))
        ours = ", ".join(str(number) for number in sorted(held))
        return _("Registered for class %(ours)s, not for %(words)s.") % {"ours": ours, "words": words}
    return ""


def beyond_parent(columns: Mapping[str, Any], parent: Licence, rights: Sequence[Right]) -> dict[str, list[str]]:
    """A sentence per field in which a sublicence would reach beyond the licence that it stands under."""
    child = Scope(
        frozenset(columns["classes"]), tuple(columns["territories"]), tuple(columns["carve_outs"]),
        frozenset(columns["channels"]), columns["starts_on"], columns["ends_on"],
    )  # fmt: skip
    held = {place for right in rights for place in right.territories}
    wrong = {}
    for name, what in outside(child, parent.scope, held).items():
        wrong[name] = [_SENTENCES[name](what, parent)]
    if columns["sublicensing_depth"] >= parent.sublicensing_depth:
        deepest = parent.sublicensing_depth - 1
        wrong["sublicensing_depth"] = [
            _("Your licence leaves this one no sublicences.")
            if deepest == 0
            else _("Your licence leaves this one %(depth)d generations at most.") % {"depth": deepest}
        ]
    same_period = parent.quota is not None and parent.quota_per == columns["quota_per"]
    if same_period and (columns["quota"] or 0) > (parent.quota or 0):
        wrong["quota"] = [_("Your own licence has %(units)d units.") % {"units": parent.quota}]
    return wrong


def _beyond_classes(what: tuple[str, ...], parent: Licence) -> str:
    yours = ", ".join(str(number) for number in parent.classes)
    if what == ("",):
        return _("Your licence is for class %(yours)s: name those that you pass on.") % {"yours": yours}
    return _("Your licence is for class %(yours)s, not for %(what)s.") % {"yours": yours, "what": ", ".join(what)}


def _beyond_territories(what: tuple[str, ...], parent: Licence) -> str:
    return _("Your licence does not reach %(what)s.") % {"what": named_places(what)}


def _beyond_channels(what: tuple[str, ...], parent: Licence) -> str:
    yours = channel_names(parent.channels)
    if what == ("",):
        return _("Your licence is for %(yours)s: name those that you pass on.") % {"yours": yours}
    beyond = ", ".join(channel_name(code) for code in what)
    return _("Your licence is for %(yours)s, not for %(what)s.") % {"yours": yours, "what": beyond}


def _beyond_start(what: tuple[str, ...], parent: Licence) -> str:
    return _("Your licence begins on %(day)s.") % {"day": day_words(date.fromisoformat(what[0]))}


def _beyond_end(what: tuple[str, ...], parent: Licence) -> str:
    return _("Your licence ends on %(day)s: this one must end by then.") % {
        "day": day_words(date.fromisoformat(what[0]))
    }


_SENTENCES = {
    "classes": _beyond_classes,
    "territories": _beyond_territories,
    "channels": _beyond_channels,
    "starts_on": _beyond_start,
    "ends_on": _beyond_end,
}


def digest(licence: Licence, rights: Iterable[Right]) -> str:
    """SHA-256 of the canonical terms in hexadecimal: what both sides sign."""
    fields = {
        "reference": licence.reference,
        "licensor": licence.licensor_id,
        "licensee": licence.licensee_id,
        "licensee_name": licence.licensee_name,
        "parent": licence.parent_id,
        "rights": sorted(right.reference for right in rights),
        **{name: getattr(licence, name) for name in FIELDS},
    }
    return sha256(row_bytes(fields)).hexdigest()


def in_words(licence: Licence, rights: Sequence[Right]) -> list[tuple[str, str]]:
    """(what, in words) of each term, as it is shown to whoever signs."""
    marks = "; ".join(f"{right.title} ({right.numbered or right.reference})" for right in rights)
    classes = ", ".join(f"{number} {words}" for number, words in nice.named(licence.classes))
    where = named_places(licence.territories) or _("wherever the rights hold")
    if licence.carve_outs:
        where = _("%(where)s, without %(carved)s") % {"where": where, "carved": named_places(licence.carve_outs)}
    return [
        (_("Licensor"), licence.licensor.name),
        (_("Licensee"), licence.licensee_name),
        *([(_("Under the licence"), licence.parent.reference)] if licence.parent else []),
        (_("Rights"), marks),
        (_("Classes"), classes or _("all classes of the rights")),
        *([(_("Goods"), licence.goods)] if licence.goods else []),
        (_("Where"), where),
        (_("Channels"), channel_names(licence.channels)),
        (_("Exclusivity"), licence.get_exclusivity_display()),
        (_("Sublicences"), sublicensing_words(licence)),
        (_("Quantity"), quota_words(licence)),
        (_("Term"), term_words(licence)),
        *([(_("Number of the document"), licence.number)] if licence.number else []),
        *([(_("Signed"), _("by both sides on paper; the document is on file"))] if licence.on_paper else []),
    ]


def sublicensing_words(licence: Licence) -> str:
    """Whether it may be passed on."""
    if not licence.sublicensing_depth:
        return _("none")
    depth = licence.sublicensing_depth
    words = ngettext("%(depth)d generation", "%(depth)d generations", depth) % {"depth": depth}
    return (
        _("%(words)s, each with the consent of the licensor") % {"words": words}
        if licence.sublicensing_consent
        else words
    )


def quota_words(licence: Licence) -> str:
    """How much may be sold."""
    if licence.quota is None:
        return _("no limit")
    return _("%(units)s units %(per)s") % {"units": licence.quota, "per": licence.get_quota_per_display()}


def term_words(licence: Licence) -> str:
    """From when until when."""
    begins = day_words(licence.starts_on)
    if licence.ends_on is None:
        return _("from %(day)s, until it is terminated") % {"day": begins}
    return _("from %(day)s to %(last)s") % {"day": begins, "last": day_words(licence.ends_on)}


def day_words(day: date) -> str:
    """A day as pages write it."""
    return formats.date_format(day, "j M Y")


def named_places(codes: Iterable[str]) -> str:
    """Places by their names."""
    return ", ".join(str(place_name(code)) for code in codes)
