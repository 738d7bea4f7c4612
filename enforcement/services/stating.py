"""Statements of reasons: made when a decision takes effect, put right by a reviewer, ended when it is reversed.

Regulation (EU) 2022/2065, art. 17: whoever is restricted is told why, in these fields; art. 24(5): so is the
Commission's database. Nothing is sent from here: what is `made` waits to be sent.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.permissions import require
from audit import log
from audit.rows import Committed, committed_many
from enforcement import verbs
from enforcement.machine import STATEMENT
from enforcement.models import Answer, Case, Decision, Item, Notice, Statement, StatementVersion
from enforcement.packs import time_zone
from enforcement.redaction import Redaction
from enforcement.services.common import hold_case, say
from enforcement.statements import DecisionFacts, problems, puid, statement
from enforcement.statements.making import Automation, Source, covers
from enforcement.statements.product import ean_of
from enforcement.statements.schema import WRITABLE
from policy.model import Pack
from policy.packs.house_forms import REFERENCE as HOUSE
from registry.registers.offices import office_label
from registry.territories import countries_of
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.ids import uuid7
from workflow.moves import move, move_all

STANDING = ("needs_correction", "made")
SOURCES: Mapping[str, Source] = {"complaint": "notice", "match": "own"}


def make_statements(
    case: Case, decisions: Sequence[Decision], pack: Pack, *, actor: Actor, now: datetime
) -> list[Statement]:
    """The statements of reasons about those of these decisions, in effect from `now`, for which the law asks one.

    What does not meet the rules of the database stands as `needs_correction`. A decision has one, however often asked.
    """
    owed = [decision for decision in decisions if is_owed(decision, case)]
    known = set(Statement.objects.filter(decision__in=owed).values_list("decision_id", flat=True))
    fresh = [decision for decision in owed if decision.id not in known]
    if not fresh:
        return []
    _end([one.item_id for one in fresh], "superseded", case=case, actor=actor, now=now)
    told = _told(case, fresh, pack)
    payloads = {decision.id: statement(_facts(case, decision, pack, told, now)) for decision in fresh}
    states = {found: "needs_correction" if problems(payload) else "made" for found, payload in payloads.items()}
    rows = committed_many(
        Statement,
        [
            dict(id=uuid7(), case=case, decision=one, puid=puid(one.id), made_at=now, state=states[one.id], state_at=now)
            for one in fresh
        ],
    )  # fmt: skip
    versions = committed_many(
        StatementVersion,
        [
            dict(id=uuid7(), statement=row, number=1, payload=payloads[row.decision_id], by_membership=None, made_at=now)
            for row in rows
        ],
    )  # fmt: skip
    both: list[Committed] = [*rows, *versions]
    to_correct = sum(state == "needs_correction" for state in states.values())
    say(
        verbs.STATEMENTS_MADE, case, actor=actor, rows=both, to=[case.seller_id],
        facts={"statements": len(rows), "to_correct": to_correct},
    )  # fmt: skip
    return rows


def is_owed(decision: Decision, case: Case) -> bool:
    """Whether the law asks for a statement: something is restricted in the European Economic Area by our act.

    What the seller deleted nobody restricted.
    """
    if decision.outcome != "upheld" or decision.item.before == "deleted":
        return False
    return covers(decision.remedy, _reach(decision, case))


def withdraw_statements(items: Iterable[Item], *, actor: Actor, now: datetime) -> int:
    """The statements about these Items' decisions no longer hold, as what they restricted is reversed; how many."""
    found = list(items)
    return _end([item.id for item in found], "withdrawn", case=found[0].case, actor=actor, now=now) if found else 0


@transaction.atomic
def correct_statement(
    *, actor: Actor, statement_id: UUID, texts: Mapping[str, str], now: datetime | None = None
) -> Statement:
    """Write texts of a statement anew, as a new version of it. Raises Invalid, by field, for what is still wrong.

    Only what waits for correction is put right; what is ready to be sent says what was decided and stays as it is.
    """
    require(actor, "statement.correct")
    at = now or database_now()
    row = Statement.objects.visible_to(actor).filter(id=statement_id).select_related("case__right").first()
    if row is None:
        raise NotFound
    case = hold_case(actor, row.case.reference)
    row = Statement.objects.select_for_update(of=("self",)).get(id=row.id)
    if row.state != "needs_correction":
        raise Conflict(_("This statement needs no correction any more."), code="stage")
    before = row.newest
    private = redaction(case)
    written = {name: private.clear(text.strip()) for name, text in texts.items() if name in WRITABLE}
    payload = {**before.payload, **written}
    wrong = problems(payload)
    if wrong:
        raise Invalid(fields={one.field: [_(one.sentence).format(limit=one.limit)] for one in wrong})
    versions = committed_many(
        StatementVersion,
        [
            dict(
                id=uuid7(), statement=row, number=before.number + 1, payload=payload,
                by_membership_id=actor.membership_id, made_at=at,
            )
        ],
    )  # fmt: skip
    move(row, "made", machine=STATEMENT, now=at)
    facts: dict[str, log.Fact] = {"puid": row.puid, "version": before.number + 1}
    say(verbs.STATEMENT_CORRECTED, case, about=row, actor=actor, rows=versions, facts=facts, to=[case.seller_id])
    return row


