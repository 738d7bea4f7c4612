"""The log explorer: what was said in this marketplace, by whom and when, and the proof of each line."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.models import Membership
from audit import queries
from audit.sequencer import origin
from audit.verbs import all_verbs
from gateway.http import PageRequest, choice, found, identifier
from gateway.paging import Keyset
from tenancy.actor import Actor
from web.about import about as things_of

NEWEST = Keyset("-id")
SIZE = 50


@page("log.read")
def log(request: PageRequest) -> HttpResponse:
    """The entries that the actor may see, the newest first; narrowed to a verb or to one thing."""
    verbs = sorted(all_verbs())
    verb = choice(request.GET, "verb", verbs, default="")
    target = identifier(request.GET, "about")
    entries = queries.about(target, request.actor) if target else queries.visible(request.actor)
    if verb:
        entries = entries.filter(verb=verb)
    found_page = NEWEST.page(entries, request.GET.get("cursor"), size=SIZE)
    lines = queries.lines(found_page.rows)
    context = {
        "page": found_page,
        "lines": [(line, _who(line.actor, names)) for names in [_names(lines, request.actor)] for line in lines],
        "verbs": verbs,
        "verb": verb,
        "about": target,
        "checkpoint": queries.newest_checkpoint(),
        "origin": origin(request.marketplace.slug),
        "keys": queries.log_keys(),
    }
    return render(request, "web/log.html", context)


@page("log.read")
def log_entry(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """One entry: its sentence, its facts, its place in the tree, its proof to download."""
    entry = found(queries.visible(request.actor), id=entry_id)
    line = queries.lines([entry])[0]
    context = {
        "line": line,
        "who": _who(line.actor, _names([line], request.actor)),
        "leaf": bytes(entry.leaf).hex(),
        "bytes": len(entry.data),
        "checkpoint": queries.newest_checkpoint(),
        "origin": origin(request.marketplace.slug),
        "keys": queries.log_keys(),
        "facts": [(_code(name), _shown(value)) for name, value in sorted(line.facts.items())],
        "personal": [(_code(name), value) for name, value in sorted(line.personal.items())],
        "about": _code(line.subject_type),
        "thing": things_of([line], request.actor, request.marketplace.slug).get(line.subject_id),
    }
    return render(request, "web/log_entry.html", context)


@page("log.read")
def log_proof(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """The entry's tlog-proof file, to be checked offline. 409 until it is sealed."""
    entry = found(queries.visible(request.actor), id=entry_id)
    return _download(queries.proof(entry), f"{entry.id}.tlog-proof", "text/plain; charset=utf-8")


@page("log.read")
def log_bytes(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """The entry's canonical bytes, as they are hashed."""
    entry = found(queries.visible(request.actor), id=entry_id)
    return _download(bytes(entry.data), f"{entry.id}.entry", "application/octet-stream")


def _code(name: str) -> SafeString:
    """A word of the entry's bytes, which is the same in every language."""
    return format_html("<code>{}</code>", name)


def _shown(value: Any) -> Any:
    """A fact as a person reads it; what is text in the bytes is a code."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _code(value) if isinstance(value, str) and value else value


def _download(data: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=media_type, headers=headers)


def _names(lines: list[queries.Line], actor: Actor) -> dict[str, str]:
    """The names of those who acted, by membership: shown, never in the log. One query.

    Staff see who it was; a party sees its own people by name, and of others only for whom they acted.
    """
    ids = {line.actor["membership"] for line in lines if "membership" in line.actor}
    rows = Membership.objects.filter(id__in=ids).select_related("user", "party") if ids else []
    return {str(row.id): _name(row, actor) for row in rows}


def _name(row: Membership, actor: Actor) -> str:
    if actor.is_operator or row.party_id == actor.party_id:
        return f"{row.user}, {row.party.name}"
    return str(row.party.name)


def _who(actor: dict[str, str], names: dict[str, str]) -> str:
    if actor["kind"] == "person":
        return names.get(actor.get("membership", ""), _("Somebody"))
    return {"system": _("The house"), "key": _("A program"), "anonymous": _("Somebody outside")}[actor["kind"]]
