"""What can be done about rights and bans. Each function authorises, changes and records in one transaction."""

from registry.services.bans import BansTaken, add_ban, end_ban, import_bans
from registry.services.expiry import lapse_expired
from registry.services.goods import add_text, end_band, retire_text, set_band
from registry.services.imports import Went, import_rows
from registry.services.powers import file_power, revoke_power
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

__all__ = [
    "BansTaken",
    "Went",
    "add_ban",
    "add_certificate",
    "add_specimen",
    "add_text",
    "authorise_seller",
    "end_ban",
    "end_band",
    "faults",
    "file_power",
    "import_bans",
    "import_rows",
    "lapse_expired",
    "register_right",
    "register_rights",
    "reject_right",
    "retire_right",
    "retire_specimen",
    "retire_text",
    "revise_right",
    "revoke_authorisation",
    "revoke_power",
    "set_band",
    "verify_right",
]
