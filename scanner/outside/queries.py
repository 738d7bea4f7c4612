"""Reading shops outside: those that are watched, what their pages said, what was found there."""

from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Party
from scanner.models import OutsideAddress, OutsideMatch, OutsidePage, OutsidePicture, Shop, Watcher
from tenancy.actor import Actor
from tenancy.errors import NotFound

NEWEST = ("-id",)
STRONGEST = ("-score", "-id")
MOST_WAITING = 20


def shops(actor: Actor, *, state: str = "") -> QuerySet[Shop]:
    """Shops that the actor sees, each with `waiting`: how many matches the actor could judge; to be ordered by NEWEST.

    Without a state those whose watch has not ended.
    """
    rows: QuerySet[Shop] = Shop.objects.visible_to(actor)
    rows = rows.filter(state=state) if state else rows.exclude(state="ended")
    waiting = OutsideMatch.objects.visible_to(actor).filter(page__shop_id=OuterRef("id"), state="open")
    counted = waiting.order_by().values("page__shop_id").annotate(n=Count("id")).values("n")
    return rows.annotate(waiting=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def shop(reference: str, actor: Actor) -> Shop:
    """One shop. Raises NotFound for a stranger as for one that never was."""
    found: Shop | None = Shop.objects.visible_to(actor).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def watchers(shop: Shop, actor: Actor) -> list[Watcher]:
    """For whom a shop is watched, as far as the actor may know: staff all, a rights holder its own."""
    rows = Watcher.objects.filter(shop=shop).select_related("party").order_by("id")
    if not (actor.is_operator or actor.is_system):
        rows = rows.filter(party_id__in=[actor.party_id, *actor.brands])
    return list(rows)


def pages(shop: Shop, actor: Actor) -> QuerySet[OutsidePage]:
    """What the shop's pages say now, with pictures and the matches that the actor sees; to be ordered by NEWEST."""
    seen = OutsideMatch.objects.visible_to(actor).select_related("right").order_by(*STRONGEST)
    rows: QuerySet[OutsidePage] = OutsidePage.objects.visible_to(actor).filter(shop=shop)
    rows = rows.exclude(state=OutsidePage.State.SUPERSEDED)
    return rows.select_related("evidence").prefetch_related(
        _pictures(), Prefetch("matches", queryset=seen, to_attr="seen_matches")
    )


def page(shop: Shop, reference: str, actor: Actor) -> OutsidePage:
    """One page of the shop, at one revision. Raises NotFound."""
    seen = OutsideMatch.objects.visible_to(actor).select_related("right").order_by(*STRONGEST)
    rows = (
        OutsidePage.objects.visible_to(actor)
        .filter(shop=shop)
        .select_related("evidence")
        .prefetch_related(_pictures(), Prefetch("matches", queryset=seen, to_attr="seen_matches"))
    )
    found: OutsidePage | None = rows.filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def revisions(page: OutsidePage, actor: Actor) -> list[OutsidePage]:
    """What that address said at other times, the newest first; the latest fifty."""
    rows = OutsidePage.objects.visible_to(actor).filter(shop_id=page.shop_id, digest=page.digest).exclude(id=page.id)
    return list(rows.order_by("-revision")[:50])


def under_way(shop: Shop, actor: Actor) -> list[OutsideAddress]:
    """Addresses that a person gave and that are not fetched, or that failed; the newest twenty.

    None for an agent that sees the shop for what was found of a brand alone.
    """
    if actor.marks and not watchers(shop, actor):
        return []
    rows = OutsideAddress.objects.filter(shop=shop).exclude(state=OutsideAddress.State.DONE)
    return list(rows.exclude(origin=OutsideAddress.START).order_by("-id")[:MOST_WAITING])


def matches(actor: Actor, *, state: str = "open", shop: str = "", right: str = "") -> QuerySet[OutsideMatch]:
    """What was found outside, of what the actor sees, to be ordered by STRONGEST. `shop` and `right` are references."""
    rows: QuerySet[OutsideMatch] = OutsideMatch.objects.visible_to(actor).select_related("page__shop", "right", "index")
    for name, value in (("state", state), ("page__shop__reference", shop), ("right__reference", right)):
        if value:
            rows = rows.filter(**{name: value})
    return rows


def match(match_id: UUID, actor: Actor) -> OutsideMatch:
    """One match with its page, pictures and right. Raises NotFound."""
    rows = OutsideMatch.objects.visible_to(actor).select_related(
        "page__shop", "page__evidence", "right__owner", "index"
    )
    found: OutsideMatch | None = rows.filter(id=match_id).first()
    if found is None:
        raise NotFound
    return found


def pictures(page: OutsidePage) -> list[OutsidePicture]:
    """The pictures of a page in its order. One query."""
    return list(page.pictures.select_related("evidence").order_by("position"))


def parties(actor: Actor) -> list[Party]:
    """The rights holders for whom the actor may have a shop watched."""
    rows = Party.objects.visible_to(actor).filter(kind=Party.Kind.BRAND, state=Party.State.ACTIVE)
    return list(rows.order_by("name_key")[:200])


def _pictures() -> Prefetch:
    shown = OutsidePicture.objects.select_related("evidence").order_by("position")
    return Prefetch("pictures", queryset=shown, to_attr="shown_pictures")
