"""Applications: handed in, mended by whoever holds the link, asked about, decided. The party itself is of `accounts`."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.models import Party
from accounts.permissions import require
from accounts.services import NewInvitation
from audit.log import Fact, record
from evidence.models import Evidence
from evidence.services import show, store
from gateway.limits import blind
from gateway.text import text_fault
from gateway.uploads import CheckedDocument
from registry import verbs
from registry.identity.checks import findings
from registry.identity.letters import send_asked, send_received
from registry.identity.numbers import LONGEST, Fault, Number, read, read_lei
from registry.identity.words import OTHER, say_fault
from registry.machine import APPLICATION
from registry.models import Application, ApplicationPaper, PartyNumber
from registry.services.standing import spoken
from tenancy.actor import Actor
from tenancy.context import current_tenant
from tenancy.errors import Conflict, Invalid, NotFound
from workflow.moves import move

Paper = ApplicationPaper.Kind
OPEN = (Application.State.RECEIVED, Application.State.ASKED)
NEEDED = ("name", "country", "address", "contact_name", "contact_email", "signatory")
LONGEST_NAME, MOST_PAPERS = 120, 30


@dataclass(frozen=True, slots=True)
class Said:
    """What an applicant says of itself. `details` are those of the party; `number` is one of its country's, as typed.

    `papers` are documents by kind with the name of the file; what was handed in before stays.
    """

    details: Mapping[str, str]
    number: str = ""
    lei: str = ""
    no_number: bool = False
    signatory: str = ""
    acts_for: str = ""
    papers: Sequence[tuple[str, CheckedDocument, str]] = field(default_factory=tuple)


def hand_in(*, actor: Actor, kind: str, said: Said) -> Application:
    """An application of a rights holder or an agent; its contact is sent the link by which it can be followed.

    It gives nothing until it is accepted. Raises Invalid by field.
    """
    numbers = _checked(said, kind, had=frozenset())
    with transaction.atomic():
        party = accounts.apply_for_party(actor=actor, kind=kind, **said.details)  # type: ignore[arg-type]
        application: Application = Application(
            party=party, acts_for=said.acts_for.strip(), signatory=said.signatory.strip(), no_number=said.no_number
        )
        application.token_hash = _hash(token_of(application))
        application.save(force_insert=True)
        keep_numbers(party, numbers)
        papers = _keep_papers(actor, application, said.papers)
        facts: dict[str, Fact] = {"papers": len(papers), "numbers": _schemes(numbers)}
        entry = record(
            verbs.APPLICATION_HANDED_IN, actor=actor, subject=application, refs=[party, *papers], facts=facts
        )
        send_received(entry=entry, application=application, token=token_of(application))
    return application


def mend(*, actor: Actor, application: Application, said: Said) -> Application:
    """What the applicant puts right or adds, before it is decided. What is not named again stays; no paper is lost.

    The caller knows the applicant by its link. Raises Invalid by field, Conflict once it is decided.
    """
    with transaction.atomic():
        fresh = _locked(application)
        had = frozenset(ApplicationPaper.objects.filter(application=fresh).values_list("kind", flat=True))
        numbers = _checked(said, fresh.party.kind, had=had)
        changed = accounts.mend_application(actor=actor, party=fresh.party, **said.details)
        fresh.party.refresh_from_db()
        own = {"signatory": said.signatory.strip(), "acts_for": said.acts_for.strip(), "no_number": said.no_number}
        changed += [name for name, text in own.items() if getattr(fresh, name) != text]
        changed += keep_numbers(fresh.party, numbers)
        papers = _keep_papers(actor, fresh, said.papers)
        if fresh.state == Application.State.ASKED:
            move(fresh, Application.State.RECEIVED, machine=APPLICATION)
        for name, text in own.items():
            setattr(fresh, name, text)
        fresh.save(update_fields=[*own])
        facts: dict[str, Fact] = {
            "fields": ", ".join(sorted(changed)),
            "papers": len(papers),
            "numbers": _schemes(numbers),
        }
        record(verbs.APPLICATION_MENDED, actor=actor, subject=fresh, refs=[fresh.party, *papers], facts=facts)
    return fresh


def ask_applicant(*, actor: Actor, application: Application, wanted: str) -> None:
    """Ask for more, with what is missing; the applicant adds it by the link and loses nothing. Raises Invalid, Conflict."""
    require(actor, "application.decide")
    _said_why(wanted)
    with transaction.atomic():
        fresh = _locked(application)
        move(fresh, Application.State.ASKED, machine=APPLICATION)
        fresh.asked = wanted.strip()
        if not fresh.token_hash:
            fresh.token_hash = _hash(token_of(fresh))
        fresh.save(update_fields=["asked", "token_hash"])
        entry = record(
            verbs.APPLICATION_ASKED, actor=actor, subject=fresh, refs=[fresh.party], personal={"reason": wanted}
        )
        send_asked(entry=entry, application=fresh, token=token_of(fresh))


def decide_applicant(
    *, actor: Actor, application: Application, accept: bool, reason: str = "", link: str = ""
) -> NewInvitation | None:
    """Let the party in, which invites its contact, or refuse it with a reason. The log keeps what the rules had found.

    `link` is as in `accounts.services.invite`. Raises Invalid for a refusal without a reason, Conflict when decided.
    """
    require(actor, "application.decide")
    if not accept:
        _said_why(reason)
    with transaction.atomic():
        fresh = _locked(application)
        found = findings(fresh)
        state = Application.State.ACCEPTED if accept else Application.State.REFUSED
        move(fresh, state, machine=APPLICATION)
        party = fresh.party
        made = accounts.decide_application(actor=actor, party=party, accept=accept, reason=reason, link=link)
        if accept:
            rows = Evidence.objects.filter(id__in=fresh.papers.values("evidence"))
            show(evidence=list(rows), party=party, actor=actor)
        facts = {"state": state, "found": spoken(one.code for one in found if one.tone != "good")}
        record(verbs.APPLICATION_DECIDED, actor=actor, subject=fresh, refs=[party], facts=facts)
    return made


def token_of(application: Application) -> str:
    """The secret of an application's link: 256 bits that nobody makes without the product's key. Only its hash is kept."""
    return blind(f"application\n{current_tenant()}\n{application.id}")


def application_of(token: str) -> Application:
    """The application of a link. Raises NotFound for every other text."""
    digest = _hash(token)
    row: Application | None = Application.objects.select_related("party").filter(token_hash=digest).first()
    if row is None or not hmac.compare_digest(row.token_hash, digest):
        raise NotFound
    return row


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _locked(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("party", "tenant")
    fresh: Application = rows.get(id=application.id)
    if fresh.state not in OPEN:
        raise Conflict(_("This application is decided already."))
    return fresh


def _said_why(text: str) -> None:
    fault = text_fault(text) if text.strip() else _("Say why, so that the applicant knows.")
    if fault or len(text) > 2000:
        raise Invalid(fields={"reason": [fault or _("At most %(most)d characters.") % {"most": 2000}]})


def _checked(said: Said, kind: str, *, had: frozenset[str]) -> list[Number]:
    """Its numbers; what is missing or wrong is raised by field. `had` are the kinds of paper that are here already."""
    texts = {**said.details, "signatory": said.signatory, "acts_for": said.acts_for}
    wrong = {name: [_("This is needed.")] for name in NEEDED if not texts.get(name, "").strip()}
    for name in ("signatory", "acts_for"):
        most = LONGEST_NAME if name == "signatory" else 200
        fault = text_fault(texts[name]) or (
            len(texts[name]) > most and _("At most %(most)d characters.") % {"most": most}
        )
        if fault:
            wrong[name] = [fault]
    numbers = _numbers(said, wrong)
    sent = had | {paper for paper, _document, _name in said.papers}
    if Paper.EXTRACT not in sent and not said.no_number:
        wrong["extract"] = [_("Hand in the extract of the trade register, as PDF or picture.")]
    if Paper.SIGNATORY not in sent:
        wrong["signatory_paper"] = [_("Hand in a document that shows who signs for you, as PDF or picture.")]
    if kind == Party.Kind.AGENT:
        if not said.acts_for.strip():
            wrong["acts_for"] = [_("Name the rights holder for whom you act.")]
        if Paper.POWER not in sent:
            wrong["power"] = [_("Hand in the power of attorney of the rights holder.")]
    if wrong:
        raise Invalid(fields=wrong)
    return numbers


def _numbers(said: Said, wrong: dict[str, list[str]]) -> list[Number]:
    found = []
    if number := said.number.strip():
        answer = read(number, said.details.get("country", ""))
        if isinstance(answer, Fault):
            wrong["number"] = [say_fault(answer)]
        elif text_fault(number) or len(number) > LONGEST:
            wrong["number"] = [text_fault(number) or _("At most %(most)d characters.") % {"most": LONGEST}]
        else:
            found.append(answer or Number(OTHER, "".join(number.upper().split())))
    elif not said.no_number:
        wrong["number"] = [_("Give a number of the register or the tax office, or say that there is none.")]
    if lei := said.lei.strip():
        answer = read_lei(lei)
        if isinstance(answer, Fault):
            wrong["lei"] = [say_fault(answer)]
        else:
            found.append(answer)
    return found


def keep_numbers(party: Party, numbers: Sequence[Number]) -> list[str]:
    """Those and no others from now on; what changed, as fields."""
    before = {(row.scheme, row.value) for row in PartyNumber.objects.filter(party=party)}
    wanted = {(one.scheme, one.value) for one in numbers}
    if before == wanted:
        return []
    PartyNumber.objects.filter(party=party).delete()
    PartyNumber.objects.bulk_create(
        [PartyNumber(party=party, scheme=scheme, value=value) for scheme, value in sorted(wanted)]
    )
    return ["numbers"]


def _keep_papers(
    actor: Actor, application: Application, papers: Sequence[tuple[str, CheckedDocument, str]]
) -> list[Evidence]:
    if ApplicationPaper.objects.filter(application=application).count() + len(papers) > MOST_PAPERS:
        raise Conflict(_("An application holds at most %(most)d documents.") % {"most": MOST_PAPERS})
    kept = []
    for kind, document, name in papers:
        evidence = store(data=document, kind=f"identity_{kind}", actor=actor, label=name)
        ApplicationPaper.objects.create(application=application, kind=kind, evidence=evidence)
        kept.append(evidence)
    return kept


def _schemes(numbers: Sequence[Number]) -> str | None:
    return spoken(sorted(one.scheme for one in numbers))
