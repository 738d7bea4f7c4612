"""What the registry knows of genuine goods and of bans, as the scanner reads it. Each in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from registry.models import Ban, PriceBand, Right, RightText
from registry.territories import countries_of
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import NotFound

COMING = "coming"
STATES = ("standing", COMING, "ended")


@dataclass(frozen=True, slots=True)
class LiveText:
    """A standing text of a copyright that is enforced."""

    right_id: UUID
    text_id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class LiveBan:
    """A ban that has not ended, with single countries and the ids of the sellers that it does not bind."""

    id: UUID
    reference: str
    kind: str
    order: str
    countries: frozenset[str]
    products: tuple[str, ...]
    models: tuple[str, ...]
    allowed: tuple[str, ...]
    excepted: frozenset[UUID]
    right_id: UUID | None
    action: str


def live_texts(ids: Iterable[UUID] | None = None) -> list[LiveText]:
    """The texts of all copyrights that are enforced today, or of those of `ids`."""
    rows = RightText.objects.filter(right__in=_live(ids), retired_at=None).order_by("id")
    return [LiveText(*row) for row in rows.values_list("right_id", "id", "text")]


def live_bands(ids: Iterable[UUID] | None = None) -> dict[UUID, list[PriceBand]]:
    """The usual prices that hold today, by right."""
    found: dict[UUID, list[PriceBand]] = {}
    for band in PriceBand.objects.standing(database_now().date()).filter(right__in=_live(ids)).order_by("id"):
        found.setdefault(band.right_id, []).append(band)
    return found


def lasting_bands(ids: Iterable[UUID] | None = None) -> dict[UUID, list[PriceBand]]:
    """The usual prices that hold today or on a later day, by right: whoever compares with one asks whether it holds."""
    lasting = Q(ends_on=None) | Q(ends_on__gte=database_now().date())
    found: dict[UUID, list[PriceBand]] = {}
    for band in PriceBand.objects.filter(lasting, ended_at=None, right__in=_live(ids)).order_by("id"):
        found.setdefault(band.right_id, []).append(band)
    return found


def live_origins(ids: Iterable[UUID] | None = None) -> dict[UUID, frozenset[str]]:
    """The countries in which the goods of each right are made; a right whose owner has not said is left out."""
    rows = _live(ids).exclude(made_in=[]).values_list("id", "made_in")
    return {right_id: frozenset(countries) for right_id, countries in rows}


def live_aims(ids: Iterable[UUID] | None = None) -> dict[UUID, tuple[list[str], list[str]]]:
    """The marketplace's categories and markets to which owners have mapped their rights; those mapped to neither are out."""
    mapped = _live(ids).exclude(categories=[], markets=[])
    return {row_id: (paths, places) for row_id, paths, places in mapped.values_list("id", "categories", "markets")}


def live_designs(ids: Iterable[UUID] | None = None) -> dict[UUID, frozenset[int]]:
    """The Locarno classes of each design; an empty set where they are not known."""
    rows = _live(ids).filter(kind=Right.Kind.DESIGN).values_list("id", "classes")
    return {right_id: frozenset(classes) for right_id, classes in rows}


def live_bans() -> list[LiveBan]:
    """The bans that have not ended, those to come among them: whoever acts on one asks whether it is in force. Two queries."""
    rows = Ban.objects.filter(Q(ends_on=None) | Q(ends_on__gte=database_now().date()), ended_at=None).order_by("id")
    return [
        LiveBan(
            id=ban.id,
            reference=ban.reference,
            kind=ban.kind,
            order=f"{ban.authority} {ban.order}",
            countries=countries_of(ban.territories),
            products=tuple(ban.products),
            models=tuple(ban.model_numbers),
            allowed=tuple(ban.allowed),
            excepted=frozenset(exception.seller_id for exception in ban.exceptions.all()),
            right_id=ban.right_id,
            action=ban.action,
        )
        for ban in rows.prefetch_related("exceptions")
    ]


def bans(*, state: str = "", day: date) -> QuerySet[Ban]:
    """All bans, or those that stand on that day, are to come, or have ended."""
    rows: QuerySet[Ban] = Ban.objects.all()
    if state == "standing":
        return rows.standing(day)  # type: ignore[attr-defined,no-any-return]
    if state == COMING:
        return rows.filter(ended_at=None, starts_on__gt=day)
    if state == "ended":
        return rows.filter(Q(ended_at__isnull=False) | Q(ends_on__lt=day))
    return rows


def ban_by_reference(ref: str, actor: Actor) -> Ban:
    """One ban with its exceptions and the patent on file. Raises NotFound, for who is not of the house too."""
    rows = Ban.objects.select_related("right").prefetch_related("exceptions__seller")
    found: Ban | None = rows.filter(reference=ref).first() if actor.is_operator or actor.is_system else None
    if found is None:
        raise NotFound
    return found


def texts_of(right: Right) -> list[RightText]:
    """The texts of a right, the standing ones first, without what they say."""
    rows = RightText.objects.filter(right=right).defer("text")
    return sorted(rows.order_by("-id")[:100], key=lambda text: text.retired_at is not None)


def bands_of(right: Right) -> list[PriceBand]:
    """The usual prices of a right, the standing ones first, then the newest."""
    rows = PriceBand.objects.filter(right=right).order_by("-id")[:100]
    return sorted(rows, key=lambda band: band.ended_at is not None)


def _live(ids: Iterable[UUID] | None) -> QuerySet[Right]:
    rows: QuerySet[Right] = Right.objects.live(database_now().date())
    return rows if ids is None else rows.filter(id__in=list(ids))
