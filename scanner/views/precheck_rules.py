"""The operator's page of the rules of the pre-check: what holds here, switching one off or weighing it differently, own rules."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.forms import add_refusal
from accounts.permissions import may
from gateway.fields import FormText
from gateway.http import PageRequest, see_other, text
from registry.forms import split
from registry.registers.offices import place_code
from scanner.models import PreCheckRule
from scanner.precheck.completeness import NEEDED
from scanner.precheck.rules import shipped
from scanner.precheck.told import FIELDS, LABELS, TONES
from scanner.services import change_house_rule, set_own_rule
from scanner.services.precheck_rules import OWN, in_force, newest
from tenancy.errors import Invalid, NotFound

SEVERITIES = [*LABELS.items(), ("off", gettext_lazy("Off"))]


class OwnRuleForm(forms.Form):
    """A rule of the marketplace's own."""

    name = FormText(
        label=gettext_lazy("Name"),
        max_length=41,
        help_text=gettext_lazy(
            "Small letters, digits and hyphens, as in no-fireworks. The same name again changes it."
        ),
    )
    severity = forms.ChoiceField(label=gettext_lazy("What a finding does"), choices=SEVERITIES, initial="warn")
    phrases = FormText(
        label=gettext_lazy("Words that are not wanted"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line; found as whole words, in any disguise."),
    )
    unless = FormText(
        label=gettext_lazy("But not in"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Longer wordings in which they are harmless, one a line."),
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Or: what the category needs"),
        choices=[(name, FIELDS[name]) for name in NEEDED],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    category = FormText(
        label=gettext_lazy("Category"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("A step of it, as in Shoes. Empty means all."),
    )
    markets = FormText(
        label=gettext_lazy("Markets"),
        max_length=1500,
        required=False,
        help_text=gettext_lazy("Countries by code or name. Empty means all."),
    )
    why = FormText(label=gettext_lazy("Why"), max_length=500, help_text=gettext_lazy("A sentence that sellers read."))
    source = FormText(
        label=gettext_lazy("Source"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The law, or your own policy."),
    )

    def values(self) -> dict[str, Any]:
        """What `set_own_rule` takes, without the actor."""
        said = dict(self.cleaned_data)
        lines = {
            name: [line.strip() for line in said[name].splitlines() if line.strip()] for name in ("phrases", "unless")
        }
        return {**said, **lines, "markets": [place_code(word) for word in split(said["markets"])]}


class HouseRuleForm(forms.Form):
    """What a finding of a rule of the house does here."""

    severity = forms.ChoiceField(
        choices=[*SEVERITIES, ("house", gettext_lazy("As the house says"))], label=gettext_lazy("What a finding does")
    )
    why = FormText(label=gettext_lazy("Why"), max_length=500, help_text=gettext_lazy("Kept in the log."))


@page("policy.read", post="policy.manage")
def rules(request: PageRequest) -> HttpResponse:
    """All rules, and the form of an own one."""
    form = OwnRuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = set_own_rule(actor=request.actor, **form.values())
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Set, as version %(number)d of the rules.") % {"number": row.number})
            return see_other(_url(request))
    return _render(request, form)


@page("policy.read", post="policy.manage")
def change_rule(request: PageRequest) -> HttpResponse:
    """Weigh a rule of the house differently, switch it off, or give it back."""
    rule = text(request.POST if request.method == "POST" else request.GET, "rule", default="")
    form = HouseRuleForm(request.POST or None, initial={"severity": "house"})
    if request.method == "POST" and form.is_valid():
        try:
            change_house_rule(actor=request.actor, rule=rule, **form.cleaned_data)
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Changed. It holds for every check from now on."))
            return see_other(_url(request))
    return _render_change(request, rule, form)


def _url(request: PageRequest) -> str:
    return reverse("scanner:precheck_rules", args=[request.marketplace.slug])


def _lines(changed: dict[str, PreCheckRule]) -> list[dict[str, Any]]:
    """The rules of the house with what has been changed of them here."""
    lines = []
    for rule in shipped():
        row = changed.get(rule.id)
        if row is not None and row.severity == "house":
            row = None
        severity = row.severity if row else rule.severity
        lines.append(
            {
                "rule": rule,
                "severity": severity,
                "label": dict(SEVERITIES)[severity],
                "tone": TONES.get(severity, ""),
                "changed": row,
                "words": rule.phrases[:4],
                "more": max(len(rule.phrases) - 4, 0),
            }
        )
    return lines


def _render(request: PageRequest, form: OwnRuleForm) -> HttpResponse:
    rows = {row.rule: row for row in newest()}
    own = [
        (row, row.rule.removeprefix(OWN), dict(SEVERITIES).get(row.severity), TONES.get(row.severity, ""))
        for row in rows.values()
        if row.rule.startswith(OWN)
    ]
    context = {
        "lines": _lines(rows),
        "own": own,
        "form": form,
        "version": in_force().version,
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "scanner/precheck_rules.html", context, status=422 if form.errors else 200)


def _render_change(request: PageRequest, rule: str, form: HouseRuleForm) -> HttpResponse:
    found = next((one for one in _lines({row.rule: row for row in newest()}) if one["rule"].id == rule), None)
    if found is None:
        raise NotFound
    context = {"line": found, "form": form, "may_manage": may(request.actor, "policy.manage")}
    return render(request, "scanner/precheck_rule.html", context, status=422 if form.errors else 200)
