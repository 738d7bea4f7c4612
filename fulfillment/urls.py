"""Addresses of goods and docks: pages under `/m/<slug>/`, the API under `/m/<slug>/api/v1/`."""

from django.urls import include, path

from fulfillment import urls_customs, urls_docks, urls_epcis, urls_goods, urls_outcomes, urls_tracing, urls_trade
from fulfillment.api_buyers import Genuine
from fulfillment.views.buyers import genuine

app_name = "fulfillment"

pages = [
    path("genuine", genuine, name="genuine"),
    *urls_goods.pages,
    *urls_docks.pages,
    *urls_epcis.pages,
    *urls_tracing.pages,
    *urls_outcomes.pages,
    *urls_customs.pages,
    *urls_trade.pages,
]

api = [
    path("genuine", Genuine.as_view(), name="api_genuine"),
    *urls_goods.api,
    *urls_docks.api,
    *urls_epcis.api,
    *urls_tracing.api,
    *urls_outcomes.api,
    *urls_customs.api,
    *urls_trade.api,
]

urlpatterns = [
    path("m/<slug:slug>/", include(pages)),
    path("m/<slug:slug>/api/v1/", include(api)),
]
