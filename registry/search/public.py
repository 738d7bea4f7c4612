"""The public register of a marketplace: what the register of an office would show of a right, and nothing else.

Only rights that were verified and that have a number of an office. Never shown, and never found by: whom to contact, the owner's
own references, notes, licences, sellers, what is not verified. A marketplace may switch it off: then it is as if there were none.
"""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase

from registry.models import PublicRegister, Right, Specimen
from registry.registers.offices import office
from registry.registers.st96 import Trademark
from registry.search import finding
from registry.search.finding import Found, Hit
from registry.words import search_words
from tenancy.actor import Actor
from tenancy.context import current_tenant
from tenancy.errors import NotFound

AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)
ORDER = ("folded", "id")
STATES = (Right.State.VERIFIED, Right.State.LAPSED)
AT_FIRST = PublicRegister.Access.OPEN
"""How a marketplace's register is until somebody sets it."""
IS_PUBLIC = Q(state__in=STATES) & ~Q(number="") & ~Q(office="")


def access() -> str:
    """Who reads the register of this marketplace: one of `PublicRegister.Access`."""
    return PublicRegister.objects.values_list("access", flat=True).first() or AT_FIRST


def is_open() -> bool:
    """Whether anybody reads it, so that a right may be shown by its address there."""
    return access() != PublicRegister.Access.OFF


def unless_off() -> str:
    """The same, or NotFound where it is switched off."""
    found = access()
    if found == PublicRegister.Access.OFF:
        raise NotFound
    return found


def for_robots(answer: AnyResponse, access: str) -> AnyResponse:
    """The answer, with the request to keep it out of search engines unless the marketplace wants it there."""
    if access != PublicRegister.Access.LISTED:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def rights(where: Q | None = None) -> QuerySet[Right]:
    """All that is public, to be ordered by `ORDER`."""
    rows: QuerySet[Right] = Right.objects.filter(IS_PUBLIC & (where or Q())).select_related("owner")
    return rows


def find(search: str, where: Q | None = None) -> Found:
    """The best of what is public, found by what is public of it: a hit by the owner's own reference is none."""
    found = finding.find(Actor.system(current_tenant()), search, where=IS_PUBLIC & (where or Q()))
    asked = finding.asked_words(search)
    kept = {right.id for right in found.rows if _is_found_by(right, asked, found.hits[right.id])}
    hits = {right_id: hit for right_id, hit in found.hits.items() if right_id in kept}
    return Found(found.rows.filter(id__in=list(kept)), hits)


def _is_found_by(right: Right, asked: list[str], hit: Hit) -> bool:
    shown = search_words([right.title, *right.aliases, right.number])
    meant = dict(hit.near)
    return all(any(word.startswith(meant[one].word if one in meant else one) for word in shown) for one in asked)


def one(kind: str, office: str, number: str) -> Right:
    """The public right under that number of that office. NotFound for one that is not public as for one that never was."""
    right: Right | None = rights().filter(kind=kind, office=office, number=number).first()
    if right is None:
        raise NotFound
    return right


def key_of(right: Right) -> list[str]:
    """How it is called in an address: by kind, office and number, as our own references are not public."""
    return [right.kind, right.office, right.number]


def picture_of(right: Right) -> Specimen | None:
    """The picture that is the mark; None for other kinds, whose pictures may be secret or a work of somebody."""
    if right.kind != Right.Kind.TRADEMARK:
        return None
    standing = Specimen.objects.filter(right=right, retired_at=None).select_related("evidence")
    found: Specimen | None = standing.order_by("position", "id").first()
    return found


def shown(right: Right) -> dict[str, Any]:
    """The public facts by name, as JSON has them; the one list that page, API and tests go by."""
    days = ("filed_on", "registered_on", "expires_on", "renewed_on", "status_on")
    return {
        "kind": right.kind,
        "title": right.title,
        "mark_feature": right.mark_feature,
        "office": right.office,
        "number": right.number,
        "application_number": right.application_number,
        **{name: day.isoformat() if (day := getattr(right, name)) else None for name in days},
        "status": right.status,
        "is_expired": right.state == Right.State.LAPSED,
        "owner": right.owner.name,
        "territories": right.territories,
        "classes": right.classes,
        "nice_edition": right.nice_edition,
        "goods": right.goods,
        "locarno": right.locarno,
        "vienna": right.vienna,
        "priorities": right.priorities,
    }


def as_st96(right: Right, picture: str = "") -> Trademark:
    """The same as ST.96 writes it; `picture` is an address."""
    names = (
        "title office number application_number status status_raw status_on filed_on registered_on expires_on renewed_on "
        "classes goods nice_edition vienna priorities"
    )
    known = {name: getattr(right, name) for name in names.split()}
    register = office(right.office)
    designated = right.territories if register is None or register.territories is None else ()
    owner = right.holder or right.owner.name
    return Trademark(**known, feature=right.mark_feature, territories=designated, owner=owner, picture=picture)
