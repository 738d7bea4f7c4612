"""Switching the public register on and off."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import record
from registry import verbs
from registry.models import PublicRegister
from registry.search import public
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid


def set_register(*, actor: Actor, access: str) -> PublicRegister:
    """Who reads the register from now on: nobody, anybody, or search engines too. Raises Invalid, Conflict where it is so."""
    require(actor, "policy.manage")
    if access not in PublicRegister.Access.values:
        raise Invalid(fields={"access": [_("Choose who reads it.")]})
    with transaction.atomic():
        row = PublicRegister.objects.select_for_update().first()
        if access == (row.access if row else public.AT_FIRST):
            raise Conflict(_("This is so already."))
        row = row or PublicRegister()
        row.access, row.changed_at = access, database_now()
        row.save()
        record(verbs.REGISTER_SET, actor=actor, subject=row, facts={"access": access})
    return row