def _end(item_ids: Sequence[UUID], became: str, *, case: Case, actor: Actor, now: datetime) -> int:
    standing = Statement.objects.filter(decision__item_id__in=item_ids, state__in=STANDING)
    rows = list(standing.select_for_update(of=("self",)).order_by("id"))
    move_all(rows, became, machine=STATEMENT, now=now)
    if rows:
        facts: dict[str, log.Fact] = {"statements": len(rows), "became": became}
        say(verbs.STATEMENTS_ENDED, case, actor=actor, facts=facts, to=[case.seller_id])
    return len(rows)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a case in each of its statements, loaded once for all."""

    asked_at: datetime | None
    answers: Mapping[UUID, Sequence[str]]
    private: Redaction


def _told(case: Case, decisions: Sequence[Decision], pack: Pack) -> _Told:
    answers: dict[UUID, list[str]] = defaultdict(list)
    rows = Answer.objects.filter(item_id__in=[decision.item_id for decision in decisions]).order_by("id")
    titles = {answer.code: _(answer.title) for answer in pack.answers}
    for item_id, code in rows.values_list("item_id", "code"):
        answers[item_id].append(titles.get(code, code))
    asked = Notice.objects.filter(case=case, letter="notice").order_by("sent_at").values_list("sent_at", flat=True)
    return _Told(asked.first(), answers, redaction(case))


def redaction(case: Case, *, stand_in: bool = True) -> Redaction:
    """What takes people out of texts that leave the house, and with `stand_in` the parties too. Four queries."""
    sides = {"[seller]": case.seller, "[complainant]": case.complainant, "[owner]": case.right.owner}
    parties = {word: party for word, party in sides.items() if party is not None}
    members = Membership.objects.filter(party__in=parties.values()).values_list("user__name", flat=True)
    signed = [case.complaint.wording.elements] if case.complaint else []
    signed += [row.elements for row in case.counter_notices.all()]
    signatures = [str(elements.get("signature", "")) for elements in signed]
    people = {*members, *signatures, *(party.contact_name for party in parties.values())}
    named = {word: party for word, party in parties.items() if stand_in or word == "[seller]"}
    return Redaction(
        people=tuple(sorted(name for name in people if name.strip())),
        stand_ins=tuple((party.name, word) for word, party in named.items()),
        addresses=tuple(party.address for party in parties.values() if party.address),
        kept=frozenset({case.right.number}),
    )


def _reach(decision: Decision, case: Case) -> frozenset[str]:
    return countries_of(decision.territories or [case.region])


def _facts(case: Case, decision: Decision, pack: Pack, told: _Told, now: datetime) -> DecisionFacts:
    listing = decision.item.listing
    ground = pack.ground(decision.ground)
    is_law = decision.reference != HOUSE
    named = f"{_(decision.reference)}: {_(ground.title)}"
    tz = time_zone(pack)
    return DecisionFacts(
        decision=decision.id,
        right_kind=case.right.kind,
        remedy=decision.remedy,
        reach=_reach(decision, case),
        ground=named,
        is_law=is_law,
        explanation=decision.reasons or (_why_by_rule(decision, ground.title) if decision.automated else ""),
        circumstances=_circumstances(case, decision, told, now),
        source="flagger" if case.lane == "flagger" else SOURCES.get(case.source, "other"),
        detected=case.source == "match",
        automation=_automation(case, decision),
        listed_on=listing.made_at.astimezone(tz).date(),
        applied_on=now.astimezone(tz).date(),
        ean=listing.gtin if len(listing.gtin) == 13 else ean_of(listing.description),
        private=told.private,
    )


def _automation(case: Case, decision: Decision) -> Automation:
    """A rule decided by itself; a reviewer decided with the scanner's signals before them, or without."""
    if decision.automated:
        return "fully"
    return "partially" if case.source == "match" else "not_automated"


def _why_by_rule(decision: Decision, title: str) -> str:
    if decision.item.before == "accepted":
        return _("The seller agreed that the listing infringes the right.")
    return _("%(ground)s. This follows from the rule itself; the seller can contest it.") % {"ground": _(title)}


def _circumstances(case: Case, decision: Decision, told: _Told, now: datetime) -> str:
    """What led to the decision, sentence by sentence, without a name."""
    right = case.right
    named = f"{right.get_kind_display()} {office_label(right.office)} {right.number}".strip()
    places = {"right": named, "region": case.region}
    if case.complaint is not None and case.complaint.filed_at is not None:
        day = {"day": case.complaint.filed_at.date().isoformat()}
        found = [
            _("A notice of %(day)s says that the listing infringes: %(right)s, asserted in %(region)s.")
            % (places | day)
        ]
    else:
        found = [_("A search of our own found that the listing may infringe: %(right)s, in %(region)s.") % places]
    if told.asked_at is not None:
        found.append(_("The seller was told on %(day)s.") % {"day": told.asked_at.date().isoformat()})
    answers = told.answers.get(decision.item_id, ())
    if answers:
        found.append(_("The seller answered: %(answers)s.") % {"answers": "; ".join(dict.fromkeys(answers))})
    elif not decision.automated:
        found.append(_("The seller did not answer in time."))
    if decision.overrides_id is not None:
        found.append(_("The decision was taken on an appeal and replaces an earlier one."))
    found.append(
        _("It was decided on %(decided)s and holds since %(since)s. The seller can appeal.")
        % {"decided": decision.decided_at.date().isoformat(), "since": now.date().isoformat()}
    )
    return " ".join(found)
