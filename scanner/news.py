"""What is new of a brand, of what somebody wants to hear: read from what is on file, never kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from registry.models import Licence, LicenceRight, Right
from scanner import queries
from scanner.models import BrandWatch, Match
from tenancy.actor import Actor

MOST = 20
"""Lines of one kind; what goes beyond is counted, not lost."""
RIGHT_ENDS, LICENCE_ENDS = timedelta(days=90), timedelta(days=30)
"""How long before the end of a right and of a licence it is news."""
BELOW_THE_BAND = ("price-below", "price-far-below")
"""Steps of a score that say a price is below the usual one that the owner gave."""


@dataclass(frozen=True, slots=True)
class News:
    """One line: its kind, a sentence, where it leads, and since when it is so."""

    kind: str
    sentence: str
    path: str
    at: datetime


def news(watch: BrandWatch, *, since: datetime, now: datetime, actor: Actor) -> list[News]:
    """What is new since then, the newest first within each kind. Five queries at most. The brand comes with its tenant."""
    found: list[News] = []
    fresh = queries.of_brand(watch.brand, actor).filter(made_at__gt=since, made_at__lte=now)
    if watch.matches_from is not None:
        found += _matches(watch, fresh.filter(score__gte=watch.matches_from))
    if watch.new_sellers:
        found += _new_sellers(watch, since, now, actor)
    if watch.low_prices:
        found += _low_prices(watch, fresh)
    if watch.endings:
        found += [*_ending_rights(watch, since, now), *_ending_licences(watch, since, now, actor)]
    return found


def _matches(watch: BrandWatch, rows: QuerySet[Match]) -> Iterable[News]:
    for row in rows.order_by("-made_at", "-id")[:MOST]:
        words = {"title": row.listing.title, "seller": row.listing.seller.name, "score": row.score}
        yield _of_listing(
            "match", _("“%(title)s” of %(seller)s looks like your right: %(score)s of 100.") % words, watch, row
        )


def _new_sellers(watch: BrandWatch, since: datetime, now: datetime, actor: Actor) -> Iterable[News]:
    """Sellers of whom nothing was found of this brand before."""
    rows = queries.of_brand(watch.brand, actor).order_by()
    first = rows.values("listing__seller_id").annotate(first=Min("made_at")).filter(first__gt=since, first__lte=now)
    sellers = [row["listing__seller_id"] for row in first.order_by("-first")[:MOST]]
    told = set()
    for row in rows.filter(listing__seller_id__in=sellers).order_by("made_at", "id"):
        if row.listing.seller_id not in told:
            told.add(row.listing.seller_id)
            words = {"seller": row.listing.seller.name, "title": row.listing.title}
            yield _of_listing("seller", _("%(seller)s is new with your marks: “%(title)s”.") % words, watch, row)


def _low_prices(watch: BrandWatch, rows: QuerySet[Match]) -> Iterable[News]:
    cheap = Q()
    for code in BELOW_THE_BAND:
        cheap |= Q(reasons__contains=[{"code": code}])
    for row in rows.filter(cheap).order_by("-made_at", "-id")[:MOST]:
        price = f"{(row.listing.price_cents or 0) / 100:.2f} {row.listing.currency}"
        words = {"title": row.listing.title, "seller": row.listing.seller.name, "price": price}
        yield _of_listing(
            "price", _("“%(title)s” of %(seller)s costs %(price)s, below your usual price.") % words, watch, row
        )


def _ending_rights(watch: BrandWatch, since: datetime, now: datetime) -> Iterable[News]:
    """Those that came within ninety days of their end since then."""
    first, last = (moment.date() + RIGHT_ENDS for moment in (since, now))
    rows = Right.objects.filter(
        brand=watch.brand, state=Right.State.VERIFIED, expires_on__gt=first, expires_on__lte=last
    )
    for row in rows.order_by("expires_on", "id")[:MOST]:
        path = reverse("registry:right", args=[watch.brand.tenant.slug, row.reference])
        words = {"title": row.title, "day": row.expires_on.isoformat() if row.expires_on else ""}
        yield News("ending", _("Your right “%(title)s” expires on %(day)s.") % words, path, now)


def _ending_licences(watch: BrandWatch, since: datetime, now: datetime, actor: Actor) -> Iterable[News]:
    """Those that came within thirty days of their last day since then."""
    first, last = (moment.date() + LICENCE_ENDS for moment in (since, now))
    under = LicenceRight.objects.filter(right__brand=watch.brand).values("licence")
    rows = Licence.objects.visible_to(actor).filter(id__in=under, state=Licence.State.SIGNED)
    rows = rows.filter(ends_on__gt=first, ends_on__lte=last).select_related("licensee")
    for row in rows.order_by("ends_on", "id")[:MOST]:
        path = reverse("registry:licence", args=[watch.brand.tenant.slug, row.reference])
        name = row.licensee.name if row.licensee else row.licensee_name
        words = {"name": name, "day": row.ends_on.isoformat() if row.ends_on else ""}
        yield News("ending", _("The licence of %(name)s ends on %(day)s.") % words, path, now)


def _of_listing(kind: str, sentence: str, watch: BrandWatch, row: Match) -> News:
    path = reverse("sellers:listing", args=[watch.brand.tenant.slug, row.listing.number])
    return News(kind, sentence, path, row.made_at)
