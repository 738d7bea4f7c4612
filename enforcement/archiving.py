"""A case as the notices of a public archive: which of its facts are told there, and which words for people they lose."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from accounts.models import Party
from enforcement.models import Case, Exemption
from enforcement.outward import lumen
from enforcement.outward.lumen import Action, CaseFacts, Somebody
from enforcement.services.stating import redaction
from policy.model import Pack
from sellers.models import Listing
from tenancy.context import current_tenant
from tenancy.models import Marketplace


def documents(case: Case, pack: Pack) -> dict[str, Any]:
    """The notice of a loaded case, and each counter-notice as a document of its own."""
    marketplace = Marketplace.objects.get(id=current_tenant())
    facts = _facts(case, pack, marketplace)
    found, relied_on = [lumen.notice(facts)], _relied_on(case)
    for row in case.counter_notices.all():
        answered = [item for item in case.items.all() if any(a.counter_notice_id == row.id for a in item.answers.all())]
        urls = [_url(item.listing, marketplace.slug) for item in answered]
        told = row.statement or "\n".join(str(value) for value in row.elements.values())
        told = "\n\n".join([told, *relied_on.get(row.id, ())])
        found.append(lumen.counter_notice(facts, received=row.received_at.date(), statement=told, urls=urls))
    return {"notices": found}


def _relied_on(case: Case) -> dict[UUID | None, list[str]]:
    """The exceptions of the law that the answers of each counter-notice rely on, in the archive's English. One query."""
    rows = Exemption.objects.filter(answer__item__case=case).exclude(answer__counter_notice=None)
    found: dict[UUID | None, list[str]] = {}
    for by, title, source in rows.order_by("id").values_list("answer__counter_notice_id", "title", "source"):
        sentence = f"Relied on: {title} ({source})"
        if sentence not in found.setdefault(by, []):
            found[by].append(sentence)
    return found


def _facts(case: Case, pack: Pack, marketplace: Marketplace) -> CaseFacts:
    complaint, right = case.complaint, case.right
    reasons = {reason.code: reason.title for reason in pack.reasons}
    said = complaint.wording if complaint else None
    told = said.statement or str(said.elements.get("explanation", "")) if said else ""
    filed_at = (complaint.filed_at if complaint else None) or case.opened_at
    return CaseFacts(
        case=case.reference,
        right_kind=right.kind,
        right_title=right.title,
        right_number=right.number,
        counterfeit=bool(complaint and complaint.reason in ("counterfeit", "packaging")),
        in_dmca=pack.code.startswith("us-dmca"),
        region=case.region,
        language="en",
        source=marketplace.name,
        sent=filed_at.date(),
        reason=reasons.get(complaint.reason, "") if complaint else "",
        statement=told,
        action=_action(case),
        urls=tuple(_url(item.listing, marketplace.slug) for item in case.items.all()),
        parties=_parties(case, marketplace),
        private=redaction(case, stand_in=False),
    )


def _url(listing: Listing, slug: str) -> str:
    """Where the listing stands in the shop; else its page here."""
    if listing.url.startswith(("https://", "http://")):
        return listing.url
    return settings.SITE_URL + reverse("sellers:listing", args=[slug, listing.number])


def _action(case: Case) -> Action:
    """What became of the listings: all of them removed, none, some."""
    states = [item.state for item in case.items.all()]
    removed = sum(
        any(row.code == "delist" and row.state != "reversed" for row in item.remedies.all())
        for item in case.items.all()
    )
    if not removed:
        return "Unspecified" if case.state not in ("decided", "closed") else "No"
    return "Yes" if removed == len(states) else "Partial"


def _parties(case: Case, marketplace: Marketplace) -> tuple[Somebody, ...]:
    """Organisations by their names. A seller may be a person, and nobody can tell: its name stays here."""
    found = [_organisation("principal", case.right.owner), Somebody("recipient", marketplace.name)]
    if case.complainant is not None:
        found.insert(0, _organisation("sender", case.complainant))
    return (*found, Somebody("target", case.seller.name, case.seller.country, is_person=True))


def _organisation(role: str, party: Party) -> Somebody:
    """A party whose name is that of its contact is a person."""
    is_person = bool(party.contact_name) and party.name.strip().casefold() == party.contact_name.strip().casefold()
    return Somebody(role, party.name, party.country, is_person=is_person)
