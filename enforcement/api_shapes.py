"""What complaints, cases and appeals look like to programs, and what programs send."""

from datetime import date
from typing import Any, ClassVar

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers

from enforcement.machine import APPEAL, CASE, COMPLAINT, ITEM, REMEDY
from enforcement.models import Case, Withdrawal
from enforcement.named import MOST_LISTINGS
from enforcement.words import AMISS
from gateway.fields import ApiText
from registry.registers.offices import place_code
from workflow.models import Clock

LONG = 8000
LONGEST_LINK = 500


class ElementsIn(serializers.DictField):
    """What the pack asks for, by the code of each element. A statement is made with "yes"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=ApiText(max_length=LONG, allow_blank=True), **kwargs)


class ComplainedIn(serializers.Serializer):
    """A listing complained of."""

    number = ApiText(max_length=LONGEST_LINK, help_text="The listing's number, or its link.")
    note = ApiText(max_length=2000, required=False, allow_blank=True, help_text="What you say about this one.")


class ComplaintIn(serializers.Serializer):
    """A complaint: one right asserted in one territory, against listings of any sellers."""

    right = ApiText(max_length=20, help_text="The reference of a verified right.")
    region = ApiText(max_length=8, help_text="One of the right's territories.")
    reason = ApiText(
        max_length=60, help_text="What is wrong: a code of the pack, such as counterfeit or picture_copied."
    )
    elements = ElementsIn(required=False)
    listings = ComplainedIn(many=True, max_length=MOST_LISTINGS)  # type: ignore[call-arg]
    partly = serializers.BooleanField(
        default=False,
        help_text="True keeps the listings that are found and answers the others as `not_taken`; False refuses all of it.",
    )
    file = serializers.BooleanField(default=True, help_text="False keeps it as a draft.")


class CorrectionIn(serializers.Serializer):
    """What was missing."""

    elements = ElementsIn()


class ComplainedOut(serializers.Serializer):
    """A listing complained of. `problem` says why it was left out; otherwise `case` is where it went."""

    number = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    problem = serializers.CharField(allow_blank=True)
    case = serializers.CharField(allow_null=True)


class NotTakenOut(serializers.Serializer):
    """A line that names no listing here, or one that was named before: the place it has, why, and what to do."""

    line = serializers.IntegerField(help_text="From 1.")
    text = serializers.CharField()
    problem = serializers.ChoiceField(choices=list(AMISS))
    help = serializers.CharField()  # type: ignore[assignment]


class PackOut(serializers.Serializer):
    """The rules that apply, in the version of then."""

    code = serializers.CharField()
    version = serializers.CharField()


class ComplaintLineOut(serializers.Serializer):
    """A complaint in a list."""

    reference = serializers.CharField()
    state = serializers.ChoiceField(choices=COMPLAINT.states)
    right = serializers.CharField(source="right.reference", allow_null=True, default=None)
    region = serializers.CharField()
    listings = serializers.IntegerField(source="listing_count")
    filed_at = serializers.DateTimeField(allow_null=True)
    made_at = serializers.DateTimeField()


class ComplaintOut(serializers.Serializer):
    """A complaint. `missing` are the codes of elements that an incomplete one lacks; `receipt` is its log entry."""

    reference = serializers.CharField()
    state = serializers.ChoiceField(choices=COMPLAINT.states)
    right = serializers.CharField(allow_null=True)
    region = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    elements = serializers.DictField(child=serializers.CharField())
    missing = serializers.ListField(child=serializers.CharField())
    pack = PackOut(allow_null=True)
    listings = ComplainedOut(many=True)
    not_taken = NotTakenOut(many=True)
    cases = serializers.ListField(child=serializers.CharField())
    receipt = serializers.UUIDField(allow_null=True)
    filed_at = serializers.DateTimeField(allow_null=True)
    made_at = serializers.DateTimeField()


class ContactOut(serializers.Serializer):
    """A party as this caller may see it; what is not disclosed is empty."""

    name = serializers.CharField()
    reference = serializers.CharField(allow_blank=True)
    person = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    address = serializers.CharField(allow_blank=True)


class DecisionOut(serializers.Serializer):
    """What was decided about one Item, with its reasons. To the two sides from the moment it takes effect."""

    outcome = serializers.ChoiceField(choices=["upheld", "rejected"])
    ground = serializers.CharField()
    reference = serializers.CharField(allow_blank=True)
    reasons = serializers.CharField(allow_blank=True)
    remedy = serializers.CharField(allow_blank=True)
    territories = serializers.ListField(child=serializers.CharField())
    automated = serializers.BooleanField()
    decided_at = serializers.DateTimeField()
    taken_at = serializers.DateTimeField(allow_null=True)


class OriginOut(serializers.Serializer):
    """Where genuine goods were first sold, as the seller says, and what the rule of the region makes of it."""

    first_sold_in = serializers.CharField()
    exhausts = serializers.ChoiceField(choices=["yes", "no", "depends", "unknown"])


class ItemOut(serializers.Serializer):
    """One listing in a case. `answers` are the codes that the caller may answer now; `remedy` how far the shop is."""

    id = serializers.UUIDField()
    listing = serializers.CharField()
    title = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=[*ITEM.states, "deciding"])
    answered = serializers.CharField(allow_blank=True)
    answers = serializers.ListField(child=serializers.CharField())
    origin = OriginOut(allow_null=True)
    decision = DecisionOut(allow_null=True)
    remedy = serializers.ChoiceField(choices=REMEDY.states, allow_null=True)


class ClockOut(serializers.Serializer):
    """A deadline: what it is for, its bounds, where it comes from. Without `due_at` it only counts."""

    kind = serializers.CharField()
    state = serializers.ChoiceField(choices=Clock.State.values)
    basis = serializers.ChoiceField(choices=["law", "policy"])
    source = serializers.CharField()  # type: ignore[assignment]
    started_at = serializers.DateTimeField()
    lower_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)


class CaseLineOut(serializers.Serializer):
    """A case in a list. `due_at` is the next bound of a clock that runs in it."""

    reference = serializers.CharField()
    state = serializers.ChoiceField(choices=CASE.states)
    source = serializers.ChoiceField(choices=Case.Source.values)  # type: ignore[assignment]
    region = serializers.CharField()
    right = serializers.CharField(source="right.reference")
    right_title = serializers.CharField(source="right.title")
    seller = serializers.CharField(source="seller.name")
    complainant = serializers.CharField(source="complainant.name", allow_null=True, default=None)
    items = serializers.IntegerField(source="items_count")
    opened_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True, source="bound")


class CaseOut(serializers.Serializer):
    """A case as the caller's side sees it. `grounds` are the codes on which the caller may decide."""

    reference = serializers.CharField()
    side = serializers.ChoiceField(choices=["seller", "complainant", "reviewer"])
    state = serializers.ChoiceField(choices=CASE.states)
    source = serializers.ChoiceField(choices=Case.Source.values)  # type: ignore[assignment]
    region = serializers.CharField()
    right = serializers.CharField()
    right_title = serializers.CharField()
    right_number = serializers.CharField(allow_blank=True)
    right_fallen = serializers.CharField(
        allow_blank=True,
        help_text="The state of the right where it is not in force any more: lapsed, revoked, retired.",
    )
    complaint = serializers.CharField(allow_null=True)
    complainant = ContactOut(allow_null=True)
    seller = ContactOut()
    pack = PackOut()
    items = ItemOut(many=True)
    grounds = serializers.ListField(child=serializers.CharField())
    clocks = ClockOut(many=True)
    appeals = serializers.ListField(child=serializers.CharField())
    opened_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)


