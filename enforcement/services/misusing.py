"""Misuse as it is reported and judged: a seller's report, what a reviewer finds, and the mark of a manifestly unfounded
complaint. Nothing follows by itself; each is a fact that is weighed later (Digital Services Act, art. 23).
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.models import Entry
from audit.rows import committed
from delivery.services import mail
from enforcement.machine import MISUSEREPORT
from enforcement.misuse import verbs
from enforcement.models import Case, Decision, Gravity, Message, MisuseReport, MisuseRuling, UnfoundedMark
from enforcement.services.common import hold_case, say
from enforcement.services.conflicts import refuse_conflict
from enforcement.words import MISUSEREPORT_STATES
from evidence import services as evidence
from gateway.uploads import CheckedDocument, CheckedPicture
from policy.letters.languages import catalogue
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tenancy.models import Marketplace
from workflow.moves import move

LONGEST = 4000
File = tuple[str, CheckedPicture | CheckedDocument]


@transaction.atomic
def report_misuse(
    *, actor: Actor, reference: str, kind: str, words: str, message: UUID | None = None, paper: File | None = None,
    now: datetime | None = None,
) -> MisuseReport:  # fmt: skip
    """A seller says that the complainant of a case misuses the procedure, about one `message` or the whole case.

    The complainant is not told. Raises Conflict where nobody complains, or where a report waits already.
    """
    require(actor, "case.answer")
    at = now or database_now()
    case = hold_case(actor, reference)
    if actor.party_id != case.seller_id:
        raise Denied(_("Only the seller of a case reports misuse in it."))
    if case.complainant_id is None:
        raise Conflict(_("The marketplace acts on its own here: nobody complains."), code="stage")
    about = _message(case, message)
    wrong = {}
    if kind not in MisuseReport.Kind.values:
        wrong["kind"] = [_("Choose what the complainant does.")]
    if not words.strip() or len(words) > LONGEST:
        wrong["words"] = [_("Say in a few sentences what happened; at most %(n)d characters.") % {"n": LONGEST}]
    if wrong:
        raise Invalid(fields=wrong)
    if case.misuse_reports.filter(state="filed", by_party_id=actor.party_id).exists():
        raise Conflict(_("Your report about this case waits for a reviewer already."), code="stage")
    kept = None
    if paper is not None:
        name, data = paper
        kept = evidence.store(data=data, kind="misuse", actor=actor, label=name)
    report = committed(
        MisuseReport, case=case, state=MISUSEREPORT.initial, kind=kind, words=words.strip(), message=about, evidence=kept,
        by_party_id=actor.party_id, by_membership_id=actor.membership_id, at=at,
    )  # fmt: skip
    rows = [report, *([kept] if kept else [])]
    say(
        verbs.MISUSE_REPORTED, case, about=report, actor=actor, rows=rows, facts={"kind": kind}, to=[case.seller_id]
    )  # fmt: skip
    return report


def _message(case: Case, message: UUID | None) -> Message | None:
    """The message of the other side that the report is about."""
    if message is None:
        return None
    found = case.messages.filter(id=message).exclude(by_party_id=case.seller_id).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def judge_misuse(
    *, actor: Actor, report_id: UUID, outcome: str, reasons: str, gravity: str = "", now: datetime | None = None
) -> MisuseRuling:
    """Find a report of misuse to be right or not, with reasons that the seller is told.

    Upheld it needs a gravity, and counts as a sign of intention when the complainant's conduct is weighed.
    """
    require(actor, "misuse.judge")
    at = now or database_now()
    shown = MisuseReport.objects.visible_to(actor).filter(id=report_id)
    report = shown.select_related("case__seller", "case__right").select_for_update(of=("self",)).first()
    if report is None:
        raise NotFound
    refuse_conflict(actor, report.case)
    wrong = {}
    if outcome not in MISUSEREPORT.final:
        wrong["outcome"] = [_("Choose what you find.")]
    if outcome == "upheld" and gravity not in Gravity.values:
        wrong["gravity"] = [_("Say how grave it is.")]
    if not reasons.strip() or len(reasons) > LONGEST:
        wrong["reasons"] = [_("Give your reasons; the seller is told them.")]
    if wrong:
        raise Invalid(fields=wrong)
    if report.state != "filed":
        raise Conflict(_("This report is judged already."), code="stage")
    weighed = gravity if outcome == "upheld" else ""
    ruling = committed(
        MisuseRuling, report=report, outcome=outcome, gravity=weighed, reasons=reasons.strip(),
        by_membership_id=actor.membership_id, at=at,
    )  # fmt: skip
    move(report, outcome, machine=MISUSEREPORT, now=at)
    entry = say(
        verbs.MISUSE_JUDGED, report.case, about=report, actor=actor, rows=[ruling],
        facts={"outcome": outcome, "gravity": weighed}, to=[report.case.seller_id],
    )  # fmt: skip
    _tell(report, ruling, entry)
    return ruling


def _tell(report: MisuseReport, ruling: MisuseRuling, entry: Entry) -> None:
    """Tell the seller what was found, with the reasons."""
    case, seller = report.case, report.case.seller
    marketplace = Marketplace.objects.get(id=current_tenant())
    link = settings.SITE_URL + reverse("enforcement:case", args=[marketplace.slug, case.reference]) + "#misuse"
    places = {"reference": case.reference, "link": link, "reasons": ruling.reasons}
    with translation.override(catalogue(seller.language)):
        places["outcome"] = str(MISUSEREPORT_STATES[ruling.outcome])
        subject = _("Your report of misuse in case %(reference)s") % places
        body = _("What you reported was looked at by a person, and %(outcome)s.\n\n%(reasons)s\n\n%(link)s") % places
    mail(
        to_party=seller, template="letter", context={"subject": subject, "body": body}, entry=entry,
        language=seller.language,
    )  # fmt: skip


@transaction.atomic
def mark_unfounded(
    *, actor: Actor, reference: str, decision: UUID, gravity: str, reasons: str, now: datetime | None = None
) -> UnfoundedMark:
    """Mark a complaint as manifestly unfounded, on the decision in effect that rejected it. Both sides see it.

    It counts while that decision stands: an appeal that overrides the decision takes the mark with it.
    """
    require(actor, "misuse.judge")
    at = now or database_now()
    case = hold_case(actor, reference)
    refuse_conflict(actor, case)
    found = Decision.objects.filter(id=decision, item__case=case).select_related("item__listing").first()
    if found is None:
        raise NotFound
    wrong = {}
    if gravity not in Gravity.values:
        wrong["gravity"] = [_("Say how grave it is.")]
    if not reasons.strip() or len(reasons) > LONGEST:
        wrong["reasons"] = [_("Say in a sentence why anybody could have seen it.")]
    if wrong:
        raise Invalid(fields=wrong)
    if case.complainant_id is None or found.outcome != Decision.Outcome.REJECTED or found.taken_at is None:
        raise Conflict(_("Only a complaint whose rejection is in effect can be marked."), code="stage")
    if Decision.objects.filter(overrides=found, taken_at__isnull=False).exists():
        raise Conflict(_("This decision was replaced on an appeal."), code="stage")
    if found.unfounded_marks.exists():
        raise Conflict(_("This decision is marked already."), code="stage")
    mark = committed(
        UnfoundedMark, decision=found, gravity=gravity, reasons=reasons.strip(), by_membership_id=actor.membership_id,
        at=at,
    )  # fmt: skip
    say(verbs.UNFOUNDED_MARKED, case, actor=actor, items=[found.item], rows=[mark], facts={"gravity": gravity})
    return mark
