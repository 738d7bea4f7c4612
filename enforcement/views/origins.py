"""Genuine goods: what a first sale in a country means here, said at once, and what was handed in to show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.doors import page
from enforcement import queries
from enforcement.forms_answering import AnswerForm
from enforcement.models import Case, Exemption, Origin, OriginProof
from enforcement.origins import GENUINE, Meaning, Wanted, meaning_of, wanted
from enforcement.packs import of_case
from gateway.http import PageRequest, choice
from policy.model import Pack
from registry.registers.offices import place_name
from tenancy.context import database_now


@dataclass(frozen=True, slots=True)
class Said:
    """Where the goods of some listings were first sold, as the seller says, and what that means here."""

    country: str
    numbers: list[str]
    meaning: Meaning

    @property
    def listings(self) -> str:
        """The numbers of the listings."""
        return ", ".join(self.numbers)


@page("case.read")
def case_origin(request: PageRequest, reference: str) -> HttpResponse:
    """What a first sale in a country means in a case."""
    found = queries.case(reference, request.actor)
    country = choice(request.GET, "first_sold_in", list(countries.countries), default="")
    meaning = meaning_of(of_case(found, database_now()), found.right.kind, found.region, country)
    return render(request, "enforcement/case_origin_told.html", {"meaning": meaning})


def asked_about(found: Case, pack: Pack, form: AnswerForm) -> dict[str, Any]:
    """What the seller who says that the goods are genuine is asked: where they were sold, a file for each evidence."""
    country = str(form["first_sold_in"].value() or "") if form.asks_origin else ""
    return {
        "origin_form": form if form.asks_origin else None,
        "origin_meaning": meaning_of(pack, found.right.kind, found.region, country) if form.asks_origin else None,
        "origin_open": bool(country) or any(form[name].errors for name in form.proof_fields),
    }


def origins_of(found: Case, pack: Pack, *, seen: Mapping[UUID, str]) -> dict[str, Any]:
    """What a loaded case holds about where genuine goods come from; nothing where nobody says so. Two queries.

    `seen` are the names of the evidence that this reader sees, by id.
    """
    answers = {answer.id: item for item in found.items.all() for answer in item.answers.all() if answer.code == GENUINE}
    if not answers:
        return {"origins": [], "origin_wanted": []}
    rows = Origin.objects.filter(answer__in=answers) if queries.may_have(found, "origins") else Origin.objects.none()
    newest = {answers[row.answer_id].id: row for row in rows.order_by("answer_id")}
    by_country: dict[str, list[str]] = {}
    for item in dict.fromkeys(answers.values()):
        row = newest.get(item.id)
        by_country.setdefault(row.first_sold_in if row else "", []).append(item.listing.number)
    kind, region = found.right.kind, found.region
    return {
        "origins": [
            Said(place_name(country) if country else "", numbers, meaning_of(pack, kind, region, country))
            for country, numbers in by_country.items()
        ],
        "origin_wanted": _handed_in(found, pack, seen),
    }


def exemptions_of(found: Case) -> list[tuple[str, str, bool, list[str]]]:
    """What the seller says that the law allows: its words, its article, whether that was verified, and for which listings.

    One query, where something was answered.
    """
    answers = {answer.id: item.listing.number for item in found.items.all() for answer in item.answers.all()}
    if not answers:
        return []
    by_exception: dict[tuple[str, str, bool], list[str]] = {}
    for row in Exemption.objects.filter(answer__in=answers).order_by("answer_id", "id"):
        by_exception.setdefault((_(row.title), _(row.source), row.verified), []).append(answers[row.answer_id])
    return [(*key, list(dict.fromkeys(numbers))) for key, numbers in by_exception.items()]


def _handed_in(found: Case, pack: Pack, seen: Mapping[UUID, str]) -> list[Wanted]:
    """The checklist of the rule, with the names of what was handed in for each."""
    if not queries.may_have(found, "proofs"):
        return wanted(pack, found.right.kind)
    rows = OriginProof.objects.filter(exhibit__case=found).order_by("id").values_list("shows", "exhibit__evidence_id")
    return wanted(pack, found.right.kind, [(shows, seen[piece]) for shows, piece in rows if piece in seen])
