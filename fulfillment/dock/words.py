"""What a dock is told in words: what to do, and why."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fulfillment.models import Site

ANSWERS: Mapping[str, tuple[str | Promise, str]] = {
    "ship": (_("Ship"), "good"), "hold": (_("Hold"), "stop"), "ask": (_("Ask"), "wait"),
}  # fmt: skip
"""What is told, with its tone."""
SENTENCES: Mapping[str, str | Promise] = {
    "on_hold": _("This box is on hold already, as %(hold)s. Put it back on its shelf."),
    "restrained": _("This seller’s goods are kept back by case %(cause)s. Do not send them on: put them aside as held."),
    "whose": _("Such goods of one seller are kept back by case %(cause)s. Find out whose these are."),
    "correction": _("Its maker has not put right in time what it was asked (%(correction)s). Look at the goods."),
    "sample": _("Sample: please inspect this one, then scan it as inspected."),
    "void": _("This serial number was taken back by the brand: its label was spoilt or stolen."),
    "unknown": _("This serial number was never issued. Scan it once more; if it stays so, hold the box."),
    "twice": _("One serial number on two goods: it was seen at %(before)s and now at %(place)s, and no box goes that way."),
    "places": _("Scanned at %(before)s %(ago)s before, %(kilometres)s km away. One of the two is not genuine."),
    "early": _("This serial number was scanned before it was issued."),
    "after_sale": _("This piece was sold at %(before)s and has not come back. Its number is on another piece."),
    "many": _("Buyers in %(cities)s cities have checked this number within %(days)s days."),
    "recalled": _("Batch %(lot)s was recalled by the brand."),
    "refused": _("Batch %(lot)s was refused at an inspection."),
    "expired": _("Batch %(lot)s kept until %(expires_on)s."),
    "over": _("%(out)s pieces of batch %(lot)s have left already, as many as were certified (%(most)s)."),
    "licence_no": _("The seller may not have goods of this brand shipped there."),
    "licence_ask": _("Nobody can say from what is on file whether the seller may ship these goods there."),
    "licence_spent": _("All pieces of the seller's licence are sold. Ask whether this one belongs to an order that was counted."),
    "banned": _("These goods may not be brought there: %(ban)s."),
    "product_unknown": _("Nobody has put this product on file."),
    "before_enrolment": _("Its numbers are kept since %(enrolled_on)s, and this may be older: look at the goods."),
    "number_missing": _("Goods of this product have serial numbers since %(enrolled_on)s. Scan the code with the number, or ask."),
    "not_enrolled": _("The brand has not said yet that all its numbers are on file. Look at the goods."),
    "lot_unknown": _("Nobody has put batch %(lot)s on file."),
    "not_certified": _("Nobody has certified where batch %(lot)s comes from."),
    "unreadable": _("The code could not be read: %(why)s. Scan it once more."),
}  # fmt: skip

CAUSES: Mapping[str, str | Promise] = {
    "revoked": _("The owner of the brand took its authorisation back."),
    "terminated": _("Its licence was ended."),
    "ended": _("Its authorisation has run out."),
    "licence_ended": _("Its licence has run out."),
    "ended_above": _("A licence above its own has ended."),
    "not_yet": _("Its authorisation has not begun."),
    "licence_not_yet": _("Its licence has not begun."),
    "elsewhere": _("It is authorised for other countries."),
    "licence_elsewhere": _("Its licence is for other countries."),
    "no_destination": _("It may sell to some countries only: say where the goods go."),
    "other_channel": _("Its licence is not for this marketplace."),
    "goods_unknown": _("Its licence is for some goods only."),
    "unsigned": _("Its licence is not signed."),
    "not_authorised": _("The owner of the brand has not named it."),
}
"""What of the gate's reasons a dock is told: no numbers of licences, no days, as a carrier is no party to them."""


def sentences(reasons: Iterable[Mapping[str, Any]], places: Mapping[str, str] | None = None) -> list[str]:
    """The reasons of a check in words; `places` has the names of places by id."""
    return [_said(one["code"], one.get("facts", {}), places or {}) for one in reasons]


def place_names(reasons: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The names of the places that reasons speak of. One query, none where they speak of none."""
    ids = {
        value
        for one in reasons
        for name in ("place", "before")
        if len(value := str(one.get("facts", {}).get(name, ""))) == 36
    }
    return {str(row.id): row.name for row in Site.objects.filter(id__in=ids)} if ids else {}


def _said(code: str, facts: Mapping[str, Any], places: Mapping[str, str]) -> str:
    sentence = SENTENCES.get(code)
    if sentence is None:
        return code
    said: dict[str, Any] = {name: _fact(name, value, places) for name, value in facts.items()}
    if "minutes" in facts:
        said["ago"] = _ago(int(facts["minutes"]))
    causes = [str(CAUSES[one]) for one in facts.get("causes", ()) if one in CAUSES]
    return " ".join([str(sentence) % _Dashes(said), *causes])


class _Dashes(dict[str, Any]):
    """A fact that an older row lacks reads as a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def _fact(name: str, value: Any, places: Mapping[str, str]) -> Any:
    if name in ("place", "before"):
        return places.get(str(value)) or gettext("another place")
    if name.endswith("_on") and (day := parse_date(str(value))):
        return date_format(day, "j F Y")
    return value


def _ago(minutes: int) -> str:
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def codes_with_sentences() -> Collection[str]:
    """Every reason that can be said; a test compares it with what can be answered."""
    return SENTENCES.keys()
