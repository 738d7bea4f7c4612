"""The rows of orders, parcels and complaints of buyers."""

from tests.architecture.rows import SELLER_KEY, SHOP_KEY, Rows, row

SAID = {"words": "Because."}
ORDERED = {
    "number": "B-NEW", "destination": "DE", "currency": "EUR",
    "lines": [{"listing": "{listing}", "quantity": 1, "price_cents": 100}],
}  # fmt: skip
PARCEL = {"carrier": "Posten", "tracking": "NEW-1", "origin": "NO"}

TRADE: Rows = {
    "fulfillment:orders": row("seller"),
    "fulfillment:orders_count": row("seller"),
    "fulfillment:order": row("seller", "reference=order"),
    "fulfillment:ship_order": row("seller", "reference=order", sent={**PARCEL, "quantity_1": "1"}),
    "fulfillment:settle_order": row("lead", "reference=order_waiting deed==accept"),
    "fulfillment:shipments": row("seller"),
    "fulfillment:shipment": row("seller", "reference=shipment"),
    "fulfillment:shipment_event": row("seller", "reference=shipment", sent={"event-kind": "scanned"}),
    "fulfillment:claim_loss": row("seller", "reference=shipment_lost"),
    "fulfillment:answer_claim": row("seller", "reference=shipment_claimed deed==pays"),
    "fulfillment:trade_complaints": row("seller"),
    "fulfillment:trade_complaints_count": row("seller"),
    "fulfillment:surges": row("lead"),
    "fulfillment:trade_complaint": row("seller", "reference=trade_open"),
    "fulfillment:answer_trade_complaint": row(
        "seller", "reference=trade_open", sent={"answer-remedy": "refund", "answer-words": "Sorry."}
    ),
    "fulfillment:add_to_trade_complaint": row("seller", "reference=trade_offered", sent={"add-words": "More."}),
    "fulfillment:trade_done": row("seller", "reference=trade_owed"),
    "fulfillment:decide_trade_complaint": row(
        "lead", "reference=trade_mediated", sent={"decide-remedy": "refund", "decide-words": "Torn."}
    ),
    "fulfillment:api_orders": {"GET": row(SELLER_KEY), "POST": row(SHOP_KEY, sent=ORDERED, said=422)},
    "fulfillment:api_order": row(SELLER_KEY, "reference=order"),
    "fulfillment:api_cancel_order": row(SHOP_KEY, "reference=order"),
    "fulfillment:api_close_order": row(SHOP_KEY, "reference=order_sent"),
    "fulfillment:api_decide_order": row(SHOP_KEY, "reference=order_waiting", sent={"accept": True}),
    "fulfillment:api_ship_order": row(SELLER_KEY, "reference=order", sent=PARCEL),
    "fulfillment:api_shipments": row(SELLER_KEY),
    "fulfillment:api_shipment": row(SELLER_KEY, "reference=shipment"),
    "fulfillment:api_shipment_events": row(SELLER_KEY, "reference=shipment", sent={"kind": "scanned"}),
    "fulfillment:api_claim_loss": row(
        SELLER_KEY, "reference=shipment_lost", sent={"amount_cents": 100, "plan": "refund", "plan_by": "2031-01-01"}
    ),
    "fulfillment:api_answer_claim": row(SELLER_KEY, "reference=shipment_claimed", sent={"pays": True}),
    "fulfillment:api_trade_complaints": {
        "GET": row(SELLER_KEY),
        "POST": row(SHOP_KEY, sent={"order": "{order}", "kind": "quality", "wants": "refund", **SAID}),
    },
    "fulfillment:api_trade_complaint": row(SELLER_KEY, "reference=trade_open"),
    "fulfillment:api_answer_trade_complaint": row(
        SELLER_KEY, "reference=trade_open", sent={"remedy": "refund", **SAID}
    ),
    "fulfillment:api_reply_trade_complaint": row(SHOP_KEY, "reference=trade_offered", sent={"accepts": True}),
    "fulfillment:api_add_to_trade_complaint": row(SELLER_KEY, "reference=trade_offered", sent=SAID),
    "fulfillment:api_trade_done": row(SHOP_KEY, "reference=trade_owed", sent={}),
    "fulfillment:api_withdraw_trade_complaint": row(SHOP_KEY, "reference=trade_for_shop"),
    "fulfillment:api_decide_trade_complaint": row(
        SHOP_KEY, "reference=trade_mediated", sent={"remedy": "refund", **SAID}
    ),
    "fulfillment:api_surges": row(SHOP_KEY),
}
