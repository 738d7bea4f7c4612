"""The access matrix: for every route of a marketplace who uses it (one role), what its address names, and what is sent.

A route without a row fails the build. In a row, `path` says which thing of `tests.architecture.stage` each part of the
address names (`=text` is plain text), `sent` the fields of a form, a JSON body, or the query of a GET, with things in
braces. Everything else follows from these: who is a stranger to the thing is known by its role.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tests.architecture.matrix_enforcement import ENFORCEMENT, ENFORCEMENT_API
from tests.architecture.matrix_portal import PORTAL
from tests.architecture.rows import (
    BAN,
    BRAND_KEY,
    COMPLAINT,
    SELLER_KEY,
    SHOP_KEY,
    SIGNATURE,
    TITLE,
    WHY,
    Row,
    Rows,
    row,
)

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
    "registry:conflicts": row("brand"),
    "registry:offices": row("brand"),
    "registry:api_offices": row(BRAND_KEY),
    "registry:api_conflicts": row(BRAND_KEY, sent={"title": "Aurora"}),
    "registry:api_right_xml": row(BRAND_KEY, "ref=right"),
    "registry:register": row("brand"),
    "registry:imports": row("brand", files=("file",)),
    "registry:import": row("brand", "ref=list"),
    "registry:import_position": row("brand", "ref=list"),
    "registry:import_mend": row("brand", "ref=list"),
    "registry:import_wrong": row("brand", "ref=list"),
    "registry:export": row("brand", sent={"q": "{right}"}, said=None),
    "registry:ending": row("brand"),
    "registry:checks": row("reviewer"),
    "registry:checks_count": row("reviewer"),
    "registry:take_next": row("reviewer"),
    "registry:check": row("reviewer", "ref=right"),
    "registry:decide": row("reviewer", "ref=right deed==propose", sent={"propose-code": "false_claim"}),
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
    "registry:record_title": row("brand", "ref=right", sent={"title-kind": "merger"}, said=422),
    "registry:transfers": row("brand"),
    "registry:answer_title": row("brand", "title_id=title deed==take-back"),
    "registry:powers": {"GET": row("brand"), "POST": row("brand", sent={"party": "{its_agent}"}, said=422)},
    "registry:revoke_power": row("brand", "power_id=power"),
    "registry:licences": row("seller"),
    "registry:licence_new": {"GET": row("brand"), "POST": row("brand", sent={"rights": "{right}"}, said=422)},
    "registry:look_up": row("seller"),
    "registry:licences_count": row("seller"),
    "registry:proofs_count": row("seller"),
    "registry:licence": row("seller", "ref=offered_licence"),
    "registry:licence_change": row("brand", "ref=draft_licence"),
    "registry:licence_pass_on": row("seller", "ref=licence"),
    "registry:licence_offer": row("brand", "ref=draft_licence"),
    "registry:licence_accept": row("seller", "ref=offered_licence"),
    "registry:licence_decline": row("seller", "ref=offered_licence"),
    "registry:licence_withdraw": row("brand", "ref=draft_licence"),
    "registry:licence_consent": row("brand", "ref=sublicence", sent={"answer": "give"}, said=None),
    "registry:licence_terminate": row("brand", "ref=licence"),
    "registry:licence_documents": row("seller", "ref=licence"),
    "registry:proofs": row("seller"),
    "registry:proof": row("seller", "ref=proof"),
    "registry:proof_answer": row("seller", "ref=proof"),
    "registry:proof_weigh": row("brand", "ref=answered_proof", sent={"answer": "accept"}, said=None),
    "registry:api_licences": {
        "GET": row(BRAND_KEY),
        "POST": row(BRAND_KEY, sent={"rights": ["{right}"], "licensee": "Nobody", "on_paper": True}),
    },
    "registry:api_licence": {
        "GET": row(SELLER_KEY, "ref=offered_licence"),
        "PATCH": row(BRAND_KEY, "ref=draft_licence", sent={"goods": "Bags"}),
    },
    "registry:api_sublicences": row(
        SELLER_KEY, "ref=licence", sent={"licensee": "Nobody", "on_paper": True, "starts_on": "{licence_day}"}
    ),
    "registry:api_licence_documents": row(SELLER_KEY, "ref=licence", files=("document",)),
    "registry:api_licence_offer": row(
        BRAND_KEY, "ref=draft_licence", sent={**SIGNATURE, "seen": "{draft_terms}"}
    ),
    "registry:api_licence_accept": row(
        SELLER_KEY, "ref=offered_licence", sent={**SIGNATURE, "seen": "{offered_terms}"}
    ),
    "registry:api_licence_decline": row(SELLER_KEY, "ref=offered_licence", sent=WHY),
    "registry:api_licence_withdraw": row(BRAND_KEY, "ref=draft_licence"),
    "registry:api_licence_consent": row(BRAND_KEY, "ref=sublicence", sent={"given": True}),
    "registry:api_licence_terminate": row(BRAND_KEY, "ref=licence", sent=WHY),
    "registry:api_proofs": {
        "GET": row(SELLER_KEY),
        "POST": row(
            BRAND_KEY, sent={"seller": "{seller}", "right": "{right}", "reason": "unsigned"}, shared=("seller",)
        ),
    },
    "registry:api_proof": row(SELLER_KEY, "ref=proof"),
    "registry:api_proof_answer": row(SELLER_KEY, "ref=proof", sent={"number": "PL-2"}),
    "registry:api_proof_weigh": row(BRAND_KEY, "ref=answered_proof", sent={"accepted": True, "territories": ["US"]}),
    "registry:agreements": row("seller"),
    "registry:agreement_new": {
        "GET": row("lead"),
        "POST": row("lead", sent={"party": "{seller}", "kind": "vendor"}, said=422),
    },
    "registry:agreement_blocks": {"GET": row("lead"), "POST": row("lead", sent={"code": "publish", "holds": "1"})},
    "registry:party_agreements": row("seller", "reference=seller"),
    "registry:agreement": row("seller", "ref=agreement"),
    "registry:agreement_clauses": row("lead", "ref=agreement", sent={"indemnity-status": "present"}),
    "registry:agreement_in_force": row("lead", "ref=draft_agreement"),
    "registry:agreement_end": row("lead", "ref=agreement", sent={"end-reason": "Over."}),
    "registry:api_agreements": {
        "GET": row(SHOP_KEY),
        "POST": row(
            SHOP_KEY,
            sent={"party": "{seller}", "kind": "vendor", "title": "Terms", "starts_on": "2026-01-01"}, said=422,
        ),
    },
    "registry:api_agreement_blocks": {
        "GET": row(SHOP_KEY), "POST": row("lead", sent={"code": "publish", "holds": True}),
    },
    "registry:api_agreement": row(SHOP_KEY, "ref=agreement"),
    "registry:api_agreement_clauses": row(
        SHOP_KEY, "ref=agreement", sent={"clauses": [{"code": "indemnity", "stands": "present"}]}
    ),
    "registry:api_agreement_in_force": row(SHOP_KEY, "ref=draft_agreement"),
    "registry:api_agreement_end": row(SHOP_KEY, "ref=agreement", sent=WHY),
    "registry:term_reviews": row("lead"),
    "registry:term_reviews_count": row("lead"),
    "registry:set_term_target": row("lead", sent={"code": "refusals", "limit": "5", "days": "30"}),
    "registry:term_review": row("lead", "ref=term_review"),
    "registry:decide_term_review": row("lead", "ref=term_review", sent={"state": "kept", **WHY}),
    "registry:api_term_reviews": row(SHOP_KEY),
    "registry:api_term_targets": {
        "GET": row(SHOP_KEY), "POST": row("lead", sent={"code": "refusals", "limit": 5, "days": 30}),
    },
    "registry:api_term_review": row(SHOP_KEY, "ref=term_review"),
    "registry:api_decide_term_review": row("lead", "ref=term_review", sent={"state": "kept", **WHY}),
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
    "registry:api_lists": row(BRAND_KEY, files=("list",)),
    "registry:api_list": row(BRAND_KEY, "ref=list"),
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
    "registry:api_titles": {
        "GET": row(BRAND_KEY, "ref=right"),
        "POST": row(
            BRAND_KEY, "ref=right",
            sent={"kind": "change_of_name", "giver": "A", "taker": "B", "executed_on": "2026-01-31"},
        ),
    },
    "registry:api_owner_at": row(BRAND_KEY, "ref=right", sent={"on": "2026-01-31"}),
    "registry:api_transfers": row(BRAND_KEY),
    "registry:api_answer_title": row(BRAND_KEY, "title_id=title deed==take-back"),
    "registry:api_gate": row(SHOP_KEY, sent={"items": [{"seller": "{seller}", "rights": ["{right}"]}]}),
    "registry:api_gate_orders": row(SHOP_KEY, sent={"line": "A-1", "seller": "{seller}", "rights": ["{right}"]}),
    "registry:api_gate_order": row(SHOP_KEY, "line=gate_line"),
    "registry:api_gate_cancel": row(SHOP_KEY, "line=gate_line"),
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
    "scanner:rights_by_picture": row("brand", files=("picture",)),
    "scanner:api_rights_by_picture": row(BRAND_KEY),
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
    "scanner:listing_gate": row("seller", "number=kept"),
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
    "scanner:api_listing_gate": row(SELLER_KEY, "number=kept"),
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
        "registry:api_gate": "it starts nothing: a question is answered, and nothing is kept",
        "sellers:api_applied": "it starts nothing: a state that is confirmed already changes nothing",
    }
)
"""POSTs of the API that take no Idempotency-Key, each with its reason."""

ROWS: Rows = (
    WEB | ACCOUNTS | REGISTRY | PORTAL | SELLERS | SCANNER | ENFORCEMENT | ENFORCEMENT_API | DELIVERED | REPORTING
)


def row_of(name: str, method: str) -> Row | None:
    """The row of a route and method; HEAD is asked where GET is."""
    found = ROWS.get(name)
    return found.get("GET" if method == "HEAD" else method) if isinstance(found, dict) else found
