"""The addresses of evidence, and those that a door may send to."""

from django.urls import include, path

urlpatterns = [
    path("m/<slug:slug>/evidence/", include("evidence.urls")),
    path("m/<slug:slug>/api/v1/evidence/", include("evidence.api_urls")),
    path("accounts/", include("allauth.urls")),
]
handler404 = "gateway.errors.not_found"
