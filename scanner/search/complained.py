"""What is complained about already. Only a floor above knows; it registers here how to ask."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from tenancy.actor import Actor

Told = Callable[[Actor, Iterable[UUID]], Mapping[UUID, str]]

_tellers: list[Told] = []


def told_by(teller: Told) -> Told:
    """Register who says, for the listings an actor asks about, the reference of their complaint where there is one that
    the actor may see and that was not taken back.
    """
    _tellers.append(teller)
    return teller


def complaints_about(actor: Actor, listing_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The references of complaints, by listing."""
    wanted = list(listing_ids)
    return {listing_id: reference for teller in _tellers for listing_id, reference in teller(actor, wanted).items()}
