"""What can be done about rights. Each function authorises, changes and records in one transaction."""

from registry.services.expiry import lapse_expired
from registry.services.imports import Went, import_rows
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
    "Went",
    "add_certificate",
    "add_specimen",
    "authorise_seller",
    "faults",
    "import_rows",
    "lapse_expired",
    "register_right",
    "register_rights",
    "reject_right",
    "retire_right",
    "retire_specimen",
    "revise_right",
    "revoke_authorisation",
    "verify_right",
]
