"""What the forms of a right ask beside the first things: they stand under a disclosure, and open where something is said.

The texts that people type for lists are read here: goods per class, priorities, codes.
"""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gateway.fields import FormDocument, FormText
from registry.models import Assignment, Right
from registry.registers.features import FEATURES
from registry.registers.statuses import STATUSES

CLASS_LINE = re.compile(r"\s*(?:class\s*)?(\d{1,2})\s*[:.)–-]\s*(.*)", re.IGNORECASE)
PRIORITY_LINE = re.compile(r"\s*(\S+)\s+(.*?)\s*(\d{4}-\d{2}-\d{2})\s*")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LINES = forms.Textarea(attrs={"rows": 3})


class Disclosed(forms.Form):
    """A form some of whose fields, `later`, stand under a disclosure."""

    later: tuple[str, ...] = ()

    @property
    def first(self) -> list[forms.BoundField]:
        """What is asked at once."""
        return [self[name] for name in self.fields if name not in self.later]

    @property
    def more(self) -> list[forms.BoundField]:
        """What may be said, too."""
        return [self[name] for name in self.later if name in self.fields]

    @property
    def is_more_open(self) -> bool:
        """Something stands there, or is wrong there."""
        return any(field.errors or field.value() for field in self.more)

    @property
    def is_more_wrong(self) -> bool:
        """Something is wrong there."""
        return any(field.errors for field in self.more)


def with_suggested(posted: QueryDict | None) -> QueryDict | None:
    """What was posted, with the categories that were ticked among the suggested ones added to those that were typed."""
    ticked = posted.getlist("suggested") if posted is not None else []
    if posted is None or not ticked:
        return posted
    lines = [line.strip() for line in posted.get("categories", "").splitlines()]
    found = posted.copy()
    found["categories"] = "\n".join(dict.fromkeys(line for line in [*lines, *ticked] if line))
    found.setlist("suggested", [])
    return found


class SubjectExtract(Disclosed):
    """What a register says of the mark or design itself, and where the marketplace offers such goods."""

    later = ("everyday", "famous", "goods", "nice_edition", "vienna", "locarno", "made_in", "categories", "markets")

    mark_feature = forms.ChoiceField(
        label=_("Kind of mark"), required=False, choices=[("", _("Not said")), *FEATURES.items()]
    )
    goods = FormText(
        label=_("Goods and services"),
        max_length=60_000,
        required=False,
        widget=LINES,
        help_text=_("As they are registered, a line for each class: “25: Shoes; hats”."),
    )
    nice_edition = FormText(
        label=_("Nice edition"), max_length=10, required=False, help_text=_("Such as 12 or 12-2025.")
    )
    vienna = FormText(
        label=_("Vienna codes of the logo"), max_length=400, required=False, help_text=_("Such as 1.1.2, 27.5.1.")
    )
    locarno = FormText(
        label=_("Locarno subclasses"), max_length=400, required=False, help_text=_("Such as LOC (13) Cl. 8-05, 11-01.")
    )
    categories = FormText(
        label=_("Categories of this marketplace"),
        max_length=20_000,
        required=False,
        widget=LINES,
        help_text=_("One a line, such as Shoes > Boots. Words in other categories count for little. Empty: all."),
    )
    markets = FormText(
        label=_("Markets"),
        max_length=1000,
        required=False,
        help_text=_(
            "Where your goods are sold here, such as DE, FR, JP. Listings offered elsewhere alone are not compared. Empty: all."
        ),
    )

    @property
    def more_label(self) -> str:
        """What the disclosure is called: what stands in it."""
        if "goods" in self.fields:
            return _now("More about the mark and its goods")
        return _now("More about the goods")

    def keep_for(self, kind: str) -> None:
        """Drop what a right of that kind has not."""
        marks, designs = ("mark_feature", "goods", "nice_edition", "vienna"), ("locarno",)
        for name in (() if kind == Right.Kind.TRADEMARK else marks) + (() if kind == Right.Kind.DESIGN else designs):
            del self.fields[name]

    def clean_goods(self) -> dict[str, str]:
        """The wording by class; a line without a number goes on with the class before it."""
        found: dict[str, str] = {}
        number = ""
        for line in self.cleaned_data["goods"].splitlines():
            match = CLASS_LINE.fullmatch(line)
            if match:
                number = str(int(match[1]))
            elif line.strip() and not number:
                raise forms.ValidationError(_now("Begin with the number of the class, as in “25: Shoes; hats”."))
            if line.strip():
                found[number] = f"{found.get(number, '')} {match[2] if match else line}".strip()
        return found

    def clean_vienna(self) -> tuple[str, ...]:
        """Codes separated by commas or spaces."""
        return tuple(re.split(r"[\s,;]+", self.cleaned_data["vienna"].strip()))

    def clean_locarno(self) -> tuple[str, ...]:
        """As it is written on the certificate; `registry.extract` reads it."""
        return (self.cleaned_data["locarno"],)

    def clean_categories(self) -> tuple[str, ...]:
        """One a line."""
        return tuple(line for line in self.cleaned_data["categories"].splitlines() if line.strip())


