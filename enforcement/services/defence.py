"""A seller's vault: papers kept once, put into cases by a tick; and the end of the writing between both sides."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from audit.rows import committed
from enforcement import verbs as of_cases
from enforcement.defence import verbs
from enforcement.defence.answering import PAPERS
from enforcement.defence.inspecting import Inspection, report_of
from enforcement.models import Case, ChannelEnd, Exhibit, VaultPaper
from enforcement.services.common import hold_case, parties, say, speaking_side
from enforcement.services.handling import may_add_evidence
from evidence import services as evidence
from gateway.uploads import CheckedDocument, checked_document
from sellers import queries as listings
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound

LONGEST, MOST_KEPT, MOST_ATTACHED = 300, 2000, 20
LONGEST_REASONS = 1000
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper as it is put into the vault: a code of `answering.PAPERS`, the file, and what the seller and the paper say."""

    kind: str
    file: CheckedDocument
    name: str
    goods: str = ""
    issued_on: date | None = None
    expires_on: date | None = None


@transaction.atomic
def keep_paper(*, actor: Actor, paper: Paper, now: datetime | None = None) -> VaultPaper:
    """Keep a paper. Raises Invalid for days that do not fit, Conflict for a file that is in the vault already."""
    require(actor, "case.answer")
    return put_in_vault(actor=actor, paper=paper, now=now)


def put_in_vault(*, actor: Actor, paper: Paper, now: datetime | None = None) -> VaultPaper:
    """`keep_paper` for the house as well, which acts for the party that `actor` names; inside a transaction."""
    if actor.party_id is None:
        raise Denied(_("Only a seller has a vault."))
    at = now or database_now()
    wrong = {}
    if paper.kind not in PAPERS:
        wrong["kind"] = [_("Choose what it is.")]
    if len(paper.goods) > LONGEST:
        wrong["goods"] = [_("At most %(n)d characters.") % {"n": LONGEST}]
    if paper.issued_on and paper.expires_on and paper.expires_on < paper.issued_on:
        wrong["expires_on"] = [_("The last day lies before the first.")]
    if wrong:
        raise Invalid(fields=wrong)
    Party.objects.select_for_update().get(id=actor.party_id)  # two members who send the same file take turns
    kept = VaultPaper.objects.filter(party_id=actor.party_id).kept()
    if kept.filter(sha256=paper.file.sha256).exists():
        raise Conflict(_("This file is in your vault already."), code="twice")
    if kept.count() >= MOST_KEPT:
        raise Conflict(_("Your vault is full. Put away what you do not need any more."), code="full")
    stored = evidence.store(data=paper.file, kind="vault", actor=actor, label=paper.name)
    row = committed(
        VaultPaper, party_id=actor.party_id, evidence=stored, kind=paper.kind, goods=paper.goods.strip(), issued_on=paper.issued_on,
        expires_on=paper.expires_on, sha256=stored.sha256, by_membership_id=actor.membership_id, at=at,
    )  # fmt: skip
    record(verbs.PAPER_KEPT, actor=actor, subject=row, rows=[row], facts={"kind": row.kind}, parties=[actor.party_id])
    return row


@transaction.atomic
def inspect_goods(
    *, actor: Actor, number: str, found: Mapping[str, str], note: str, pictures: Sequence[tuple[str, CheckedDocument]],
    now: datetime | None = None,
) -> VaultPaper:  # fmt: skip
    """Write the report of an inspection of the goods of one's own listing, and keep it in the vault, dated.

    `found` maps codes of `inspecting.POINTS` to those of `FOUND`. Raises Invalid naming `listing` for a number that is none of the
    actor's.
    """
    require(actor, "case.answer")
    at = now or database_now()
    listing = next((one for one in listings.by_numbers(actor, [number]) if one.seller_id == actor.party_id), None)
    if listing is None:
        raise Invalid(fields={"listing": [_("None of your listings has this number.")]})
    report = Inspection(
        marketplace=listing.tenant.name, seller=Party.objects.get(id=listing.seller_id).name, number=listing.number,
        title=listing.title, brand=listing.brand, revision=listing.revision, at=at, found=found, note=note, pictures=pictures,
    )  # fmt: skip
    called = _("Inspection of %(number)s") % {"number": listing.number}
    paper = Paper(
        kind="inspection", file=checked_document(report_of(report)), name=f"{called}.pdf",
        goods=f"{listing.number} {listing.title}"[:LONGEST], issued_on=at.date(),
    )  # fmt: skip
    return keep_paper(actor=actor, paper=paper, now=at)


