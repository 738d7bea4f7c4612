"""What a seller fills in: the answer with its evidence, and what narrows its records."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from enforcement.forms import LONG, ElementsForm, evidence_field
from enforcement.origins import Wanted
from evidence.kept import KeepsFiles
from gateway.fields import FormDocuments, FormText
from gateway.uploads import CheckedDocument
from policy.model import Element, LawException

PROOF = "proof_"


def exception_words(one: LawException) -> str:
    """An exception with its article."""
    return f"{gettext(one.title)} ({gettext(one.rule.source.title)}, {gettext(one.rule.source.reference)})"


class AnswerForm(KeepsFiles, ElementsForm):
    """The seller's words, evidence, and, where a counter-notice is sent, its elements."""

    statement = FormText(
        label=_("Your explanation"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    evidence = evidence_field(label=_("Evidence"), required=False)
    first_sold_in = forms.ChoiceField(
        label=_("Where were the goods first sold?"),
        required=False,
        help_text=_("The country in which the owner, or somebody with the owner's consent, first sold them."),
    )

    exemptions = forms.MultipleChoiceField(
        label=_("Does the law allow it without consent?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for what you contest. A reviewer weighs it beside what you say."),
    )  # fmt: skip

    def __init__(
        self,
        elements: Sequence[Element],
        *args: Any,
        proofs: Sequence[Wanted] = (),
        exceptions: Sequence[LawException] = (),
        origin_url: str = "",
        **kwargs: Any,
    ) -> None:
        """`exceptions` are what the law allows without consent, `proofs` the evidence that the exhaustion rule asks for; without
        an `origin_url` nobody is asked for it."""
        super().__init__(elements, *args, **kwargs)
        self.proof_fields = [PROOF + one.code for one in proofs]
        exempt = self.fields["exemptions"]
        assert isinstance(exempt, forms.MultipleChoiceField)
        exempt.choices = [(one.code, exception_words(one)) for one in exceptions]
        if not exceptions:
            del self.fields["exemptions"]
        self.asks_origin = bool(origin_url)
        if not origin_url:
            del self.fields["first_sold_in"]
            return
        country = self.fields["first_sold_in"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = [("", gettext("Choose a country …")), *sorted(countries, key=lambda one: str(one[1]))]
        country.widget.attrs |= {"hx-get": origin_url, "hx-target": "#origin-told", "hx-trigger": "change"}
        for one in proofs:
            self.fields[PROOF + one.code] = FormDocuments(label=one.words.rstrip("."), required=False)

    @property
    def proofs(self) -> list[forms.BoundField]:
        """A field for each kind of evidence that the exhaustion rule asks for."""
        return [self[name] for name in self.proof_fields]

    def handed_in(self) -> list[tuple[str, list[tuple[str, CheckedDocument]]]]:
        """All files, with the code of what they are to show, "" for none."""
        proofs = [(name.removeprefix(PROOF), self.cleaned_data[name]) for name in self.proof_fields]
        return [("", self.cleaned_data["evidence"]), *proofs]

    @property
    def counter(self) -> list[forms.BoundField]:
        """The elements of a counter-notice."""
        return self.shown()

    @property
    def counter_begun(self) -> bool:
        """Whether anything was typed there, or is wrong there."""
        return any(bound.errors or (self.is_bound and bound.value()) for bound in self.counter)


class RecordsForm(forms.Form):
    """What narrows a party's records: the days between which something was decided, and the right."""

    since = forms.DateField(label=_("Decided from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("to"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    right = forms.ChoiceField(label=_("Right"), required=False)

    def __init__(self, rights: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        right = self.fields["right"]
        assert isinstance(right, forms.ChoiceField)
        right.choices = [("", gettext("any")), *rights]

    def sought(self) -> dict[str, Any]:
        """What can be looked for; what is no day or no right narrows nothing, and is said at its field."""
        self.is_valid()
        return {name: self.cleaned_data[name] for name in self.fields if self.cleaned_data.get(name)}
