"""Addresses that exist in the demo and in development alone."""

from django.urls import include, path

urlpatterns = [path("", include("web.styleguide_urls"))]
