"""Who goes along which edge of which machine: for each edge the function that moves a row so, or why nothing does."""

DECIDE = "enforcement.services.deciding:decide"
TAKE_BACK = "enforcement.services.deciding:_take_back"
WITHDRAW = "enforcement.services.withdrawing:withdraw"
ANSWER = "enforcement.services.answering:answer"
APPEAL = "enforcement.services.appealing:decide_appeal"
JUDGE = "enforcement.services.securing:judge_security"
SETTLE = "enforcement.services.common:settle"
REVERSE = "enforcement.services.taking:reverse"
VERDICT = "scanner.services.matches:note_verdict"
END = "sellers.services.listings:end_listings"
REVISE = "sellers.services.listings:revise_listing"
SETTLED = "sellers.services.listings:settle_publication"
RETIRE = "registry.services.rights:retire_right"
CHANGED = "registry.services.rights:revise_right"
APPLICATION = "accounts.services.parties:decide_application"

ONBOARDING = "sellers.services.onboarding"
REVIEWED = "sellers.services.onboarding_review"
IDENTITY = "registry.services.applications"
ORDERS, SHIPMENTS = "fulfillment.services.orders", "fulfillment.services.shipments"
TRADE = "fulfillment.services.trade_complaints"

CUSTOMS = "fulfillment.services.customs"
CORRECTIVE = "fulfillment.services.corrective"

