"""The forms of the pages about licences and requests for proof."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Party
from gateway.fields import FormDocument, FormText
from registry.forms import day_field, numbers, split
from registry.licensing.channels import network
from registry.licensing.party_field import PartyName, offer
from registry.licensing.scope import FULFILMENT, MARKETPLACE, OWN_SHOP
from registry.licensing.terms import Terms, named_places
from registry.models import Licence, Right
from registry.models.licences import MOST_DEPTH
from registry.queries import licensee_by_word
from registry.registers.class_field import NiceClasses
from tenancy.context import database_now

EXCLUSIVITY = [
    ("non_exclusive", _("No: others may have one, too")),
    ("sole", _("Sole: only this licensee, and the licensor itself")),
    ("exclusive", _("Exclusive: this licensee alone")),
]


class LicenceForm(forms.Form):
    """A licence on one page: who, which rights, which goods, where, through what, how long, passed on or not."""

    licensee = FormText(
        label=_("Who gets it"),
        max_length=200,
        help_text=_("The name of the distributor or shop, or its reference. Names are suggested as you type."),
        widget=PartyName,
    )
    on_paper = forms.BooleanField(
        label=_("Signed on paper"),
        required=False,
        help_text=_("Both have signed a document already. You add it on the next page, and nobody else signs here."),
    )
    rights = forms.MultipleChoiceField(
        label=_("Rights"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one right.")},
    )
    classes = FormText(
        label=_("Classes"),
        max_length=200,
        required=False,
        help_text=_("Nice classes, such as 25 for clothing. Empty: all classes of the rights."),
        widget=NiceClasses,
    )
    goods = FormText(
        label=_("Goods"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In words, where the classes say too much. Empty: everything in the classes."),
    )
    territories = FormText(
        label=_("Where"),
        max_length=400,
        required=False,
        help_text=_("Countries by name or code, such as Poland, Czechia. Empty: wherever the rights hold."),
    )
    carve_outs = FormText(
        label=_("Except in"),
        max_length=400,
        required=False,
        help_text=_("Countries that are left out, as in EU except Ireland."),
    )
    channels = forms.MultipleChoiceField(
        label=_("Through"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: through every channel."),
    )
    networks = FormText(
        label=_("Named fulfilment networks"),
        max_length=200,
        required=False,
        help_text=_("Such as Parcelway. Separate with commas."),
    )
    starts_on = day_field(_("From"), help_text=_("Empty: from today."))
    ends_on = day_field(_("Until"), help_text=_("The last day. Empty: until it is terminated."))
    exclusivity = forms.ChoiceField(label=_("Exclusive"), choices=EXCLUSIVITY, initial="non_exclusive")
    sublicensing_depth = forms.ChoiceField(label=_("May be passed on"))
    sublicensing_consent = forms.BooleanField(
        label=_("Each sublicence needs consent"),
        required=False,
        initial=True,
        help_text=_("The licensor is asked, and nothing holds before."),
    )
    quota = forms.IntegerField(label=_("Most units"), required=False, min_value=1, help_text=_("Empty: no limit."))
    quota_per = forms.ChoiceField(label=_("Counted"), choices=Licence.Per.choices, initial=Licence.Per.TERM)
    number = FormText(label=_("Number of the document"), max_length=60, required=False)

    def __init__(
        self, *args: Any, rights: Sequence[Right] = (), slug: str, depth: int = MOST_DEPTH, **kwargs: Any
    ) -> None:
        """`rights` may be chosen; none for a sublicence, which has those of the licence above. At most `depth` generations."""
        super().__init__(*args, **kwargs)
        self.fields["licensee"].widget.slug = slug  # type: ignore[attr-defined]
        if rights:
            self.fields["rights"].choices = [  # type: ignore[attr-defined]
                (
                    right.reference,
                    format_html("<bdi>{}</bdi> · {}", right.title, right.numbered or right.get_kind_display()),
                )
                for right in rights
            ]
            self.fields["rights"].choice_help = {right.reference: reach_of(right) for right in rights}  # type: ignore[attr-defined]
        else:
            del self.fields["rights"]
        self.fields["channels"].choices = [  # type: ignore[attr-defined]
            (f"{MARKETPLACE}:{slug}", _now("This marketplace")),
            (MARKETPLACE, _now("Every marketplace")),
            (OWN_SHOP, _now("Its own shop")),
            (FULFILMENT, _now("Every fulfilment network")),
        ]
        words = [_now("No"), _now("Yes, to shops that may not pass it on"), _now("Yes, over two generations")]
        more = [_now("Yes, over %(depth)d generations") % {"depth": number} for number in range(3, MOST_DEPTH + 1)]
        self.fields["sublicensing_depth"].choices = list(enumerate([*words, *more]))[: depth + 1]  # type: ignore[attr-defined]

    def clean_classes(self) -> tuple[int, ...]:
        """Numbers."""
        return numbers(self.cleaned_data["classes"])

    def clean(self) -> dict[str, Any]:
        """Whom it names must be here, unless it is on paper."""
        found: dict[str, Any] = super().clean() or {}
        word = found.get("licensee", "")
        self.party: Party | None = licensee_by_word(word)
        if word and self.party is None and not found.get("on_paper"):
            self.add_error("licensee", _nobody(bool(offer(self, "licensee", word))))
        return found

    def terms(self) -> Terms:
        """What was typed."""
        typed = self.cleaned_data
        return Terms(
            licensee=self.party,
            licensee_name=""
            if self.party and typed["licensee"].strip().upper() == self.party.reference
            else typed["licensee"],
            goods=typed["goods"],
            classes=typed["classes"],
            territories=split(typed["territories"]),
            carve_outs=split(typed["carve_outs"]),
            channels=(*typed["channels"], *(network(name) for name in split(typed["networks"]))),
            exclusivity=typed["exclusivity"],
            sublicensing_depth=int(typed["sublicensing_depth"]),
            sublicensing_consent=typed["sublicensing_consent"],
            quota=typed["quota"],
            quota_per=typed["quota_per"],
            starts_on=typed["starts_on"] or database_now().date(),
            ends_on=typed["ends_on"],
            number=typed["number"],
            on_paper=typed["on_paper"],
        )


def _nobody(has_some: bool) -> str:
    """That nobody is called so; whether somebody is who may be meant."""
    if has_some:
        return _now("Nobody here is called exactly so. Choose whom you mean, or write it in another way.")
    return _now("Nobody here is called so. If they have no account, tick “Signed on paper”.")


def reach_of(right: Right) -> str:
    """Which classes it is registered for, where, and whether it is verified: what tells marks of one name apart."""
    classes = ", ".join(str(number) for number in right.classes)
    said = [_now("class %(classes)s") % {"classes": classes} if classes else "", named_places(right.territories)]
    if right.state != Right.State.VERIFIED:
        said.append(str(right.get_state_display()))
    return " · ".join(filter(None, said))


def typed_of(licence: Licence) -> dict[str, Any]:
    """A licence as it stands in the form."""
    named = [code for code in licence.channels if not code.startswith(f"{FULFILMENT}:")]
    return {
        "licensee": licence.licensee.reference if licence.licensee else licence.licensee_name,
        "on_paper": licence.on_paper,
        "rights": [line.right.reference for line in licence.licensed.select_related("right")],
        "classes": ", ".join(str(number) for number in licence.classes),
        "goods": licence.goods,
        "territories": ", ".join(licence.territories),
        "carve_outs": ", ".join(licence.carve_outs),
        "channels": named,
        "networks": ", ".join(code.partition(":")[2] for code in licence.channels if code not in named),
        "starts_on": licence.starts_on,
        "ends_on": licence.ends_on,
        "exclusivity": licence.exclusivity,
        "sublicensing_depth": str(licence.sublicensing_depth),
        "sublicensing_consent": licence.sublicensing_consent,
        "quota": licence.quota,
        "quota_per": licence.quota_per,
        "number": licence.number,
    }


class SignForm(forms.Form):
    """A signature: the name typed, the tick, and which terms were shown."""

    name = FormText(label=_("Your name"), max_length=120, help_text=_("Typing it is your signature."))
    agreed = forms.BooleanField(label=_("I have read these terms and sign for the party named"), required=False)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class TerminateForm(forms.Form):
    """From which day, and why."""

    from_day = day_field(_("From"), help_text=_("The first day on which it allows nothing. Empty: today."))
    reason = FormText(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class PaperForm(forms.Form):
    """One document."""

    document = FormDocument(label=_("Document"), help_text=_("PDF or picture, at most 20 MB."))


class AnswerProofForm(forms.Form):
    """A number, a document, or both."""

    number = FormText(label=_("Number"), max_length=120, required=False)
    document = FormDocument(label=_("Document"), required=False, help_text=_("PDF or picture, at most 20 MB."))


class AcceptProofForm(forms.Form):
    """How far the paper goes: the authorisation reaches no farther."""

    territories = FormText(
        label=_("Where"), max_length=400, help_text=_("The countries that the paper shows, such as Poland, Czechia.")
    )
    ends_on = day_field(_("Until"), help_text=_("The last day. Empty: in a year."))

    def clean_territories(self) -> tuple[str, ...]:
        """Codes or names of countries, separated by commas."""
        return split(self.cleaned_data["territories"])
