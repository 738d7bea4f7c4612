"""Addresses of events: pages under `/m/<slug>/events`, the standard's own under `/m/<slug>/api/v1/epcis/`.

What the standard puts into an address (links, URNs, hashes) has slashes in it; it is escaped there, and arrives unescaped.
"""

from django.urls import path

from fulfillment import api_epcis as programs
from fulfillment import api_epcis_queries as questions
from fulfillment.views import epcis

pages = [
    path("events", epcis.captures, name="captures"),
    path("events/<str:reference>", epcis.capture, name="capture"),
]

api = [
    path("epcis", programs.Root.as_view(), name="api_epcis"),
    path("epcis/capture", programs.Capture.as_view(), name="api_epcis_capture"),
    path("epcis/capture/<str:reference>", programs.OneCapture.as_view(), name="api_epcis_one_capture"),
    path("epcis/events", programs.Events.as_view(), name="api_epcis_events"),
    path("epcis/events/<path:event_id>", programs.OneEvent.as_view(), name="api_epcis_event"),
    path("epcis/queries", questions.Queries.as_view(), name="api_epcis_queries"),
    path("epcis/queries/<str:name>", questions.Query.as_view(), name="api_epcis_query"),
    path("epcis/queries/<str:name>/events", questions.QueryEvents.as_view(), name="api_epcis_query_events"),
    path("epcis/<str:kind>", programs.Resources.as_view(), name="api_epcis_resources"),
    path("epcis/<str:kind>/<path:value>/events", programs.ResourceEvents.as_view(), name="api_epcis_resource_events"),
    path("epcis/<str:kind>/<path:value>", programs.Resource.as_view(), name="api_epcis_resource"),
]
