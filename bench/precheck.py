"""How long the pre-check takes, and what it stops: with 100,000 marks registered, over the real listings where they are.

`text` is the whole check of a draft without pictures, as a page asks it while somebody types; `pictures` that of a draft with eight
pictures that nobody has seen before. With MARKWARDEN_FOUND=FILE a hundred findings that a seller is told to mend are written
there without their rule, for a reader to judge: what stops a listing, drawn by lot, and where that is less what should be mended.
With MARKWARDEN_JUDGED=FILE, the same lines with `"right": true` or `false` from the reader, the share that was right is a row.

`warned_told` is of the second half of the listings when the first is for sale and its words are counted, `warned_untold` of the
same half without any catalogue.
"""

from __future__ import annotations

import csv
import io
import json
import os
import time
from collections.abc import Sequence
from random import Random
from typing import Any

from accounts.models import Party
from bench import database
from bench.backscan import MARKS, fill_marks, fill_parties, real_and_coined
from bench.gallery import photos
from bench.rows import Row, shared_data
from bench.text import texts_of
from gateway.uploads import CheckedPicture, checked_picture
from registry.models import Right
from scanner import reference
from scanner.index import Shelf
from scanner.precheck.values import HINT, STOP
from scanner.services import count_words, pre_check
from scanner.services.prechecking import Around, around
from sellers.content import Content, derived
from sellers.models import Listing
from tenancy.context import database_now
from tests.cast import Market, make_market

DRAFTS, PICTURED, EACH, WARM_UP = 600, 30, 8, 20
SELLERS = 20
READ = 100
MARKETS = ("DE", "GB", "IN", "US")


def run() -> list[Row]:
    """Rows of the bench `precheck`."""
    drafts = _drafts()
    with database.throwaway():
        market = make_market("bench", packs=())
        with database.loading(Party, Right):
            fill_parties(market)
            fill_marks(market, real_and_coined()[:MARKS], first=0)
        with market.inside():
            _say_what_real_marks_are_for()
            around(wait=True)
        timed = [_checked(market, draft) for draft in drafts[: DRAFTS + WARM_UP]][WARM_UP:]
        shown = [checked_picture(_jpeg(picture)) for picture in photos(PICTURED * EACH, seed=12)]
        pictured = [_checked(market, drafts[n], shown[n * EACH : (n + 1) * EACH]) for n in range(PICTURED)][2:]
        found = _found(market, drafts)
        half = len(drafts) // 2
        _sell(market, drafts[:half])
        told = {number for number, said in _found(market, drafts[half:]) if not said["stops"]}
    _write(found)
    stopped, warned = ({number for number, said in found if said["stops"] is stops} for stops in (True, False))
    return [
        Row("precheck.text_ms_p95", 1000 * database.percentile(timed, 0.95), "ms"),
        Row("precheck.text_ms_median", 1000 * database.percentile(timed, 0.5), "ms"),
        Row("precheck.pictures_ms_p95", 1000 * database.percentile(pictured, 0.95), "ms"),
        Row("precheck.stopped_per_thousand", 1000 * len(stopped) / len(drafts), "listings"),
        Row("precheck.warned_per_thousand", 1000 * len(warned) / len(drafts), "listings"),
        Row(
            "precheck.warned_untold_per_thousand",
            1000 * sum(n >= half for n in warned) / (len(drafts) - half),
            "listings",
        ),
        Row("precheck.warned_told_per_thousand", 1000 * len(told) / (len(drafts) - half), "listings"),
        *_judged(),
    ]


def _say_what_real_marks_are_for() -> None:
    """Their classes, and which are everyday words: as a register and its owner say it."""
    data = shared_data()
    if data is None:
        return
    with (data / "marks-simple-icons" / "classes.csv").open(encoding="utf-8") as lines:
        known = {row["slug"]: row for row in csv.DictReader(lines)}
    with (data / "marks-simple-icons" / "marks.jsonl").open(encoding="utf-8") as lines:
        said = {mark["title"]: known[mark["slug"]] for mark in map(json.loads, lines)}
    rights = list(Right.objects.filter(title__in=said))
    for right in rights:
        row = said[right.title]
        right.classes = [int(number) for number in row["nice_classes"].split()]
        right.everyday, right.famous = row["everyday_word"] == "yes", row["famous_goods"] == "yes"
    Right.objects.bulk_update(rights, ["classes", "everyday", "famous"])


