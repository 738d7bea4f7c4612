"""Brands: put on file, changed, retired, and the rights that stand behind each."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from audit.verbs import Verb
from evidence.services import show, store
from gateway.text import text_fault
from gateway.uploads import CheckedPicture
from registry import verbs
from registry.acting import Deed, refuse_beyond_for
from registry.models import Brand, Right
from registry.services.standing import owner_for, require_all_of
from registry.words import fold
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.ids import reference

LONGEST_NAME, LONGEST_ABOUT, LONGEST_URL = 120, 2000, 300
MOST_TOGETHER = 300
"""Rights that are put into a brand in one transaction."""
IS_WEB = URLValidator(schemes=["http", "https"])


def add_brand(
    *,
    actor: Actor,
    name: str,
    about: str = "",
    website: str = "",
    logo: CheckedPicture | None = None,
    owner: Party | None = None,
) -> Brand:
    """Put a brand on file. `owner` is needed where the actor acts for several. Raises Invalid."""
    require(actor, "right.register")
    holder = owner_for(actor, owner)
    require_all_of(actor, holder)
    with transaction.atomic():
        said = _checked(holder.id, name=name, about=about, website=website)
        brand: Brand = Brand.objects.create(
            reference=reference("BR"), owner=holder, **said, **_logo(actor, holder, logo)
        )
        _say(verbs.BRAND_ADDED, actor, brand, personal={"name": brand.name})
    return brand


def change_brand(
    *, actor: Actor, brand: Brand, name: str, about: str = "", website: str = "", logo: CheckedPicture | None = None
) -> Brand:
    """Change what is said of a brand; without a new logo the old one stays. Raises Invalid, Conflict for a retired one."""
    require_own_brand(actor, brand)
    with transaction.atomic():
        fresh = _locked(brand)
        said = {**_checked(fresh.owner_id, name=name, about=about, website=website, but=fresh.id)}
        said |= _logo(actor, fresh.owner, logo)
        changed = sorted(field for field, value in said.items() if getattr(fresh, field) != value and field != "folded")
        if not changed:
            return fresh
        for field, value in said.items():
            setattr(fresh, field, value)
        fresh.save()
        personal = {"name": fresh.name} if "name" in changed else {}
        _say(verbs.BRAND_CHANGED, actor, fresh, facts={"fields": ", ".join(changed)}, personal=personal)
    return fresh


def retire_brand(*, actor: Actor, brand: Brand) -> None:
    """Nothing is put into it any more. Its rights stay as they are; agents that are limited to it keep it in sight."""
    require_own_brand(actor, brand)
    with transaction.atomic():
        fresh = _locked(brand)
        fresh.retired_at = database_now()
        fresh.save(update_fields=["retired_at"])
        _say(verbs.BRAND_RETIRED, actor, fresh)


def put_in_brand(*, actor: Actor, owner: Party, brand: Brand | None, rights: Collection[Right]) -> list[Right]:
    """Put rights of one rights holder into one of its brands, at most 300; None takes them out. Those that were moved.

    Raises NotFound for a right of somebody else, Conflict for a retired brand.
    """
    require(actor, "right.register")
    require_all_of(actor, owner_for(actor, owner))
    if len(rights) > MOST_TOGETHER:
        raise ValueError(f"At most {MOST_TOGETHER} rights are moved at once.")
    with transaction.atomic():
        if brand is not None:
            brand = _locked(brand)
            if brand.owner_id != owner.id:
                raise NotFound
        rows = Right.objects.filter(id__in=[right.id for right in rights], owner=owner).order_by("id")
        fresh = list(rows.select_for_update())
        if len(fresh) != len({right.id for right in rights}):
            raise NotFound
        moved = [right for right in fresh if right.brand_id != (brand.id if brand else None)]
        left = {right.brand_id for right in moved if right.brand_id}
        for right in moved:
            right.brand = brand
        if moved:
            bulk_update_with_history(moved, Right, ["brand"], manager=Right.objects)
            verb = verbs.BRAND_FILLED if brand else verbs.BRAND_LEFT
            _say_moved(verb, actor, owner, brand, moved, left)
    return moved


def _say_moved(
    verb: Verb, actor: Actor, owner: Party, brand: Brand | None, moved: Iterable[Right], left: set[UUID]
) -> None:
    refs = [*(right.id for right in moved), *left]
    parties = {owner.id, actor.party_id} - {None}
    record(
        verb, actor=actor, subject=brand or owner, refs=refs, facts={"rights": len(refs) - len(left)},
        parties=[party for party in parties if party],
    )  # fmt: skip


def _say(verb: Verb, actor: Actor, brand: Brand, **said: Any) -> None:
    acting = {brand.owner_id, actor.party_id} - {None}
    record(verb, actor=actor, subject=brand, parties=[party for party in acting if party], **said)


def require_own_brand(actor: Actor, brand: Brand) -> None:
    """The owner, and an agent that may register for it."""
    if not (actor.is_operator or actor.is_system):
        if brand.owner_id not in {actor.party_id, *actor.brands} and brand.id not in actor.marks:
            raise NotFound
        refuse_beyond_for(actor, principal=brand.owner_id, brand=brand.id, deed=Deed.REGISTER)
    require(actor, "right.register")


def _locked(brand: Brand) -> Brand:
    fresh: Brand = Brand.objects.select_for_update(of=("self",)).select_related("owner").get(id=brand.id)
    if fresh.retired_at is not None:
        raise Conflict(_("This brand is retired."))
    return fresh


def _logo(actor: Actor, owner: Party, logo: CheckedPicture | None) -> dict[str, Any]:
    if logo is None:
        return {}
    evidence = store(data=logo, kind="logo", actor=actor)
    show(evidence=[evidence], party=owner, actor=actor)
    return {"logo": evidence}


def _checked(owner_id: UUID, *, name: str, about: str, website: str, but: UUID | None = None) -> dict[str, str]:
    wrong: dict[str, list[str]] = {}
    longest = {"name": LONGEST_NAME, "about": LONGEST_ABOUT, "website": LONGEST_URL}
    said = {"name": name.strip(), "about": about.strip(), "website": website.strip()}
    for field, text in said.items():
        fault = text_fault(text)
        if fault or len(text) > longest[field]:
            wrong[field] = [fault or _("At most %(most)d characters.") % {"most": longest[field]}]
    if not said["name"]:
        wrong["name"] = [_("A brand needs a name.")]
    elif Brand.objects.filter(owner_id=owner_id, folded=fold(said["name"]), retired_at=None).exclude(id=but).exists():
        wrong["name"] = [_("You have a brand of this name already.")]
    try:
        if said["website"]:
            IS_WEB(said["website"])
    except ValidationError:
        wrong["website"] = [_("An address of the web, such as https://example.com.")]
    if wrong:
        raise Invalid(fields=wrong)
    return {**said, "folded": fold(said["name"])[:240]}
