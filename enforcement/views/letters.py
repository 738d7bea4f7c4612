"""Letters: each on its own page as it was sent, as PDF, and the words on file for every pack and language."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.doors import page
from accounts.permissions import may
from audit import queries as log
from audit.models import Entry, Mention
from enforcement import queries, services
from enforcement.letter_html import html_of
from enforcement.letter_pdf import Copy, pdf_of
from enforcement.models import Notice
from enforcement.words import LETTERS, MEANS
from gateway.http import PageRequest, choice
from gateway.text import disposition
from policy import letters, registry
from policy.letters.languages import ENGLISH, LANGUAGES
from policy.model import Pack
from tenancy.actor import Actor
from tenancy.errors import NotFound

SENT, DELIVERED, SEEN = "notice.sent", "notice.delivered", "notice.seen"
DIRECTIONS = {"ltr": _("Left to right"), "rtl": _("Right to left")}
MOMENTS = {SENT: _("Sent"), DELIVERED: _("Delivered"), SEEN: _("Opened")}


@dataclass(frozen=True, slots=True)
class Moment:
    """One of a letter's three: when, and the entry of the log that says so; `proof` is "" where there is none to see."""

    name: str | Promise
    at: datetime | None
    note: str | Promise
    proof: str
    seal: int | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter as it was sent, with what became of it."""

    notice: Notice
    language: str
    markup: SafeString
    moments: tuple[Moment, ...]
    url: str
    pdf_url: str


def letters_for(rows: Iterable[Notice], actor: Actor, slug: str) -> list[Sent]:
    """Loaded letters as sent, the newest first: a side sees its own. Three queries, however many."""
    mine = [row for row in rows if actor.is_operator or row.to_party_id == actor.party_id]
    proofs = _proofs(mine, actor)
    return [_sent(row, proofs[row.id], slug) for row in reversed(mine)]


@page("case.read")
def letter(request: PageRequest, notice_id: UUID) -> HttpResponse:
    """A letter by itself. Its reader's first look is noted: due process has to be shown."""
    found = queries.letter(notice_id, request.actor)
    services.see_letter(actor=request.actor, notice=found)
    found = queries.letter(notice_id, request.actor)
    slug = request.marketplace.slug
    context = {
        "letter": letters_for([found], request.actor, slug)[0],
        "about": found.case or found.complaint,
        "back": _about_url(found, slug),
        "what": LETTERS.get(found.letter, ""),
    }
    return render(request, "enforcement/letter.html", context)


