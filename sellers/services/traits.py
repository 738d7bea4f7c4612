"""What sellers can be recognised by: noted by the shop's system or by staff, ended when it holds no longer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import Fact, record
from sellers import verbs
from sellers.models import SellerTrait
from sellers.recognising import digest, masked, normal
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid, NotFound

LINKS_JOB = "links"
"""Rung when what links sellers has changed."""
SOON = timedelta(seconds=20)
"""Links are looked for a little later, when what was written beside this has been committed too."""
MOST_TOGETHER = 1_000
LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True)
class Recognised:
    """One trait as it was told: `seller` is the seller's reference, `value` is hashed and then forgotten."""

    seller: str
    kind: str
    value: str


def note_traits(*, actor: Actor, traits: Sequence[Recognised]) -> int:
    """Write down what sellers can be recognised by; how many were new. All or none; one that stands is left.

    Raises Invalid, which names each fault as `0.value`: an unknown seller, a value that cannot be compared, more than
    1,000 together.
    """
    require(actor, "trait.note")
    if len(traits) > MOST_TOGETHER:
        raise Invalid(fields={"traits": [_("At most %(most)d at once.") % {"most": MOST_TOGETHER}]})
    rows = Party.objects.filter(kind=Party.Kind.SELLER, reference__in={one.seller for one in traits})
    sellers = {party.reference: party for party in rows}
    wrong = {
        f"{place}.{name}": [sentence]
        for place, one in enumerate(traits)
        for name, sentence in _faults(one, sellers).items()
    }
    if wrong:
        raise Invalid(fields=wrong)
    source = SellerTrait.Source.STAFF if actor.kind == "person" else SellerTrait.Source.SHOP
    with transaction.atomic():
        # Two who tell the same at once are one after the other, so that the count and the entry are true.
        list(
            Party.objects.select_for_update(no_key=True).filter(id__in=[p.id for p in sellers.values()]).order_by("id")
        )
        fresh = _fresh([_row(sellers[one.seller], one, source) for one in traits])
        SellerTrait.objects.bulk_create(fresh)
        for seller in sorted({row.seller for row in fresh}, key=lambda party: str(party.id)):
            mine = [row for row in fresh if row.seller_id == seller.id]
            facts: dict[str, Fact] = {"traits": len(mine), "kinds": ", ".join(sorted({row.kind for row in mine}))}
            record(verbs.TRAITS_NOTED, actor=actor, subject=seller, facts=facts)
        if fresh:
            ring(LINKS_JOB, at=database_now() + SOON)
    return len(fresh)


def keep_traits(*, actor: Actor, seller: Party, traits: Sequence[tuple[str, str, str]]) -> int:
    """What an applicant can be recognised by, from its own application: kind, digest, and what staff see. How many are new.

    Called by the service of the application alone, which knows the applicant by its link.
    """
    with transaction.atomic():
        Party.objects.select_for_update(no_key=True).get(id=seller.id)
        fresh = _fresh(
            [
                SellerTrait(seller=seller, kind=kind, digest=value, label=label, source=SellerTrait.Source.APPLICANT)
                for kind, value, label in traits
            ]
        )
        SellerTrait.objects.bulk_create(fresh)
        if fresh:
            facts: dict[str, Fact] = {"traits": len(fresh), "kinds": ", ".join(sorted({row.kind for row in fresh}))}
            record(verbs.TRAITS_NOTED, actor=actor, subject=seller, facts=facts)
            ring(LINKS_JOB, at=database_now() + SOON)
    return len(fresh)


def note_trait(*, actor: Actor, seller: Party, kind: str, value: str) -> bool:
    """The same for one; False where it stood already. Raises Invalid by field."""
    try:
        return bool(note_traits(actor=actor, traits=[Recognised(seller.reference, kind, value)]))
    except Invalid as refused:
        raise Invalid(fields={name.removeprefix("0."): said for name, said in refused.fields.items()}) from refused


@transaction.atomic
def end_trait(*, actor: Actor, trait_id: UUID) -> SellerTrait:
    """It holds no longer: it was wrong, or is another's now. What it said of the past is not undone.

    Raises NotFound, and Conflict where it has ended already.
    """
    require(actor, "trait.note")
    trait = SellerTrait.objects.select_for_update(of=("self",)).select_related("seller").filter(id=trait_id).first()
    if trait is None:
        raise NotFound
    if trait.ended_at is not None:
        raise Conflict(_("This has ended already."))
    trait.ended_at = database_now()
    trait.save(update_fields=["ended_at"])
    record(verbs.TRAIT_ENDED, actor=actor, subject=trait.seller, facts={"kind": trait.kind})
    ring(LINKS_JOB, at=trait.ended_at + SOON)
    return trait


def _faults(one: Recognised, sellers: dict[str, Party]) -> dict[str, str]:
    found = {}
    if one.seller not in sellers:
        found["seller"] = _("There is no such seller.")
    if one.kind not in SellerTrait.Kind.values:
        found["kind"] = _("One of: %(allowed)s.") % {"allowed": ", ".join(SellerTrait.Kind.values)}
    elif len(one.value) > LONGEST_VALUE:
        found["value"] = _("At most %(most)d characters.") % {"most": LONGEST_VALUE}
    elif not normal(one.kind, one.value):
        found["value"] = {
            "phone": _("A telephone number with its country code, as in +49 30 901820."),
            "document": _("The SHA-256 of the document's bytes: 64 hexadecimal digits."),
        }.get(one.kind, _("This cannot be compared: it holds no letter or digit."))
    return found


def _row(seller: Party, one: Recognised, source: str) -> SellerTrait:
    value = normal(one.kind, one.value)
    return SellerTrait(
        seller=seller, kind=one.kind, digest=digest(current_tenant(), one.kind, value), label=masked(one.kind, value),
        source=source,
    )  # fmt: skip


def _fresh(rows: Sequence[SellerTrait]) -> list[SellerTrait]:
    """Those that do not stand yet, each once."""
    standing = SellerTrait.objects.filter(seller_id__in={row.seller_id for row in rows}, ended_at=None)
    known = Counter(standing.values_list("seller_id", "kind", "digest"))
    fresh = []
    for row in rows:
        key = (row.seller_id, row.kind, row.digest)
        if not known[key]:
            known[key] += 1
            fresh.append(row)
    return fresh
