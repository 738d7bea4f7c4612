"""The forms of enforcement, made from the pack: they ask what the right and the region require, and nothing else."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from enforcement.named import LONGEST_FILE, Amiss, Written, in_file, pasted
from enforcement.words import WITHDRAWALS
from gateway.fields import FormDocuments, FormText
from policy.model import Element, Ground, Pack, Reason
from registry.models import Right
from registry.registers.offices import place_code
from registry.territories import offered_in

ELEMENT = "element_"
STATED = "yes"
NOTE = "note_"
MEND = "mend_"
LONG = 8000
MOST_PASTED = 300_000


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


def listings_field(**more: Any) -> FormText:
    """The field into which listings are pasted."""
    return FormText(max_length=MOST_PASTED, widget=forms.Textarea(attrs={"rows": 6}), **more)


def file_field() -> forms.FileField:
    """The field for a list of listings as a file; the lines that were read are its cleaned value, none where none came."""
    return FormLines(
        label=_("Or a CSV file"),
        required=False,
        help_text=_("With the columns url, number and note; one listing a row, a heading may be there."),
    )


class FormLines(forms.FileField):
    """A CSV file of listings."""

    widget = forms.ClearableFileInput(attrs={"accept": ".csv,text/csv,text/plain"})

    def clean(self, data: Any, initial: Any = None) -> list[Written]:  # type: ignore[override]
        """The refusal becomes the field's error."""
        sent = super().clean(data, initial)
        if not sent:
            return []
        try:
            return in_file(sent.read(LONGEST_FILE + 1))
        except ValueError as error:
            words = gettext(
                "This is no CSV file in UTF-8 of at most one megabyte. Save it as “CSV UTF-8” and choose it again."
            )
            raise forms.ValidationError(words, code="unreadable") from error


class RightForm(forms.Form):
    """First step of a complaint: which right, where, and against which listings."""

    right = forms.ChoiceField(
        label=_("Right"), error_messages={"required": _("Choose the right that is infringed, with its territory.")}
    )
    listings = listings_field(
        label=_("Listings"),
        error_messages={"required": _("Name at least one listing.")},
        help_text=_(
            "Numbers or links, one a line or with commas; up to 1,000. Those you chose in the search are here already."
        ),
    )
    file = file_field()
    use_required_attribute = False

    def written(self) -> list[Written]:
        """Every listing as it was named: the pasted ones, then those of the file."""
        return [*pasted(self.cleaned_data.get("listings", "")), *self.cleaned_data.get("file", [])]

    def __init__(
        self, rights: Sequence[Right], *args: Any, markets: Sequence[Collection[str]] = (), **kwargs: Any
    ) -> None:
        """`markets`: where each of the chosen listings is offered. The one territory in which all are is proposed."""
        super().__init__(*args, **kwargs)
        # One way or the other at least one is named.
        self.fields["listings"].required = "file" not in self.files
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

    def __init__(self, pack: Pack, reasons: Sequence[Reason], *args: Any, **kwargs: Any) -> None:
        """`reasons` are those offered, which may lead to another regime than `pack`."""
        super().__init__(pack.notice, *args, required=False, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(reason.code, gettext(reason.title)) for reason in reasons]
        self.order_fields(["reason"])

    @property
    def wrong(self) -> forms.BoundField:
        """What is wrong, which decides what else is asked."""
        self.fields["reason"].required = True
        return self["reason"]

    @property
    def why(self) -> list[forms.BoundField]:
        """The fields that say more about what is wrong."""
        return self.shown("text", "choice")

    @property
    def signing(self) -> list[forms.BoundField]:
        """The statements, and the signature under them."""
        return [*self.shown("statement"), *self.shown("signature")]


class NotesForm(forms.Form):
    """What is said about each listing of a draft, as fields named `note_<number>`, which of them stay, and which are added.

    A line that named no listing is a field named `mend_<place>`, by its place among them.
    """

    more = listings_field(
        label=_("More listings"), required=False, help_text=_("Numbers or links, one a line or with commas.")
    )
    file = file_field()

    def __init__(self, numbers: Sequence[str], amiss: Sequence[Amiss], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.amiss = amiss
        for at, one in enumerate(amiss):
            label = gettext("Line %(line)d") % {"line": one.line}
            self.fields[f"{MEND}{at}"] = FormText(label=label, max_length=MOST_PASTED, required=False, initial=one.text)
        for number in numbers:
            self.fields[NOTE + number] = FormText(label=number, max_length=2000, required=False)
        self.fields["keep"] = forms.MultipleChoiceField(
            choices=[(number, number) for number in numbers],
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """A complaint is about something."""
        given = super().clean() or self.cleaned_data
        if "keep" in given and not given["keep"] and not self.written():
            self.add_error("keep", gettext("Keep at least one listing."))
        return given

    def written(self) -> list[Written]:
        """The listings to be added as they were named: mended lines with their own numbers, pasted ones, those of a file."""
        mended = [
            Written(one.line, self.cleaned_data.get(f"{MEND}{at}", "").strip(), one.note)
            for at, one in enumerate(self.amiss)
        ]
        added = [*pasted(self.cleaned_data.get("more", "")), *self.cleaned_data.get("file", [])]
        return [*(one for one in mended if one.text), *added]

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "files_%s"  # it stands on the page of a case beside other forms with evidence


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

    category = FormText(
        label=_("Category"), max_length=100, required=False, help_text=_("Where the seller may not list it any more.")
    )
    brand = FormText(
        label=_("Brand"), max_length=200, required=False,
        help_text=_("Without either it is the mark of the case, or the listing's department."),
    )  # fmt: skip

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
