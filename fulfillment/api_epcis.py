"""EPCIS 2.0 over REST: capture and query of events, by the paths, headers, paging and errors of the standard.

Source: GS1 EPCIS 2.0, section 12 (REST bindings). Everything stands under `/m/<slug>/api/v1/epcis/`. A capture is done when it is
answered: what a sender hears 202 for is kept, and what it did not hear it may send again, as an event is taken in once.
"""

from typing import ClassVar

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from fulfillment import events
from fulfillment.api_epcis_shapes import DOCUMENT, MEMBERS, PARAMETERS, EpcisView, Unasked, as_links_wanted, collection
from fulfillment.epcis import asking
from fulfillment.epcis.vocabulary import EVENT_TYPES
from fulfillment.models import EpcisCapture, EpcisEvent
from fulfillment.services import epcis as services
from gateway.api import ApiRequest
from gateway.idempotency import idempotent
from tenancy.actor import Actor
from tenancy.errors import NotFound

BEHAVIOUR = "GS1-Capture-Error-Behaviour"
KINDS = {
    "eventTypes": ("eventType", "type"), "bizSteps": ("EQ_bizStep", "step"), "dispositions": ("EQ_disposition", "disposition"),
    "readPoints": ("EQ_readPoint", "read_point"), "bizLocations": ("EQ_bizLocation", "location"), "epcs": ("MATCH_anyEPC", ""),
}  # fmt: skip
"""Top-level resources: the parameter that asks for events of one, and the column that has it."""
NEWEST = 2_000
"""Of so many events, the newest that the caller sees, the resources are gathered."""


class Root(EpcisView):
    """What there is."""

    permissions: ClassVar = {"GET": "epcis.read"}

    @extend_schema(operation_id="epcis", summary="What EPCIS offers here", responses=MEMBERS)
    def get(self, request: ApiRequest) -> Response:
        """The top-level resources."""
        return collection(["capture", "events", "queries", *KINDS])


class CaptureOut(serializers.ModelSerializer):
    """What became of a capture. It was done when it was answered."""

    captureID = serializers.CharField(source="reference")
    createdAt = serializers.DateTimeField(source="made_at")
    finishedAt = serializers.DateTimeField(source="made_at")
    running = serializers.SerializerMethodField()
    success = serializers.SerializerMethodField()
    captureErrorBehaviour = serializers.SerializerMethodField()

    class Meta:
        model = EpcisCapture
        fields: ClassVar = [
            "captureID", "createdAt", "finishedAt", "running", "success", "captureErrorBehaviour", "fresh", "known", "refused",
            "errors",
        ]  # fmt: skip

    def get_running(self, row: EpcisCapture) -> bool:
        """Never: see above."""
        return False

    def get_success(self, row: EpcisCapture) -> bool:
        """Whether all of its events are kept."""
        return row.refused == 0

    def get_captureErrorBehaviour(self, row: EpcisCapture) -> str:
        """What was asked for."""
        return "proceed" if row.proceeds else "rollback"


