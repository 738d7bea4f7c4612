"""The form by which audits are made to begin by themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Party
from gateway.fields import FormText
from scanner.models import AuditSchedule
from scanner.services.audit_schedules import MOST_AT_ONCE, MOST_WORDS


class ScheduleForm(forms.Form):
    """Whose catalogues, how often, and why."""

    sample = forms.IntegerField(
        label=_("Sellers drawn each time"), min_value=1, max_value=MOST_AT_ONCE, required=False,
        help_text=_("Drawn by lot; who has strikes, plans left open or complaints is likelier. Leave it empty to name one."),
    )  # fmt: skip
    seller = FormText(
        label=_("Or one seller"), max_length=20, required=False, help_text=_("By its reference, as in PA-7Q2MX4K.")
    )
    cadence = forms.ChoiceField(label=_("How often"), choices=AuditSchedule.Cadence.choices)
    reason = FormText(label=_("Why"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_seller(self) -> Party | None:
        """The seller of that reference."""
        reference = self.cleaned_data["seller"].strip().upper()
        if not reference:
            return None
        found: Party | None = Party.objects.filter(kind=Party.Kind.SELLER, reference=reference).first()
        if found is None:
            raise forms.ValidationError(_("There is no seller with this reference."))
        return found

    def values(self) -> dict[str, Any]:
        """What `schedule_audits` takes, without the actor."""
        return {"sample": None, "seller": None, **self.cleaned_data}
