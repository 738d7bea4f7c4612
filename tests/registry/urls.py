"""The addresses of the registry and of what it links to; for the rest of the rail, pages that are only there."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from web.navigation import all_entries

REAL = ("registry", "accounts", "web")


def there(request: HttpRequest, slug: str = "", ref: str = "") -> HttpResponse:
    """A page of another app."""
    return HttpResponse("")


def stand_ins() -> list:
    """One path for every address of the rail that is not built from here."""
    names = {name for entry in all_entries() for name in (entry.url_name, entry.count_url) if name}
    names.add("scanner:rights_by_picture")
    apps: dict[str, list] = {}
    for name in sorted(names):
        app, _colon, view = name.partition(":")
        if app not in REAL:
            apps.setdefault(app, []).append(path(f"m/<slug:slug>/{app}/{view}", there, name=view))
    brand = path("m/<slug:slug>/brands/<str:ref>/complaints", there, name="complaints_of_brand")
    apps.setdefault("enforcement", []).append(brand)
    return [path("", include((patterns, app))) for app, patterns in apps.items()]


urlpatterns = [
    path("", include("registry.urls")),
    path("", include("accounts.urls")),
    path("", include("web.urls")),
    path("sign-in/", include("accounts.urls_signin")),
    path("m/<slug:slug>/evidence/", include("evidence.urls")),
    path("m/<slug:slug>/api/v1/evidence/", include("evidence.api_urls")),
    *stand_ins(),
]
handler404 = "gateway.errors.not_found"
