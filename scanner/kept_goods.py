"""The classifier of goods in this process: read once, kept by its row within a budget of bytes; and what people have set."""

import logging
from collections.abc import Iterable, Sequence
from uuid import UUID

from scanner.goods.classes import Goods
from scanner.goods.classifier import Classifier, Unreadable
from scanner.index import Shelf
from scanner.matchers.facts import ListingFacts, class_mask, classes_of
from scanner.models import GoodsCategory, GoodsModel
from sellers.models import Listing
from tenancy.context import current_tenant

BUDGET_BYTES = 48 * 1024 * 1024

logger = logging.getLogger(__name__)
_shelf: Shelf[Classifier] = Shelf(BUDGET_BYTES)


def in_force() -> Goods:
    """How goods are told in this marketplace now. Two queries; one more where this process has not read the classifier yet."""
    counts = GoodsModel.objects.filter(state=GoodsModel.State.IN_FORCE).values_list("id", "number").first()
    people = GoodsCategory.objects.exclude(classes=None).values_list("name", "classes")
    return _goods(counts, people)


def numbered(number: int, people: Iterable[tuple[str, list[int]]] | None = None) -> Goods:
    """The same with the classifier of that number, 0 for none; `people` are the classes they have set, those of now if left
    out. Raises GoodsModel.DoesNotExist."""
    if people is None:
        people = GoodsCategory.objects.exclude(classes=None).values_list("name", "classes")
    return _goods(GoodsModel.objects.values_list("id", "number").get(number=number) if number else None, people)


def _goods(found: tuple[UUID, int] | None, people: Iterable[tuple[str, list[int]]]) -> Goods:
    by_people = {name: class_mask(classes) for name, classes in people if classes is not None}
    classifier = _read(found[0]) if found else None
    return Goods(found[1] if found and classifier else 0, classifier, by_people)


def _read(model_id: UUID) -> Classifier | None:
    """The classifier of this row; None where its bytes are damaged, which is said and stops no listing."""
    key = (current_tenant(), model_id)
    if (kept := _shelf.get(key)) is not None:
        return kept
    data = GoodsModel.objects.values_list("data", flat=True).get(id=model_id)
    try:
        classifier = Classifier.from_bytes(data)
    except Unreadable:
        logger.exception("The classifier of goods %s cannot be read: goods are guessed.", model_id)
        return None
    _shelf.put(key, classifier)
    return classifier


def classes_told(listings: Sequence[Listing]) -> dict[UUID, frozenset[int]]:
    """The Nice classes that the goods of each listing are likely in; empty where nobody can tell. Three queries at most."""
    told = goods_told([(one.title, one.category) for one in listings])
    return {one.id: classes for one, (classes, _source) in zip(listings, told, strict=True)}


def goods_told(texts: Iterable[tuple[str, Sequence[str]]]) -> list[tuple[frozenset[int], str]]:
    """Of goods by title and category: the Nice classes they are likely in, and who says so (`scanner.goods.classes`).

    Three queries at most; none for nothing.
    """
    facts = [ListingFacts(title=title, category_path=tuple(category)) for title, category in texts]
    masks = in_force().told(facts) if facts else []
    return [(frozenset(classes_of(mask)), source) for mask, source in masks]
