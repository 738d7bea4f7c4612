"""What the registry says to the log."""

from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb
from registry.agreements.clauses import CLAUSES
from registry.agreements.term_targets import TITLES
from registry.models import Agreement, AgreementClause, Ban, ProofRequest, PublicRegister, TermReview


def _clause(code: str) -> str:
    """A clause by its title."""
    titles = {one.code: one.title for clauses in CLAUSES.values() for one in clauses}
    return str(_say(titles.get(code, code)))


def _target(code: str) -> str:
    """A target by its title."""
    return str(_say(TITLES.get(code, code)))


_WHAT = ("kind", "office", "territories", "classes", "expires_on")

APPLICATION_HANDED_IN = verb(
    "application.handed_in", _("Application with %(papers)s documents handed in"), facts=("papers", "numbers")
)
APPLICATION_ASKED = verb("application.asked", _("Applicant asked for more"))
APPLICATION_MENDED = verb(
    "application.mended", _("Application mended: %(fields)s"), facts=("fields", "papers", "numbers")
)
APPLICATION_DECIDED = verb("application.decided", _("Application decided: %(state)s"), facts=("state", "found"))
RIGHT_REGISTERED = verb("right.registered", _("Right registered (%(kind)s, %(territories)s)"), facts=_WHAT)
RIGHT_REVISED = verb(
    "right.revised", _("Right changed: %(fields)s"), facts=("fields", "state", "territories", "classes", "expires_on")
)
RIGHT_VERIFIED = verb(
    "right.verified", _("Right verified"), facts=("everyday", "famous", "territories", "classes", "seen"), tone="good"
)
RIGHT_REJECTED = verb("right.rejected", _("Right rejected"), facts=("code",), tone="stop")
RIGHT_IN_REVIEW = verb("right.in_review", _("Right is being checked"), facts=("stops", "warnings"))
RIGHT_GIVEN_BACK = verb("right.given_back", _("Right waits to be checked by somebody else"))
RIGHT_ASKED = verb("right.asked", _("Owner asked for more"), facts=("code",))
REVOCATION_PROPOSED = verb(
    "revocation.proposed", _("Proposed to revoke the right"), facts=("code",), audience=Audience.OPERATOR
)
REVOCATION_REFUSED = verb(
    "revocation.refused", _("A second person refused to revoke the right"), audience=Audience.OPERATOR
)
RIGHT_REVOKED = verb("right.revoked", _("Right revoked"), facts=("code",), tone="stop")
LIKENESS_FOUND = verb(
    "right.likeness_found", _("Pictures of other owners look like its own: %(pairs)s"), facts=("pairs", "parts"),
    audience=Audience.OPERATOR,
)  # fmt: skip
RIGHT_ENDING = verb("right.ending", _("Reminded: the right expires on %(expires_on)s"), facts=("days", "expires_on"))
POWER_ENDING = verb("power.ending", _("Reminded: the power of attorney ends on %(ends_on)s"), facts=("ends_on",))
RIGHT_LAPSED = verb("right.lapsed", _("Right expired on %(expires_on)s"), facts=("expires_on",), tone="stop")
RIGHT_RETIRED = verb("right.retired", _("Right retired"), tone="stop")
SPECIMEN_ADDED = verb("specimen.added", _("Picture %(position)s added"), facts=("position",))
SPECIMEN_RETIRED = verb("specimen.retired", _("Picture %(position)s retired"), facts=("position",))
CERTIFICATE_ADDED = verb("certificate.added", _("Certificate added"))
SELLER_AUTHORISED = verb(
    "seller.authorised",
    _("Seller authorised from %(starts_on)s"),
    facts=("territories", "starts_on", "ends_on"),
    tone="good",
)
AUTHORISATION_REVOKED = verb("seller.authorisation_revoked", _("Authorisation of a seller taken back"), tone="stop")
POWER_FILED = verb(
    "power.filed",
    _("Power of attorney on file from %(starts_on)s"),
    facts=("kinds", "territories", "starts_on", "ends_on"),
    tone="good",
)
POWER_REVOKED = verb("power.revoked", _("Power of attorney taken back"), tone="stop")
SIGHT_ENDED = verb(
    "agent.sight_ended",
    _("The agent sees nothing of the rights holder any more: its last power has ended"),
    tone="stop",
)
SIGHT_BACK = verb(
    "agent.sight_back", _("The agent sees what the rights holder has again, from %(starts_on)s"), facts=("starts_on",),
    tone="good",
)  # fmt: skip
TITLE_RECORDED = verb(
    "title.recorded", _("Document of title handed in, effective %(effective_on)s"),
    facts=("kind", "executed_on", "effective_on", "recorded_on"),
)  # fmt: skip
TITLE_ACCEPTED = verb("title.accepted", _("New owner accepted the transfer"), tone="good")
TITLE_CONFIRMED = verb(
    "title.confirmed", _("Document of title confirmed"), facts=("kind", "effective_on", "moved", "state"), tone="good"
)
TITLE_REFUSED = verb("title.refused", _("Document of title refused"), tone="stop")
TITLE_TAKEN_BACK = verb("title.taken_back", _("Document of title taken back"), tone="stop")
TEXT_ADDED = verb("text.added", _("Text of %(characters)s characters added"), facts=("characters", "sha256"))
TEXT_RETIRED = verb("text.retired", _("Text retired"), tone="stop")
PRICE_SET = verb(
    "price.set",
    _("Usual price set in %(currency)s"),
    facts=("currency", "low", "high", "market", "replaced", "starts_on"),
)
PRICE_ENDED = verb("price.ended", _("Usual price in %(currency)s ended"), facts=("currency",), tone="stop")
BRAND_ADDED = verb("brand.added", _("Brand put on file"), tone="good")
BRAND_CHANGED = verb("brand.changed", _("Brand changed: %(fields)s"), facts=("fields",))
BRAND_RETIRED = verb("brand.retired", _("Brand retired"), tone="stop")
BRAND_FILLED = verb("brand.filled", _("%(rights)s rights put into a brand"), facts=("rights",))
BRAND_LEFT = verb("brand.left", _("%(rights)s rights taken out of their brand"), facts=("rights",))
AGENT_APPOINTED = verb(
    "appointment.made",
    _("Agent appointed from %(starts_on)s"),
    facts=("brands", "deeds", "kinds", "territories", "starts_on", "ends_on"),
    tone="good",
)
APPOINTMENT_ENDED = verb("appointment.ended", _("Appointment of an agent ended"), tone="stop")
GUIDE_ADDED = verb("guide.added", _("Point %(number)s added to the guide"), facts=("number",), tone="good")
GUIDE_CHANGED = verb("guide.changed", _("Point %(number)s of the guide changed"), facts=("number",))
GUIDE_RETIRED = verb("guide.retired", _("Point %(number)s of the guide retired"), facts=("number",), tone="stop")
PREFIX_ADDED = verb(
    "gtin_prefix.added", _("GTINs beginning with %(prefix)s put on file"), facts=("prefix",), tone="good"
)
PREFIX_ENDED = verb("gtin_prefix.ended", _("GTINs beginning with %(prefix)s ended"), facts=("prefix",), tone="stop")
SERIALS_ADDED = verb(
    "serials.added", _("Serial numbers from %(starts_on)s put on file"), facts=("starts_on", "ends_on"), tone="good"
)
SERIALS_ENDED = verb("serials.ended", _("Pattern of serial numbers ended"), tone="stop")
RIGHTS_MAPPED = verb("rights.mapped", _("%(rights)s rights changed together: %(fields)s"), facts=("rights", "fields"))
BAN_ADDED = verb(
    "ban.added",
    _("Ban put on the list (%(kind)s, %(territories)s)"),
    facts=("kind", "territories", "products", "action", "starts_on", "ends_on"),
    audience=Audience.OPERATOR,
    words={"kind": lambda code: str(dict(Ban.Kind.choices).get(code, code))},
    tone="stop",
)
BAN_ENDED = verb("ban.ended", _("Ban ended"), audience=Audience.OPERATOR, tone="good")
GATE_CHECKED = verb(
    "gate.checked",
    _("Order checked for licences: %(verdict)s"),
    facts=("verdict", "moment", "channel", "destination", "day", "quantity", "rights"),
)
GATE_CANCELLED = verb("gate.cancelled", _("Checked order cancelled: its pieces are free again"))
RIGHTS_IMPORTED = verb(
    "rights.imported",
    _("List of rights imported: %(new)s new, %(changed)s changed"),
    facts=("new", "changed", "first_line", "last_line", "verified"),
)
LIST_RECEIVED = verb(
    "rights.list_received", _("List of %(rows)s rights uploaded"), facts=("format", "rows", "sha256", "pictures")
)

