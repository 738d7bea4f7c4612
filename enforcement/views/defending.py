"""What the page of a case shows a seller for its defence: what answers it, its vault, how such complaints ended, replies."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.permissions import may
from audit.rows import load_words
from enforcement.defence.answering import PAPERS, answering, fitting, law_of
from enforcement.defence.outcomes import ended_alike, own_earlier
from enforcement.defence.replying import LANGUAGES, REPLIES, nearest, reply
from enforcement.disclosure import Face
from enforcement.forms_defence import ChannelEndForm, ReplyForm
from enforcement.models import Case, VaultPaper
from enforcement.services.handling import may_add_evidence
from evidence.services import labels_of
from registry.territories import EU_MEMBERS
from tenancy.actor import Actor

MOST_SHOWN = 60
"""Papers offered at a case; those that answer it stand first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper of the vault as a page shows it."""

    row: VaultPaper
    name: str
    kind: str | Promise
    days: str
    fits: bool = False
    expired: bool = False
    ticked: bool = False
    inside: bool = False
    look_url: str = ""
    used_in: tuple[tuple[str, str], ...] = ()


def kept_papers(
    rows: Collection[VaultPaper], slug: str, day: date, *, fits: Collection[str] = (), ticked: Collection[UUID] = (),
    inside: Collection[UUID] = (), used: Mapping[UUID, list[str]] | None = None,
) -> list[Kept]:  # fmt: skip
    """Papers with what they are called and when they hold. Two queries, however many."""
    names = labels_of([row.evidence for row in rows])
    load_words(list(rows))
    return [
        Kept(
            row,
            names.get(row.evidence_id) or row.evidence.reference,
            PAPERS[row.kind],
            _days(row),
            fits=row.kind in fits,
            expired=row.expires_on is not None and row.expires_on < day,
            ticked=row.id in ticked,
            inside=row.evidence_id in inside,
            look_url=_look_url(row, slug),
            used_in=tuple(
                (one, reverse("enforcement:case", args=[slug, one])) for one in (used or {}).get(row.evidence_id, [])
            ),
        )
        for row in rows
    ]


def _look_url(row: VaultPaper, slug: str) -> str:
    """Where the paper is looked at without taking it away; "" for a kind of file that cannot be."""
    piece = row.evidence
    name = "evidence:picture" if piece.is_picture else "evidence:paper" if piece.is_pdf else ""
    return reverse(name, args=[slug, piece.reference]) if name else ""


def _days(row: VaultPaper) -> str:
    said = [date_format(row.issued_on, "j F Y")] if row.issued_on else []
    if row.expires_on:
        said.append(_("good until %(day)s") % {"day": date_format(row.expires_on, "j F Y")})
    return " · ".join(said)


def defence_of(found: Case, mine: Face, actor: Actor, slug: str, now: datetime, post: QueryDict) -> dict[str, Any]:
    """For the seller who may answer; for anybody else what ended the writing alone. At most six queries."""
    ended = next(iter(found.channel_ends.all()), None)
    load_words([ended] if ended else [])
    speaks = mine.side in ("seller", "complainant") and found.complainant_id is not None
    may_end = (
        speaks and ended is None and bool(may(actor, "case.answer" if mine.side == "seller" else "complaint.file"))
    )
    shared = {
        "channel_end": ended,
        "channel_ended_by": _("You") if ended and ended.by_party_id == actor.party_id else _("The other side"),
        "channel_form": ChannelEndForm() if may_end and found.messages.all() else None,
    }
    if mine.side != "seller" or not may(actor, "case.answer"):
        return {**shared, "defence": None, "vault": []}
    reason = found.complaint.reason if found.complaint else ""
    fits = fitting(reason, found.right.kind)
    open_to_papers = found.state != "closed" and bool(may_add_evidence(actor, found))
    rows = list(VaultPaper.objects.visible_to(actor).kept().select_related("evidence").order_by("-id")[:MOST_SHOWN])
    papers = kept_papers(
        rows, slug, now.date(), fits=fits, ticked=_ids(post.getlist("kept")),
        inside={one.evidence_id for one in found.exhibits.all()},
    )  # fmt: skip
    known = answering(reason, found.right.kind)
    there = {one.row.kind for one in papers if not one.expired}
    law = law_of(found.region, EU_MEMBERS)
    asked = found.state in ("noticed", "answered", "deciding")
    return {
        **shared,
        "vault": sorted(papers, key=lambda one: (not one.fits, one.expired)) if open_to_papers else [],
        "defence": {
            "papers": [(PAPERS[one.kind], one.what, one.kind in there) for one in known.papers],
            "grounds": [(one.title, one.words, one.sources.get(law, "")) for one in known.defences],
            "ended": ended_alike(found),
            "own": own_earlier(found),
        }
        if asked
        else None,
        "reply_form": _reply_form(found) if speaks and ended is None else None,
    }


def _ids(values: Collection[str]) -> set[UUID]:
    try:
        return {UUID(value) for value in values}
    except ValueError:
        return set()


def _reply_form(found: Case) -> ReplyForm:
    assert found.complainant is not None
    return ReplyForm(initial={"language": nearest(found.complainant.language), "reply": next(iter(REPLIES))})


def begun(found: Case, params: QueryDict) -> str:
    """The text that the seller asked to begin with, filled in from the case; "" where none was, or it is none of ours."""
    code, language = params.get("reply", ""), params.get("language", "")
    if code not in REPLIES or language not in LANGUAGES or found.complainant is None:
        return ""
    numbers = [item.listing.number for item in found.items.all()]
    more = f" (+{len(numbers) - 5})" if len(numbers) > 5 else ""
    return reply(
        code,
        language,
        {
            "complainant": found.complainant.name,
            "seller": found.seller.name,
            "case": found.reference,
            "right": found.right.title,
            "number": found.right.numbered or "–",
            "listings": ", ".join(numbers[:5]) + more,
        },
    )
