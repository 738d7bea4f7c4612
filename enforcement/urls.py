"""Addresses of enforcement."""

from django.urls.resolvers import URLPattern, URLResolver

app_name = "enforcement"
urlpatterns: list[URLPattern | URLResolver] = []
