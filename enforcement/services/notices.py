"""Letters: rendered once in the reader's language, stored as sent, and sent; delivered and opened when.

Due process has to be shown: each of the three moments is an entry of the log that mentions the letter.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe

from accounts.models import Party
from audit import log
from audit.rows import committed
from audit.verbs import Verb
from delivery.effects import when_taken
from delivery.services import mail
from enforcement import verbs
from enforcement.letter_html import html_of, isolated
from enforcement.letter_words import day_of as day_of
from enforcement.letter_words import listed
from enforcement.models import Case, Complaint, Delivered, Item, Notice, Seen
from enforcement.packs import of_case, time_zone
from enforcement.services.common import parties, refresh_due, say
from enforcement.services.drafting import sides
from policy import letters
from policy.letters.languages import catalogue
from policy.model import Pack
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import NotFound
from tenancy.models import Marketplace
from workflow import clocks
from workflow.models import Clock

BLANK = dict.fromkeys(("complainant", "seller", "reasons", "missing", "outcome", "deadline"), "")
RECEIVED = "counter_notice_delivered"
OF = "letter"
"""What a mail says it is about, so that we hear when the mail server has taken it."""


def send(
    letter: str, case: Case, *, to: UUID | None, actor: Actor, pack: Pack, now: datetime, items: Sequence[Item],
    places: dict[str, Any] | None = None,
) -> Notice | None:  # fmt: skip
    """Write to one side of a case. None where nobody is there, as in a case of the platform's own.

    Words in `places` that depend on the language are handed over lazily (`enforcement.letter_words`).
    """
    if to is None:
        return None
    marketplace = case.tenant
    fields = {
        "complainant": case.complainant.name if case.complainant else marketplace.name,
        "seller": case.seller.name,
        "right": case.right.title,
        "listings": listed([item.listing for item in items]),
        "link": settings.SITE_URL + reverse("enforcement:case", args=[marketplace.slug, case.reference]),
        **(places or {}),
    }
    reader = next((one for one in (case.seller, case.complainant) if one is not None and one.id == to), None)
    return _send(letter, case, reader or Party.objects.get(id=to), fields, marketplace, actor=actor, pack=pack, now=now)


def send_receipt(
    letter: str, complaint: Complaint, *, actor: Actor, pack: Pack, now: datetime, places: dict[str, Any] | None = None
) -> Notice:
    """Write to the complainant about the complaint itself: that it arrived, or what it still lacks."""
    marketplace = Marketplace.objects.get(id=current_tenant())
    listings = [row.listing for row in complaint.listings.select_related("listing").order_by("id")]
    fields = {
        "complainant": complaint.complainant.name,
        "right": complaint.right.title if complaint.right else "",
        "listings": listed(listings),
        "link": settings.SITE_URL + reverse("enforcement:complaint", args=[marketplace.slug, complaint.reference]),
        **(places or {}),
    }
    return _send(letter, complaint, complaint.complainant, fields, marketplace, actor=actor, pack=pack, now=now)


def _send(
    letter: str, about: Case | Complaint, recipient: Party, fields: dict[str, Any], marketplace: Marketplace, *,
    actor: Actor, pack: Pack, now: datetime,
) -> Notice:  # fmt: skip
    """Render, keep, record and mail a letter about a case or a complaint."""
    recipient.tenant = marketplace  # what renders the mail need not ask for it again
    named = {
        **BLANK,
        "marketplace": marketplace.name,
        "reference": about.reference,
        "recipient": recipient.contact_name or recipient.name,
        **fields,
    }
    notice = _write(letter, about, recipient, named, pack=pack, now=now)
    facts: dict[str, log.Fact] = {
        "letter": notice.letter,
        "language": notice.language,
        "template": notice.template,
        "template_version": notice.template_version,
        "pack": notice.pack_code,
        "pack_version": notice.pack_version,
    }
    entry = log.record(
        verbs.NOTICE_SENT, actor=actor, subject=about, refs=[notice], rows=[notice], facts=facts,
        parties=[recipient.id],
    )  # fmt: skip
    # What was sent is the letter's own markup, made by our renderer from escaped text.
    said = {"subject": notice.subject, "body": notice.body, "markup": mark_safe(notice.html)}
    mail(
        to_party=recipient, template="letter", context=said, entry=entry, language=notice.language,
        about=(OF, notice.id),
    )  # fmt: skip
    return notice


def _write(
    letter: str, about: Case | Complaint, recipient: Party, named: dict[str, Any], *, pack: Pack, now: datetime
) -> Notice:
    """The letter in its reader's language, with everything that is filled in; where there is none, in English."""
    words = letters.text(pack.letter(letter), recipient.language)
    with translation.override(catalogue(words.language)):
        said = {name: str(value) for name, value in named.items()}
    body = words.body.format_map(said)
    apart = words.body.format_map({name: isolated(value) for name, value in said.items()})
    return committed(
        Notice,
        case=about if isinstance(about, Case) else None,
        complaint=about if isinstance(about, Complaint) else None,
        to_party=recipient,
        letter=letter,
        language=words.language,
        template=words.key,
        template_version=words.version,
        subject=words.subject.format_map(said)[:300],
        body=body,
        html=html_of(apart, words.language),
        pack_code=about.pack_code,
        pack_version=about.pack_version,
        sent_at=now,
    )


