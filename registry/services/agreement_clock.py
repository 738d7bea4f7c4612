"""The end of a contract: both sides are reminded 30 and 7 days before, and on the day after the last it has ended."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Party
from audit.log import Fact, record
from audit.models import Entry
from audit.verbs import Verb
from delivery.services import mail
from policy.letters.languages import catalogue
from registry import verbs
from registry.machine import AGREEMENT
from registry.models import Agreement
from registry.services.agreement_blocks import settle_blocks
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow import clocks
from workflow.clocks import Limit, consequence
from workflow.models import Clock
from workflow.moves import move

KIND = THEN = "agreement_ends"
REMIND = (30, 7)
"""How many days before the last day both sides are reminded."""


def start_ending(agreement: Agreement, *, after: datetime | None = None) -> None:
    """Start the clock to the next reminder after that moment, or to the end; nothing for a contract that is open."""
    if agreement.ends_on is None:
        return
    over, since = _over(agreement), after or agreement.state_at
    last_day = over - timedelta(days=1)
    moments = (last_day - timedelta(days=days) for days in REMIND)
    acts_at = next((moment for moment in moments if moment > since), over)
    clocks.start(
        kind=KIND, subject=agreement, about_id=agreement.id, starts_at=agreement.state_at, due_at=over, acts_at=acts_at,
        then=THEN, limit=Limit(source=_("The contract")),
    )  # fmt: skip


def stop_ending(agreement: Agreement) -> None:
    """It is over before its last day."""
    clocks.stop(subject_id=agreement.id, kind=KIND, by=agreement.reference)


@consequence(THEN)
def on_agreement_ends(clock: Clock, now: datetime) -> None:
    """Remind both sides, or end it where its last day is past. Nothing for one that is over."""
    agreement = (
        Agreement.objects.select_for_update(of=("self",)).select_related("party").filter(id=clock.subject_id).first()
    )
    if agreement is None or agreement.state != Agreement.State.IN_FORCE or agreement.ends_on is None:
        return
    house = Actor.system(current_tenant())
    if now >= _over(agreement):
        move(agreement, "ended", machine=AGREEMENT, now=now)
        facts = {"ends_on": agreement.ends_on.isoformat()}
        _said(verbs.AGREEMENT_ENDED, house, agreement, facts)
        settle_blocks()
        return
    days = (agreement.ends_on - now.date()).days
    entry = _said(verbs.AGREEMENT_REMINDED, house, agreement, {"days": days})
    for party in (agreement.party, Party.objects.get(kind=Party.Kind.OPERATOR)):
        _remind(party, agreement, entry)
    start_ending(agreement, after=now)


def _said(verb: Verb, actor: Actor, agreement: Agreement, facts: dict[str, Fact]) -> Entry:
    return record(
        verb, actor=actor, subject=agreement, refs=[agreement.party_id], facts=facts, parties=[agreement.party_id]
    )


def _over(agreement: Agreement) -> datetime:
    """The moment after its last day (UTC)."""
    assert agreement.ends_on is not None
    return datetime.combine(agreement.ends_on + timedelta(days=1), time(), tzinfo=UTC)


def _remind(party: Party, agreement: Agreement, entry: Entry) -> None:
    link = settings.SITE_URL + reverse("registry:agreement", args=[agreement.tenant.slug, agreement.reference])
    with translation.override(catalogue(party.language)):
        subject = _("%(ref)s ends on %(day)s") % {"ref": agreement.reference, "day": agreement.ends_on}
        body = _(
            "The contract “%(title)s” between %(party)s and the marketplace ends on %(day)s. Without one that follows, what "
            "its clauses allow stops.\n\n%(link)s"
        ) % {"title": agreement.title, "party": agreement.party.name, "day": agreement.ends_on, "link": link}
    mail(
        to_party=party,
        template="letter",
        context={"subject": subject, "body": body},
        entry=entry,
        language=party.language,
    )
