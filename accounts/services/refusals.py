"""That somebody was refused what they may see but not do: with the reason that they were given."""

from accounts.models import ApiKey, Membership
from accounts.verbs import DENIED
from audit import log
from gateway.limits import limit
from tenancy.actor import Actor
from tenancy.errors import Denied, TooMany

# Whoever hammers on a closed door fills no log: what goes beyond is refused all the same, and no longer noted.
NOTED_PER_HOUR = 60


def note_refusal(*, actor: Actor, refusal: Denied, view: str, method: str) -> None:
    """Record a refusal, at most NOTED_PER_HOUR of one member or key. `view` is the name of the route."""
    model, number = (ApiKey, actor.key_id) if actor.kind == "key" else (Membership, actor.membership_id)
    if number is None:
        return
    try:
        limit("refusals noted", str(number), per_hour=NOTED_PER_HOUR)
    except TooMany:
        return
    log.record(
        DENIED, actor=actor, subject=model(id=number), facts={"code": refusal.code, "view": view, "method": method},
        personal={"reason": refusal.message},
    )  # fmt: skip
