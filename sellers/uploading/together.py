"""Rows of a list that belong together: the forms of one product, each on a row of its own, as shops and feeds write them.

They say the same in one column: the number of the listing. A row with that very number is no form of it, it says what holds for
all. What a row leaves empty is as in the row that leads them. Pure.
"""

import hashlib
import json
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import IO, Any

import numpy as np

from registry.reading.raw import Raw
from sellers.content import MOST_ADDRESSES
from sellers.reading import ImportRow
from sellers.variants import MOST, Variant

Rows = tuple[Raw, ...]
SHARED = ("title", "description", "brand", "category", "price", "currency", "markets", "origin", "url")
"""What a row may leave to the one that leads."""


def together(rows: Iterable[Raw], group: str) -> Iterator[Rows]:
    """The rows of each listing, where the first of them stands. `group` is their column; without, each row is a listing.

    Of rows that a file has anywhere only where they lie is kept in memory: 16 bytes each. More than a listing can have forms
    are not held together: it is refused for those, and for the rest its number stands twice.
    """
    if not group:
        yield from ((raw,) for raw in rows)
        return
    with tempfile.TemporaryFile() as spool:
        starts, order = _spooled(rows, group, spool)
        for _first, family in groupby(order, key=itemgetter(0)):
            places = [place for _first, place in family]
            for at in range(0, len(places), MOST + 1):
                yield tuple(_at(spool, starts[place]) for place in places[at : at + MOST + 1])


def _spooled(rows: Iterable[Raw], group: str, spool: IO[bytes]) -> tuple[Sequence[int], Iterator[tuple[int, int]]]:
    """Where each row begins, and every row behind the place of the first that it belongs to."""
    starts, keys, at = array("Q"), array("Q"), 0
    for place, raw in enumerate(rows):
        starts.append(at)
        keys.append(digest(said(raw, group) or f"\0{place}"))
        at += spool.write(written((raw,)))
    _keys, first, kind = np.unique(np.asarray(keys), return_index=True, return_inverse=True)
    leader = first[kind]
    order = np.argsort(leader, kind="stable")
    return starts, zip(leader[order].tolist(), order.tolist(), strict=True)


def _at(spool: IO[bytes], start: int) -> Raw:
    spool.seek(start)
    return read(spool.readline())[0]


def written(rows: Rows) -> bytes:
    """Rows as one line."""
    several = [[raw.line, raw.fault] if raw.fault else [raw.line, "", dict(raw.values)] for raw in rows]
    return json.dumps(several, ensure_ascii=True, separators=(",", ":"), default=str).encode() + b"\n"


def read(line: bytes) -> Rows:
    """What `written` wrote."""
    return tuple(Raw(one[0], fault=one[1]) if one[1] else Raw(one[0], one[2]) for one in json.loads(line))


def said(raw: Raw, column: str) -> str:
    """What a row says in a column, as a number is compared."""
    return str(raw.values.get(column) or "").strip() if column else ""


def digest(text: str) -> int:
    """Eight bytes for a number: among a million two different ones meet once in thirty million lists."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def completed(rows: Rows, *, group: str, number: str, shared: Iterable[str]) -> Rows:
    """The rows with what they leave to the one that leads them, in the columns `shared`."""
    leader = next((raw for raw in rows if said(raw, number) == said(raw, group)), rows[0])
    kept = {column: leader.values[column] for column in shared if leader.values.get(column) not in (None, "")}
    return tuple(
        raw if raw.fault else Raw(raw.line, {**raw.values, **{c: v for c, v in kept.items() if not said(raw, c)}})
        for raw in rows
    )


def form_named(raw: Raw, columns: Iterable[str], title: str) -> str:
    """What sets a form apart: what the columns for it say, else its title."""
    return ", ".join(filter(None, (said(raw, column) for column in columns))) or title


def one_listing(called: str, rows: Sequence[ImportRow], names: Mapping[int, str]) -> ImportRow:
    """The listing of that number; `names` say by line what sets each form apart. It costs what its first row says, else what its
    cheapest form does."""
    leader = next((row for row in rows if row.number == called), rows[0])
    forms = [row for row in rows if row.number != called]
    prices = [row.content.price_cents for row in forms if row.content.price_cents is not None]
    price = leader.content.price_cents if leader.content.price_cents is not None else min(prices, default=None)
    variants = tuple(
        Variant(
            row.number, names[row.line], row.content.gtin,
            None if row.content.price_cents == price else row.content.price_cents,
        )
        for row in forms
    )  # fmt: skip
    addresses = dict.fromkeys(chain.from_iterable(row.content.picture_urls for row in (leader, *forms)))
    said_of_all: dict[str, Any] = {
        "variants": variants or leader.content.variants,
        "gtin": leader.content.gtin if leader.number == called else "",
        "price_cents": price,
        "currency": leader.content.currency
        or next((row.content.currency for row in forms if row.content.currency), ""),
        "picture_urls": list(addresses)[:MOST_ADDRESSES],
    }
    return ImportRow(rows[0].line, called, leader.seller, leader.content.changed(said_of_all))
