"""What an owner tells of the genuine goods: texts that listings are compared with, and usual prices."""

import hashlib
import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from audit.rows import committed
from gateway.text import text_fault
from registry import verbs
from registry.models import PriceBand, Right, RightText
from registry.registers.offices import place_code
from registry.services.standing import go_to, locked, require_own, say, touch
from registry.territories import EU, countries_of
from registry.words import fold
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid

MOST_TEXTS, LONGEST_TEXT, LONGEST_TITLE = 50, 100_000, 200
FEWEST_WORDS = 16
"""A shorter text would be met by chance."""
MOST_BANDS, LONGEST_GOODS, MOST_CENTS = 50, 200, 10**12
CURRENCY = re.compile(r"[A-Z]{3}")


def add_text(*, actor: Actor, right: Right, title: str, text: str) -> RightText:
    """Add a text in which a copyright subsists. A verified right is then checked again, unless the marketplace adds it.

    Raises Invalid for what is no text, is too short or too long, or is on file already; Conflict beyond fifty, for a
    retired right, and for a right that is no copyright.
    """
    require_own(actor, right, "right.verify" if actor.is_operator else "right.register")
    _check_text(title, text)
    with transaction.atomic():
        fresh = _open(right)
        if fresh.kind != Right.Kind.COPYRIGHT:
            raise Conflict(_("Only a copyright protects a text. Register the text as a work."))
        standing = RightText.objects.filter(right=fresh, retired_at=None)
        if standing.count() >= MOST_TEXTS:
            raise Conflict(_("A right has at most %(most)d texts. Retire one first.") % {"most": MOST_TEXTS})
        if standing.filter(text=text).exists():
            raise Invalid(fields={"text": [_("This text is on file already.")]})
        row = committed(RightText, right=fresh, title=title.strip(), text=text)
        if fresh.state == Right.State.VERIFIED and not (actor.is_operator or actor.is_system):
            go_to(fresh, Right.State.SUBMITTED)
        else:
            touch(fresh)
        facts = {"characters": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}
        say(verbs.TEXT_ADDED, actor, fresh, facts=facts, refs=(row,), rows=(row,))
    return row


def retire_text(*, actor: Actor, text: RightText) -> None:
    """Nothing is compared with this text any more. Retiring twice is a Conflict."""
    require_own(actor, text.right, "right.verify" if actor.is_operator else "right.register")
    with transaction.atomic():
        fresh = locked(text.right)
        now = database_now()
        if not RightText.objects.filter(id=text.id, retired_at=None).update(retired_at=now):
            raise Conflict(_("This text is retired already."))
        text.retired_at = now
        touch(fresh)
        say(verbs.TEXT_RETIRED, actor, fresh, refs=(text,))


def set_band(
    *,
    actor: Actor,
    right: Right,
    currency: str,
    low_cents: int | None,
    high_cents: int | None,
    market: str = "",
    goods: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> PriceBand:
    """Say what genuine goods usually cost, from today on if nothing is said. It takes the place of what was said before
    for the same goods, market and currency. Raises Invalid; Conflict beyond fifty and for a retired right.
    """
    require_own(actor, right, "right.verify" if actor.is_operator else "right.register")
    now = database_now()
    begins = starts_on or now.date()
    place = place_code(market) if market.strip() else ""
    wrong = _price_faults(currency, low_cents, high_cents) | _goods_faults(goods)
    if market.strip() and (not place or place == EU):
        wrong["market"] = [_("One country, as in DE. Empty for all.")]
    elif place and place not in countries_of(right.territories):
        wrong["market"] = [_("The right does not hold there.")]
    if ends_on is not None and ends_on < max(begins, now.date()):
        wrong["ends_on"] = [_("This ends before it begins, or has ended already.")]
    if wrong:
        raise Invalid(fields=wrong)
    key = {"currency": currency, "market": place, "goods": " ".join(fold(goods).split())}
    with transaction.atomic():
        fresh = _open(right)
        standing = PriceBand.objects.filter(right=fresh, ended_at=None)
        replaced = standing.filter(**key).update(ended_at=now)
        if standing.count() >= MOST_BANDS:
            raise Conflict(_("A right has at most %(most)d usual prices. End one first.") % {"most": MOST_BANDS})
        band: PriceBand = PriceBand.objects.create(
            right=fresh, low_cents=low_cents, high_cents=high_cents, starts_on=begins, ends_on=ends_on, **key
        )
        touch(fresh)
        facts = {"currency": currency, "low": low_cents, "high": high_cents, "market": place or None}
        facts |= {"replaced": bool(replaced), "starts_on": begins.isoformat()}
        say(verbs.PRICE_SET, actor, fresh, facts=facts, refs=(band,))
    return band


def end_band(*, actor: Actor, band: PriceBand) -> None:
    """Prices are no longer held against it. Ending twice is a Conflict."""
    require_own(actor, band.right, "right.verify" if actor.is_operator else "right.register")
    with transaction.atomic():
        fresh = locked(band.right)
        now = database_now()
        if not PriceBand.objects.filter(id=band.id, ended_at=None).update(ended_at=now):
            raise Conflict(_("This usual price has ended already."))
        band.ended_at = now
        touch(fresh)
        say(verbs.PRICE_ENDED, actor, fresh, facts={"currency": band.currency}, refs=(band,))


def _open(right: Right) -> Right:
    fresh = locked(right)
    if fresh.state == Right.State.RETIRED:
        raise Conflict(_("This right is retired. Register it anew."))
    return fresh


def _check_text(title: str, text: str) -> None:
    wrong: dict[str, list[str]] = {}
    for name, value, most in (("title", title, LONGEST_TITLE), ("text", text, LONGEST_TEXT)):
        if fault := text_fault(value):
            wrong[name] = [fault]
        elif len(value) > most:
            wrong[name] = [_("At most %(most)d characters.") % {"most": most}]
    if not title.strip():
        wrong["title"] = [_("Say what the text is, as in “Manual of the trail bottle”.")]
    # A script without spaces has no words to count; two of its characters are about one.
    if "text" not in wrong and max(len(text.split()), len(text.strip()) // 12) < FEWEST_WORDS:
        wrong["text"] = [_("Too short: fewer than %(least)d words are met by chance.") % {"least": FEWEST_WORDS}]
    if wrong:
        raise Invalid(fields=wrong)


def _price_faults(currency: str, low: int | None, high: int | None) -> dict[str, list[str]]:
    wrong = {}
    if not CURRENCY.fullmatch(currency):
        wrong["currency"] = [_("A currency has three capital letters, as in USD.")]
    if low is None or not 0 < low <= MOST_CENTS:
        wrong["low_cents"] = [_("The lowest usual price, above nothing.")]
    if high is None or not 0 < high <= MOST_CENTS or (low is not None and high < low):
        wrong["high_cents"] = [_("The highest usual price, not below the lowest.")]
    return wrong


def _goods_faults(goods: str) -> dict[str, list[str]]:
    if fault := text_fault(goods):
        return {"goods": [fault]}
    if len(goods) > LONGEST_GOODS:
        return {"goods": [_("At most %(most)d characters.") % {"most": LONGEST_GOODS}]}
    return {}
