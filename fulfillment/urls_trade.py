"""Addresses of orders, shipments and complaints of buyers."""

from django.urls import path

from fulfillment import api_orders, api_trade
from fulfillment.views import bought, orders, shipments, trade, trade_deeds

pages = [
    path("orders", orders.orders, name="orders"),
    path("orders/count", orders.orders_count, name="orders_count"),
    path("orders/<str:reference>", orders.order, name="order"),
    path("orders/<str:reference>/ship", orders.ship, name="ship_order"),
    path("orders/<str:reference>/do/<slug:deed>", orders.settle, name="settle_order"),
    path("shipments", shipments.shipments, name="shipments"),
    path("shipments/<str:reference>", shipments.shipment, name="shipment"),
    path("shipments/<str:reference>/event", shipments.event, name="shipment_event"),
    path("shipments/<str:reference>/claim", shipments.claim, name="claim_loss"),
    path("shipments/<str:reference>/claim/<slug:deed>", shipments.answer_claim, name="answer_claim"),
    path("trade", trade.complaints, name="trade_complaints"),
    path("trade/count", trade.complaints_count, name="trade_complaints_count"),
    path("trade/surges", trade.surges, name="surges"),
    path("trade/<str:reference>", trade.complaint, name="trade_complaint"),
    path("trade/<str:reference>/answer", trade_deeds.answer, name="answer_trade_complaint"),
    path("trade/<str:reference>/add", trade_deeds.add, name="add_to_trade_complaint"),
    path("trade/<str:reference>/done", trade_deeds.done, name="trade_done"),
    path("trade/<str:reference>/decide", trade_deeds.decide, name="decide_trade_complaint"),
    path("bought/<str:token>", bought.order, name="bought"),
    path("bought/<str:token>/complain", bought.complain, name="bought_complain"),
    path("bought/<str:token>/complaints/<str:reference>", bought.complaint, name="bought_complaint"),
    path("bought/<str:token>/files/<str:reference>", bought.paper, name="bought_paper"),
]

api = [
    path("orders", api_orders.Orders.as_view(), name="api_orders"),
    path("orders/<str:reference>", api_orders.OneOrder.as_view(), name="api_order"),
    path("orders/<str:reference>/cancel", api_orders.Cancels.as_view(), name="api_cancel_order"),
    path("orders/<str:reference>/close", api_orders.Closings.as_view(), name="api_close_order"),
    path("orders/<str:reference>/decide", api_orders.Decisions.as_view(), name="api_decide_order"),
    path("orders/<str:reference>/shipments", api_orders.OrderShipments.as_view(), name="api_ship_order"),
    path("shipments", api_orders.Shipments.as_view(), name="api_shipments"),
    path("shipments/<str:reference>", api_orders.OneShipment.as_view(), name="api_shipment"),
    path("shipments/<str:reference>/events", api_orders.Events.as_view(), name="api_shipment_events"),
    path("shipments/<str:reference>/claim", api_orders.Claims.as_view(), name="api_claim_loss"),
    path("shipments/<str:reference>/claim/answer", api_orders.ClaimAnswers.as_view(), name="api_answer_claim"),
    path("trade-complaints", api_trade.Complaints.as_view(), name="api_trade_complaints"),
    path("trade-complaints/<str:reference>", api_trade.OneComplaint.as_view(), name="api_trade_complaint"),
    path("trade-complaints/<str:reference>/answer", api_trade.Answers.as_view(), name="api_answer_trade_complaint"),
    path("trade-complaints/<str:reference>/reply", api_trade.Replies.as_view(), name="api_reply_trade_complaint"),
    path("trade-complaints/<str:reference>/files", api_trade.Additions.as_view(), name="api_add_to_trade_complaint"),
    path("trade-complaints/<str:reference>/done", api_trade.Doings.as_view(), name="api_trade_done"),
    path(
        "trade-complaints/<str:reference>/withdraw",
        api_trade.Withdrawals.as_view(),
        name="api_withdraw_trade_complaint",
    ),
    path("trade-complaints/<str:reference>/decide", api_trade.Decisions.as_view(), name="api_decide_trade_complaint"),
    path("surges", api_trade.Surges.as_view(), name="api_surges"),
]
