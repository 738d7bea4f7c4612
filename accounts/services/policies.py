"""Publishing the policy, wording its introduction, and keeping an eye on law to come."""

from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts import publishing, verbs
from accounts.models import LegalNews, PolicyText, PolicyVersion
from accounts.permissions import require
from accounts.services.rules import is_region
from audit.log import Fact, record
from audit.rows import committed
from policy.changes import changes
from policy.letters.languages import LANGUAGES
from policy.plain import digest_of
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid, NotFound

LONGEST = 20_000


def word_policy(*, actor: Actor, language: str, body: str) -> PolicyText:
    """Write the marketplace's own introduction in a language. It is shown from the next version on."""
    require(actor, "policy.manage")
    if language not in LANGUAGES:
        raise Invalid(fields={"language": [_("Choose a language.")]})
    if len(body) > LONGEST:
        raise Invalid(fields={"body": [_("At most %(most)d characters.") % {"most": LONGEST}]})
    with transaction.atomic():
        _one_at_a_time()
        last = PolicyText.objects.filter(language=language).order_by("-number").first()
        if last is not None and last.body == body.strip():
            return last
        number = last.number + 1 if last else 1
        row = PolicyText.objects.create(language=language, number=number, body=body.strip())
        record(verbs.POLICY_WORDED, actor=actor, subject=row, facts={"language": language, "number": number})
    return row


def publish_policy(*, actor: Actor, valid_from: date) -> PolicyVersion:
    """Freeze what is in force on `valid_from`, today or later, as the next version, for everybody to read.

    Invalid for a day that has passed or comes before that of another version; Conflict if nothing has changed.
    """
    require(actor, "policy.manage")
    now = database_now()
    if valid_from < now.date():
        raise Invalid(fields={"valid_from": [_("A policy cannot hold for days that have passed.")]})
    with transaction.atomic():
        _one_at_a_time()
        last = PolicyVersion.objects.order_by("-number").first()
        if last is not None and valid_from < last.valid_from:
            raise Invalid(fields={"valid_from": [_("The version before begins later than that.")]})
        frozen = publishing.snapshot(valid_from)
        differ = changes(last.snapshot, frozen) if last else []
        if last is not None and not differ:
            raise Conflict(_("Nothing has changed since the last version."), code="unchanged")
        row = committed(
            PolicyVersion,
            number=last.number + 1 if last else 1,
            valid_from=valid_from,
            digest=digest_of(frozen),
            snapshot=frozen,
            published_by_id=actor.membership_id,
            published_at=now,
        )
        facts: dict[str, Fact] = {
            "number": row.number,
            "valid_from": valid_from.isoformat(),
            "digest": row.digest,
            "changes": len(differ),
        }
        record(verbs.POLICY_PUBLISHED, actor=actor, subject=row, facts=facts, rows=[row])
    return row


def note_law_news(
    *,
    actor: Actor,
    region: str,
    title: str,
    source: str,
    read_on: date,
    expected_on: date | None = None,
    note: str = "",
) -> LegalNews:
    """Write down that the law of a region may change. It changes no rule: that is for a new version of its pack."""
    require(actor, "policy.manage")
    wrong = {}
    if not is_region(region):
        wrong["region"] = [_("There is no such country.")]
    if read_on > database_now().date():
        wrong["read_on"] = [_("This day is yet to come.")]
    for field, text in (("title", title), ("source", source)):
        if not text.strip():
            wrong[field] = [_("This is needed: somebody will want to check it.")]
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        row = LegalNews.objects.create(
            region=region, title=title.strip(), source=source.strip(), note=note.strip(), read_on=read_on,
            expected_on=expected_on,
        )  # fmt: skip
        facts = {
            "region": region,
            "read_on": read_on.isoformat(),
            "expected_on": expected_on.isoformat() if expected_on else None,
        }
        record(verbs.LAW_NEWS_NOTED, actor=actor, subject=row, facts=facts, personal={"title": title, "source": source})
    return row


def drop_law_news(*, actor: Actor, news: LegalNews) -> None:
    """Take a note away: it has become a rule, or came to nothing."""
    require(actor, "policy.manage")
    with transaction.atomic():
        row = LegalNews.objects.filter(id=news.id).first()
        if row is None:
            raise NotFound
        record(verbs.LAW_NEWS_DROPPED, actor=actor, subject=row, facts={"region": row.region})
        row.delete()


def _one_at_a_time() -> None:
    """Numbers follow one another: of two who publish together the second waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"policy {current_tenant()}"])
