"""What somebody wants to hear of a brand: set, marked as read, and told by mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import of_membership
from accounts.models import Membership
from accounts.permissions import may, require
from audit.log import record
from delivery.effects import MAIL, single_line
from registry.models import Brand
from scanner import verbs
from scanner.models import BrandWatch
from scanner.news import MOST, News, news
from tenancy import due
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Denied, Invalid, NotFound
from workflow.effects import emit

WATCHES = "watches"  # the round that tells
EVERY = {BrandWatch.How.DAILY: timedelta(days=1), BrandWatch.How.WEEKLY: timedelta(days=7)}
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is told, and how. `matches_from` is a score from 1 to 100; None tells of no matches."""

    matches_from: int | None = None
    new_sellers: bool = False
    low_prices: bool = False
    endings: bool = False
    how: str = BrandWatch.How.APP


@transaction.atomic
def set_watch(*, actor: Actor, brand: Brand, wishes: Wishes) -> BrandWatch:
    """What the actor wants to hear of a brand that it sees, from now on. Raises Invalid, Denied for a key."""
    require(actor, "right.read")
    if actor.membership_id is None:
        raise Denied(_("News is told to a person; a key has none."))
    if wishes.how not in BrandWatch.How.values:
        raise Invalid(fields={"how": [_("One of: %(allowed)s.") % {"allowed": ", ".join(BrandWatch.How.values)}]})
    if wishes.matches_from is not None and not 1 <= wishes.matches_from <= 100:
        raise Invalid(fields={"matches_from": [_("A score from 1 to 100.")]})
    now = database_now()
    said = {"matches_from": wishes.matches_from, "how": wishes.how, "next_at": _next(wishes, actor, now)}
    said |= {name: getattr(wishes, name) for name in ("new_sellers", "low_prices", "endings")}
    watch, _made = BrandWatch.objects.update_or_create(
        brand=brand, membership_id=actor.membership_id, defaults={**said, "told_at": now},
        create_defaults={**said, "told_at": now, "seen_at": now},
    )  # fmt: skip
    if watch.next_at is not None:
        due.ring(WATCHES, at=watch.next_at)
    facts = {
        "matches_from": wishes.matches_from, "new_sellers": wishes.new_sellers, "low_prices": wishes.low_prices,
        "endings": wishes.endings, "how": wishes.how,
    }  # fmt: skip
    record(verbs.WATCH_SET, actor=actor, subject=brand, refs=[watch], facts=facts, parties=[actor.party_id])
    return watch


def note_read(*, actor: Actor, watch: BrandWatch, until: datetime) -> None:
    """The person has read what was new up to then. Nobody else is told, so the log says nothing of it."""
    if watch.membership_id != actor.membership_id:
        raise NotFound
    BrandWatch.objects.filter(id=watch.id, seen_at__lt=until).update(seen_at=until)


def tell_ripe(*, now: datetime) -> datetime | None:
    """Tell each person in one mail what is new of their brands. When the next is due, if any.

    Who may not see a brand any more is told nothing of it, and its mails end.
    """
    ripe = BrandWatch.objects.filter(next_at__lte=now).select_related("brand__tenant", "membership__user")
    rows = ripe.order_by("membership_id", "id").select_for_update(skip_locked=True, of=("self",))[:AT_ONCE]
    for _membership, group in groupby(list(rows), key=lambda watch: watch.membership_id):
        _tell(list(group), now)
    following = BrandWatch.objects.filter(next_at__isnull=False).order_by("next_at", "id").first()
    return following.next_at if following else None


def _tell(watches: list[BrandWatch], now: datetime) -> None:
    actor = _who(watches[0], now)
    parts: list[tuple[BrandWatch, list[News]]] = []
    for watch in watches:
        if actor is None or not Brand.objects.visible_to(actor).filter(id=watch.brand_id).exists():
            watch.how, watch.next_at = BrandWatch.How.APP, None
        else:
            found = news(watch, since=watch.told_at, now=now, actor=actor)
            parts += [(watch, found)] if found else []
            watch.told_at, watch.next_at = now, now + EVERY[BrandWatch.How(watch.how)]
        watch.save(update_fields=["how", "next_at", "told_at"])
    if not parts:
        return
    first, house = parts[0][0], Actor.system(current_tenant())
    facts = {"lines": sum(len(found) for _watch, found in parts)}
    refs = [watch.brand_id for watch, _found in parts[1:]]
    party_id = first.membership.party_id
    entry = record(verbs.WATCH_TOLD, actor=house, subject=first.brand, refs=refs, facts=facts, parties=[party_id])
    payload = {"to": first.membership.user.email, **_mail(parts)}
    emit(kind=MAIL, recipient=f"party:{party_id}", entry=entry, payload=payload)


def _mail(parts: list[tuple[BrandWatch, list[News]]]) -> dict[str, str]:
    """Sentences and addresses; nobody needs the mail to find them again."""
    tenant = parts[0][0].brand.tenant
    number = sum(len(found) for _watch, found in parts)
    subject = ngettext("%(n)d piece of news of your brands on %(marketplace)s",
                       "%(n)d pieces of news of your brands on %(marketplace)s", number)  # fmt: skip
    lines = []
    for watch, found in parts:
        lines += [watch.brand.name, ""]
        lines += [f"- {single_line(one.sentence)}\n  {settings.SITE_URL}{one.path}" for one in found]
        page = reverse("scanner:watch_brand", args=[tenant.slug, watch.brand.reference])
        more = _("There may be more than these here:") if len(found) >= MOST else _("All news, and what you are told:")
        lines += ["", f"{more} {settings.SITE_URL}{page}", ""]
    words = {"n": number, "marketplace": tenant.name}
    return {"subject": single_line(subject % words), "body": "\n".join(lines)}


def _who(watch: BrandWatch, now: datetime) -> Actor | None:
    """The person as they may read today; None where they may not any more."""
    standing = Membership.objects.standing(now.date()).filter(id=watch.membership_id, user__is_active=True)
    membership = standing.select_related("party", "user").first()
    actor = of_membership(membership) if membership else None
    return actor if actor and may(actor, "right.read") else None


def _next(wishes: Wishes, actor: Actor, now: datetime) -> datetime | None:
    """With the person's other mails of the kind, so that one tells of all."""
    if wishes.how == BrandWatch.How.APP:
        return None
    others = BrandWatch.objects.filter(membership_id=actor.membership_id, how=wishes.how, next_at__gt=now)
    at = others.order_by("next_at").values_list("next_at", flat=True).first()
    return at or now + EVERY[BrandWatch.How(wishes.how)]
