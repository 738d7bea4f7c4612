"""Addresses of sellers: pages under `/m/<slug>/listings`, the API under `/m/<slug>/api/v1/listings`.

A listing's number always holds a digit, so the words `new`, `find`, `publish` and `uploads` are never one. The collection
`listings` of the API stands in the scanner, which adds to `programs.Listings` how a listing is handed in and published in
one go.
"""

from django.urls import include, path

from sellers import api as programs
from sellers import (
    api_pictures,
    api_quality,
    api_risk,
    api_traits,
    api_uploads,
    urls_learning,
    urls_onboarding,
    urls_reviews,
    urls_warnings,
)
from sellers.views import changing, looking, pictures, risk, traits, uploads

app_name = "sellers"

pages = [
    *urls_onboarding.pages,
    *urls_learning.pages,
    *urls_reviews.pages,
    path("listings", looking.listing_list, name="listings"),
    path("listings/new", changing.new, name="new"),
    path("listings/uploads", uploads.upload, name="uploads"),
    path("listings/uploads/<str:ref>", uploads.one_upload, name="upload"),
    path("listings/uploads/<str:ref>/position", uploads.position, name="upload_position"),
    path("listings/uploads/<str:ref>/report", uploads.report, name="upload_report"),
    path("listings/<str:number>", looking.listing, name="listing"),
    path("listings/<str:number>/change", changing.revise, name="revise"),
    path("listings/<str:number>/end", changing.end, name="end"),
    path("listings/<str:number>/addresses", pictures.picture_addresses, name="picture_addresses"),
    path("listings/<str:number>/addresses/again", pictures.fetch_again, name="fetch_again"),
    *urls_warnings.pages,
    path("standing", looking.standing, name="standing"),
    path("standing/<str:reference>", looking.seller_standing, name="seller_standing"),
    path("risk", risk.risks, name="risks"),
    path("standing/<str:reference>/risk", risk.risk_of, name="risk_of"),
    path("standing/<str:reference>/traits", traits.note_trait, name="note_trait"),
    path("standing/traits/<uuid:trait_id>/end", traits.end_trait, name="end_trait"),
]

api = [
    *urls_onboarding.api,
    *urls_learning.api,
    *urls_reviews.api,
    path("listings/uploads", api_uploads.Uploads.as_view(), name="api_uploads"),
    path("listings/uploads/<str:ref>", api_uploads.OneUpload.as_view(), name="api_upload"),
    path("listings/uploads/<str:ref>/rows", api_uploads.UploadRows.as_view(), name="api_upload_rows"),
    path("listings/<str:number>", programs.OneListing.as_view(), name="api_listing"),
    path("listings/<str:number>/pictures", programs.Pictures.as_view(), name="api_pictures"),
    path("listings/<str:number>/pictures/addresses", api_pictures.PictureAddresses.as_view(), name="api_addresses"),
    path("listings/<str:number>/end", programs.Ending.as_view(), name="api_end"),
    path("listings/<str:number>/states/<int:n>/applied", programs.Applied.as_view(), name="api_applied"),
    *urls_warnings.api,
    path("traits", api_traits.Traits.as_view(), name="api_traits"),
    path("seller-risks", api_risk.SellerRisks.as_view(), name="api_risks"),
    path("seller-risks/<str:reference>", api_risk.OneSellerRisk.as_view(), name="api_risk"),
    path("quality", api_quality.Quality.as_view(), name="api_quality"),
]

urlpatterns = [
    path("m/<slug:slug>/", include(pages)),
    path("m/<slug:slug>/api/v1/", include(api)),
]
