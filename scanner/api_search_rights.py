"""The API of the search for rights by a picture."""

from typing import ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest
from gateway.http import text
from scanner.api_search import PREPARING_SECONDS
from scanner.search.finding import Preparing, picture_facts
from scanner.search.rights import rights_like
from tenancy.errors import TooMany


class LikeRightOut(serializers.Serializer):
    """A verified right that looks like the picture."""

    title = serializers.CharField(source="right.title")
    owner = serializers.CharField(source="right.owner.name")
    kind = serializers.CharField(source="right.kind")
    office = serializers.CharField(source="right.office")
    number = serializers.CharField(source="right.number")
    score = serializers.IntegerField(help_text="0 to 100.")
    distance = serializers.IntegerField(help_text="How many of 256 points differ.")


class RightsByPicture(MarketplaceView):
    """Rights by a picture."""

    permissions: ClassVar = {"GET": "listing.search"}

    @extend_schema(
        operation_id="search_rights",
        summary="Search rights by a picture",
        parameters=[
            OpenApiParameter(
                "picture", str, description="Reference of a picture sent to `search/pictures`, or a specimen."
            )
        ],
        responses=LikeRightOut(many=True),
    )
    def get(self, request: ApiRequest) -> Response:
        """The nearest first, at most 50. 429 while the rights are being made ready after a restart."""
        asked = text(request.query_params, "picture", default="", longest=20)
        try:
            found = rights_like(picture_facts(request.actor, asked)) if asked else []
        except Preparing:
            sentence = _("The rights are being made ready to be searched. Ask again in a moment.")
            raise TooMany(sentence, retry_after=PREPARING_SECONDS) from None
        return Response(LikeRightOut(found, many=True).data)
