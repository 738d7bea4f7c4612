"""Licences before they are signed: drafted, changed, passed on as sublicences; and what each of their deeds needs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from audit.models import Entry
from audit.rows import Committed
from audit.verbs import Verb
from evidence.services import show, store
from gateway.uploads import CheckedDocument
from registry import verbs
from registry.acting import Deed, refuse_beyond_for
from registry.licensing.terms import Terms, beyond_parent, digest, faults, settled
from registry.models import Licence, LicenceDocument, LicenceRight, LicenceViewer, Right
from registry.services.standing import locked, spoken, touch
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused

Consent = Licence.Consent


def draft_licence(*, actor: Actor, rights: Sequence[Right], terms: Terms) -> Licence:
    """Write a licence under rights of one owner; it binds nobody until both sides have signed. Raises Invalid by field."""
    require(actor, "licence.grant")
    owners = {right.owner_id for right in rights}
    if not owners or not all(acts_for(actor, owner) for owner in owners):
        raise Invalid(fields={"rights": [_("Choose rights that you own.")]})
    if len(owners) > 1:
        raise Invalid(fields={"rights": [_("Choose rights of one owner.")]})
    refuse_beyond_for(actor, principal=rights[0].owner_id, brand=None, deed=Deed.LICENSE)
    if over := [right.reference for right in rights if right.state in (Right.State.RETIRED, Right.State.REJECTED)]:
        raise Invalid(fields={"rights": [_("These are not in force: %(refs)s.") % {"refs": ", ".join(over)}]})
    return _draft(actor, rights[0].owner, rights, settled(terms), None)


def sublicense(*, actor: Actor, parent: Licence, terms: Terms) -> Licence:
    """Write a sublicence under a licence that the actor was given, within its scope. Raises Invalid by field."""
    require(actor, "licence.grant")
    if parent.licensee is None or not acts_for(actor, parent.licensee_id):
        raise NotFound
    refuse_beyond_for(actor, principal=parent.licensee.id, brand=None, deed=Deed.LICENSE)
    if parent.state != Licence.State.SIGNED:
        raise Conflict(_("Only a licence that is signed and not over can be passed on."))
    if not parent.sublicensing_depth:
        raise Conflict(_("This licence may not be passed on."))
    rights = rights_of(parent)
    columns = settled(terms)
    wrong = beyond_parent(columns, parent, rights)
    if wrong:
        raise Invalid(fields={**wrong, **faults(columns, rights, parent.licensee, database_now().date())})
    return _draft(actor, parent.licensee, rights, columns, parent)


def _draft(
    actor: Actor, licensor: Party, rights: Sequence[Right], columns: Mapping[str, Any], parent: Licence | None
) -> Licence:
    if wrong := faults(columns, rights, licensor, database_now().date()):
        raise Invalid(fields=wrong)
    with transaction.atomic():
        licence: Licence = Licence.objects.create(
            reference=unused(Licence, "LI"), licensor=licensor, parent=parent,
            allowed_depth=parent.sublicensing_depth if parent else None,
            consent=Consent.MISSING if parent and parent.sublicensing_consent else Consent.NOT_NEEDED, **columns,
        )  # fmt: skip
        LicenceRight.objects.bulk_create(LicenceRight(licence=licence, right=right) for right in rights)
        seen_by(licence, [licensor.id])
        say_licence(verbs.LICENCE_DRAFTED, actor, licence, facts=facts_of(licence, rights))
    return licence


def revise_licence(
    *, actor: Actor, licence: Licence, terms: Terms, rights: Sequence[Right] | None = None, version: int | None = None
) -> Licence:
    """Change a draft. Raises Conflict once it was offered, and if it is no longer at `version`."""
    with transaction.atomic():
        fresh = held(licence, actor, version=version)
        if fresh.state != Licence.State.DRAFT:
            raise Conflict(_("Only a draft is changed. Withdraw the offer, and write a new one."))
        chosen = list(rights) if rights is not None and fresh.parent_id is None else rights_of(fresh)
        if any(right.owner_id != fresh.licensor_id for right in chosen) and fresh.parent_id is None:
            raise Invalid(fields={"rights": [_("Choose rights that you own.")]})
        columns = settled(terms)
        wrong = faults(columns, chosen, fresh.licensor, database_now().date())
        if fresh.parent is not None:
            wrong |= beyond_parent(columns, fresh.parent, chosen)
        if wrong:
            raise Invalid(fields=wrong)
        for name, value in columns.items():
            setattr(fresh, name, value)
        fresh.version += 1
        fresh.save()
        LicenceRight.objects.filter(licence=fresh).exclude(right__in=chosen).delete()
        LicenceRight.objects.bulk_create(
            (LicenceRight(licence=fresh, right=right) for right in chosen), ignore_conflicts=True
        )
        say_licence(verbs.LICENCE_REVISED, actor, fresh, facts=facts_of(fresh, chosen))
    return fresh


def add_document(
    *, actor: Actor, licence: Licence, document: CheckedDocument | bytes, label: str = ""
) -> LicenceDocument:
    """Put a document on file with the licence: by either side. Both sides, and those above them, see it."""
    require(actor, "licence.grant")
    with transaction.atomic():
        fresh = held(licence, actor, either_side=True)
        evidence = store(data=document, kind="licence", actor=actor, label=label)
        for viewer in LicenceViewer.objects.filter(licence=fresh).select_related("party"):
            if viewer.party_id != actor.party_id:
                show(evidence=[evidence], party=viewer.party, actor=actor)
        added: LicenceDocument = LicenceDocument.objects.create(licence=fresh, evidence=evidence)
        say_licence(verbs.LICENCE_DOCUMENT, actor, fresh, refs=(evidence,))
    return added


def acts_for(actor: Actor, party_id: UUID | None) -> bool:
    """Whether the actor speaks for that party."""
    return actor.is_system or (party_id is not None and party_id in {actor.party_id, *actor.brands})


def held(licence: Licence, actor: Actor, *, either_side: bool = False, version: int | None = None) -> Licence:
    """The licence as it is now, locked, for its licensor (or either side). NotFound for others."""
    rows = Licence.objects.select_for_update(of=("self",)).select_related("licensor", "licensee", "parent")
    fresh: Licence = rows.get(id=licence.id)
    is_licensee = fresh.state != Licence.State.DRAFT and acts_for(actor, fresh.licensee_id)
    if not acts_for(actor, fresh.licensor_id) and not (either_side and is_licensee):
        raise NotFound
    for side in (fresh.licensor_id, fresh.licensee_id):
        if side is not None and acts_for(actor, side):
            refuse_beyond_for(actor, principal=side, brand=None, deed=Deed.LICENSE)
    require(actor, "licence.grant")
    if version is not None and fresh.version != version:
        raise Conflict(_("Somebody else has changed this licence meanwhile. Look at it again before you go on."))
    return fresh


def rights_of(licence: Licence) -> list[Right]:
    """The rights that it is about, in the order of ids."""
    return list(Right.objects.filter(licences__licence=licence).order_by("id"))


def look_again(licence: Licence) -> None:
    """The scanner asks anew who may sell under the rights of this licence."""
    for right in rights_of(licence):
        touch(locked(right))


def seen_by(licence: Licence, parties: Iterable[UUID]) -> None:
    """From now on these parties see it."""
    rows = [LicenceViewer(licence=licence, party_id=party) for party in dict.fromkeys(parties)]
    LicenceViewer.objects.bulk_create(rows, ignore_conflicts=True)


def above(licence: Licence) -> list[Licence]:
    """The licences that it stands under, the nearest first."""
    found, at = [], licence
    while at.parent_id is not None:
        at = Licence.objects.select_related("licensor").get(id=at.parent_id)
        found.append(at)
    return found


def say_licence(
    verb: Verb, actor: Actor, licence: Licence, *, facts: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None, refs: tuple[Any, ...] = (), rows: tuple[Committed, ...] = (),
) -> Entry:  # fmt: skip
    """Record, seen by every party that sees the licence; it stands with each of its rights, too."""
    parties = list(LicenceViewer.objects.filter(licence=licence).values_list("party_id", flat=True))
    rights = list(LicenceRight.objects.filter(licence=licence).values_list("right_id", flat=True))
    return record(
        verb, actor=actor, subject=licence, refs=[*rights, *refs], facts=facts, personal=personal, rows=rows,
        parties=parties,
    )  # fmt: skip


def facts_of(licence: Licence, rights: Iterable[Right]) -> dict[str, Any]:
    """The terms as the log says them: codes, counts and days."""
    return {
        "territories": spoken(licence.territories),
        "carve_outs": spoken(licence.carve_outs),
        "classes": spoken(licence.classes),
        "channels": spoken(code.partition(":")[0] for code in licence.channels),
        "exclusivity": licence.exclusivity,
        "sublicensing": licence.sublicensing_depth,
        "quota": licence.quota,
        "starts_on": licence.starts_on.isoformat(),
        "ends_on": licence.ends_on.isoformat() if licence.ends_on else None,
        "sha256": digest(licence, rights),
    }
