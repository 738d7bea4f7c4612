"""The rows of reviews of sellers by inspectors."""

from tests.architecture.rows import SELLER_KEY, SHOP_KEY, WHY, Rows, row

ASKED = {
    "seller": "{seller}", "kind": "site", "country": "DE", "due_on": "2027-06-01", "why": "Who is there?",
}  # fmt: skip

REVIEWS: Rows = {
    "sellers:inspectors": row("lead"),
    "sellers:accredit": row("lead"),
    "sellers:accreditation": row("inspector", "reference=accreditation"),
    "sellers:revoke_accreditation": row("lead", "reference=accreditation", sent={"revoke-reason": "No."}),
    "sellers:note_interest": row("inspector", "reference=accreditation"),
    "sellers:end_interest": row("lead", "interest_id=interest"),
    "sellers:reviews": row("lead"),
    "sellers:new_review": row("lead"),
    "sellers:review": row("seller", "reference=review_signed"),
    "sellers:assign_review": row("lead", "reference=review_waiting"),
    "sellers:end_review": row("lead", "reference=review_waiting deed==cancel", sent={"cancel-reason": "No."}),
    "sellers:declare_review": row("inspector", "reference=review_assigned", sent={"declare-free": "yes"}),
    "sellers:review_section": row("inspector", "reference=review_begun code==papers"),
    "sellers:sign_review": row("inspector", "reference=review_begun"),
    "sellers:review_limits": row("lead", "reference=review_signed"),
    "sellers:appeal_review": row("seller", "reference=review_signed", sent={"appeal-words": "No."}),
    "sellers:decide_review_appeal": row("appeals", "reference=review_signed", sent={"decide-reason": "No."}),
    "sellers:api_accreditations": {
        "GET": row(SHOP_KEY),
        "POST": row(
            SHOP_KEY, sent={"inspector": "{inspector}", "kinds": ["site"], "until_on": "2027-06-01", **WHY}, said=422
        ),
    },
    "sellers:api_revoke_accreditation": row(SHOP_KEY, "reference=accreditation", sent=WHY),
    "sellers:api_reviews": {"GET": row(SHOP_KEY), "POST": row(SHOP_KEY, sent=ASKED, said=422)},
    "sellers:api_review": row(SELLER_KEY, "reference=review_signed"),
    "sellers:api_assign_review": row(SHOP_KEY, "reference=review_waiting", sent={"inspector": "{inspector}"}, said=422),
    "sellers:api_appeal_review": row(SELLER_KEY, "reference=review_signed", sent={"words": "No."}),
}
