"""The forms of lists of rights: the file, what its columns mean, and the rows that somebody mends."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Party
from gateway.fields import FormText
from registry.models import Right, RightList, WrongRow
from registry.reading.cells import cell_of
from registry.reading.columns import MAPPED, PICTURE
from registry.registers.offices import office_choices

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,.xml,.zip,text/csv,application/xml"
FACTS: Mapping[str, Any] = {
    "title": _("Name"),
    "number": _("Number"),
    "office": _("Office"),
    "classes": _("Classes"),
    "territories": _("Where it holds"),
    "filed_on": _("Filed on"),
    "registered_on": _("Registered on"),
    "expires_on": _("Expires on"),
    "renewed_on": _("Renewed on"),
    "kind": _("Kind"),
    "external_id": _("Your reference"),
    "application_number": _("Application number"),
    "aliases": _("Other names"),
    "goods": _("Goods by class"),
    "status": _("Status"),
    "status_raw": _("Status, the office’s code"),
    "status_on": _("Status since"),
    "mark_feature": _("Kind of mark"),
    "holder": _("Owner in the register"),
    "representative": _("Representative"),
    "priorities": _("Priorities"),
    "nice_edition": _("Nice edition"),
    "locarno": _("Locarno subclasses"),
    "vienna": _("Vienna codes"),
    "made_in": _("Made in"),
    "everyday": _("Also an everyday word"),
    "famous": _("Often copied"),
    "categories": _("Categories here"),
    "markets": _("Markets here"),
    "source": _("Source"),
    PICTURE: _("Picture file"),
}
"""What a column may hold, the usual ones first."""
LONG = frozenset({"goods"})


class ListForm(forms.Form):
    """A file with rights, and whose they are."""

    owner: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Owner"), queryset=None, to_field_name="reference", help_text=_("Whose rights these are.")
    )
    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=_("CSV, Excel (.xlsx), JSON Lines, or a register’s XML (ST.66, ST.96). At most 20 MB."),
    )
    pictures = forms.FileField(
        label=_("Pictures"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=_(
            "A ZIP of logos and drawings, if a column of your list names their files. At most 20 MB. One ZIP with the "
            "list and its pictures goes into the field above."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, owners: Iterable[Party] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(owners)
        if len(choices) > 1:
            self.fields["owner"].queryset = Party.objects.filter(id__in=[party.id for party in choices])  # type: ignore[attr-defined]
        else:
            del self.fields["owner"]


class ConstantsForm(forms.Form):
    """What holds for every row that does not say otherwise."""

    all_kind = forms.ChoiceField(label=_("Kind"), choices=Right.Kind.choices)
    all_office = forms.ChoiceField(label=_("Office"), required=False, choices=())
    all_territories = FormText(
        label=_("Where they hold"), max_length=1000, required=False,
        help_text=_("As in EU, US, JP. The office decides where it has territories of its own."),
    )  # fmt: skip

    def __init__(self, *args: Any, listed: RightList, **kwargs: Any) -> None:
        held = listed.constants
        initial = {f"all_{fact}": cell_of(fact, value) for fact, value in held.items()}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["all_office"].choices = [("", _now("Each row says")), *office_choices()]  # type: ignore[attr-defined]


class WrongRowForm(forms.Form):
    """A row as it was read, to be put right; its faults stand at their cells."""

    def __init__(self, row: WrongRow, facts: Iterable[str]) -> None:
        self.row = row
        self.heading = _now("Line %(line)d") % {"line": row.line}
        super().__init__({f"{row.line}-{fact}": row.values.get(fact, "") for fact in facts}, prefix=str(row.line))
        for fact in facts:
            widget = forms.Textarea(attrs={"rows": 2}) if fact in LONG else forms.TextInput()
            self.fields[fact] = FormText(
                label=FACTS.get(fact, fact), max_length=100_000, required=False, widget=widget,
                help_text=_("Its name in the ZIP; leave it empty to take the right in without it.") if fact == PICTURE else "",
            )  # fmt: skip
        self.full_clean()
        for one in row.wrong:
            self.add_error(one["fact"] if one["fact"] in self.fields else None, one["sentence"])


def facts_of(listed: RightList, rows: Iterable[WrongRow]) -> list[str]:
    """What the form of a wrong row asks for: what the list says, and what is at fault."""
    said = set(listed.columns) | {one["fact"] for row in rows for one in row.wrong}
    if listed.format == "xml":
        said |= {fact for row in rows for fact in row.values}
    return [fact for fact in FACTS if fact in said and fact in MAPPED]
