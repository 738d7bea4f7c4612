"""Open cases on rights that are not in force: flagged by a sweep that follows the registry, and no longer once it is verified."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enforcement.machine import OPEN_CASES
from enforcement.models import Case, RegistrySeen
from enforcement.queueing.verbs import RIGHT_FELL, RIGHT_STANDS_AGAIN
from enforcement.services.common import say
from registry import queries as registry
from registry.services.standing import STANDING_JOB
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round

BATCH = 200


@dataclass(frozen=True, slots=True)
class Flag:
    """What a right that is not in force means for a case: a badge, its tone, and a sentence."""

    badge: str | Promise
    tone: str
    sentence: str | Promise


CHECKED_ANEW = Flag(
    _("right is checked anew"), "wait",
    _("The right was changed and is being checked again. Nothing is enforced under it until it is verified: wait, or decide"
      " on what was in force when the case was opened."),
)  # fmt: skip
FLAGS: Mapping[str, Flag] = MappingProxyType(
    {
        "lapsed": Flag(
            _("right has expired"), "stop",
            _("The right has expired since. What happened before its last day can still be decided; nothing that was offered"
              " after it infringes, unless the right is renewed."),
        ),
        "revoked": Flag(
            _("right was revoked"), "stop",
            _("The marketplace has revoked the right: it was claimed falsely, or has fallen at the office. Do not uphold the"
              " complaint on it."),
        ),
        "rejected": Flag(
            _("right was rejected"), "stop",
            _("The right was checked again and rejected. Do not uphold the complaint on it unless it is verified again."),
        ),
        "retired": Flag(
            _("right was retired"), "stop",
            _("The right was taken out of use and does not come back. Decide on what was in force before."),
        ),
        "submitted": CHECKED_ANEW,
        "in_review": CHECKED_ANEW,
    }
)  # fmt: skip


@round(STANDING_JOB)
def follow_rights(now: datetime) -> datetime | None:
    """Flag open cases whose right is no longer verified since the last time, and take flags away where it is again.

    Follows the registry's watermark upwards: rights that changed after it are looked at the next time, not lost.
    """
    mark = registry.watermark()
    seen = RegistrySeen.objects.first()
    until = seen.until if seen else registry.BEGINNING
    enforced = Q(right__state="verified")
    differs = (enforced & ~Q(fallen="")) | (~enforced & ~Q(fallen=F("right__state")))
    rows = Case.objects.filter(differs, state__in=OPEN_CASES, right__changed_at__gt=until)
    with transaction.atomic():
        cases = list(
            rows.select_related("right").select_for_update(of=("self",), skip_locked=True).order_by("id")[:BATCH]
        )
        for case in cases:
            _flag(case)
    if len(cases) == BATCH or rows.exists():
        return now
    if mark > until:
        RegistrySeen.objects.update_or_create(defaults={"until": mark})
    return None


def _flag(case: Case) -> None:
    fell = "" if case.right.state == "verified" else case.right.state
    case.fallen = fell
    case.save(update_fields=["fallen"])
    actor = Actor.system(current_tenant())
    if fell:
        say(RIGHT_FELL, case, actor=actor, facts={"state": fell}, also=[case.right])
    else:
        say(RIGHT_STANDS_AGAIN, case, actor=actor, also=[case.right])
