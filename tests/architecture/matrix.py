"""The access matrix: for every route of a marketplace who uses it (one role), what its address names, and what is sent.

A route without a row fails the build. In a row, `path` says which thing of `tests.architecture.stage` each part of the
address names (`=text` is plain text), `sent` the fields of a form, a JSON body, or the query of a GET, with things in
braces. Everything else follows from these: who is a stranger to the thing is known by its role.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tests.architecture.matrix_enforcement import ENFORCEMENT, ENFORCEMENT_API
from tests.architecture.rows import BAN, BRAND_KEY, COMPLAINT, SELLER_KEY, SHOP_KEY, TITLE, WHY, Row, Rows, row

WEB: Rows = {
    "web:home": row("brand"),
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
    "accounts:suspend_party": row("lead", "reference=brand", sent=WHY),
    "accounts:reinstate_party": row("lead", "reference=brand"),
    "accounts:decide_application": row("lead", "reference=brand", sent=WHY),
    "accounts:invite": row("brand", "reference=brand"),
    "accounts:make_key": row("brand", "reference=brand"),
    "accounts:applications": row("lead"),
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

REGISTRY: Rows = {
    "registry:rights": row("brand", sent={"q": "{right}"}, said=None),
    "registry:register": row("brand"),
    "registry:right": row("brand", "ref=right"),
    "registry:change": row("brand", "ref=right"),
    "registry:retire": row("brand", "ref=right", sent={"retire-reason": "Sold."}),
    "registry:specimens": row("brand", "ref=right", files=("pictures",)),
    "registry:retire_specimen": row("brand", "ref=right specimen_id=specimen"),
    "registry:certificates": row("brand", "ref=right"),
    "registry:verify": row("reviewer", "ref=right"),
    "registry:reject": row("reviewer", "ref=right", sent={"reject-reason": "Not in the register."}),
    "registry:authorise": {
        "GET": row("brand", "ref=right"),
        "POST": row("brand", "ref=right", sent={"seller": "{seller}"}, said=422, shared=("seller",)),
    },
    "registry:revoke": row("brand", "ref=right authorised_id=authorised"),
    "registry:texts": row("brand", "ref=work", sent={"text-title": "Manual", "text-text": "One more word. " * 20}),
    "registry:retire_text": row("brand", "ref=work text_id=text"),
    "registry:prices": row("brand", "ref=right", sent={"price-currency": "USD", "price-low": "9", "price-high": "20"}),
    "registry:end_price": row("brand", "ref=right band_id=band"),
    "registry:powers": {"GET": row("brand"), "POST": row("brand", sent={"party": "{its_agent}"}, said=422)},
    "registry:revoke_power": row("brand", "power_id=power"),
    "registry:bans": row("lead"),
    "registry:ban_new": {
        "GET": row("lead"),
        "POST": row("lead", sent={**BAN, "right": "{patent}", "excepted": "{seller}"}, said=422),
    },
    "registry:bans_import": row("lead"),
    "registry:ban": row("lead", "ref=ban"),
    "registry:end_ban": row("lead", "ref=ban"),
    "registry:api_rights": {
        "GET": row(BRAND_KEY, sent={"q": "{right}"}, said=None),
        "POST": row(
            BRAND_KEY, sent={"kind": "copyright", "title": "Dunes", "territories": ["US"], "owner": "{brand}"}
        ),
    },
    "registry:api_right": {
        "GET": row(BRAND_KEY, "ref=right"),
        "PATCH": row(BRAND_KEY, "ref=right", sent={"external_id": "A-1"}),
    },
    "registry:api_specimens": row(BRAND_KEY, "ref=right", files=("picture",)),
    "registry:api_authorised_sellers": {
        "GET": row(BRAND_KEY, "ref=right"),
        "POST": row(BRAND_KEY, "ref=right", sent={"seller": "{seller}"}, shared=("seller",)),
    },
    "registry:api_revoke": row(BRAND_KEY, "ref=right authorised_id=authorised"),
    "registry:api_texts": {
        "GET": row(BRAND_KEY, "ref=work"),
        "POST": row(BRAND_KEY, "ref=work", sent={"title": "Manual", "text": "One more word. " * 20}),
    },
    "registry:api_retire_text": row(BRAND_KEY, "ref=work text_id=text"),
    "registry:api_prices": {
        "GET": row(BRAND_KEY, "ref=right"),
        "POST": row(BRAND_KEY, "ref=right", sent={"currency": "USD", "low_cents": 9, "high_cents": 20}),
    },
    "registry:api_end_price": row(BRAND_KEY, "ref=right band_id=band"),
    "registry:api_bans": {
        "GET": row(SHOP_KEY),
        "POST": row(SHOP_KEY, sent={**BAN, "territories": ["US"], "products": ["dryer"], "right": "{patent}"}, said=422),
    },
    "registry:api_ban": row(SHOP_KEY, "ref=ban"),
    "registry:api_end_ban": row(SHOP_KEY, "ref=ban"),
}  # fmt: skip

SELLERS: Rows = {
    "sellers:listings": {
        "GET": row("lead", sent={"seller": "{seller}"}),
        "POST": row("lead"),
    },
    "sellers:new": row("seller"),
    "sellers:listing": row("seller", "number=kept"),
    "sellers:revise": row("seller", "number=kept"),
    "sellers:end": row("seller", "number=kept"),
    "sellers:standing": row("seller", stranger="brand"),
    "sellers:seller_standing": row("lead", "reference=seller", stranger="other_seller"),
    "sellers:api_listing": {
        "GET": row(SELLER_KEY, "number=kept"),
        "PATCH": row(SHOP_KEY, "number=kept", sent={"title": "Travel bag"}, stranger="key:other_seller_full"),
    },
    "sellers:api_pictures": {
        "GET": row(SELLER_KEY, "number=kept"),
        "PUT": row(SHOP_KEY, "number=kept", files=("pictures",), stranger="key:other_seller_full"),
    },
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

SCANNER: Rows = {
    "scanner:search": {
        "GET": row("brand", sent={"q": "{kept}", "seller": "{seller}", "right": "{right}"}, said=None),
        "POST": row("brand", sent={"numbers": "{kept}", "look": "1"}, said=None),
    },
    "scanner:moved_search": row("brand"),
    "scanner:search_picture": row("brand", files=("picture",)),
    "scanner:save_search": row("brand", sent={"name": "Bags"}),
    "scanner:saved_searches": row("brand"),
    "scanner:saved_search": row("brand", "saved_id=saved_search"),
    "scanner:end_search": row("brand", "saved_id=saved_search"),
    "scanner:api_search": row(BRAND_KEY, sent={"q": "{kept}", "seller": "{seller}", "right": "{right}"}, said=None),
    "scanner:api_search_pictures": row(BRAND_KEY, files=("picture",)),
    "scanner:api_searches": {
        "GET": row("brand"),
        "POST": row("brand", sent={"name": "Bags", "query": {"q": "bag"}}),
    },
    "scanner:api_saved_search": row("brand", "saved_id=saved_search"),
    "scanner:publish_new": row("seller"),
    "scanner:matches": row("reviewer", sent={"q": "{right}"}, said=None),
    "scanner:matches_count": row("reviewer"),
    "scanner:match": row("reviewer", "match_id=match"),
    "scanner:replay": row("reviewer", "match_id=match"),
    "scanner:confirm": row("reviewer", "match_id=match"),
    "scanner:dismiss": row("reviewer", "match_id=match", sent={"why": "genuine"}),
    "scanner:audits": row("reviewer"),
    "scanner:audit": row("reviewer", "reference=seller"),
    "scanner:audit_position": row("reviewer", "reference=seller"),
    "scanner:audit_do": row("reviewer", "reference=seller", sent={"deed": "start"}),
    "scanner:audit_accept": row("reviewer", "item_id=audit_item"),
    "scanner:audit_reply": row("reviewer", "item_id=audit_item", sent={"words": "Thank you."}),
    "scanner:api_audit_reply": row("reviewer", "item_id=audit_item", sent={"words": "Thank you."}),
    "scanner:remediation": row("seller"),
    "scanner:remediation_count": row("seller"),
    "scanner:remediation_answer": row("seller", "item_id=audit_item", sent={"answer": "fixed"}),
    "scanner:api_audits": row("reviewer"),
    "scanner:api_audit": row("reviewer", "reference=seller"),
    "scanner:api_remediation": row(SELLER_KEY),
    "scanner:backscan": {
        "GET": row("lead"),
        "POST": row("lead", sent={"seller": "{seller}"}, said=422, shared=("seller",)),
    },
    "scanner:ban_hits": row("reviewer", sent={"ban": "{ban}"}, said=None),
    "scanner:ban_hits_count": row("reviewer"),
    "scanner:api_ban_hits": row("reviewer_us", sent={"ban": "{ban}", "seller": "{seller}"}, said=None),
    "scanner:api_ban_hit": row("reviewer_us", "hit_id=ban_hit"),
    "scanner:api_confirm_ban": row("reviewer_us", "hit_id=ban_hit"),
    "scanner:api_dismiss_ban": row("reviewer_us", "hit_id=ban_hit", sent={"why": "other_goods"}),
    "scanner:confirm_ban": row("reviewer", "hit_id=ban_hit"),
    "scanner:dismiss_ban": row("reviewer", "hit_id=ban_hit", sent={"why": "other_goods"}),
    "scanner:first_checks": row("reviewer"),
    "scanner:first_checks_count": row("reviewer"),
    "scanner:pass_first": row("reviewer", sent={"check": ["{first_check}"]}),
    "scanner:refuse_first": row("reviewer", "check_id=first_check", sent={"why": "unclear"}),
    "scanner:api_first_checks": row("reviewer_us"),
    "scanner:api_pass_first": row("reviewer_us", "check_id=first_check"),
    "scanner:api_refuse_first": row("reviewer_us", "check_id=first_check", sent={"why": "unclear"}),
    "scanner:thresholds": {
        "GET": row("lead", sent={"change": "{threshold}"}, said=None),
        "POST": row("lead"),
    },
    "scanner:remove_threshold": row("lead", sent={"threshold": "{threshold}"}),
    "scanner:trials": row("lead"),
    "scanner:trial": row("lead", "trial_id=trial"),
    "scanner:trial_position": row("lead", "trial_id=trial"),
    "scanner:decide_trial": row("lead", "trial_id=trial", sent={"deed": "drop"}),
    "scanner:health": row("lead"),
    "scanner:switch_matcher": row("lead", sent={"matcher": "words", "state": "off"}),
    "scanner:calibrate": row("lead"),
    "scanner:goods": row("lead"),
    "scanner:train_goods": row("lead"),
    "scanner:try_goods": row("lead", sent={"number": "1"}),
    "scanner:take_back_goods": row("lead"),
    "scanner:goods_category": row("lead", "category_id=goods_category", sent={"classes": "25"}),
    "scanner:api_goods_models": row("lead"),
    "scanner:api_goods_categories": row("lead"),
    "scanner:api_goods_category": {
        "GET": row("lead", "category_id=goods_category"),
        "POST": row("lead", "category_id=goods_category", sent={"classes": [25]}),
    },
    "scanner:links": row("reviewer"),
    "scanner:network": row("reviewer", "reference=seller"),
    "scanner:confirm_link": row("reviewer", "link_id=link", sent=WHY),
    "scanner:drop_link": row("reviewer", "link_id=link", sent=WHY),
    "scanner:answer_contest": row("reviewer", "contest_id=contest", sent={**WHY, "answer": "rejected"}),
    "scanner:own_links": row("seller", stranger="brand"),
    "scanner:contest_link": row("seller", "link_id=uncontested", sent={"statement": "No."}),
    "scanner:api_links": row(SHOP_KEY, sent={"seller": "{seller}"}, said=None),
    "scanner:set_aside": row("reviewer"),
    "scanner:look_again": row("reviewer", "look_id=look"),
    "scanner:outside": row("brand"),
    "scanner:outside_matches": row("brand", sent={"shop": "{shop}", "right": "{right}"}, said=None),
    "scanner:outside_count": row("brand"),
    "scanner:outside_match": row("brand", "match_id=outside_match"),
    "scanner:outside_judge": row("brand", "match_id=outside_match", sent={"verdict": "genuine"}),
    "scanner:outside_shop": row("brand", "reference=shop"),
    "scanner:outside_do": row("brand", "reference=shop", sent={"deed": "pause"}),
    "scanner:outside_add_page": row("brand", "reference=shop", sent={"url": "https://zanderholt.example/other"}),
    "scanner:outside_upload": row("brand", "reference=shop"),
    "scanner:outside_page": row("brand", "reference=shop page_ref=outside_page"),
    "scanner:api_outside_shops": {
        "GET": row(BRAND_KEY),
        "POST": row(BRAND_KEY, sent={"url": "https://late.example/", "party": "{brand}"}),
    },
    "scanner:api_outside_match": row(BRAND_KEY, "match_id=outside_match"),
    "scanner:api_outside_confirm": row("brand", "match_id=outside_match"),
    "scanner:api_outside_dismiss": row("brand", "match_id=outside_match", sent={"why": "genuine"}),
    "scanner:api_outside_matches": row(BRAND_KEY, sent={"shop": "{shop}", "right": "{right}"}, said=None),
    "scanner:api_matches": row("reviewer_us", sent={"right": "{right}", "listing": "{matched}"}, said=None),
    "scanner:api_match": row("reviewer_us", "match_id=match"),
    "scanner:api_confirm": row("reviewer_us", "match_id=match"),
    "scanner:api_dismiss": row("reviewer_us", "match_id=match", sent={"why": "genuine"}),
    "scanner:api_listings": {
        "GET": row(SHOP_KEY, sent={"seller": "{seller}"}, said=None),
        "POST": row(SHOP_KEY, sent={**TITLE, "number": "SKU-1", "seller": "{seller}"}),
    },
}

DELIVERED: Rows = {
    "delivery:api_changes": row(BRAND_KEY),
    "evidence:picture": row("brand", "ref=evidence", stranger="logistics"),
    "evidence:original": row("brand", "ref=exhibit", sent={"why": "To read it."}),
    "evidence_api:picture": row(BRAND_KEY, "ref=evidence"),
}

REPORTING: Rows = {
    "reporting:brands": row("brand"),
    "reporting:api_brands": row(BRAND_KEY),
}

TWICE: Mapping[str, str] = MappingProxyType(
    {
        "accounts:api_party_keys": "the answer holds the text of the key, which is kept nowhere, so it cannot be given again",
        "enforcement:api_case_file": "each time a case is taken out is an entry of its own, and a file is not kept as an answer",
        "sellers:api_applied": "it starts nothing: a state that is confirmed already changes nothing",
    }
)
"""POSTs of the API that take no Idempotency-Key, each with its reason."""

ROWS: Rows = WEB | ACCOUNTS | REGISTRY | SELLERS | SCANNER | ENFORCEMENT | ENFORCEMENT_API | DELIVERED | REPORTING


def row_of(name: str, method: str) -> Row | None:
    """The row of a route and method; HEAD is asked where GET is."""
    found = ROWS.get(name)
    return found.get("GET" if method == "HEAD" else method) if isinstance(found, dict) else found
