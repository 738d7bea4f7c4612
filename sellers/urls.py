"""Addresses of sellers: pages under `/m/<slug>/listings`, the API under `/m/<slug>/api/v1/listings`.

A listing's number always holds a digit, so the words `new` and `find` are never one. The collection `listings` of the
API stands in the scanner, which adds to `programs.Listings` how a listing is handed in and published in one go.
"""

from django.urls import include, path

from sellers import api as programs
from sellers.views import changing, finding, looking

app_name = "sellers"

pages = [
    path("listings", looking.listing_list, name="listings"),
    path("listings/new", changing.new, name="new"),
    path("listings/find", finding.find, name="find"),
    path("listings/<str:number>", looking.listing, name="listing"),
    path("listings/<str:number>/change", changing.revise, name="revise"),
    path("listings/<str:number>/end", changing.end, name="end"),
    path("standing", looking.standing, name="standing"),
    path("standing/<str:reference>", looking.seller_standing, name="seller_standing"),
]

api = [
    path("listings/<str:number>", programs.OneListing.as_view(), name="api_listing"),
    path("listings/<str:number>/pictures", programs.Pictures.as_view(), name="api_pictures"),
    path("listings/<str:number>/end", programs.Ending.as_view(), name="api_end"),
    path("listings/<str:number>/states/<int:n>/applied", programs.Applied.as_view(), name="api_applied"),
]

urlpatterns = [
    path("m/<slug:slug>/", include(pages)),
    path("m/<slug:slug>/api/v1/", include(api)),
]