class AnsweredIn(serializers.Serializer):
    """The answer for one Item."""

    item = serializers.UUIDField()
    code = ApiText(max_length=40, help_text="One of the Item's `answers`.")


class AnswerIn(serializers.Serializer):
    """Answers of the seller; `elements` are those of a counter-notice, where an answer needs one."""

    answers = AnsweredIn(many=True, min_length=1, max_length=MOST_LISTINGS)  # type: ignore[call-arg]
    statement = ApiText(max_length=LONG, required=False, allow_blank=True)
    elements = ElementsIn(required=False)
    first_sold_in = ApiText(
        max_length=2, required=False, allow_blank=True,
        help_text="With the answer genuine: where the goods were first sold with the owner's consent, ISO 3166-1 alpha-2.",
    )  # fmt: skip
    exemptions = serializers.ListField(
        child=ApiText(max_length=40), max_length=20, required=False,
        help_text="For what is contested: codes of the pack's exceptions, what the law allows without consent.",
    )  # fmt: skip


class WithdrawalIn(serializers.Serializer):
    """The Items for which the complaint is taken back, and why."""

    items = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST_LISTINGS)
    reason = serializers.ChoiceField(choices=Withdrawal.Reason.values)
    words = ApiText(max_length=2000, required=False, allow_blank=True)


class ComplaintWithdrawalIn(serializers.Serializer):
    """The listings for which a complaint is taken back, by number, and why."""

    listings = serializers.ListField(child=ApiText(max_length=60), min_length=1, max_length=MOST_LISTINGS)
    reason = serializers.ChoiceField(choices=Withdrawal.Reason.values)
    words = ApiText(max_length=2000, required=False, allow_blank=True)


