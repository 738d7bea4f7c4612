"""What customs get with an application: rights, contact persons, the guide, channels. Put together from the registry, and read by
whoever sees the application."""

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from fulfillment.models import CustomsApplication, CustomsPacket
from policy.customs import regime
from registry.models import AuthorisedSeller, GuidePoint, Licence, LicenceRight, Right
from tenancy.context import database_now

MOST_CHANNELS = 500


def packet_of(application: CustomsApplication) -> dict[str, Any]:
    """As it was filed, or as it would be filed today. At most seven queries."""
    filed = CustomsPacket.objects.filter(application=application).first()
    return dict(filed.packet) if filed else composed(application)


def composed(application: CustomsApplication) -> dict[str, Any]:
    """What the registry holds today for this application."""
    today = database_now().date()
    rights = rights_of(application)
    ids = [right.id for right in rights]
    return {
        "reference": application.reference,
        "holder": {
            "name": application.holder.name,
            "country": application.holder.country,
            "address": application.holder.address,
        },
        "lodged_in": application.lodged_in,
        "countries": [place.country for place in application.places.all()],
        "rules": regime(application.lodged_in, today).title,
        "valid_from": application.valid_from.isoformat(),
        "valid_until": application.valid_until.isoformat(),
        "renews": application.renews.number if application.renews else "",
        "small_consignments": application.small_consignments,
        "rights": [_right(right) for right in rights],
        "contacts": application.contacts,
        "channels": application.channels,
        "authorised": [*_sellers(ids, today), *_licensees(ids, today)][:MOST_CHANNELS],
        "guide": [_point(point) for point in guide_of({right.brand_id for right in rights if right.brand_id})],
    }


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the packet in one canonical form, in hexadecimal."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def rights_of(application: CustomsApplication) -> list[Right]:
    """The rights of an application by title. One query."""
    rows = application.rights.select_related("right__brand").order_by("right__folded", "right_id")
    return [row.right for row in rows]


def guide_of(brands: Collection[UUID]) -> Sequence[GuidePoint]:
    """What tells fakes from genuine goods of these brands, without what is for reviewers alone. One query."""
    rows = GuidePoint.objects.standing().filter(brand_id__in=brands).exclude(audience=GuidePoint.Audience.REVIEWERS)
    return list(
        rows.select_related("brand", "genuine_picture", "fake_picture").order_by("brand__folded", "number", "id")
    )


def _right(right: Right) -> dict[str, Any]:
    return {
        "reference": right.reference,
        "kind": right.kind,
        "title": right.title,
        "brand": right.brand.name if right.brand else "",
        "office": right.office,
        "number": right.number,
        "numbered": right.numbered,
        "territories": list(right.territories),
        "classes": list(right.classes),
        "goods": dict(right.goods),
        "made_in": list(right.made_in),
        **{name: _day(getattr(right, name)) for name in ("filed_on", "registered_on", "expires_on")},
    }


def _sellers(rights: Sequence[UUID], today: date) -> list[dict[str, Any]]:
    rows = AuthorisedSeller.objects.filter(right_id__in=rights).standing(database_now())
    found: dict[str, dict[str, Any]] = {}
    for row in rows.select_related("seller").order_by("seller__name_key", "id")[:MOST_CHANNELS]:
        found.setdefault(
            row.seller.reference,
            {"name": row.seller.name, "as": "seller", "territories": row.territories, "until": _day(row.ends_on)},
        )
    return list(found.values())


def _licensees(rights: Sequence[UUID], today: date) -> list[dict[str, Any]]:
    held = LicenceRight.objects.filter(right_id__in=rights).values("licence_id")
    rows = Licence.objects.filter(id__in=held, state=Licence.State.SIGNED, terminated_on=None, starts_on__lte=today)
    found = rows.exclude(ends_on__lt=today).order_by("licensee_name", "id")[:MOST_CHANNELS]
    return [
        {"name": one.licensee_name, "as": "licensee", "territories": one.territories, "until": _day(one.ends_on)}
        for one in found
    ]


def _point(point: GuidePoint) -> dict[str, Any]:
    return {
        "brand": point.brand.name,
        "number": point.number,
        "title": point.title,
        "spot": point.spot,
        "genuine": point.genuine,
        "fake": point.fake,
        "certainty": point.certainty,
        "genuine_picture": point.genuine_picture.reference if point.genuine_picture else "",
        "fake_picture": point.fake_picture.reference if point.fake_picture else "",
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
