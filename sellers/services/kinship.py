"""Who applies, compared with everybody who was here before: names and addresses under other spellings, pictures encoded anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from accounts.models import Party
from audit.log import record
from evidence.models import Evidence
from evidence.papers import page_of
from evidence.services import served_picture
from sellers import verbs
from sellers.kinship.judging import Kin, Profile, kin
from sellers.kinship.pictures import Print, likest, near, print_of, same_picture
from sellers.models import SellerApplication, SellerKey, SellerKin, SellerPaper, SellerPrint
from sellers.recognising import digest
from sellers.services.onboarding import KIN_JOB
from sellers.services.risk import call_for_weighing
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import ring
from tenancy.errors import Invalid, NotFound

A_SWEEP, READ_A_SWEEP = 20, 500
MOST_SHARING, MOST_CANDIDATES = 200, 300
"""A key that more sellers have says nothing; and no more than so many are looked at, those first that share most."""
COMPARED = ("identity", "extract", "drawing", "prototype")
"""Papers that nobody else has. Advertising, contracts and invoices of a wholesaler are with all who buy there."""
SIDE = 640
KEY_DIGITS = 15


def compare_waiting(*, actor: Actor, now: datetime) -> datetime | None:
    """Compare the applications that were handed in with all sellers, whom it reads first; when to come again."""
    waiting = SellerApplication.objects.filter(compared_at=None, handed_in_at__isnull=False).order_by("handed_in_at")
    rows = list(waiting.select_related("party")[: A_SWEEP + 1])
    if not rows:
        return None
    if _read_sellers() == READ_A_SWEEP:
        return now
    for application in rows[:A_SWEEP]:
        compare(actor=actor, application=application)
    return now if len(rows) > A_SWEEP else None


@transaction.atomic
def compare(*, actor: Actor, application: SellerApplication) -> list[Kin]:
    """What its seller has in common with others, which replaces what was found before. Writes it down."""
    party = application.party
    if party is None:
        raise NotFound
    mine = _profiles([party])[party.id]
    _keep_keys(party.id, mine)
    found = kin(mine, _profiles(_candidates(party, mine)))
    found += [Kin(other, "picture", strong=True) for other in _by_pictures(application, party)]
    SellerKin.objects.filter(seller=party).delete()
    SellerKin.objects.bulk_create(
        [SellerKin(seller=party, other_id=one.other, code=one.code, strong=one.strong) for one in found]
    )
    SellerApplication.objects.filter(id=application.id).update(compared_at=database_now())
    facts = {"strong": sum(one.strong for one in found), "near": sum(not one.strong for one in found)}
    record(verbs.APPLICATION_COMPARED, actor=actor, subject=application, refs=[party], facts=facts)
    call_for_weighing({party.id} | {one.other for one in found})
    return found


def read_again(*, seller: Party) -> None:
    """It is called, or lives, otherwise than before: others find it by that from now on, and whoever applied is compared anew.

    Called in the transaction of the change. It was not read before where nobody has applied since it came.
    """
    if SellerKey.objects.filter(seller=seller).exists():
        _keep_keys(seller.id, _profiles([seller])[seller.id])
    if SellerApplication.objects.filter(party=seller, handed_in_at__isnull=False).update(compared_at=None):
        ring(KIN_JOB)


def _read_sellers() -> int:
    """The keys of sellers that came otherwise than by an application; how many."""
    keyed = Exists(SellerKey.objects.filter(seller=OuterRef("id")))
    rows = list(Party.objects.filter(~keyed, kind=Party.Kind.SELLER).order_by("id")[:READ_A_SWEEP])
    for seller, profile in _profiles(rows).items():
        _keep_keys(seller, profile)
    return len(rows)


def _keep_keys(seller: UUID, profile: Profile) -> None:
    SellerKey.objects.filter(seller_id=seller).delete()
    SellerKey.objects.bulk_create([SellerKey(seller_id=seller, key=key) for key in _hashed(profile)])


def _hashed(profile: Profile) -> list[int]:
    """The keys of a profile under the marketplace's own key, and one that everybody has."""
    tenant_id = current_tenant()
    return sorted({0, *(int(digest(tenant_id, "kin", key)[:KEY_DIGITS], 16) for key in profile.found_by())})


def _candidates(party: Party, mine: Profile) -> list[Party]:
    """Sellers that share a key with it which few have, those first that share most."""
    keys = [key for key in _hashed(mine) if key]
    others = SellerKey.objects.filter(key__in=keys).exclude(seller=party)
    common = others.values("key").annotate(n=Count("id")).filter(n__gt=MOST_SHARING).values_list("key", flat=True)
    telling = set(keys) - set(common)
    rows = others.filter(key__in=telling).values("seller").annotate(n=Count("id")).order_by("-n", "seller")
    wanted = [row["seller"] for row in rows[:MOST_CANDIDATES]]
    return list(Party.objects.filter(id__in=wanted, kind=Party.Kind.SELLER))


def _profiles(parties: Sequence[Party]) -> dict[UUID, Profile]:
    """What each says of itself, in its application too."""
    said = dict(SellerApplication.objects.filter(party__in=parties).values_list("party_id", "said"))
    found = {}
    for party in parties:
        steps = said.get(party.id, {})
        signs = steps.get("signatory", {}).get("signatory", ""), steps.get("payment", {}).get("holder", "")
        found[party.id] = Profile.of(
            company=party.name,
            people_=[name for name in signs if name],
            contact=party.contact_name,
            address=party.address,
        )
    return found


def _by_pictures(application: SellerApplication, party: Party) -> set[UUID]:
    """Sellers of whom a paper is one of this application's, encoded anew."""
    papers = SellerPaper.objects.filter(application=application, kind__in=COMPARED).select_related("evidence")
    known = set(SellerPrint.objects.filter(seller=party).values_list("paper_id", flat=True))
    found: set[UUID] = set()
    for paper in papers.order_by("id"):
        data = _drawn(paper.evidence)
        seen = print_of(data) if data else None
        if seen is None or data is None:
            continue
        if paper.id not in known:
            SellerPrint.objects.create(paper=paper, seller=party, bits=seen.bits, small=seen.small)
        found |= _same(party, data, seen, found)
    return found


def _same(party: Party, data: bytes, seen: Print, known: Iterable[UUID]) -> set[UUID]:
    rows = SellerPrint.objects.exclude(seller=party).exclude(seller__in=list(known)).order_by("id")
    ids, bits = [], []
    # One pass over 32 bytes a paper: nothing is an index for what is near in any of 256 bits.
    for row_id, row_bits in rows.values_list("id", "bits").iterator(chunk_size=10_000):
        ids.append(row_id)
        bits.append(bytes(row_bits))
    if not ids or not (nearest := near(seen.bits, bits)):
        return set()
    wanted = [ids[at] for at in nearest]
    kept = {row.id: row for row in SellerPrint.objects.filter(id__in=wanted).select_related("paper__evidence")}
    small = [kept[one] for one in wanted if one in kept]
    found: set[UUID] = set()
    for at in likest(seen.small, [bytes(row.small) for row in small]):
        row = small[at]
        if row.seller_id not in found and (other := _drawn(row.paper.evidence)) and same_picture(data, other):
            found.add(row.seller_id)
    return found


def _drawn(evidence: Evidence) -> bytes | None:
    """A picture of it, of a document its first page; None where nothing can be drawn."""
    try:
        return served_picture(evidence, SIDE).data if evidence.is_picture else page_of(evidence, 1, 1)
    except (NotFound, Invalid):
        return None