class CourtActionIn(serializers.Serializer):
    """A court action that keeps listings down."""

    court = ApiText(max_length=200)
    number = ApiText(max_length=100, help_text="Of the action.")
    filed_on = serializers.DateField(help_text="Not in the future.")

    def validate_filed_on(self, day: date) -> date:
        """An action that will be filed is none yet."""
        if day > localdate():
            raise serializers.ValidationError(_("This day lies in the future."))
        return day


class DecidedIn(serializers.Serializer):
    """What is decided about one Item."""

    item = serializers.UUIDField()
    ground = ApiText(max_length=60, help_text="One of the case's `grounds`; the outcome follows from it.")
    reasons = ApiText(max_length=LONG, required=False, allow_blank=True, help_text="Both sides read them.")
    remedy = ApiText(
        max_length=40, required=False, help_text="Where the complaint is upheld; the pack's own without it."
    )
    further = serializers.ListField(
        child=ApiText(max_length=60), max_length=250, required=False,
        help_text="Territories beyond those of the remedy; the reasons must say why.",
    )  # fmt: skip

    category = ApiText(
        max_length=100, required=False, allow_blank=True,
        help_text="With the remedy restrict: the category in which the seller may not hand in anything any more.",
    )  # fmt: skip
    brand = ApiText(max_length=200, required=False, allow_blank=True, help_text="The same for a brand.")

    def validate_further(self, names: list[str]) -> tuple[str, ...]:
        """Codes of the territories, by code or name."""
        codes = [place_code(name) for name in names]
        unknown = [name for name, code in zip(names, codes, strict=True) if not code]
        if unknown:
            raise serializers.ValidationError(_("Not a territory: %(names)s") % {"names": ", ".join(unknown)})
        return tuple(codes)


class DecisionIn(serializers.Serializer):
    """Decisions about Items of one case, made together."""

    decisions = DecidedIn(many=True, min_length=1, max_length=MOST_LISTINGS)  # type: ignore[call-arg]


class AppealIn(serializers.Serializer):
    """The Items whose decision is wrong, and why."""

    items = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST_LISTINGS)
    grounds = ApiText(max_length=LONG)


class AppealOut(serializers.Serializer):
    """An appeal. `due_at` is when it is decided at the latest."""

    reference = serializers.CharField()
    state = serializers.ChoiceField(choices=APPEAL.states)
    side = serializers.ChoiceField(choices=["seller", "complainant"])
    case = serializers.CharField()
    items = serializers.ListField(child=serializers.UUIDField())
    filed_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)


class Examples:
    """One request of each kind, for the OpenAPI document."""

    complaint: ClassVar = OpenApiExample(
        "Counterfeits, at two sellers",
        request_only=True,
        value={
            "right": "MW-7Q4K2XA",
            "region": "EU",
            "reason": "counterfeit",
            "elements": {
                "explanation": "The label is printed, ours is woven.",
                "good_faith": "yes",
                "accuracy_authority": "yes",
                "signature": "Ada Aurora",
            },
            "listings": [{"number": "AB-20931", "note": "bought and examined"}, {"number": "AB-20944"}],
        },
    )
    correction: ClassVar = OpenApiExample(
        "The signature was missing", request_only=True, value={"elements": {"signature": "Ada Aurora"}}
    )
    answer: ClassVar = OpenApiExample(
        "Genuine goods",
        request_only=True,
        value={
            "answers": [{"item": "0198c0de-0000-7000-8000-000000000001", "code": "genuine"}],
            "statement": "Bought in Poland; the invoice follows.",
        },
    )
    withdrawal: ClassVar = OpenApiExample(
        "A mistake",
        request_only=True,
        value={"items": ["0198c0de-0000-7000-8000-000000000001"], "reason": "mistake"},
    )
    complaint_withdrawal: ClassVar = OpenApiExample(
        "Two sold by an outlet of our own",
        request_only=True,
        value={"listings": ["A-1", "R-7"], "reason": "authorised"},
    )
    court_action: ClassVar = OpenApiExample(
        "Filed after a counter-notice",
        request_only=True,
        value={"court": "N.D. California", "number": "3:26-cv-01234", "filed_on": "2026-07-01"},
    )
    decision: ClassVar = OpenApiExample(
        "One upheld, one rejected",
        request_only=True,
        value={
            "decisions": [
                {
                    "item": "0198c0de-0000-7000-8000-000000000001",
                    "ground": "counterfeit.goods",
                    "reasons": "The label is printed, not woven.",
                },
                {"item": "0198c0de-0000-7000-8000-000000000002", "ground": "fair.referential"},
            ]
        },
    )
    appeal: ClassVar = OpenApiExample(
        "Against a removal",
        request_only=True,
        value={"items": ["0198c0de-0000-7000-8000-000000000001"], "grounds": "Here is the invoice."},
    )
