"""The deeds of the scanner: publishing, and what reviewers and cases make of a match."""

from scanner.services.audit_schedules import end_schedule, schedule_audits
from scanner.services.auditing import (
    accept_item,
    answer_item,
    close_audit,
    publish_audit,
    reply_to_item,
    start_audit,
)
from scanner.services.backscan import follow_registry, start_backscan
from scanner.services.banning import confirm_hit, dismiss_hit, note_hits
from scanner.services.first_checks import pass_first, refuse_first
from scanner.services.goods import set_goods_classes, take_back_goods, train_goods
from scanner.services.linking import answer_contest, confirm_link, contest_link, drop_link, look_for_links
from scanner.services.matches import clear_hold, confirm_match, dismiss_match, mark_cased, note_verdict
from scanner.services.precheck_rules import change_house_rule, set_own_rule
from scanner.services.prechecking import certify, check_listings, look_through, pre_check
from scanner.services.publishing import publish, publish_many
from scanner.services.rescanning import Rescanned, rescan_many
from scanner.services.rule_stops import object_to_rules, pass_stopped
from scanner.services.searching import (
    alert_ripe,
    end_search,
    keep_picture,
    save_search,
    search_of,
    unsubscribe,
)
from scanner.services.suspecting import look_again
from scanner.services.texts import note_texts
from scanner.services.thresholds import remove_threshold, set_threshold
from scanner.services.trials import drop, fit_calibration, note_found_by_people, promote, switch_matcher, try_out
from scanner.services.vocabulary import count_words
from scanner.services.waiting import publish_waiting

__all__ = [
    "Rescanned",
    "accept_item",
    "alert_ripe",
    "answer_contest",
    "answer_item",
    "certify",
    "change_house_rule",
    "check_listings",
    "clear_hold",
    "close_audit",
    "confirm_hit",
    "confirm_link",
    "confirm_match",
    "contest_link",
    "count_words",
    "dismiss_hit",
    "dismiss_match",
    "drop",
    "drop_link",
    "end_schedule",
    "end_search",
    "fit_calibration",
    "follow_registry",
    "keep_picture",
    "look_again",
    "look_for_links",
    "look_through",
    "mark_cased",
    "note_found_by_people",
    "note_hits",
    "note_texts",
    "note_verdict",
    "object_to_rules",
    "pass_first",
    "pass_stopped",
    "pre_check",
    "promote",
    "publish",
    "publish_audit",
    "publish_many",
    "publish_waiting",
    "refuse_first",
    "remove_threshold",
    "reply_to_item",
    "rescan_many",
    "save_search",
    "schedule_audits",
    "search_of",
    "set_goods_classes",
    "set_own_rule",
    "set_threshold",
    "start_audit",
    "start_backscan",
    "switch_matcher",
    "take_back_goods",
    "train_goods",
    "try_out",
    "unsubscribe",
]
