"""The forms of contracts: the cover, the signing, and the checklist of clauses."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gateway.fields import FormDocument, FormText
from registry.agreements.clauses import BLOCKS, Clause
from registry.forms import day_field
from registry.licensing.party_field import PartyName
from registry.models import Agreement, AgreementClause
from registry.queries import OTHERS
from registry.services import ClauseSaid, Cover


class AgreementForm(forms.Form):
    """The cover of a contract."""

    party = FormText(
        label=_("With whom"),
        max_length=200,
        help_text=_("The name or reference of a party that is here. Names are suggested as you type."),
        widget=PartyName(kinds=OTHERS),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Agreement.Kind.choices, widget=forms.RadioSelect, initial=Agreement.Kind.VENDOR
    )
    title = FormText(label=_("Title"), max_length=300)
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = day_field(_("Last day"), help_text=_("Empty: until it is terminated."))
    signed_on = day_field(_("Signed on"))
    signatory = FormText(label=_("Who signed for the other side"), max_length=120, required=False)
    document = FormDocument(
        label=_("Document"), required=False, help_text=_("As PDF or picture. The other side sees it, too.")
    )

    def __init__(self, *args: Any, slug: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].widget.slug = slug  # type: ignore[attr-defined]

    def terms(self) -> Cover:
        """The cover, as the service takes it."""
        given = self.cleaned_data
        return Cover(given["title"], given["starts_on"], given["ends_on"], given["signed_on"], given["signatory"])


class SigningForm(forms.Form):
    """What a draft still needs before it is in force."""

    signed_on = day_field(_("Signed on"))
    signatory = FormText(label=_("Who signed for the other side"), max_length=120, required=False)
    document = FormDocument(label=_("The signed document"), required=False)


class EndForm(forms.Form):
    """Why a contract ends before its last day."""

    reason = FormText(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class ClauseForm(forms.Form):
    """One clause of the checklist; its fields have the clause's code before their names."""

    status = forms.ChoiceField(label=_("How it stands"), choices=AgreementClause.Status.choices)
    place = FormText(label=_("Where in the document"), max_length=120, required=False)
    note = FormText(label=_("Note, or why it is waived or does not apply"), max_length=1000, required=False)
    waived_until = day_field(_("Last day of a waiver"))

    def __init__(self, one: Clause, row: AgreementClause, data: Any = None) -> None:
        """`row` is how the clause stands now."""
        names = ("status", "place", "note", "waived_until")
        super().__init__(data, prefix=one.code, initial={name: getattr(row, name) for name in names})
        self.clause, self.row = one, row
        self.heading = _now(one.title)
        self.says, self.why = _now(one.says), _now(one.why)
        self.blocks = _now(BLOCKS[one.blocks].title) if one.blocks else ""

    @property
    def is_explained(self) -> bool:
        """A note or a day stands there, or is wrong there."""
        return any(self[name].errors or self[name].value() for name in ("note", "waived_until"))

    def said(self) -> ClauseSaid:
        """What was said, as the service takes it."""
        return ClauseSaid(**self.cleaned_data)


def checklist_forms(rows: Sequence[tuple[Clause, AgreementClause]], data: Any = None) -> list[ClauseForm]:
    """A form a clause."""
    return [ClauseForm(one, row, data) for one, row in rows]
