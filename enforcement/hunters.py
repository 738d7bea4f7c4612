"""The records from which signs of a serial claim hunter are read, and who is worth looking at."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from accounts.models import Party
from audit.rows import load_words
from enforcement import accuracy
from enforcement.misuse.hunting import Record, Sign, signs
from enforcement.models import Case, ComplaintVersion, Message, Withdrawal

MOST_TEXTS, MOST_CASES, MOST_PARTIES = 40, 2000, 50


def signs_of(party_id: UUID, now: datetime) -> tuple[Sign, ...]:
    """The signs that a complainant's last year shows. Eight queries."""
    return signs(_record(party_id, now), now.date())


def worth_a_look(now: datetime, *, only: UUID | None = None) -> list[Party]:
    """Complainants (or `only` that one) who asked for money, or settled a complaint, in the last year. One query."""
    since = now - accuracy.YEAR
    asked = Message.objects.filter(by_party=OuterRef("id"), demands_money=True, at__gte=since)
    asked = asked.exclude(case__seller=OuterRef("id"))
    settled = Withdrawal.objects.filter(item__case__complainant=OuterRef("id"), reason="settled", at__gte=since)
    named = Party.objects.filter(Exists(asked) | Exists(settled))
    named = named.filter(id=only) if only else named
    return list(named.order_by("name")[:MOST_PARTIES])


def _record(party_id: UUID, now: datetime) -> Record:
    since = now - accuracy.YEAR
    figures = accuracy.figures_of(party_id, since)
    cases = Case.objects.filter(complainant_id=party_id, opened_at__gte=since).order_by("-opened_at")
    demands = Message.objects.filter(by_party_id=party_id, demands_money=True, at__gte=since)
    demands = demands.exclude(case__seller_id=party_id)
    before = demands.filter(case=OuterRef("item__case"), at__lt=OuterRef("at"))
    back = Withdrawal.objects.filter(item__case__complainant_id=party_id, reason="settled", at__gte=since)
    return Record(
        statements=_statements(party_id, since),
        hits=tuple((at.date(), seller) for at, seller in cases.values_list("opened_at", "seller_id")[:MOST_CASES]),
        demands=demands.count(),
        paid=back.filter(Exists(before)).count(),
        upheld=figures.upheld,
        decided=figures.decided,
        here_since=Party.objects.values_list("made_at", flat=True).get(id=party_id).date(),
    )


def _statements(party_id: UUID, since: datetime) -> tuple[str, ...]:
    """What its newest complaints say, each in its last words."""
    later = ComplaintVersion.objects.filter(complaint=OuterRef("complaint"), number__gt=OuterRef("number"))
    versions = ComplaintVersion.objects.filter(~Exists(later), complaint__complainant_id=party_id)
    filed = versions.filter(complaint__filed_at__gte=since).order_by(F("complaint__filed_at").desc())[:MOST_TEXTS]
    rows = list(filed)
    load_words(rows)
    return tuple(row.statement for row in rows)
