"""Fraud that is reported, and warnings about it. Nothing is published but by a person's decision, and nobody is named in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Length, Lower, StrIndex
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Party
from accounts.permissions import require
from accounts.queries import house_language
from audit.log import Fact, record
from audit.models import Entry
from audit.rows import committed
from delivery.effects import MAIL, single_line
from delivery.services import mail
from evidence import services as evidence
from gateway.text import clean
from gateway.uploads import CheckedDocument
from policy.letters.languages import catalogue
from sellers.machine import FRAUDSIGNAL, FRAUDWARNING
from sellers.models import FraudMark, FraudSignal, FraudWarning, FraudWarningVersion
from sellers.recognising import digest
from sellers.services.warning_mails import JOB as MAILING
from sellers.warnings import verbs
from sellers.warnings.reading import IBAN, PHONE, marks
from sellers.warnings.reading import MAIL as MAILS
from sellers.warnings.words import KINDS
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused
from workflow.effects import emit
from workflow.moves import move

LONGEST, LONGEST_TITLE, LONGEST_WHY = 6000, 160, 1000
SHORTEST_NAME = 4
MOST_JOINED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A report of fraud: a code of `words.KINDS`, what happened, and where an answer goes, if anywhere."""

    kind: str
    words: str
    email: str = ""
    language: str = ""
    paper: tuple[str, CheckedDocument] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """What a warning says: its title, what to watch for, what to do."""

    title: str
    watch: str
    do: str


@transaction.atomic
def report_fraud(*, actor: Actor, said: Said, now: datetime | None = None) -> FraudSignal:
    """Take in a report. Anybody may; a key needs the permission. What it can be recognised by again is kept as hashes.

    Raises Invalid naming the field.
    """
    if actor.kind == "key":
        require(actor, "listing.submit")
    wrong = {}
    if said.kind not in KINDS:
        wrong["kind"] = [_("Choose what it looks like.")]
    if not clean(said.words, name="words").strip() or len(said.words) > LONGEST:
        wrong["words"] = [_("Say what happened, in at most %(n)d characters.") % {"n": LONGEST}]
    if wrong:
        raise Invalid(fields=wrong)
    who = Actor.anonymous(current_tenant()) if actor.is_operator and actor.kind != "key" else actor
    kept = None
    if said.paper is not None:
        name, file = said.paper
        kept = evidence.store(data=file, kind="fraud", actor=who, label=name)
    channel = {"key": "program", "person": "member"}.get(who.kind, "public")
    row = committed(
        FraudSignal, reference=unused(FraudSignal, "FS"), state=FRAUDSIGNAL.initial, kind=said.kind, channel=channel,
        words=said.words.strip(), email=said.email.strip(), party_id=who.party_id if channel == "member" else None,
        evidence=kept, language=said.language or house_language(), at=now or database_now(),
    )  # fmt: skip
    known = _marks(row)
    facts: dict[str, Fact] = {"kind": said.kind, "channel": channel, "marks": len(known)}
    entry = record(
        verbs.SIGNAL_RECEIVED, actor=who, subject=row, rows=[row, *([kept] if kept else [])], facts=facts,
        parties=[row.party_id],
    )  # fmt: skip
    _answer(
        row, entry, gettext_lazy("Your report %(reference)s has arrived"),
        gettext_lazy("Thank you. A person reads it, and you hear what followed. Where others are warned, you are not named."),
    )  # fmt: skip
    return row


def _marks(row: FraudSignal) -> list[FraudMark]:
    """Keep what the report is recognised by."""
    tenant, own = current_tenant(), frozenset([urlsplit(settings.SITE_URL).hostname or ""])
    found = [
        FraudMark(signal=row, kind=one.kind, digest=digest(tenant, one.kind, one.value), shown=one.shown[:120])
        for one in marks(row.words, own_domains=own)
    ]
    return FraudMark.objects.bulk_create(found)


@transaction.atomic
def publish_warning(
    *, actor: Actor, kind: str, said: Warned, signals: Collection[str], now: datetime | None = None
) -> FraudWarning:
    """Publish a warning to everybody inside, on these reports (references). Their reporters are told that it was, and sellers
    get a mail from a round.

    Raises Invalid for what names a person, a seller, a mail address, a telephone or an account, or lacks something; NotFound
    for a report that is not there; Conflict for one that is settled.
    """
    require(actor, "report.triage")
    at = now or database_now()
    if kind not in KINDS:
        raise Invalid(fields={"kind": [_("Choose what it looks like.")]})
    _refuse_unsound(said)
    rows = _open(signals)
    warning = FraudWarning.objects.create(
        reference=unused(FraudWarning, "FW"), kind=kind, state=FRAUDWARNING.initial, published_at=at, to_mail=True
    )
    version = _version(warning, said, "", actor, at)
    entry = record(verbs.WARNING_PUBLISHED, actor=actor, subject=warning, rows=[version], facts={"kind": kind})
    _join(rows, warning, entry, at)
    ring(MAILING)
    return warning


@transaction.atomic
def join_signals(
    *, actor: Actor, reference: str, signals: Collection[str], now: datetime | None = None
) -> FraudWarning:
    """Put further reports to a warning that stands. Raises NotFound, Conflict."""
    require(actor, "report.triage")
    warning = _standing(reference)
    rows = _open(signals)
    entry = record(verbs.SIGNALS_JOINED, actor=actor, subject=warning, facts={"signals": len(rows)})
    _join(rows, warning, entry, now or database_now())
    return warning


