"""Addresses of goods and docks: pages under `/m/<slug>/`, the API under `/m/<slug>/api/v1/`."""

from django.urls import URLPattern, include, path

from fulfillment import urls_trade

app_name = "fulfillment"

pages: list[URLPattern] = [
    *urls_trade.pages,
]

api: list[URLPattern] = [
    *urls_trade.api,
]

urlpatterns = [
    path("m/<slug:slug>/", include(pages)),
    path("m/<slug:slug>/api/v1/", include(api)),
]
