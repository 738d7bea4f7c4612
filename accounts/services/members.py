"""People in parties: invited, joined, given another role, revoked; and the brands that an agent's people act for."""

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_countries import countries

from accounts import verbs
from accounts.letters import send_head_joined, send_invitation
from accounts.models import Invitation, Membership, MembershipBrand, Party, User
from accounts.models.parties import joined
from accounts.permissions import require
from accounts.roles import roles_for
from accounts.services.access import settle_access
from accounts.services.moves import changed
from audit.log import record
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound

INVITED_FOR = timedelta(days=7)
SUPPORT_AT_MOST = timedelta(days=7)
HEADS = frozenset({"operator.lead", "holder.main", "seller.main", "logistics.lead", "inspector.lead", "supplier.lead"})
"""Roles of which a party must keep one."""


class NewInvitation(NamedTuple):
    """An invitation and the secret of its link, which is kept nowhere."""

    invitation: Invitation
    token: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a membership will say, checked against the party it is for."""

    role: str
    regions: str = ""
    ends_on: date | None = None


def terms_for(party: Party, *, role: str, regions: Iterable[str] = (), ends_on: date | None = None) -> Terms:
    """The terms, or Invalid: the role must exist in such a party, support lasts a week, only reviewers have regions."""
    today, wrong = database_now().date(), {}
    wanted = joined({code.strip().upper() for code in regions if code.strip()})
    if role not in roles_for(party.kind):
        wrong["role"] = [_("This role does not exist in such a party.")]
    if wanted and role not in ("operator.reviewer", "operator.appeals"):
        wrong["regions"] = [_("Only reviewers work in regions.")]
    elif unknown := [code for code in wanted.split(",") if code and code != "EU" and code not in countries.countries]:
        wrong["regions"] = [_("Not a region: %(codes)s. Use country codes, or EU.") % {"codes": ", ".join(unknown[:5])}]
    if ends_on is not None and ends_on < today:
        wrong["ends_on"] = [_("This day is past.")]
    if role == "operator.support" and (ends_on is None or ends_on > today + SUPPORT_AT_MOST):
        wrong["ends_on"] = [_("Support is given for at most seven days.")]
    if wrong:
        raise Invalid(fields=wrong)
    return Terms(role, wanted, ends_on)


def invite(
    *,
    actor: Actor,
    party: Party,
    email: str,
    role: str,
    regions: Iterable[str] = (),
    ends_on: date | None = None,
    link: str = "",
) -> NewInvitation:
    """Ask somebody to join a party: an operator for any party, a main account for its own.

    `link` is the address of the page that accepts, with `TOKEN` where the secret goes; empty sends no mail.
    """
    _require_for(actor, party)
    return issue_invitation(
        actor=actor, party=party, email=email, role=role, regions=regions, ends_on=ends_on, link=link
    )


def issue_invitation(
    *,
    actor: Actor,
    party: Party,
    email: str,
    role: str,
    regions: Iterable[str] = (),
    ends_on: date | None = None,
    link: str = "",
) -> NewInvitation:
    """The invitation itself, for services that have authorised their own act."""
    if party.state != Party.State.ACTIVE:
        raise Conflict(_("People can be invited only to an active party."))
    terms = terms_for(party, role=role, regions=regions, ends_on=ends_on)
    address = email.strip().lower()
    if Membership.objects.filter(party=party, state=Membership.State.ACTIVE, user__email=address).exists():
        raise Invalid(fields={"email": [_("This person is a member already.")]})
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            party=party,
            email=address,
            role=terms.role,
            regions=terms.regions,
            ends_on=terms.ends_on,
            token_hash=_hash(token),
            expires_at=database_now() + INVITED_FOR,
        )
        entry = record(
            verbs.MEMBER_INVITED,
            actor=actor,
            subject=invitation,
            refs=[party],
            facts=_facts(terms),
            personal={"email": address},
            parties=[party.id],
        )
        if link:
            send_invitation(entry=entry, invitation=invitation, link=link.replace("TOKEN", token))
    return NewInvitation(invitation, token)


def open_invitation(token: str) -> Invitation:
    """The invitation that this secret opens, with its party. NotFound for any that cannot be accepted now."""
    found = Invitation.objects.select_related("party").filter(token_hash=_hash(token)).first()
    if (
        found is None
        or found.used_at is not None
        or found.expires_at <= database_now()
        or found.party.state != Party.State.ACTIVE
    ):
        raise NotFound
    return found


def accept_invitation(*, token: str, user: User | None, name: str = "", password: str = "") -> Membership:
    """Join. `user` is who is signed in; without one a new account is made from `name` and `password`.

    The link went to the address, so the address counts as verified. Raises NotFound for a link that does not work
    any more, Conflict where the address has an account (sign in first) or another person is signed in.
    """
    with transaction.atomic():
        invitation = open_invitation(token)
        taken = Invitation.objects.filter(id=invitation.id, used_at=None).update(used_at=database_now())
        if not taken:
            raise NotFound
        if user is not None and user.email != invitation.email:
            raise Conflict(
                _("This invitation is for another address. Sign out and open it again."), code="other_person"
            )
        person = user or _new_user(invitation.email, name=name, password=password)
        terms = Terms(invitation.role, invitation.regions, invitation.ends_on)
        member = Actor(
            kind="person",
            tenant_id=invitation.tenant_id,
            user_id=person.pk,
            party_id=invitation.party_id,
            role=terms.role,
        )
        return _join(actor=member, party=invitation.party, user=person, terms=terms)


def add_member(
    *,
    actor: Actor,
    party: Party,
    user: User,
    role: str,
    regions: Iterable[str] = (),
    ends_on: date | None = None,
    brands: Collection[Party] = (),
) -> Membership:
    """Make a known person a member without an invitation: for commands, never for pages."""
    if not actor.is_system:
        raise NotFound
    terms = terms_for(party, role=role, regions=regions, ends_on=ends_on)
    with transaction.atomic():
        membership = _join(actor=actor, party=party, user=user, terms=terms)
        if brands:
            set_brands(actor=actor, membership=membership, brands=brands)
    return membership


def change_role(
    *, actor: Actor, membership: Membership, role: str, regions: Iterable[str] = (), ends_on: date | None = None
) -> Membership:
    """Give a member another role, other regions or another end. A party keeps one of its heads."""
    party = membership.party
    _require_for(actor, party)
    if membership.state != Membership.State.ACTIVE:
        raise Conflict(_("This membership is revoked."))
    terms = terms_for(party, role=role, regions=regions, ends_on=ends_on)
    before = membership.role
    with transaction.atomic():
        if before in HEADS and (terms.role != before or terms.ends_on is not None):
            _refuse_last_head(membership)
        membership.role, membership.regions, membership.ends_on = terms.role, terms.regions, terms.ends_on
        membership.save(update_fields=["role", "regions", "ends_on"])
        settle_access([membership.user_id])
        facts = {**_facts(terms), "before": before, "regions": terms.regions}
        record(verbs.MEMBER_CHANGED, actor=actor, subject=membership, refs=[party], facts=facts, parties=[party.id])
    return membership


def revoke_membership(*, actor: Actor, membership: Membership) -> None:
    """End a membership now. The person's next request finds nothing here."""
    party = membership.party
    _require_for(actor, party)
    with transaction.atomic():
        if membership.role in HEADS:
            _refuse_last_head(membership)
        active = Membership.objects.filter(id=membership.id, state=Membership.State.ACTIVE)
        if not active.update(state=Membership.State.REVOKED):
            raise Conflict(_("This membership is revoked already."))
        membership.state = Membership.State.REVOKED
        settle_access([membership.user_id])
        facts = {"role": membership.role}
        record(verbs.MEMBER_REVOKED, actor=actor, subject=membership, refs=[party], facts=facts, parties=[party.id])


