"""Reports by anybody, by partners and by trusted flaggers: filed, added to, taken back, contested.

Digital Services Act: what a notice says (art. 16(2)), its receipt (16(4)), the decision (16(5)), a second look (20).
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from accounts.queries import house_language
from audit import log
from audit.rows import committed
from enforcement import verbs
from enforcement.lanes import FLAGGER, lane_of
from enforcement.machine import REPORTEDLISTING, UNDECIDED_REPORTS
from enforcement.models import Report, ReportedListing, ReportPicture, ReportStatement
from enforcement.report_words import RIGHT_KINDS
from enforcement.services.report_letters import send_receipt
from evidence import services as evidence
from gateway.limits import blind
from gateway.text import clean
from gateway.uploads import CheckedDocument, CheckedPicture
from policy.letters.languages import LANGUAGES
from sellers import services as sellers
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused
from workflow.moves import move

PARTNERS = ("logistics", "supplier", "inspector", "agency", "operator")
"""Kinds of party whose reports are referrals."""
MOST_LISTINGS = {"public": 20, "partner": 300, "flagger": 300}
KNOWN_TO_ANYBODY = (Listing.State.PUBLIC, Listing.State.ENDED)
CONTESTED_WITHIN = timedelta(days=183)
"""The internal complaint of art. 20 is open for six months at least."""
LONGEST = 8000

File = tuple[str, CheckedDocument | CheckedPicture]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a report says. `numbers` are those of listings; `order`, `name` and `email` may be empty.

    `language` (BCP 47) is that of the mails about it; "" for the marketplace's.
    """

    numbers: Sequence[str]
    kind: str
    explanation: str
    in_good_faith: bool
    order: str = ""
    name: str = ""
    email: str = ""
    language: str = ""
    files: Sequence[File] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """A report with the secret of its follow-up link; a report of a program has none."""

    report: Report
    token: str


@transaction.atomic
def file_report(*, actor: Actor, said: Reported, whence: str = "", now: datetime | None = None) -> Filed:
    """Take in a report. Anybody may; a key needs the permission. `whence` is the caller's network address.

    What the same reporter has said of the same listing before is taken together with it. Raises Invalid, naming the
    field: listings that are none, too many, no explanation, no statement of good faith.
    """
    if actor.kind == "key":
        require(actor, "report.file")
    at = now or database_now()
    channel, lane = _channel(actor, said.kind, at)
    listings = _listings(said, channel)
    who = Actor.anonymous(current_tenant()) if channel == Report.Channel.PUBLIC else actor
    reporter = _reporter(who, said.email, whence)
    _one_at_a_time(reporter)
    report = Report(
        reference=unused(Report, "RP"), channel=channel, kind=said.kind, lane=lane, party_id=who.party_id, reporter=reporter,
        language=said.language or house_language(), filed_at=at,
    )  # fmt: skip
    token = token_of(report) if actor.kind != "key" else ""
    report.token_hash = _hash(token) if token else ""
    report.save()
    statement = _say(report, 1, said, at)
    fresh = _lines(report, listings, at)
    attach(report, said.files, actor=who)
    entry = log.record(
        verbs.REPORT_FILED, actor=who, subject=report, refs=[one.id for one in listings], rows=[statement],
        facts={"listings": len(listings), "channel": channel, "kind": said.kind, "lane": lane}, parties=[who.party_id],
    )  # fmt: skip
    if said.kind == Report.Kind.BOUGHT:
        _note_quality(report, fresh, at)
    if said.email and token:
        send_receipt(report, to=said.email, token=token, listings=listings, entry=entry)
    return Filed(report, token)


@transaction.atomic
def report_for_buyer(*, actor: Actor, listing: Listing, words: str, buyer: str, now: datetime) -> Report:
    """The report that a buyer's complaint about a fake becomes, whatever state its listing is in. `buyer` tells buyers apart.

    No name and no address goes with it: the buyer is told by its complaint. The caller has authorised the deed.
    """
    reporter = _reporter(Actor.anonymous(current_tenant()), buyer, "")
    _one_at_a_time(reporter)
    report: Report = Report.objects.create(
        reference=unused(Report, "RP"), channel=Report.Channel.TRADE, kind=Report.Kind.COUNTERFEIT, reporter=reporter,
        language=house_language(), filed_at=now,
    )  # fmt: skip
    said = Reported(numbers=[listing.number], kind=report.kind, explanation=words, in_good_faith=True)
    statement = _say(report, 1, said, now)
    _lines(report, [listing], now)
    log.record(
        verbs.REPORT_FILED, actor=actor, subject=report, refs=[listing.id], rows=[statement],
        facts={"listings": 1, "channel": report.channel, "kind": report.kind, "lane": ""},
    )  # fmt: skip
    return report


