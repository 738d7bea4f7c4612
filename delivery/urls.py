"""Addresses of delivery: the change feed."""

from django.urls import path

from delivery import api

app_name = "delivery"

urlpatterns = [path("m/<slug:slug>/api/v1/changes", api.Changes.as_view(), name="api_changes")]
