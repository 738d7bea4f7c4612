"""What a seller fills in for its defence: a paper for its vault, the reply it begins with, why it writes no more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.defence.answering import PAPERS
from enforcement.defence.inspecting import FOUND, POINTS
from enforcement.defence.replying import LANGUAGES, REPLIES
from enforcement.defence.selfcheck import EXPLAINED, HEADINGS
from enforcement.services.defence import LONGEST, LONGEST_NOTE, LONGEST_REASONS, Paper
from evidence.kept import KeepsFiles
from gateway.fields import FormDocument, FormDocuments, FormText
from scanner.models import AuditSchedule

ONCE = "once"


class VaultForm(KeepsFiles, forms.Form):
    """A paper for the vault."""

    file = FormDocument(
        label=_("The paper"),
        help_text=_("PDF, JPEG, PNG or WebP. Nobody else sees it until you put it into a case."),
        error_messages={"required": _("Choose the file.")},
    )
    kind = forms.ChoiceField(label=_("What is it?"), error_messages={"required": _("Choose what it is.")})
    goods = FormText(
        label=_("For which goods?"),
        required=False,
        max_length=LONGEST,
        help_text=_("As you look for them later: brand, kind, batch or order number."),
    )
    issued_on = forms.DateField(label=_("Its date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    expires_on = forms.DateField(label=_("Good until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", _("Choose …")), *PAPERS.items()]

    @property
    def paper(self) -> Paper:
        """What was filled in."""
        given = self.cleaned_data
        said = {name: given[name] for name in ("kind", "goods", "issued_on", "expires_on", "file")}
        return Paper(name=self.called("file"), **said)


class ReplyForm(forms.Form):
    """Which text to begin with, and in which language."""

    reply = forms.ChoiceField(label=_("Begin with"), choices=list(REPLIES.items()))
    language = forms.ChoiceField(label=_("In"), choices=list(LANGUAGES.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "begin_%s"


class ChannelEndForm(forms.Form):
    """Why one does not want to be written to any more."""

    reasons = FormText(
        label=_("Why?"), max_length=LONGEST_REASONS, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The other side and reviewers read it."),
        error_messages={"required": _("Say in a sentence why; the other side reads it.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "ending_%s"


class InspectForm(KeepsFiles, forms.Form):
    """What was found when the goods were looked at, point by point."""

    use_required_attribute = False

    listing = FormText(
        label=_("Listing"), max_length=60, strip=True, help_text=_("Its number."),
        error_messages={"required": _("Say which listing: its number.")},
    )  # fmt: skip
    note = FormText(
        label=_("Note"), max_length=LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What differs, and what you did about it."),
    )  # fmt: skip
    pictures = FormDocuments(
        label=_("Pictures of the goods"),
        help_text=_("Up to ten, JPEG, PNG or WebP: the goods, labels, numbers, packaging."),
        error_messages={"required": _("Add at least one picture: without it the report is your word alone.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, title in POINTS.items():
            self.fields[f"point_{code}"] = forms.ChoiceField(
                label=str(title), choices=list(FOUND.items()), initial="unseen", widget=forms.Select
            )

    @property
    def points(self) -> list[forms.BoundField]:
        """The points, as they are asked."""
        return [self[f"point_{code}"] for code in POINTS]

    def clean_pictures(self) -> Any:
        """Pictures alone: a document shows no goods."""
        given = self.cleaned_data["pictures"]
        if any(not file.media_type.startswith("image/") for _name, file in given):
            raise forms.ValidationError(_("Pictures alone, please: JPEG, PNG or WebP."))
        return given

    def clean(self) -> dict[str, Any]:
        """At least one point was looked at."""
        given = super().clean() or {}
        if all(given.get(f"point_{code}") == "unseen" for code in POINTS):
            self.add_error("point_title", _("Look at one point at least."))
        return given

    @property
    def found(self) -> dict[str, str]:
        """What was found, by point."""
        return {code: self.cleaned_data[f"point_{code}"] for code in POINTS}


class InspectionForm(forms.Form):
    """What of the own catalogue is looked at, and how often."""

    use_required_attribute = False

    looks = forms.MultipleChoiceField(
        label=_("What is looked at"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what is looked at.")},
    )  # fmt: skip
    cadence = forms.ChoiceField(
        label=_("How often"), choices=[(ONCE, _("Once, now")), *AuditSchedule.Cadence.choices],
        help_text=_("By itself, the first begins within a minute."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        looks = self.fields["looks"]
        assert isinstance(looks, forms.MultipleChoiceField)
        looks.choices = [(code, f"{title}: {EXPLAINED[code]}") for code, title in HEADINGS.items()]
