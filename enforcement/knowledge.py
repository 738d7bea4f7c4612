"""When the platform first knew of each listing in a case, from where, and what it did since.

From actual knowledge on a platform must act to stay free of liability: art. 6(1) of the Digital Services Act, 17 USC
512(c)(1)(A). A notice that is complete gives it (art. 16(3)); so does what the platform found and confirmed by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from audit import queries as log
from audit.models import Entry, Mention
from enforcement.models import Case, IncomingLetter, ReportedListing
from enforcement.queries import may_have
from tenancy.actor import Actor

WAYS: dict[str, str | Promise] = {
    "report.filed": _("a report was received"),
    "complaint.accepted": _("a complaint was complete"),
    "match.confirmed": _("a match was confirmed"),
    "letter.received": _("a letter was received"),
    "referral": _("a partner referred it"),
}
"""How the platform may have come to know, by the verb of the entry that shows it."""

DEEDS = (
    "report.taken_up", "report.case_opened", "case.opened", "notice.sent", "notice.forwarded", "decision.made",
    "decision.confirmed", "decision.undone", "decision.took_effect", "remedy.applied", "remedy.overdue",
    "item.put_back", "item.withdrawn", "statement.made", "appeal.decided", "case.closed",
)  # fmt: skip
"""What counts as having acted, or having undone it."""


@dataclass(frozen=True, slots=True)
class Known:
    """How the platform came to know of a listing: `way` is a key of WAYS, `entry` the entry of the log that shows it."""

    listing_id: UUID
    number: str
    way: str
    at: datetime
    entry: UUID
    index: int | None

    @property
    def words(self) -> str | Promise:
        """In words."""
        return WAYS[self.way]

    @property
    def line(self) -> str:
        """With the number of the listing."""
        return f"{self.number}: {self.words}"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done after the platform knew, and how long after."""

    sentence: str
    at: datetime
    elapsed: timedelta
    entry: UUID
    index: int | None

    @property
    def words(self) -> str:
        """The deed, and how long it took."""
        return gettext("%(sentence)s, after %(span)s") % {"sentence": self.sentence, "span": span(self.elapsed)}


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The first knowledge of each listing, the earliest of them, and what followed."""

    first: Known | None
    listings: tuple[Known, ...]
    done: tuple[Done, ...]

    @property
    def acted(self) -> str:
        """How long after it knew the platform first did something; "" while it has not."""
        return gettext("after %(span)s") % {"span": span(self.done[0].elapsed)} if self.done else ""


def span(length: timedelta) -> str:
    """A length of time as people say it: minutes under two hours, hours under two days, days from then on."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d day", "%(n)d days", hours // 24) % {"n": hours // 24}


def knowledge(case: Case, actor: Actor, told: Sequence[log.Line] = ()) -> Knowledge:
    """The platform's knowledge of a loaded case, of what this actor may see in the log. Seven queries.

    Four with `told`, the lines of the case that were read already, where these are all of them.
    """
    sources = _sources(case)
    rows = _entries(list(sources), [verb for verb in WAYS if verb != "referral"], actor)
    positions = log.seal_positions([entry.id for entry, _subject in rows])
    found: dict[UUID, Known] = {}
    numbers = {item.listing_id: item.listing.number for item in case.items.all()}
    for entry, subject in rows:
        way, about = sources[subject]
        if way != entry.verb and not (way == "referral" and entry.verb == "report.filed"):
            continue
        for listing_id in about:
            if listing_id in numbers:
                known = Known(listing_id, numbers[listing_id], way, entry.at, entry.id, positions.get(entry.id))
                found[listing_id] = min(known, found.get(listing_id, known), key=lambda one: one.at)
    listings = tuple(sorted(found.values(), key=lambda one: (one.at, one.number)))
    first = listings[0] if listings else None
    return Knowledge(first, listings, _done(case, first, actor, told) if first else ())


def _sources(case: Case) -> dict[UUID, tuple[str, list[UUID]]]:
    """What may have told the platform: the row's id, the way, and the listings that it is about."""
    items = list(case.items.all())
    ids = [item.listing_id for item in items]
    sources: dict[UUID, tuple[str, list[UUID]]] = {
        item.match_id: ("match.confirmed", [item.listing_id]) for item in items if item.match_id
    }
    if case.complaint_id:
        sources[case.complaint_id] = ("complaint.accepted", ids)
        arrived = IncomingLetter.objects.filter(complaint_id=case.complaint_id).values_list("id", flat=True)
        for letter in arrived if may_have(case, "letters") else ():
            sources[letter] = ("letter.received", ids)
    reported = ReportedListing.objects.filter(listing_id__in=ids).exclude(state="withdrawn")
    for report, channel, listing in reported.values_list("report_id", "report__channel", "listing_id"):
        way = "report.filed" if channel == "public" else "referral"
        sources.setdefault(report, (way, []))[1].append(listing)
    return sources


def _entries(subjects: list[UUID], verbs: Iterable[str], actor: Actor) -> list[tuple[Entry, UUID]]:
    """The entries whose subjects these are, the oldest first."""
    spoken = Mention.objects.filter(target_id__in=subjects, kind=Mention.ABOUT).values("entry_id")
    rows = log.visible(actor).filter(id__in=spoken, verb__in=list(verbs), subject_id__in=subjects).order_by("id")
    return [(entry, entry.subject_id) for entry in rows]


def _done(case: Case, first: Known, actor: Actor, told: Sequence[log.Line]) -> tuple[Done, ...]:
    """What was done in the case since then, the first first."""
    if told and len(told) < log.TIMELINE:
        lines = [line for line in reversed(told) if line.verb in DEEDS and line.at >= first.at]
    else:
        lines = log.lines(log.about(case.id, actor).filter(verb__in=DEEDS, at__gte=first.at).order_by("id"))
    return tuple(Done(line.sentence, line.at, line.at - first.at, line.id, line.index) for line in lines)


def plain(known: Knowledge) -> dict[str, Any]:
    """As the file of a case holds it: times in UTC, lengths in seconds."""
    return {
        "listings": [
            {
                "listing": one.number, "since": _at(one.at), "way": {"code": one.way, "words": str(one.words)},
                "entry": str(one.entry),
            }
            for one in known.listings
        ],
        "actions": [
            {"at": _at(one.at), "seconds_since": int(one.elapsed.total_seconds()), "sentence": one.sentence,
             "entry": str(one.entry)}
            for one in known.done
        ],
    }  # fmt: skip


def _at(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
