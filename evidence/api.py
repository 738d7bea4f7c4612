"""Evidence for programs: the same pictures as on the pages."""

from typing import ClassVar

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.permission_words import ENTER
from evidence import papers
from evidence.models import Evidence
from evidence.views import page_response, picture_response
from gateway.api import ApiRequest
from gateway.http import found
from gateway.paper import MOST_PAGES


class EvidencePicture(MarketplaceView):
    """The working copy of a picture: upright, without metadata."""

    permission: ClassVar[str] = ENTER

    @extend_schema(
        operation_id="evidence_picture",
        summary="Get a picture",
        parameters=[OpenApiParameter("side", int, description="Longer side in pixels; the next larger size comes.")],
        responses={(200, "image/jpeg"): OpenApiTypes.BINARY, (200, "image/png"): OpenApiTypes.BINARY},
    )
    def get(self, request: ApiRequest, ref: str) -> HttpResponse:
        """JPEG stays JPEG, everything else becomes PNG."""
        evidence = found(Evidence.objects.visible_to(request.actor), reference=ref)
        return picture_response(request._request, evidence)


class PagesOut(serializers.Serializer):
    """How many pages a document has, and the addresses of the pictures of the first twenty."""

    count = serializers.IntegerField()
    pages = serializers.ListField(child=serializers.URLField())


class EvidencePages(MarketplaceView):
    """The pages of a PDF."""

    permission: ClassVar[str] = ENTER

    @extend_schema(operation_id="evidence_pages", summary="List the pages of a document", responses=PagesOut)
    def get(self, request: ApiRequest, ref: str) -> Response:
        """404 for what is no PDF; 422 says why one cannot be drawn, as it is locked, damaged or too costly."""
        evidence = found(Evidence.objects.visible_to(request.actor), reference=ref)
        count = papers.pages_of(evidence)
        slug = request.marketplace.slug
        pages = [
            request.build_absolute_uri(reverse("evidence_api:page", args=[slug, evidence.reference, number]))
            for number in range(1, min(count, MOST_PAGES) + 1)
        ]
        return Response({"count": count, "pages": pages})


class EvidencePage(MarketplaceView):
    """One page of a PDF, drawn."""

    permission: ClassVar[str] = ENTER

    @extend_schema(
        operation_id="evidence_page",
        summary="Get a page of a document as a picture",
        parameters=[OpenApiParameter("zoom", int, description="1 to 3: 1600, 2400 or 3200 pixels on the longer side.")],
        responses={(200, "image/jpeg"): OpenApiTypes.BINARY},
    )
    def get(self, request: ApiRequest, ref: str, number: int) -> HttpResponse:
        """A JPEG that never changes, so it may be kept."""
        evidence = found(Evidence.objects.visible_to(request.actor), reference=ref)
        return page_response(request._request, evidence, number)
