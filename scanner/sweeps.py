"""What the scanner does in the background: finishing what stayed `checking`, second looks, and news for kept searches."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from registry.services.agreement_blocks import TERMS
from scanner.services.linking import look_for_links
from scanner.services.looking import LOOKING, TO_READ, look_at, read_words
from scanner.services.searching import ALERTS, alert_ripe
from scanner.services.suspecting import LOOKS, READING
from scanner.services.terms import let_go_of_agreed
from scanner.services.vocabulary import JOB as USUAL_WORDS
from scanner.services.vocabulary import count_words_again
from scanner.services.waiting import AGAIN, BATCH, publish_waiting
from scanner.services.watching import WATCHES, tell_ripe
from sellers.services.traits import LINKS_JOB
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round

SOON = timedelta(seconds=1)


@round("publish")
def publish_checking(now: datetime) -> datetime | None:
    """Publish or hold a batch of listings that wait, the longest waiting first; come again while more do."""
    report = publish_waiting(actor=Actor.system(current_tenant()), now=now)
    if report.busy:
        return now + SOON
    if report.taken == BATCH or report.taken > report.public + report.held + report.set_aside:
        return now
    return now + AGAIN if report.set_aside else None


@round(TERMS)
def agreed_terms(now: datetime) -> datetime | None:
    """Let go of listings whose seller's contract has what it lacked; those that go are rung for."""
    let_go_of_agreed(now=now)
    return None


def _look(tenant_id: UUID) -> int:
    return LOOKING.work_off(tenant_id, partial(look_at, tenant_id))


def _read(tenant_id: UUID) -> int:
    return TO_READ.work_off(tenant_id, partial(read_words, tenant_id))


@round(LOOKS, afterwards=_look)
def second_looks(now: datetime) -> datetime | None:
    """When a second look is ready next; they are carried out afterwards, one by one."""
    return LOOKING.look_again()


@round(READING, afterwards=_read)
def words_in_pictures(now: datetime) -> datetime | None:
    """When words are to be read next, by the worker that has the reader."""
    return TO_READ.look_again()


@round(ALERTS)
def search_alerts(now: datetime) -> datetime | None:
    """Tell of what is new to kept searches."""
    return alert_ripe(now=now)


@round(WATCHES)
def brand_watches(now: datetime) -> datetime | None:
    """Tell of what is new of brands."""
    return tell_ripe(now=now)


@round(LINKS_JOB)
def seller_links(now: datetime) -> datetime | None:
    """Look for links of sellers of whom something has changed; come again while there are more."""
    return now if look_for_links(actor=Actor.system(current_tenant()), now=now) else None


@round(USUAL_WORDS)
def usual_words(now: datetime) -> datetime | None:
    """Count the words of what is for sale once a day, and when the catalogue has grown a lot."""
    return count_words_again(actor=Actor.system(current_tenant()), now=now)
