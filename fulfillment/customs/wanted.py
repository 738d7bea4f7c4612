"""What a rights holder may ask customs for: which rights reach which countries, for how long, with which contact persons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django_countries import countries as every_country

from accounts.models import Appointment
from gateway.text import text_fault
from policy.customs import in_union, regime
from registry.acting import refuse_beyond_for
from registry.models import Right
from registry.territories import EU, covers
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Invalid

MOST_RIGHTS, MOST_CONTACTS = 200, 4
LONGEST = {"channels": 4000, "number": 60, "words": 2000}
CONTACT = {"role": 20, "name": 120, "email": 200, "phone": 40}
ROLES = ("legal", "technical")
"""What a contact person is there for: the law, or the goods."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rights holder asks customs for. `rights` are references; countries ISO 3166-1 alpha-2.

    `contacts` have role (one of ROLES), name, email, phone. The last day counts.
    """

    rights: Sequence[str] = ()
    lodged_in: str = ""
    countries: Sequence[str] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    small_consignments: bool = False
    after_detention: bool = False
    channels: str = ""
    contacts: Sequence[Mapping[str, str]] = ()


def longest_until(country: str, first: date) -> date:
    """The last day that an application may have in a country if it begins on `first`."""
    months = regime(country, first).longest_months
    year, month = divmod(first.month - 1 + months, 12)
    try:
        return date(first.year + year, month + 1, first.day) - timedelta(days=1)
    except ValueError:  # 29 February: the last day of the month
        return date(first.year + year, month + 1, 28)


def checked_rights(actor: Actor, wanted: Wanted) -> list[Right]:
    """The rights that are named, by title. Raises Invalid by field, Denied where an agent's appointment does not reach them."""
    wrong = _places_faults(wanted)
    rights = list(
        Right.objects.visible_to(actor)
        .filter(reference__in=list(wanted.rights)[: MOST_RIGHTS + 1])
        .order_by("folded", "id")
    )
    if not rights or len(rights) != len(set(wanted.rights)):
        wrong["rights"] = [_("Choose at least one of your rights; at most %(most)d.") % {"most": MOST_RIGHTS}]
    elif fault := _rights_fault(rights, wanted.countries):
        wrong["rights"] = [fault]
    if wanted.valid_from is None or wanted.valid_until is None:
        wrong["valid_until"] = [_("From which day until which?")]
    elif "lodged_in" not in wrong:
        wrong |= days_faults(wanted.lodged_in, wanted.valid_from, wanted.valid_until)
    if fault := long_fault(wanted.channels, LONGEST["channels"]):
        wrong["channels"] = [fault]
    if fault := _contacts_fault(wanted.contacts):
        wrong["contacts"] = [fault]
    if wrong:
        raise Invalid(fields=wrong)
    refuse_beyond_all(actor, rights, wanted.countries)
    return rights


def _places_faults(wanted: Wanted) -> dict[str, list[str]]:
    known = {code for code, _name in every_country}
    if wanted.lodged_in not in known:
        return {"lodged_in": [_("Choose the country whose customs decide.")]}
    if not wanted.countries or wanted.lodged_in not in wanted.countries or set(wanted.countries) - known:
        return {"countries": [_("Choose the countries, the one where you file among them.")]}
    if len(set(wanted.countries)) > 1 and not all(in_union(code) for code in wanted.countries):
        return {"countries": [_("One application reaches several countries only within the European Union.")]}
    return {}


def _rights_fault(rights: Sequence[Right], countries: Sequence[str]) -> str:
    today = database_now().date()
    if len({right.owner_id for right in rights}) > 1:
        return _("Choose rights of one rights holder.")
    dead = next((r for r in rights if r.state != Right.State.VERIFIED or (r.expires_on and r.expires_on < today)), None)
    if dead is not None:
        return _("“%(title)s” is not verified, or has expired.") % {"title": dead.title}
    far = next((r for r, code in product(rights, countries) if not covers(r.territories, code)), None)
    if far is not None:
        return _("“%(title)s” does not hold in all of these countries.") % {"title": far.title}
    if len(set(countries)) > 1 and (national := next((r for r in rights if EU not in r.territories), None)):
        return _("“%(title)s” is a national right: for several countries choose rights of the Union.") % {
            "title": national.title
        }
    return ""


def days_faults(country: str, first: date, last: date) -> dict[str, list[str]]:
    """What is wrong with these days of an application in a country, by field."""
    if last <= first:
        return {"valid_until": [_("This ends before it begins.")]}
    if last > (most := longest_until(country, first)):
        return {"valid_until": [_("There it is valid until %(day)s at the latest.") % {"day": most.isoformat()}]}
    return {}


def _contacts_fault(contacts: Sequence[Mapping[str, str]]) -> str:
    if len(contacts) > MOST_CONTACTS:
        return _("At most %(most)d contact persons.") % {"most": MOST_CONTACTS}
    for one in contacts:
        if one.get("role") not in ROLES or not one.get("name", "").strip():
            return _("Each contact person has a name, and is there for the law or for the goods.")
        if any(long_fault(str(one.get(name, "")), most) for name, most in CONTACT.items()):
            return _("One of these is too long.")
        try:
            validate_email(one.get("email", ""))
        except ValidationError:
            return _("Customs need an e-mail address of each contact person.")
    return ""


def long_fault(value: str, most: int) -> str:
    """What is wrong with a text; "" where nothing is."""
    return text_fault(value) or (_("At most %(most)d characters.") % {"most": most} if len(value) > most else "")


def refuse_beyond_all(actor: Actor, rights: Sequence[Right], countries: Sequence[str]) -> None:
    """Denied where an agent's appointment does not reach one of these rights in one of these countries."""
    kinds = {(right.owner_id, right.brand_id, right.kind) for right in rights}
    for (owner, brand, kind), country in product(kinds, countries):
        refuse_beyond_for(actor, principal=owner, brand=brand, deed=Appointment.Deed.CUSTOMS, kind=kind, region=country)
