"""A case as a file: what a court, customs or an authority needs of it, as far as the asker may know it.

`contents` is the documented form (`case.json`, schema below in its keys); pages of paper are printed from the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audit import queries as log
from audit.models import Entry
from enforcement.disclosure import Contact, Face, face, shown_decision, shown_state
from enforcement.knowledge import knowledge, plain
from enforcement.models import Case, Exemption, Exhibit, Item, Origin
from enforcement.outward import civil
from enforcement.words import (
    APPEAL_STATES,
    CASE_STATES,
    ITEM_STATES,
    LETTERS,
    OUTCOMES,
    REMEDY_STATES,
    SOURCES,
    bound_words,
    ended_words,
)
from evidence.models import Evidence
from evidence.services import labels_of, may_open_original
from policy.model import Element, Pack
from registry.registers.offices import office_label
from tenancy.actor import Actor
from workflow.models import Clock

SCHEMA = "markwarden.case/1"
MOST_ENTRIES = 2000


@dataclass(frozen=True, slots=True)
class FileOf:
    """A piece of evidence with its place in the file ("" once erased); `is_copy` where the original is not for the asker."""

    exhibit: Exhibit
    name: str
    title: str
    is_copy: bool


def contents(case: Case, pack: Pack, actor: Actor, *, marketplace: str, pieces: list[FileOf]) -> dict[str, Any]:
    """All that the actor may know of a loaded case, in plain values. Seven queries, and eight more for staff."""
    mine = face(case, actor, pack)
    entries = entries_of(case, actor)
    told = _told_with(case)
    items = sorted(case.items.all(), key=lambda item: item.listing.number)
    return {
        "schema": SCHEMA,
        "reference": case.reference,
        "marketplace": marketplace,
        "disclosed_to": mine.side,
        "region": case.region,
        "state": _coded(case.state, CASE_STATES),
        "source": _coded(case.source, SOURCES),
        "opened_at": _at(case.opened_at),
        "rules": _rules(pack),
        "right": _right(case),
        "parties": {"complainant": _contact(mine.complainant), "seller": _contact(mine.seller)},
        "complaint": _complaint(case, pack, mine),
        "items": [_item(item, mine, pack, told) for item in items],
        "counter_notices": [_counter_notice(row, pack) for row in case.counter_notices.all()],
        "appeals": [_appeal(row) for row in case.appeals.all()],
        "court_actions": [
            {"court": row.court, "number": row.number, "filed_on": row.filed_on.isoformat()}
            for row in case.court_actions.all()
        ],
        "clocks": _clocks(case, pack),
        # When the platform knew is between it and whoever may ask it; a side of the case is told the timeline alone.
        **({"knowledge": plain(knowledge(case, actor))} if actor.is_operator else {}),
        "letters": _letters(case, actor),
        "exhibits": [_exhibit(piece) for piece in pieces],
        "timeline": [_line(line) for line in log.lines(entries)],
    }


def entries_of(case: Case, actor: Actor) -> list[Entry]:
    """The entries of the log about a case that the actor may see, in their order. One query."""
    return list(reversed(log.about(case.id, actor)[:MOST_ENTRIES]))


def pieces_of(case: Case, actor: Actor) -> list[FileOf]:
    """The exhibits of a loaded case that the actor may have. Two queries."""
    rows = list(case.exhibits.all())
    evidence = [row.evidence for row in rows]
    seen = set(
        Evidence.objects.visible_to(actor).filter(id__in=[one.id for one in evidence]).values_list("id", flat=True)
    )
    labels = labels_of(evidence)
    found = [row for row in rows if row.evidence_id in seen]
    return [
        FileOf(
            exhibit=row,
            name=f"exhibits/{number:03d}-{row.evidence.reference}{_suffix(row.evidence)}",
            title=labels.get(row.evidence_id) or row.evidence.reference,
            is_copy=not may_open_original(row.evidence, actor),
        )
        for number, row in enumerate(found, start=1)
    ]


def civil_letter(facts: Mapping[str, Any], case: Case, pack: Pack, day: date) -> str:
    """The letter that the complainant may send to the seller, as a draft; "" where nobody complained."""
    if case.complainant is None or facts["parties"]["complainant"] is None:
        return ""
    asserted = facts["complaint"]["reason"] if facts["complaint"] else ""
    listed = [f"- {item['listing']['number']}: {item['listing']['title']}" for item in facts["items"]]
    decided = [one["decision"]["outcome"]["words"] for one in facts["items"] if one["decision"]]
    told = civil.LetterFacts(
        reference=case.reference,
        day=day,
        sender=_lines(facts["parties"]["complainant"]),
        recipient=_lines(facts["parties"]["seller"]),
        right=", ".join(part for part in (facts["right"]["title"], facts["right"]["numbered"]) if part),
        right_kind=case.right.kind,
        listings="\n".join(listed),
        asserted=asserted,
        outcome="; ".join(dict.fromkeys(decided)) or _("nothing yet"),
    )
    filled = civil.places(told, pack) | {"title": _(pack.title)}
    return "\n\n".join(_(part).format_map(filled) for part in civil.parts(told, pack)) + "\n"


def _coded(code: str, words: Mapping[str, Any]) -> dict[str, str]:
    return {"code": code, "words": str(words.get(code, code))}


def _at(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _suffix(evidence: Evidence) -> str:
    kinds = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/gif": ".gif"}
    return {**kinds, "application/pdf": ".pdf"}.get(evidence.media_type, ".bin")


def _contact(contact: Contact | None) -> dict[str, str] | None:
    return {name: value for name, value in asdict(contact).items() if value} if contact else None


def _lines(contact: Mapping[str, str] | None) -> str:
    order = ("name", "person", "address", "email", "phone")
    return "\n".join(contact[name] for name in order if contact and name in contact)


def _rules(pack: Pack) -> dict[str, Any]:
    sources = [f"{source.title} {source.reference}".strip() for source in pack.sources]
    return {"code": pack.code, "version": pack.version, "title": _(pack.title), "sources": [_(one) for one in sources]}


def _right(case: Case) -> dict[str, Any]:
    right = case.right
    return {
        "reference": right.reference,
        "kind": _coded(right.kind, {right.kind: right.get_kind_display()}),
        "title": right.title,
        "office": right.office,
        "office_name": office_label(right.office) if right.office else "",
        "number": right.number,
        "numbered": right.numbered,
        "state": _coded(right.state, {right.state: right.get_state_display()}),
        "territories": right.territories,
        "classes": right.classes,
        "filed_on": _day(right.filed_on),
        "registered_on": _day(right.registered_on),
        "expires_on": _day(right.expires_on),
        "owner": right.owner.name,
        "source": right.source,
    }


def _complaint(case: Case, pack: Pack, mine: Face) -> dict[str, Any] | None:
    row = case.complaint
    if row is None:
        return None
    reasons = {reason.code: _(reason.title) for reason in pack.reasons}
    # The seller is told the reason and the statement; what else the form asked is between the two others.
    said = _given(row.wording.elements, pack.notice) if mine.side != "seller" else []
    return {
        "reference": row.reference,
        "filed_at": _at(row.filed_at),
        "reason": reasons.get(row.reason, row.reason),
        "statement": row.wording.statement,
        "elements": said,
    }


def _given(values: Mapping[str, str], elements: Iterable[Element]) -> list[dict[str, str]]:
    """What was given for each element, with the sentence that was agreed to where it is one."""
    return [
        {
            "code": element.code,
            "title": _(element.title),
            "law": _(element.reference),
            "given": _(element.statement) if element.kind == "statement" else str(values[element.code]),
        }
        for element in elements
        if values.get(element.code)
    ]


def _told_with(case: Case) -> dict[UUID, dict[str, Any]]:
    """What was said with each answer: where goods were first sold, and what the rule made of that country; the exceptions of
    the law that it relies on, with their articles as they stood. Two queries."""
    found: dict[UUID, dict[str, Any]] = {}
    sold = Origin.objects.filter(answer__item__case=case).values_list("answer_id", "first_sold_in", "exhausts")
    for answer_id, country, exhausts in sold:
        found[answer_id] = {"first_sold_in": country, "exhausts": exhausts}
    for row in Exemption.objects.filter(answer__item__case=case).order_by("id"):
        one = {"code": row.code, "title": _(row.title), "law": _(row.source), "verified": row.verified}
        found.setdefault(row.answer_id, {}).setdefault("relies_on", []).append(one)
    return found


def _item(item: Item, mine: Face, pack: Pack, told: Mapping[UUID, dict[str, Any]]) -> dict[str, Any]:
    titles = {answer.code: _(answer.title) for answer in pack.answers}
    listing = item.listing
    return {
        "listing": {
            "number": listing.number, "title": listing.title, "url": listing.url, "markets": listing.markets,
            "revision": item.revision,
        },
        "state": _coded(shown_state(item, mine), ITEM_STATES),
        "note": item.note,
        "answers": [
            {
                "code": row.code, "title": titles.get(row.code, row.code), "statement": row.statement, "at": _at(row.at),
                "relies_on": [], **told.get(row.id, {}),
            }
            for row in item.answers.all()
        ],
        "decision": _decision(item, mine, pack),
        "remedies": [
            {
                **_coded(row.code, {rule.code: _(rule.title) for rule in pack.remedies}),
                "territories": row.territories,
                "state": _coded(row.state, REMEDY_STATES),
                "ordered_at": _at(row.ordered_at),
            }
            for row in item.remedies.all()
        ],
        "withdrawn": [{"reason": row.reason, "at": _at(row.at)} for row in item.withdrawals.all()],
    }  # fmt: skip


def _decision(item: Item, mine: Face, pack: Pack) -> dict[str, Any] | None:
    row = shown_decision(item, mine)
    if row is None:
        return None
    titles = {leaf.code: _(leaf.title) for leaf in pack.leaves()}
    return {
        "outcome": _coded(row.outcome, OUTCOMES),
        "ground": _coded(row.ground, titles),
        "law": _(row.reference),
        "reasons": row.reasons,
        "remedy": row.remedy,
        "territories": row.territories,
        "automated": row.automated,
        "rules": {"code": row.pack_code, "version": row.pack_version},
        "decided_at": _at(row.decided_at),
        "in_effect_since": _at(row.taken_at),
        "commitment": bytes(row.commitment).hex(),
    }


def _counter_notice(row: Any, pack: Pack) -> dict[str, Any]:
    elements = _given(row.elements, pack.counter_notice.elements)
    return {"received_at": _at(row.received_at), "statement": row.statement, "elements": elements}


def _appeal(row: Any) -> dict[str, Any]:
    rulings = [{"outcome": one.outcome, "reasons": one.reasons, "at": _at(one.at)} for one in row.rulings.all()]
    return {
        "reference": row.reference, "by": row.side, "filed_at": _at(row.filed_at), "grounds": row.grounds,
        "state": _coded(row.state, APPEAL_STATES), "rulings": rulings,
    }  # fmt: skip


def _clocks(case: Case, pack: Pack) -> list[dict[str, Any]]:
    titles = {rule.kind: _(rule.title) for rule in pack.clocks}
    rows = Clock.objects.filter(about_id=case.id).exclude(kind="take_effect").order_by("started_at", "id")
    return [
        {
            "title": titles.get(row.kind, row.kind), "bound": bound_words(row), "basis": row.basis,
            "started_at": _at(row.started_at), "not_before": _at(row.lower_at), "due_at": _at(row.due_at),
            "ended": ended_words(row) or _("it runs"),
        }
        for row in rows
    ]  # fmt: skip


def _letters(case: Case, actor: Actor) -> list[dict[str, Any]]:
    mine = [row for row in case.notices.all() if actor.is_operator or row.to_party_id == actor.party_id]
    return [
        {
            "letter": _coded(row.letter, LETTERS), "to": row.to_party.name, "language": row.language,
            "subject": row.subject, "body": row.body, "sent_at": _at(row.sent_at),
            "opened_at": next((_at(seen.at) for seen in row.seen.all()), None),
            "commitment": bytes(row.commitment).hex(),
        }
        for row in mine
    ]  # fmt: skip


def _exhibit(piece: FileOf) -> dict[str, Any]:
    evidence = piece.exhibit.evidence
    by = piece.exhibit.by_party
    return {
        "file": piece.name, "title": piece.title, "media_type": evidence.media_type, "sha256": evidence.sha256,
        "is_copy": piece.is_copy, "by": by.name if by else "", "at": _at(piece.exhibit.made_at),
    }  # fmt: skip


def _line(line: log.Line) -> dict[str, Any]:
    return {
        "entry": str(line.id), "position": line.index, "at": _at(line.at), "verb": line.verb,
        "sentence": line.sentence, "facts": line.facts,
    }  # fmt: skip
