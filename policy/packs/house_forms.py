"""The forms of the house: what a complainant, and a seller who contests, must say where no law prescribes it."""

from policy.model import Answer, Element, Ground
from policy.vocabulary import AGREED
from policy.words import gettext_noop as _

REFERENCE = _("House policy")

NOTICE = (
    Element(
        "right",
        _("The right"),
        "text",
        REFERENCE,
        help=_("Taken from your registered right: office, number, territory."),
        filled_from="right",
    ),
    Element(
        "location",
        _("Where it is"),
        "text",
        REFERENCE,
        help=_("The listings, so that they can be found."),
        filled_from="listings",
    ),
    Element(
        "contact",
        _("How to reach you"),
        "text",
        REFERENCE,
        help=_("Name and e-mail address."),
        filled_from="party",
    ),
    Element(
        "explanation",
        _("Why the listings infringe"),
        "text",
        REFERENCE,
        help=_("In a few sentences: what the listings show or offer, and how you can tell."),
    ),
    Element(
        "test_purchase",
        _("Test purchase"),
        "text",
        REFERENCE,
        help=_("Order number and what you received, if you bought one."),
        required=False,
    ),
    Element(
        "good_faith",
        _("Good-faith belief"),
        "statement",
        REFERENCE,
        statement=_("I believe in good faith that neither the owner nor the law allows what I complain of."),
    ),
    Element(
        "accuracy_authority",
        _("Accuracy and authority"),
        "statement",
        REFERENCE,
        statement=_("What I state is accurate and complete, and I own the right or act for its owner."),
    ),
    Element("signature", _("Signature"), "signature", REFERENCE, help=_("Type your full name.")),
)

COUNTER_NOTICE = (
    Element(
        "explanation",
        _("Why the complaint is wrong"),
        "text",
        REFERENCE,
        help=_("In a few sentences; add invoices, licences or pictures as evidence."),
    ),
    Element(
        "contact",
        _("How to reach you"),
        "text",
        REFERENCE,
        help=_("Name and e-mail address."),
        filled_from="party",
    ),
    Element(
        "accuracy",
        _("Accuracy"),
        "statement",
        REFERENCE,
        statement=_("What I state is accurate and complete, and I believe in good faith that the complaint is wrong."),
    ),
    Element("signature", _("Signature"), "signature", REFERENCE, help=_("Type your full name.")),
)

ANSWERS = (
    Answer(
        "accept",
        _("I agree"),
        _("The marketplace removes the listing where the right holds. It stays in your account."),
        "accepted",
    ),
    Answer(
        "delete",
        _("I delete the listing"),
        _("You end the listing yourself: everywhere, at once and for good."),
        "deleted",
    ),
    Answer(
        "licensed",
        _("I am authorised"),
        _("Add the licence or the owner's consent."),
        "contested",
        needs="evidence",
    ),
    Answer(
        "genuine",
        _("The goods are genuine"),
        _("Add the invoices that show where the goods come from."),
        "contested",
        needs="evidence",
    ),
)
CONTEST = Answer(
    "counter_notice",
    _("The complaint is wrong"),
    _("Say why, and add your evidence."),
    "contested",
    needs="counter_notice",
)

MISREPRESENTATION = _(
    "Whoever knowingly states something untrue here loses the right to be heard quickly, and may be liable to the "
    "other side."
)

AGREED_TO = Ground(AGREED, _("The seller agreed, or deleted the listing"), "upheld", REFERENCE)

DISMISSED = Ground(
    "dismissed",
    _("The complaint does not hold"),
    "rejected",
    REFERENCE,
    children=(
        Ground("dismissed.authorised", _("The seller is authorised"), "rejected", REFERENCE),
        Ground("dismissed.exhausted", _("Genuine goods, sold with the owner's consent"), "rejected", REFERENCE),
        Ground("dismissed.wrong_listing", _("The listing does not show what is asserted"), "rejected", REFERENCE),
        Ground("dismissed.territory", _("The right does not cover this territory"), "rejected", REFERENCE),
        Ground("dismissed.lapsed", _("The right is not in force"), "rejected", REFERENCE),
        Ground("dismissed.no_evidence", _("The evidence is not enough"), "rejected", REFERENCE),
    ),
)
