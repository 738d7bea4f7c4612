"""What a page's view is given, and how it reads from it: typed, and refused in words where it does not fit."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar, overload
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.dateparse import parse_date
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import condition
from django_htmx.middleware import HtmxDetails

from gateway.text import text_fault
from tenancy.actor import Actor
from tenancy.errors import Invalid, NotFound, Refusal
from tenancy.models import Marketplace

M = TypeVar("M", bound=Model)

LONGEST = 500
LARGEST = 2**31 - 1


class PageRequest(HttpRequest):
    """The request of a page inside a marketplace, as the doors of `accounts` hand it to the view."""

    marketplace: Marketplace
    actor: Actor
    htmx: HtmxDetails
    refused: Refusal  # set where a view shows its own page again with the reason, so that the log has it too


class SeeOther(HttpResponseRedirect):
    """303: it is done, and this page shows it (GET, whatever the method was)."""

    status_code = 303


def see_other(url: str) -> SeeOther:
    """The answer to a POST that did what was asked."""
    return SeeOther(url)


def fragment_wanted(request: HttpRequest) -> bool:
    """True if htmx asks for a part of the page; a boosted link wants the whole one."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx) and htmx is not None and not htmx.boosted


def position_answer(request: HttpRequest, value: str) -> HttpResponse:
    """How far something is, as text with its ETag: who asks again while nothing moves gets 304 and no body."""

    @condition(etag_func=lambda _request: f'"{value}"')
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(value, content_type="text/plain")

    return answer(request)


def safe_next(request: HttpRequest, default: str) -> str:
    """Where `?next=` leads, if that is a path of ours; else `default`. Never another host."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed and text_fault(wanted) is None else default


def found(rows: QuerySet[M], **lookup: object) -> M:
    """The one row of `rows` (limited to what the actor may see). Raises NotFound, the same for nothing at all."""
    row = rows.filter(**lookup).first()
    if row is None:
        raise NotFound()
    return row


@overload
def text(params: QueryDict, name: str, *, default: str, longest: int = ...) -> str: ...
@overload
def text(params: QueryDict, name: str, *, default: None = ..., longest: int = ...) -> str | None: ...
def text(params: QueryDict, name: str, *, default: str | None = None, longest: int = LONGEST) -> str | None:
    """Text as typed. Like all readers here: `default` if it is missing or empty, Invalid if it does not fit."""
    value = _single(params, name)
    if not value:
        return default
    if len(value) > longest:
        raise _unfit(name, _("At most %(most)d characters.") % {"most": longest})
    return value


@overload
def integer(params: QueryDict, name: str, *, default: int, least: int = ..., most: int = ...) -> int: ...
@overload
def integer(params: QueryDict, name: str, *, default: None = ..., least: int = ..., most: int = ...) -> int | None: ...
def integer(
    params: QueryDict, name: str, *, default: int | None = None, least: int = 0, most: int = LARGEST
) -> int | None:
    """A whole number from `least` to `most`, in plain digits."""
    value = _single(params, name)
    if not value:
        return default
    digits = value.removeprefix("-")
    fits = digits.isascii() and digits.isdecimal() and len(digits) < 20 and least <= int(value) <= most
    if not fits:
        raise _unfit(name, _("A whole number from %(least)d to %(most)d.") % {"least": least, "most": most})
    return int(value)


@overload
def choice(params: QueryDict, name: str, allowed: Sequence[str], *, default: str) -> str: ...
@overload
def choice(params: QueryDict, name: str, allowed: Sequence[str], *, default: None = ...) -> str | None: ...
def choice(params: QueryDict, name: str, allowed: Sequence[str], *, default: str | None = None) -> str | None:
    """One of `allowed`."""
    value = _single(params, name)
    if not value:
        return default
    return _one_of(name, value, allowed)


def choices(params: QueryDict, name: str, allowed: Sequence[str]) -> list[str]:
    """Any of `allowed`, from a parameter that may be repeated; in their order, each once."""
    wanted = {_one_of(name, value, allowed) for value in params.getlist(name) if value}
    return [value for value in allowed if value in wanted]


def identifier(params: QueryDict, name: str) -> UUID | None:
    """A UUID."""
    value = _single(params, name)
    if not value:
        return None
    try:
        return UUID(value)
    except ValueError:
        raise _unfit(name, _("An identifier such as 0198c0de-0000-7000-8000-000000000000.")) from None


def day(params: QueryDict, name: str) -> date | None:
    """A date as 2026-11-21."""
    value = _single(params, name)
    if not value:
        return None
    try:
        parsed = parse_date(value)
    except ValueError:  # well formed, but no day of the calendar
        parsed = None
    if parsed is None:
        raise _unfit(name, _("A date such as 2026-11-21."))
    return parsed


def yes(params: QueryDict, name: str) -> bool:
    """True for 1, true, on and yes; False for 0, false, off, no, and where it is missing."""
    value = (_single(params, name) or "").lower()
    if value in {"1", "true", "on", "yes"}:
        return True
    if value in {"", "0", "false", "off", "no"}:
        return False
    raise _unfit(name, _("Yes or no: 1 or 0."))


def _single(params: QueryDict, name: str) -> str | None:
    """The one value of `name`. Two different ones are refused: the next program might believe the other."""
    values = set(params.getlist(name))
    if len(values) > 1:
        raise _unfit(name, _("This may be given only once."))
    value = values.pop() if values else None
    fault = text_fault(value) if value else None
    if fault:
        raise _unfit(name, fault)
    return value


def _one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise _unfit(name, _("One of: %(allowed)s.") % {"allowed": ", ".join(allowed)})
    return value


def _unfit(name: str, sentence: str) -> Invalid:
    return Invalid(fields={name: [sentence]})
