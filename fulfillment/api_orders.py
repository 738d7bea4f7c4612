"""The API of orders and shipments: told by the shop, sent by sellers and warehouses, followed by carriers."""

from typing import ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from fulfillment.api_orders_shapes import (
    BoughtOrderOut,
    ClaimAnswerIn,
    ClaimIn,
    EventIn,
    ManifestIn,
    OrderDecisionIn,
    OrderToldOut,
    ShipmentOut,
    ToldIn,
    WholeShipmentOut,
)
from fulfillment.machine import ORDER, SHIPMENT
from fulfillment.models import Order, Shipment
from fulfillment.services import orders as services
from fulfillment.services import shipments
from fulfillment.services.orders import Bought, Told
from fulfillment.services.shipments import BannedGoods, Happened, Manifest, Packed
from gateway.api import ApiRequest, body_of, created
from gateway.http import choice, found
from gateway.idempotency import idempotent
from gateway.problems import MEDIA_TYPE, problem_of


class Orders(MarketplaceView):
    """Orders."""

    permissions: ClassVar = {"GET": "order.read", "POST": "order.keep"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="orders_list", summary="List orders",
        parameters=[OpenApiParameter("state", str, enum=list(ORDER.states))], responses=BoughtOrderOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first: the shop and staff all, a seller its own, a warehouse those that it sends."""
        rows = Order.objects.visible_to(request.actor).select_related("seller", "warehouse")
        if state := choice(request.query_params, "state", list(ORDER.states), default=""):
            rows = rows.filter(state=state)
        return self.paged(rows.prefetch_related("lines__listing", "lines__gate_check"), BoughtOrderOut)

    @extend_schema(
        operation_id="orders_create", summary="Tell of an order", request=ToldIn, responses={201: OrderToldOut}
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """The licence gate is asked about each line. The buyer is mailed a link; `link` is the same one."""
        given = body_of(ToldIn, request)
        lines = [Bought(**line) for line in given.pop("lines")]
        made = services.tell_order(actor=request.actor, told=Told(lines=lines, **given))
        data = OrderToldOut(_order(request, made.reference)).data
        return created(data, location=f"{request.path}/{made.reference}")


class OneOrder(MarketplaceView):
    """One order."""

    permissions: ClassVar = {"GET": "order.read"}

    @extend_schema(operation_id="orders_retrieve", summary="Get an order", responses=BoughtOrderOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """With what the gate said of each line. Who bought it is not told here."""
        return Response(BoughtOrderOut(_order(request, reference)).data)


class Cancels(MarketplaceView):
    """An order that is cancelled."""

    permissions: ClassVar = {"POST": "order.keep"}

    @extend_schema(operation_id="orders_cancel", summary="Cancel an order", request=None, responses=BoughtOrderOut)
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Before anything was sent. What its lines drew from licences is free again."""
        services.cancel(actor=request.actor, order=_order(request, reference))
        return Response(BoughtOrderOut(_order(request, reference)).data)


class Closings(MarketplaceView):
    """An order of which nothing more is expected."""

    permissions: ClassVar = {"POST": "order.keep"}

    @extend_schema(operation_id="orders_close", summary="Close an order", request=None, responses=BoughtOrderOut)
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Once it was sent."""
        services.close(actor=request.actor, order=_order(request, reference))
        return Response(BoughtOrderOut(_order(request, reference)).data)


class Decisions(MarketplaceView):
    """An order about which the gate could not say yes or no."""

    permissions: ClassVar = {"POST": "order.keep"}

    @extend_schema(
        operation_id="orders_decide", summary="Decide about an order", request=OrderDecisionIn, responses=BoughtOrderOut
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """409 where it does not wait for that."""
        accept = body_of(OrderDecisionIn, request)["accept"]
        services.decide_order(actor=request.actor, order=_order(request, reference), accept=accept)
        return Response(BoughtOrderOut(_order(request, reference)).data)


class OrderShipments(MarketplaceView):
    """Parcels of an order."""

    permissions: ClassVar = {"POST": "shipment.keep"}

    @extend_schema(
        operation_id="orders_ship", summary="Make the manifest of a parcel", request=ManifestIn,
        responses={201: WholeShipmentOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """409 with the code `import_ban` where goods in it may not be brought into the country they would go to."""
        given = body_of(ManifestIn, request)
        lines = [Packed(**line) for line in given.pop("lines")]
        order = _order(request, reference)
        try:
            made = shipments.ship(actor=request.actor, order=order, manifest=Manifest(lines=lines, **given))
        except BannedGoods as refusal:  # answered here, so that its line in the log stays
            problem = problem_of(refusal)
            assert problem is not None
            return Response(problem.as_dict(), status=problem.status, content_type=MEDIA_TYPE)
        path = request.path.partition("/orders/")[0]
        data = WholeShipmentOut(_shipment(request, made.reference)).data
        return created(data, location=f"{path}/shipments/{made.reference}")


class Shipments(MarketplaceView):
    """Shipments."""

    permissions: ClassVar = {"GET": "order.read"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="shipments_list", summary="List shipments",
        parameters=[OpenApiParameter("state", str, enum=list(SHIPMENT.states))], responses=ShipmentOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first: a seller's own, a carrier's those that it carries."""
        rows = Shipment.objects.visible_to(request.actor).select_related("seller", "order", "carrier")
        if state := choice(request.query_params, "state", list(SHIPMENT.states), default=""):
            rows = rows.filter(state=state)
        return self.paged(rows, ShipmentOut)


class OneShipment(MarketplaceView):
    """One shipment."""

    permissions: ClassVar = {"GET": "order.read"}

    @extend_schema(operation_id="shipments_retrieve", summary="Get a shipment", responses=WholeShipmentOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """With its manifest and all that happened to it."""
        return Response(WholeShipmentOut(_shipment(request, reference)).data)


class Events(MarketplaceView):
    """What happened to a shipment."""

    permissions: ClassVar = {"POST": "shipment.keep"}

    @extend_schema(
        operation_id="shipments_event", summary="Tell what happened to a shipment",
        request={"application/json": EventIn, "multipart/form-data": EventIn}, responses=WholeShipmentOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """`received` is a warehouse’s receipt, `delivered` best comes with its proof as `file`."""
        given = body_of(EventIn, request)
        file = given.pop("file", None)
        shipments.note_event(
            actor=request.actor, shipment=_shipment(request, reference), happened=Happened(**given),
            files=[("", file)] if file else [],
        )  # fmt: skip
        return Response(WholeShipmentOut(_shipment(request, reference)).data)


class Claims(MarketplaceView):
    """What is asked of a carrier that lost a shipment."""

    permissions: ClassVar = {"POST": "shipment.keep"}

    @extend_schema(operation_id="shipments_claim", summary="Claim a loss", request=ClaimIn, responses=WholeShipmentOut)
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """The buyer is told what it gets, and until when."""
        shown = _shipment(request, reference)
        shipments.claim_loss(actor=request.actor, shipment=shown, **body_of(ClaimIn, request))
        return Response(WholeShipmentOut(_shipment(request, reference)).data)


class ClaimAnswers(MarketplaceView):
    """What the carrier says to it."""

    permissions: ClassVar = {"POST": "shipment.keep"}

    @extend_schema(
        operation_id="shipments_claim_answer",
        summary="Answer a claim",
        request=ClaimAnswerIn,
        responses=WholeShipmentOut,
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """By the carrier itself, or whoever heard it."""
        pays = body_of(ClaimAnswerIn, request)["pays"]
        shipments.answer_claim(actor=request.actor, shipment=_shipment(request, reference), pays=pays)
        return Response(WholeShipmentOut(_shipment(request, reference)).data)


def _order(request: ApiRequest, reference: str) -> Order:
    rows = Order.objects.visible_to(request.actor).select_related("seller", "warehouse", "tenant")
    return found(rows.prefetch_related("lines__listing", "lines__gate_check"), reference=reference)


def _shipment(request: ApiRequest, reference: str) -> Shipment:
    rows = Shipment.objects.visible_to(request.actor)
    rows = rows.select_related("seller", "carrier", "order__seller", "order__tenant", "tenant")
    wanted = ("lines__order_line", "lines__units", "events__party", "papers__evidence", "claims")
    return found(rows.prefetch_related(*wanted), reference=reference)
