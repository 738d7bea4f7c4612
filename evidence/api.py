"""Evidence for programs: the same pictures as on the pages."""

from typing import ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema

from accounts.api_doors import MarketplaceView
from accounts.roles import ENTER
from evidence.models import Evidence
from evidence.views import picture_response
from gateway.api import ApiRequest
from gateway.http import found


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