def token_of(report: Report) -> str:
    """The secret of a report's follow-up link: 256 bits that nobody makes without the product's key.

    Only its hash is kept; it can be made again, for the mail that tells how the report ended.
    """
    return blind(f"report\n{current_tenant()}\n{report.id}")


def report_of(token: str) -> Report:
    """The report of a follow-up link. Raises NotFound for every other text."""
    digest = _hash(token)
    report = Report.objects.filter(token_hash=digest).first()
    if report is None or not hmac.compare_digest(report.token_hash, digest):
        raise NotFound
    return report


@transaction.atomic
def add_to_report(
    *, actor: Actor, report: Report, explanation: str, files: Sequence[File] = (), now: datetime | None = None
) -> ReportStatement:
    """Add words or files to a report that is not decided yet; the caller has shown that it is theirs."""
    held = _held(report)
    if not any(line.root.state in UNDECIDED_REPORTS for line in _lines_of(held)):
        raise Conflict(_("This report is decided; nothing can be added to it."), code="stage")
    if not explanation.strip() and not files:
        raise Invalid(fields={"explanation": [_("Say what you want to add, or choose a file.")]})
    return _add(held, explanation, files, actor=actor, at=now or database_now())


@transaction.atomic
def withdraw_report(*, actor: Actor, report: Report, now: datetime | None = None) -> Report:
    """Take a report back as far as nothing is decided. What the same reporter said elsewhere then stands by itself."""
    held = _held(report)
    waiting = [line for line in _lines_of(held) if line.state in UNDECIDED_REPORTS]
    repeats = [line for line in _lines_of(held) if line.same_as is not None and line.root.state in UNDECIDED_REPORTS]
    if not waiting and not repeats:
        raise Conflict(_("This report is decided; it can no longer be taken back."), code="stage")
    for line in [*repeats, *(other for one in waiting for other in one.repeats.select_for_update())]:
        line.same_as = None
        line.save(update_fields=["same_as"])
        move(line, "received", machine=REPORTEDLISTING, now=now)
    for line in [*waiting, *repeats]:
        move(line, "withdrawn", machine=REPORTEDLISTING, now=now)
    log.record(
        verbs.REPORT_WITHDRAWN, actor=actor, subject=held, refs=[line.listing_id for line in waiting],
        parties=[held.party_id],
    )  # fmt: skip
    return held


@transaction.atomic
def contest_dismissal(*, actor: Actor, report: Report, explanation: str, now: datetime | None = None) -> Report:
    """Ask for a second look at what was dismissed in the last six months; somebody else decides it. Once."""
    at = now or database_now()
    held = _held(report)
    lines = contestable(_lines_of(held), at)
    if not lines:
        raise Conflict(_("There is nothing here that can be looked at again."), code="stage")
    if not explanation.strip():
        raise Invalid(fields={"explanation": [_("Say why you do not agree.")]})
    _add(held, explanation, (), actor=actor, at=at)
    for line in lines:
        line.contested_at = at
        line.save(update_fields=["contested_at"])
        move(line, "in_review", machine=REPORTEDLISTING, now=now)
    log.record(
        verbs.REPORT_CONTESTED, actor=actor, subject=held, refs=[line.listing_id for line in lines],
        parties=[held.party_id],
    )  # fmt: skip
    return held


def contestable(lines: Sequence[ReportedListing], now: datetime) -> list[ReportedListing]:
    """Those that were dismissed lately and not looked at twice."""
    return [
        line
        for line in lines
        if line.state == "dismissed" and line.contested_at is None and line.state_at > now - CONTESTED_WITHIN
    ]


def attach(report: Report, files: Sequence[File], *, actor: Actor) -> None:
    """Keep the files of a report as evidence; the same file twice is one."""
    known = set(report.pictures.values_list("evidence__sha256", flat=True))
    for name, checked in files:
        if checked.sha256 not in known:
            known.add(checked.sha256)
            stored = evidence.store(data=checked, kind="report", actor=actor, label=name)
            ReportPicture.objects.create(report=report, evidence=stored)


def _add(report: Report, explanation: str, files: Sequence[File], *, actor: Actor, at: datetime) -> ReportStatement:
    said = Reported(numbers=(), kind=report.kind, explanation=explanation, in_good_faith=True)
    statement = _say(report, report.statements.count() + 1, said, at)
    attach(report, files, actor=actor)
    log.record(verbs.REPORT_ADDED, actor=actor, subject=report, rows=[statement], parties=[report.party_id])
    return statement


