"""The rows of the access matrix for the routes of `enforcement`."""

from tests.architecture.rows import BRAND_KEY, SELLER_KEY, SENDER, SHOP_KEY, Rows, row

CASE, ANSWERED = "reference=case", "reference=answered"
FITS = {"reasons": "It only says what the strap fits."}
MENDED = {"decision_facts": "Told.", "incompatible_content_explanation": "Printed, not woven."}
AWARD = {"coordinator": "DE", "kinds": "patent", "starts_on": "2026-01-01"}
ENFORCEMENT: Rows = {
    "enforcement:vault": {"GET": row("seller"), "POST": row("seller", sent={"kind": "purchase"}, files=("file",))},
    "enforcement:inspect_goods": {
        "GET": row("seller", sent={"listing": "{kept}"}, said=None),
        "POST": row(
            "seller", sent={"listing": "Z-99", "point_title": "same"}, said=422, files=("pictures",)
        ),
    },
    "enforcement:end_paper": row("seller", "paper_id=vault_paper"),
    "enforcement:api_vault": {
        "GET": row(SELLER_KEY),
        "POST": row(SELLER_KEY, sent={"kind": "purchase"}, files=("document",)),
    },
    "enforcement:api_end_paper": row(SELLER_KEY, "paper_id=vault_paper"),
    "enforcement:api_attach_paper": row(SELLER_KEY, "paper_id=vault_paper", sent={"case": "{answered}"}),
    "enforcement:inspections": {
        "GET": row("seller"),
        "POST": row("seller", sent={"looks": "price", "cadence": "monthly"}),
    },
    "enforcement:inspections_position": row("seller"),
    "enforcement:inspection": row("seller", "reference=inspection"),
    "enforcement:pause_inspections": row("seller", sent={"paused": "yes"}),
    "enforcement:end_inspections": row("seller"),
    "enforcement:api_inspections": {
        "GET": row(SELLER_KEY),
        "POST": row(SELLER_KEY, sent={"looks": ["price"]}),
    },
    "enforcement:api_inspection_findings": row(SELLER_KEY, "reference=inspection"),
    "enforcement:api_inspection_schedules": {
        "GET": row(SELLER_KEY),
        "POST": row(SELLER_KEY, sent={"cadence": "monthly", "looks": ["price"]}),
    },
    "enforcement:api_pause_inspections": row(SELLER_KEY, sent={"paused": True}),
    "enforcement:api_end_inspections": row(SELLER_KEY),
    "enforcement:end_channel": row("seller", "reference=answered", sent={"reasons": "We said all."}),
    "enforcement:queue": row("reviewer_us", sent={"q": "{case}"}, said=None),
    "enforcement:mine": row("reviewer_us"),
    "enforcement:take_next": row("reviewer_us"),
    "enforcement:save_view": row("reviewer_us", sent={"name": "Bags", "q": "{case}"}, said=None),
    "enforcement:forget_view": row("reviewer_us", "view_id=saved_view"),
    "enforcement:routing": {
        "GET": row("lead"),
        "POST": row("lead", sent={"region": "US", "people": "{decider}"}, said=422),
    },
    "enforcement:end_routing_rule": row("lead", "rule_id=routing_rule"),
    "enforcement:work_limits": row("lead", sent={"most_{decider}": "20"}),
    "enforcement:bulk": {
        "GET": row("reviewer_us", sent={"case": "{answered}"}),
        "POST": row("reviewer_us", sent={"case": "{answered}", "ground": "counterfeit.goods", "reasons": "Printed."}),
    },
    "enforcement:bulk_decided": row("reviewer_us", "bulk_id=bulk"),
    "enforcement:undo_bulk": row("reviewer_us", "bulk_id=bulk"),
    "enforcement:position": row("reviewer_us"),
    "enforcement:queue_count": row("reviewer_us"),
    "enforcement:mine_count": row("reviewer_us"),
    "enforcement:appeals_count": row("appeals"),
    "enforcement:complaints_count": row("brand"),
    "enforcement:to_answer_count": row("seller"),
    "enforcement:to_answer": row("seller", sent={"q": "{case}"}, said=None),
    "enforcement:records": row("seller", sent={"q": "{case}"}, said=None),
    "enforcement:case": row("reviewer_us", CASE),
    "enforcement:assign": row("reviewer_us", CASE),
    "enforcement:decide": row(
        "reviewer_us", "reference=answered",
        sent={**FITS, "remedy": "delist", "ground_{answered_item}": "fair.referential"},
    ),
    "enforcement:undo": row("reviewer_us", "reference=graced", sent={"decision": "{decision}"}),
    "enforcement:second": row("reviewer_us", "reference=graced", sent={"decision": "{decision}", "words": "Yes."}),
    "enforcement:answer": row("seller", "reference=asked", sent={"answer_{asked_item}": "genuine"}),
    "enforcement:clean_up": row("seller", "reference=asked"),
    "enforcement:case_right": row("seller", "reference=case"),
    "enforcement:case_origin": row("seller", "reference=asked", sent={"first_sold_in": "PL"}),
    "enforcement:add_evidence": row("seller", "reference=asked"),
    "enforcement:withdraw": row("brand", CASE, sent={"item": "{item}", "reason": "mistake"}),
    "enforcement:file_appeal": row("seller", CASE, sent={"item": "{item}", "grounds": "Look again."}),
    "enforcement:take_turn": row("brand", ANSWERED, sent={"turn": "{answered_item}", "statement": "Still ours."}),
    "enforcement:show_paper": row("brand", ANSWERED),
    "enforcement:decide_by_paper": row(
        "reviewer_us", ANSWERED, sent={"item": "{answered_item}", "paper": "{paper}"}
    ),
    "enforcement:extend_clock": row("reviewer_us", ANSWERED, sent={"clock": "{clock}", "reasons": "Complex."}),
    "enforcement:offer_security": row(
        "seller", ANSWERED, sent={"item": "{answered_item}", "form": "deposit", "amount": "5", "currency": "USD"}
    ),
    "enforcement:judge_security": row("reviewer_us", ANSWERED, sent={"security": "{security}", "outcome": "refused"}),
    "enforcement:write_message": row("seller", ANSWERED, sent={"answers": "{message}", "kind": "agreement"}),
    "enforcement:report_misuse": row(
        "seller", ANSWERED, sent={"about": "{message}", "kind": "money", "words": "They want 900 dollars."}, said=422
    ),
    "enforcement:mark_unfounded": row(
        "reviewer_us", "reference=graced", sent={"decision": "{decision}", "gravity": "minor", "reasons": "Not theirs."}
    ),
    "enforcement:proposals": row("reviewer"),
    "enforcement:conduct": {
        "GET": row("reviewer", "reference=brand"),
        "POST": row("reviewer", "reference=brand", sent={"deed": "lift", "sanction": "{sanction}"}),
    },
    "enforcement:rule_sanction": row(
        "appeals", "reference=brand", sent={"appeal": "{sanction_appeal}", "outcome": "rejected", "words": "It stays."}
    ),
    "enforcement:own_conduct": {
        "GET": row("brand"),
        "POST": row("brand", sent={"sanction": "{sanction}", "words": "We were right."}),
    },
    "enforcement:accuracy": row("brand"),
    "enforcement:accuracy_of": row("reviewer", "reference=brand"),
    "enforcement:misuse": row("reviewer"),
    "enforcement:misuse_count": row("reviewer"),
    "enforcement:signs": row("reviewer"),
    "enforcement:misuse_report": row(
        "reviewer_us", "report_id=misuse_report", sent={"outcome": "rejected", "reasons": "Nothing shows it."}
    ),
    "enforcement:split": row("reviewer_us", ANSWERED, sent={"part": "{answered_item}"}, said=422),
    "enforcement:merge": row("reviewer_us", ANSWERED, sent={"into": "{asked}"}, said=404),
    "enforcement:write_note": row("reviewer_us", CASE, sent={"note": "Look at the label."}),
    "enforcement:declare_conflict": row("reviewer_us", CASE, sent={"binds": "A friend sells there."}),
    "enforcement:escalate": row("reviewer_us", CASE, sent={"why": "press", "matter": "A newspaper asks."}),
    "enforcement:answer_escalation": row("lead", "reference=asked", sent={"reply": "Decide it."}),
    "enforcement:escalations": row("lead"),
    "enforcement:escalations_count": row("lead"),
    "enforcement:mentions": row("reviewer_us"),
    "enforcement:mentions_count": row("reviewer_us"),
    "enforcement:case_file": row("reviewer_us", CASE, sent={"purpose": "court"}),
    "enforcement:case_archive": row("lead", CASE),
    "enforcement:replay": row("reviewer_us", "reference=graced"),
    "enforcement:case_statements": row("reviewer_us", CASE),
    "enforcement:statements": row("reviewer_us"),
    "enforcement:statement": row("reviewer_us", "statement_id=statement", sent=MENDED),
    "enforcement:statement_json": row("reviewer_us", "statement_id=statement"),
    "enforcement:letter": row("seller", "notice_id=letter"),
    "enforcement:letter_pdf": row("seller", "notice_id=letter"),
    "enforcement:letter_templates": row("lead", "code==us-dmca"),
    "enforcement:moving": row("lead", "code==us-dmca"),
    "enforcement:moving_clocks": row("lead"),
    "enforcement:complaints": row("brand"),
    "enforcement:complaint_new": {
        "GET": row("brand", sent={"listing": "{kept}"}, said=None),
        "POST": row("brand", sent={"right": "{right}:US", "listings": "{listing}"}, said=422, shared=("listing",)),
    },
    "enforcement:complaint": row("brand", "reference=draft"),
    "enforcement:keep_writing": row("brand", "reference=draft", sent={"number": "1"}),
    "enforcement:withdraw_listings": row("brand", "reference=complaint", sent={"item": "{item}", "reason": "mistake"}),
    "enforcement:discard": row("brand", "reference=draft"),
    "enforcement:reports": row("reviewer", sent={"q": "{report}"}, said=None),
    "enforcement:reports_count": row("reviewer"),
    "enforcement:reported": row("reviewer", "listing_id=reported"),
    "enforcement:take_up": row("reviewer", "listing_id=reported"),
    "enforcement:decide_reports": row("reviewer", "listing_id=reported", sent={"deed": "dismiss", "reason": "unclear"}),
    "enforcement:lanes": row("lead", sent={"decided": "21", "percent": "90", "score": "90", "upheld": "1", "rejected": "20"}),
    "enforcement:flaggers": {
        "GET": row("lead"),
        "POST": row("lead", sent={**AWARD, "party": "{brand}"}, said=422),
    },
    "enforcement:flagger": row(
        "lead", "flagger_id=flagger", sent={"deed": "tell", "since": "2026-01-01", "words": "Half say nothing."}
    ),
    "enforcement:incoming_letters": row("reviewer", sent={"q": "{incoming}"}, said=None),
    "enforcement:incoming_count": row("reviewer"),
    "enforcement:incoming_new": row("reviewer"),
    "enforcement:incoming_letter": row("reviewer", "reference=incoming"),
    "enforcement:ask_sender": row(
        "reviewer", "reference=incoming", sent={"missing": "signature", "to": "ada@sender.test"}
    ),
    "enforcement:set_letter_aside": row("reviewer", "reference=incoming", sent={"reason": "no_notice"}),
    "enforcement:take_in_letter": row("reviewer", "reference=incoming", sent={"right": "{right}:US"}),
    "enforcement:answer_by_letter": row("reviewer", "reference=incoming", sent={"case": "{asked}"}, said=422),
    "enforcement:register_sender": row("reviewer", "reference=incoming", sent=SENDER),
    "enforcement:appeals": row("appeals"),
    "enforcement:appeal": {
        "GET": row("appeals", "reference=appeal"),
        "POST": row("appeals", "reference=appeal", sent={**FITS, "ground_{appealed_item}": "fair.referential"}),
    },
}  # fmt: skip

