"""Letters of the house for papers of courts, for rounds, and for notices that are only passed on."""

from policy.model import Letter
from policy.packs import house_letters
from policy.words import gettext_noop as _

PAPER = Letter(
    "paper",
    _("A paper of a court or an authority was shown: {reference}"),
    _(
        "Dear {recipient},\n\nin the case about {right} a paper was shown:\n\n{reasons}\n\nIt concerns these listings:"
        "\n\n{listings}\n\n{outcome}\n\nThe whole case: {link}"
    ),
)
REPLY_ASKED = Letter(
    "reply_asked",
    _("The seller contests your complaint {reference}: your reply"),
    _(
        "Dear {recipient},\n\n{seller} contests your complaint {reference} about these listings:\n\n{listings}\n\n"
        "What the seller says: {reasons}\n\nPlease reply by {deadline}: say why the complaint stands, or take it back. "
        "Without a reply the listings stay, or are put back: {link}"
    ),
)
REPLY = Letter(
    "reply",
    _("The complainant has replied: {reference}"),
    _(
        "Dear {recipient},\n\n{complainant} has replied about these listings:\n\n{listings}\n\n{reasons}\n\n"
        "You can answer once more by {deadline}: {link}\n\nAfter that a reviewer decides."
    ),
)
BODY = Letter(
    "body",
    _("An out-of-court body was turned to: {reference}"),
    _(
        "Dear {recipient},\n\nin the case about {right} a certified out-of-court dispute settlement body was turned to:"
        "\n\n{reasons}\n\nIt is expected to decide by {deadline}. The whole case: {link}"
    ),
)
FORWARDED = Letter(
    "notice",
    _("A notice of claimed infringement about your listings: {reference}"),
    _(
        "Dear {recipient},\n\nwe pass on to you a notice in which {complainant} claims that these listings infringe "
        "{right}:\n\n{listings}\n\nWhat is claimed: {reasons}\n\nThe law asks us to pass the notice on. We have removed "
        "nothing because of it, and it obliges you to nothing towards us. You can look at it, agree, or delete the "
        "listings: {link}"
    ),
)
ALL = (*house_letters.LETTERS, PAPER, REPLY_ASKED, REPLY)
