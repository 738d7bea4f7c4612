"""Trials of another way to judge: what each would have done, and putting it into force."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.doors import action, page
from accounts.permissions import may
from gateway.http import PageRequest, choice, fragment_wanted, position_answer, see_other
from gateway.paging import Keyset
from registry.models import Right
from scanner import queries, services
from scanner.models import Trial
from scanner.thresholds import HOLD, QUEUE
from scanner.trial_words import place_said, said
from scanner.trying import ALL, COUNTS, precision, recall, shown
from scanner.views.figures import percent
from scanner.words import TRIAL_STATES
from sellers.models import Listing
from tenancy.errors import NotFound

NEWEST = Keyset("-id")
TONES = {"running": "note", "done": "wait", "promoted": "good", "dropped": ""}


@page("policy.read")
def trials(request: PageRequest) -> HttpResponse:
    """All trials, the newest first."""
    found = NEWEST.page(Trial.objects.all(), request.GET.get("cursor"))
    lines = [
        (said(trial.change), _url(request, trial), TRIAL_STATES[trial.state], TONES[trial.state], trial)
        for trial in found.rows
    ]
    return render(request, "scanner/trials.html", {"page": found, "lines": lines})


@page("policy.read")
def trial(request: PageRequest, trial_id: UUID) -> HttpResponse:
    """One trial: how far it is, what it would have done, where it differs."""
    row = _trial(trial_id)
    context = {
        "trial": row,
        "said": said(row.change),
        "state": TRIAL_STATES[row.state],
        "tone": TONES[row.state],
        "job": queries.progress_of(row),
        "listings": row.results.get("listings", 0),
        "place": place_said(row.change) if row.change["kind"] == "threshold" else "",
        "total": _compared(row),
        "markets": _markets(row),
        "examples": _examples(request, row),
        "more": max(0, row.results.get("changes", 0) - len(row.results.get("examples", []))),
        "is_live": row.state == Trial.State.RUNNING,
        "position": f'"{queries.trial_position(row)}"',
        "position_url": reverse("scanner:trial_position", args=[request.marketplace.slug, row.id]),
        "may_manage": may(request.actor, "policy.manage"),
    }
    template = "scanner/trial.html#now" if fragment_wanted(request) else "scanner/trial.html"
    return render(request, template, context)


@page("policy.read")
def position(request: PageRequest, trial_id: UUID) -> HttpResponse:
    """How far the trial is, as an ETag."""
    return position_answer(request, queries.trial_position(_trial(trial_id)))


@action("policy.manage")
def decide(request: PageRequest, trial_id: UUID) -> HttpResponse:
    """Put it into force, or drop it."""
    row = _trial(trial_id)
    if choice(request.POST, "deed", ["promote", "drop"], default="drop") == "promote":
        services.promote(actor=request.actor, trial_id=row.id)
        messages.success(request, _("In force. It holds for every listing that is checked from now on."))
    else:
        services.drop(actor=request.actor, trial_id=row.id)
        messages.success(request, _("Dropped. Nothing has changed."))
    return see_other(_url(request, row))


def _trial(trial_id: UUID) -> Trial:
    row: Trial | None = Trial.objects.select_related("asked_by__user").filter(id=trial_id).first()
    if row is None:
        raise NotFound
    return row


def _url(request: PageRequest, row: Trial) -> str:
    return reverse("scanner:trial", args=[request.marketplace.slug, row.id])


def _compared(row: Trial) -> list[dict[str, Any]]:
    """Now and then side by side: what people would look at, what would be held, how often that was right."""
    now, then = _both(row.results.get("tally", {}).get(ALL, {}))
    lines: list[dict[str, Any]] = [
        {"name": name, "now": now[kind], "then": then[kind], "by": _signed(then[kind] - now[kind])}
        for name, kind in ((_("For a reviewer"), QUEUE), (_("Held"), HOLD))
    ]
    for name, note, share in _shares():
        lines.append({"name": name, "note": note, "now": percent(share(now)), "then": percent(share(then))})
    return lines


def _both(counted: Mapping[str, Mapping[str, int]]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """What was counted as it is and as tried; nothing of either where nothing was found."""
    nothing = dict.fromkeys(COUNTS, 0)
    return counted.get("now", nothing), counted.get("then", nothing)


def _shares() -> tuple[tuple[str, str, Callable[[Mapping[str, int]], float | None]], ...]:
    return (
        (_("Rightly so"), _("of what people judged"), precision),
        (_("Caught"), _("of what people found to be right"), recall),
    )


def _signed(difference: int) -> str:
    return f"{difference:+,}".replace("-", "−") if difference else "–"


def _markets(row: Trial) -> list[dict[str, Any]]:
    """The same for each market where anything was seen, the busiest first; none where one market alone is tried."""
    names, found = dict(countries), []
    for place, counted in row.results.get("tally", {}).items():
        now, then = _both(counted)
        if place != ALL and not row.change.get("region"):
            cells = [_moved(now[kind], then[kind]) for kind in (QUEUE, HOLD)]
            cells += [_moved(percent(share(now)), percent(share(then))) for _name, _note, share in _shares()]
            found.append({"name": names.get(place, place), "cells": cells, "seen": shown(then)})
    return sorted(found, key=lambda one: (-one["seen"], one["name"]))


def _moved(now: object, then: object) -> str:
    return f"{now}" if now == then else f"{now} → {then}"


def _examples(request: PageRequest, row: Trial) -> list[dict[str, Any]]:
    """Where it would differ: the listing, the right, both scores and what they lead to. Two queries."""
    given = row.results.get("examples", [])
    listings = {str(one.id): one for one in Listing.objects.filter(id__in=[one["listing"] for one in given])}
    rights = {str(one.id): one for one in Right.objects.filter(id__in=[one["right"] for one in given])}
    leads = {"": _("nothing"), "queue": _("reviewer"), "hold": _("held")}
    slug = request.marketplace.slug
    return [
        {
            **one,
            "listing": listings[one["listing"]],
            "url": reverse("sellers:listing", args=[slug, listings[one["listing"]].number]),
            "right": rights[one["right"]],
            "territories": ", ".join(rights[one["right"]].territories),
            "now": leads[one["now"]],
            "then": leads[one["then"]],
        }
        for one in given
        if one["listing"] in listings and one["right"] in rights
    ]
