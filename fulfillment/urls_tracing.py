"""Addresses of traces: `/m/<slug>/trace`."""

from django.urls import path

from fulfillment import api_tracing as programs
from fulfillment.views import tracing

pages = [
    path("trace", tracing.find, name="find_trace"),
    path("trace/<uuid:mark>", tracing.trace, name="trace"),
    path("trace/<uuid:mark>/keep", tracing.keep, name="keep_trace"),
]

api = [
    path("trace", programs.FindTrace.as_view(), name="api_find_trace"),
    path("trace/<uuid:mark>", programs.Traced.as_view(), name="api_trace"),
]
