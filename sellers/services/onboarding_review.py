"""What the marketplace does with a seller's application: asks, lets in (also with limits), refuses; an appeal is decided by
another person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.models import Party
from accounts.permissions import require
from accounts.services.members import NewInvitation
from audit.log import Fact, record
from evidence.models import Evidence
from evidence.services import show
from gateway.text import text_fault
from registry.services.standing import spoken
from sellers import verbs
from sellers.machine import SELLERAPPLICATION
from sellers.models import SellerApplication, SellerLimit
from sellers.onboarding import letters
from sellers.onboarding.findings import findings
from sellers.onboarding.risk import Reason, score_of
from sellers.services.onboarding import MOST_WORDS, State, token_of
from sellers.services.restraints import restrain_seller
from sellers.services.risk import call_for_weighing
from sellers.services.trading import look_again_in_a_year
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid
from workflow.moves import move

MOST_CATEGORIES, LONGEST_CATEGORY, MOST_LISTINGS = 20, 100, 100_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Under what a seller begins: how many listings, in which categories, and whether a person looks at each first."""

    most: int | None = None
    categories: Sequence[str] = ()
    checked_first: bool = False

    def __bool__(self) -> bool:
        return self.most is not None or bool(self.categories) or self.checked_first

    def say(self) -> list[str]:
        """As the seller reads them."""
        found = []
        if self.most is not None:
            found.append(_("At most %(most)d listings") % {"most": self.most})
        if self.categories:
            found.append(
                _("Only goods of these categories: %(categories)s") % {"categories": ", ".join(self.categories)}
            )
        if self.checked_first:
            found.append(_("A person looks at each listing before it is published"))
        return found


def ask_seller(*, actor: Actor, application: SellerApplication, wanted: str) -> None:
    """Ask for more, with what is missing; the applicant adds it by the link and loses nothing. Raises Invalid, Conflict."""
    require(actor, "application.decide")
    _said_why(wanted)
    with transaction.atomic():
        fresh = _locked(application)
        move(fresh, State.ASKED, machine=SELLERAPPLICATION)
        fresh.asked = wanted.strip()
        fresh.save(update_fields=["asked"])
        entry = record(
            verbs.APPLICATION_ASKED, actor=actor, subject=fresh, refs=[_party(fresh)], personal={"reason": wanted}
        )
        letters.send_asked(entry=entry, application=fresh, token=token_of(fresh))


def approve_seller(
    *, actor: Actor, application: SellerApplication, limits: Limits = Limits(), reason: str = "", link: str = ""
) -> NewInvitation | None:
    """Let the seller in, which invites its contact; with limits it has to be said why. Raises Invalid, Conflict.

    `link` is as in `accounts.services.invite`.
    """
    require(actor, "application.decide")
    _check(limits, reason)
    with transaction.atomic():
        fresh = _locked(application)
        if fresh.state == State.APPEALED:
            raise Conflict(_("It is under appeal; another person decides that."))
        return _let_in(actor, fresh, limits, reason, link, on_appeal=False)


def refuse_seller(*, actor: Actor, application: SellerApplication, reason: str) -> None:
    """Refuse with a reason, which the applicant reads and can appeal against. Raises Invalid, Conflict."""
    require(actor, "application.decide")
    _said_why(reason)
    with transaction.atomic():
        fresh = _locked(application)
        found = findings(fresh, database_now())
        move(fresh, State.REFUSED, machine=SELLERAPPLICATION)
        fresh.reason, fresh.refused_by, fresh.found = reason.strip(), actor.membership_id, _kept(found)
        fresh.save(update_fields=["reason", "refused_by", "found"])
        entry = record(
            verbs.APPLICATION_REFUSED, actor=actor, subject=fresh, refs=[_party(fresh)], facts=_facts(found),
            personal={"reason": fresh.reason},
        )  # fmt: skip
        letters.send_refused(entry=entry, application=fresh, token=token_of(fresh), upheld=False)


def decide_seller_appeal(
    *,
    actor: Actor,
    application: SellerApplication,
    accept: bool,
    reason: str,
    limits: Limits = Limits(),
    link: str = "",
) -> NewInvitation | None:
    """Another person than the one who refused decides the appeal, with a reason either way; it may let it in under `limits`.

    Article 20(6) of Regulation (EU) 2022/2065: by qualified staff, never by a machine alone. Raises Denied for who had
    refused it and for programs, Invalid, Conflict.
    """
    require(actor, "appeal.decide")
    if not may_decide_appeal(actor, application):
        raise Denied(_("Another person than the one who refused decides the appeal."))
    _said_why(reason)
    if accept:
        _check(limits, reason)
    with transaction.atomic():
        fresh = _locked(application)
        if accept:
            if fresh.state != State.APPEALED:
                raise Conflict(_("There is no appeal to decide."))
            return _let_in(actor, fresh, limits, reason, link, on_appeal=True)
        move(fresh, State.UPHELD, machine=SELLERAPPLICATION)
        fresh.reason = reason.strip()
        fresh.save(update_fields=["reason"])
        entry = record(
            verbs.APPLICATION_UPHELD, actor=actor, subject=fresh, refs=[_party(fresh)], personal={"reason": reason}
        )
        letters.send_refused(entry=entry, application=fresh, token=token_of(fresh), upheld=True)
    return None


