"""The forms of orders, shipments and complaints of buyers. What holds together is the services' word."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import country_choices
from fulfillment.models import LossClaim, OrderLine, Remedy, ShipmentEvent, TradeComplaint, TradePaper
from fulfillment.services.shipments import TOLD, Happened, Manifest, Packed
from fulfillment.services.trade_complaints import Answer, Wrong
from fulfillment.trade.keeping import MOST_WORDS
from gateway.fields import FormDocuments, FormText

LARGEST = Decimal(100_000_000)


def _words(label: Any, *, rows: int = 4, **options: Any) -> FormText:
    return FormText(label=label, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": rows}), **options)


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _amount(label: Any, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=11, decimal_places=2, min_value=Decimal("0.01"), **options)


def cents(amount: Decimal | None) -> int | None:
    """An amount as hundredths."""
    return None if amount is None else int(amount * 100)


class WrongForm(forms.Form):
    """What a buyer complains of."""

    kind = forms.ChoiceField(label=_("What is wrong?"), choices=TradeComplaint.Kind.choices, widget=forms.RadioSelect)
    position = forms.ChoiceField(label=_("With what?"), required=False)
    wants = forms.ChoiceField(label=_("What would you like?"), choices=Remedy.choices)
    words = _words(_("What happened?"), help_text=_("In your own words. The seller reads it, and whoever decides."))
    papers = FormDocuments(
        label=_("Pictures or papers"), required=False,
        help_text=_("Of the goods, the parcel, its label, or what the seller wrote to you. At most ten."),
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Sequence[OrderLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(line.position), line.title) for line in lines]
        if len(choices) > 1:
            self.fields["position"].choices = [("", _("All of the order")), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["position"]

    def wrong(self) -> Wrong:
        """What was filled in."""
        said = self.cleaned_data
        place = said.get("position") or ""
        return Wrong(
            kind=said["kind"], wants=said["wants"], words=said["words"], position=int(place) if place else None,
            files=said["papers"],
        )  # fmt: skip


class AddForm(forms.Form):
    """Something that is added to a complaint."""

    words = _words(_("What do you want to add?"), rows=3, required=False)
    papers = FormDocuments(label=_("Pictures or papers"), required=False)


class ReplyForm(forms.Form):
    """The buyer's reply; words where it does not accept."""

    words = _words(_("If you do not accept: why not?"), rows=3, required=False)


class AnswerForm(forms.Form):
    """What the seller says."""

    remedy = forms.ChoiceField(
        label=_("Your answer"), required=False, widget=forms.RadioSelect,
        choices=[*((code, label) for code, label in Remedy.choices), ("", _("I do not agree"))],
    )  # fmt: skip
    amount = _amount(
        _("How much"), required=False, help_text=_("For money back; empty for all that was paid."), localize=False
    )
    words = _words(_("What you say to the buyer"))
    paper = forms.ChoiceField(
        label=_("The files show"), required=False,
        choices=[one for one in TradePaper.Kind.choices if one[0] != "picture"],
    )  # fmt: skip
    papers = FormDocuments(
        label=_("Files"), required=False,
        help_text=_("Who disagrees shows it: the proof of delivery, or an invoice of where the goods were bought."),
    )  # fmt: skip
    needed_at_times = frozenset({"amount", "papers", "remedy"})

    def answer(self) -> Answer:
        """What was filled in."""
        said = self.cleaned_data
        return Answer(
            words=said["words"], remedy=said["remedy"], cents=cents(said["amount"]), files=said["papers"],
            paper=said["paper"] or TradePaper.Kind.RECEIPT,
        )  # fmt: skip


class DoneForm(forms.Form):
    """That it was done."""

    words = _words(_("A word to the buyer"), rows=2, required=False)
    papers = FormDocuments(label=_("The receipt"), help_text=_("Of the payment, or of the parcel."))


class DecisionForm(forms.Form):
    """What the marketplace decides."""

    remedy = forms.ChoiceField(
        label=_("The buyer gets"), required=False, widget=forms.RadioSelect,
        choices=[*((code, label) for code, label in Remedy.choices), ("", _("Nothing more"))],
    )  # fmt: skip
    amount = _amount(_("How much"), required=False, help_text=_("For money back; empty for all that was paid."))
    words = _words(_("Your reasons"), help_text=_("Both sides read them."))
    needed_at_times = frozenset({"amount", "remedy"})


class ManifestForm(forms.Form):
    """A parcel that is sent."""

    carrier = FormText(label=_("Carrier"), max_length=120, help_text=_("Its name, or its reference here."))
    tracking = FormText(label=_("Tracking number"), max_length=60)
    origin = forms.ChoiceField(label=_("Sent from"), choices=country_choices)

    def __init__(self, *args: Any, lines: Sequence[OrderLine], left: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.positions = [line.position for line in lines if line.position in left]
        for line in lines:
            if line.position not in left:
                continue
            most = left[line.position]
            self.fields[f"quantity_{line.position}"] = forms.IntegerField(
                label=line.title, min_value=0, max_value=most, initial=most, required=False,
                help_text=_("Pieces in this parcel; %(n)d are left.") % {"n": most},
            )  # fmt: skip
            self.fields[f"serials_{line.position}"] = FormText(
                label=_("Serial numbers"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("One a line, where the goods have any."),
            )  # fmt: skip

    def manifest(self) -> Manifest:
        """What was filled in."""
        said = self.cleaned_data
        lines = [
            Packed(place, said[f"quantity_{place}"], said[f"serials_{place}"].splitlines())
            for place in self.positions
            if said[f"quantity_{place}"]
        ]
        return Manifest(carrier=said["carrier"], tracking=said["tracking"], origin=said["origin"], lines=lines)


class EventForm(forms.Form):
    """What happened to a shipment."""

    kind = forms.ChoiceField(
        label=_("What happened"), choices=[(code, label) for code, label in ShipmentEvent.Kind.choices if code in TOLD]
    )
    at = forms.DateTimeField(
        label=_("When"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("Empty: now."),
    )  # fmt: skip
    country = forms.ChoiceField(label=_("Where"), required=False, choices=lambda: [("", ""), *country_choices()])
    quantity = forms.IntegerField(label=_("Pieces counted"), min_value=0, max_value=1_000_000, required=False)
    until = _day(
        _("Kept until"), required=False, help_text=_("The day until which it waits for the buyer, who is reminded.")
    )
    words = _words(_("More"), rows=2, required=False, help_text=_("As who signed for it. It can be erased."))
    papers = FormDocuments(
        label=_("Papers"), required=False, help_text=_("A receipt, the proof of delivery, the report of a loss.")
    )

    def happened(self) -> Happened:
        """What was filled in."""
        said = self.cleaned_data
        return Happened(
            kind=said["kind"], at=said["at"], country=said["country"], quantity=said["quantity"], words=said["words"],
            until=said["until"],
        )  # fmt: skip


class LossForm(forms.Form):
    """What is asked of the carrier, and what the buyer gets."""

    amount = _amount(_("Asked of the carrier"))
    plan = forms.ChoiceField(label=_("The buyer gets"), choices=LossClaim.Plan.choices)
    plan_by = _day(_("Until"), help_text=_("The buyer is told this day."))
    papers = FormDocuments(label=_("Papers"), required=False)
