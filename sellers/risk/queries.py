"""The risk of many sellers at once, from what their records say: in as many queries as for one."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from accounts.models import Party
from sellers.conduct import conduct_of
from sellers.models import (
    PriorNotice,
    Restraint,
    SellerApplication,
    SellerKin,
    SellerReview,
    SellerTrait,
    StrikeReversal,
)
from sellers.queries import points_of
from sellers.querysets import CLOSING
from sellers.risk.weighing import COUNTED_DAYS, Known, Risk, assess

COMMON = ("address", "supplier")
"""What many share says nothing about whoever shares it."""
Ages = dict[UUID, list[int]]


def risk_of(seller_ids: Iterable[UUID], now: datetime) -> dict[UUID, int]:
    """The figure of each of these sellers, 0 to 100; whoever is none is left out. As many queries for many as for one."""
    return {seller_id: risk.figure for seller_id, risk in risks_of(seller_ids, now).items()}


def risks_of(seller_ids: Iterable[UUID], now: datetime) -> dict[UUID, Risk]:
    """The figure of each of these sellers with its reasons."""
    return {seller_id: assess(known) for seller_id, known in known_of(seller_ids, now).items()}


def known_of(seller_ids: Iterable[UUID], now: datetime) -> dict[UUID, Known]:
    """What is known of each of these sellers on `now`."""
    parties = Party.objects.filter(id__in=set(seller_ids), kind=Party.Kind.SELLER)
    since = dict(parties.values_list("id", "made_at"))
    ids = list(since)
    if not ids:
        return {}
    points, conduct = points_of(ids, now.date()), conduct_of(ids, now)
    upheld, rejected = _outcomes(ids, now)
    failed, passed = _reviews(ids, now)
    applied, linked = _applied(ids, now), _linked(ids, now)
    found = {}
    for one in ids:
        score, score_age = applied.get(one, (0, 0))
        found[one] = Known(
            age_days=_age(since[one], now), points=points.get(one, 0), surge=conduct[one].surge, score=score,
            score_age=score_age, linked=linked.get(one, 0), upheld=tuple(upheld.get(one, ())),
            rejected=tuple(rejected.get(one, ())), review_failed=tuple(failed.get(one, ())),
            review_passed=tuple(passed.get(one, ())),
        )  # fmt: skip
    return found


def _age(at: datetime, now: datetime) -> int:
    return (now - at).days


def _outcomes(ids: list[UUID], now: datetime) -> tuple[Ages, Ages]:
    """How long ago each item came out upheld, and rejected. What was taken back with its strike is neither: the strike
    says of which case it was, and the latest item of that case is left out for it."""
    taken = StrikeReversal.objects.filter(strike__seller_id__in=ids, at__lte=now)
    back = Counter(taken.values_list("strike__seller_id", "cause"))
    rows = PriorNotice.objects.filter(
        seller_id__in=ids, outcome__in=("upheld", "rejected"), at__lte=now, at__gt=now - timedelta(days=COUNTED_DAYS)
    )
    upheld: Ages = {}
    rejected: Ages = {}
    for seller_id, case, outcome, at in rows.order_by("-at", "-id").values_list("seller_id", "case", "outcome", "at"):
        if outcome == "rejected":
            rejected.setdefault(seller_id, []).append(_age(at, now))
        elif back[seller_id, case]:
            back[seller_id, case] -= 1
        else:
            upheld.setdefault(seller_id, []).append(_age(at, now))
    return upheld, rejected


def _reviews(ids: list[UUID], now: datetime) -> tuple[Ages, Ages]:
    """How long ago each report was signed that was not passed, and that was; overturned ones are neither."""
    rows = SellerReview.objects.filter(
        seller_id__in=ids, state__in=("signed", "appealed", "upheld"), signed_at__lte=now
    )
    failed: Ages = {}
    passed: Ages = {}
    for seller_id, verdict, at in rows.values_list("seller_id", "verdict", "signed_at"):
        (passed if verdict == "passed" else failed).setdefault(seller_id, []).append(_age(at, now))
    return failed, passed


def _applied(ids: list[UUID], now: datetime) -> dict[UUID, tuple[int, int]]:
    """The score with which each was let in, and how long ago. What concerned others who were linked is left out: they are
    looked at as they stand today."""
    rows = SellerApplication.objects.filter(party_id__in=ids, state="approved", state_at__lte=now)
    return {
        party_id: (min(_score(found), 100), _age(at, now))
        for party_id, found, at in rows.values_list("party_id", "found", "state_at")
    }


def _score(found: list[dict[str, Any]]) -> int:
    return sum(one["weight"] for one in found if not one["code"].startswith("linked_"))


def _linked(ids: list[UUID], now: datetime) -> dict[UUID, int]:
    """With how many sellers who are out of the shop each of these shares what two seldom share by chance."""
    pairs = {(a, b) for a, b in _pairs(ids) if a != b}
    others = {other for _one, other in pairs}
    laid = Restraint.objects.standing(now).filter(seller_id__in=others, listing=None, kind__in=CLOSING)
    out = set(laid.values_list("seller_id", flat=True))
    out |= set(Party.objects.filter(id__in=others, state=Party.State.SUSPENDED).values_list("id", flat=True))
    return Counter(one for one, other in pairs if other in out)


def _pairs(ids: list[UUID]) -> set[tuple[UUID, UUID]]:
    """Each of these sellers beside each other that shares a trait with it, or seems to be it under another spelling."""
    wanted = set(ids)
    kin = SellerKin.objects.filter(Q(seller_id__in=ids) | Q(other_id__in=ids), strong=True)
    found = {pair for a, b in kin.values_list("seller_id", "other_id") for pair in ((a, b), (b, a))}
    mine = SellerTrait.objects.filter(seller_id__in=ids, ended_at=None).exclude(kind__in=COMMON)
    same = mine.filter(kind=OuterRef("kind"), digest=OuterRef("digest"))
    rows = (
        SellerTrait.objects.filter(Exists(same), ended_at=None).order_by().values_list("kind", "digest", F("seller_id"))
    )
    sharing: dict[tuple[str, str], list[UUID]] = {}
    for kind, digest, seller_id in rows:
        sharing.setdefault((kind, digest), []).append(seller_id)
    found |= {(a, b) for group in sharing.values() for a in group if a in wanted for b in group}
    return {(a, b) for a, b in found if a in wanted}
