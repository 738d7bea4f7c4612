"""Reading how goods are told: the classifiers, the catalogue they are trained on, and the categories with their classes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, QuerySet, When
from django.db.models.fields.json import KT

from scanner.goods.classifier import SEPARATOR
from scanner.goods.suggesting import suggest
from scanner.models import GoodsCategory, GoodsModel
from sellers.models import Listing
from tenancy.errors import NotFound
from tenancy.ids import least_uuid7

GROWN, LEAST_GROWN, MOST_COUNTED = 4, 100, 20_000
"""A catalogue has grown a lot by a fourth, at least by so many listings; no more than the last are ever counted."""
PEOPLE = "people"
STEP = ">"
"""Between the steps of a category, as rights name it."""


def catalogue() -> QuerySet[Listing]:
    """The listings that a classifier is trained on: what is public now."""
    rows: QuerySet[Listing] = Listing.objects.filter(state=Listing.State.PUBLIC)
    return rows


def has_grown(model: GoodsModel) -> bool:
    """Whether a lot was published since it was trained."""
    needed = min(max(LEAST_GROWN, model.figures.get("catalogue", 0) // GROWN), MOST_COUNTED)
    since = catalogue().filter(id__gt=least_uuid7(model.made_at))
    return since.values("id")[:needed].count() >= needed


SHARES = ("held", "right", "right_top", "right_classes", "sure", "sure_right_classes")
"""Of the figures, those that stand in lists; shares in ten-thousandths."""


def models() -> QuerySet[GoodsModel]:
    """All versions, without what they have learnt, to be ordered by their number."""
    rows: QuerySet[GoodsModel] = GoodsModel.objects.defer("data")
    return rows


def versions() -> QuerySet[Any]:
    """The same with the SHARES of their figures alone, as `said_right` and so on; null where one was never measured."""
    said = {f"said_{name}": KT(f"figures__{name}") for name in SHARES}
    return GoodsModel.objects.defer("data", "figures").annotate(**said)


def shown_model() -> GoodsModel | None:
    """The version in force, else the last one that was trained. One query."""
    counts = Case(When(state=GoodsModel.State.IN_FORCE, then=0), default=1)
    found: GoodsModel | None = models().exclude(trained_at=None).order_by(counts, "-number").first()
    return found


def categories(*, search: str = "", only: str = "") -> QuerySet[GoodsCategory]:
    """The categories, to be ordered by name; with some words in their name, `only` "people" those set by people."""
    rows: QuerySet[GoodsCategory] = GoodsCategory.objects.all()
    if search.strip():
        rows = rows.filter(name__icontains=search.strip())
    return rows.exclude(classes=None) if only == PEOPLE else rows


def suggested(classes: Collection[int], *, without: Collection[str] = ()) -> list[str]:
    """The categories that a right of these Nice classes is likely for, as rights name them ("Shoes > Boots"). Two queries.

    None where nobody has set classes and no classifier was trained: then nothing is known of the categories.
    """
    if not classes:
        return []
    model = shown_model()
    figures = model.figures if model else {}
    known = {name: of for name, of in figures.get("classes", {}).items() if of}
    known |= dict(GoodsCategory.objects.exclude(classes=None).values_list("name", "classes"))
    typed = {SEPARATOR.join(step.strip() for step in path.split(STEP)) for path in without}
    found = suggest(classes, known, listings=figures.get("counts", {}), without=typed)
    return [name.replace(SEPARATOR, f" {STEP} ") for name in found]


def category(category_id: UUID) -> GoodsCategory:
    """One of them. Raises NotFound."""
    found: GoodsCategory | None = GoodsCategory.objects.filter(id=category_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """A category with the classes that count and where they are from: people, its name, its titles, or nowhere.

    `recall` is the share of its listings that were recognised, `precision` of those taken for it that were its own, in
    percent; None where it is not predicted, or none was held back.
    """

    row: GoodsCategory
    classes: tuple[int, ...]
    source: str
    proposed: tuple[int, ...]
    listings: int
    recall: int | None = None
    precision: int | None = None


def lines(rows: Iterable[GoodsCategory], model: GoodsModel | None) -> list[Line]:
    """The categories with what this version says of them. No query."""
    figures = model.figures if model else {}
    return [_line(row, figures) for row in rows]


def _line(row: GoodsCategory, figures: Mapping[str, Any]) -> Line:
    proposed = tuple(figures.get("classes", {}).get(row.name, ()))
    source = figures.get("sources", {}).get(row.name, "")
    held, said, right = figures.get("lines", {}).get(row.name, (0, 0, 0))
    return Line(
        row=row,
        classes=tuple(row.classes) if row.classes else proposed,
        source=PEOPLE if row.classes else source,
        proposed=proposed,
        listings=figures.get("counts", {}).get(row.name, 0),
        recall=round(100 * right / held) if held else None,
        precision=round(100 * right / said) if said else None,
    )
