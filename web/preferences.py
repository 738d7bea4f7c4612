"""How a person wants the pages: theme, language, time zone, keys. It works signed out and lives in cookies.

Nothing here says who somebody is, and nothing is written to the database. The language is Django's own language cookie.
"""

import zoneinfo
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

COOKIE = "preferences"
YEAR_SECONDS = 365 * 24 * 3600
THEMES = [("system", _("As my device")), ("light", _("Light")), ("dark", _("Dark"))]
KEYS = [("on", _("Single keys")), ("alt", _("Keys together with Alt")), ("off", _("No keys"))]
ZONES = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))


@dataclass(frozen=True, slots=True)
class Preferences:
    """What one person chose; `time_zone` is "" where they have not."""

    theme: str = "system"
    keys: str = "on"
    time_zone: str = ""

    CHOICES: ClassVar[dict[str, frozenset[str]]] = {
        "theme": frozenset(value for value, _label in THEMES),
        "keys": frozenset(value for value, _label in KEYS),
        "time_zone": frozenset(["UTC", *ZONES]),
    }


def preferences_of(request: HttpRequest | None) -> Preferences:
    """The preferences in a request's cookie; whatever is not understood counts as not chosen."""
    kept = dict(parse_qsl(request.COOKIES.get(COOKIE, "")[:500])) if request is not None else {}
    chosen = {name: kept[name] for name, known in Preferences.CHOICES.items() if kept.get(name) in known}
    return replace(Preferences(), **chosen)


class PreferencesMiddleware:
    """Shows times in the person's zone: the one in the cookie, else the one of their account, else UTC."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Stands behind the authentication, round everything that renders."""
        name = preferences_of(request).time_zone or getattr(getattr(request, "user", None), "time_zone", "")
        if name not in Preferences.CHOICES["time_zone"]:
            return self.get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(name)):
            return self.get_response(request)


class PreferencesForm(forms.Form):
    """The page's form."""

    theme = forms.ChoiceField(label=_("Theme"), choices=THEMES, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[("UTC", "UTC"), *((name, name.replace("_", " ")) for name in ZONES)],
        help_text=_("All times are shown in it."),
    )
    keys = forms.ChoiceField(
        label=_("Keys"),
        choices=KEYS,
        widget=forms.RadioSelect,
        help_text=_("j and k move, o opens, / searches, ? shows all. No single key ever commits anything."),
    )


@transaction.non_atomic_requests
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose; what a POST does not name stays as it was. Leads back to `next`, where that is an address of ours."""
    current: dict[str, Any] = asdict(preferences_of(request)) | {"language": get_language()}
    current["time_zone"] = current["time_zone"] or timezone.get_current_timezone_name()
    back = request.POST.get("next", request.GET.get("next", ""))
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("web:preferences")
    sent = current | request.POST.dict() if request.method == "POST" else None
    form = PreferencesForm(sent, initial=current)
    if form.is_bound and form.is_valid():
        response = HttpResponse(status=303, headers={"Location": back})
        chosen = form.cleaned_data
        language = chosen.pop("language")
        for name, value in ((COOKIE, urlencode(chosen)), (settings.LANGUAGE_COOKIE_NAME, language)):
            response.set_cookie(name, value, YEAR_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure())
        return response
    return render(request, "web/preferences.html", {"form": form, "next": back}, status=422 if form.is_bound else 200)
