"""What sellers says to the log."""

from django.utils.translation import gettext_lazy as _

from audit.verbs import Audience, verb

SUBMITTED = verb("listing.submitted", _("Listing handed in with %(pictures)s pictures"), facts=("pictures", "revision"))
REVISED = verb("listing.revised", _("Listing changed (revision %(revision)s)"), facts=("pictures", "revision"))
IMPORTED = verb("listings.imported", _("%(listings)s listings imported"), facts=("listings", "first_line", "last_line"))
LIST_RECEIVED = verb("listings.list_received", _("List of listings uploaded"), facts=("format", "size", "sha256"))
PUBLISHED = verb("listing.published", _("Published after its check"), facts=("listings",), tone="good")
HELD = verb("listing.held", _("Held until a reviewer has looked"), facts=("listings",), tone="stop")
ENDED = verb("listing.ended", _("Listing ended"), facts=("listings",))
RESTRAINED = verb(
    "listing.restrained",
    _("Taken out of the shop"),
    facts=("kind", "listings", "territories", "ends_at"),
    tone="stop",
)
SELLER_RESTRAINED = verb(
    "seller.restrained",
    _("All listings of the seller taken out of the shop"),
    facts=("kind", "territories", "ends_at", "cause"),
    tone="stop",
)
DEMOTED = verb(
    "listing.demoted", _("Shown less in the shop and in searches"), facts=("kind", "listings", "territories", "ends_at"),
)  # fmt: skip
CHECKED_FIRST = verb(
    "seller.checked_first", _("What the seller hands in is published once a person has passed it"),
    facts=("kind", "territories", "ends_at", "cause"),
)  # fmt: skip
RESTRICTED = verb(
    "seller.restricted", _("The seller may not hand in goods of one kind"),
    facts=("kind", "territories", "ends_at", "cause"), tone="stop",
)  # fmt: skip
CHECKED_AGAIN = verb("listing.checked_again", _("To be checked again"), facts=("listings",))
RELEASED = verb(
    "restraint.released", _("Taken back: %(restraints)s restraints"), facts=("restraints", "by"), tone="good"
)
LAPSED = verb("restraint.lapsed", _("Run out: %(restraints)s restraints"), facts=("restraints",), tone="good")
SHOP_TOLD = verb(
    "listing.shop_told", _("The shop was told where %(listings)s listings are public"), facts=("listings",)
)
APPLIED = verb(
    "listing.applied",
    _("The shop shows this listing where it may be shown, and nowhere else"),
    facts=("state",),
    tone="good",
)
STRIKE_GIVEN = verb(
    "strike.given", _("Strike of %(points)s points"), facts=("points", "reason", "cause", "fades_on"), tone="stop"
)
STRIKE_REVERSED = verb("strike.reversed", _("%(strikes)s strikes taken back"), facts=("strikes", "by"), tone="good")
CASE_NOTED = verb("seller.case_noted", _("Case %(case)s opened against the seller"), facts=("case",))
OUTCOME_NOTED = verb(
    "seller.outcome_noted", _("A listing decided in case %(case)s: %(outcome)s"), facts=("case", "outcome")
)
QUALITY_NOTED = verb(
    "seller.quality_noted",
    _("Complaints about goods noted: %(complaints)s"),
    facts=("complaints", "kinds"),
)
TRAITS_NOTED = verb(
    "seller.traits_noted",
    _("What the seller can be recognised by was noted (%(kinds)s): %(traits)s"),
    facts=("traits", "kinds"),
    audience=Audience.OPERATOR,
)
TRAIT_ENDED = verb(
    "seller.trait_ended",
    _("What the seller could be recognised by holds no longer (%(kind)s)"),
    facts=("kind",),
    audience=Audience.OPERATOR,
)
APPLICATION_BEGUN = verb("seller_application.begun", _("Application of a seller begun"), audience=Audience.OPERATOR)
APPLICATION_SAVED = verb(
    "seller_application.saved", _("Step saved with %(papers)s documents (%(step)s)"), facts=("step", "papers"),
    audience=Audience.OPERATOR,
)  # fmt: skip
APPLICATION_LINKED = verb(
    "seller_application.linked", _("The link of the application was sent again"), audience=Audience.OPERATOR
)
APPLICATION_HANDED_IN = verb(
    "seller_application.handed_in", _("Handed in with %(papers)s documents and %(brands)s brands"),
    facts=("papers", "brands", "numbers"),
)  # fmt: skip
APPLICATION_COMPARED = verb(
    "seller_application.compared", _("Compared with everybody who was here before: %(strong)s may be the same"),
    facts=("strong", "near"),
)  # fmt: skip
APPLICATION_ASKED = verb("seller_application.asked", _("Asked for more"))
APPLICATION_APPROVED = verb(
    "seller_application.approved", _("Let in"), facts=("score", "found", "limited", "on_appeal"), tone="good"
)
APPLICATION_REFUSED = verb("seller_application.refused", _("Not let in"), facts=("score", "found"), tone="stop")
APPLICATION_APPEALED = verb("seller_application.appealed", _("Appealed against the refusal"))
APPLICATION_UPHELD = verb("seller_application.upheld", _("The refusal stands after appeal"), tone="stop")
APPLICATIONS_LAPSED = verb(
    "seller_application.lapsed", _("Nobody went on with it: what was said is forgotten"), audience=Audience.OPERATOR
)
SELLER_LIMITED = verb(
    "seller.limited", _("May offer %(most)s listings at most, in %(categories)s categories"),
    facts=("most", "categories", "cause"),
)  # fmt: skip
LIMIT_ENDED = verb("seller.limit_ended", _("The limit on the seller's listings was ended"), tone="good")
SALES_TOLD = verb(
    "seller.sales_told", _("Sales of %(sellers)s sellers told by the month: %(months)s"), facts=("sellers", "months"),
    audience=Audience.OPERATOR,
)  # fmt: skip
DATA_REQUESTED = verb(
    "seller_data.requested", _("The seller is asked for its data until %(due_on)s"), facts=("basis", "due_on")
)
DATA_GIVEN = verb("seller_data.given", _("The seller gave its payment account and confirmed its details"), tone="good")
DATA_OVERDUE = verb("seller_data.overdue", _("The seller did not give its data in time"), tone="stop")
DATA_VERIFIED = verb("seller_data.verified", _("What the seller gave was checked"), facts=("how",), tone="good")
DATA_DOUBTED = verb("seller_data.doubted", _("What the seller gave is not right; it is asked again"), tone="stop")
DATA_UNCHECKED = verb(
    "seller_data.unchecked", _("What the seller gave was not checked within ten days"), tone="stop",
    audience=Audience.OPERATOR,
)  # fmt: skip
SELLER_DISCLOSED = verb("seller.disclosed", _("What buyers are told of the seller"), facts=("at_home", "has_phone"))
PAYMENT_ASKED = verb("seller.payment_asked", _("To be paid to another account from %(due_on)s on"), facts=("due_on",))
PAYMENT_STOPPED = verb("seller.payment_stopped", _("The other payment account was stopped"), tone="good")
PAYMENT_CHANGED = verb("seller.payment_changed", _("The seller is paid to another account"))
LESSON_ASSIGNED = verb(
    "lesson.assigned", _("A lesson is to be passed until %(due_on)s (%(lesson)s)"), facts=("lesson", "due_on", "cause")
)
LESSON_REMINDED = verb("lesson.reminded", _("Reminded of a lesson (%(lesson)s)"), facts=("lesson",))
LESSON_OVERDUE = verb(
    "lesson.overdue", _("A lesson was not passed in time (%(lesson)s)"), facts=("lesson",), tone="stop"
)
LESSON_PASSED = verb(
    "lesson.passed",
    _("Lesson passed (%(lesson)s, edition %(edition)s)"),
    facts=("lesson", "edition", "score"),
    tone="good",
)
STRIKE_RELIEVED = verb(
    "strike.relieved", _("A strike weighs %(points)s points less for a lesson that was passed"), facts=("points", "by"),
    tone="good",
)  # fmt: skip
STRIKE_RELIEVED_BY_PLAN = verb(
    "strike.relieved_by_plan", _("A strike weighs %(points)s points less for a plan that was kept"), facts=("points",),
    tone="good",
)  # fmt: skip
CHECKLIST_FILLED = verb(
    "checklist.filled", _("Checklist gone through (%(kind)s): %(yes)s yes, %(no)s open"),
    facts=("kind", "edition", "yes", "no"),
)  # fmt: skip
BRAND_LESSON_SENT = verb(
    "brand_lesson.sent", _("Lesson for sellers of a brand handed in"), facts=("pages", "questions")
)
BRAND_LESSON_APPROVED = verb("brand_lesson.approved", _("Lesson of a brand approved"), tone="good")
BRAND_LESSON_RETURNED = verb("brand_lesson.returned", _("Lesson of a brand returned"), tone="stop")
BRAND_LESSON_ENDED = verb("brand_lesson.ended", _("Lesson of a brand taken back"))
SEMINAR_ANNOUNCED = verb(
    "seminar.announced", _("Seminar announced with %(places)s places"), facts=("places", "region", "starts_at")
)
SEMINAR_CANCELLED = verb("seminar.cancelled", _("Seminar cancelled"), tone="stop")
SEMINAR_HELD = verb("seminar.held", _("Seminar held; %(attended)s were there"), facts=("attended",), tone="good")
SEMINAR_SIGNED = verb("seminar.signed", _("Signed up for a seminar (%(state)s)"), facts=("state",))
SEMINAR_WITHDRAWN = verb("seminar.withdrawn", _("No longer takes part in a seminar"))
SEMINAR_MOVED_UP = verb("seminar.moved_up", _("A place in the seminar became free"), tone="good")
SEMINAR_MARKED = verb("seminar.marked", _("Attendance noted (%(state)s)"), facts=("state",))
SEMINAR_TOLD = verb("seminar.told", _("Somebody with a place was told (%(what)s)"), facts=("what",))
ACCREDITED = verb(
    "inspector.accredited", _("Accredited as inspector until %(until)s"), facts=("kinds", "until"), tone="good"
)
ACCREDITATION_REMINDED = verb(
    "inspector.reminded", _("Reminded that the accreditation ends on %(until)s"), facts=("until",)
)
ACCREDITATION_EXPIRED = verb(
    "inspector.expired", _("The accreditation has run out; reviews given back: %(reviews)s"), facts=("reviews",)
)
ACCREDITATION_REVOKED = verb(
    "inspector.revoked", _("The accreditation was revoked; reviews given back: %(reviews)s"), facts=("reviews",),
    tone="stop",
)  # fmt: skip
INTEREST_NOTED = verb("inspector.interest_noted", _("An interest of the inspector was put on record"))
INTEREST_ENDED = verb("inspector.interest_ended", _("The inspector's interest has ended"))
REVIEW_ASKED = verb(
    "seller_review.asked", _("A review of the seller is wanted until %(due)s (%(kind)s)"), facts=("kind", "due"),
    audience=Audience.OPERATOR,
)  # fmt: skip
REVIEW_ASSIGNED = verb(
    "seller_review.assigned", _("Assigned to an inspector (ruled out: %(ruled_out)s)"), facts=("ruled_out",)
)
REVIEW_DECLARED = verb("seller_review.declared", _("The inspector declared that nothing ties it to the seller"))
REVIEW_GIVEN_BACK = verb("seller_review.given_back", _("Given back, to be assigned anew"), facts=("interest",))
REVIEW_CANCELLED = verb("seller_review.cancelled", _("Called off"))
REVIEW_SAVED = verb(
    "seller_review.saved", _("Answers saved with %(pictures)s pictures (%(section)s)"), facts=("section", "pictures")
)
REVIEW_SIGNED = verb("seller_review.signed", _("The report was signed: %(verdict)s"), facts=("verdict", "sha256"))
REVIEW_EFFECT = verb("seller_review.effect", _("Decided what follows for the limits: %(effect)s"), facts=("effect",))
REVIEW_APPEALED = verb("seller_review.appealed", _("The seller appealed against the report"))
REVIEW_UPHELD = verb("seller_review.upheld", _("The report stands after appeal"), tone="stop")
REVIEW_OVERTURNED = verb("seller_review.overturned", _("The report was overturned on appeal"), tone="good")
RISK_MOVED = verb(
    "seller.risk_moved", _("Risk %(figure)s of 100, before that %(before)s"), facts=("figure", "before", "band"),
)  # fmt: skip
RISK_BEGUN = verb("seller.risk_begun", _("Risk of %(sellers)s sellers weighed for the first time"), facts=("sellers",))
PICTURES_FETCHED = verb(
    "listing.pictures_fetched", _("Pictures fetched: %(pictures)s in all (revision %(revision)s)"),
    facts=("pictures", "revision"),
)  # fmt: skip
PICTURE_MISSED = verb(
    "listing.picture_missed", _("Picture %(place)s could not be fetched"), facts=("code", "place"), tone="stop"
)
PICTURES_AGAIN = verb("listing.pictures_again", _("%(pictures)s pictures to be fetched again"), facts=("pictures",))
