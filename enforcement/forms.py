"""The forms of enforcement, made from the pack: they ask what the right and the region require, and nothing else."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from enforcement.words import WITHDRAWALS
from gateway.fields import FormDocuments, FormText
from policy.model import Element, Ground, Pack
from registry.models import Right
from registry.offices import place_code
from registry.territories import offered_in

ELEMENT = "element_"
STATED = "yes"
NOTE = "note_"
LONG = 8000


def element_field(element: Element, *, required: bool) -> forms.Field:
    """The field of one element of a notice or counter-notice, with its article as help."""
    label, reference = gettext(element.title), gettext(element.reference)
    help_text = " ".join(part for part in (gettext(element.help) if element.help else "", f"({reference})") if part)
    if element.kind == "statement":
        box = forms.BooleanField(label=gettext(element.statement), required=required, help_text=reference)
        box.widget.attrs["value"] = STATED
        return box
    if element.options:
        options = [(option.code, gettext(option.title)) for option in element.options]
        return forms.ChoiceField(
            label=label, choices=options, required=required, help_text=help_text, widget=forms.RadioSelect
        )
    widget = forms.TextInput() if element.kind == "signature" else forms.Textarea(attrs={"rows": 4})
    return FormText(label=label, max_length=LONG, required=required, help_text=help_text, widget=widget)


class ElementsForm(forms.Form):
    """The elements of a pack that are not on file already, as fields named `element_<code>`."""

    use_required_attribute = False

    def __init__(self, elements: Sequence[Element], *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [element for element in elements if not element.filled_from]
        for element in self.asked:
            self.fields[ELEMENT + element.code] = element_field(element, required=required and element.required)

    def shown(self, *kinds: str) -> list[forms.BoundField]:
        """The elements of these kinds, of all without any, to be shown: a draft may lack what filing needs, and the
        page says so all the same. Validates first."""
        assert self.errors is not None
        found = []
        for element in self.asked:
            if not kinds or element.kind in kinds:
                self.fields[ELEMENT + element.code].required = element.required and element.kind != "statement"
                found.append(self[ELEMENT + element.code])
        return found

    def given(self) -> dict[str, str]:
        """What was given, by the code of the element."""
        found = {}
        for element in self.asked:
            value = self.cleaned_data.get(ELEMENT + element.code)
            found[element.code] = STATED if value is True else (value or "")
        return found


def as_initial(elements: dict[str, str]) -> dict[str, str]:
    """Stored elements as the initial values of an ElementsForm."""
    return {ELEMENT + code: value for code, value in elements.items()}


class RightForm(forms.Form):
    """First step of a complaint: which right, where, and against which listings."""

    right = forms.ChoiceField(
        label=_("Right"), error_messages={"required": _("Choose the right that is infringed, with its territory.")}
    )
    listings = FormText(
        label=_("Listings"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Numbers or links, one a line; up to 1,000. Those you chose in the search are here already."),
    )

    def __init__(
        self, rights: Sequence[Right], *args: Any, markets: Sequence[Collection[str]] = (), **kwargs: Any
    ) -> None:
        """`markets`: where each of the chosen listings is offered. The one territory in which all are is proposed."""
        super().__init__(*args, **kwargs)
        field = self.fields["right"]
        assert isinstance(field, forms.ChoiceField)
        chosen, fitting, together = [], [], Counter(map(frozenset, markets))
        for right in rights:
            for region in right.territories:
                there = sum(number for places, number in together.items() if offered_in(places, region))
                value = f"{right.reference}:{region}"
                chosen.append((value, _asserted(right, region, there, len(markets))))
                fitting += [value] if markets and there == len(markets) else []
        field.choices = chosen if len(chosen) == 1 else [("", gettext("Choose …")), *chosen]
        if len(fitting) == 1 and self.initial.get("right") not in dict(chosen):
            self.initial["right"] = fitting[0]


def _asserted(right: Right, region: str, there: int, listings: int) -> str:
    """A right in one of its territories: “Aurora, EU (EUIPO 018442190)”, and how many of the listings are offered there."""
    number = right.numbered or right.get_kind_display()
    said = f"{right.title}, {region} ({number})"
    if not listings:
        return said
    words = ngettext("%(there)d of %(n)d listing offered there", "%(there)d of %(n)d listings offered there", listings)
    return f"{said}: {words % {'there': there, 'n': listings}}"


class ComplaintForm(ElementsForm):
    """Second step: what is wrong, and the elements that the pack asks for. Nothing is required to keep a draft."""

    reason = forms.ChoiceField(label=_("What is wrong?"), widget=forms.RadioSelect, required=False)

    def __init__(self, pack: Pack, right_kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(pack.notice, *args, required=False, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(reason.code, gettext(reason.title)) for reason in pack.reasons_for(right_kind)]
        self.order_fields(["reason"])

    @property
    def why(self) -> list[forms.BoundField]:
        """The fields that say what is wrong."""
        found = self.shown("text", "choice")
        self.fields["reason"].required = True
        return [self["reason"], *found]

    @property
    def signing(self) -> list[forms.BoundField]:
        """The statements, and the signature under them."""
        return [*self.shown("statement"), *self.shown("signature")]


class NotesForm(forms.Form):
    """What is said about each listing of a draft, as fields named `note_<number>`, and which of them stay."""

    def __init__(self, numbers: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in numbers:
            self.fields[NOTE + number] = FormText(label=number, max_length=2000, required=False)
        self.fields["keep"] = forms.MultipleChoiceField(
            choices=[(number, number) for number in numbers],
            error_messages={"required": gettext("Keep at least one listing.")},
        )

    def kept(self) -> dict[str, str]:
        """The note of each listing that stays, by its number."""
        return {number: self.cleaned_data[NOTE + number] for number in self.cleaned_data["keep"]}


def evidence_field(*, label: Any, required: bool) -> FormDocuments:
    """The field for files that are put into a case, several at once."""
    return FormDocuments(
        label=label,
        required=required,
        help_text=_(
            "Invoices, licences, pictures: up to ten files, PDF, JPEG, PNG or WebP. Both sides and the reviewer see them."
        ),
        error_messages={"required": _("Choose at least one file.")},
    )


class EvidenceForm(forms.Form):
    """Files put into a case afterwards."""

    evidence = evidence_field(label=_("Files"), required=True)


class AnswerForm(ElementsForm):
    """The seller's words, evidence, and, where a counter-notice is sent, its elements."""

    statement = FormText(
        label=_("Your explanation"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    evidence = evidence_field(label=_("Evidence"), required=False)

    @property
    def counter(self) -> list[forms.BoundField]:
        """The elements of a counter-notice."""
        return self.shown()

    @property
    def counter_begun(self) -> bool:
        """Whether anything was typed there, or is wrong there."""
        return any(bound.errors or (self.is_bound and bound.value()) for bound in self.counter)


class DecideForm(forms.Form):
    """What is decided about the Items: a ground for the rest, the reasons, what follows, and how far it reaches.

    The grounds of single Items are fields named `ground_<id>`, which the service checks against the pack.
    """

    rest = forms.ChoiceField(label=_("All others"), required=False)
    reasons = FormText(
        label=_("Reasons"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "r", "data-key-label": _("your reasons")}),
        help_text=_("Both sides read them, beside the ground and its source."),
    )
    remedy = forms.ChoiceField(label=_("What follows where the complaint is upheld"))
    further = FormText(
        label=_("Further territories"),
        max_length=500,
        required=False,
        help_text=_("Beyond the region of the case. Your reasons must say why."),
    )

    def __init__(self, pack: Pack, grounds: Sequence[Ground], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rest, remedy = self.fields["rest"], self.fields["remedy"]
        assert isinstance(rest, forms.ChoiceField)
        assert isinstance(remedy, forms.ChoiceField)
        rest.choices = [("", ""), *[(ground.code, gettext(ground.title)) for ground in grounds]]
        remedy.choices = [
            (rule.code, gettext(rule.title) + (gettext(" (a second person confirms)") if rule.needs_second else ""))
            for rule in sorted(pack.remedies, key=lambda rule: rule.code != "delist")
        ]

    def clean_further(self) -> tuple[str, ...]:
        """Codes of the territories named, by code or name."""
        words = [word for word in re.split(r"[,;\n]", self.cleaned_data["further"]) if word.strip()]
        codes = [(word.strip(), place_code(word)) for word in words]
        unknown = [word for word, code in codes if not code]
        if unknown:
            raise forms.ValidationError(gettext("Not a territory: %(names)s") % {"names": ", ".join(unknown)})
        return tuple(code for _word, code in codes)


class SecondForm(forms.Form):
    """Why a second person refuses, or what they add."""

    words = FormText(
        label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed if you refuse."),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Taking a complaint back, in one of four words."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=list(WITHDRAWALS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why you take it back.")},
    )
    words = FormText(
        label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class AppealForm(forms.Form):
    """Why the decision is wrong."""

    grounds = FormText(
        label=_("Why is the decision wrong?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Somebody else than the first reviewer reads it."),
        error_messages={"required": _("Say why the decision is wrong.")},
    )
    evidence = evidence_field(label=_("Evidence"), required=False)


class DecideAppealForm(forms.Form):
    """The reasons of a decision on appeal."""

    reasons = FormText(
        label=_("Reasons"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4, "data-key": "r", "data-key-label": _("your reasons")}),
        help_text=_("Both sides read them."),
        error_messages={"required": _("Give the reasons for your decision; both sides read them.")},
    )
