"""A seller's application: begun, saved step by step by whoever holds its link, handed in, appealed; forgotten where nobody
goes on with it."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.models import Party
from audit.log import Fact, record
from evidence.models import Evidence
from evidence.services import store
from gateway.limits import blind
from gateway.text import text_fault
from gateway.uploads import CheckedDocument
from registry.services.applications import keep_numbers
from registry.services.standing import spoken
from sellers import verbs
from sellers.machine import SELLERAPPLICATION
from sellers.models import SellerApplication, SellerPaper, SellerTrait
from sellers.onboarding import letters
from sellers.onboarding.accounts import Account
from sellers.onboarding.steps import FORMS, lacks, numbers_of, rows_of
from sellers.onboarding.words import say
from sellers.recognising import digest, masked, normal
from sellers.services.traits import keep_traits
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused
from workflow.moves import move

State = SellerApplication.State
WRITABLE = (State.DRAFT, State.RECEIVED, State.ASKED)
MOST_PAPERS, MOST_WORDS, MOST_LINKS = 60, 2000, 3
FORGOTTEN_AFTER = timedelta(days=90)
APPEAL_WITHIN = timedelta(days=183)
"""Article 20(1) of Regulation (EU) 2022/2065: at least six months."""
JOB, KIN_JOB = "drafts", "kin"
DRAFTS_A_SWEEP = 200


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a step: what it shows, the brand or supplier that it is about, and the name of the file."""

    kind: str
    document: CheckedDocument
    name: str = ""
    about: str = ""


def begin(*, actor: Actor, email: str, said: Mapping[str, Any]) -> SellerApplication:
    """The first step of an application; the address is sent the link by which it is gone on with."""
    with transaction.atomic():
        application = SellerApplication(
            reference=unused(SellerApplication, "SA"), email=email, said={"who": {**said, "email": email}}
        )
        application.token_hash = _hash(token_of(application))
        application.save(force_insert=True)
        entry = record(verbs.APPLICATION_BEGUN, actor=actor, subject=application)
        letters.send_link(entry=entry, application=application, token=token_of(application))
        ring(JOB, at=database_now() + FORGOTTEN_AFTER)
    return application


def save_step(
    *, actor: Actor, application: SellerApplication, step: str, said: Mapping[str, Any], papers: Sequence[Paper] = ()
) -> SellerApplication:
    """Keep what was typed in one step, right or not yet, and its documents. Other steps stay as somebody else left them.

    A new address of mail gets a new link, the old one is told. Raises Conflict once it is decided.
    """
    if step not in FORMS:
        raise NotFound
    with transaction.atomic():
        fresh = _writable(application)
        old = fresh.email
        fresh.said = {**fresh.said, step: {**fresh.said.get(step, {}), **said}}
        fields = ["said"]
        moved = step == "who" and bool(said.get("email")) and said["email"] != old
        if moved:
            fresh.email, fresh.link_round = said["email"], fresh.link_round + 1
            fresh.token_hash = _hash(token_of(fresh))
            fields += ["email", "link_round", "token_hash"]
        fresh.save(update_fields=fields)
        kept = _keep_papers(actor, fresh, papers)
        facts: dict[str, Fact] = {"step": step, "papers": len(kept)}
        entry = record(verbs.APPLICATION_SAVED, actor=actor, subject=fresh, refs=kept, facts=facts)
        if moved:
            letters.send_link(entry=entry, application=fresh, token=token_of(fresh))
            letters.send_moved(entry=entry, application=fresh, old=old)
    return fresh


def hand_in(*, actor: Actor, application: SellerApplication) -> SellerApplication:
    """Hand it to the marketplace, the first time or after it was asked for more. Raises Invalid with all that is missing."""
    with transaction.atomic():
        fresh = _writable(application)
        if wrong := lacks(fresh.said, papers_of(fresh)):
            raise Invalid(fields={one.step: [say(one)] for one in wrong})
        party = _party(actor, fresh)
        keep_numbers(party, numbers_of(fresh.said))
        keep_traits(actor=actor, seller=party, traits=_traits(fresh))
        fresh.party, first = party, fresh.handed_in_at is None
        fresh.handed_in_at, fresh.compared_at = fresh.handed_in_at or database_now(), None
        fresh.save(update_fields=["party", "handed_in_at", "compared_at"])
        ring(KIN_JOB, at=database_now())
        if fresh.state != State.RECEIVED:
            move(fresh, State.RECEIVED, machine=SELLERAPPLICATION)
        facts: dict[str, Fact] = {
            "papers": fresh.papers.count(),
            "brands": len(rows_of(fresh.said, "brands")),
            "numbers": spoken(sorted(one.scheme for one in numbers_of(fresh.said))),
        }
        entry = record(verbs.APPLICATION_HANDED_IN, actor=actor, subject=fresh, refs=[party], facts=facts)
        if first:
            letters.send_received(entry=entry, application=fresh, token=token_of(fresh))
    return fresh


