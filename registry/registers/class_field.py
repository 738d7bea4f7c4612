"""Classes as people give them: typed as numbers, or ticked in a list that says what each number is."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from registry.registers import nice


class NiceClasses(forms.TextInput):
    """A line of numbers, and beneath it all 45 classes to tick. What is ticked counts with what was typed.

    Without script the ticks go along under a name of their own and are added to the line; with script they follow it.
    """

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The line, and the ticked ones that are not in it."""
        typed = super().value_from_datadict(data, files, name)
        ticked = data.getlist(_ticks(name)) if hasattr(data, "getlist") else []
        known = set((typed or "").replace(";", " ").replace(",", " ").split())
        more = [number for number in ticked if number not in known]
        return ", ".join([*filter(None, [(typed or "").strip().rstrip(",")]), *more]) if more else typed

    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The line with its list."""
        line = super().render(name, value, dict(attrs or {}), renderer)
        control_id = (attrs or {}).get("id", "")
        context = {
            "line": line, "ticks": _ticks(name), "control_id": control_id,
            "classes": [(number, str(words)) for number, words in nice.NAMES.items()],
        }  # fmt: skip
        return SafeString(render_to_string("registry/class_field.html", context))


def _ticks(name: str) -> str:
    return f"{name}-ticked"
