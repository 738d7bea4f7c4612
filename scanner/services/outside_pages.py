"""Pages outside: kept as evidence as they came, and scanned like listings."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction

from accounts.models import Party
from audit import log
from evidence import services as evidence
from evidence.models import Evidence
from gateway.uploads import CheckedDocument, CheckedPicture
from registry import queries as registry
from registry.territories import offered_in
from scanner import reference
from scanner.machine import OUTSIDEMATCH
from scanner.matchers.facts import Finding, ListingFacts
from scanner.models import OutsideMatch, OutsidePage, OutsidePicture, Shop
from scanner.outside import verbs
from scanner.outside.pages import PageFacts
from scanner.pictures import facts_of
from scanner.scanning import assess_facts
from scanner.scoring import Score
from scanner.services.outside import JOB, digest_of, watchers_of
from scanner.thresholds import HOUSE, table
from tenancy import due
from tenancy.actor import Actor
from tenancy.ids import reference as new_reference
from workflow.moves import move_all

BATCH = 25
PAGE_KIND, PICTURE_KIND = "outside_page", "outside_picture"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Capture:
    """A page as it came: its bytes as they are kept, what was read off it, its pictures with their addresses."""

    url: str
    source: str
    data: bytes
    media_type: str
    facts: PageFacts
    at: datetime
    pictures: tuple[tuple[str, CheckedPicture], ...] = ()
    remote: str = ""

    @property
    def says(self) -> str:
        """The same for two captures that offer the same with the same pictures."""
        parts = [self.facts.digest, *(picture.sha256 for _url, picture in self.pictures)]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()


@transaction.atomic
def keep_page(*, actor: Actor, shop: Shop, capture: Capture, now: datetime) -> OutsidePage:
    """Keep what a page said, with its evidence, shown to whom the shop is watched for; it is scanned next.

    What says the same as the last time is not kept again, only its time. The caller has authorised it and holds the shop.
    """
    digest = digest_of(capture.url)
    last: OutsidePage | None = shop.pages.filter(digest=digest).order_by("-revision").first()
    if last is not None and last.says == capture.says:
        OutsidePage.objects.filter(id=last.id).update(seen_at=now)
        return last
    if last is not None:
        _supersede(last, now)
    piece = _store(capture.data, PAGE_KIND, capture.media_type, actor)
    facts = capture.facts
    page: OutsidePage = OutsidePage.objects.create(
        shop=shop, reference=new_reference("OP", 9), url=capture.url, digest=digest, source=capture.source,
        revision=last.revision + 1 if last else 1, evidence=piece, remote=capture.remote, fetched_at=capture.at,
        seen_at=now, title=facts.title, description=facts.description, brand=facts.brand, currency=facts.currency,
        price_cents=facts.price_cents, language=facts.language, says=capture.says,
    )  # fmt: skip
    stored = [evidence.store(data=picture, kind=PICTURE_KIND, actor=actor) for _url, picture in capture.pictures]
    OutsidePicture.objects.bulk_create(
        OutsidePicture(page=page, evidence=one, url=url, position=position)
        for position, (one, (url, _picture)) in enumerate(zip(stored, capture.pictures, strict=True))
    )
    watchers = Party.objects.filter(id__in=watchers_of(shop.id))
    for party in watchers:
        evidence.show(evidence=[piece, *stored], party=party, actor=actor)
    log.record(
        verbs.KEPT, actor=actor, subject=page, refs=[shop, piece, *stored], parties=[party.id for party in watchers],
        facts={"revision": page.revision, "pictures": len(stored), "source": capture.source},
    )  # fmt: skip
    due.ring(JOB)
    return page


def scan_kept(*, actor: Actor, now: datetime, most: int = BATCH) -> int:
    """Scan pages that were kept, the oldest first, in the caller's transaction; how many. One that fails is set aside."""
    waiting = OutsidePage.objects.filter(state=OutsidePage.State.KEPT).order_by("id")
    pages = list(waiting.select_for_update(of=("self",), skip_locked=True).select_related("shop")[:most])
    if not pages:
        return 0
    loaded, limits = reference.current(), table()
    pictures = _pictures(pages)
    for page in pages:
        try:
            with transaction.atomic():
                _scan(page, pictures.get(page.id, {}), loaded, limits, actor)
        except (OperationalError, InterfaceError):
            raise  # the database itself: everything waits
        except Exception as fault:
            logger.exception("The page %s cannot be scanned.", page.reference)
            OutsidePage.objects.filter(id=page.id).update(state=OutsidePage.State.FAILED)
            log.record(verbs.SCAN_FAILED, actor=actor, subject=page, facts={"fault": type(fault).__name__})
    return len(pages)