@transaction.atomic
def correct_warning(
    *, actor: Actor, reference: str, said: Warned, why: str, now: datetime | None = None
) -> FraudWarningVersion:
    """Say it anew, with why, which everybody reads; what it said before stays to be read. Raises Invalid, NotFound, Conflict."""
    require(actor, "report.triage")
    warning = _standing(reference)
    _refuse_unsound(said, why)
    version = _version(warning, said, why, actor, now or database_now())
    record(verbs.WARNING_CORRECTED, actor=actor, subject=warning, rows=[version], facts={"number": version.number})
    return version


@transaction.atomic
def withdraw_warning(*, actor: Actor, reference: str, why: str, now: datetime | None = None) -> FraudWarning:
    """Take a warning back, with why. It stays to be read as withdrawn, and counts against nobody. Raises Invalid, Conflict."""
    require(actor, "report.triage")
    warning = _standing(reference)
    if not why.strip() or len(why) > LONGEST_WHY or _named(why):
        raise Invalid(fields={"why": [_named(why) or _("Say in a sentence why; whoever has read it reads this too.")]})
    warning.withdrawn_why = why.strip()
    warning.save(update_fields=["withdrawn_why"])
    move(warning, "withdrawn", machine=FRAUDWARNING, now=now)
    record(verbs.WARNING_WITHDRAWN, actor=actor, subject=warning, personal={"why": why})
    return warning


@transaction.atomic
def dismiss_signal(*, actor: Actor, reference: str, words: str, now: datetime | None = None) -> FraudSignal:
    """Nothing follows from a report; whoever reported it is told why. Raises Invalid, NotFound, Conflict."""
    require(actor, "report.triage")
    if not words.strip() or len(words) > LONGEST_WHY:
        raise Invalid(fields={"words": [_("Say why; whoever reported it is told.")]})
    [row] = _open([reference])
    move(row, "dismissed", machine=FRAUDSIGNAL, now=now)
    row.told = words.strip()
    row.save(update_fields=["told"])
    entry = record(verbs.SIGNAL_DISMISSED, actor=actor, subject=row, personal={"words": words})
    _answer(row, entry, gettext_lazy("Your report %(reference)s"), row.told)
    return row


def _open(references: Collection[str]) -> list[FraudSignal]:
    wanted = set(references)
    if not wanted or len(wanted) > MOST_JOINED:
        raise Invalid(fields={"signals": [_("Choose between one and %(n)d reports.") % {"n": MOST_JOINED}]})
    rows = list(FraudSignal.objects.select_for_update().filter(reference__in=wanted).order_by("id"))
    if len(rows) != len(wanted):
        raise NotFound
    if any(row.state != "received" for row in rows):
        raise Conflict(_("One of these reports is settled already."), code="stage")
    return rows


def _standing(reference: str) -> FraudWarning:
    warning = FraudWarning.objects.select_for_update().filter(reference=reference).first()
    if warning is None:
        raise NotFound
    if warning.state != "published":
        raise Conflict(_("This warning was withdrawn."), code="stage")
    return warning


def _join(rows: Collection[FraudSignal], warning: FraudWarning, entry: Entry, at: datetime) -> None:
    for row in rows:
        FraudSignal.objects.filter(id=row.id).update(warning=warning)
        move(row, "joined", machine=FRAUDSIGNAL, now=at)
        _answer(
            row, entry, gettext_lazy("Your report %(reference)s"),
            gettext_lazy("Sellers on this marketplace were warned of what you reported. You are not named in it."),
        )  # fmt: skip


def _version(warning: FraudWarning, said: Warned, why: str, actor: Actor, at: datetime) -> FraudWarningVersion:
    texts = {"title": said.title.strip(), "watch": said.watch.strip(), "do": said.do.strip(), "why": why.strip()}
    return committed(
        FraudWarningVersion, warning=warning, number=warning.versions.count() + 1, by_membership_id=actor.membership_id,
        at=at, **texts,
    )  # fmt: skip


def _refuse_unsound(said: Warned, why: str | None = None) -> None:
    wrong = {}
    for name, words, most in (
        ("title", said.title, LONGEST_TITLE), ("watch", said.watch, LONGEST), ("do", said.do, LONGEST),
        *([("why", why, LONGEST_WHY)] if why is not None else []),
    ):  # fmt: skip
        if not words.strip() or len(words) > most:
            wrong[name] = [_("Say it, in at most %(n)d characters.") % {"n": most}]
        elif fault := _named(words):
            wrong[name] = [fault]
    if wrong:
        raise Invalid(fields=wrong)


def _named(words: str) -> str:
    """Why a text names somebody; "" where it does not. A warning tells of a pattern and accuses nobody."""
    if MAILS.search(words) or PHONE.search(words) or IBAN.search(words.upper()):
        return _("No mail address, telephone or account number: name the pattern, or the domain alone.")
    text = Lower(Value(words))
    people = Party.objects.annotate(there=StrIndex(text, Lower("contact_name")), long=Length("contact_name"))
    sellers = Party.objects.filter(kind=Party.Kind.SELLER).annotate(
        there=StrIndex(text, Lower("name")), long=Length("name")
    )
    met = Q(there__gt=0, long__gte=SHORTEST_NAME)
    if people.filter(met).exists() or sellers.filter(met).exists():
        return _("Somebody is named here: a person, or a seller of this marketplace. Say it without the name.")
    return ""


def _answer(row: FraudSignal, entry: Entry, subject: str | Promise, body: str | Promise) -> None:
    """Tell who reported it: a member's party, or the address that was left."""
    with translation.override(catalogue(row.language)):
        subject, body = str(subject) % {"reference": row.reference}, str(body)
    if row.party_id is not None and row.party is not None:
        mail(to_party=row.party, template="letter", context={"subject": subject, "body": body}, entry=entry)
    elif row.email:
        emit(
            kind=MAIL, recipient=f"fraud:{row.id}", entry=entry,
            payload={"to": row.email, "subject": single_line(subject), "body": f"{body}\n"},
        )  # fmt: skip