class Capture(EpcisView):
    """Documents with events."""

    permissions: ClassVar = {"GET": "epcis.read", "POST": "epcis.capture"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="epcis_captures", summary="List captures", responses=CaptureOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """The newest first, of one's own party."""
        return self.paged(EpcisCapture.objects.visible_to(request.actor), CaptureOut)

    @extend_schema(
        operation_id="epcis_capture", summary="Capture events", request=OpenApiTypes.OBJECT, responses={202: CaptureOut},
        parameters=[OpenApiParameter(BEHAVIOUR, str, OpenApiParameter.HEADER, enum=["rollback", "proceed"])],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """An EPCISDocument in JSON-LD, a bare event, or a list of them; all or none, unless told to proceed."""
        behaviour = request.headers.get(BEHAVIOUR, "rollback")
        if behaviour not in ("rollback", "proceed"):
            raise Unasked(fields={BEHAVIOUR: ["One of: rollback, proceed."]})
        made = services.capture(actor=request.actor, body=request.data, proceeds=behaviour == "proceed")
        path = reverse("fulfillment:api_epcis_one_capture", args=[request.marketplace.slug, made.reference])
        return Response(CaptureOut(made).data, status=202, headers={"Location": path, BEHAVIOUR: behaviour})


class OneCapture(EpcisView):
    """One capture."""

    permissions: ClassVar = {"GET": "epcis.read"}

    @extend_schema(operation_id="epcis_capture_retrieve", summary="Get a capture", responses=CaptureOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """What became of it."""
        row = EpcisCapture.objects.visible_to(request.actor).filter(reference=reference).first()
        if row is None:
            raise NotFound
        return Response(CaptureOut(row).data)


class Events(EpcisView):
    """Events."""

    permissions: ClassVar = {"GET": "epcis.read", "POST": "epcis.capture"}

    @extend_schema(operation_id="epcis_events", summary="Ask for events", parameters=PARAMETERS, responses=DOCUMENT)
    def get(self, request: ApiRequest) -> Response:
        """The newest first, as far as you see them: your own, and those of your brands' goods."""
        return self.found(request, {})

    @extend_schema(
        operation_id="epcis_events_capture",
        summary="Capture one event",
        request=OpenApiTypes.OBJECT,
        responses={201: OpenApiTypes.OBJECT},
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """A bare event with its context."""
        if not isinstance(request.data, dict) or request.data.get("type") in ("EPCISDocument", "EPCISQueryDocument"):
            raise Unasked(fields={"": ["One event is expected here; documents go to capture."]})
        made = services.capture(actor=request.actor, body=request.data)
        row = EpcisEvent.objects.get(handed_in__capture=made)
        path = reverse("fulfillment:api_epcis_event", args=[request.marketplace.slug, row.uri])
        return Response(services.document_of(row), status=201, headers={"Location": path})


class OneEvent(EpcisView):
    """One event."""

    permissions: ClassVar = {"GET": "epcis.read"}

    @extend_schema(operation_id="epcis_event_retrieve", summary="Get an event", responses=OpenApiTypes.OBJECT)
    def get(self, request: ApiRequest, event_id: str) -> Response:
        """By its hash, or by the id that its sender gave it."""
        row = events.event_of(request.actor, event_id)
        return Response(events.documents([row], as_links=as_links_wanted(request))[0])


class Resources(EpcisView):
    """Values that events have: kinds of events, business steps, dispositions, places, and goods."""

    permissions: ClassVar = {"GET": "epcis.read"}

    @extend_schema(operation_id="epcis_resources", summary="List what events speak of", responses=MEMBERS)
    def get(self, request: ApiRequest, kind: str) -> Response:
        """Of the newest events that you see."""
        return collection(_values(request.actor, kind))


class Resource(EpcisView):
    """One such value."""

    permissions: ClassVar = {"GET": "epcis.read"}

    @extend_schema(operation_id="epcis_resource", summary="Get what events speak of", responses=MEMBERS)
    def get(self, request: ApiRequest, kind: str, value: str) -> Response:
        """What there is of it: its events."""
        _parameter(kind)
        return collection(["events"])


class ResourceEvents(EpcisView):
    """Events of one such value."""

    permissions: ClassVar = {"GET": "epcis.read"}

    @extend_schema(
        operation_id="epcis_resource_events", summary="Ask for events of one kind, step, place or thing",
        parameters=PARAMETERS, responses=DOCUMENT,
    )  # fmt: skip
    def get(self, request: ApiRequest, kind: str, value: str) -> Response:
        """The newest first."""
        return self.found(request, {_parameter(kind): [value]})


def _parameter(kind: str) -> str:
    if kind not in KINDS:
        raise NotFound
    return KINDS[kind][0]


def _values(actor: Actor, kind: str) -> list[str]:
    _parameter(kind)
    if kind == "eventTypes":
        return list(EVENT_TYPES)
    newest = EpcisEvent.objects.visible_to(actor).order_by("-id")
    if column := KINDS[kind][1]:
        return sorted({value for value in newest.values_list(column, flat=True)[:NEWEST] if value})
    said = [services.document_of(row) for row in newest[: asking.MOST_EVENTS]]
    lists = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
    return sorted({code for one in said for name in lists for code in one.get(name, ())})
