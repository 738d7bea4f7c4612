"""The register of trusted flaggers (Digital Services Act, art. 22): written down, ended, reported to who awarded it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit import log
from audit.rows import committed
from enforcement import verbs
from enforcement.models import CoordinatorNotice, TrustedFlagger
from enforcement.reported import figures_of
from enforcement.services.reporting import LONGEST, File
from evidence import services as evidence
from gateway.text import clean
from registry.models import Right
from registry.territories import EU_MEMBERS
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound

KINDS = (Party.Kind.BRAND, Party.Kind.AGENT, Party.Kind.AGENCY)
"""Which parties can be one: entities alone are (art. 22(2))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What a coordinator published: `kinds` are kinds of right, the area of expertise; `ends_on` None is open."""

    party: str
    coordinator: str
    kinds: Sequence[str]
    starts_on: date
    ends_on: date | None = None
    evidence: File | None = None


@transaction.atomic
def add_flagger(*, actor: Actor, award: Award) -> TrustedFlagger:
    """Write down that a coordinator awarded the status. Raises Invalid, naming the field."""
    require(actor, "flagger.manage")
    party = Party.objects.filter(reference=award.party.strip().upper(), kind__in=KINDS, state="active").first()
    wrong: dict[str, list[str]] = {}
    if party is None:
        wrong["party"] = [_("The reference of an active brand, agent or agency, such as PA-7Q4K2XA.")]
    if award.coordinator not in EU_MEMBERS:
        wrong["coordinator"] = [_("The coordinator of a member state of the European Union.")]
    if not award.kinds or set(award.kinds) - set(Right.Kind.values):
        wrong["kinds"] = [_("Choose the area of expertise that the coordinator named.")]
    if award.ends_on and award.ends_on < award.starts_on:
        wrong["ends_on"] = [_("This day is before the first.")]
    if party and TrustedFlagger.objects.filter(party=party).standing(award.starts_on).exists():
        wrong["party"] = [_("This party has the status on that day already. End it first.")]
    if wrong or party is None:
        raise Invalid(fields=wrong)
    kept = None
    if award.evidence is not None:
        name, checked = award.evidence
        kept = evidence.store(data=checked, kind="award", actor=actor, label=name)
    flagger = TrustedFlagger.objects.create(
        party=party, coordinator=award.coordinator, kinds=sorted(set(award.kinds)), starts_on=award.starts_on,
        ends_on=award.ends_on, evidence=kept,
    )  # fmt: skip
    log.record(
        verbs.FLAGGER_ADDED, actor=actor, subject=flagger, refs=[party, *([kept] if kept else [])], parties=[party.id],
        facts={"coordinator": award.coordinator, "kinds": ", ".join(flagger.kinds)},
    )  # fmt: skip
    return flagger


@transaction.atomic
def end_flagger(*, actor: Actor, flagger_id: UUID, ends_on: date) -> TrustedFlagger:
    """Write down the last day of the status, as the coordinator has published it. Raises Invalid, Conflict."""
    require(actor, "flagger.manage")
    flagger = _held(flagger_id)
    if flagger.ends_on is not None and flagger.ends_on < database_now().date():
        raise Conflict(_("This status has ended already."), code="stage")
    if ends_on < flagger.starts_on:
        raise Invalid(fields={"ends_on": [_("This day is before the first.")]})
    flagger.ends_on = ends_on
    flagger.save(update_fields=["ends_on"])
    log.record(
        verbs.FLAGGER_ENDED, actor=actor, subject=flagger, refs=[flagger.party_id], facts={"day": ends_on.isoformat()},
        parties=[flagger.party_id],
    )  # fmt: skip
    return flagger


@transaction.atomic
def report_to_coordinator(
    *, actor: Actor, flagger_id: UUID, since: date, words: str, now: datetime | None = None
) -> CoordinatorNotice:
    """Record that the coordinator was told of poor notices, with the figures of that moment (art. 22(6)).

    The coordinator alone suspends or revokes the status; nothing changes here. Raises Invalid without an explanation.
    """
    require(actor, "flagger.manage")
    flagger, at = _held(flagger_id), now or database_now()
    if not words.strip():
        raise Invalid(fields={"words": [_("Explain what was poor about the notices; the coordinator asks for it.")]})
    figures = figures_of(flagger.party_id, since)
    told = committed(
        CoordinatorNotice, flagger=flagger, since=since, notices=figures.notices, upheld=figures.upheld,
        rejected=figures.rejected, by_membership_id=actor.membership_id, at=at,
        words=clean(words, name="words")[:LONGEST],
    )  # fmt: skip
    log.record(
        verbs.FLAGGER_REPORTED, actor=actor, subject=flagger, refs=[flagger.party_id], rows=[told],
        facts={"notices": figures.notices, "upheld": figures.upheld, "rejected": figures.rejected},
    )  # fmt: skip
    return told


def _held(flagger_id: UUID) -> TrustedFlagger:
    found: TrustedFlagger | None = TrustedFlagger.objects.select_for_update(of=("self",)).filter(id=flagger_id).first()
    if found is None:
        raise NotFound
    return found
