"""Why a right is rejected, revoked or asked about: codes with what the owner can do about each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason: as the owner reads it, what the owner can do, and the field of the form where (or a part of the page)."""

    sentence: Promise
    remedy: Promise
    field: str = ""


REFUSALS: dict[str, Refusal] = {
    "not_found": Refusal(
        _("The office's register has nothing under this number."),
        _("Read the number in your certificate and correct it, and check the office."), "number",
    ),
    "other_mark": Refusal(
        _("The number belongs to another right."), _("Correct the number, or the name of the right."), "number",
    ),
    "other_holder": Refusal(
        _("The register has another holder."),
        _("Hand in the assignment under “Chain of title”, or have the true owner register the right."), "title",
    ),
    "not_in_force": Refusal(
        _("The right is not in force at the office."),
        _("Renew it or wait for the registration, then give the new dates."), "expires_on",
    ),
    "goods_differ": Refusal(
        _("Classes or goods are not those of the register."), _("Take them over from the certificate."), "classes",
    ),
    "places_differ": Refusal(
        _("It does not hold where you say."), _("Name the places that the register has."), "territories",
    ),
    "dates_differ": Refusal(_("The dates are not those of the register."), _("Take them over from the certificate."), "expires_on"),
    "no_document": Refusal(
        _("There is no document that shows the right."), _("Add the certificate or an extract of the register."), "certificate",
    ),
    "unreadable": Refusal(_("The document cannot be read."), _("Add a clear copy, all pages of it."), "certificate"),
    "no_power": Refusal(
        _("No power of attorney shows that the agent acts for the owner."),
        _("Put the signed power of attorney on file."), "power",
    ),
    "picture_differs": Refusal(
        _("The pictures do not show what is registered."), _("Add the picture of the register, and retire the others."), "pictures",
    ),
    "claimed_by_other": Refusal(
        _("Somebody else claims the same right."),
        _("Show which of you owns it: an assignment, an extract of today."), "certificate",
    ),
    "other": Refusal(_("Another reason."), _("Read the reason and change what it names."), ""),
}  # fmt: skip

REVOKED: dict[str, Refusal] = {
    "false_claim": Refusal(
        _("It was claimed falsely."), _("Only its true owner can bring it back, with the documents that show it."), "certificate",
    ),
    "cancelled": Refusal(
        _("The office has cancelled it or declared it invalid."),
        _("If the decision was reversed, hand in the extract of the register."), "certificate",
    ),
    "surrendered": Refusal(_("It was given up at the office."), _("Register what stands there now."), ""),
    "sold": Refusal(_("It belongs to somebody else by now."), _("The new owner registers it."), "title"),
    "misused": Refusal(
        _("It was used here to suppress lawful offers."), _("Answer to the marketplace; it can be checked anew."), "",
    ),
}  # fmt: skip


def remedy_of(code: str) -> Refusal | None:
    """The reason of that code, among both lists; None for a code that is not known, as of an older entry."""
    return REFUSALS.get(code) or REVOKED.get(code)
