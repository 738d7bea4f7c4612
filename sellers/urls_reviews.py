"""Addresses of reviews by inspectors: `/m/<slug>/reviews` and `/m/<slug>/inspectors`."""

from django.urls import path

from sellers import api_reviews as programs
from sellers.views import accrediting, inspecting, reviews

pages = [
    path("inspectors", accrediting.inspectors, name="inspectors"),
    path("inspectors/accredit", accrediting.accredit, name="accredit"),
    path("inspectors/interests/<uuid:interest_id>/end", accrediting.end_interest, name="end_interest"),
    path("inspectors/<str:reference>", accrediting.accreditation, name="accreditation"),
    path("inspectors/<str:reference>/revoke", accrediting.revoke, name="revoke_accreditation"),
    path("inspectors/<str:reference>/interests", accrediting.note_interest, name="note_interest"),
    path("reviews", reviews.review_list, name="reviews"),
    path("reviews/new", reviews.new_review, name="new_review"),
    path("reviews/<str:reference>", reviews.review, name="review"),
    path("reviews/<str:reference>/assign", reviews.assign, name="assign_review"),
    path("reviews/<str:reference>/end/<slug:deed>", reviews.end_review, name="end_review"),
    path("reviews/<str:reference>/declare", inspecting.declare, name="declare_review"),
    path("reviews/<str:reference>/steps/<slug:code>", inspecting.section, name="review_section"),
    path("reviews/<str:reference>/sign", inspecting.sign, name="sign_review"),
    path("reviews/<str:reference>/limits", reviews.decide_limits, name="review_limits"),
    path("reviews/<str:reference>/appeal", reviews.appeal_report, name="appeal_review"),
    path("reviews/<str:reference>/appeal/decide", reviews.decide_appeal, name="decide_review_appeal"),
]

api = [
    path("accreditations", programs.Accreditations.as_view(), name="api_accreditations"),
    path("accreditations/<str:reference>/revoke", programs.Revocation.as_view(), name="api_revoke_accreditation"),
    path("reviews", programs.Reviews.as_view(), name="api_reviews"),
    path("reviews/<str:reference>", programs.OneReview.as_view(), name="api_review"),
    path("reviews/<str:reference>/assign", programs.Assigning.as_view(), name="api_assign_review"),
    path("reviews/<str:reference>/appeal", programs.Appealing.as_view(), name="api_appeal_review"),
]