SIGNED = {"explanation": "Not ours.", "good_faith": "yes", "accuracy_authority": "yes", "signature": "Ada Aurora"}
COMPLAINT = {
    "right": "{right}",
    "region": "US",
    "reason": "counterfeit",
    "listings": [{"number": "{listing}"}],
    "file": False,
}
COURT = {"court": "N.D. California", "number": "3:26-cv-01234", "filed_on": "2026-01-05"}
REPORT = {"kind": "mark", "explanation": "Not theirs.", "good_faith": True}
ENFORCEMENT_API: Rows = {
    "enforcement:api_complaints": {
        "GET": row(BRAND_KEY),
        "POST": row(BRAND_KEY, sent=COMPLAINT, said={"listing": 422}, shared=("listing",)),
    },
    "enforcement:api_complaint": row(BRAND_KEY, "reference=complaint"),
    "enforcement:api_correct": row(BRAND_KEY, "reference=draft", sent={"elements": SIGNED}),
    "enforcement:api_discard": row(BRAND_KEY, "reference=draft"),
    "enforcement:api_withdraw_listings": row(
        BRAND_KEY, "reference=complaint", sent={"listings": ["{complained}"], "reason": "mistake"}
    ),
    "enforcement:api_reports": row(
        SHOP_KEY, sent={**REPORT, "listings": ["{complained}"]}, said=422, shared=("complained",)
    ),
    "enforcement:api_report": row(SHOP_KEY, "reference=report"),
    "enforcement:api_letters": {"GET": row(SHOP_KEY), "POST": row(SHOP_KEY, sent={"text": "Take it down."})},
    "enforcement:api_letter": row(SHOP_KEY, "reference=incoming"),
    "enforcement:api_cases": row(SELLER_KEY, sent={"listing": "{listing}"}, said=None),
    "enforcement:api_case": row(SELLER_KEY, CASE),
    "enforcement:api_answers": row(
        SELLER_KEY, "reference=asked", sent={"answers": [{"item": "{asked_item}", "code": "genuine"}]}
    ),
    "enforcement:api_withdrawals": row(BRAND_KEY, CASE, sent={"items": ["{item}"], "reason": "mistake"}),
    "enforcement:api_court_action": row(BRAND_KEY, "reference=countered", sent=COURT),
    "enforcement:api_decision": row(
        "reviewer_us", "reference=answered",
        sent={"decisions": [{"item": "{answered_item}", "ground": "fair.referential"}]},
    ),
    "enforcement:api_accuracy": row(BRAND_KEY),
    "enforcement:api_misuse_reports": row(SELLER_KEY),
    "enforcement:api_sanctions": row(BRAND_KEY),
    "enforcement:api_strike_proposals": row(SELLER_KEY),
    "enforcement:api_strike_answer": row("seller", "reference=strike_proposal", sent={"words": "It was a gift."}),
    "enforcement:api_strike_ruling": row(
        "reviewer", "reference=heard_proposal", sent={"take": False, "reasons": "A first mistake."}
    ),
    "enforcement:api_case_file": row(SELLER_KEY, CASE, sent={"purpose": "court"}),
    "enforcement:api_case_archive": row("lead", CASE),
    "enforcement:api_statements": row(SHOP_KEY),
    "enforcement:api_statement": row(SHOP_KEY, "statement_id=statement"),
    "enforcement:api_statement_correct": row("reviewer_us", "statement_id=statement", sent=MENDED),
    "enforcement:api_appeals": row(SELLER_KEY, CASE, sent={"items": ["{item}"], "grounds": "Look again."}),
}  # fmt: skip
