"""What can be done about rights and bans. Each function authorises, changes and records in one transaction."""

from registry.services.agreement_blocks import enforce_block
from registry.services.agreements import (
    ClauseSaid,
    Cover,
    put_in_force,
    record_agreement,
    set_clauses,
    terminate_agreement,
)
from registry.services.appointments import Terms, appoint, end_appointment
from registry.services.bans import BansTaken, add_ban, end_ban, import_bans
from registry.services.brands import add_brand, change_brand, put_in_brand, retire_brand
from registry.services.bulk import authorise_for_all, retire_all, set_reach
from registry.services.doubts import Doubt, ask_about, hand_in
from registry.services.expiry import lapse_expired
from registry.services.goods import add_text, end_band, retire_text, set_band
from registry.services.guides import Point, add_point, retire_point
from registry.services.imports import Went, import_rows
from registry.services.licence_ends import end_over, terminate_licence
from registry.services.licences import add_document, draft_licence, revise_licence, sublicense
from registry.services.numbering import add_prefix, add_serials, end_prefix, end_serials
from registry.services.powers import file_power, revoke_power
from registry.services.proofs import answer_proof, ask_for_proof, last_day_shown, places_shown, weigh_proof
from registry.services.public_register import set_register
from registry.services.quota import give_back, take
from registry.services.reviewing import ask_owner, give_back_right, take_next, take_up
from registry.services.revoking import confirm_revocation, propose_revocation, refuse_revocation
from registry.services.rights import (
    faults,
    register_right,
    register_rights,
    reject_right,
    retire_right,
    revise_right,
    verify_right,
)
from registry.services.sellers import authorise_seller, revoke_authorisation
from registry.services.shown import add_certificate, add_specimen, retire_specimen
from registry.services.signing import (
    accept_licence,
    decline_licence,
    judge_consent,
    offer_licence,
    withdraw_licence,
)
from registry.services.term_reviews import DECISIONS, decide_review, open_reviews, set_target
from registry.services.title import (
    Conveyance,
    accept_assignment,
    confirm_assignment,
    record_assignment,
    refuse_assignment,
    take_back_assignment,
)

__all__ = [
    "DECISIONS",
    "BansTaken",
    "ClauseSaid",
    "Conveyance",
    "Cover",
    "Doubt",
    "Point",
    "Terms",
    "Went",
    "accept_assignment",
    "accept_licence",
    "add_ban",
    "add_brand",
    "add_certificate",
    "add_document",
    "add_point",
    "add_prefix",
    "add_serials",
    "add_specimen",
    "add_text",
    "answer_proof",
    "appoint",
    "ask_about",
    "ask_for_proof",
    "ask_owner",
    "authorise_for_all",
    "authorise_seller",
    "change_brand",
    "confirm_assignment",
    "confirm_revocation",
    "decide_review",
    "decline_licence",
    "draft_licence",
    "end_appointment",
    "end_ban",
    "end_band",
    "end_over",
    "end_prefix",
    "end_serials",
    "enforce_block",
    "faults",
    "file_power",
    "give_back",
    "give_back_right",
    "hand_in",
    "import_bans",
    "import_rows",
    "judge_consent",
    "lapse_expired",
    "last_day_shown",
    "offer_licence",
    "open_reviews",
    "places_shown",
    "propose_revocation",
    "put_in_brand",
    "put_in_force",
    "record_agreement",
    "record_assignment",
    "refuse_assignment",
    "refuse_revocation",
    "register_right",
    "register_rights",
    "reject_right",
    "retire_all",
    "retire_brand",
    "retire_point",
    "retire_right",
    "retire_specimen",
    "retire_text",
    "revise_licence",
    "revise_right",
    "revoke_authorisation",
    "revoke_power",
    "set_band",
    "set_clauses",
    "set_reach",
    "set_register",
    "set_target",
    "sublicense",
    "take",
    "take_back_assignment",
    "take_next",
    "take_up",
    "terminate_agreement",
    "terminate_licence",
    "verify_right",
    "weigh_proof",
    "withdraw_licence",
]
