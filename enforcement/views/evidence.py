"""Evidence side by side: the listing's picture and the specimen, and the text with the matched part marked."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from enforcement.models import Case, Item
from enforcement.views.shown import picture_url
from enforcement.words import KINDS, reason_sentences, signal_sentence
from evidence.models import Evidence
from evidence.services import labels_of
from registry.models import Specimen
from scanner.models import Signal
from tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its own size, for a frame."""

    src: str
    width: int
    height: int
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One Item's evidence beside the right's: pictures, the marked title, a sentence per signal."""

    item: Item
    pictures: list[Picture]
    title: SafeString
    signals: list[tuple[object, str, int]]
    reasons: list[str]
    others: list[tuple[str, str]] = field(default_factory=list)


def pair_of(case: Case, slug: str, chosen: str | None) -> Pair | None:
    """The evidence of the chosen Item (by listing number), else of the first, which has the highest score."""
    items = list(case.items.all())
    if not items:
        return None
    item = next((one for one in items if one.listing.number == chosen), items[0])
    found = list(item.match.signals.all()) if item.match else []
    pictures = [
        _picture(image.evidence, slug, f"{item.listing.number}, {number}")
        for number, image in enumerate(item.listing.images.all(), start=1)
    ]
    signals = [(KINDS.get(s.matcher, s.matcher), signal_sentence(s), s.strength) for s in found]
    reasons = reason_sentences(item.match) if item.match else []
    said = {sentence for _kind, sentence, _strength in signals}
    return Pair(item, pictures, marked(item.listing.title, found), signals, [r for r in reasons if r not in said])


def specimens(case: Case, slug: str) -> list[Picture]:
    """The reference pictures of the right. One query."""
    rows = Specimen.objects.filter(right_id=case.right_id, retired_at=None).select_related("evidence")
    return [_picture(row.evidence, slug, case.right.number or case.right.title) for row in rows[:6]]


def _picture(evidence: Evidence, slug: str, caption: str) -> Picture:
    src = picture_url(slug, evidence, 960)
    return Picture(src, evidence.width or 4, evidence.height or 3, caption, caption)


def marked(title: str, signals: list[Signal]) -> SafeString:
    """The listing's title with the matched part marked; escaped, isolated."""
    spans = sorted((s.begin, s.end) for s in signals if s.field == "title" and s.end > s.begin)
    if not spans:
        return format_html("<bdi>{}</bdi>", title)
    begin, end = spans[0]
    return format_html("<bdi>{}<mark>{}</mark>{}</bdi>", title[:begin], title[begin:end], title[end:])


def exhibits(case: Case, actor: Actor) -> list[tuple[str, str, str]]:
    """Name, address and who put it in, for every exhibit of the case that the actor sees."""
    pieces = [exhibit.evidence for exhibit in case.exhibits.all()]
    seen = set(Evidence.objects.visible_to(actor).filter(id__in=[p.id for p in pieces]).values_list("id", flat=True))
    labels = labels_of(pieces)
    slug = case.tenant.slug
    return [
        (
            labels.get(exhibit.evidence_id) or exhibit.title or exhibit.evidence.reference,
            reverse("evidence:original", args=[slug, exhibit.evidence.reference]),
            exhibit.by_party.name if exhibit.by_party else "",
        )
        for exhibit in case.exhibits.all()
        if exhibit.evidence_id in seen
    ]