def _scan(
    page: OutsidePage, pictures: dict[str, UUID], loaded: reference.Loaded, limits: dict[Any, Any], actor: Actor
) -> None:
    """What is found on a page and holds where the shop sells; the gate is not asked, as nobody here sells."""
    facts = ListingFacts(
        title=page.title,
        description=page.description,
        brand=page.brand,
        price_cents=page.price_cents,
        currency=page.currency,
        pictures=tuple(facts_of(pictures, without_damaged=True).values()),
        language=page.language,
        markets=tuple(page.shop.markets),
    )
    least = min(limits.get((market, ""), limits.get(("", ""), HOUSE)).queue_at for market in page.shop.markets or [""])
    found = [one for one in assess_facts(facts, loaded.index) if round(one[1].value * 100) >= least]
    territories = registry.territories_of(right_id for right_id, _score, _findings in found) if found else {}
    standing = [one for one in found if _meets(territories.get(one[0], ()), page.shop.markets)]
    matches = OutsideMatch.objects.bulk_create(_match(page, loaded, *one) for one in standing)
    OutsidePage.objects.filter(id=page.id).update(state=OutsidePage.State.SCANNED)
    log.record(
        verbs.SCANNED, actor=actor, subject=page, refs=[page.shop_id, *matches], parties=watchers_of(page.shop_id),
        facts={"index": loaded.version.number, "matches": len(matches)},
    )  # fmt: skip


def _meets(territories: Sequence[str], markets: Sequence[str]) -> bool:
    return any(offered_in(markets, territory) for territory in territories)


def _match(
    page: OutsidePage, loaded: reference.Loaded, right_id: UUID, score: Score, findings: tuple[Finding, ...]
) -> OutsideMatch:
    return OutsideMatch(
        page=page,
        right_id=right_id,
        index=loaded.version,
        state=OUTSIDEMATCH.initial,
        score=round(score.value * 100),
        reasons=[
            {"code": reason.code, "factor": round(reason.factor * 100), "facts": dict(reason.facts)}
            for reason in score.reasons
        ],
        signals=[
            {
                "matcher": finding.matcher,
                "kind": finding.kind,
                "strength": round(finding.strength * 100),
                "field": finding.where.field,
                "begin": finding.where.start,
                "end": finding.where.end,
                "box": list(finding.where.box) if finding.where.box else None,
                "facts": {**finding.facts, **({"picture": finding.where.ref} if finding.where.ref else {})},
            }
            for finding in findings
        ],
    )


def _pictures(pages: Sequence[OutsidePage]) -> dict[UUID, dict[str, UUID]]:
    """The pictures of pages, each as its digest and its piece of evidence. One query."""
    found: dict[UUID, dict[str, UUID]] = {}
    rows = OutsidePicture.objects.filter(page__in=pages).order_by("position")
    for page_id, sha256, evidence_id in rows.values_list("page_id", "evidence__sha256", "evidence_id"):
        found.setdefault(page_id, {})[sha256] = evidence_id
    return found


def _supersede(page: OutsidePage, now: datetime) -> None:
    """What it said is past; matches that nobody has judged are too."""
    OutsidePage.objects.filter(id=page.id).update(state=OutsidePage.State.SUPERSEDED)
    waiting = list(page.matches.filter(state="open").order_by("id").select_for_update())
    move_all(waiting, "superseded", machine=OUTSIDEMATCH, now=now)


def _store(data: bytes, kind: str, media_type: str, actor: Actor) -> Evidence:
    """The page itself is kept as it is, and only ever downloaded."""
    checked = CheckedDocument(data, media_type, hashlib.sha256(data).hexdigest())
    return evidence.store(data=checked, kind=kind, actor=actor)