@page("case.read")
def letter_pdf(request: PageRequest, notice_id: UUID) -> HttpResponse:
    """A copy of a letter to keep and to hand on."""
    found = queries.letter(notice_id, request.actor)
    services.see_letter(actor=request.actor, notice=found)
    sent = _entries([found]).get((found.id, SENT))
    about = found.case or found.complaint
    assert about is not None, "a letter is about a case or a complaint"
    copy = Copy(
        marketplace=request.marketplace.name,
        recipient=f"{found.to_party.name} ({found.to_party.reference})",
        reference=about.reference,
        subject=found.subject,
        body=found.body,
        language=found.language if found.language in LANGUAGES else ENGLISH,
        sent_at=found.sent_at,
        entry=str(sent.id) if sent else "–",
        leaf=bytes(sent.leaf).hex() if sent else "–",
        position=log.seal_positions([sent.id]).get(sent.id) if sent else None,
    )
    name = f"{about.reference}-{found.letter}.pdf"
    headers = {"Content-Disposition": disposition(name, download=True), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(pdf_of(copy), content_type="application/pdf", headers=headers)


@dataclass(frozen=True, slots=True)
class OnFile:
    """The words of one letter of a pack in one language. `is_missing`: there is English alone."""

    code: str
    title: str | Promise
    text: letters.Text
    markup: str
    is_missing: bool


@page("policy.read")
def letter_templates(request: PageRequest, code: str) -> HttpResponse:
    """The letters of one pack in one language, as they are rendered, in both directions of writing."""
    pack = next((one for one in reversed(registry.packs()) if one.code == code), None)
    if pack is None:
        raise NotFound
    language = choice(request.GET, "language", list(LANGUAGES), default=ENGLISH)
    direction = choice(request.GET, "direction", list(DIRECTIONS), default="ltr")
    context = {
        "pack": pack,
        "languages": [
            (name, f"?{urlencode({'language': tag, 'direction': direction})}", tag == language)
            for tag, name in LANGUAGES.items()
        ],
        "directions": [
            (name, f"?{urlencode({'language': language, 'direction': code})}", code == direction)
            for code, name in DIRECTIONS.items()
        ],
        "direction": direction,
        "rows": _on_file(pack, language, direction),
    }
    return render(request, "enforcement/letter_templates.html", context)


def _on_file(pack: Pack, language: str, direction: str) -> list[OnFile]:
    found = []
    for one in pack.letters:
        text = letters.text(one, language)
        markup = html_of(text.body, text.language, direction=direction)
        found.append(OnFile(one.code, LETTERS.get(one.code, one.code), text, markup, text.language != language))
    return found


def _sent(row: Notice, proofs: dict[str, tuple[str, int | None]], slug: str) -> Sent:
    delivered = next(iter(row.delivered.all()), None)
    seen = next(iter(row.seen.all()), None)
    known: dict[str, tuple[datetime | None, str | Promise]] = {
        SENT: (row.sent_at, ""),
        DELIVERED: (delivered.at, MEANS[delivered.means]) if delivered else (None, ""),
        SEEN: (seen.at if seen else None, ""),
    }
    moments = []
    for verb, name in MOMENTS.items():
        (at, note), (proof, seal) = known[verb], _sealed(proofs.get(verb), slug)
        moments.append(Moment(name, at, note, proof, seal))
    # The markup is the letter's own, made by our renderer from escaped text and committed to by the log.
    markup = mark_safe(row.html) if row.html else linebreaks(row.body, autoescape=True)
    return Sent(
        notice=row,
        language=LANGUAGES.get(row.language, row.language),
        markup=mark_safe(markup),
        moments=tuple(moments),
        url=reverse("enforcement:letter", args=[slug, row.id]),
        pdf_url=reverse("enforcement:letter_pdf", args=[slug, row.id]),
    )


def _sealed(proof: tuple[str, int | None] | None, slug: str) -> tuple[str, int | None]:
    if proof is None or proof[1] is None:
        return "", None
    return reverse("web:log_entry", args=[slug, proof[0]]), proof[1]


def _proofs(rows: list[Notice], actor: Actor) -> dict[UUID, dict[str, tuple[str, int | None]]]:
    """For each letter the entries (id, position) that say when it was sent, delivered and opened. Three queries."""
    found: dict[UUID, dict[str, tuple[str, int | None]]] = defaultdict(dict)
    if not rows or not may(actor, "log.read"):
        return found
    entries = _entries(rows, actor)
    positions = log.seal_positions([entry.id for entry in entries.values()])
    for (notice_id, verb), entry in entries.items():
        found[notice_id][verb] = (str(entry.id), positions.get(entry.id))
    return found


def _entries(rows: list[Notice], actor: Actor | None = None) -> dict[tuple[UUID, str], Entry]:
    """The entries that mention these letters, by letter and verb; with `actor` those that are shown to them."""
    mentions = Mention.objects.filter(target_id__in=[row.id for row in rows], kind=Mention.ABOUT)
    named = dict(mentions.values_list("entry_id", "target_id"))
    entries = log.visible(actor) if actor else Entry.objects.all()
    return {(named[entry.id], entry.verb): entry for entry in entries.filter(id__in=list(named), verb__in=MOMENTS)}


def _about_url(row: Notice, slug: str) -> str:
    if row.case is not None:
        return reverse("enforcement:case", args=[slug, row.case.reference])
    assert row.complaint is not None, "a letter is about a case or a complaint"
    return reverse("enforcement:complaint", args=[slug, row.complaint.reference])
