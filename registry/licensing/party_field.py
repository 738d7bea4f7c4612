"""The field in which one names a seller: names are suggested while one types, and an almost-right one offers whom it may mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django_countries import countries

from accounts.models import Party
from registry.queries import LICENSEES, parties_like

MOST_MEANT = 4


class PartyName(forms.TextInput):
    """A name or reference. `candidates` are offered below it as choices; one counts while the name stays as it was."""

    candidates: Sequence[Party] = ()
    slug = ""
    kinds: Sequence[str] = LICENSEES

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, kinds: Sequence[str] = LICENSEES) -> None:
        super().__init__(dict(attrs or {}))
        self.kinds = kinds

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The reference chosen for the name that was typed, else what is typed now."""
        typed = super().value_from_datadict(data, files, name)
        meant = data.get(f"{name}-meant")
        return meant if meant and data.get(f"{name}-was") == typed else typed

    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The line, its suggestions, and whom it may mean."""
        given = dict(attrs or {})
        control_id = given.get("id", name)
        if self.slug:
            given |= {
                "list": f"{control_id}-list", "autocomplete": "off", "hx-get": self._suggestions(),
                "hx-trigger": "input changed delay:200ms", "hx-target": f"#{control_id}-list", "hx-params": name,
                "hx-vals": f'{{"field": "{name}"}}', "hx-sync": "this:replace",
            }  # fmt: skip
        context = {
            "line": super().render(name, value, given, renderer), "name": name, "value": value or "", "control_id": control_id,
            "candidates": [(one, country_of(one)) for one in self.candidates], "suggests": bool(self.slug),
        }  # fmt: skip
        return SafeString(render_to_string("registry/party_field.html", context))

    def _suggestions(self) -> str:
        return reverse("registry:licensees", args=[self.slug])


def offer(form: forms.Form, name: str, text: str) -> list[Party]:
    """Put below the field of that name whom the text may mean; they are returned."""
    widget = form.fields[name].widget
    assert isinstance(widget, PartyName)
    widget.candidates = parties_like(text, kinds=widget.kinds, most=MOST_MEANT)
    return list(widget.candidates)


def country_of(party: Party) -> str:
    """Where a party is, in words."""
    return str(countries.name(party.country)) if party.country else ""
