"""What changes the state of goods: one function for each use, which authorises, changes and records in one transaction."""

from fulfillment.services.batches import (
    Inspected,
    Made,
    Paper,
    add_batch,
    certify,
    inspect_batch,
    recall,
    withdraw_certificate,
)
from fulfillment.services.buyers import Told, check_as_buyer
from fulfillment.services.codes import issue_codes, print_codes, take_in_list, void_codes
from fulfillment.services.dock import Checked, Scanned, check
from fulfillment.services.flags import Suspicion, dismiss_flag, flag_box
from fulfillment.services.holds import (
    Said,
    answer_hold,
    confirm_destruction,
    hold_box,
    inspect_hold,
    order_destruction,
    settle_hold,
)
from fulfillment.services.labelling import Standard, add_label_point, retire_label_point
from fulfillment.services.places import Place, add_site, change_site, close_site
from fulfillment.services.products import Numbering, add_product, change_product, end_product
from fulfillment.services.signals import judge_signal

__all__ = [
    "Checked",
    "Inspected",
    "Made",
    "Numbering",
    "Paper",
    "Place",
    "Said",
    "Scanned",
    "Standard",
    "Suspicion",
    "Told",
    "add_batch",
    "add_label_point",
    "add_product",
    "add_site",
    "answer_hold",
    "certify",
    "change_product",
    "change_site",
    "check",
    "check_as_buyer",
    "close_site",
    "confirm_destruction",
    "dismiss_flag",
    "end_product",
    "flag_box",
    "hold_box",
    "inspect_batch",
    "inspect_hold",
    "issue_codes",
    "judge_signal",
    "order_destruction",
    "print_codes",
    "recall",
    "retire_label_point",
    "settle_hold",
    "take_in_list",
    "void_codes",
    "withdraw_certificate",
]
