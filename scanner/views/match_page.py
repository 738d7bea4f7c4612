"""One match as a reviewer sees it: the evidence side by side, how the score came about, what else is known; and replayed."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from evidence.models import Evidence
from gateway.http import PageRequest
from registry.gate.reasons import kept, say
from registry.goods import live_bands
from registry.models import PriceBand, Right
from scanner import queries, setup
from scanner.ban_words import hit_sentence
from scanner.machine import MATCH
from scanner.matchers.price import FEWEST_PEERS, goods_words
from scanner.models import BanHit, Match, Scan
from scanner.replaying import Replayed, replays, scan_of
from scanner.score_steps import Scored, Step, steps
from scanner.side_by_side import Pair, side_by_side
from scanner.words import DISMISSALS, GATE, KINDS, STATES, signal_sentence
from sellers import conduct
from sellers.models import Listing
from sellers.wording import price_of
from tenancy.context import database_now

LOOKED_AT_LATER = frozenset({"second_look", "logos", "reading"})
"""Matchers that look at pixels: a replay has none."""


def context_of(request: PageRequest, row: Match) -> dict[str, Any]:
    """All that stands on the page of a match, but where it leads on to. The queries do not grow with what was found."""
    signals = list(row.signals.all())
    shown = side_by_side(row)
    slug = request.marketplace.slug
    return {
        "match": row,
        "title": shown.title,
        "pairs": [
            pair_shown(one, slug, row.right, gone=_("The listing has no picture."))
            for one in shown.pairs
            if one.picture or one.specimen
        ],
        "text_first": not any(one.facts.get("picture") for one in signals),
        "places": shown.places,
        "copies": shown.copies,
        "signals": [(KINDS.get(one.matcher, one.matcher), signal_sentence(one), one.strength) for one in signals],
        "steps": steps(_stored(row)),
        "gate": GATE.get(row.gate, ""),
        "gate_reasons": [say(reason) for reason in kept(row.gate_reasons)],
        "gate_tone": {"yes": "good", "no": "stop"}.get(row.gate, ""),
        "price": _price(row, shown.words),
        "seller": conduct.conduct_of([row.listing.seller_id], database_now()).get(row.listing.seller_id),
        "beside": [_other(one, slug) for one in queries.beside(row, request.actor)],
        "bans": [
            (one.ban.reference, hit_sentence(one))
            for one in BanHit.objects.visible_to(request.actor)
            .filter(listing_id=row.listing_id)
            .exclude(state__in=["dismissed", "superseded"])
            .select_related("ban", "listing")[: queries.MOST_BESIDE]
        ],
        "elsewhere": [_other(one, slug) for one in queries.of_seller(row, request.actor)],
        "state": STATES[row.state],
        "tone": MATCH.colours.get(row.state, ""),
        "verdict": DISMISSALS.get(row.verdict, ""),
        "dismissals": [(number, code, words) for number, (code, words) in enumerate(DISMISSALS.items(), start=1)],
    }


def _stored(row: Match) -> Scored:
    matchers = {one.kind: one.matcher for one in row.signals.all()}
    return Scored(row.score, row.reasons, matchers, row.raw, row.calibration)


def pair_shown(pair: Pair, slug: str, right: Right, *, gone: str) -> dict[str, Any]:
    """Both pictures as the page draws them; `gone` says that there is none of what was scanned."""
    return {
        "shown": _picture(pair.picture, slug, pair.regions),
        "specimen": _picture(pair.specimen, slug, pair.specimen_regions),
        "read": pair.read,
        "gone": gone,
        "without": _("No picture is on file: the right is the word “%(word)s”.") % {"word": right.title},
    }


def _picture(evidence: Evidence | None, slug: str, regions: Sequence[tuple[int, int, int, int]]) -> dict[str, Any]:
    if evidence is None:
        return {"src": "", "url": "", "width": 4, "height": 3, "regions": []}
    address = reverse("evidence:picture", args=[slug, evidence.reference])
    return {
        "src": f"{address}?side=960",
        "url": f"{address}?side=1600",
        "width": evidence.width or 4,
        "height": evidence.height or 3,
        "regions": regions,
    }


def _other(row: Match, slug: str) -> dict[str, Any]:
    return {
        "match": row,
        "url": reverse("scanner:match", args=[slug, row.id]),
        "state": STATES[row.state],
        "tone": MATCH.colours.get(row.state, ""),
    }


def _price(row: Match, words: Mapping[str, Any]) -> dict[str, Any] | None:
    """The price of the revision beside what genuine goods cost, or beside like listings; None where nothing is known."""
    cents, currency = words.get("price_cents"), str(words.get("currency", ""))
    if not cents or not currency:
        return None
    known: dict[str, Any] = {"cents": cents, "price": _money(cents, currency)}
    text = " ".join((str(words.get("title", "")), *row.listing.category))
    bands = [one for one in live_bands([row.right_id]).get(row.right_id, []) if _is_for(one, currency, row, text)]
    if bands:
        band = max(bands, key=lambda one: (len(one.goods), bool(one.market)))
        low, high = _money(band.low_cents, currency), _money(band.high_cents, currency)
        label = _("%(price)s; genuine goods usually cost %(low)s to %(high)s")
        label %= {"price": known["price"], "low": low, "high": high}
        return {**known, "low": band.low_cents, "high": band.high_cents, "label": label}
    peers = conduct.peers_of([(row.listing.department, currency)]).get((row.listing.department, currency))
    if peers is None or peers.count < FEWEST_PEERS:
        return known
    label = _("%(price)s; the middle of %(count)s like listings is %(middle)s")
    label %= {"price": known["price"], "count": peers.count, "middle": _money(peers.median_cents, currency)}
    return {**known, "middle": peers.median_cents, "label": label}


def _is_for(band: PriceBand, currency: str, row: Match, text: str) -> bool:
    fits = not band.goods or goods_words(band.goods) <= goods_words(text)
    return band.currency == currency and fits and (not band.market or band.market in row.listing.markets)


def _money(cents: int, currency: str) -> str:
    """As the price of a listing is written."""
    return price_of(Listing(price_cents=cents, currency=currency))


@page("match.review")
def replayed(request: PageRequest, match_id: UUID) -> HttpResponse:
    """The score as it was found, found again as then, and as it would be judged today."""
    row = queries.match(match_id, request.actor)
    scanned = scan_of(row)
    columns = [_column(_("As it was found"), row.score, row.lead, steps(_stored(row)), _("what the match says"))]
    if scanned is not None:
        columns += _again(row, scanned)
    matchers = {one.matcher for one in row.signals.all()}
    slug = request.marketplace.slug
    context = {
        "match": row,
        "columns": columns,
        "scanned": scanned,
        "same": len(columns) > 1 and columns[1]["score"] == row.score,
        "pixels": bool(matchers & LOOKED_AT_LATER),
        "back_url": reverse("scanner:match", args=[slug, row.id]),
    }
    return render(request, "scanner/replay.html", context)


def _again(row: Match, scanned: Scan) -> list[dict[str, Any]]:
    """Judged again as then, and as today."""
    then, today = (one[row.right_id] for one in replays(scanned, [row.right_id], [None, setup.in_force()]))
    return [
        _column(_("Judged again as then"), then.score, then.lead, _steps(then), _("matchers and thresholds of then")),
        _column(
            _("As it would be judged today"),
            today.score,
            today.lead,
            _steps(today),
            _("matchers and thresholds of today"),
        ),
    ]


def _steps(again: Replayed) -> list[Step]:
    if again.found is None:
        return []
    found = again.found
    matchers = {one.kind: one.matcher for one in found.findings}
    return steps(Scored(found.score, found.reasons, matchers, found.raw, found.calibration))


def _column(title: str, score: int, lead: str, made_of: Sequence[Step], note: str) -> dict[str, Any]:
    leads = {"": _("passes"), "queue": _("a reviewer looks"), "hold": _("held")}
    tones = {"": "good", "queue": "wait", "hold": "stop"}
    return {"title": title, "score": score, "lead": leads[lead], "tone": tones[lead], "steps": made_of, "note": note}
