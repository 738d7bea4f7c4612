"""Telling a party by mail, and telling the shop or a party through the change feed.

Both write an effect in the caller's transaction: what is told, and to whom, is fixed when it happens.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import translation

from accounts.models import Membership, Party, User
from audit.models import Entry
from delivery.effects import CHANGE, MAIL, single_line
from policy.letters.languages import ENGLISH, catalogue
from tenancy.context import database_now
from workflow.effects import emit, emit_held
from workflow.models import Effect

SHOP = "shop"
"""The marketplace's own systems: whoever holds a key of the operator reads what is told to it."""


def party_recipient(party_id: UUID) -> str:
    """The recipient that stands for a party."""
    return f"party:{party_id}"


def mail(
    *, to_party: Party, template: str, context: dict[str, Any], entry: Entry, address: str = "", language: str = "",
    about: tuple[str, UUID] | None = None,
) -> list[Effect]:  # fmt: skip
    """Write one mail to each address of a party: its contact, or without one its main accounts.

    `address` is given where it is for one person of the party alone, `language` (BCP 47) where it is that of the words
    in `context`, `about` where somebody wants to hear of its delivery (`delivery.effects.when_taken`).

    `template` names `delivery/<template>.subject.txt`, `.txt` and perhaps `.html`; they are rendered once, here, in the
    reader's language, with `context`, `party` and `marketplace`. An empty list means that nobody can be reached.
    TemplateDoesNotExist for an unknown template.
    """
    return [
        emit(
            kind=MAIL,
            recipient=party_recipient(to_party.id),
            entry=entry,
            ordinal=number,
            key=f"mail:{entry.id}:{to_party.id}:{template}:{number}",
            payload={
                "to": address,
                **_rendered(template, language or _language_of(address), {**context, "party": to_party}),
                **({"about": {"of": about[0], "id": str(about[1])}} if about else {}),
            },
        )
        for number, address in enumerate([address] if address else addresses(to_party))
    ]


def addresses(party: Party) -> list[str]:
    """Where a party reads its mail: its contact address, else those of its main accounts. At most two queries."""
    if party.contact_email:
        return [party.contact_email]
    heads = Membership.objects.filter(party_id=party.id).standing(database_now().date())
    users = heads.filter(role__endswith=".main").order_by("id").values_list("user_id", flat=True)
    return list(User.objects.filter(id__in=list(users), is_active=True).order_by("id").values_list("email", flat=True))


def change(*, recipient: str, what: str, facts: dict[str, Any], entry: Entry, ordinal: int = 0) -> Effect:
    """Tell `recipient` (SHOP, or `party_recipient`) through the change feed that `what` happened.

    `what` is a name such as "listing.state"; `facts` are what a program needs to follow, references and numbers. Several
    changes of one entry for one recipient are told apart, and ordered, by `ordinal`.
    """
    return emit(kind=CHANGE, recipient=recipient, entry=entry, ordinal=ordinal, payload={"what": what, "facts": facts})


def changes(*, what: str, entry: Entry, told: Sequence[tuple[str, int, dict[str, Any]]]) -> None:
    """Tell many at once, each (recipient, ordinal, facts), because of one entry: as `change` does, in one statement."""
    pieces = [(recipient, ordinal, {"what": what, "facts": facts}) for recipient, ordinal, facts in told]
    emit_held(kind=CHANGE, entry=entry, told=pieces)


def _language_of(address: str) -> str:
    """The language that the reader chose, if we know them."""
    return User.objects.filter(email=address.lower()).values_list("language", flat=True).first() or ENGLISH


def _rendered(template: str, language: str, context: dict[str, Any]) -> dict[str, str]:
    """Subject, body and perhaps html in a language."""
    names = {**context, "marketplace": context["party"].tenant, "site": settings.SITE_URL}
    with translation.override(catalogue(language)):
        found = {
            "language": language,
            "subject": single_line(render_to_string(f"delivery/{template}.subject.txt", names)),
            "body": render_to_string(f"delivery/{template}.txt", names).strip() + "\n",
        }
        try:
            html = get_template(f"delivery/{template}.html")
        except TemplateDoesNotExist:
            return found
        return {**found, "html": html.render(names)}