def set_brands(*, actor: Actor, membership: Membership, brands: Collection[Party]) -> None:
    """Say for which brands a member of an agent acts; each one appointed or dismissed is an entry."""
    require(actor, "party.manage")
    if membership.party.kind != Party.Kind.AGENT or any(brand.kind != Party.Kind.BRAND for brand in brands):
        raise Invalid(fields={"brands": [_("Members of an agent act for rights holders.")]})
    wanted = {brand.id: brand for brand in brands}
    with transaction.atomic():
        current = {row.brand_id: row for row in MembershipBrand.objects.filter(membership=membership)}
        for brand_id in wanted.keys() - current.keys():
            MembershipBrand.objects.create(membership=membership, brand=wanted[brand_id])
        for brand_id in current.keys() - wanted.keys():
            current[brand_id].delete()
        changes = [(verbs.AGENT_APPOINTED, brand_id) for brand_id in wanted.keys() - current.keys()]
        changes += [(verbs.AGENT_DISMISSED, brand_id) for brand_id in current.keys() - wanted.keys()]
        for verb, brand_id in changes:
            parties = [membership.party_id, brand_id]
            record(verb, actor=actor, subject=membership, refs=parties, parties=parties)


def _require_for(actor: Actor, party: Party) -> None:
    """A stranger's party is not there; in one's own the role decides."""
    if not actor.is_operator and not actor.is_system and actor.party_id != party.id:
        raise NotFound
    require(actor, "member.invite")


def _join(*, actor: Actor, party: Party, user: User, terms: Terms) -> Membership:
    if Membership.objects.filter(party=party, user=user, state=Membership.State.ACTIVE).exists():
        raise Conflict(_("This person is a member already."))
    membership = Membership.objects.create(
        party=party, user=user, role=terms.role, regions=terms.regions, ends_on=terms.ends_on
    )
    settle_access([user.pk])
    entry = record(
        verbs.MEMBER_JOINED,
        actor=actor,
        subject=membership,
        refs=[party],
        facts=_facts(terms),
        personal={"email": user.email},
        parties=[party.id],
    )
    heads = Membership.objects.filter(party=party, role__in=HEADS, state=Membership.State.ACTIVE).exclude(
        id=membership.id
    )
    if terms.role in HEADS and not actor.is_system and heads.exists():
        if party.contact_email:
            send_head_joined(entry=entry, party=party)
        changed(actor, party, frozenset({"main_account"}))
    return membership


def _new_user(email: str, *, name: str, password: str) -> User:
    if User.objects.filter(email=email).exists():
        raise Conflict(_("This address has an account. Sign in, then open the link again."), code="sign_in_first")
    user = User(email=email, name=name)
    try:
        validate_password(password, user)
    except ValidationError as refused:
        raise Invalid(fields={"password": refused.messages}) from refused
    user = User.objects.create_user(email, password, name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _refuse_last_head(membership: Membership) -> None:
    """Lock the party's heads, so that two of them cannot revoke each other at once."""
    lasting = Membership.objects.select_for_update().filter(
        party_id=membership.party_id, role=membership.role, state=Membership.State.ACTIVE, ends_on=None
    )
    if {row.id for row in lasting} <= {membership.id}:
        raise Conflict(
            _("A party keeps at least one person in this role. Give it to somebody else first."), code="last_head"
        )


def _facts(terms: Terms) -> dict[str, str | None]:
    return {"role": terms.role, "ends_on": terms.ends_on.isoformat() if terms.ends_on else None}


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
