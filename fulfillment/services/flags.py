"""What people at docks and hand-overs find suspicious: flagged with pictures, looked at, held or let go."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import Fact, record
from audit.rows import committed
from evidence.services import show, store
from fulfillment import verbs
from fulfillment.machine import FLAG
from fulfillment.models import Check, Flag, FlagPicture, Hold
from fulfillment.services.holds import hold_box
from gateway.text import text_fault
from gateway.uploads import CheckedPicture
from registry.models import Brand
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused
from workflow.moves import move

MOST_PICTURES = 8
LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """What is suspicious: a kind, words, pictures. `sent` is the device's own number, by which the same is known again."""

    kind: str
    words: str = ""
    pictures: Sequence[CheckedPicture] = ()
    sent: UUID | None = None


@transaction.atomic
def flag_box(*, actor: Actor, scan: Check, said: Suspicion, hold: bool = True) -> Flag:
    """Flag the box of a scan; with `hold` it is put back at once. The same number sent twice is one flag.

    Raises Invalid by field, NotFound for a scan of somebody else.
    """
    require(actor, "dock.scan")
    if scan.party_id != actor.party_id or scan.site_id is None:
        raise NotFound
    if said.sent and (known := Flag.objects.filter(party_id=actor.party_id, sent=said.sent).first()):
        return known
    _check(said)
    brand = Brand.objects.select_related("owner").filter(id=scan.brand_id).first() if scan.brand_id else None
    flag = committed(
        Flag, reference=unused(Flag, "FL"), scan=scan, mark=scan.mark, product_id=scan.product_id, brand=brand,
        seller_id=scan.seller_id, site_id=scan.site_id, party_id=scan.party_id, membership_id=actor.membership_id,
        kind=said.kind, words=said.words.strip(), at=database_now(), sent=said.sent, state=FLAG.initial,
    )  # fmt: skip
    kept = [store(data=picture, kind="flag", actor=actor) for picture in said.pictures]
    FlagPicture.objects.bulk_create(FlagPicture(flag=flag, evidence=piece) for piece in kept)
    if brand is not None and kept:
        show(evidence=kept, party=brand.owner, actor=actor)
    facts: dict[str, Fact] = {"kind": said.kind, "pictures": len(kept)}
    refs = [one for one in (scan.brand_id, scan.batch_id, scan.mark) if one]
    record(
        verbs.FLAGGED, actor=actor, subject=flag, refs=refs, facts=facts, rows=[flag, *kept],
        parties=[actor.party_id, brand.owner_id if brand else None],
    )  # fmt: skip
    if hold:
        hold_box(actor=actor, scan=scan, flag=flag)
        move(flag, Flag.State.HELD, machine=FLAG)
    return flag


@transaction.atomic
def dismiss_flag(*, actor: Actor, flag: Flag, words: str) -> Flag:
    """Nothing was wrong: by who decides about held goods. Raises Invalid, NotFound, Conflict."""
    require(actor, "hold.decide")
    rows = Flag.objects.visible_to(actor).select_for_update(of=("self",)).select_related("brand")
    fresh: Flag | None = rows.filter(id=flag.id).first()
    if fresh is None:
        raise NotFound
    if not words.strip() or len(words) > LONGEST or text_fault(words):
        raise Invalid(fields={"words": [_("Say why nothing was wrong, in at most %(n)d characters.") % {"n": LONGEST}]})
    if Hold.objects.filter(flag=fresh).exists():
        raise Conflict(_("The goods are held: settle the hold."))
    move(fresh, Flag.State.DISMISSED, machine=FLAG)
    record(
        verbs.FLAG_DISMISSED, actor=actor, subject=fresh, personal={"why": words.strip()},
        parties=[fresh.party_id, fresh.brand.owner_id if fresh.brand else None],
    )  # fmt: skip
    return fresh


def _check(said: Suspicion) -> None:
    wrong: dict[str, list[str]] = {}
    if said.kind not in Flag.Kind.values:
        wrong["kind"] = [_("Choose what is suspicious.")]
    if len(said.words) > LONGEST:
        wrong["words"] = [_("At most %(n)d characters.") % {"n": LONGEST}]
    elif fault := text_fault(said.words):
        wrong["words"] = [fault]
    if len(said.pictures) > MOST_PICTURES:
        wrong["pictures"] = [_("At most %(n)d pictures.") % {"n": MOST_PICTURES}]
    if wrong:
        raise Invalid(fields=wrong)
