"""The product's addresses as the demo has them."""

from django.urls import include, path

urlpatterns = [path("", include("web.demo.urls")), path("", include("config.urls"))]
