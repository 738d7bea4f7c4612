"""What a marketplace makes public of its cases where the law wants it: notices, counter-notices, outcomes, with their days.

China's E-Commerce Law, art. 44: “promptly publish the notices and declarations received and the results”. Which rules ask
for it the packs say (`Pack.publishes`). Parties go by a word of their own instead of a name, and nothing that anybody
wrote is told: a right, what was asserted, what was decided.
"""

import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from enforcement.models import Case, CounterNotice, Decision, Item, Notice
from enforcement.words import OUTCOMES
from policy import registry
from policy.model import Pack
from registry.registers.offices import office_label, place_name
from tenancy.context import current_tenant

TOLD_BY = ("notice", "removed", "forwarded")
"""The letters by which a seller learns of a notice, whichever the rules send first."""
STANDS: Mapping[str, str] = {"in_effect": "in_effect", "reversed": "put_back", "withdrawn": "taken_back"}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that is made public: `kind` notice, counter_notice or outcome."""

    kind: str
    at: datetime
    words: str
    listings: int


@dataclass(frozen=True, slots=True)
class Published:
    """One case as the public sees it. `now` counts its listings by what stands: in_effect, put_back, taken_back, open."""

    case: str
    right_kind: str | Promise
    office: str
    number: str
    region: str
    complainant: str
    seller: str
    law: str
    events: tuple[Event, ...]
    now: Mapping[str, int]

    @property
    def right(self) -> str:
        """Kind, office and number of the right."""
        return " ".join(
            part
            for part in (str(self.right_kind), office_label(self.office) if self.office else "", self.number)
            if part
        )

    @property
    def place(self) -> str:
        """Where it is asserted."""
        return place_name(self.region)

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "case": self.case,
            "right": {"kind": str(self.right_kind), "office": self.office, "number": self.number},
            "region": self.region,
            "complainant": self.complainant,
            "seller": self.seller,
            "law": self.law,
            "events": [
                {"kind": one.kind, "on": one.at.date().isoformat(), "words": one.words, "listings": one.listings}
                for one in self.events
            ],
            "now": dict(self.now),
        }


def publishing_packs() -> tuple[Pack, ...]:
    """The packs on file that ask for it."""
    return tuple(pack for pack in registry.packs() if pack.publishes is not None)


def cases() -> QuerySet[Case]:
    """The cases of this marketplace that are public, to be paged by ("-id",): from the day the seller is told."""
    packs = publishing_packs()
    rows = Case.objects.filter(
        region__in=sorted({pack.region for pack in packs}), pack_code__in=sorted({pack.code for pack in packs})
    )
    return rows.exclude(state="open").select_related("right", "complaint")


def published(rows: Sequence[Case]) -> list[Published]:
    """The same cases as the public sees them. Four queries, however many."""
    ids = [case.id for case in rows]
    told: dict[UUID, list[Event]] = defaultdict(list)
    packs = {case.id: registry.pack(case.pack_code, case.pack_version, region=case.region) for case in rows}
    _notices(rows, packs, told)
    countered = CounterNotice.objects.filter(case_id__in=ids).order_by()
    for case_id, at, n in countered.values_list("case_id", "received_at").annotate(n=Count("answers")):
        told[case_id].append(Event("counter_notice", at, _("Counter-notice"), n))
    _outcomes(ids, packs, told)
    standing: dict[UUID, Counter[str]] = defaultdict(Counter)
    for case_id, state in Item.objects.filter(case_id__in=ids).values_list("case_id", "state"):
        standing[case_id][STANDS.get(state, "open")] += 1
    return [_published(case, packs[case.id], told[case.id], standing[case.id]) for case in rows]


def pseudonym(party_id: UUID | None) -> str:
    """A word that stands for a party: the same in every case of this marketplace, and of no use elsewhere."""
    if party_id is None:
        return ""
    key = f"enforcement.publishing\n{settings.SECRET_KEY}".encode()
    digest = hmac.new(key, current_tenant().bytes + party_id.bytes, hashlib.sha256).hexdigest()
    return f"P-{digest[:10].upper()}"


def _notices(rows: Iterable[Case], packs: Mapping[UUID, Pack], told: dict[UUID, list[Event]]) -> None:
    by_id = {case.id: case for case in rows}
    sent = Notice.objects.filter(case_id__in=by_id, letter__in=TOLD_BY).order_by("-sent_at")
    first = dict(sent.values_list("case_id", "sent_at"))  # the earliest comes last, and stays
    for case_id, case in by_id.items():
        reasons = {reason.code: _(reason.title) for reason in packs[case_id].reasons}
        reason = reasons.get(case.complaint.reason, "") if case.complaint else _("Found by the marketplace itself")
        told[case_id].append(Event("notice", first.get(case_id, case.opened_at), reason, case.items_count))


def _outcomes(ids: Sequence[UUID], packs: Mapping[UUID, Pack], told: dict[UUID, list[Event]]) -> None:
    taken = Decision.objects.filter(item__case_id__in=ids, taken_at__isnull=False)
    alike = taken.values_list("item__case_id", "taken_at", "outcome", "ground").annotate(n=Count("id"))
    for case_id, at, outcome, ground, count in alike.order_by():
        titles = {leaf.code: _(leaf.title) for leaf in packs[case_id].leaves()}
        told[case_id].append(Event("outcome", at, f"{OUTCOMES[outcome]}: {titles.get(ground, ground)}", count))


def _published(case: Case, pack: Pack, told: list[Event], standing: Mapping[str, int]) -> Published:
    rule = pack.publishes
    return Published(
        case=case.reference,
        right_kind=case.right.get_kind_display(),
        office=case.right.office,
        number=case.right.number,
        region=case.region,
        complainant=pseudonym(case.complainant_id),
        seller=pseudonym(case.seller_id),
        law=f"{_(rule.source.title)} {rule.source.reference}".strip() if rule else "",
        events=tuple(sorted(told, key=lambda event: (event.at, event.kind, event.words))),
        now=standing,
    )
