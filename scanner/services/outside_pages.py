"""Pages outside: kept as evidence as they came, and scanned like listings."""

import hashlib
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, Q

from accounts.models import Party
from audit import log
from evidence import services as evidence
from evidence.models import Evidence
from gateway.uploads import CheckedDocument, CheckedPicture
from registry import queries as registry
from registry.territories import offered_in
from scanner import reference, suspects
from scanner.calibrating import calibrated
from scanner.machine import OUTSIDEMATCH
from scanner.matchers.facts import ListingFacts, PictureFacts, SellerFacts
from scanner.models import OutsideMatch, OutsidePage, OutsidePicture, Shop
from scanner.outside import verbs
from scanner.outside.pages import PageFacts
from scanner.pictures import facts_of
from scanner.scanning import Assessed, assess_facts, refused_of
from scanner.services.outside import JOB, digest_of, watchers_of
from scanner.services.setting_aside import note_refused
from scanner.services.suspecting import ask_for_look_at
from scanner.setup import Setup, in_force
from scanner.thresholds import HOUSE
from tenancy import due
from tenancy.actor import Actor
from tenancy.ids import reference as new_reference
from workflow.moves import move_all

BATCH = 25
PAGE_KIND, PICTURE_KIND = "outside_page", "outside_picture"
RECORD = timedelta(days=365)
"""How long what was said of a shop counts."""

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
    """Scan pages that were kept, the oldest first, in the caller's transaction; how many. One that fails is set aside.

    Suspects among them get a second look at their pictures later.
    """
    waiting = OutsidePage.objects.filter(state=OutsidePage.State.KEPT).order_by("id")
    pages = list(waiting.select_for_update(of=("self",), skip_locked=True).select_related("shop")[:most])
    if not pages:
        return 0
    loaded, how = reference.current(), in_force()
    shops = records_of({page.shop_id for page in pages}, now)
    pictures = _pictures(pages)
    for page in pages:
        try:
            with transaction.atomic():
                shown = tuple(facts_of(pictures.get(page.id, {}), without_damaged=True).values())
                _scan(page, page_facts(page, shown, shops[page.shop_id], now), loaded, how, actor)
        except (OperationalError, InterfaceError):
            raise  # the database itself: everything waits
        except Exception as fault:
            logger.exception("The page %s cannot be scanned.", page.reference)
            said = type(fault).__name__
            OutsidePage.objects.filter(id=page.id).update(state=OutsidePage.State.FAILED, failure=said[:100])
            log.record(verbs.SCAN_FAILED, actor=actor, subject=page, facts={"fault": said})
    return len(pages)


def _scan(page: OutsidePage, facts: ListingFacts, loaded: reference.Loaded, how: Setup, actor: Actor) -> None:
    """The first scan of what a page says: its matches are written, and whether its pictures deserve a second look."""
    assessed = assess_facts(facts, loaded.index, how.matchers, how.goods)
    matches = _write(page, assessed, loaded, how)
    OutsidePage.objects.filter(id=page.id).update(state=OutsidePage.State.SCANNED)
    log.record(
        verbs.SCANNED, actor=actor, subject=page, refs=[page.shop_id, *matches], parties=watchers_of(page.shop_id),
        facts={"index": loaded.version.number, "matches": len(matches)},
    )  # fmt: skip
    note_refused(actor=actor, subject=page, faults=refused_of(facts.pictures))
    seen = [finding for _right, _score, findings in assessed for finding in findings]
    ask_for_look_at(page, suspects.reasons(facts, seen, loaded.index.pictured, loaded.index.pictured_classes))


@transaction.atomic
def scan_again(
    *, actor: Actor, page_id: UUID, pictures: Sequence[PictureFacts], loaded: reference.Loaded, now: datetime
) -> int:
    """Scan what a page said once more, with pictures of which more is known now; how many rights are new to it.

    What was found on it before stays as it is, and as people have judged it. A page that says something else by now, or
    could not be scanned, is passed over.
    """
    page = OutsidePage.objects.select_for_update(of=("self",)).select_related("shop").get(id=page_id)
    if page.state != OutsidePage.State.SCANNED:
        return 0
    how = in_force()
    facts = page_facts(page, pictures, records_of([page.shop_id], now)[page.shop_id], now)
    known = set(OutsideMatch.objects.filter(page=page).values_list("right_id", flat=True))
    assessed = [one for one in assess_facts(facts, loaded.index, how.matchers, how.goods) if one[0] not in known]
    matches = _write(page, assessed, loaded, how)
    log.record(
        verbs.LOOKED_AGAIN, actor=actor, subject=page, refs=[page.shop_id, *matches],
        parties=watchers_of(page.shop_id), facts={"index": loaded.version.number, "matches": len(matches)},
    )  # fmt: skip
    return len(matches)


