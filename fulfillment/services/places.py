"""Docks, factories and shops: put on file by whose they are."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from fulfillment import verbs
from fulfillment.codes import CodeError, gln
from fulfillment.models import E4, Site
from gateway.text import text_fault
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused

LONGEST_NAME = 120
SAMPLING_JOB = "goods_sampling"
"""Rung when there is a place whose share of what is looked at may have to be set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is said of a place; see `Site`. Degrees are both there or neither."""

    kind: str
    name: str
    country: str
    gln: str = ""
    latitude: float | None = None
    longitude: float | None = None


@transaction.atomic
def add_site(*, actor: Actor, said: Place) -> Site:
    """Put a place of the actor's own party on file. Raises Invalid by field."""
    require(actor, "site.manage")
    party = Party.objects.get(id=actor.party_id)
    _check(said)
    # As its party's other docks sample, so does this one; the first is given its share by the next round.
    share = Site.objects.standing().filter(party=party).aggregate(most=Max("sampled_bp"))["most"] or 0
    site = Site(reference=unused(Site, "SI"), party=party, sampled_bp=share, **_columns(said))
    _save(site, insert=True)
    ring(SAMPLING_JOB)
    facts = {"kind": said.kind, "country": said.country}
    record(
        verbs.SITE_ADDED, actor=actor, subject=site, facts=facts, personal={"name": site.name}, parties=[party.id]
    )  # fmt: skip
    return site


@transaction.atomic
def change_site(*, actor: Actor, site: Site, said: Place) -> Site:
    """Put right what is said of a place of one's own. Raises Invalid, NotFound, Conflict for a closed one."""
    fresh = _own(actor, site)
    _check(said)
    columns = _columns(said)
    changed = sorted(name for name, value in columns.items() if getattr(fresh, name) != value)
    if not changed:
        return fresh
    for name, value in columns.items():
        setattr(fresh, name, value)
    _save(fresh, insert=False)
    record(
        verbs.SITE_CHANGED, actor=actor, subject=fresh, facts={"fields": ", ".join(changed)}, parties=[fresh.party_id]
    )  # fmt: skip
    return fresh


@transaction.atomic
def close_site(*, actor: Actor, site: Site) -> None:
    """Nothing is scanned there any more. Closing twice is a Conflict."""
    fresh = _own(actor, site)
    fresh.closed_at = database_now()
    fresh.save(update_fields=["closed_at"])
    record(verbs.SITE_CLOSED, actor=actor, subject=fresh, parties=[fresh.party_id])


def _own(actor: Actor, site: Site) -> Site:
    require(actor, "site.manage")
    fresh: Site | None = (
        Site.objects.select_for_update(of=("self",)).filter(id=site.id, party_id=actor.party_id).first()
    )
    if fresh is None:
        raise NotFound
    if fresh.closed_at is not None:
        raise Conflict(_("This place was closed."))
    return fresh


def _save(site: Site, *, insert: bool) -> None:
    try:
        with transaction.atomic():
            site.save(force_insert=insert)
    except IntegrityError as taken:
        raise Invalid(fields={"gln": [_("Another place has this GLN.")]}) from taken


def _columns(said: Place) -> dict[str, str | float | None]:
    return {
        "kind": said.kind, "name": said.name.strip(), "gln": said.gln.strip(), "country": said.country,
        "latitude_e4": _kept(said.latitude), "longitude_e4": _kept(said.longitude),
    }  # fmt: skip


def _kept(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * E4)


def _check(said: Place) -> None:
    wrong: dict[str, list[str]] = {}
    if said.kind not in Site.Kind.values:
        wrong["kind"] = [_("Choose what it is.")]
    if not said.name.strip() or len(said.name) > LONGEST_NAME:
        wrong["name"] = [_("Say what it is called, in at most %(n)d characters.") % {"n": LONGEST_NAME}]
    elif fault := text_fault(said.name):
        wrong["name"] = [fault]
    if said.country not in dict(countries):
        wrong["country"] = [_("Choose a country.")]
    if said.gln.strip():
        try:
            gln(said.gln.strip())
        except CodeError:
            wrong["gln"] = [_("This is no GLN: 13 digits, the last of which checks the others.")]
    if (said.latitude is None) != (said.longitude is None):
        wrong["longitude"] = [_("Give both degrees, or neither.")]
    elif said.latitude is not None and not (-90 <= said.latitude <= 90 and -180 <= (said.longitude or 0) <= 180):
        wrong["latitude"] = [_("Degrees of latitude go from -90 to 90, of longitude from -180 to 180.")]
    if wrong:
        raise Invalid(fields=wrong)
