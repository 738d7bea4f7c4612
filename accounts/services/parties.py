"""Parties: applied for, registered, decided on, edited, suspended and reinstated."""

import unicodedata
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import verbs
from accounts.letters import send_moved, send_refusal
from accounts.machine import PARTY
from accounts.models import Party
from accounts.permissions import require
from accounts.services.access import members_of, settle_access
from accounts.services.members import NewInvitation, issue_invitation
from accounts.services.moves import ask_move
from accounts.services.moves import changed as tell_changed
from audit.log import record
from audit.models import Entry
from audit.verbs import Verb
from policy.letters.languages import LANGUAGES, language_of
from tenancy.actor import Actor
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused
from workflow.moves import move

DETAILS = ("name", "country", "language", "contact_name", "contact_email", "phone", "address", "website", "about")
APPLICANTS = (Party.Kind.BRAND, Party.Kind.AGENT, Party.Kind.SELLER)
MAIN_ROLES: Mapping[str, str] = {
    "operator": "operator.lead",
    "brand": "holder.main",
    "agent": "holder.main",
    "seller": "seller.main",
    "logistics": "logistics.lead",
    "inspector": "inspector.lead",
    "supplier": "supplier.lead",
    "agency": "agency.officer",
}


def name_key(name: str) -> str:
    """A name as lists are ordered and searched by: compatibility forms and case folded, spaces joined."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[:400]


def apply_for_party(*, actor: Actor, kind: str, name: str, country: str, **details: str) -> Party:
    """The application of a brand, an agent or a seller. It gives nothing until an operator accepts it."""
    if kind not in APPLICANTS:
        raise Invalid(fields={"kind": [_("Only rights holders, agents and sellers apply; others are invited.")]})
    if not details.get("contact_email"):
        raise Invalid(fields={"contact_email": [_("We need an address for the answer.")]})
    with transaction.atomic():
        party = _make(kind=kind, state=Party.State.APPLIED, name=name, country=country, **details)
        record(verbs.PARTY_APPLIED, actor=actor, subject=party, facts={"kind": kind}, personal={"name": party.name})
    return party


def register_party(*, actor: Actor, kind: str, name: str, country: str, **details: str) -> Party:
    """A party made by the operator, active at once; its people are invited."""
    require(actor, "party.manage")
    if kind not in Party.Kind.values or kind == Party.Kind.OPERATOR:
        raise Invalid(fields={"kind": [_("Choose what the party is here to do.")]})
    with transaction.atomic():
        party = _make(kind=kind, state=Party.State.ACTIVE, name=name, country=country, **details)
        _say(verbs.PARTY_REGISTERED, actor, party, facts={"kind": kind}, personal={"name": party.name})
        tell_changed(actor, party, frozenset({"active"}))
    return party


def bring_agent(*, actor: Actor, name: str, country: str, email: str, link: str = "") -> Party:
    """An agent that a rights holder brings along, active at once; its contact is invited as main account.

    It acts for nobody but who appoints it. `link` is as in `invite`.
    """
    require(actor, "agent.appoint")
    with transaction.atomic():
        party = _make(kind=Party.Kind.AGENT, state=Party.State.ACTIVE, name=name, country=country, contact_email=email)
        facts, parties = {"kind": party.kind}, [party.id, actor.party_id]
        record(
            verbs.PARTY_REGISTERED, actor=actor, subject=party, facts=facts, personal={"name": party.name},
            parties=parties,
        )  # fmt: skip
        issue_invitation(actor=actor, party=party, email=email, role=MAIN_ROLES[party.kind], link=link)
    return party


def mend_application(*, actor: Actor, party: Party, **details: str) -> list[str]:
    """What an applicant says of itself, put right before it is decided; the fields that changed.

    For the service of the application, which knows the applicant by its link. Raises Conflict once it is decided.
    """
    with transaction.atomic():
        fresh = Party.objects.select_for_update().get(id=party.id)
        if fresh.state != Party.State.APPLIED:
            raise Conflict(_("This application is decided already."))
        if "language" in details:
            details["language"] = _language(details["language"], details.get("country", fresh.country))
        changed = {name: said for name, said in _known(details).items() if getattr(fresh, name) != said}
        if not changed:
            return []
        for name, said in changed.items():
            setattr(fresh, name, said)
        fresh.name_key = name_key(fresh.name)
        fresh.save()
        facts = {"fields": ", ".join(sorted(changed))}
        record(verbs.PARTY_EDITED, actor=actor, subject=fresh, facts=facts, personal=changed)
    return sorted(changed)


def decide_application(
    *, actor: Actor, party: Party, accept: bool, reason: str = "", link: str = "", on_appeal: bool = False
) -> NewInvitation | None:
    """Accept an application, which invites its contact as main account, or refuse it with a reason.

    `link` is as in `invite`; `on_appeal` that it is decided by those who decide appeals.

    Raises Invalid for a refusal without a reason, Conflict where it is decided already.
    """
    require(actor, "appeal.decide" if on_appeal else "application.decide")
    if party.state != Party.State.APPLIED:
        raise Conflict(_("This application is decided already."))
    if not accept and not reason.strip():
        raise Invalid(fields={"reason": [_("Say why, so that the applicant knows.")]})
    with transaction.atomic():
        personal = {"reason": reason} if reason else {}
        if not accept:
            _move(party, Party.State.CLOSED)
            entry = _say(verbs.PARTY_REFUSED, actor, party, personal=personal)
            send_refusal(entry=entry, party=party, reason=reason)
            return None
        _move(party, Party.State.ACTIVE)
        _say(verbs.PARTY_ACCEPTED, actor, party, personal=personal)
        tell_changed(actor, party, frozenset({"active"}))
        return issue_invitation(
            actor=actor, party=party, email=party.contact_email, role=MAIN_ROLES[party.kind], link=link
        )


def edit_party(*, actor: Actor, party: Party, stop_link: str = "", **details: str) -> Party:
    """Change what is on file about a party: an operator for any, a main account for its own.

    An address of mail that staff change is another at once, and the former one is told. One that the party itself changes is
    another in 72 hours, unless the former one stops it (`services.moves.ask_move`; `stop_link` is its `link`).
    """
    if not actor.is_operator and not actor.is_system and actor.party_id != party.id:
        raise NotFound
    require(actor, "party.manage" if actor.party_id != party.id else "member.invite")
    if "language" in details:
        details["language"] = _language(details["language"], details.get("country", party.country))
    changed = {field: text for field, text in _known(details).items() if getattr(party, field) != text}
    if not changed:
        return party
    old = party.contact_email if "contact_email" in changed else ""
    with transaction.atomic():
        if old and actor.party_id == party.id and not actor.is_operator:
            ask_move(actor=actor, party=party, address=changed.pop("contact_email"), link=stop_link)
            old = ""
        if not changed:
            return party
        for field, text in changed.items():
            setattr(party, field, text)
        party.name_key = name_key(party.name)
        party.save()
        facts = {"fields": ", ".join(sorted(changed))}
        entry = _say(verbs.PARTY_EDITED, actor, party, facts=facts, personal=changed)
        if old:
            send_moved(entry=entry, party=party, old=old)
        tell_changed(actor, party, frozenset(changed))
    return party


def suspend_party(*, actor: Actor, party: Party, reason: str) -> None:
    """From this moment its people and keys are strangers. Never the operator's own party."""
    require(actor, "party.manage")
    if party.kind == Party.Kind.OPERATOR:
        raise Conflict(_("The operator's own party cannot be suspended."))
    if not reason.strip():
        raise Invalid(fields={"reason": [_("Say why; the reason goes to the log.")]})
    with transaction.atomic():
        _move(party, Party.State.SUSPENDED)
        settle_access(members_of(party.id))
        _say(verbs.PARTY_SUSPENDED, actor, party, personal={"reason": reason})


