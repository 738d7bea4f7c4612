"""Addresses of the registry: pages under `/m/<slug>/rights/`, the API under `/m/<slug>/api/v1/rights`."""

from django.urls import include, path

from registry import api as programs
from registry.views import authorised, changing, checking, looking, registering

app_name = "registry"

pages = [
    path("rights", looking.right_list, name="rights"),
    path("rights/new", registering.register, name="register"),
    path("rights/<str:ref>", looking.right, name="right"),
    path("rights/<str:ref>/change", changing.change, name="change"),
    path("rights/<str:ref>/retire", changing.retire, name="retire"),
    path("rights/<str:ref>/specimens", changing.specimens, name="specimens"),
    path("rights/<str:ref>/specimens/<uuid:specimen_id>/retire", changing.retire_specimen, name="retire_specimen"),
    path("rights/<str:ref>/certificates", changing.certificates, name="certificates"),
    path("rights/<str:ref>/verify", checking.verify, name="verify"),
    path("rights/<str:ref>/reject", checking.reject, name="reject"),
    path("rights/<str:ref>/sellers/new", authorised.authorise, name="authorise"),
    path("rights/<str:ref>/sellers/<uuid:authorised_id>/revoke", authorised.revoke, name="revoke"),
]

api = [
    path("rights", programs.Rights.as_view(), name="api_rights"),
    path("rights/<str:ref>", programs.OneRight.as_view(), name="api_right"),
    path("rights/<str:ref>/specimens", programs.Specimens.as_view(), name="api_specimens"),
    path("rights/<str:ref>/sellers", programs.AuthorisedSellers.as_view(), name="api_authorised_sellers"),
    path("rights/<str:ref>/sellers/<uuid:authorised_id>/revoke", programs.Revocation.as_view(), name="api_revoke"),
]

urlpatterns = [
    path("m/<slug:slug>/", include(pages)),
    path("m/<slug:slug>/api/v1/", include(api)),
]
