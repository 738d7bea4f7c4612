"""A new marketplace, with its operator, its first person and its packs."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import verbs
from accounts.models import Party
from accounts.services.members import NewInvitation, issue_invitation
from accounts.services.parties import name_key
from accounts.services.rules import choose_pack
from audit.log import record
from policy.letters.languages import language_of
from tenancy.actor import Actor
from tenancy.context import tenant
from tenancy.errors import Conflict, Invalid
from tenancy.ids import reference
from tenancy.models import Marketplace


def create_marketplace(
    *, slug: str, name: str, lead_email: str, packs: Iterable[str] = (), country: str = "US"
) -> tuple[Marketplace, NewInvitation]:
    """The marketplace, the operator's party, the chosen packs, and the invitation of the first lead.

    For the command alone: nobody inside a marketplace can make another. Raises Conflict if the slug is taken.
    """
    with transaction.atomic():
        if Marketplace.objects.filter(slug=slug).exists():
            raise Conflict(_("There is a marketplace of that address already."))
        marketplace = Marketplace(slug=slug, name=name)
        try:
            marketplace.full_clean()
        except ValidationError as wrong:
            raise Invalid(fields=wrong.message_dict) from wrong
        marketplace.save()
        with tenant(marketplace.id):
            house = Actor.system(marketplace.id)
            operator = Party.objects.create(
                reference=reference("PA"),
                kind=Party.Kind.OPERATOR,
                state=Party.State.ACTIVE,
                name=name,
                name_key=name_key(name),
                country=country,
                language=language_of(country),
                contact_email=lead_email.strip().lower(),
            )
            record(verbs.MARKETPLACE_CREATED, actor=house, subject=operator)
            for code in packs:
                choose_pack(actor=house, pack_code=code)
            invitation = issue_invitation(actor=house, party=operator, email=lead_email, role="operator.lead")
    return marketplace, invitation