@transaction.atomic
def end_paper(*, actor: Actor, paper_id: UUID, now: datetime | None = None) -> VaultPaper:
    """Put a paper away. The cases it was put into keep it. Idempotent."""
    require(actor, "case.answer")
    row = VaultPaper.objects.visible_to(actor).select_for_update().filter(id=paper_id).first()
    if row is None:
        raise NotFound
    if row.ended_at is None:
        row.ended_at = now or database_now()
        row.save(update_fields=["ended_at"])
        record(verbs.PAPER_ENDED, actor=actor, subject=row, parties=[row.party_id])
    return row


@transaction.atomic
def attach_papers(*, actor: Actor, reference: str, papers: Collection[UUID]) -> list[Exhibit]:
    """Put papers of the actor's vault into its case, where both sides see them from now on; those that are there already stay.

    Raises NotFound for a paper that is not in the vault, Denied and Conflict as for any file that is put into a case.
    """
    case = hold_case(actor, reference)
    allowed = may_add_evidence(actor, case)
    if not allowed:
        raise Denied(str(allowed.message))
    if actor.party_id != case.seller_id:
        raise Denied(_("Only the seller of a case has a vault for it."))
    if case.state == "closed":
        raise Conflict(_("This case is closed. An appeal opens it again, and takes evidence."), code="stage")
    if len(papers) > MOST_ATTACHED:
        raise Invalid(fields={"": [_("At most %(n)d papers at once.") % {"n": MOST_ATTACHED}]})
    found = list(
        VaultPaper.objects.visible_to(actor).kept().filter(id__in=papers).select_related("evidence").order_by("id")
    )
    if len(found) != len(set(papers)):
        raise NotFound
    known = set(case.exhibits.values_list("evidence_id", flat=True))
    return _put_in(case, [one for one in found if one.evidence_id not in known], actor)


def _put_in(case: Case, papers: Sequence[VaultPaper], actor: Actor) -> list[Exhibit]:
    if not papers:
        return []
    pieces, now = [one.evidence for one in papers], database_now()
    made = [Exhibit(case=case, evidence=piece, by_party_id=actor.party_id, made_at=now) for piece in pieces]
    Exhibit.objects.bulk_create(made)
    for party in Party.objects.filter(id__in=parties(case)):
        evidence.show(evidence=pieces, party=party, actor=actor)
    for piece in pieces:
        say(of_cases.EXHIBIT_ADDED, case, actor=actor, rows=[piece])
    return made


@transaction.atomic
def end_channel(*, actor: Actor, reference: str, reasons: str, now: datetime | None = None) -> ChannelEnd:
    """End the writing in a case, with reasons that the other side reads. The procedure itself goes on.

    Either side may, once. Raises Denied for others, Conflict where nobody is there to write to or it is ended.
    """
    case = hold_case(actor, reference)
    side = speaking_side(actor, case)
    if not side:
        raise Denied(_("The two sides of a case write to each other; nobody else."))
    require(actor, "case.answer" if side == "seller" else "complaint.file")
    if case.complainant_id is None:
        raise Conflict(_("The marketplace acts on its own here: nobody writes to you."), code="stage")
    if not reasons.strip() or len(reasons) > LONGEST_REASONS:
        raise Invalid(fields={"reasons": [_("Say in a sentence why; the other side reads it.")]})
    if case.channel_ends.exists():
        raise Conflict(_("The writing in this case is ended already."), code="stage")
    row = committed(
        ChannelEnd, case=case, by_party_id=actor.party_id, by_membership_id=actor.membership_id, reasons=reasons.strip(),
        at=now or database_now(),
    )  # fmt: skip
    say(verbs.CHANNEL_ENDED, case, actor=actor, rows=[row], facts={"side": side})
    return row
