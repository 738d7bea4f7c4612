"""The access matrix: for every route of a marketplace who uses it (one role), what its address names, and what is sent.

A route without a row fails the build. In a row, `path` says which thing of `tests.architecture.stage` each part of the
address names (`=text` is plain text), `sent` the fields of a form, a JSON body, or the query of a GET, with things in
braces. Everything else follows from these: who is a stranger to the thing is known by its role.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tests.architecture.matrix_customs import CUSTOMS
from tests.architecture.matrix_docks import DOCKS
from tests.architecture.matrix_enforcement import ENFORCEMENT, ENFORCEMENT_API
from tests.architecture.matrix_portal import PORTAL
from tests.architecture.matrix_registry import REGISTRY
from tests.architecture.matrix_reviews import REVIEWS
from tests.architecture.matrix_scanner import SCANNER
from tests.architecture.matrix_trade import TRADE
from tests.architecture.rows import (
    BRAND_KEY,
    COMPLAINT,
    SELLER_KEY,
    SHOP_KEY,
    WHY,
    Row,
    Rows,
    row,
)

WEB: Rows = {
    "web:home": row("brand"),
    "web:held": row("seller"),
    "web:log": row("brand", sent={"about": "{right_id}"}, said=None),
    "web:log_entry": row("seller", "entry_id=entry"),
    "web:log_proof": row("seller", "entry_id=entry"),
    "web:log_bytes": row("seller", "entry_id=entry"),
    "web:jobs": row("seller"),
    "web:jobs_position": row("seller"),
    "web:job": row("seller", "job_id=job"),
    "web:job_position": row("seller", "job_id=job"),
    "web:job_faults": row("seller", "job_id=job"),
    "web:job_cancel": row("seller", "job_id=job"),
    "web:job_resume": row("seller", "job_id=stopped_job"),
    "web:api_jobs": row(SELLER_KEY),
    "web:api_job": row(SELLER_KEY, "job_id=job"),
    "web:api_job_cancel": row(SELLER_KEY, "job_id=job"),
    "web:api_job_resume": row(SELLER_KEY, "job_id=stopped_job"),
    "web:api_log": row(SELLER_KEY),
    "web:api_log_entries": row(BRAND_KEY, sent={"about": "{right_id}"}, said=None),
    "web:api_log_entry": row(SELLER_KEY, "entry_id=entry"),
    "web:api_log_proof": row(SELLER_KEY, "entry_id=entry"),
    "web:api_log_bytes": row(SELLER_KEY, "entry_id=entry"),
}

ACCOUNTS: Rows = {
    "accounts:account": row("brand"),
    "accounts:choose_membership": row("brand", sent={"membership": "{mine}"}),
    "accounts:parties": row("lead", sent={"q": "{brand}"}, said=None),
    "accounts:register_party": row("lead"),
    "accounts:party": row("brand", "reference=brand"),
    "accounts:edit_party": row("brand", "reference=brand"),
    "accounts:stay": row("brand", "reference=brand"),
    "accounts:suspend_party": row("lead", "reference=brand", sent=WHY),
    "accounts:reinstate_party": row("lead", "reference=brand"),
    "accounts:invite": row("brand", "reference=brand"),
    "accounts:make_key": row("brand", "reference=brand"),
    "accounts:members": row("brand"),
    "accounts:member": row("brand", "membership_id=membership"),
    "accounts:set_brands": row("lead", "membership_id=agent", sent={"brands": "{brand}"}, said=422),
    "accounts:revoke_membership": row("brand", "membership_id=membership"),
    "accounts:keys": row("brand"),
    "accounts:revoke_key": row("brand", "key_id=key"),
    "accounts:rules": row("lead"),
    "accounts:pack": row("lead", "code==us-dmca"),
    "accounts:choose_pack": row("lead", "code==us-dmca"),
    "accounts:drop_pack": row("lead", "code==us-dmca"),
    "accounts:tighten_rule": row("lead", "code==us-dmca"),
    "accounts:loosen_back": row("lead", "code==us-dmca"),
    "accounts:confirm_rule": row("lead", "code==us-dmca"),
    "accounts:unverified": row("lead"),
    "accounts:law_news": row("lead"),
    "accounts:drop_law_news": row("lead", "news_id=law_news"),
    "accounts:state_circumstance": row("lead"),
    "accounts:choose_preset": row("lead"),
    "accounts:publish_policy": row("lead"),
    "accounts:policy_text": row("lead", "language==en"),
    "accounts:api_packs": row(SHOP_KEY),
    "accounts:api_pack": row(SHOP_KEY, "code==us-dmca"),
    "accounts:api_parties": {
        "GET": row(SHOP_KEY, sent={"q": "{brand}"}, said=None),
        "POST": row(SHOP_KEY, sent={"kind": "seller", "name": "Late Shop", "country": "US"}),
    },
    "accounts:api_party": row(SHOP_KEY, "reference=brand"),
    "accounts:api_party_language": row(SHOP_KEY, "reference=brand", sent={"language": "fr"}),
    "accounts:api_suspend_party": row(SHOP_KEY, "reference=brand", sent=WHY),
    "accounts:api_reinstate_party": row(SHOP_KEY, "reference=suspended"),
    "accounts:api_party_keys": row("brand", "reference=brand", sent={"name": "k", "scopes": ["log"]}),
    "accounts:api_keys": row("brand"),
    "accounts:api_revoke_key": row("brand", "key_id=key"),
}

SELLERS: Rows = {
    "sellers:listings": {
        "GET": row("lead", sent={"seller": "{seller}"}),
        "POST": row("lead"),
    },
    "sellers:new": row("seller"),
    "sellers:listing": row("seller", "number=kept"),
    "sellers:revise": row("seller", "number=kept"),
    "sellers:end": row("seller", "number=kept"),
    "sellers:uploads": row("seller", files=("file",)),
    "sellers:upload": row("seller", "ref=upload"),
    "sellers:upload_position": row("seller", "ref=upload"),
    "sellers:upload_report": row("seller", "ref=upload"),
    "sellers:api_uploads": {"GET": row(SELLER_KEY), "POST": row(SELLER_KEY, files=("list",))},
    "sellers:api_upload": row(SELLER_KEY, "ref=upload"),
    "sellers:api_upload_rows": row(SELLER_KEY, "ref=upload"),
    "sellers:standing": row("seller", stranger="brand"),
    "sellers:seller_standing": row("lead", "reference=seller", stranger="other_seller"),
    "sellers:risks": row("reviewer"),
    "sellers:risk_of": row("seller", "reference=seller", stranger="other_seller"),
    "sellers:picture_addresses": row("seller", "number=unfetched"),
    "sellers:fetch_again": row("seller", "number=unfetched"),
    "sellers:api_addresses": {
        "GET": row(SELLER_KEY, "number=unfetched"),
        "POST": row(SELLER_KEY, "number=unfetched"),
    },
    "sellers:api_risks": row("reviewer"),
    "sellers:api_risk": row(SELLER_KEY, "reference=seller"),
    "sellers:api_listing": {
        "GET": row(SELLER_KEY, "number=kept"),
        "PATCH": row(SHOP_KEY, "number=kept", sent={"title": "Travel bag"}, stranger="key:other_seller_full"),
    },
    "sellers:api_pictures": {
        "GET": row(SELLER_KEY, "number=kept"),
        "PUT": row(SHOP_KEY, "number=kept", files=("pictures",), stranger="key:other_seller_full"),
    },
    "sellers:api_trader": row(SHOP_KEY, "number=listing"),
    "sellers:api_end": row(SELLER_KEY, "number=kept"),
    "sellers:api_applied": row(SHOP_KEY, "number=listing n==1"),
    "sellers:note_trait": row(
        "reviewer", "reference=seller", sent={"kind": "supplier", "value": "Mill"}, stranger="other_seller"
    ),
    "sellers:end_trait": row("reviewer", "trait_id=trait"),
    "sellers:api_traits": row(
        SHOP_KEY, sent={"traits": [{"seller": "{seller}", "kind": "supplier", "value": "Mill"}]}, said=422
    ),
    "sellers:api_quality": row(SHOP_KEY, sent={"complaints": [{**COMPLAINT, "seller": "{seller}"}]}, said=422),
}

DELIVERED: Rows = {
    "delivery:api_changes": row(BRAND_KEY),
    "evidence:picture": row("brand", "ref=evidence", stranger="logistics"),
    "evidence:paper": row("brand", "ref=exhibit"),
    "evidence:page": row("brand", "ref=exhibit number==1"),
    "evidence:original": row("brand", "ref=exhibit", sent={"why": "To read it."}),
    "evidence_api:picture": row(BRAND_KEY, "ref=evidence"),
    "evidence_api:pages": row(BRAND_KEY, "ref=exhibit"),
    "evidence_api:page": row(BRAND_KEY, "ref=exhibit number==1"),
}

REPORTING: Rows = {
    "reporting:brands": row("brand"),
    "reporting:api_brands": row(BRAND_KEY),
}

TWICE: Mapping[str, str] = MappingProxyType(
    {
        "accounts:api_party_keys": "the answer holds the text of the key, which is kept nowhere, so it cannot be given again",
        "enforcement:api_case_file": "each time a case is taken out is an entry of its own, and a file is not kept as an answer",
        "registry:api_gate": "it starts nothing: a question is answered, and nothing is kept",
        "scanner:api_precheck": "it starts nothing: a question is answered, and nothing is kept",
        "sellers:api_applied": "it starts nothing: a state that is confirmed already changes nothing",
    }
)
"""POSTs of the API that take no Idempotency-Key, each with its reason."""

ROWS: Rows = (
    WEB
    | ACCOUNTS
    | REGISTRY
    | PORTAL
    | REVIEWS
    | DOCKS
    | CUSTOMS
    | TRADE
    | SELLERS
    | SCANNER
    | ENFORCEMENT
    | ENFORCEMENT_API
    | DELIVERED
    | REPORTING
)


def row_of(name: str, method: str) -> Row | None:
    """The row of a route and method; HEAD is asked where GET is."""
    found = ROWS.get(name)
    return found.get("GET" if method == "HEAD" else method) if isinstance(found, dict) else found
