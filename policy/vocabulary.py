"""The closed lists of words that packs are written in: rights, units, events, consequences, remedies, letters."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from policy.words import gettext_noop as _

ANY = "*"
"""The region of a house pack before it is laid into the region of a case."""

RIGHT_KINDS = ("trademark", "copyright", "design", "patent", "geographical_indication")

Basis = Literal["law", "policy"]
Outcome = Literal["upheld", "rejected"]
Unit = Literal["minutes", "hours", "calendar_days", "calendar_months", "working_days", "business_days"]
UNITS: tuple[Unit, ...] = ("minutes", "hours", "calendar_days", "calendar_months", "working_days", "business_days")
OUTCOMES: tuple[Outcome, ...] = ("upheld", "rejected")

EVENTS: frozenset[str] = frozenset(
    {
        "complaint_filed",  # it arrived, complete or not
        "receipt_sent",
        "notice_complete",  # the complaint carries every required element
        "notice_incomplete",  # the sender was told what is missing
        "notice_corrected",
        "listing_held",  # the scanner held a listing before publication
        "seller_noticed",  # the notice that asks for an answer was sent to the seller
        "seller_answered",  # the seller answered every Item
        "deciding_began",  # answered, or the time to answer ran out
        "decided",
        "took_effect",
        "undone",
        "informed",  # the party was told of the decision and its reasons
        "removal_ordered",
        "removal_applied",  # the shop confirmed it
        "removal_notified",  # the seller was told of a removal that came before any answer
        "counter_notice_received",
        "counter_notice_forwarded",
        "counter_notice_delivered",  # it reached the complainant
        "notice_forwarded",  # passed on to the seller, where the law asks for no more
        "reply_asked",  # the complainant may reply to what the seller contests
        "complainant_replied",
        "rejoinder_asked",  # the seller may answer the reply
        "seller_rejoined",
        "court_action_shown",
        "court_order_shown",
        "authority_complaint_shown",
        "body_seized",  # an out-of-court body was turned to
        "body_decided",
        "appealed",
        "appeal_decided",
        "withdrawn",
        "restored",
    }
)
"""What may start or stop a clock."""

CONSEQUENCES: Mapping[str, str] = MappingProxyType(
    {
        "silence_to_decision": _("The time to answer has passed; the case goes to a decision without an answer."),
        "decide_overdue": _("The time to decide has passed; the case is shown as overdue."),
        "removal_overdue": _("The time to remove has passed; the removal is shown as overdue."),
        "silence_removes": _("The seller has not answered in time; the listing is removed."),
        "silence_restores": _("The complainant has not replied in time; the listing stays or is put back."),
        "silence_of_seller": _("The seller has not answered the reply in time; the case goes to a decision."),
        "window_closes": _("The time for a counter-notice has passed."),
        "block_lapses": _("No order of a court was shown in time; the listing is put back."),
        "information_overdue": _("The time to inform the other side has passed; it is shown as overdue."),
        "take_effect": _("The decision takes effect."),
        "put_back": _("The listing is put back."),
        "appeal_closes": _("The time to appeal has passed."),
        "correction_lapses": _("The notice was not completed in time and is treated as never made."),
        "hold_lapses": _("The hold was not decided in time; the listing is published."),
        "remind_of_right": _("A right ends soon; its owner is reminded."),
        "remind_of_power": _("A power of attorney ends soon; both sides are reminded."),
        "end_of_sight": _(
            "A power of attorney or an appointment has ended; if it was the last, the agent sees nothing more."
        ),
        "agreement_ends": _("The contract ends; both sides are reminded before."),
        "address_moves": _("Nobody has stopped it; letters go to the new address."),
        "seller_data_overdue": _(
            "The seller did not give its data in time; its listings leave the shop until it does."
        ),
        "seller_data_unchecked": _(
            "Nobody has checked what the seller gave; that is written down and staff are mailed."
        ),
        "payment_account_changes": _("Nobody has stopped it; the seller is paid to the new account."),
        "audit_reminder": _("The seller is reminded by mail of what its plan after an audit still asks for."),
        "lesson_reminder": _("The seller is reminded of its lesson by mail."),
        "lesson_overdue": _("The lesson was not passed in time; that is shown, and nothing else follows."),
        "seminar_reminder": _("Everybody with a place in the seminar is reminded by mail."),
        "accreditation_reminded": _("The inspector is reminded that its accreditation ends in 30 days."),
        "accreditation_expired": _("The accreditation ends; reviews that were not signed are assigned anew."),
        "seller_looked_at_again": _("A year has passed; the seller is asked to confirm its data."),
        "standing_heard": _(
            "The seller had time to answer what its strikes propose; a reviewer may dispose of it now. Nothing follows by itself."
        ),
        "let_ban_go": _("Nobody looked in time at what a ban holds; the listing is published."),
        "customs_holder_silent": _("The rights holder has not confirmed in time; customs release the goods."),
        "customs_declarant_silent": _(
            "The declarant has not answered in time; its consent to the destruction is assumed."
        ),
        "customs_answer_overdue": _(
            "The rights holder has not answered in time; it is reminded, and nothing else follows."
        ),
        "customs_declarant_untold": _(
            "It is not on file that customs told the declarant in time; both sides see that."
        ),
        "customs_no_application": _("No application was filed with customs in time; customs release the goods."),
        "customs_decision_overdue": _("Customs have not decided in time; that is shown, and nothing else follows."),
        "customs_application_reminder": _(
            "An application to customs ends soon; the rights holder is reminded to renew it."
        ),
        "customs_application_ends": _("The application to customs ends; customs no longer look for such goods."),
        "trade_seller_silent": _(
            "The seller has not answered in time; a refund is proposed and the marketplace decides."
        ),
        "trade_buyer_silent": _("The buyer has not answered in time; an offer counts as accepted, and a proof stands."),
        "trade_undecided": _(
            "The marketplace has not decided in time; where the seller stayed silent the buyer is refunded, else that is shown."
        ),
        "trade_not_done": _("What was agreed or decided has not been done in time; the marketplace decides."),
        "corrective_reminder": _("The supplier is reminded of what it was asked to put right."),
        "corrective_overdue": _(
            "The supplier has not answered in time; docks ask before they ship what it makes for the brand."
        ),
        "parcel_reminder": _("A parcel still waits for its buyer, who is reminded."),
    }
)
"""What may follow when a clock runs out: the name that higher floors register, and its sentence."""

CIRCUMSTANCES: Mapping[str, str] = MappingProxyType(
    {
        "micro": _(
            "A micro or small enterprise in the sense of Recommendation 2003/361/EC, or one for less than a year no more"
        ),
        "designated": _("A service designated under Japan's Information Distribution Platform Act"),
    }
)
"""What a marketplace may say about itself that decides which duties bind it."""

OPTIONS: Mapping[str, str] = MappingProxyType(
    {"security": _("A seller may keep selling what is contested, against a security that a reviewer accepts.")}
)
"""What a marketplace may offer beyond what a pack asks for, where the pack has a rule for it."""

AGREED = "agreed"
"""The ground of what the seller agreed to or deleted: it follows from the answer, and no reviewer picks it."""

SILENT_SELLER = "silence.seller"
SILENT_COMPLAINANT = "silence.complainant"
"""The grounds of what follows from silence, where the rules say that something follows."""

FOLLOWING: frozenset[str] = frozenset({AGREED, SILENT_SELLER, SILENT_COMPLAINANT})
"""Grounds that no reviewer picks: they follow from what a side said or did not say."""

STRIKE_OUTCOMES: tuple[str, ...] = ("upheld", "removed_on_notice", "accepted", "deleted")
"""Outcomes of an Item that may weigh as a strike."""

REMEDIES: tuple[str, ...] = ("warn", "delist", "demote", "check_first", "restrict", "suspend", "terminate")

STEPS: tuple[str, ...] = ("warn", "check_first", "suspend", "terminate")
"""The remedies that strikes may propose against a seller as a whole, the lightest first. `restrict` needs goods or a brand to
be restricted to, which no sum of points names."""

LETTER_FIELDS: tuple[str, ...] = (
    "marketplace",
    "reference",
    "recipient",
    "complainant",
    "seller",
    "right",
    "listings",
    "reasons",
    "missing",
    "outcome",
    "deadline",
    "link",
)

LETTERS: tuple[str, ...] = ("receipt", "incomplete", "notice", "counter_notice", "decision", "restored", "withdrawn")
ROUND_LETTERS: tuple[str, ...] = ("reply_asked", "reply")
"""The letters every pack has; one that removes on a notice has `removed` as well, one with papers `paper`, one with
rounds both of ROUND_LETTERS."""
