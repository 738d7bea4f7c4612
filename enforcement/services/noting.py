"""Notes on a case that the marketplace's own people write for each other. A note that names a colleague tells them."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Membership, Party
from accounts.permissions import require
from accounts.roles import ROLES
from audit.models import Entry
from audit.rows import committed
from delivery.services import mail
from enforcement import verbs
from enforcement.models import Case, CaseNote, NoteMention
from enforcement.services.common import hold_case, say
from gateway.text import clean
from policy.letters.languages import ENGLISH, catalogue
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Denied, Invalid
from tenancy.models import Marketplace

LONGEST = 4000
AT = re.compile(r"(?<![\w@.])@(?=\w)")
"""An @ that begins a name; one inside an e-mail address does not."""


@transaction.atomic
def write_note(*, actor: Actor, reference: str, words: str, now: datetime | None = None) -> CaseNote:
    """Write a note. Whoever is named in it with @ and their name, or the first part of their e-mail address, is told.

    Raises Invalid for an @ that names nobody who can see the case.
    """
    require(actor, "case.note")
    if actor.membership_id is None:
        raise Denied(_("Only a person writes notes."))
    said = clean(words.strip(), name="words")
    if not said:
        raise Invalid(fields={"words": [_("Write your note.")]})
    if len(said) > LONGEST:
        raise Invalid(fields={"words": [_("At most %(n)d characters.") % {"n": LONGEST}]})
    case = hold_case(actor, reference)
    named = named_in(said, colleagues(case))
    note = committed(CaseNote, case=case, words=said, by_membership_id=actor.membership_id, at=now or database_now())
    NoteMention.objects.bulk_create(NoteMention(note=note, membership=member) for member in named)
    entry = say(verbs.NOTE_WRITTEN, case, actor=actor, rows=[note], facts={"mentions": len(named)}, to=[])
    for member in named:
        if member.user_id != actor.user_id:
            _tell(member, case, entry)
    return note


def colleagues(case: Case) -> list[Membership]:
    """The marketplace's people who can see a case, by name. One query."""
    readers = [role for role, row in ROLES.items() if role.startswith("operator.") and "case.read" in row.permissions]
    members = Membership.objects.filter(role__in=readers, state="active", user__is_active=True)
    found = members.select_related("user", "party").order_by("id")
    return [member for member in found if not member.regions or case.region in member.region_set]


def handles(member: Membership) -> tuple[str, str]:
    """What names a colleague after an @: the first part of their address, and their name."""
    return member.user.email.partition("@")[0].casefold(), str(member.user).casefold()


def named_in(words: str, members: Iterable[Membership]) -> list[Membership]:
    """Who is named with @ in a text, each person once. Raises Invalid for an @ that names nobody."""
    known = [(handle, member) for member in members for handle in handles(member) if handle]
    found: dict[object, Membership] = {}
    text = words.casefold()
    for sign in AT.finditer(text):
        rest = text[sign.end() :]
        fitting = [one for one in known if re.match(re.escape(one[0]) + r"(?!\w)", rest)]
        if not fitting:
            name = re.match(r"[\w.\-]+", words[sign.end() :])
            wrong = _("Nobody who sees this case is called @%(name)s.") % {"name": name.group() if name else ""}
            raise Invalid(fields={"words": [wrong]})
        longest = max(len(handle) for handle, _member in fitting)
        for handle, member in fitting:
            if len(handle) == longest:
                found.setdefault(member.user_id, member)
    return list(found.values())


def _tell(member: Membership, case: Case, entry: Entry) -> None:
    """Tell a colleague that a note names them, and where; the note itself stays in the case."""
    assert isinstance(member.party, Party)
    marketplace = Marketplace.objects.get(id=current_tenant())
    language = member.user.language or ENGLISH
    with translation.override(catalogue(language)):
        subject = _("You are named in a note on case %(reference)s") % {"reference": case.reference}
        body = _("A colleague has named you in a note on case %(reference)s.") % {"reference": case.reference}
    link = settings.SITE_URL + reverse("enforcement:case", args=[marketplace.slug, case.reference]) + "#notes"
    mail(
        to_party=member.party, template="letter", context={"subject": subject, "body": body, "link": link},
        entry=entry, address=member.user.email, language=language,
    )  # fmt: skip


def unseen(actor: Actor) -> Q:
    """What selects the mentions that this person has not looked at."""
    return Q(membership_id=actor.membership_id, seen_at__isnull=True)


@transaction.atomic
def see_notes(*, actor: Actor, reference: str, now: datetime | None = None) -> int:
    """Whoever is named looks at the case: their mentions in it are seen. Answers how many were new; mostly none."""
    if actor.membership_id is None or not actor.is_operator:
        return 0
    mine = NoteMention.objects.filter(unseen(actor), note__case__reference=reference)
    if not mine.exists():
        return 0
    case = hold_case(actor, reference)
    seen: int = NoteMention.objects.filter(unseen(actor), note__case=case).update(seen_at=now or database_now())
    say(verbs.NOTE_SEEN, case, actor=actor, to=[])
    return seen
