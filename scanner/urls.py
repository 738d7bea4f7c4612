"""Addresses of the scanner: publishing and matches. The API's POST of a listing stands here, with its GET from below."""

from django.urls import include, path

from scanner import api as programs
from scanner import api_matches as found
from scanner.views import matches, publishing, thresholds

app_name = "scanner"

pages = [
    path("listings/publish", publishing.publish_new, name="publish_new"),
    path("matches", matches.matches, name="matches"),
    path("matches/count", matches.matches_count, name="matches_count"),
    path("matches/<uuid:match_id>", matches.match, name="match"),
    path("matches/<uuid:match_id>/confirm", matches.confirm, name="confirm"),
    path("matches/<uuid:match_id>/dismiss", matches.dismiss, name="dismiss"),
    path("thresholds", thresholds.thresholds, name="thresholds"),
    path("thresholds/remove", thresholds.remove, name="remove_threshold"),
]
api = [
    path("listings", programs.Listings.as_view(), name="api_listings"),
    path("matches", found.Matches.as_view(), name="api_matches"),
    path("matches/<uuid:match_id>", found.OneMatch.as_view(), name="api_match"),
    path("matches/<uuid:match_id>/confirm", found.Confirmation.as_view(), name="api_confirm"),
    path("matches/<uuid:match_id>/dismiss", found.Dismissal.as_view(), name="api_dismiss"),
]
urlpatterns = [
    path("m/<slug:slug>/", include(pages)),
    path("m/<slug:slug>/api/v1/", include(api)),
]
