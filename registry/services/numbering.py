"""How a brand's goods are numbered: prefixes of GTINs and patterns of serial numbers, put on file and ended."""

from datetime import date

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import require
from audit.log import record
from audit.verbs import Verb
from gateway.text import text_fault
from registry import verbs
from registry.models import Brand, GtinPrefix, SerialScheme
from registry.portal import gtins, serials
from registry.portal.gtins import Fault
from registry.services.brands import require_own_brand
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid

MOST = 300
"""Prefixes, and patterns, of one brand."""
LONGEST_NOTE = 120


def add_prefix(*, actor: Actor, brand: Brand, number: str, is_upc: bool = False, note: str = "") -> GtinPrefix:
    """Put a company prefix on file, or one GTIN with its check digit, for a brand.

    Twelve digits and more are read as a GTIN; `is_upc` as in `gtins.prefix`. Raises Invalid by field; what overlaps with
    another rights holder's is refused without naming it, Conflict for a retired brand.
    """
    require_own_brand(actor, brand)
    wrong = _note(note)
    digits = gtins.BETWEEN.sub("", number)
    found = (
        gtins.gtin(digits) if len(digits) >= gtins.PRODUCT or len(digits) == 8 else gtins.prefix(digits, is_upc=is_upc)
    )
    if isinstance(found, Fault):
        wrong["number"] = [say_fault(found)]
    if wrong or isinstance(found, Fault):
        raise Invalid(fields=wrong)
    with transaction.atomic():
        fresh = _standing(brand)
        _alone()
        _refuse_overlap(fresh, found.value)
        _refuse_more(GtinPrefix.objects.filter(brand=fresh).standing().count())
        row: GtinPrefix = GtinPrefix.objects.create(brand=fresh, prefix=found.value, note=note.strip())
        _say(verbs.PREFIX_ADDED, actor, fresh, row, {"prefix": row.prefix})
    return row


def end_prefix(*, actor: Actor, prefix: GtinPrefix) -> None:
    """Nothing is known by it any more: by the owner, or by who verifies rights. Ending twice is a Conflict."""
    _require_ending(actor, prefix.brand)
    with transaction.atomic():
        if not GtinPrefix.objects.filter(id=prefix.id, ended_at=None).update(ended_at=database_now()):
            raise Conflict(_("This was ended already."))
        _say(verbs.PREFIX_ENDED, actor, prefix.brand, prefix, {"prefix": prefix.prefix})


def add_serials(
    *,
    actor: Actor,
    brand: Brand,
    pattern: str,
    first: str = "",
    last: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    note: str = "",
) -> SerialScheme:
    """Put on file what serial numbers of a brand look like, for units made from `starts_on` (today) to `ends_on`.

    Raises Invalid by field, Conflict for a retired brand.
    """
    require_own_brand(actor, brand)
    said = serials.Serials(pattern.strip(), first.strip(), last.strip())
    begins, wrong = starts_on or database_now().date(), _note(note)
    if fault := text_fault(said.pattern):
        wrong["pattern"] = [fault]
    for one in serials.faults(said):
        field, sentence = SAID[one]
        wrong.setdefault(field, []).append(str(sentence))
    if ends_on is not None and ends_on < begins:
        wrong["ends_on"] = [_("This ends before it begins.")]
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        fresh = _standing(brand)
        _refuse_more(SerialScheme.objects.filter(brand=fresh).standing().count())
        row: SerialScheme = SerialScheme.objects.create(
            brand=fresh, pattern=said.pattern, first=said.first, last=said.last, starts_on=begins, ends_on=ends_on,
            note=note.strip(),
        )  # fmt: skip
        facts = {"starts_on": begins.isoformat(), "ends_on": ends_on.isoformat() if ends_on else None}
        _say(verbs.SERIALS_ADDED, actor, fresh, row, facts)
    return row


def end_serials(*, actor: Actor, scheme: SerialScheme) -> None:
    """Units are not known by it any more. Ending twice is a Conflict."""
    _require_ending(actor, scheme.brand)
    with transaction.atomic():
        if not SerialScheme.objects.filter(id=scheme.id, ended_at=None).update(ended_at=database_now()):
            raise Conflict(_("This was ended already."))
        _say(verbs.SERIALS_ENDED, actor, scheme.brand, scheme, {})


SAID = {
    "short": ("pattern", gettext_lazy("Give at least four signs.")),
    "long": ("pattern", gettext_lazy("At most sixty signs.")),
    "open": ("pattern", gettext_lazy("Without #, @ or * this is one serial number. Put # where a digit changes.")),
    "range_digits": (
        "first", gettext_lazy("The range is of the digits at #: at most as many digits as there are #."),
    ),
    "range": ("last", gettext_lazy("This comes before the first.")),
}  # fmt: skip


def say_fault(fault: Fault) -> str:
    """What is wrong with a GTIN or a prefix."""
    sentences = {
        "digits": _("Digits alone."),
        "length": _("A company prefix has 4 to 12 digits, a GTIN 8, 12, 13 or 14."),
        "digit": _("The check digit should be %(right)s: a digit was mistyped.") % {"right": fault.right},
        "nobodys": _(
            "GS1 gives these numbers to no company: they are for use inside a shop, for books or for coupons."
        ),
    }
    return sentences[fault.wrong]


def _require_ending(actor: Actor, brand: Brand) -> None:
    if actor.is_operator:
        require(actor, "right.verify")
    else:
        require_own_brand(actor, brand)


def _refuse_overlap(brand: Brand, value: str) -> None:
    """The same prefix is of one brand; and of one rights holder whatever begins with it, or it begins with."""
    standing = GtinPrefix.objects.standing().select_related("brand")
    shorter = [value[:length] for length in range(gtins.SHORTEST, len(value))]
    own = standing.filter(brand__owner_id=brand.owner_id, prefix=value).first()
    if own is not None:
        named = {"brand": own.brand.name}
        message = _("%(brand)s has this already. Give each brand longer prefixes, or single GTINs: the longest counts.")
        raise Invalid(fields={"number": [message % named]})
    others = standing.exclude(brand__owner_id=brand.owner_id)
    if others.filter(Q(prefix__in=[*shorter, value]) | Q(prefix__gte=value, prefix__lt=value + ":")).exists():
        message = _(
            "Some of these numbers are on file for another rights holder. Show the marketplace your certificate of GS1; it"
            " can end what is wrong."
        )
        raise Invalid(fields={"number": [message]})


def _alone() -> None:
    """One at a time in a marketplace, until the end of the transaction: no two overlapping prefixes slip in together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"gtins:{current_tenant()}"])


def _standing(brand: Brand) -> Brand:
    fresh: Brand = Brand.objects.select_for_update(of=("self",)).get(id=brand.id)
    if fresh.retired_at is not None:
        raise Conflict(_("This brand is retired."))
    return fresh


def _refuse_more(there: int) -> None:
    if there >= MOST:
        raise Conflict(_("A brand has at most %(most)d of these. End one first.") % {"most": MOST})


def _note(note: str) -> dict[str, list[str]]:
    fault = text_fault(note) or (
        _("At most %(most)d characters.") % {"most": LONGEST_NOTE} if len(note) > LONGEST_NOTE else ""
    )
    return {"note": [fault]} if fault else {}


def _say(verb: Verb, actor: Actor, brand: Brand, row: GtinPrefix | SerialScheme, facts: dict[str, str | None]) -> None:
    parties = [party for party in {brand.owner_id, actor.party_id} if party]
    record(verb, actor=actor, subject=row, refs=[brand], facts=facts, parties=parties)