GOES: dict[str, dict[str, str]] = {
    "application": {
        "received asked": f"{IDENTITY}:ask_applicant",
        "asked received": f"{IDENTITY}:mend",
        **{
            f"{at} {to}": f"{IDENTITY}:decide_applicant" for at in ("received", "asked") for to in ("accepted", "refused")
        },
    },
    "customsapplication": {
        "draft filed": f"{CUSTOMS}_applications:file_application",
        **{f"filed {to}": f"{CUSTOMS}_applications:decide_application" for to in ("granted", "refused")},
        **{f"{at} ended": f"{CUSTOMS}_applications:end_application" for at in ("draft", "filed")},
        "granted ended": f"{CUSTOMS}_applications:note_ended",
    },
    "detention": {
        "waiting confirmed": f"{CUSTOMS}_answers:_answered",
        "waiting unconfirmed": f"{CUSTOMS}_answers:_answered",
        "confirmed unconfirmed": f"{CUSTOMS}_outcomes:note_holder_silent",
        **{f"{at} court": f"{CUSTOMS}_answers:_show_court" for at in ("waiting", "confirmed", "unconfirmed")},
        **{f"{at} released": f"{CUSTOMS}_outcomes:_end" for at in ("waiting", "confirmed", "unconfirmed", "court")},
        **{f"{at} {to}": f"{CUSTOMS}_outcomes:_end" for at in ("confirmed", "court") for to in ("destroyed", "seized")},
    },
    "order": {
        "placed accepted": f"{ORDERS}:_accept",
        "placed refused": f"{ORDERS}:_refuse",
        **{f"{at} cancelled": f"{ORDERS}:cancel" for at in ("placed", "accepted")},
        "accepted shipped": f"{SHIPMENTS}:_ship",
        "shipped delivered": f"{SHIPMENTS}:_follow_in_order",
        **{f"{at} closed": f"{ORDERS}:close" for at in ("shipped", "delivered")},
    },
    "shipment": {
        f"{at} {to}": f"{SHIPMENTS}:note_event"
        for at, all_ in (
            ("announced", "on_the_way delivered lost cancelled"),
            ("on_the_way", "at_customs failed delivered returned lost"),
            ("at_customs", "on_the_way failed delivered returned lost"),
            ("failed", "on_the_way delivered returned lost"),
            ("lost", "on_the_way failed delivered returned"),
        )
        for to in all_.split()
    },
    "lossclaim": {f"open {to}": f"{SHIPMENTS}:answer_claim" for to in ("paid", "refused")},
    "tradecomplaint": {
        **{f"open {to}": f"{TRADE}:answer_complaint" for to in ("offered", "contested")},
        **{f"{at} mediation": f"{TRADE}:refer" for at in ("open", "offered", "contested", "owed")},
        **{f"{at} owed": f"{TRADE}:owe" for at in ("offered", "mediation")},
        **{f"{at} closed": f"{TRADE}:end" for at in ("contested", "mediation")},
        "owed settled": f"{TRADE}:end",
        **{f"{at} withdrawn": f"{TRADE}:end" for at in ("open", "offered", "contested", "mediation", "owed")},
    },
    "fraudsignal": {
        "received joined": "sellers.services.warnings:_join",
        "received dismissed": "sellers.services.warnings:dismiss_signal",
    },
    "fraudwarning": {"published withdrawn": "sellers.services.warnings:withdraw_warning"},
    "sellerapplication": {
        "draft received": f"{ONBOARDING}:hand_in",
        "asked received": f"{ONBOARDING}:hand_in",
        "draft lapsed": f"{ONBOARDING}:lapse_drafts",
        "received asked": f"{REVIEWED}:ask_seller",
        **{f"{at} approved": f"{REVIEWED}:approve_seller" for at in ("received", "asked")},
        **{f"{at} refused": f"{REVIEWED}:refuse_seller" for at in ("received", "asked")},
        "refused appealed": f"{ONBOARDING}:appeal",
        "appealed approved": f"{REVIEWED}:decide_seller_appeal",
        "appealed upheld": f"{REVIEWED}:decide_seller_appeal",
    },
    "addressmove": {
        "waiting done": "accounts.services.moves:take_effect",
        "waiting stopped": "accounts.services.moves:_stop",
    },
    "accreditation": {
        "active replaced": "sellers.services.accrediting:accredit",
        "active expired": "sellers.services.accrediting:expire",
        "active revoked": "sellers.services.accrediting:revoke_accreditation",
    },
    "sellerreview": {
        "waiting assigned": "sellers.services.reviews:assign_review",
        **{f"{at} waiting": "sellers.services.reviews:give_back" for at in ("assigned", "begun")},
        **{f"{at} cancelled": "sellers.services.reviews:cancel_review" for at in ("waiting", "assigned", "begun")},
        "assigned begun": "sellers.services.inspecting:declare",
        "begun signed": "sellers.services.inspecting:sign_report",
        "signed appealed": "sellers.services.reviews_deciding:appeal_review",
        "appealed upheld": "sellers.services.reviews_deciding:decide_review_appeal",
        "appealed overturned": "sellers.services.reviews_deciding:decide_review_appeal",
    },
    "datarequest": {
        "open given": "sellers.services.trading:_keep_account",
        "overdue given": "sellers.services.trading:_keep_account",
        "open overdue": "sellers.services.trading:take_out",
        "given verified": "sellers.services.checking_data:_verified",
        "given doubted": "sellers.services.checking_data:doubt_data",
    },
    "paymentmove": {
        "waiting done": "sellers.services.payments:take_payment_effect",
        "waiting stopped": "sellers.services.payments:_stop",
    },
    "assignedlesson": {
        **{f"{at} done": "sellers.services.learning:_fulfil" for at in ("open", "overdue")},
        "open overdue": "sellers.services.learning:note_overdue",
    },
    "brandlesson": {
        "sent approved": "sellers.services.brand_lessons:approve_lesson",
        "sent returned": "sellers.services.brand_lessons:return_lesson",
        "returned sent": "sellers.services.brand_lessons:send_again",
        **{f"{at} ended": "sellers.services.brand_lessons:end_lesson" for at in ("sent", "returned", "approved")},
    },
    "seminar": {
        "announced held": "sellers.services.seminars:mark_attendance",
        "announced cancelled": "sellers.services.seminars:cancel_seminar",
    },
    "seminarplace": {
        **{f"withdrawn {to}": "sellers.services.seminars:sign_up" for to in ("signed", "waiting")},
        "waiting signed": "sellers.services.seminars:_move_up",
        **{f"{at} withdrawn": "sellers.services.seminars:withdraw_from" for at in ("signed", "waiting")},
        **dict.fromkeys(("signed attended", "signed absent", "absent attended"), "sellers.services.seminars:mark_attendance"),
    },
    "batch": {
        **{f"{at} {to}": "fulfillment.services.batches:_recount" for at, to in (("open", "certified"), ("certified", "open"))},
        **{f"{at} refused": "fulfillment.services.batches:inspect_batch" for at in ("open", "certified")},
        "refused open": "fulfillment.services.batches:inspect_batch",
        **{f"{at} recalled": "fulfillment.services.batches:recall" for at in ("open", "certified", "refused")},
    },
    "unit": {
        **{f"{at} void": "fulfillment.services.codes:void_codes" for at in ("issued", "applied", "shipped", "sold", "returned")},
        "issued applied": "fulfillment.services.dock:_follow",
        **{f"{at} shipped": "fulfillment.services.dock:_follow" for at in ("issued", "applied", "returned")},
        **{f"{at} sold": "fulfillment.services.dock:_follow" for at in ("issued", "applied", "shipped", "returned")},
        **{f"{at} returned": "fulfillment.services.dock:_follow" for at in ("issued", "applied", "shipped", "sold")},
    },
    "unitsignal": {
        "open misread": "fulfillment.services.signals:_settle_bad_reads",
        **{f"open {to}": "fulfillment.services.signals:judge_signal" for to in ("confirmed", "dismissed")},
    },
    "flag": {
        "open held": "fulfillment.services.flags:flag_box",
        "open dismissed": "fulfillment.services.flags:dismiss_flag",
    },
    "hold": {
        **{f"{at} inspected": "fulfillment.services.holds:inspect_hold" for at in ("held", "quarantined")},
        **{
            f"{at} {to}": "fulfillment.services.holds:settle_hold"
            for at in ("held", "inspected", "quarantined")
            for to in ("released", "returned", "customs", "quarantined")
            if at != to
        },
        **{f"{at} destroying": "fulfillment.services.holds:order_destruction" for at in ("held", "inspected", "quarantined")},
        **{f"destroying {to}": "fulfillment.services.holds:confirm_destruction" for to in ("destroyed", "inspected")},
    },
    "correctiveaction": {
        **{f"{at} answered": f"{CORRECTIVE}:answer_correction" for at in ("asked", "overdue", "escalated")},
        "asked overdue": f"{CORRECTIVE}:note_correction_overdue",
        **{
            f"{at} {to}": f"{CORRECTIVE}:judge_correction"
            for at, all_ in (
                ("asked", "closed"), ("overdue", "asked escalated closed"), ("answered", "accepted asked escalated closed"),
                ("accepted", "asked escalated closed"), ("escalated", "asked closed"),
            )
            for to in all_.split()
        },
    },
    "complaint": {
        "draft filed": "enforcement.services.filing:file_complaint",
        "draft withdrawn": "enforcement.services.drafting:discard_draft",
        "filed incomplete": "enforcement.services.filing:file_complaint",
        "filed accepted": "enforcement.services.filing:file_complaint",
        "filed withdrawn": "enforcement.services.drafting:discard_draft",
        "incomplete filed": "enforcement.services.filing:correct_complaint",
        "incomplete withdrawn": "enforcement.services.filing:lapse",
        "accepted withdrawn": WITHDRAW,
    },
    "case": {
        "open noticed": "enforcement.services.opening:open_match_case",
        **{f"{at} closed": "enforcement.services.parting:merge" for at in ("open", "noticed", "answered", "deciding")},
        "noticed answered": ANSWER,
        "noticed deciding": SETTLE,
        "noticed decided": SETTLE,
        "answered deciding": SETTLE,
        "answered decided": SETTLE,
        "deciding decided": SETTLE,
        "deciding noticed": APPEAL,
        "decided deciding": TAKE_BACK,
        "decided closed": "enforcement.sweeps:on_appeal_closes",
        "closed deciding": "enforcement.services.appealing:file_appeal",
    },
    "item": {
        **{f"open {said}": ANSWER for said in ("accepted", "deleted", "contested")},
        **{f"forwarded {said}": ANSWER for said in ("accepted", "deleted")},
        "open forwarded": "enforcement.services.forwarding:forward_notice",
        **{f"unanswered {said}": ANSWER for said in ("accepted", "deleted", "contested")},
        "open unanswered": "enforcement.sweeps:on_silence",
        **{f"{at} proposed": DECIDE for at in ("open", "accepted", "deleted", "contested", "unanswered")},
        **{f"{at} decided": DECIDE for at in ("open", "accepted", "deleted", "contested", "unanswered")},
        "proposed decided": "enforcement.services.deciding:confirm",
        **{
            f"{at} {before}": TAKE_BACK
            for at in ("proposed", "decided")
            for before in ("open", "accepted", "deleted", "contested", "unanswered", "in_effect", "reversed")
        },
        "decided in_effect": "enforcement.services.taking:take_effect",
        "decided reversed": "enforcement.services.taking:take_effect",
        "in_effect contested": ANSWER,
        "in_effect open": APPEAL,
        "contested reversed": "enforcement.services.answering:put_back",
        "contested in_effect": "enforcement.services.papers:show_paper",
        **{f"{at} {to}": APPEAL for at in ("in_effect", "reversed") for to in ("proposed", "decided")},
        **{
            f"{at} withdrawn": WITHDRAW
            for at in (
                "open", "accepted", "deleted", "contested", "unanswered", "forwarded", "proposed", "decided",
                "in_effect",
            )
        },
    },
    "incomingletter": {
        "received asked": "enforcement.services.receiving:ask_for_missing",
        **{f"{at} taken_in": "enforcement.services.letters_taken:take_in_letter" for at in ("received", "asked")},
        **{f"{at} set_aside": "enforcement.services.receiving:set_letter_aside" for at in ("received", "asked")},
    },
    "reportedlisting": {
        "received in_review": "enforcement.services.triage:take_up_reports",
        "received merged": "enforcement.services.reporting:file_report",
        "in_review case_opened": "enforcement.services.triage:open_report_case",
        "in_review dismissed": "enforcement.services.triage:dismiss_report",
        "in_review merged": "enforcement.services.triage:merge_reports",
        "merged received": "enforcement.services.reporting:withdraw_report",
        "dismissed in_review": "enforcement.services.reporting:contest_dismissal",
        **{f"{at} withdrawn": "enforcement.services.reporting:withdraw_report" for at in ("received", "in_review")},
    },
    "remedy": {
        "ordered applied": "enforcement.sweeps:confirm_removals",
        "overdue applied": "enforcement.sweeps:confirm_removals",
        "ordered overdue": "enforcement.sweeps:on_removal_overdue",
        **{f"{at} reversed": REVERSE for at in ("ordered", "overdue", "applied")},
    },
    "appeal": {"filed upheld": APPEAL, "filed rejected": APPEAL, "filed lapsed": WITHDRAW},
    "security": {
        **{f"offered {to}": JUDGE for to in ("accepted", "refused", "released")},
        **{f"accepted {to}": JUDGE for to in ("released", "called")},
    },
    "misusereport": {f"filed {to}": "enforcement.services.misusing:judge_misuse" for to in ("upheld", "rejected")},
    "sanction": {
        "proposed standing": "enforcement.services.suspending:_stand",
        "proposed refused": "enforcement.services.suspending:confirm_sanction",
        **{f"standing {to}": "enforcement.services.suspending:_end" for to in ("lifted", "reversed", "ended")},
    },
    "strikeproposal": {
        "told answered": "enforcement.thresholds.services:answer_proposal",
        "told heard": "enforcement.thresholds.services:hear",
        **{f"{at} withdrawn": "enforcement.thresholds.services:_withdraw" for at in ("told", "answered", "heard")},
        **{f"{at} {to}": "enforcement.thresholds.services:dispose" for at in ("answered", "heard") for to in ("taken", "refused")},
    },
    "sanctionappeal": {
        f"filed {to}": "enforcement.services.suspending:decide_sanction_appeal" for to in ("upheld", "rejected")
    },
    "statement": {
        "needs_correction made": "enforcement.services.stating:correct_statement",
        **{
            f"{at} {to}": "enforcement.services.stating:_end"
            for at in ("needs_correction", "made")
            for to in ("superseded", "withdrawn")
        },
    },
    "agreement": {
        "draft in_force": "registry.services.agreements:put_in_force",
        "draft terminated": "registry.services.agreements:terminate_agreement",
        "in_force terminated": "registry.services.agreements:terminate_agreement",
        "in_force ended": "registry.services.agreement_clock:on_agreement_ends",
    },
    "termreview": {
        f"open {state}": "registry.services.term_reviews:decide_review" for state in ("changed", "kept", "confirmed")
    },
    "assignment": {
        "recorded accepted": "registry.services.title:accept_assignment",
        **{f"{at} confirmed": "registry.services.title:confirm_assignment" for at in ("recorded", "accepted")},
        **{f"{at} refused": "registry.services.title:refuse_assignment" for at in ("recorded", "accepted")},
        **{f"{at} taken_back": "registry.services.title:take_back_assignment" for at in ("recorded", "accepted")},
    },
    "right": {
        "submitted in_review": "registry.services.reviewing:take_up",
        **{f"{at} verified": "registry.services.rights:verify_right" for at in ("submitted", "in_review")},
        **{f"{at} rejected": "registry.services.rights:reject_right" for at in ("submitted", "in_review")},
        "verified revoked": "registry.services.revoking:confirm_revocation",
        "in_review submitted": "registry.services.reviewing:give_back_right",
        "verified lapsed": "registry.services.expiry:lapse_expired",
        **{f"{at} submitted": CHANGED for at in ("rejected", "verified", "lapsed", "revoked")},
        **{
            f"{at} retired": RETIRE
            for at in ("submitted", "in_review", "rejected", "verified", "lapsed", "revoked")
        },
    },
    "licence": {
        "draft offered": "registry.services.signing:offer_licence",
        "draft withdrawn": "registry.services.signing:withdraw_licence",
        "offered signed": "registry.services.signing:accept_licence",
        "offered declined": "registry.services.signing:decline_licence",
        "offered withdrawn": "registry.services.signing:withdraw_licence",
        "signed ended": "registry.services.licence_ends:end_over",
        "signed terminated": "registry.services.licence_ends:terminate_licence",
    },
    "proofrequest": {
        "open answered": "registry.services.proofs:answer_proof",
        "open lapsed": "registry.services.proofs:lapse_proofs",
        "answered accepted": "registry.services.proofs:weigh_proof",
        "answered refused": "registry.services.proofs:weigh_proof",
    },
    "revocation": {
        "proposed confirmed": "registry.services.revoking:confirm_revocation",
        "proposed refused": "registry.services.revoking:refuse_revocation",
    },
    "match": {
        "open confirmed": "scanner.services.matches:confirm_match",
        **{f"{at} cased": "scanner.services.matches:mark_cased" for at in ("open", "confirmed")},
        **{f"{at} dismissed": "scanner.services.matches:dismiss_match" for at in ("open", "confirmed")},
        **{f"{at} superseded": "scanner.services.publishing:_supersede" for at in ("open", "confirmed")},
        **dict.fromkeys(("cased upheld", "cased rejected", "upheld rejected", "rejected upheld"), VERDICT),
    },
    "listing": {
        "draft checking": "sellers.services.listings:submit_listing",
        "checking public": SETTLED,
        "checking held": SETTLED,
        "held public": SETTLED,
        "public held": SETTLED,
        **{f"{at} checking": REVISE for at in ("public", "held")},
        **{f"{at} ended": END for at in ("draft", "checking", "public", "held")},
    },
    "job": {
        "waiting running": "workflow.jobs:_begin",
        "running done": "workflow.jobs:_go_on",
        **{f"{at} failed": "workflow.jobs:_bury" for at in ("waiting", "running")},
        **{f"{at} cancelled": "workflow.jobs:cancel" for at in ("waiting", "running")},
        **{f"{at} waiting": "workflow.jobs:resume" for at in ("failed", "cancelled")},
    },
    "shop": {
        "watched paused": "scanner.services.outside:pause_shop",
        "paused watched": "scanner.services.outside:resume_shop",
        **{f"{at} ended": "scanner.services.outside:end_shop" for at in ("watched", "paused")},
        "ended watched": "scanner.services.outside:add_shop",
    },
    "outsidematch": {
        **{f"{at} confirmed": "scanner.services.outside:judge" for at in ("open", "dismissed")},
        **{f"{at} dismissed": "scanner.services.outside:judge" for at in ("open", "confirmed")},
        "open superseded": "scanner.services.outside_pages:keep_page",
    },
    "banhit": {
        "open confirmed": "scanner.services.banning:confirm_hit",
        **{f"{at} dismissed": "scanner.services.banning:dismiss_hit" for at in ("open", "confirmed")},
        "open superseded": "scanner.services.banning:note_hits",
    },
    "firstcheck": {
        "open passed": "scanner.services.first_checks:pass_first",
        "open refused": "scanner.services.first_checks:refuse_first",
        **{f"{at} superseded": "scanner.services.first_checks:keep_for_a_person" for at in ("open", "refused")},
        **{f"{at} lapsed": "scanner.services.first_checks:let_go_of_free" for at in ("open", "refused")},
    },
    "sellerlink": {
        "proposed confirmed": "scanner.services.linking:confirm_link",
        **{f"{at} dropped": "scanner.services.linking:drop_link" for at in ("proposed", "confirmed")},
        "dropped proposed": "scanner.services.linking:_write",
    },
    "audit": {
        "running ready": "scanner.services.auditing:finish_audit",
        "ready published": "scanner.services.auditing:publish_audit",
        **{f"{at} closed": "scanner.services.auditing:close_audit" for at in ("ready", "published")},
    },
    "audititem": {
        "open done": "scanner.services.auditing:note_fixed",
        "open accepted": "scanner.services.auditing:accept_item",
    },
    "goodsmodel": {
        "training trained": "scanner.goods_jobs:step",
        "training dropped": "scanner.services.goods:train_goods",
        **{f"{at} in_force": "scanner.services.trials:promote" for at in ("trained", "retired")},
        "in_force retired": "scanner.services.goods:take_back_goods",
    },
    "party": {
        "applied active": APPLICATION,
        "applied closed": APPLICATION,
        "active suspended": "accounts.services.parties:suspend_party",
        "suspended active": "accounts.services.parties:reinstate_party",
    },
}  # fmt: skip

NOBODY_GOES: dict[str, dict[str, str]] = {
    "item": {"in_effect reversed": "An appeal decides anew: the Item passes through `decided` and its grace."},
    "match": {"dismissed open": "What was dismissed comes back as the match of a new revision."},
    "party": {
        "active closed": "Who leaves is suspended: their cases and their log stay theirs.",
        "suspended closed": "Who leaves is suspended: their cases and their log stay theirs.",
    },
}
