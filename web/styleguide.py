"""The page of parts: every component in all its states. It exists in development and in the demo alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.http import require_safe

from scanner.score_steps import Step

NOW = datetime(2026, 11, 13, 16, 4, tzinfo=UTC)
"""The page stands still, so that two pictures of it can be compared."""

SECTIONS = [
    ("states", "States and scores"),
    ("clocks", "Clocks"),
    ("actions", "Buttons and deciding"),
    ("notices", "Notices"),
    ("tables", "Tables"),
    ("evidence", "Evidence"),
    ("facts", "Facts and timeline"),
    ("forms", "Forms"),
    ("finding", "Finding"),
    ("waiting", "Empty, loading, failed"),
]

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ARABIC = "شركة النور للتجارة"
TRICKY = "Halden\u202eevil\u202c <script>alert(1)</script>"
INVISIBLE = "\u200b\u200d"
WRONG = {"name": "", "email": "not an address", "office": "xx", "words": TRICKY, "classes": "21"}


class SpecimenForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label="Name of the mark", max_length=40, help_text="As it stands in the register.")
    email = forms.EmailField(label="Where we reach you", required=False)
    office = forms.ChoiceField(label="Office", choices=[("", "Choose"), ("em", "EUIPO"), ("us", "USPTO")])
    words = forms.CharField(label="What happened", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    day = forms.DateField(label="Registered on", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    file = forms.FileField(label="Specimen", help_text="JPEG, PNG or WebP, at most 20 MB.")
    answer = forms.ChoiceField(
        label="How would you like to answer?",
        widget=forms.RadioSelect,
        choices=[("licence", "I have a licence or bought genuine goods"), ("no", "It is not an infringement")],
    )
    classes = forms.MultipleChoiceField(
        label="Classes",
        widget=forms.CheckboxSelectMultiple,
        choices=[("18", "18: leather goods"), ("21", "21: household utensils")],
        required=False,
    )
    sworn = forms.BooleanField(label="I state in good faith that this is true", help_text="If not, it may cost you.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choice_help = {  # type: ignore[attr-defined]
            "licence": "Add the licence or the invoice. We check country, goods and dates, and say what is missing.",
            "no": "You only name what your product fits, or the word is used in its ordinary sense.",
        }


@transaction.non_atomic_requests
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """All parts; `?rtl` shows them from right to left, in a language that is not translated."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    language = "he" if "rtl" in request.GET else translation.get_language()
    with translation.override(language):
        return render(request, "styleguide.html", specimens())


def specimens() -> dict[str, Any]:
    """What the page shows."""
    wrong = SpecimenForm({f"wrong-{name}": text for name, text in WRONG.items()}, prefix="wrong")
    return {
        "course": [0] * 60 + [100] * 90 + [350] * 40 + [250] * 175 + [200] * 60 + [0] * 121,
        "rungs": [(100, "A warning"), (300, "Checked first"), (500, "Out of the shop for a time")],
        "shares": [
            {"name": "Halden", "bars": [("Removed", "41", 100), ("Minutes", "12", 30)]},
            {"name": TRICKY, "bars": [("Removed", "3", 7), ("Minutes", "40", 100)]},
        ],
        "steps": [
            Step("The title contains the mark.", 0, 90, begins=True),
            Step(TRICKY, 90, 72, 80),
            Step(LONG, 72, 90, 125),
            Step("It agrees.", 90, 90, 100),
        ],
        "lines": [
            dict.fromkeys(("key", "count_url", "current"), "") | {"url": f"#{i}", "label": s} for i, s in SECTIONS
        ],
        "now": NOW,
        "past": {days: NOW - timedelta(days=days) for days in (1, 2, 4, 9, 12, 30)},
        "soon": {hours: NOW + timedelta(hours=hours) for hours in (2, 26)},
        "ahead": {days: NOW + timedelta(days=days) for days in (1, 2, 5, 6)},
        "long": LONG,
        "arabic": ARABIC,
        "tricky": TRICKY,
        "invisible": INVISIBLE,
        "flask": static("web/specimens/flask.svg"),
        "mark": static("web/specimens/mark.svg"),
        "pictures": [{"src": static(f"web/specimens/{name}.svg"), "alt": name} for name in ("cup", "bag", "jar")],
        "erased": [{"src": "", "alt": "erased"}],
        "flask_regions": [(160, 126, 92, 84)],
        "mark_regions": [(84, 78, 234, 162)],
        "form": SpecimenForm(prefix="right"),
        "wrong": wrong,
        "user": {"is_authenticated": False},
        "marketplace": {"name": "Nordmarkt"},
        "path": "/styleguide",
    }