@transaction.atomic
def rescan_pages(
    *,
    actor: Actor,
    pages: Sequence[OutsidePage],
    loaded: reference.Loaded,
    now: datetime,
    only: Collection[UUID] | None = None,
) -> int:
    """Scan what these pages said with the registry of today, for all rights or for some; how many are new to their pages.

    What was found before stays as people have judged it. Pages that say something else by now are passed over. The number of
    queries does not grow with the pages, but with those on which something is found.
    """
    rows = OutsidePage.objects.filter(id__in=[page.id for page in pages], state=OutsidePage.State.SCANNED).order_by(
        "id"
    )
    standing = list(rows.select_for_update(of=("self",)).select_related("shop"))
    shops, how = records_of({page.shop_id for page in standing}, now), in_force()
    pictures = _pictures(standing)
    shown = facts_of({sha256: piece for of in pictures.values() for sha256, piece in of.items()}, without_damaged=True)
    known = set(OutsideMatch.objects.filter(page__in=standing).values_list("page_id", "right_id"))
    matches: list[OutsideMatch] = []
    for page in standing:
        theirs = [shown[sha256] for sha256 in pictures.get(page.id, ()) if sha256 in shown]
        facts = page_facts(page, theirs, shops[page.shop_id], now)
        assessed = assess_facts(facts, loaded.index, how.matchers, how.goods)
        new = [one for one in assessed if (page.id, one[0]) not in known and (only is None or one[0] in only)]
        if found := _write(page, new, loaded, how):
            matches += found
            log.record(
                verbs.RESCANNED, actor=actor, subject=page, refs=[page.shop_id, *found],
                parties=watchers_of(page.shop_id), facts={"index": loaded.version.number, "matches": len(found)},
            )  # fmt: skip
        seen = [finding for _right, _score, findings in assessed for finding in findings]
        why = suspects.reasons(facts, seen, loaded.index.pictured, loaded.index.pictured_classes)
        ask_for_look_at(page, why, again=True)
    return len(matches)


def page_facts(page: OutsidePage, pictures: Sequence[PictureFacts], shop: SellerFacts, now: datetime) -> ListingFacts:
    """What matchers and context are told of a page: its shop is the seller, its address the number."""
    return ListingFacts(
        title=page.title,
        description=page.description,
        brand=page.brand,
        price_cents=page.price_cents,
        currency=page.currency,
        pictures=tuple(pictures),
        language=page.language,
        number=page.digest,
        markets=tuple(page.shop.markets),
        seller=shop,
        day=now.date(),
    )


def records_of(shop_ids: Collection[UUID], now: datetime) -> dict[UUID, SellerFacts]:
    """What people said in the last year of what was found in these shops. One query."""
    judged = OutsideMatch.objects.filter(page__shop_id__in=shop_ids, made_at__gt=now - RECORD)
    counted = judged.values_list("page__shop_id").annotate(
        upheld=Count("id", filter=Q(state="confirmed")), rejected=Count("id", filter=Q(state="dismissed"))
    )
    known = {shop_id: SellerFacts(upheld=up, rejected=down, id=shop_id) for shop_id, up, down in counted.order_by()}
    return {shop_id: known.get(shop_id, SellerFacts(id=shop_id)) for shop_id in shop_ids}


def _write(page: OutsidePage, assessed: Sequence[Assessed], loaded: reference.Loaded, how: Setup) -> list[OutsideMatch]:
    """The matches of what is strong enough and holds where the shop sells; the gate is not asked, as nobody here sells."""
    bounds = how.bounds
    least = min(bounds.get((market, ""), bounds.get(("", ""), HOUSE)).queue_at for market in page.shop.markets or [""])
    found = [(one, round(calibrated(one[1].value, how.points) * 100)) for one in assessed]
    found = [(one, points) for one, points in found if points >= least]
    territories = registry.territories_of(one[0] for one, _points in found) if found else {}
    standing = [(one, points) for one, points in found if _meets(territories.get(one[0], ()), page.shop.markets)]
    return OutsideMatch.objects.bulk_create(_match(page, loaded, one, points, how) for one, points in standing)


def _meets(territories: Sequence[str], markets: Sequence[str]) -> bool:
    return any(offered_in(markets, territory) for territory in territories)


def _match(page: OutsidePage, loaded: reference.Loaded, assessed: Assessed, points: int, how: Setup) -> OutsideMatch:
    right_id, score, findings = assessed
    return OutsideMatch(
        page=page,
        right_id=right_id,
        index=loaded.version,
        state=OUTSIDEMATCH.initial,
        score=points,
        raw=round(score.value * 100),
        calibration=how.calibration,
        goods=how.goods.number,
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
