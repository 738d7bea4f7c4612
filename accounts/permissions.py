"""Who may do what, with the reason when not. The same reason stands on the button, in the API and in the log."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.key_bars import reason
from accounts.permission_words import PERMISSIONS
from accounts.roles import KEY_ROLE, OPERATOR_KEY_ROLE, ROLES, is_read
from tenancy.actor import Actor
from tenancy.errors import Denied


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes. True as a condition, without a reason."""

    message: str = ""
    code: str = ""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class DeniedBecause:
    """No, and why. False as a condition; `message` is a sentence for people, `code` for programs."""

    message: str | Promise
    code: str = "denied"

    def __bool__(self) -> bool:
        return False


ALLOWED = Allowed()
READ_ONLY = DeniedBecause(_("This key only reads."), "read_only")
NOT_SIGNED_IN = DeniedBecause(_("Sign in first."), "not_signed_in")


def may(actor: Actor, permission: str) -> Allowed | DeniedBecause:
    """Whether `actor` may, by role or scope. Says nothing about which rows: that is `visible_to`.

    KeyError for a permission that does not exist.
    """
    words = PERMISSIONS[permission]
    if actor.is_system:
        return ALLOWED
    if actor.kind == "anonymous":
        return NOT_SIGNED_IN
    if actor.role in (KEY_ROLE, OPERATOR_KEY_ROLE):
        if actor.read_only and not is_read(permission):
            return READ_ONLY
        if actor.bars and (barred := reason(permission, actor.bars)):
            return DeniedBecause(barred, "terms")
        if permission in actor.scopes:
            return ALLOWED
        return DeniedBecause(format_lazy(_("The scopes of this key do not let it {do}."), do=words), "scope")
    role = ROLES[actor.role]
    if permission in role.permissions:
        return ALLOWED
    sentence = _("Your role ({role}) does not let you {do}.")
    return DeniedBecause(format_lazy(sentence, role=role.title, do=words), "role")


def require(actor: Actor, permission: str) -> None:
    """Pass, or raise Denied with the reason."""
    answer = may(actor, permission)
    if not answer:
        raise Denied(str(answer.message), code=answer.code)