def appeal(*, actor: Actor, application: SellerApplication, words: str) -> SellerApplication:
    """Against a refusal, once, within six months of it. Raises Invalid without words, Conflict where it is too late."""
    fault = text_fault(words) if words.strip() else _("Say why you do not agree.")
    if fault or len(words) > MOST_WORDS:
        raise Invalid(fields={"words": [fault or _("At most %(most)d characters.") % {"most": MOST_WORDS}]})
    with transaction.atomic():
        fresh = _locked(application)
        if fresh.state == State.REFUSED and fresh.state_at < database_now() - APPEAL_WITHIN:
            raise Conflict(_("The six months for an appeal are over. You can apply anew."))
        move(fresh, State.APPEALED, machine=SELLERAPPLICATION)
        fresh.appeal = words.strip()
        fresh.save(update_fields=["appeal"])
        personal = {"reason": fresh.appeal}
        record(verbs.APPLICATION_APPEALED, actor=actor, subject=fresh, personal=personal)
    return fresh


def send_again(*, actor: Actor, email: str) -> None:
    """Mail the links of what is not decided yet to that address. Says nobody whether there is any."""
    rows = SellerApplication.objects.filter(email=email, state__in=WRITABLE).select_related("tenant")
    with transaction.atomic():
        for one in rows.order_by("-id")[:MOST_LINKS]:
            entry = record(verbs.APPLICATION_LINKED, actor=actor, subject=one)
            letters.send_link(entry=entry, application=one, token=token_of(one))


def lapse_drafts(*, actor: Actor, now: datetime) -> datetime | None:
    """Forget what drafts of 90 days and more say; when the next one is due. Their papers lie where evidence lies, with
    its own time to be kept."""
    drafts = SellerApplication.objects.filter(state=State.DRAFT).order_by("made_at")
    for one in list(drafts.filter(made_at__lte=now - FORGOTTEN_AFTER)[:DRAFTS_A_SWEEP]):
        with transaction.atomic():
            move(one, State.LAPSED, machine=SELLERAPPLICATION)
            one.said, one.email = {}, ""
            one.save(update_fields=["said", "email"])
            record(verbs.APPLICATIONS_LAPSED, actor=actor, subject=one)
    oldest = drafts.values_list("made_at", flat=True).first()
    return oldest + FORGOTTEN_AFTER if oldest else None


def papers_of(application: SellerApplication) -> set[tuple[str, str]]:
    """What kinds of document are here, and about what."""
    return set(SellerPaper.objects.filter(application=application).values_list("kind", "about"))


def token_of(application: SellerApplication) -> str:
    """The secret of an application's link: 256 bits that nobody makes without the product's key. Only its hash is kept."""
    return blind(f"seller application\n{current_tenant()}\n{application.id}\n{application.link_round}")


def application_of(token: str) -> SellerApplication:
    """The application of a link. Raises NotFound for every other text."""
    wanted = _hash(token)
    rows = SellerApplication.objects.select_related("party", "tenant").exclude(state=State.LAPSED)
    row: SellerApplication | None = rows.filter(token_hash=wanted).first()
    if row is None or not hmac.compare_digest(row.token_hash, wanted):
        raise NotFound
    return row


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _locked(application: SellerApplication) -> SellerApplication:
    rows = SellerApplication.objects.select_for_update(of=("self",)).select_related("party", "tenant")
    fresh: SellerApplication = rows.get(id=application.id)
    return fresh


def _writable(application: SellerApplication) -> SellerApplication:
    fresh = _locked(application)
    if fresh.state not in WRITABLE:
        raise Conflict(_("This application is decided already."))
    return fresh


def _party(actor: Actor, application: SellerApplication) -> Party:
    """The party that asks, as it describes itself now."""
    who, company = application.said["who"], application.said["company"]
    details = {
        "name": company["name"].strip(), "country": who["country"], "language": who.get("language", ""),
        "contact_name": who["contact_name"], "contact_email": application.email, "phone": who["phone"],
        "address": company["address"], "website": company.get("website", ""),
    }  # fmt: skip
    if application.party is None:
        return accounts.apply_for_party(actor=actor, kind=Party.Kind.SELLER, **details)
    accounts.mend_application(actor=actor, party=application.party, **details)
    application.party.refresh_from_db()
    return application.party


def _traits(application: SellerApplication) -> list[tuple[str, str, str]]:
    """What the applicant can be recognised by: kind, digest, and what staff see of it."""
    who, company, tenant_id = application.said["who"], application.said["company"], current_tenant()
    sums = application.papers.values_list("evidence__sha256", flat=True)
    typed = [
        ("phone", who["phone"]),
        ("address", company["address"]),
        *(("supplier", row["name"]) for row in rows_of(application.said, "suppliers")),
        *(("document", one) for one in sums),
    ]
    found = [
        (kind, digest(tenant_id, kind, value), masked(kind, value))
        for kind, text in typed
        if (value := normal(kind, text))
    ]
    account = Account.kept(application.said["payment"].get("account"))
    return [*found, (SellerTrait.Kind.PAYMENT, account.digest, f"…{account.last}")] if account else found


def _keep_papers(actor: Actor, application: SellerApplication, papers: Sequence[Paper]) -> list[Evidence]:
    if papers and SellerPaper.objects.filter(application=application).count() + len(papers) > MOST_PAPERS:
        raise Conflict(_("An application holds at most %(most)d documents.") % {"most": MOST_PAPERS})
    kept = []
    for one in papers:
        evidence = store(data=one.document, kind=f"seller_{one.kind}", actor=actor, label=one.name)
        SellerPaper.objects.create(application=application, kind=one.kind, about=one.about, evidence=evidence)
        kept.append(evidence)
    return kept
