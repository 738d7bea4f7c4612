"""Evidence side by side: the listing's picture and the specimen, the marked title, a sentence per signal; exhibits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enforcement.models import Case, Item
from enforcement.views.shown import marked, picture_url
from evidence.models import Evidence
from evidence.services import labels_of
from registry.gate.reasons import kept, say
from registry.models import Specimen
from scanner.words import KINDS, reason_sentences, signal_sentence
from tenancy.actor import Actor

MOST_SPECIMENS = 6


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its own size, for a frame. Without `src` the frame says `alt`."""

    src: str
    whole: str
    width: int
    height: int
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One Item's evidence beside the right's: pictures, the marked title, a sentence per signal, the neighbours."""

    item: Item
    place: int
    count: int
    pictures: list[Picture]
    specimens: list[Picture]
    title: SafeString
    signals: list[tuple[str | Promise, str, int]]
    reasons: list[str]
    licences: list[str]
    before: str
    after: str

    @property
    def rows(self) -> list[tuple[Picture, Picture]]:
        """Listing pictures and specimens side by side, as many lines as the longer of the two has."""
        length = max(len(self.pictures), len(self.specimens))
        return [(self.pictures[min(n, len(self.pictures) - 1)], self.specimens[min(n, len(self.specimens) - 1)])
                for n in range(length)]  # fmt: skip


def pair_of(case: Case, slug: str, chosen: str | None, found: Sequence[Picture]) -> Pair | None:
    """The evidence of the chosen Item (by listing number), else of the first, which has the highest score. No query."""
    items = list(case.items.all())
    if not items:
        return None
    at = next((n for n, one in enumerate(items) if one.listing.number == chosen), 0)
    item = items[at]
    seen = list(item.match.signals.all()) if item.match else []
    signals = [(KINDS.get(s.matcher, s.matcher), signal_sentence(s), s.strength) for s in seen]
    said = {sentence for _kind, sentence, _strength in signals}
    reasons = reason_sentences(item.match) if item.match else []
    pictures = [
        picture_of(image.evidence, slug, _("Listing %(number)s") % {"number": item.listing.number})
        for image in item.listing.images.all()
    ]
    return Pair(
        item=item,
        place=at + 1,
        count=len(items),
        pictures=pictures or [_nothing(_("This listing has no picture."))],
        specimens=list(found) or [_nothing(case.right.title)],
        title=marked(item),
        signals=signals,
        reasons=[reason for reason in reasons if reason not in said],
        licences=[say(reason) for reason in kept(item.match.gate_reasons)] if item.match else [],
        before=items[at - 1].listing.number if at else "",
        after=items[at + 1].listing.number if at + 1 < len(items) else "",
    )


def specimens(case: Case, slug: str, actor: Actor) -> list[Picture]:
    """The reference pictures of the right that the actor sees. Two queries."""
    rows = list(Specimen.objects.filter(right_id=case.right_id, retired_at=None).select_related("evidence"))
    pieces = Evidence.objects.visible_to(actor).filter(id__in=[row.evidence_id for row in rows])
    seen = set(pieces.values_list("id", flat=True))
    caption = case.right.numbered or case.right.title
    return [picture_of(row.evidence, slug, caption) for row in rows if row.evidence_id in seen][:MOST_SPECIMENS]


def picture_of(evidence: Evidence, slug: str, caption: str) -> Picture:
    """A piece of evidence for a frame; `caption` says whose it is."""
    src, whole = picture_url(slug, evidence, 960), picture_url(slug, evidence, 2400)
    return Picture(src, whole, evidence.width or 4, evidence.height or 3, caption, caption)


def _nothing(words: str) -> Picture:
    return Picture("", "", 4, 3, words, "")


@dataclass(frozen=True, slots=True)
class Shown:
    """An exhibit: its name, who put it in, and the address where it is looked at or taken away."""

    name: str
    by: str
    picture_url: str
    original_url: str
    made_at: datetime
    evidence_id: UUID

    @property
    def named(self) -> str:
        """Its name, and who put it in."""
        return f"{self.name} ({self.by})" if self.by else self.name


def exhibits(case: Case, slug: str, actor: Actor) -> list[Shown]:
    """Every exhibit of a loaded case that the actor sees. Two queries."""
    rows = list(case.exhibits.all())
    pieces = [row.evidence for row in rows]
    seen = set(Evidence.objects.visible_to(actor).filter(id__in=[p.id for p in pieces]).values_list("id", flat=True))
    labels = labels_of(pieces)
    return [
        Shown(
            name=labels.get(row.evidence_id) or row.evidence.reference,
            by=row.by_party.name if row.by_party else "",
            picture_url=picture_url(slug, row.evidence, 2400) if row.evidence.is_picture else "",
            original_url=reverse("evidence:original", args=[slug, row.evidence.reference]),
            made_at=row.made_at,
            evidence_id=row.evidence_id,
        )
        for row in rows
        if row.evidence_id in seen
    ]
