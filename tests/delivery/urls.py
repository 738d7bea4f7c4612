"""The addresses of delivery alone, so that its tests do not wait for the other floors."""

from django.urls import include, path

urlpatterns = [path("", include("delivery.urls"))]