@when_taken(OF)
def note_taken(notice_id: UUID, at: datetime) -> None:
    """The mail server has taken a letter: from our side it is delivered. Called inside the marketplace."""
    notice = Notice.objects.select_related("case__right", "complaint__right").get(id=notice_id)
    _hold(notice)
    _note_delivered(notice, Delivered.Means.MAIL, actor=Actor.system(current_tenant()), now=at)


def see_notice(*, actor: Actor, reference: str, now: datetime | None = None) -> int:
    """Note that the actor's party opened the letters of a case, the first time; how many were new to it.

    The marketplace is written no letters: its people open none.
    """
    if actor.is_operator:
        return 0
    case = Case.objects.reachable_by(actor).select_related("right").filter(reference=reference).first()
    if case is None:
        raise NotFound
    return _see(actor, case.notices.all(), parties(case), now=now)


def see_complaint_notices(*, actor: Actor, complaint: Complaint, now: datetime | None = None) -> int:
    """Note that the complainant opened the letters about a complaint, the first time; how many were new."""
    return _see(actor, complaint.notices.all(), sides(complaint), now=now)


def see_letter(*, actor: Actor, notice: Notice, now: datetime | None = None) -> int:
    """Note that the actor's party opened this letter, the first time; 1 if it was new to it."""
    return _see(actor, Notice.objects.filter(id=notice.id), [notice.to_party_id], now=now)


def _see(actor: Actor, rows: Any, seen_by: Sequence[UUID | None], *, now: datetime | None) -> int:
    """Note the first opening of each of these letters by whom it was sent to. One query where there is none."""
    if actor.kind != "person" or actor.party_id not in seen_by:
        return 0
    unseen = rows.filter(to_party_id=actor.party_id, seen=None).select_related("case__right", "complaint__right")
    first = unseen.first()
    if first is None:
        return 0
    _hold(first)
    fresh, at = list(unseen.order_by("id")), now or database_now()
    for notice in fresh:
        _note_delivered(notice, Delivered.Means.PAGE, actor=actor, now=at)
    Seen.objects.bulk_create(Seen(notice=notice, membership_id=actor.membership_id, at=at) for notice in fresh)
    for notice in fresh:
        _say(verbs.NOTICE_SEEN, notice, actor=actor)
    return len(fresh)


def _hold(notice: Notice) -> None:
    """Lock what the letter is about until the transaction ends: its letters are delivered and opened one at a time."""
    about = Case if notice.case_id else Complaint
    about.objects.select_for_update(of=("self",)).get(id=notice.case_id or notice.complaint_id)


def _note_delivered(notice: Notice, means: str, *, actor: Actor, now: datetime) -> None:
    """The first time that a letter is known to have reached its reader, by mail or by being opened here."""
    if notice.delivered.exists():
        return
    Delivered.objects.create(notice=notice, means=means, at=now)
    _say(verbs.NOTICE_DELIVERED, notice, actor=actor, means=means)
    delivered(notice, now=now)


def _say(verb: Verb, notice: Notice, *, actor: Actor, **facts: log.Fact) -> None:
    about = notice.case or notice.complaint
    assert about is not None, "a letter is about a case or a complaint"
    log.record(
        verb, actor=actor, subject=about, refs=[notice], facts={"letter": notice.letter, **facts},
        parties=parties(about) if isinstance(about, Case) else sides(about),
    )  # fmt: skip


def delivered(notice: Notice, *, now: datetime) -> None:
    """What follows when a letter has reached its reader, once for each. The case or complaint is locked.

    Where the law counts from the day on which the other side receives a counter-notice, its clocks began when it was
    sent, for want of better knowledge; now they are counted from here.
    """
    if notice.letter != "counter_notice" or notice.case is None:
        return
    case, pack = notice.case, of_case(notice.case, now)
    rules = {rule.kind: rule for rule in pack.clocks if rule.starts_on == RECEIVED}
    rows = Clock.objects.filter(about_id=case.id, state="running", starts_on=RECEIVED, started_at=notice.sent_at)
    for clock in rows.order_by("id"):
        rule, was = rules.get(clock.kind), clock.due_at
        if rule is None or rule.upper != clock.upper:
            continue  # it was given more time, or the rules are others now: what was told stands
        Clock.objects.filter(id=clock.id).update(started_at=now)
        clock.started_at = now
        if clocks.recount(clock, rule, tz=time_zone(pack)):
            facts: dict[str, log.Fact] = {
                "clock": clock.kind,
                "was": _iso(was),
                "due": _iso(clock.due_at),
                "why": "delivered",
            }
            say(verbs.CLOCK_MOVED, case, actor=Actor.system(current_tenant()), facts=facts)
    if rules:
        refresh_due(case)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
