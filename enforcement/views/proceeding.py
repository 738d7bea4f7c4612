"""What the page of a case shows of its procedure: whose turn it is, papers, more time, securities, messages."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.permissions import may
from enforcement.disclosure import Face
from enforcement.forms_procedure import ExtendForm, MessageForm, PaperForm, SecurityForm, TurnForm
from enforcement.models import Case, CourtAction, Item, Message, Security
from enforcement.services.extending import extendable
from enforcement.services.papers import ACTED_ON, SHOWABLE_BY, papers_of
from enforcement.turning import waiting
from enforcement.views import told
from enforcement.views.defending import begun
from enforcement.views.misused import misuse_of
from enforcement.words import SAID_PAPERS, SECURITY_STATES
from policy.model import Pack, PaperRule
from tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper as the page shows it; `acts_on` are the Items a reviewer can carry it out about."""

    paper: CourtAction
    title: str
    by: str
    acts_on: tuple[Item, ...]


def procedure_of(
    found: Case, mine: Face, pack: Pack, actor: Actor, ticking: list[told.Ticking], *, params: QueryDict
) -> dict[str, Any]:
    """What can be done and what was done between answer and decision, for one face of the case."""
    items = list(found.items.all())
    mine_now = [item for item, _number in waiting(found, pack, mine.side)]
    papers = _papers_for(found, mine, pack, actor)
    clock = told.running(ticking, _turn_clock(pack, mine.side))
    return {
        "turns": mine_now,
        "their_turn": not mine_now and bool(waiting(found, pack)),
        "turn_day": told.last_day_of(clock, pack),
        "spoken": [turn for item in items for turn in item.turns.all()],
        "turn_form": TurnForm(),
        "papers": [_shown(paper, found, pack, items, mine) for paper in found.court_actions.all()],
        "paper_form": PaperForm(papers) if papers else None,
        "extendable": _extendable(ticking, mine, pack, actor),
        "extend_form": ExtendForm(),
        **_security(found, mine, pack, actor, items),
        **_talk(found, mine, actor, params),
        **misuse_of(found, mine, actor, about=params.get("about", "")),
    }


def _turn_clock(pack: Pack, side: str) -> str:
    if pack.rounds is None:
        return ""
    return pack.rounds.rejoin if side == "seller" else pack.rounds.reply


def _papers_for(found: Case, mine: Face, pack: Pack, actor: Actor) -> tuple[PaperRule, ...]:
    """The papers this person may enter now."""
    if found.state == "open":
        return ()
    if mine.side == "reviewer":
        return papers_of(pack) if may(actor, "case.decide") else ()
    if not may(actor, SHOWABLE_BY[mine.side]):
        return ()
    return tuple(paper for paper in papers_of(pack) if mine.side in paper.by)


def _shown(paper: CourtAction, found: Case, pack: Pack, items: list[Item], mine: Face) -> Shown:
    rule = next((one for one in papers_of(pack) if one.code == paper.code), None)
    orders = rule is not None and (rule.removes or rule.restores) and mine.side == "reviewer"
    removes = rule is not None and rule.removes
    acts_on = [
        item for item in items
        if orders and item.state in ACTED_ON and (item.state != "in_effect") == removes and item.state != "reversed"
    ]  # fmt: skip
    title = _(rule.title) if rule else str(SAID_PAPERS.get(paper.code, paper.code))
    by = _("a reviewer")
    if paper.by_party_id is not None:
        by = _("seller") if paper.by_party_id == found.seller_id else _("complainant")
    return Shown(paper, title, by, tuple(acts_on))


def _extendable(ticking: list[told.Ticking], mine: Face, pack: Pack, actor: Actor) -> list[tuple[told.Ticking, str]]:
    if mine.side != "reviewer" or not may(actor, "case.decide"):
        return []
    found = [(one, extendable(one.clock, pack)) for one in ticking]
    return [(one, _(rule.extension.title)) for one, rule in found if rule is not None and rule.extension is not None]


def _security(found: Case, mine: Face, pack: Pack, actor: Actor, items: list[Item]) -> dict[str, Any]:
    offered = list(found.securities.all())
    standing = next((one for one in offered if one.state in ("offered", "accepted")), None)
    contested = [item for item in items if item.state == "contested"]
    takes = pack.security is not None and "security" in pack.options
    offers = takes and mine.side == "seller" and contested and standing is None and bool(may(actor, "case.answer"))
    return {
        "securities": [(one, _amount(one), SECURITY_STATES[one.state]) for one in offered],
        "security_form": SecurityForm(pack.security) if offers else None,
        "securable": contested,
        "judge": standing if mine.side == "reviewer" and may(actor, "case.decide") else None,
        "judgeable": _outcomes(standing, contested) if standing else (),
    }


def _outcomes(standing: Security, contested: list[Item]) -> tuple[tuple[str, str], ...]:
    """What may become of a security now."""
    if standing.state == "offered":
        return (("accepted", _("Accept it")), ("refused", _("Refuse it")))
    return () if contested else (("released", _("Release it")), ("called", _("Call on it")))


def _amount(security: Security) -> str:
    return f"{security.amount / 100:,.2f} {security.currency}"


def _talk(found: Case, mine: Face, actor: Actor, params: QueryDict) -> dict[str, Any]:
    messages = list(found.messages.all())
    answered = {message.answers_id: message for message in messages if message.answers_id}
    speaks = (
        mine.side in ("seller", "complainant") and found.complainant_id is not None and not found.channel_ends.all()
    )
    first = begun(found, params) if mine.side == "seller" else ""
    own = {"seller": found.seller_id}.get(mine.side, actor.party_id)
    may_talk = speaks and bool(may(actor, "case.answer" if mine.side == "seller" else "complaint.file"))
    offers = [m for m in messages if m.kind == Message.Kind.OFFER and m.id not in answered and m.by_party_id != own]
    agreed = any(message.kind == Message.Kind.AGREEMENT for message in messages)
    return {
        "messages_written": messages,
        "message_form": MessageForm(initial={"words": first}) if may_talk else None,
        "offers": offers if may_talk else [],
        "agreed": agreed and mine.side == "complainant",
    }
