"""Addresses that exist in the demo and in development alone; those of the demo world in the demo."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("web.styleguide_urls"))]
if settings.DEMO:
    urlpatterns.append(path("", include("web.demo.urls")))