def _say(report: Report, number: int, said: Reported, at: datetime) -> ReportStatement:
    words = {"explanation": said.explanation, "order": said.order, "name": said.name, "email": said.email}
    texts = {name: clean(text, name=name)[:LONGEST] for name, text in words.items()}
    return committed(
        ReportStatement, report=report, number=number, in_good_faith=said.in_good_faith, made_at=at, **texts
    )


def _channel(actor: Actor, kind: str, now: datetime) -> tuple[str, str]:
    """Which way a report comes, and its lane. A member of another party reports as anybody does."""
    if kind not in Report.Kind.values:
        raise Invalid(fields={"kind": [_("Choose what is wrong.")]})
    lane = lane_of(actor.party_id, RIGHT_KINDS.get(kind, ""), now.date())
    if lane == FLAGGER:
        return Report.Channel.FLAGGER, lane
    party = Party.objects.filter(id=actor.party_id, kind__in=PARTNERS).first() if actor.party_id else None
    is_partner = party is not None and (party.kind != Party.Kind.OPERATOR or actor.kind == "key")
    return (Report.Channel.PARTNER if is_partner else Report.Channel.PUBLIC), ""


def _listings(said: Reported, channel: str) -> list[Listing]:
    """The listings, of which anybody may know that they are there; those that are held are like none."""
    wrong: dict[str, list[str]] = {}
    numbers = list(dict.fromkeys(said.numbers))
    rows = Listing.objects.filter(number__in=numbers, state__in=KNOWN_TO_ANYBODY).select_related("seller")
    found = {listing.number: listing for listing in rows}
    unknown = [number for number in numbers if number not in found]
    if not numbers:
        wrong["listings"] = [_("Say which listing it is: its number, or the link to its page.")]
    elif len(numbers) > MOST_LISTINGS[channel]:
        wrong["listings"] = [_("At most %(most)d listings in one report.") % {"most": MOST_LISTINGS[channel]}]
    elif unknown:
        wrong["listings"] = [_("These are not listings here: %(numbers)s.") % {"numbers": ", ".join(unknown[:10])}]
    if not said.explanation.strip():
        wrong["explanation"] = [_("Say what is wrong, in your own words.")]
    if said.language and said.language not in LANGUAGES:
        wrong["language"] = [_("Choose a language that letters are written in.")]
    if not said.in_good_faith:
        wrong["good_faith"] = [_("A report needs this statement.")]
    if wrong:
        raise Invalid(fields=wrong)
    return [found[number] for number in numbers]


def _lines(report: Report, listings: Sequence[Listing], now: datetime) -> list[Listing]:
    """A line for each listing; those that this reporter had not reported already."""
    mine = ReportedListing.objects.filter(report__reporter=report.reporter, same_as=None)
    earlier = {
        line.listing_id: line
        for line in mine.waiting().filter(listing__in=listings).select_for_update(of=("self",)).order_by("-id")
    }
    fresh = []
    for listing in listings:
        before = earlier.get(listing.id)
        line = ReportedListing.objects.create(
            report=report, listing=listing, revision=listing.revision, same_as=before, state=REPORTEDLISTING.initial,
            state_at=now,
        )  # fmt: skip
        if before is None:
            fresh.append(listing)
        else:
            move(line, "merged", machine=REPORTEDLISTING, now=now)
    return fresh


def _note_quality(report: Report, listings: Sequence[Listing], now: datetime) -> None:
    """A fake that reached a buyer is noted on the seller's record, where a scan weighs it."""
    kind = report.party.kind if report.party else ""
    source = {"": "buyer", Party.Kind.LOGISTICS: "warehouse"}.get(kind, "trade")
    complaints = [
        sellers.Complained(
            seller=listing.seller.reference, kind="suspected_fake", source=source, at=now, listing=listing.number,
            cause=f"{report.reference} {place}",
        )
        for place, listing in enumerate(listings, start=1)
    ]  # fmt: skip
    if complaints:
        sellers.note_quality(actor=Actor.system(current_tenant()), complaints=complaints)


def _reporter(actor: Actor, email: str, whence: str) -> str:
    """Tells reporters apart; the e-mail address before the network address, which many share."""
    who = actor.party_id or email.strip().casefold() or whence or secrets.token_hex(16)
    return blind(f"reporter\n{current_tenant()}\n{who}")


def _one_at_a_time(reporter: str) -> None:
    """The second of two reports by one reporter at the same moment waits for the first, or both would be new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(reporter[:15], 16)])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _held(report: Report) -> Report:
    found: Report = Report.objects.select_for_update(of=("self",)).get(id=report.id)
    return found


def _lines_of(report: Report) -> list[ReportedListing]:
    rows = report.listings.select_for_update(of=("self",)).select_related("same_as")
    return list(rows.order_by("id"))