def end_limit(*, actor: Actor, application: SellerApplication) -> None:
    """Lift the limit under which a seller began. Raises Conflict where there is none."""
    require(actor, "application.decide")
    seller = _party(application)
    with transaction.atomic():
        limit = SellerLimit.objects.select_for_update().filter(seller=seller, ended_at=None).first()
        if limit is None:
            raise Conflict(_("No limit stands."))
        limit.ended_at = database_now()
        limit.save(update_fields=["ended_at"])
        record(verbs.LIMIT_ENDED, actor=actor, subject=seller, parties=[seller.id])


def may_decide_appeal(actor: Actor, application: SellerApplication) -> bool:
    """True for a person who did not refuse it."""
    return actor.membership_id is not None and actor.membership_id != application.refused_by


def _let_in(
    actor: Actor, fresh: SellerApplication, limits: Limits, reason: str, link: str, *, on_appeal: bool
) -> NewInvitation | None:
    now, party = database_now(), _party(fresh)
    found = findings(fresh, now)
    move(fresh, State.APPROVED, machine=SELLERAPPLICATION)
    fresh.reason, fresh.found = reason.strip(), _kept(found)
    fresh.save(update_fields=["reason", "found"])
    made = accounts.decide_application(
        actor=actor, party=party, accept=True, reason=reason, link=link, on_appeal=on_appeal
    )
    show(evidence=list(Evidence.objects.filter(id__in=fresh.papers.values("evidence"))), party=party, actor=actor)
    facts = _facts(found) | {"limited": bool(limits), "on_appeal": on_appeal}
    entry = record(
        verbs.APPLICATION_APPROVED, actor=actor, subject=fresh, refs=[party], facts=facts, parties=[party.id]
    )
    look_again_in_a_year(actor=actor, seller=party, now=now)
    call_for_weighing([party.id])
    if limits:
        _lay(actor, fresh, party, limits)
        letters.send_limits(entry=entry, application=fresh, token="", limits=limits.say())
    return made


def _lay(actor: Actor, application: SellerApplication, party: Party, limits: Limits) -> None:
    """The limits bite from now on: in what is taken as a listing, and in what is published."""
    if limits.most is not None or limits.categories:
        SellerLimit.objects.create(
            seller=party, most=limits.most, categories=list(limits.categories), cause=application.reference
        )
        facts: dict[str, Fact] = {
            "most": limits.most,
            "categories": len(limits.categories) or None,
            "cause": application.reference,
        }
        record(verbs.SELLER_LIMITED, actor=actor, subject=party, facts=facts, parties=[party.id])
    if limits.checked_first:
        restrain_seller(
            actor=actor, seller_id=party.id, kind="check_first", territories=[], cause=application.reference,
            now=database_now(),
        )  # fmt: skip


def _locked(application: SellerApplication) -> SellerApplication:
    rows = SellerApplication.objects.select_for_update(of=("self",)).select_related("party", "tenant")
    fresh: SellerApplication = rows.get(id=application.id)
    return fresh


def _party(application: SellerApplication) -> Party:
    if application.party is None:
        raise Conflict(_("It was not handed in yet."))
    return application.party


def _check(limits: Limits, reason: str) -> None:
    wrong = {}
    if limits.most is not None and not 1 <= limits.most <= MOST_LISTINGS:
        wrong["most"] = [_("From %(least)d to %(most)d.") % {"least": 1, "most": MOST_LISTINGS}]
    if len(limits.categories) > MOST_CATEGORIES or any(len(one) > LONGEST_CATEGORY for one in limits.categories):
        wrong["categories"] = [_("At most %(most)d, each of at most 100 characters.") % {"most": MOST_CATEGORIES}]
    if wrong:
        raise Invalid(fields=wrong)
    if limits:
        _said_why(reason)


def _said_why(text: str) -> None:
    fault = text_fault(text) if text.strip() else _("Say why, so that the applicant knows.")
    if fault or len(text) > MOST_WORDS:
        raise Invalid(fields={"reason": [fault or _("At most %(most)d characters.") % {"most": MOST_WORDS}]})


def _kept(found: Sequence[Reason]) -> list[dict[str, object]]:
    return [one.kept() for one in found]


def _facts(found: Sequence[Reason]) -> dict[str, Fact]:
    return {"score": score_of(found), "found": spoken(one.code for one in found if one.weight)}
