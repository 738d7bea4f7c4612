"""Addresses of evidence in the API, under `/m/<slug>/api/v1/evidence/`."""

from django.urls import path

from evidence.api import EvidencePage, EvidencePages, EvidencePicture

app_name = "evidence_api"

urlpatterns = [
    path("<str:ref>/picture", EvidencePicture.as_view(), name="picture"),
    path("<str:ref>/pages", EvidencePages.as_view(), name="pages"),
    path("<str:ref>/pages/<int:number>", EvidencePage.as_view(), name="page"),
]
