"""How long a million rights take to come in (`registry_import`), and how long a search takes among as many: by words, in spite
of errors, by sound, by number, by words of the goods; and what it shows.

From the question to the rows of the page with their pictures and the count, behind the wall, as `app`. The names are made up
of syllables, as coined marks are, with a vocabulary of several hundred thousand words that are as unevenly used as real ones.
`REGISTRY_SHARE=0.05` runs it with a twentieth of the rights, `REGISTRY_PART=import` (or `search`) only that part.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from statistics import median

from django.db import connection
from django.db.models import Model

from accounts.models import Party
from bench import database
from bench.database import fill, loading, marketplaces, row_id, throwaway
from bench.registry_import import brought_in
from bench.rows import Row
from gateway.paging import Keyset
from registry import queries
from registry.models import Right, SearchGoods, SearchKey, SearchWord
from registry.search import finding
from registry.search.lexemes import kept
from registry.search.sounding import keys_of
from registry.words import fold
from tenancy.actor import Actor
from tenancy.context import tenant
from tenancy.models import Marketplace

RIGHTS = int(1_000_000 * float(os.environ.get("REGISTRY_SHARE", "1")))
PART = os.environ.get("REGISTRY_PART", "")
VOCABULARY = max(20_000, RIGHTS * 2 // 5)
OWNERS = 5_000
QUESTIONS = 60
"""Of each kind; each is asked once before it is measured, as the first reads from the disk."""
TOGETHER = 20_000
GOODS, GOODS_OF_ONE = 4_000, 30
"""Words of goods, the first of them the commonest; and how many one right has."""
ONSETS = "b br c ch cl d dr f fl g gr h j k kl l m n p pl pr qu r s sch sh sp st t th tr v w x y z ph".split()
NUCLEI = "a e i o u ai au ea ei eu ie io oo ou y".split()
CODAS = "l m n r s t x ck rd rn st nd ss".split() + [""] * 14
OFFICES = ["EM", "US", "DE", "JP"]
LETTERS = "aeioubcdfgklmnprstvz"


def run() -> list[Row]:
    """The import, then the search, each in a process and a database of its own."""
    came: list[Row] = []
    if PART != "search":
        with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as apart:
            came = apart.submit(brought_in).result()
    return [*came, *(_searched() if PART != "import" else [])]


def _searched() -> list[Row]:
    draw = random.Random(5)
    with throwaway():
        [market] = marketplaces(1)
        words = _vocabulary(draw)
        began = time.perf_counter()
        keys = _fill(market, words, draw)
        print(f"filled in {time.perf_counter() - began:.0f} s: {RIGHTS:,} rights, {keys:,} keys", file=sys.stderr)
        with tenant(market.id):
            actor = Actor.system(market.id)
            return [*_measured(actor, _questions(words, draw)), *_goods_measured(actor, words[-GOODS:], draw)]


def _measured(actor: Actor, questions: dict[str, list[str]]) -> list[Row]:
    rows, everything = [], []
    for kind, asked in questions.items():
        times = [_timed(actor, search) for search in asked]
        everything += times
        print(f"{kind}: p50 {median(times):.1f} ms, p95 {database.percentile(times, 0.95):.1f} ms", file=sys.stderr)
        rows.append(Row(f"registry.search_{kind}_ms_p95", database.percentile(times, 0.95), "ms"))
    return [Row("registry.search_ms_p95", database.percentile(everything, 0.95), "ms"), *rows]


def _goods_measured(actor: Actor, words: Sequence[str], draw: random.Random) -> list[Row]:
    """By words of goods: rare and common ones, two, and one within a class."""
    kinds: dict[str, Callable[[], tuple[str, dict[str, int]]]] = {
        "rare": lambda: (draw.choice(words[GOODS // 2 :]), {}),
        "common": lambda: (draw.choice(words[:20]), {}),
        "two": lambda: (f"{draw.choice(words[:200])} {draw.choice(words)}", {}),
        "class": lambda: (draw.choice(words[:200]), {"number": draw.randint(1, 45)}),
    }
    everything = []
    for kind, make in kinds.items():
        times = [_goods_timed(actor, *make()) for _ in range(QUESTIONS)]
        everything += times
        print(
            f"goods {kind}: p50 {median(times):.1f} ms, p95 {database.percentile(times, 0.95):.1f} ms", file=sys.stderr
        )
    return [Row("registry.search_goods_ms_p95", database.percentile(everything, 0.95), "ms")]


def _goods_timed(actor: Actor, search: str, wanted: dict[str, int]) -> float:
    _goods_page(actor, search, wanted)
    began = time.perf_counter()
    _goods_page(actor, search, wanted)
    return (time.perf_counter() - began) * 1000


def _goods_page(actor: Actor, search: str, wanted: dict[str, int]) -> None:
    found = finding.with_goods(actor, search, wanted)
    Keyset(*queries.ORDERINGS["title"]).page(queries.with_pictures(found.rows))
    assert found.count.number <= 1000


def page(actor: Actor, search: str) -> int:
    """What the page of rights asks of the database; how many rows it shows."""
    found = finding.find(actor, search)
    shown = Keyset(*finding.BEST).page(queries.with_pictures(found.rows))
    assert found.count.number >= len(shown.rows)
    return len(shown.rows)


def _timed(actor: Actor, search: str) -> float:
    page(actor, search)
    began = time.perf_counter()
    page(actor, search)
    return (time.perf_counter() - began) * 1000


def _vocabulary(draw: random.Random) -> list[str]:
    """Words of one to four syllables, each once; the first stand in many names."""
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        count = draw.choices((1, 2, 3, 4), (1, 12, 18, 6))[0]
        parts = (draw.choice(ONSETS) + draw.choice(NUCLEI) + draw.choice(CODAS) for _ in range(count))
        found["".join(parts)] = None
    return list(found)


def _titles(words: Sequence[str], draw: random.Random) -> Iterator[tuple[int, str]]:
    """One to three words: one in three is among the commonest thousand, the others among all."""
    for number in range(RIGHTS):
        count = draw.choices((1, 2, 3), (5, 4, 1))[0]
        picked = (int(len(words) * draw.random() ** (6 if draw.random() < 0.33 else 1)) for _ in range(count))
        yield number, " ".join(words[at].title() for at in picked)


def _questions(words: Sequence[str], draw: random.Random) -> dict[str, list[str]]:
    def some(*, least: int = 4) -> str:
        return draw.choice([word for word in draw.sample(words, 50) if len(word) >= least])

    def wrong(word: str) -> str:
        at = draw.randrange(1, len(word))
        return draw.choice(
            (word[:at] + word[at + 1 :], word[:at] + draw.choice(LETTERS) + word[at + draw.randint(0, 1) :])
        )

    def heard(word: str) -> str:
        for one, other in (
            ("ph", "f"),
            ("ei", "ai"),
            ("k", "c"),
            ("y", "i"),
            ("v", "w"),
            ("qu", "kw"),
            ("x", "ks"),
            ("z", "s"),
        ):
            word = word.replace(one, other) if one in word else word.replace(other, one, 1)
        return word

    kinds: dict[str, Callable[[], str]] = {
        "word": some,
        "common": lambda: words[draw.randrange(20)],
        "prefix": lambda: some()[: draw.randint(2, 4)],
        "one_error": lambda: wrong(some()),
        "two_errors": lambda: wrong(wrong(some(least=9))),
        "sound": lambda: heard(some()),
        "two_words": lambda: f"{wrong(some())} {words[draw.randrange(200)]}",
        "number": lambda: f"{draw.randrange(RIGHTS) + 10_000_000}",
    }
    return {kind: [make() for _ in range(QUESTIONS)] for kind, make in kinds.items()}


def _fill(market: Marketplace, words: Sequence[str], draw: random.Random) -> int:
    """Owners, rights, the words of each, and the vocabulary with its keys; how many keys that is."""
    place = f"'{market.id}'::uuid"
    with loading(Party, Right, SearchWord, SearchKey, SearchGoods):
        fill(
            Party, f"generate_series(0, {OWNERS - 1}) n", id=row_id("party", "n"), tenant_id=place, reference="'B-' || n",
            kind="'brand'", name="'Brand ' || n", name_key="'brand ' || n", country="'DE'", state="'active'",
        )  # fmt: skip
        titles = _titles(words, draw)
        while some := list(islice(titles, TOGETHER)):
            _rights(place, some)
            _goods(market, some, words[-GOODS:], draw)
        keys = ((key, word) for word in words for key in keys_of(word))
        count = 0
        while lines := list(islice(keys, TOGETHER * 10)):
            _unnested(SearchKey, lines, id=row_id("key", f"{count} + n"), tenant_id=place, key="number", word="text")
            count += len(lines)
    return count


def _rights(place: str, some: list[tuple[int, str]]) -> None:
    _unnested(
        Right, some, id=row_id("right", "number"), tenant_id=place, reference="'RB-' || number",
        kind="'trademark'", title="text", folded="lower(text)", owner_id=row_id("party", f"number % {OWNERS}"),
        office=f"(ARRAY{OFFICES})[1 + number % 4]", number="(number + 10000000)::text", state="'verified'",
        territories="'[\"EU\"]'::jsonb", classes="jsonb_build_array(1 + number % 45)",
    )  # fmt: skip
    lines = [(number, word) for number, title in some for word in {*fold(title).split(), fold(title).replace(" ", "")}]
    lines += [(number, word) for number, _title in some for word in (str(number + 10_000_000), f"rb{number}")]
    _unnested(
        SearchWord, lines, id=row_id("word", f"{some[0][0] * 8} + n"), tenant_id=place,
        right_id=row_id("right", "number"), word="left(text, 60)",
    )  # fmt: skip


def _goods(market: Marketplace, some: list[tuple[int, str]], words: Sequence[str], draw: random.Random) -> None:
    lines = []
    for number, _title in some:
        text = " ".join(words[int(len(words) * draw.random() ** 4)] for _ in range(GOODS_OF_ONE))
        facts = {"c": [str(1 + number % 45)], "k": ["trademark"], "f": [OFFICES[number % 4]], "p": ["EU"]}
        lines.append((number, " ".join(kept(market.id, [text], facts))))
    _unnested(
        SearchGoods, lines, id=row_id("goods", "number"), tenant_id=f"'{market.id}'::uuid",
        right_id=row_id("right", "number"), words="array_to_tsvector(string_to_array(text, ' '))",
    )  # fmt: skip


def _unnested(model: type[Model], lines: Sequence[tuple[int, str]], /, **columns: str) -> None:
    """Rows made of many (number, text) at once; `n` counts them."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS given (n bigint, number bigint, text text)")
        cursor.execute("TRUNCATE given")
        numbers, texts = zip(*lines, strict=True)
        cursor.execute(
            "INSERT INTO given SELECT n, k, t FROM unnest(%s::bigint[], %s::text[]) WITH ORDINALITY AS x (k, t, n)",
            [list(numbers), list(texts)],
        )
    fill(model, "given", **columns)
