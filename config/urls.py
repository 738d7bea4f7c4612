"""Which address leads where. Everything of a marketplace stands under `/m/<slug>/`."""

from django.conf import settings
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("web.urls")),
    path("", include("accounts.urls")),
    path("sign-in/", include("accounts.urls_signin")),
    path("", include("registry.urls")),
    path("", include("scanner.urls")),
    path("", include("sellers.urls")),
    path("", include("fulfillment.urls")),
    path("", include("enforcement.urls")),
    path("", include("reporting.urls")),
    path("", include("delivery.urls")),
    path("m/<slug:slug>/evidence/", include("evidence.urls")),
    path("m/<slug:slug>/api/v1/evidence/", include("evidence.api_urls")),
]
if settings.DEMO or settings.DEBUG:
    urlpatterns.insert(0, path("", include("web.demo_urls")))  # first: in the demo the root greets who is signed out

handler400 = "gateway.errors.bad_request"
handler403 = "gateway.errors.denied"
handler404 = "gateway.errors.not_found"
handler500 = "gateway.errors.fault"
