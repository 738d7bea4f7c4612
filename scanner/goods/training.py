"""Training the classifier: which categories there are enough listings of, what is held back to measure by, and the weights.

One against the rest for each category, by stochastic gradient descent with the logistic loss: on titles of shops it did better
than naive Bayes and as well as the full logistic regression, in a tenth of the time. The same examples always give the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, takewhile

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from scanner.goods.classifier import MOST_BYTES, SEPARATOR, Classifier, Floats, Ints
from scanner.goods.features import features

FEWEST = 20
"""Listings that a category needs to be learnt; with fewer its listings count for the level above."""
MOST_CATEGORIES = 150
MOST_KNOWN = 2_000
"""Categories whose classes are kept."""
DEEPEST = 5
LONGEST_NAME = 600
"""Characters of a category's name; longer ones are no categories, but what somebody has written into that field."""
HELD_BACK = 0.2
TWICE = 2
"""A feature that only one listing has says nothing of others."""
SEED = 7
_STRENGTH = 3e-6
_PASSES, _FEWEST_PASSES, _MOST_PASSES = 100_000, 6, 30
_AT_ONCE = 30_000_000
"""Steps of the descent after which others may have a turn: some tenths of a second."""


@dataclass(frozen=True, slots=True)
class Example:
    """A listing with the steps of its category, the topmost first, and whose it is."""

    title: str
    path: tuple[str, ...]
    seller: Hashable


