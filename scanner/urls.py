"""Addresses of scanner."""

from django.urls.resolvers import URLPattern, URLResolver

app_name = "scanner"
urlpatterns: list[URLPattern | URLResolver] = []
