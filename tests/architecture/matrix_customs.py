"""The rows of applications to customs and of detentions."""

from tests.architecture.rows import BRAND_KEY, SHOP_KEY, Rows, row

DAYS = {"valid_from": "2026-12-01", "valid_until": "2027-06-01"}
CONTACT = {"role": "legal", "name": "Ada Lund", "email": "ada@aurora.test"}
LETTER = {
    "customs_reference": "DE-2026-77", "country": "DE", "noticed_on": "2026-01-05", "right": "{union_right}", "goods": "Bags",
    "quantity": 3,
}  # fmt: skip
SAID = {"words": "Printed, not woven."}

CUSTOMS: Rows = {
    "fulfillment:detentions": row("brand"),
    "fulfillment:detentions_count": row("brand"),
    "fulfillment:new_detention": row("brand"),
    "fulfillment:import_detentions": row("brand", files=("file",)),
    "fulfillment:detention": row("officer", "reference=detention_waiting"),
    "fulfillment:answer_detention": row("brand", "reference=detention_waiting", sent={"answer-answer": "fake"}),
    "fulfillment:note_holder": row("officer", "reference=detention_waiting", sent={"holder-answer": "fake"}),
    "fulfillment:go_to_court": row("brand", "reference=detention_waiting"),
    "fulfillment:ask_for_time": row("brand", "reference=detention_waiting"),
    "fulfillment:note_declarant": row(
        "officer", "reference=detention_confirmed", sent={"declarant-answer": "consents"}
    ),
    "fulfillment:more_time": row("officer", "reference=detention_longer"),
    "fulfillment:end_detention": row("officer", "reference=detention_confirmed"),
    "fulfillment:customs_applications": row("brand"),
    "fulfillment:new_customs_application": row("brand"),
    "fulfillment:customs_application": row("officer", "reference=customs_granted"),
    "fulfillment:change_customs_application": row("brand", "reference=customs_draft"),
    "fulfillment:customs_packet": row("officer", "reference=customs_granted"),
    "fulfillment:customs_packet_file": row("officer", "reference=customs_granted"),
    "fulfillment:file_customs_application": row("brand", "reference=customs_draft"),
    "fulfillment:decide_customs_application": row("officer", "reference=customs_filed"),
    "fulfillment:settle_customs_application": row("brand", "reference=customs_granted deed==renew"),
    "fulfillment:customs_risk": row("brand"),
    "fulfillment:customs_risk_file": row("brand"),
    "fulfillment:customs_recovery": row("brand"),
    "fulfillment:api_detentions": {"GET": row(BRAND_KEY), "POST": row(BRAND_KEY, sent=LETTER, said=422)},
    "fulfillment:api_import_detentions": row(BRAND_KEY, files=("list",)),
    "fulfillment:api_detention": row(BRAND_KEY, "reference=detention_waiting"),
    "fulfillment:api_answer_detention": row(BRAND_KEY, "reference=detention_waiting", sent={"answer": "fake", **SAID}),
    "fulfillment:api_note_declarant": row(
        SHOP_KEY, "reference=detention_confirmed", sent={"answer": "objects", **SAID}
    ),
    "fulfillment:api_more_time": row(SHOP_KEY, "reference=detention_longer", sent={"granted": True, "days": 5}),
    "fulfillment:api_end_detention": row(
        BRAND_KEY, "reference=detention_waiting", sent={"outcome": "released", "on": "{detention_day}"}
    ),
    "fulfillment:api_customs_risk": row(BRAND_KEY),
    "fulfillment:api_customs_recovery": row(BRAND_KEY),
    "fulfillment:api_customs_applications": {
        "GET": row(BRAND_KEY),
        "POST": row(
            BRAND_KEY,
            sent={
                "rights": ["{union_right}"],
                "lodged_in": "DE",
                "countries": ["DE", "FR"],
                "contacts": [CONTACT],
                **DAYS,
            },
            said=422,
        ),
    },
    "fulfillment:api_customs_application": row(BRAND_KEY, "reference=customs_granted"),
    "fulfillment:api_customs_packet": row(BRAND_KEY, "reference=customs_granted"),
    "fulfillment:api_file_customs_application": row(BRAND_KEY, "reference=customs_draft", sent={}),
    "fulfillment:api_decide_customs_application": row(
        SHOP_KEY, "reference=customs_filed", sent={"granted": True, "number": "DE-1"}
    ),
    "fulfillment:api_renew_customs_application": row(BRAND_KEY, "reference=customs_granted"),
    "fulfillment:api_end_customs_application": row(BRAND_KEY, "reference=customs_granted"),
}