class RegistrationExtract(Disclosed):
    """What a register says of one registration."""

    later = (
        "application_number", "filed_on", "priorities", "renewed_on", "status", "status_raw", "status_on", "holder",
        "representative", "external_id",
    )  # fmt: skip

    application_number = FormText(label=_("Number of the application"), max_length=60, required=False)
    priorities = FormText(
        label=_("Priorities"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: office, number, day, as in US 97123456 2022-01-31."),
    )
    status = forms.ChoiceField(
        label=_("Status at the office"),
        required=False,
        choices=[("", _("Not said")), *((code, one.sentence) for code, one in STATUSES.items())],
    )
    status_raw = FormText(
        label=_("The office's own word for it"), max_length=60, required=False, help_text=_("Such as 702.")
    )
    holder = FormText(
        label=_("Holder as registered"), max_length=300, required=False, help_text=_("The name in the register.")
    )
    representative = FormText(label=_("Representative as registered"), max_length=300, required=False)

    def clean_priorities(self) -> tuple[Mapping[str, str], ...]:
        """Office, number and day of each line."""
        found = []
        for line in self.cleaned_data["priorities"].splitlines():
            match = PRIORITY_LINE.fullmatch(line)
            if match:
                found.append({"office": match[1], "number": match[2], "filed_on": match[3]})
            elif line.strip():
                raise forms.ValidationError(_now("Write office, number and day, as in US 97123456 2022-01-31."))
        return tuple(found)


class TitleForm(forms.Form):
    """A document of title: who gave what to whom, and when."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Assignment.Kind.choices)
    giver = FormText(label=_("From"), max_length=300, help_text=_("The name as the document has it."))
    taker = FormText(label=_("To"), max_length=300, help_text=_("The name as the document has it."))
    to_party = FormText(
        label=_("The new owner here"),
        max_length=300,
        required=False,
        help_text=_("Its reference on this marketplace or its exact name. Empty: it is not here."),
    )
    executed_on = forms.DateField(label=_("Signed on"), widget=DAY)
    effective_on = forms.DateField(
        label=_("Takes effect on"), widget=DAY, required=False, help_text=_("Empty: when signed.")
    )
    recorded_on = forms.DateField(label=_("Recorded by the office on"), widget=DAY, required=False)
    office_reference = FormText(
        label=_("The office's reference"), max_length=120, required=False, help_text=_("Such as reel 4567, frame 0123.")
    )
    document = FormDocument(label=_("The document"), required=False, help_text=_("As PDF or picture, at most 20 MB."))
    note = FormText(label=_("Note"), max_length=2000, required=False)


def as_typed(right: Right) -> dict[str, Any]:
    """The lists on file as a person would type them."""
    return {
        "goods": "\n".join(f"{number}: {wording}" for number, wording in right.goods.items()),
        "vienna": ", ".join(right.vienna),
        "locarno": ", ".join(right.locarno),
        "categories": "\n".join(right.categories),
        "markets": ", ".join(right.markets),
        "priorities": "\n".join(f"{one['office']} {one['number']} {one['filed_on']}" for one in right.priorities),
    }