@dataclass(frozen=True)
class Prepared:
    """Examples as numbers: a row of `titles` for each that has a category to be learnt, the category's number in `labels`.
    Those in `held` are kept back at first."""

    categories: tuple[str, ...]
    features: NDArray[np.uint32]
    titles: csr_matrix
    labels: NDArray[np.int64]
    held: NDArray[np.bool_]
    examples: tuple[Example, ...]

    @property
    def passes(self) -> int:
        """How often each title is gone through."""
        return max(_FEWEST_PASSES, min(_MOST_PASSES, _PASSES // max(1, len(self.labels))))

    @property
    def at_once(self) -> int:
        """How many categories are learnt in one go."""
        return max(1, _AT_ONCE // max(1, self.titles.nnz * self.passes))


@dataclass(frozen=True)
class Learnt:
    """The columns of some categories."""

    weights: Ints
    scales: Floats
    biases: Floats


def names_of(path: Sequence[str]) -> Iterator[str]:
    """The names of a category, the most precise first, then of those above it; an empty step ends it."""
    steps = list(takewhile(bool, (step.strip() for step in path[:DEEPEST])))
    names = (SEPARATOR.join(steps[:depth]) for depth in range(len(steps), 0, -1))
    return (name for name in names if len(name) <= LONGEST_NAME)


def known_categories(examples: Sequence[Example]) -> dict[str, int]:
    """The categories, at all levels, that have enough listings, with their number; the most frequent ones."""
    counted = Counter(name for one in examples for name in set(names_of(one.path)))
    common = sorted(((name, n) for name, n in counted.items() if n >= FEWEST), key=lambda pair: (-pair[1], pair[0]))
    return dict(common[:MOST_KNOWN])


def categories_to_learn(examples: Sequence[Example]) -> tuple[str, ...]:
    """The most precise categories that have enough listings which no more precise one takes."""
    known = known_categories(examples)
    counted = Counter(filter(None, (_label(one, known) for one in examples)))
    common = sorted(((name, n) for name, n in counted.items() if n >= FEWEST), key=lambda pair: (-pair[1], pair[0]))
    return tuple(sorted(name for name, _n in common[:MOST_CATEGORIES]))


def _label(one: Example, known: dict[str, int] | frozenset[str]) -> str:
    return next((name for name in names_of(one.path) if name in known), "")


def prepare(
    examples: Sequence[Example], categories: Sequence[str], known: NDArray[np.uint32] | None = None
) -> Prepared:
    """The examples as numbers. `known` are the features, where they were chosen before."""
    wanted, deeper = {name: number for number, name in enumerate(categories)}, known_categories(examples)
    labelled = [(one, wanted.get(_label(one, deeper), -1)) for one in examples]
    chosen = [one for one, label in labelled if label >= 0]
    labels = np.array([label for _one, label in labelled if label >= 0], np.int64)
    rows = [features(one.title) for one in chosen]
    if known is None:
        known = _vocabulary(rows, len(categories))
    return Prepared(tuple(categories), known, _matrix(rows, known), labels, _held_back(chosen, labels), tuple(chosen))


def _vocabulary(rows: Sequence[Sequence[int]], categories: int) -> NDArray[np.uint32]:
    """The features of two listings and more; the most frequent ones, as many as have room."""
    counted = Counter(chain.from_iterable(rows))
    common = sorted((-count, one) for one, count in counted.items() if count >= TWICE)
    room = MOST_BYTES // max(1, categories) - 1
    return np.array(sorted(one for _count, one in common[:room]), np.uint32)


def _matrix(rows: Sequence[Sequence[int]], known: NDArray[np.uint32]) -> csr_matrix:
    """A row for each title, of length 1 where all of its features are known: what is not known makes it less sure."""
    finder = Classifier((), known, *_nothing(len(known)))
    flat = np.fromiter(chain.from_iterable(rows), np.uint32)
    at = finder.rows_of(flat)
    lengths = np.array([len(row) for row in rows], np.int64)
    values = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths)
    owner = np.repeat(np.arange(len(rows)), lengths)
    hit = at > 0
    return csr_matrix((values[hit], (owner[hit], at[hit] - 1)), shape=(len(rows), len(known)))


def _nothing(rows: int) -> tuple[Ints, Floats, Floats]:
    return np.zeros((rows + 1, 0), np.int8), np.zeros(0, np.float32), np.zeros(0, np.float32)


def _held_back(examples: Sequence[Example], labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which examples are held back: whole sellers, drawn by lot, as far as enough is left of each category; of categories
    that are so left without, every fifth listing."""
    of_seller: dict[Hashable, list[int]] = defaultdict(list)
    for place, one in enumerate(examples):
        of_seller[one.seller].append(place)
    total, held_of = Counter(labels.tolist()), Counter[int]()
    held = np.zeros(len(examples), np.bool_)
    for seller in sorted(of_seller, key=lambda one: sha256(f"{SEED} {one}".encode()).digest()):
        mine = Counter(labels[of_seller[seller]].tolist())
        if all(held_of[label] + n <= 1.5 * HELD_BACK * total[label] for label, n in mine.items()):
            held[of_seller[seller]] = True
            held_of += mine
        if sum(held_of.values()) >= HELD_BACK * len(examples):
            break
    for label in total:
        if held_of[label] < HELD_BACK / 2 * total[label]:
            held[np.nonzero((labels == label) & ~held)[0][:: round(1 / HELD_BACK)]] = True
    return held


def learn(prepared: Prepared, wanted: range, *, all_of_it: bool) -> Learnt:
    """The columns of the categories with these numbers; without `all_of_it` the held-back examples are left out."""
    use = np.ones(len(prepared.labels), np.bool_) if all_of_it else ~prepared.held
    titles, labels = prepared.titles[use], prepared.labels[use]
    columns = [_column(titles, labels == number, prepared.passes) for number in wanted]
    weights = np.array([column for column, _bias in columns]).T.reshape(titles.shape[1], len(columns))
    scales = np.maximum(np.abs(weights).max(axis=0, initial=0.0), 1e-9) / 127
    rounded = np.vstack([np.zeros((1, len(columns))), np.rint(weights / scales)])
    biases = np.array([bias for _column, bias in columns], np.float32)
    return Learnt(rounded.astype(np.int8), scales.astype(np.float32), biases)


def _column(titles: csr_matrix, right: NDArray[np.bool_], passes: int) -> tuple[NDArray[np.float64], float]:
    if right.all() or not right.any() or not titles.shape[1]:
        return np.zeros(titles.shape[1]), 4.0 if right.any() else -4.0
    model = SGDClassifier(loss="log_loss", alpha=_STRENGTH, max_iter=passes, tol=None, random_state=SEED)
    model.fit(titles, right)
    return model.coef_[0], float(model.intercept_[0])


def joined(one: Classifier, more: Learnt) -> Classifier:
    """The classifier with further columns; of those that its categories name, the first ones have them."""
    return Classifier(
        one.categories,
        one.features,
        np.hstack([one.weights, more.weights]),
        np.concatenate([one.scales, more.scales]),
        np.concatenate([one.biases, more.biases]),
        one.sure_at,
        one.classes,
    )


def blank(prepared: Prepared) -> Classifier:
    """A classifier that has learnt nothing yet."""
    return Classifier(prepared.categories, prepared.features, *_nothing(len(prepared.features)))


def train(prepared: Prepared, *, all_of_it: bool = True) -> Classifier:
    """The whole in one go."""
    return joined(blank(prepared), learn(prepared, range(len(prepared.categories)), all_of_it=all_of_it))
