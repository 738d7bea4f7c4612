"""Refusals that every floor speaks: what went wrong, in words for the person, with a stable code.

Services raise them; the skin (pages and API) translates them once, in `gateway`. A refusal never names
something that the actor may not see.
"""

from collections.abc import Mapping, Sequence


class Refusal(Exception):
    """A request that is not carried out. `code` is stable for programs, `message` is a sentence for people."""

    code = "refused"
    status = 400

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class Denied(Refusal):
    """The actor is known and sees the thing, but may not do this."""

    code = "denied"
    status = 403


class NotFound(Refusal):
    """Nothing there, or nothing there for this actor: the two are the same to the outside."""

    code = "not_found"
    status = 404

    def __init__(self, message: str = "") -> None:
        super().__init__(message)


class Conflict(Refusal):
    """Somebody else was faster, or the thing is no longer in a state that allows this."""

    code = "conflict"
    status = 409


class Invalid(Refusal):
    """What was sent cannot be accepted; `fields` maps a field's name to its sentences ("" for the whole)."""

    code = "invalid"
    status = 422

    def __init__(self, message: str = "", *, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        self.fields: dict[str, list[str]] = {name: list(messages) for name, messages in (fields or {}).items()}
        super().__init__(message or " ".join(text for messages in self.fields.values() for text in messages))


class TooMany(Refusal):
    """Too many requests; try again after `retry_after` seconds."""

    code = "too_many"
    status = 429

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
