"""Words for what stands in codes: states, problems, reasons to withdraw; and a signal as a sentence."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from policy.registry import packs
from workflow.models import Clock

CASE_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "open": _("opened"),
        "noticed": _("seller asked"),
        "answered": _("answered"),
        "deciding": _("to decide"),
        "decided": _("decided"),
        "closed": _("closed"),
    }
)
ITEM_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "open": _("waits for the seller"),
        "accepted": _("seller agrees"),
        "deleted": _("seller deleted it"),
        "contested": _("contested"),
        "unanswered": _("no answer"),
        "forwarded": _("passed on to the seller"),
        "proposed": _("waits for a second person"),
        "decided": _("decided, not yet in effect"),
        "deciding": _("being decided"),
        "in_effect": pgettext_lazy("a decision", "in effect"),
        "reversed": _("put back"),
        "withdrawn": _("complaint withdrawn"),
    }
)
COMPLAINT_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "draft": _("draft"),
        "filed": _("filed"),
        "incomplete": _("incomplete"),
        "accepted": _("accepted"),
        "withdrawn": _("withdrawn"),
    }
)
MISUSEREPORT_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {"filed": _("waits for a reviewer"), "upheld": _("found to be so"), "rejected": _("not found to be so")}
)
SANCTION_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "proposed": _("waits for a second person"),
        "standing": _("stands"),
        "refused": _("refused by a second person"),
        "lifted": _("lifted"),
        "reversed": _("reversed on an appeal"),
        "ended": _("over"),
    }
)
STRIKEPROPOSAL_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "told": _("the seller may answer"),
        "answered": _("the seller has answered"),
        "heard": _("the time to answer is over"),
        "taken": _("taken up by a reviewer"),
        "refused": _("refused by a reviewer"),
        "withdrawn": _("withdrawn: below the threshold again"),
    }
)
SANCTIONAPPEAL_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {"filed": _("waits to be decided"), "upheld": _("was right"), "rejected": _("rejected")}
)
REMEDY_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "ordered": _("ordered, the shop has not confirmed yet"),
        "overdue": _("overdue at the shop"),
        "applied": _("confirmed by the shop"),
        "reversed": _("reversed"),
    }
)
PROBLEMS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "": _("in a case"),
        "ended": _("left out: the listing has ended"),
        "not_offered_there": _("left out: not offered in this territory"),
        "authorised": _("left out: the seller is authorised"),
        "in_a_case": _("left out: already in a case over this right"),
        "removed": _("left out: out of the shop there already"),
        "notified_before": _("left out: notified before and put back; the law hears no second notice about it"),
    }
)
AMISS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "unknown": _("No listing here has this number. Look at the listing's page and correct it."),
        "no_number": _(
            "No number of a listing here stands in this link. Give the link of the listing's page, or its number."
        ),
        "elsewhere": _("This link leads to another shop. Give the link of the listing here, or its number."),
        "gone": _("No longer listed: there is nothing to take down. Leave the line out."),
        "doubled": _("The same listing as in line %(first)d; it is taken in once. Nothing to do."),
        "too_many": _("Beyond the 1,000 listings that one complaint takes. File a second complaint for it."),
        "too_long": _("What is said about it is longer than 2,000 characters. Shorten it."),
    }
)
"""Why a line was not taken in, and what to do."""
WITHDRAWALS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "authorised": _("The seller is authorised now"),
        "mistake": _("It was a mistake"),
        "settled": _("We have settled"),
        "wrong_listing": _("It was the wrong listing"),
    }
)
SOURCES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "complaint": _("from a complaint"),
        "match": _("from a match of the marketplace's own"),
        "report": _("from a report"),
        "referral": _("from the referral of a partner"),
    }
)
SAID_PAPERS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "court_action": _("a court action was filed"),
        "authority_complaint": _("a complaint was made to an authority"),
        "order_against_seller": _("an order to remove"),
        "order_for_seller": _("no infringement was found, or a measure ended"),
        "body_seized": _("an out-of-court body was turned to"),
        "body_decided": _("an out-of-court body has decided"),
    }
)
"""A paper inside a sentence."""
SAID_MESSAGES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "message": _("a message"),
        "offer": _("an offer to settle"),
        "agreement": _("agrees to an offer"),
        "refusal": _("refuses an offer, with reasons"),
    }
)
SECURITY_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "offered": _("offered"),
        "accepted": _("accepted"),
        "refused": _("refused"),
        "released": _("released"),
        "called": _("called on"),
    }
)
SAID_SIDES: Mapping[str, str | Promise] = MappingProxyType({"seller": _("seller"), "complainant": _("complainant")})
SAID_SOURCES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "complaint": _("complaint"),
        "match": _("match of the marketplace's own"),
        "report": _("report"),
        "referral": _("partner's referral"),
    }
)
SAID_OUTCOMES: Mapping[str, str | Promise] = MappingProxyType({"upheld": _("upheld"), "rejected": _("rejected")})
"""The same inside a sentence."""
SIDES: Mapping[str, str | Promise] = MappingProxyType({"seller": _("Seller"), "complainant": _("Complainant")})
APPEAL_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "filed": _("waits to be decided"),
        "upheld": _("appeal upheld"),
        "rejected": _("appeal rejected"),
        "lapsed": _("lapsed: the complaint was taken back"),
    }
)
STATEMENT_STATES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "needs_correction": _("needs correction"),
        "made": _("ready to be sent"),
        "superseded": _("replaced by a later one"),
        "withdrawn": _("taken back with the decision"),
    }
)
EXPORT_PURPOSES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "court": _("for a court"),
        "customs": _("for customs"),
        "authority": _("for an authority"),
        "records": _("for our own records"),
    }
)
"""What a case is taken out of the house for."""
OUTCOMES: Mapping[str, str | Promise] = MappingProxyType(
    {"upheld": _("Complaint upheld"), "rejected": _("Complaint rejected")}
)


MET_BY_NOBODY = ("withdrawn", "undone", "restored", "informed_again", "filed_again")
"""What stops a clock without anybody having done what it was for."""


def ended_at(clock: Clock) -> datetime | None:
    """When a clock stopped, or its bound passed; None while it runs."""
    if clock.state == Clock.State.FIRED and clock.fired_at is not None:
        return min(clock.fired_at, clock.due_at or clock.fired_at)
    return clock.stopped_at


def ended_words(clock: Clock) -> str:
    """How a clock ended, by its own time: “met on day 1, 19 May 2026”, “passed on 24 May 2026”; "" while it runs."""
    at = ended_at(clock)
    if at is None:
        return ""
    told = {
        "day": max((at - clock.started_at) // timedelta(days=1), 0) + 1,
        "date": date_format(localtime(at), "j F Y"),
    }
    if clock.state == Clock.State.FIRED:
        return gettext("passed on %(date)s") % told
    if clock.stopped_by in MET_BY_NOBODY:
        return gettext("stopped on day %(day)s, %(date)s") % told
    if clock.due_at is not None and at > clock.due_at:
        return gettext("done late, on day %(day)s, %(date)s") % told
    return gettext("met on day %(day)s, %(date)s") % told


LETTERS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "receipt": _("Your notice has arrived"),
        "incomplete": _("Your notice is not complete"),
        "notice": _("A complaint about your listings"),
        "removed": _("Your listings were removed"),
        "counter_notice": _("The seller contests the notice"),
        "decision": _("Decision"),
        "restored": _("Listings put back"),
        "withdrawn": _("The complaint was taken back"),
        "paper": _("A paper of a court or an authority"),
        "reply_asked": _("The seller contests: your reply"),
        "reply": _("The complainant has replied"),
        "body": _("An out-of-court body was turned to"),
    }
)
"""What a letter is about, wherever it is named."""
MEANS: Mapping[str, str | Promise] = MappingProxyType({"mail": _("by mail"), "page": _("on its page")})
"""How a letter got to its reader, at the end of a sentence."""


def word_of(words: Mapping[str, str | Promise]) -> Callable[[str], str]:
    """What says a code in one of these words, or the code itself where it has none."""
    return lambda code: str(words.get(code, code))


def answers_words(codes: str) -> str:
    """The answers of a seller in words, from their codes as the log keeps them ("accept, genuine")."""
    titles = {answer.code: gettext(answer.title) for pack in packs() for answer in pack.answers}
    return ", ".join(f"“{titles.get(code, code)}”" for code in codes.split(", "))


def listings_words(count: int) -> str:
    """“1 listing”, “12 listings”."""
    return ngettext("%(n)d listing", "%(n)d listings", count) % {"n": count}


def left_out_words(count: int) -> str:
    """How many listings no case was opened for, as the end of a sentence; "" for none."""
    return ngettext("; %(n)d left out", "; %(n)d left out", count) % {"n": count} if count else ""


def cases_words(count: int) -> str:
    """“1 case”, “3 cases”."""
    return ngettext("%(n)d case", "%(n)d cases", count) % {"n": count}


def statements_words(count: int) -> str:
    """“1 statement of reasons”, “3 statements of reasons”."""
    return ngettext("%(n)d statement of reasons", "%(n)d statements of reasons", count) % {"n": count}


def to_correct_words(count: int) -> str:
    """How many of them need correction, as the end of a sentence; "" for none."""
    return ngettext("; %(n)d needs correction", "; %(n)d need correction", count) % {"n": count} if count else ""


def decisions_words(count: int) -> str:
    """“1 decision”, “3 decisions”."""
    return ngettext("%(n)d decision", "%(n)d decisions", count) % {"n": count}


def bound_words(clock: Clock) -> str:
    """The length of a clock with its source: “17 USC, 512(g)(2)(C), 10–14 business days”, “house policy, 5 days”."""
    source = clock.source.strip(", ") if clock.basis == "law" else gettext("house policy")
    if clock.upper is None:
        return source
    unit = {
        "minutes": ngettext("minute", "minutes", clock.upper),
        "hours": ngettext("hour", "hours", clock.upper),
        "calendar_days": ngettext("day", "days", clock.upper),
        "calendar_months": ngettext("month", "months", clock.upper),
        "working_days": ngettext("working day", "working days", clock.upper),
        "business_days": ngettext("business day", "business days", clock.upper),
    }[clock.unit]
    count = f"{clock.lower}–{clock.upper}" if clock.lower and clock.lower != clock.upper else str(clock.upper)
    return f"{source}, {count} {unit}"