_TERMS = (
    "territories", "carve_outs", "classes", "channels", "exclusivity", "sublicensing", "quota", "starts_on", "ends_on",
    "sha256",
)  # fmt: skip
LICENCE_DRAFTED = verb("licence.drafted", _("Licence drafted, from %(starts_on)s"), facts=_TERMS)
LICENCE_REVISED = verb("licence.revised", _("Draft of the licence changed"), facts=_TERMS)
LICENCE_OFFERED = verb("licence.offered", _("Licence signed by the licensor and offered"), facts=_TERMS)
LICENCE_SIGNED = verb("licence.signed", _("Licence signed by both sides"), facts=("sha256",), tone="good")
LICENCE_DECLINED = verb("licence.declined", _("Licence declined"), tone="stop")
LICENCE_WITHDRAWN = verb("licence.withdrawn", _("Licence withdrawn before it was signed"), tone="stop")
LICENCE_TERMINATED = verb(
    "licence.terminated", _("Licence terminated from %(terminated_on)s"), facts=("terminated_on", "by"), tone="stop"
)
LICENCE_ENDED = verb("licence.ended", _("Licence ended on %(ends_on)s"), facts=("ends_on",), tone="stop")
LICENCE_REMINDED = verb("licence.reminded", _("Both sides reminded: %(days)s days left"), facts=("days", "ends_on"))
LICENCE_CONSENTED = verb("licence.consented", _("Consent to the sublicence given"), tone="good")
LICENCE_CONSENT_REFUSED = verb("licence.consent_refused", _("Consent to the sublicence refused"), tone="stop")
LICENCE_DOCUMENT = verb("licence.document_added", _("Document added to the licence"))
QUOTA_TAKEN = verb("licence.quota_taken", _("Units counted: %(quantity)s"), facts=("quantity", "day"))
QUOTA_GIVEN_BACK = verb("licence.quota_given_back", _("%(quantity)s units given back"), facts=("quantity",))
PROOF_ASKED = verb(
    "proof.asked",
    _("Proof asked for: %(reason)s"),
    facts=("reason", "wanted", "due_on"),
    words={"reason": lambda code: str(dict(ProofRequest.Reason.choices).get(code, code)).rstrip(".")},
)
PROOF_OFFERED = verb(
    "proof.offered",
    _("Proof offered unasked: %(reason)s"),
    facts=("reason", "wanted", "due_on"),
    words={"reason": lambda code: str(dict(ProofRequest.Reason.choices).get(code, code)).rstrip(".")},
)
PROOF_ANSWERED = verb("proof.answered", _("Proof handed in"), facts=("documents",))
PROOF_ACCEPTED = verb("proof.accepted", _("Proof accepted"), tone="good")
PROOF_REFUSED = verb("proof.refused", _("Proof not accepted"), tone="stop")
PROOF_LAPSED = verb("proof.lapsed", _("Proof not handed in by %(due_on)s"), facts=("due_on",), tone="stop")
AGREEMENT_RECORDED = verb(
    "agreement.recorded", _("Contract on file (%(kind)s)"), facts=("kind", "starts_on", "ends_on"),
    words={"kind": lambda code: str(dict(Agreement.Kind.choices).get(code, code))},
)  # fmt: skip
AGREEMENT_IN_FORCE = verb(
    "agreement.in_force", _("Contract in force from %(starts_on)s"), facts=("signed_on", "starts_on", "ends_on"),
    tone="good",
)  # fmt: skip
AGREEMENT_ENDED = verb(
    "agreement.ended", _("Contract ended on its last day, %(ends_on)s"), facts=("ends_on",), tone="stop"
)
AGREEMENT_TERMINATED = verb("agreement.terminated", _("Contract terminated"), tone="stop")
AGREEMENT_REMINDED = verb("agreement.reminded", _("Reminded that the contract ends in %(days)s days"), facts=("days",))
CLAUSE_SET = verb(
    "agreement.clause_set", _("Clause %(code)s: %(status)s"), facts=("code", "status", "waived_until"),
    words={"status": lambda code: str(dict(AgreementClause.Status.choices).get(code, code)), "code": _clause},
)  # fmt: skip
BLOCK_ENFORCED = verb(
    "block.enforced", _("Missing clauses hold up from now on: %(code)s"), facts=("code",), audience=Audience.OPERATOR
)
BLOCK_LIFTED = verb(
    "block.lifted", _("Missing clauses hold up no more: %(code)s"), facts=("code",), audience=Audience.OPERATOR
)
TARGET_SET = verb(
    "term_target.set", _("Target “%(code)s” set: %(limit)s in %(days)s days"), facts=("code", "limit", "days"),
    audience=Audience.OPERATOR, words={"code": _target},
)  # fmt: skip
REVIEW_OPENED = verb(
    "term_review.opened", _("Target “%(target)s” missed: cases %(measured)s, too many from %(limit)s on"),
    facts=("subject", "code", "target", "limit", "days", "measured"), audience=Audience.OPERATOR, tone="stop",
    words={"target": _target},
)  # fmt: skip
REVIEW_GREW = verb("term_review.grew", _("%(cases)s more cases"), facts=("cases",), audience=Audience.OPERATOR)
REVIEW_DECIDED = verb(
    "term_review.decided", _("Review of a term decided: %(state)s"), facts=("state",), audience=Audience.OPERATOR,
    words={"state": lambda code: str(dict(TermReview.State.choices).get(code, code))},
)  # fmt: skip
REGISTER_SET = verb(
    "public_register.set", _("Public register: %(access)s"), facts=("access",), audience=Audience.OPERATOR,
    words={"access": lambda code: str(dict(PublicRegister.Access.choices).get(code, code))},
)  # fmt: skip
