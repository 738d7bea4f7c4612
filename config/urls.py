"""Which address leads where. Everything of a marketplace stands under `/m/<slug>/`."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
