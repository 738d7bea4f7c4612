"""The rows of goods and docks."""

from tests.architecture.rows import BRAND_KEY, SHOP_KEY, Rows, row

DOCK_KEY = "key:logistics_full"
SCANS = {"scans": [{"code": "(01)04006381333931(21)X9", "step": "received"}]}
CONTEXT = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld"
EVENT = {
    "type": "ObjectEvent", "eventTime": "2026-03-01T08:00:00Z", "eventTimeZoneOffset": "+00:00", "action": "OBSERVE",
    "epcList": ["https://id.gs1.org/01/04006381333931/21/X9"], "bizStep": "shipping",
}  # fmt: skip
EVENTS = {
    "@context": [CONTEXT], "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-03-01T09:00:00Z",
    "epcisBody": {"eventList": [EVENT]},
}  # fmt: skip
STEP = {"settle-deed": "quarantine", "settle-words": "Later."}

DOCKS: Rows = {
    "fulfillment:products": row("brand"),
    "fulfillment:add_product": row("brand"),
    "fulfillment:product": row("brand", "reference=product"),
    "fulfillment:issue_codes": row("brand", "reference=product", sent={"count": "2", "length": "9", "batch": "{batch}"}, said=422),
    "fulfillment:take_in_codes": row("brand", "reference=product", sent={"numbers": "A1", "batch": "{batch}"}, said=422),
    "fulfillment:print_run": row("brand", "reference=product run=code_run"),
    "fulfillment:add_batch": row("brand", "reference=product"),
    "fulfillment:standard": row("brand", "ref=its_brand"),
    "fulfillment:add_label_point": row("brand", "ref=its_brand"),
    "fulfillment:change_label_point": row("brand", "ref=its_brand point_id=label_point"),
    "fulfillment:retire_label_point": row("brand", "ref=its_brand point_id=label_point"),
    "fulfillment:batches": row("brand"),
    "fulfillment:batch": row("brand", "reference=batch"),
    "fulfillment:certify": row("brand", "reference=batch"),
    "fulfillment:withdraw_certificate": row("brand", "reference=batch paper_id=batch_paper"),
    "fulfillment:inspect_batch": row("brand", "reference=batch"),
    "fulfillment:recall": row("brand", "reference=batch", sent={"why": "It leaks."}),
    "fulfillment:docks": row("logistics"),
    "fulfillment:dock": row("logistics", "reference=site", sent={"code": "(01)04006381333931(21)X9", "step": "received"}),
    "fulfillment:hold_box": row("logistics", "reference=site check_id=check"),
    "fulfillment:flag_box": row("logistics", "reference=site check_id=check", sent={"kind": "looks"}),
    "fulfillment:sites": row("logistics"),
    "fulfillment:add_site": row("logistics"),
    "fulfillment:site": row("logistics", "reference=site"),
    "fulfillment:close_site": row("logistics", "reference=site"),
    "fulfillment:holds": row("logistics"),
    "fulfillment:holds_count": row("logistics"),
    "fulfillment:hold": row("logistics", "reference=hold"),
    "fulfillment:inspect_hold": row("logistics", "reference=hold", sent={"inspect-words": "Odd."}),
    "fulfillment:answer_hold": row("brand", "reference=hold", sent={"answer-answer": "genuine"}),
    "fulfillment:settle_hold": row("logistics", "reference=hold", sent=STEP),
    "fulfillment:confirm_destruction": row("logistics", "reference=destroying", sent={"confirmed": "no", "destroyed-words": "No."}),
    "fulfillment:flags": row("logistics"),
    "fulfillment:flags_count": row("logistics"),
    "fulfillment:flag": row("logistics", "reference=flag", sent={"words": "All is well."}),
    "fulfillment:signs": row("logistics"),
    "fulfillment:signs_count": row("logistics"),
    "fulfillment:sign": {
        "GET": row("logistics", "reference=sign"),
        "POST": row("brand", "reference=sign", sent={"deed": "confirm"}),
    },
    "fulfillment:corrections": row("supplier"),
    "fulfillment:corrections_count": row("supplier"),
    "fulfillment:ask_correction": {
        "GET": row("brand"),
        "POST": row("brand", sent={"wrong": "It leaks."}, said=422),
    },
    "fulfillment:correction": row("brand", "reference=correction"),
    "fulfillment:answer_correction": row(
        "supplier", "reference=correction", sent={"answer-root_cause": "A mould.", "answer-done": "Changed."}
    ),
    "fulfillment:judge_correction": row("brand", "reference=correction", sent={"judge-deed": "close", "judge-words": "Well."}),
    "fulfillment:goods_risks": row("logistics"),
    "fulfillment:goods_risk": row("logistics", "risk_id=goods_risk"),
    "fulfillment:sampling": row("logistics"),
    "fulfillment:api_corrections": {
        "GET": row(BRAND_KEY),
        "POST": row(
            BRAND_KEY,
            sent={"supplier": "{maker}", "brand": "{its_brand}", "wrong": "It leaks.", "asked": "Mend it.", "due_on": "{soon}"},
            shared=("maker",),
        ),
    },
    "fulfillment:api_correction": row(BRAND_KEY, "reference=correction"),
    "fulfillment:api_answer_correction": row(
        "key:supplier_full", "reference=correction", sent={"root_cause": "A mould.", "done": "Changed."}
    ),
    "fulfillment:api_judge_correction": row(BRAND_KEY, "reference=correction", sent={"deed": "close", "words": "Well."}),
    "fulfillment:api_goods_risks": row(SHOP_KEY),
    "fulfillment:api_sampling": row(SHOP_KEY),
    "fulfillment:api_sites": {
        "GET": row(DOCK_KEY),
        "POST": row("logistics", sent={"kind": "shop", "name": "Kiosk", "country": "DE"}),
    },
    "fulfillment:api_site": row(DOCK_KEY, "reference=site"),
    "fulfillment:api_checks": row(DOCK_KEY, "reference=site", sent=SCANS),
    "fulfillment:find_trace": row("brand", sent={"code": "(01)04006381333931(21)X9"}),
    "fulfillment:trace": row("brand", "mark=mark"),
    "fulfillment:keep_trace": row("brand", "mark=mark"),
    "fulfillment:api_find_trace": row(BRAND_KEY),
    "fulfillment:api_trace": row(BRAND_KEY, "mark=mark"),
    "fulfillment:captures": row("logistics"),
    "fulfillment:capture": row("logistics", "reference=capture"),
    "fulfillment:api_epcis": row(DOCK_KEY),
    "fulfillment:api_epcis_capture": {"GET": row(DOCK_KEY), "POST": row(DOCK_KEY, sent=EVENTS)},
    "fulfillment:api_epcis_one_capture": row(DOCK_KEY, "reference=capture"),
    "fulfillment:api_epcis_events": {"GET": row(DOCK_KEY), "POST": row(DOCK_KEY, sent={**EVENT, "@context": [CONTEXT]})},
    "fulfillment:api_epcis_event": row(DOCK_KEY, "event_id=event"),
    "fulfillment:api_epcis_queries": {
        "GET": row(DOCK_KEY), "POST": row(DOCK_KEY, sent={"name": "fresh", "query": {"EQ_action": "ADD"}}),
    },
    "fulfillment:api_epcis_query": row(DOCK_KEY, "name=epcis_query"),
    "fulfillment:api_epcis_query_events": row(DOCK_KEY, "name=epcis_query"),
    "fulfillment:api_epcis_resources": row(DOCK_KEY, "kind==bizSteps"),
    "fulfillment:api_epcis_resource_events": row(DOCK_KEY, "kind==bizSteps value==shipping"),
    "fulfillment:api_epcis_resource": row(DOCK_KEY, "kind==bizSteps value==shipping"),
    "fulfillment:api_holds": {"GET": row(DOCK_KEY), "POST": row(DOCK_KEY, sent={"check": "{check}"})},
    "fulfillment:api_hold": row(DOCK_KEY, "reference=hold"),
    "fulfillment:api_answer_hold": row(BRAND_KEY, "reference=hold", sent={"answer": "genuine"}),
    "fulfillment:api_flags": {"GET": row(DOCK_KEY), "POST": row(DOCK_KEY, sent={"check": "{check}", "kind": "looks"})},
    "fulfillment:api_signals": row(DOCK_KEY),
    "fulfillment:api_products": {
        "GET": row(BRAND_KEY),
        "POST": row(BRAND_KEY, sent={"brand": "{its_brand}", "gtin": "4006381333948", "name": "Cup"}),
    },
    "fulfillment:api_product": {
        "GET": row(BRAND_KEY, "reference=product"),
        "PUT": row(BRAND_KEY, "reference=product", sent={"name": "Flask", "source": "issued"}),
    },
    "fulfillment:api_product_codes": {
        "GET": row(BRAND_KEY, "reference=product"),
        "POST": row(BRAND_KEY, "reference=product", sent={"count": 2, "batch": "{batch}"}),
    },
    "fulfillment:api_void_codes": row(BRAND_KEY, "reference=product", sent={"numbers": ["{serial}"]}, said=422),
    "fulfillment:api_print_codes": row(BRAND_KEY, "reference=product run=code_run"),
    "fulfillment:api_batches": {
        "GET": row(BRAND_KEY),
        "POST": row(
            BRAND_KEY, sent={"product": "{product}", "lot": "N1", "made_on": "2026-01-01", "quantity": 5, "country": "CN"}
        ),
    },
    "fulfillment:api_batch": row(BRAND_KEY, "reference=batch"),
    "fulfillment:api_certificates": {
        "GET": row(BRAND_KEY, "reference=batch"),
        "POST": row(
            BRAND_KEY, "reference=batch", files=("document",),
            sent={
                "kind": "origin", "number": "C-2", "signer": "Li", "signed_on": "2026-01-01", "valid_from": "2026-01-01",
                "quantity": 5, "site": "Mill", "country": "CN",
            },
        ),
    },
}  # fmt: skip
