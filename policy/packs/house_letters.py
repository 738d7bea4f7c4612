"""The letters of the house. A pack replaces the ones for which its law has words of its own."""

from policy.model import Letter
from policy.words import gettext_noop as _

RECEIPT = Letter(
    "receipt",
    _("Your notice {reference} has arrived"),
    _(
        "Dear {recipient},\n\n{marketplace} has received your notice {reference} about {right}. It names these "
        "listings:\n\n{listings}\n\nYou can follow it, and every step taken, here: {link}"
    ),
)
INCOMPLETE = Letter(
    "incomplete",
    _("Your notice {reference} is not complete yet"),
    _(
        "Dear {recipient},\n\nyour notice {reference} about {right} cannot be acted on yet. This is missing:\n\n"
        "{missing}\n\nPlease add it by {deadline}: {link}"
    ),
)
NOTICE = Letter(
    "notice",
    _("A complaint about your listings: {reference}"),
    _(
        "Dear {recipient},\n\n{complainant} says that these listings infringe {right}:\n\n{listings}\n\n"
        "What is asserted: {reasons}\n\nPlease answer by {deadline}. You can agree, delete the listings, or say why "
        "the complaint is wrong and add evidence: {link}\n\nWithout an answer we decide on what we have."
    ),
)
COUNTER_NOTICE = Letter(
    "counter_notice",
    _("The seller contests your notice {reference}"),
    _(
        "Dear {recipient},\n\n{seller} contests your notice {reference} about these listings:\n\n{listings}\n\n"
        "What the seller says: {reasons}\n\nYou see the answer and its evidence here: {link}"
    ),
)
DECISION = Letter(
    "decision",
    _("Decision in case {reference}"),
    _(
        "Dear {recipient},\n\nwe have decided about these listings:\n\n{listings}\n\nDecision: {outcome}\n\n"
        "Reasons: {reasons}\n\nIf you disagree you can appeal by {deadline}; somebody else will decide: {link}"
    ),
)
RESTORED = Letter(
    "restored",
    _("Listings put back in case {reference}"),
    _(
        "Dear {recipient},\n\nthese listings have been put back:\n\n{listings}\n\nReasons: {reasons}\n\n"
        "The whole case: {link}"
    ),
)
WITHDRAWN = Letter(
    "withdrawn",
    _("The complaint was taken back: {reference}"),
    _(
        "Dear {recipient},\n\nthe complaint about {right} was taken back for these listings:\n\n{listings}\n\n"
        "We had not removed any of them, and nobody decides about them any more. You need do nothing. "
        "The whole case: {link}"
    ),
)
LETTERS = (RECEIPT, INCOMPLETE, NOTICE, COUNTER_NOTICE, DECISION, RESTORED, WITHDRAWN)
