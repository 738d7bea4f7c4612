"""The rows of the rights holder's portal: brands, agents, guides, many rights at once."""

from tests.architecture.rows import BRAND_KEY, SELLER_KEY, SHOP_KEY, WHY, Rows, row

PORTAL: Rows = {
    "registry:applications": row("lead"),
    "registry:applications_count": row("lead"),
    "registry:application": row("lead", "reference=applicant"),
    "registry:decide_application": row("lead", "reference=applicant deed==refuse", sent={"refuse-reason": "No."}),
    "registry:api_applications": row(SHOP_KEY),
    "registry:api_application": row(SHOP_KEY, "reference=applicant"),
    "registry:api_decide_application": row(SHOP_KEY, "reference=applicant", sent={"decision": "ask", **WHY}),
    "sellers:fraud_signals": row("reviewer"),
    "sellers:fraud_signals_count": row("reviewer"),
    "sellers:fraud_signal": {
        "GET": row("reviewer", "reference=fraud_signal"),
        "POST": row("reviewer", "reference=fraud_signal", sent={"deed": "join", "warning": "{fraud_warning}"}),
    },
    "sellers:warn": row("reviewer", sent={"signal": "{fraud_signal}", "kind": "advance", "title": "A", "watch": "B", "do": "C"}),
    "sellers:fraud_warnings": row("seller"),
    "sellers:fraud_warnings_count": row("seller"),
    "sellers:fraud_warning": row("lead", "reference=fraud_warning", stranger="outside"),
    "sellers:change_warning": row("reviewer", "reference=fraud_warning deed==withdraw", sent={"why": "It was not so."}),
    "sellers:api_fraud_reports": row(SELLER_KEY, sent={"kind": "advance", "words": "Pay first."}),
    "sellers:api_fraud_warnings": row(SELLER_KEY),
    "sellers:seller_applications": row("lead"),
    "sellers:seller_applications_count": row("lead"),
    "sellers:seller_application": row("lead", "reference=seller_to_be"),
    "sellers:decide_seller_application": row(
        "lead", "reference=seller_to_be deed==refuse", sent={"refuse-reason": "No."}
    ),
    "sellers:lift_limit": row("lead", "reference=seller_to_be"),
    "sellers:data_request": row("seller", "reference=data_request"),
    "sellers:api_data_requests": {
        "GET": row(SHOP_KEY),
        "POST": row(SHOP_KEY, sent={"seller": "{seller}", "words": "Your address."}),
    },
    "sellers:api_sales": row(
        SHOP_KEY, sent={"facts": [{"seller": "{seller}", "month": "2026-01-01", "sales": 1, "gross_cents": 1}]}, said=422
    ),
    "sellers:seller_appeals": row("appeals"),
    "sellers:seller_appeal": row("appeals", "reference=seller_refused", sent={"appeal-reason": "No.", "deed": "uphold"}),
    "sellers:api_seller_applications": row(SHOP_KEY),
    "sellers:api_seller_application": row(SHOP_KEY, "reference=seller_to_be"),
    "sellers:api_decide_seller_application": row(
        SHOP_KEY, "reference=seller_to_be", sent={"decision": "ask", **WHY}
    ),
    "enforcement:complaints_of_brand": row("brand", "ref=its_brand"),
    "scanner:watch_brand": row("brand", "ref=its_brand"),
    "scanner:mark_read": row("brand", "ref=its_brand"),
    "scanner:matches_of_brand": row("brand", "ref=its_brand"),
    "registry:licences_of_brand": row("brand", "ref=its_brand"),
    "registry:brands": row("brand"),
    "registry:add_brand": row("brand"),
    "registry:brand": row("brand", "ref=its_brand"),
    "registry:change_brand": row("brand", "ref=its_brand"),
    "registry:fill_brand": row("brand", "ref=its_brand", sent={"rights": "{right}"}, said=422),
    "registry:take_out_of_brand": row("brand", "ref=its_brand right_ref=right"),
    "registry:retire_brand": row("brand", "ref=its_brand"),
    "registry:rights_bulk": {
        "GET": row("brand", sent={"right": "{right}"}, said=None),
        "POST": row("brand", sent={"right": "{right}", "deed": "loose"}, said=422),
    },
    "registry:guide": row("brand", "ref=its_brand"),
    "registry:add_point": row("brand", "ref=its_brand"),
    "registry:change_point": row("brand", "ref=its_brand point_id=guide_point"),
    "registry:retire_point": row("brand", "ref=its_brand point_id=guide_point"),
    "registry:numbers": row("brand", "ref=its_brand"),
    "registry:add_prefix": row("brand", "ref=its_brand"),
    "registry:end_prefix": row("brand", "ref=its_brand prefix_id=gtin_prefix"),
    "registry:add_serials": row("brand", "ref=its_brand"),
    "registry:end_serials": row("brand", "ref=its_brand scheme_id=serials"),
    "registry:guide_of_right": row("brand", "ref=right"),
    "registry:appointments": row("brand"),
    "registry:appoint": {
        "GET": row("brand", sent={"brand": "{its_brand}"}, said=None),
        "POST": row(
            "brand", sent={"agent": "{its_agent}", "brands": "{its_brand}"}, said=422, shared=("its_agent",)
        ),
    },
    "registry:appointment": row("brand", "ref=appointment"),
    "registry:end_appointment": row("brand", "ref=appointment"),
    "registry:api_brands": {"GET": row(BRAND_KEY), "POST": row(BRAND_KEY, sent={"name": "Nord"})},
    "registry:api_brand": row(BRAND_KEY, "ref=its_brand"),
    "registry:api_brand_rights": row(BRAND_KEY, "ref=its_brand", sent={"rights": ["{right}"]}),
    "registry:api_prefixes": row(BRAND_KEY, "ref=its_brand", sent={"number": "5901234123457"}),
    "registry:api_end_prefix": row(BRAND_KEY, "ref=its_brand prefix_id=gtin_prefix"),
    "registry:api_serials": row(BRAND_KEY, "ref=its_brand", sent={"pattern": "A####"}),
    "registry:api_end_serials": row(BRAND_KEY, "ref=its_brand scheme_id=serials"),
    "registry:api_guides": row(BRAND_KEY, sent={"brand": "{its_brand}"}, said=None),
    "registry:api_appointments": {
        "GET": row(BRAND_KEY),
        "POST": row(
            BRAND_KEY, sent={"agent": "{its_agent}", "brands": ["{its_brand}"]}, shared=("its_agent",)
        ),
    },
    "registry:api_appointment": row(BRAND_KEY, "ref=appointment"),
    "registry:api_end_appointment": row(BRAND_KEY, "ref=appointment"),
    "registry:api_powers": row(BRAND_KEY),
}  # fmt: skip