def reinstate_party(*, actor: Actor, party: Party) -> None:
    """Let the people and keys of a suspended party in again."""
    require(actor, "party.manage")
    if party.state != Party.State.SUSPENDED:
        raise Conflict(_("This party is not suspended."))
    with transaction.atomic():
        _move(party, Party.State.ACTIVE)
        settle_access(members_of(party.id))
        _say(verbs.PARTY_REINSTATED, actor, party)
        tell_changed(actor, party, frozenset({"active"}))


def _known(details: Mapping[str, str]) -> dict[str, str]:
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise TypeError(f"A party has no {', '.join(sorted(unknown))}.")
    return dict(details)


def _make(*, kind: str, state: str, **details: str) -> Party:
    if not details["name"].strip():
        raise Invalid(fields={"name": [_("A party needs a name.")]})
    language = _language(details.get("language", ""), details["country"])
    return Party.objects.create(
        reference=unused(Party, "PA"),
        kind=kind,
        state=state,
        name_key=name_key(details["name"]),
        **{**_known(details), "language": language},
    )


def _language(chosen: str, country: str) -> str:
    """The language of letters: the one chosen, else the country's. Raises Invalid for one that none is written in."""
    if chosen and chosen not in LANGUAGES:
        raise Invalid(fields={"language": [_("Choose a language that letters are written in.")]})
    return chosen or language_of(country)


def _move(party: Party, to: str) -> None:
    move(party, to, machine=PARTY)
    party.save()  # writes the line of its history


def _say(
    verb: Verb,
    actor: Actor,
    party: Party,
    *,
    facts: Mapping[str, str] | None = None,
    personal: Mapping[str, str] | None = None,
) -> Entry:
    return record(verb, actor=actor, subject=party, facts=facts, personal=personal, parties=[party.id])