def _sell(market: Market, drafts: Sequence[Content]) -> None:
    """Put drafts up for sale, dealt out to some sellers, and have their words counted: a catalogue that tells everyday words."""
    with market.inside():
        sellers = list(Party.objects.filter(kind="seller").order_by("id")[:SELLERS])
        Listing.objects.bulk_create(
            (
                Listing(
                    number=f"S-{number}",
                    seller=sellers[number % len(sellers)],
                    state="public",
                    **draft.columns(),
                    **derived(draft),
                )
                for number, draft in enumerate(drafts)
            ),
            batch_size=1_000,
        )
        count_words(actor=market.system, now=database_now())
    reference._shelf = Shelf(reference.BUDGET_BYTES)  # as in a process that starts now


def _drafts() -> list[Content]:
    data = shared_data()
    if data is None:
        split = [text.split() for text in texts_of(None)]
        return [_content(" ".join(words[:10]), " ".join(words[10:]), "", ()) for words in split]
    with (data / "listings" / "listings.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    drafts = [
        _content(row["title"], row["description"] or "", row["brand"] or "", tuple(row["category_path"] or ()))
        for row in rows
    ]
    Random(7).shuffle(drafts)
    return drafts


def _content(title: str, description: str, brand: str, category: tuple[str, ...]) -> Content:
    said = {"title": title[:500], "description": description[:20_000], "brand": brand[:200], "category": category}
    return Content().changed({**said, "markets": MARKETS, "price_cents": 1999, "currency": "USD"})


def _checked(market: Market, draft: Content, pictures: Sequence[CheckedPicture] = ()) -> float:
    """Seconds that the whole check takes, with the look-up of rules, thresholds and index."""
    began = time.perf_counter()
    with market.inside():
        pre_check(actor=market.actor("seller"), content=draft, pictures=pictures)
    return time.perf_counter() - began


def _found(market: Market, drafts: Sequence[Content]) -> list[tuple[int, dict[str, Any]]]:
    """What must or should be mended in which draft, apart from what it leaves unsaid."""
    found: list[tuple[int, dict[str, Any]]] = []
    with market.inside():
        by: Around = around(wait=True)
        for number, draft in enumerate(drafts):
            check = pre_check(actor=market.actor("seller"), content=draft, by=by)
            for finding in check.findings:
                if finding.severity == HINT or finding.code.startswith("missing-"):
                    continue
                text = getattr(draft, finding.place.field, "")
                place = slice(finding.place.start, finding.place.end)
                said = {"title": draft.title, "brand": draft.brand, "category": list(draft.category)}
                if finding.place.field == "description":
                    said["around"] = text[max(0, place.start - 120) : place.stop + 120]
                of = {"mark": str(finding.facts.get("mark", "")), "stops": finding.severity == STOP}
                words = text[place] if isinstance(text, str) else ""
                found.append((number, {**said, "field": finding.place.field, "words": words, **of}))
    return found


def _write(found: Sequence[tuple[int, dict[str, Any]]]) -> None:
    path = os.environ.get("MARKWARDEN_FOUND", "")
    if not path:
        return
    drawn = Random(11).sample(list(found), len(found))
    drawn.sort(key=lambda one: not one[1]["stops"])
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(said, ensure_ascii=False) + "\n" for _number, said in drawn[:READ])


def _judged() -> list[Row]:
    path = os.environ.get("MARKWARDEN_JUDGED", "")
    if not path:
        return []
    with open(path, encoding="utf-8") as lines:
        judged = [json.loads(line) for line in lines]
    stops, warns = ([bool(one["right"]) for one in judged if one["stops"] is stops] for stops in (True, False))
    rows = [Row("precheck.blocking_precision", sum(stops) / len(stops), "of findings")] if stops else []
    return rows + ([Row("precheck.warning_precision", sum(warns) / len(warns), "of findings")] if warns else [])


def _jpeg(picture: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()
