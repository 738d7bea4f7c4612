"""Forms of what happens between an answer and a decision: turns, papers, more time, securities, messages."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enforcement.forms import FormText, evidence_field
from enforcement.models import Message
from policy.model import PaperRule, SecurityRule

LONG = 4000


class TurnForm(forms.Form):
    """What a side answers when it is its turn."""

    statement = FormText(
        label=_("Your answer to the other side"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a few sentences what you answer.")},
    )
    evidence = evidence_field(label=_("Evidence"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "turn_%s"  # as each form here has ids of its own: they stand on one page


class PaperForm(forms.Form):
    """A paper of a court, an authority or an out-of-court body."""

    code = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    court = FormText(label=_("From whom"), max_length=200, help_text=_("The court, authority or body."))
    number = FormText(label=_("Its number"), max_length=100)
    filed_on = forms.DateField(label=_("Of which day"), widget=forms.DateInput(attrs={"type": "date"}))
    evidence = evidence_field(label=_("The paper"), required=False)

    def __init__(self, papers: tuple[PaperRule, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "paper_%s"
        code = self.fields["code"]
        assert isinstance(code, forms.ChoiceField)
        code.choices = [(paper.code, gettext(paper.title)) for paper in papers]
        if len(papers) == 1:
            code.initial = papers[0].code

    def clean_filed_on(self) -> Any:
        """A paper that will be is none yet."""
        found = self.cleaned_data["filed_on"]
        if found > localdate():
            raise forms.ValidationError(gettext("This day lies in the future."))
        return found


class ExtendForm(forms.Form):
    """Why a clock gets more time."""

    reasons = FormText(label=_("Why is more time needed?"), max_length=1000, help_text=_("Both sides read it."))


class SecurityForm(forms.Form):
    """A security for what is contested."""

    form = forms.ChoiceField(label=_("What do you offer?"))
    amount = forms.DecimalField(label=_("Amount"), min_value=1, max_digits=14, decimal_places=2)
    currency = forms.RegexField(r"^[A-Z]{3}$", label=_("Currency"), initial="EUR", help_text=_("Three letters."))
    words = FormText(label=_("Details"), max_length=1000, required=False)
    evidence = evidence_field(label=_("The guarantee or receipt"), required=False)

    FORMS = {"deposit": _("A deposit"), "guarantee": _("A guarantee of a bank"), "insurance": _("An insurance")}

    def __init__(self, rule: SecurityRule | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "security_%s"
        form = self.fields["form"]
        assert isinstance(form, forms.ChoiceField)
        form.choices = [(code, self.FORMS[code]) for code in (rule.forms if rule else ())]


class MessageForm(forms.Form):
    """A message to the other side, or an offer to settle."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(Message.Kind.MESSAGE, _("A message")), (Message.Kind.OFFER, _("An offer to settle"))],
        initial=Message.Kind.MESSAGE,
        widget=forms.RadioSelect,
    )
    words = FormText(label=_("Your words"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "message_%s"
