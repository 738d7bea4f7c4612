"""Questions about events that are kept under a name. Subscriptions are not offered: ask again with `GE_recordTime`."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from fulfillment.api_epcis_shapes import DOCUMENT, MEMBERS, PARAMETERS, EpcisView, Unasked, collection
from fulfillment.epcis import asking
from fulfillment.models import EpcisQuery
from fulfillment.services import epcis as services
from gateway.api import ApiRequest, body_of
from gateway.idempotency import idempotent
from tenancy.actor import Actor
from tenancy.errors import NotFound


class QueryIn(serializers.Serializer):
    """A question to keep, by the parameters of a question; texts, or lists of texts."""

    name = serializers.RegexField(r"^[A-Za-z0-9._-]{1,100}$")
    query = serializers.DictField()


class Queries(EpcisView):
    """Questions that are kept under a name."""

    permissions: ClassVar = {"GET": "epcis.read", "POST": "epcis.read"}

    @extend_schema(operation_id="epcis_queries", summary="List kept questions", responses=MEMBERS)
    def get(self, request: ApiRequest) -> Response:
        """Of your party."""
        rows = EpcisQuery.objects.filter(party_id=request.actor.party_id).order_by("name")
        return collection(list(rows.values_list("name", flat=True)))

    @extend_schema(
        operation_id="epcis_queries_keep", summary="Keep a question", request=QueryIn, responses={201: QueryIn}
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Under a name that your party does not use yet."""
        given = body_of(QueryIn, request)
        try:
            asking.question(given["query"])
        except asking.Unaskable as error:
            raise Unasked(fields={f"query.{error.name}": [error.message]}) from error
        services.keep_query(actor=request.actor, name=given["name"], said=given["query"])
        path = reverse("fulfillment:api_epcis_query", args=[request.marketplace.slug, given["name"]])
        return Response(given, status=201, headers={"Location": path})


class Query(EpcisView):
    """One kept question."""

    permissions: ClassVar = {"GET": "epcis.read", "DELETE": "epcis.read"}

    @extend_schema(operation_id="epcis_query", summary="Get a kept question", responses=QueryIn)
    def get(self, request: ApiRequest, name: str) -> Response:
        """As it was kept."""
        return Response({"name": name, "query": _kept(request.actor, name)})

    @extend_schema(operation_id="epcis_query_drop", summary="Drop a kept question", responses={204: None})
    def delete(self, request: ApiRequest, name: str) -> Response:
        """It is forgotten."""
        services.drop_query(actor=request.actor, name=name)
        return Response(status=204)


class QueryEvents(EpcisView):
    """What a kept question finds."""

    permissions: ClassVar = {"GET": "epcis.read"}

    @extend_schema(
        operation_id="epcis_query_events",
        summary="Ask a kept question",
        parameters=PARAMETERS,
        responses=DOCUMENT,
    )
    def get(self, request: ApiRequest, name: str) -> Response:
        """The newest first; further parameters narrow it down."""
        return self.found(request, _kept(request.actor, name), name=name)


def _kept(actor: Actor, name: str) -> dict[str, Any]:
    row = EpcisQuery.objects.filter(party_id=actor.party_id, name=name).first() if actor.party_id else None
    if row is None:
        raise NotFound
    return services.said_of_query(row)
