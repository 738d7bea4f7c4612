"""The facts of a case for a replay, as its rows and clocks have kept them; and the rules it could be replayed under."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from accounts import queries as accounts
from accounts.standing import version_on
from enforcement.models import Case, Decision
from enforcement.packs import of_case
from enforcement.replay import Facts, Ruled, first_of
from policy import registry
from policy.model import Pack
from policy.vocabulary import EVENTS
from tenancy.context import database_now
from workflow.models import Clock

LETTER_EVENTS = {
    "notice": "seller_noticed",
    "removed": "removal_notified",
    "forwarded": "notice_forwarded",
    "decision": "informed",
}


def facts_of(case: Case) -> Facts:
    """What happened in a loaded case, in plain values. Two queries.

    A clock says to the second which event began or ended it; what no clock tells is read from the rows.
    """
    rows = list(Clock.objects.filter(about_id=case.id).order_by("started_at"))
    told = [(row.starts_on, row.started_at) for row in rows if row.starts_on]
    told += [(row.stopped_by, row.stopped_at) for row in rows if row.stopped_by in EVENTS and row.stopped_at]
    clocked = {event for event, _at in told}
    told += [(event, at) for event, at in _from_rows(case) if event not in clocked]
    items = list(case.items.all())
    answers = Counter(item.answers.all()[len(item.answers.all()) - 1].code for item in items if item.answers.all())
    rulings = Counter(_ruled(decision) for item in items if (decision := _standing(item.decisions.all())))
    return Facts(
        right_kind=case.right.kind,
        reason=case.complaint.reason if case.complaint else "",
        events=first_of(told),
        answers=tuple(sorted(answers.items())),
        rulings=tuple(Ruled(*key, listings) for key, listings in sorted(rulings.items())),
        until=database_now(),
    )


def applied(case: Case) -> Pack:
    """The rules under which the case was opened, as they stood on that day."""
    return of_case(case, case.opened_at)


def chosen(case: Case, code: str, version: str, day: date) -> Pack:
    """A pack in one of its versions, as its rules stand on a day, laid into the region of the case and over.

    Without a version the one that holds on that day. `registry.UnknownPack` if there is none.
    """
    wanted = version or version_on(code, day).version
    return accounts.laid_over(registry.pack(code, wanted, region=case.region).on(day))[0]


def choices(case: Case) -> list[Pack]:
    """Every version of every pack for the case's kind of right, those of its region first."""
    fitting = [pack for pack in registry.packs() if case.right.kind in pack.right_kinds]
    return sorted(
        fitting,
        key=lambda pack: (case.region not in (pack.region, *pack.also_in), pack.region, pack.code, pack.version),
    )


def _from_rows(case: Case) -> list[tuple[str, datetime]]:
    found: list[tuple[str, datetime]] = []
    if case.complaint is not None:
        found += [("complaint_filed", case.complaint.filed_at or case.opened_at), ("notice_complete", case.opened_at)]
    found += [(LETTER_EVENTS[row.letter], row.sent_at) for row in case.notices.all() if row.letter in LETTER_EVENTS]
    for row in case.counter_notices.all():
        found += [(f"counter_notice_{what}", row.received_at) for what in ("received", "forwarded", "delivered")]
    papers = {paper.code: paper.event for paper in applied(case).papers}
    found += [(papers.get(row.code, "court_action_shown"), row.shown_at) for row in case.court_actions.all()]
    found += [("appealed", row.filed_at) for row in case.appeals.all()]
    found += [("appeal_decided", row.ruling.at) for row in case.appeals.all() if row.ruling]
    items = list(case.items.all())
    said = [answer.at for item in items for answer in item.answers.all()]
    if items and all(item.answers.all() for item in items):
        found.append(("seller_answered", max(said)))
    for item in items:
        for decision in item.decisions.all():
            found.append(("decided", decision.decided_at))
            found += [("took_effect", decision.taken_at)] if decision.taken_at else []
            found += [("undone", decision.undone_at)] if decision.undone_at else []
        for remedy in item.remedies.all():
            found.append(("removal_ordered", remedy.ordered_at))
            found += [("removal_applied", remedy.applied_at)] if remedy.applied_at else []
        found += [("withdrawn", row.at) for row in item.withdrawals.all()]
    return found


def _standing(decisions: Iterable[Decision]) -> Decision | None:
    """The decision that holds: the newest that was not undone."""
    return next((one for one in reversed(list(decisions)) if one.undone_at is None), None)


def _ruled(decision: Decision) -> tuple[str, str, str]:
    return decision.ground, decision.outcome, decision.remedy
