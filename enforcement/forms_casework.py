"""Forms of what the marketplace's own people do with a case among themselves."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import region_choices
from accounts.models import Membership
from enforcement.casework_words import ESCALATIONS, LANES
from enforcement.forms import FormText
from enforcement.words import OUTCOMES, SOURCES
from policy.model import Ground
from registry.models import Right


class ConflictForm(forms.Form):
    """What binds somebody who must not decide."""

    binds = FormText(label=_("What binds you?"), max_length=1000, help_text=_("Colleagues read it; neither side does."))


class NoteForm(forms.Form):
    """A note for colleagues."""

    note = FormText(
        label=_("Your note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name a colleague as @name, and they are told."),
    )


class EscalateForm(forms.Form):
    """To whom a case is passed, and why."""

    to_region = forms.ChoiceField(label=_("To whom"), required=False)
    why = forms.ChoiceField(label=_("Why"), choices=[*ESCALATIONS.items()])
    matter = FormText(label=_("What should they look at?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, regions: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["to_region"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", _("The lead")), *regions]


class EscalationAnswerForm(forms.Form):
    """The answer with which a case is given back."""

    reply = FormText(label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class BulkForm(forms.Form):
    """One ground and the same reasons for several cases."""

    ground = forms.ChoiceField(label=_("Ground for all"))
    reasons = FormText(
        label=_("Reasons for all"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both sides of each case read them."),
        error_messages={"required": _("Give the reasons: both sides of each case read them.")},
    )

    def __init__(self, grounds: list[Ground], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["ground"]
        assert isinstance(chosen, forms.ChoiceField)
        titles = [
            (code, [(leaf.code, gettext(leaf.title)) for leaf in grounds if leaf.outcome == code]) for code in OUTCOMES
        ]
        # None stands chosen: what reaches several sellers is not to be whatever the list happens to begin with.
        chosen.choices = [("", "–"), *((str(OUTCOMES[code]), found) for code, found in titles if found)]


class ThresholdsForm(forms.Form):
    """The thresholds of the lanes."""

    use_required_attribute = False
    decided = forms.IntegerField(label=_("Good faith: listings decided in twelve months, at least"))
    percent = forms.IntegerField(label=_("Of them upheld, in a hundred, at least"))
    score = forms.IntegerField(label=_("Clear-cut: score of every listing, at least"))
    upheld = forms.IntegerField(label=_("Listings decided against the seller before, at least"))
    rejected = forms.IntegerField(label=_("Of what was decided about the seller rejected, in a hundred, at most"))


class RoutingForm(forms.Form):
    """Which cases go to whom."""

    use_required_attribute = False
    region = forms.ChoiceField(label=_("Region"), required=False)
    kind = forms.ChoiceField(label=_("Kind of right"), required=False, choices=[("", _("any")), *Right.Kind.choices])
    source = forms.ChoiceField(
        label=_("Where it comes from"), required=False, choices=[("", _("any")), *SOURCES.items()]
    )
    lane = forms.ChoiceField(label=_("Lane"), required=False, choices=[("", _("any")), *LANES.items()])
    people = forms.TypedMultipleChoiceField(
        label=_("To whom"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever has the fewest open cases gets it. Nobody chosen means anybody of the region."),
    )

    def __init__(self, people: list[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions, chosen = self.fields["region"], self.fields["people"]
        assert isinstance(regions, forms.ChoiceField)
        assert isinstance(chosen, forms.ChoiceField)
        regions.choices = [("", gettext("any")), *region_choices()[1:]]
        chosen.choices = [(str(one.id), str(one.user)) for one in people]
