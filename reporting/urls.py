"""Addresses of the measures."""

from django.urls import include, path

from reporting import api as programs
from reporting import views

app_name = "reporting"

pages = [path("measures/brands", views.brands, name="brands")]
api = [path("measures/brands", programs.Brands.as_view(), name="api_brands")]
urlpatterns = [
    path("m/<slug:slug>/", include(pages)),
    path("m/<slug:slug>/api/v1/", include(api)),
]
