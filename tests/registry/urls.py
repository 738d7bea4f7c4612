"""The addresses of the registry, of what it links to, and those that a door may send to."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def entry(request: HttpRequest, slug: str, index: int) -> HttpResponse:
    """Stands for the log explorer."""
    return HttpResponse(str(index))


log = ([path("m/<slug:slug>/log/<int:index>", entry, name="log_entry")], "web")

urlpatterns = [
    path("", include("registry.urls")),
    path("", include("accounts.urls")),
    path("m/<slug:slug>/evidence/", include("evidence.urls")),
    path("m/<slug:slug>/api/v1/evidence/", include("evidence.api_urls")),
    path("accounts/", include("allauth.urls")),
]
handler404 = "gateway.errors.not_found"
