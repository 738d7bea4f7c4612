"""Products put on file and enrolled: from which day every unit has a number that is known here."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from audit.log import record
from audit.verbs import Verb
from fulfillment import verbs
from fulfillment.codes import CodeError, gtin
from fulfillment.models import Product
from gateway.text import text_fault
from registry.models import Brand, SerialScheme
from registry.portal.known_numbers import prefix_of
from registry.services.brands import require_own_brand
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid
from tenancy.references import unused

Source = Product.Source
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How the units of a product are numbered; see `Product`."""

    source: str = Source.NONE
    scheme: SerialScheme | None = None
    enrolled_on: date | None = None
    older_numbered: bool = False
    needs_certificate: bool = False


@transaction.atomic
def add_product(*, actor: Actor, brand: Brand, code: str, name: str, numbering: Numbering = Numbering()) -> Product:
    """Put a product on file under its GTIN (8, 12, 13 or 14 digits).

    Raises Invalid by field: a GTIN that is none, that another product has, or that is of another brand's numbers.
    """
    require_own_brand(actor, brand)
    if brand.retired_at is not None:
        raise Conflict(_("This brand is retired."))
    wrong = _name_fault(name) | _numbering_faults(brand, numbering)
    digits = gtin14(code)
    if not digits:
        wrong["gtin"] = [_("This is no GTIN: 8, 12, 13 or 14 digits, the last of which checks the others.")]
    elif fault := _taken(brand, digits):
        wrong["gtin"] = [fault]
    if wrong:
        raise Invalid(fields=wrong)
    product = Product(
        reference=unused(Product, "PR"), brand=brand, gtin=digits, name=name.strip(), source=numbering.source,
        scheme=numbering.scheme, enrolled_on=numbering.enrolled_on, older_numbered=numbering.older_numbered,
        needs_certificate=numbering.needs_certificate,
    )  # fmt: skip
    try:
        with transaction.atomic():
            product.save(force_insert=True)
    except IntegrityError as taken:
        raise Invalid(fields={"gtin": [_("This GTIN is on file already.")]}) from taken
    _say(verbs.PRODUCT_ADDED, actor, product, source=numbering.source)
    if numbering.enrolled_on:
        _say_enrolled(actor, product)
    return product


@transaction.atomic
def change_product(*, actor: Actor, product: Product, name: str, numbering: Numbering) -> Product:
    """Change its name and how its units are numbered; the GTIN stays. Raises Invalid, Conflict for an ended one.

    A day of enrolment may be moved on, never back behind the day on which it was said: what was made between would be called fake.
    """
    require_own_brand(actor, product.brand)
    fresh: Product = Product.objects.select_for_update(of=("self",)).get(id=product.id)
    if fresh.ended_at is not None:
        raise Conflict(_("This product was ended."))
    wrong = _name_fault(name) | _numbering_faults(fresh.brand, numbering)
    if numbering.enrolled_on and fresh.enrolled_on and numbering.enrolled_on < fresh.enrolled_on:
        wrong["enrolled_on"] = [
            _("It was enrolled from %(day)s on: goods that were made before would be called fake.")
            % {"day": fresh.enrolled_on.isoformat()}
        ]
    if wrong:
        raise Invalid(fields=wrong)
    said = {
        "name": name.strip(), "source": numbering.source, "scheme_id": numbering.scheme.id if numbering.scheme else None,
        "enrolled_on": numbering.enrolled_on, "older_numbered": numbering.older_numbered,
        "needs_certificate": numbering.needs_certificate,
    }  # fmt: skip
    changed = sorted(field for field, value in said.items() if getattr(fresh, field) != value)
    if not changed:
        return fresh
    for field, value in said.items():
        setattr(fresh, field, value)
    fresh.save(update_fields=list(said))
    _say(verbs.PRODUCT_CHANGED, actor, fresh, fields=", ".join(changed))
    if {"enrolled_on", "source"} & set(changed) and fresh.enrolled_on:
        _say_enrolled(actor, fresh)
    return fresh


@transaction.atomic
def end_product(*, actor: Actor, product: Product) -> None:
    """Nothing new is made of it; boxes of it are asked about. Ending twice is a Conflict."""
    require_own_brand(actor, product.brand)
    if not Product.objects.filter(id=product.id, ended_at=None).update(ended_at=database_now()):
        raise Conflict(_("This was ended already."))
    _say(verbs.PRODUCT_ENDED, actor, product)


def gtin14(text: str) -> str:
    """A GTIN as it is kept, with 14 digits; "" for what is none."""
    try:
        return gtin("".join(text.split())).rjust(14, "0")
    except CodeError:
        return ""


def _taken(brand: Brand, digits: str) -> str:
    if Product.objects.standing().filter(gtin=digits).exists():
        return _("This GTIN is on file already.")
    prefix = prefix_of(digits)
    if prefix is not None and prefix.brand_id != brand.id:
        return _("GTINs like this are on file for another brand. Ask the marketplace to put that right.")
    return ""


def _name_fault(name: str) -> dict[str, list[str]]:
    if not name.strip():
        return {"name": [_("Say what it is called.")]}
    fault = text_fault(name) or (
        _("At most %(n)d characters.") % {"n": LONGEST_NAME} if len(name) > LONGEST_NAME else ""
    )
    return {"name": [fault]} if fault else {}


def _numbering_faults(brand: Brand, numbering: Numbering) -> dict[str, list[str]]:
    wrong = {}
    if numbering.source not in Source.values:
        wrong["source"] = [_("Choose where its serial numbers come from.")]
    if numbering.scheme is not None and (numbering.scheme.brand_id != brand.id or numbering.source != Source.RANGE):
        wrong["scheme"] = [_("Choose a range of this brand, for a product that is numbered from a range.")]
    if numbering.enrolled_on and numbering.source == Source.NONE:
        wrong["enrolled_on"] = [_("Without serial numbers there is nothing to enrol.")]
    return wrong


def _say_enrolled(actor: Actor, product: Product) -> None:
    enrolled = product.enrolled_on.isoformat() if product.enrolled_on else None
    facts = {"source": product.source, "enrolled_on": enrolled, "older_numbered": product.older_numbered}
    _say(verbs.PRODUCT_ENROLLED, actor, product, **facts)


def _say(verb: Verb, actor: Actor, product: Product, **facts: str | bool | None) -> None:
    parties = [product.brand.owner_id, actor.party_id]
    record(verb, actor=actor, subject=product, refs=[product.brand], facts=facts, parties=parties)
