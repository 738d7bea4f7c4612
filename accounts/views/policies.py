"""The published policy: for anybody, in every language of letters, with all its versions; and the page that publishes it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import publishing, services, told
from accounts.changed import by_pack
from accounts.doors import page, public_page
from accounts.forms import PolicyTextForm, PublishForm, add_refusal
from accounts.models import PolicyText, PolicyVersion
from accounts.permissions import may
from accounts.policy_markup import markup_of
from accounts.policy_more import PANELS
from accounts.policy_words import said
from accounts.publishing import Snapshot
from gateway.http import PageRequest, integer, see_other
from gateway.limits import client_address, limit
from policy.changes import changes
from policy.letters.languages import ENGLISH, LANGUAGES, catalogue
from policy.plain import Plain
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound

PER_MINUTE = 120
OPEN = "Whoever lists or complains has to know the rules: a marketplace's policy is for anybody to read."
UNPUBLISHED = 0
"""The number of what is in force where nothing has been published yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """One set of rules in the list of regions."""

    key: str
    place: str
    title: str
    kinds: str
    answer: str
    appeal: str


@public_page(OPEN)
def policy(request: PageRequest) -> HttpResponse:
    """The version that holds today; where none was published, what is in force."""
    return _overview(request, publishing.version_on(database_now().date()))


@public_page(OPEN)
def policy_version(request: PageRequest, number: str) -> HttpResponse:
    """Any version, as it was published."""
    return _overview(request, _version(_counted(number)))


@public_page(OPEN)
def policy_pack(request: PageRequest, number: str, key: str) -> HttpResponse:
    """The rules of one region in a version."""
    counted = _counted(number)
    row = _version(counted) if counted != UNPUBLISHED else None
    if row is None and publishing.versions().exists():
        raise NotFound
    pack = _frozen(row)["packs"].get(key)
    if pack is None:
        raise NotFound
    with _in_language(request) as language:
        context = {**_head(request, row, language), **told.whole(pack), "key": key}
        return render(request, "accounts/policy_pack.html", context)


@public_page(OPEN)
def policy_differences(request: PageRequest) -> HttpResponse:
    """What differs between two versions, `?before=` and `?after=`."""
    newest = publishing.versions().first()
    if newest is None:
        raise NotFound
    last = integer(request.GET, "after", default=newest.number)
    first = integer(request.GET, "before", default=max(last - 1, 1))
    before, after = _version(first), _version(last)
    with _in_language(request) as language:
        context = {
            **_head(request, after, language),
            "before": before,
            "after": after,
            "versions": list(publishing.versions()),
            "changes": by_pack(changes(before.snapshot, after.snapshot), before.snapshot, after.snapshot),
        }
        return render(request, "accounts/policy_differences.html", context)


def _overview(request: PageRequest, row: PolicyVersion | None) -> HttpResponse:
    frozen = _frozen(row)
    packs: dict[str, Plain] = frozen["packs"]
    with _in_language(request) as language:
        body, spoken = publishing.text_in(frozen["texts"], language)
        house = next(pack for pack in packs.values() if pack["region"] == "*")
        answers = {one["code"]: one for pack in packs.values() for one in pack["answers"]}
        context = {
            **_head(request, row, language),
            "introduction": markup_of(body),
            "spoken": spoken,
            "lines": [_line(key, pack) for key, pack in packs.items()],
            "taxonomy": told.taxonomy(packs.values()),
            "answers": [(said(one["title"]), said(one["help"])) for one in answers.values()],
            "strikes": told.strikes(house),
            "versions": list(publishing.versions()),
            "circumstances": frozen["circumstances"],
            "more": [panel() for panel in PANELS],
        }
        return render(request, "accounts/policy.html", context)


def _line(key: str, pack: Plain) -> Line:
    clocks = {clock.kind: clock.bound for clock in told.clocks(pack)}
    appeal = clocks.get(pack["appeal"]["clock"], "")
    return Line(
        key, told.place(pack["region"]), said(pack["title"]), told.kinds_of(pack), clocks.get("answer", ""), appeal
    )


def _head(request: PageRequest, row: PolicyVersion | None, language: str) -> dict[str, Any]:
    limit("policy", client_address(request), per_minute=PER_MINUTE)
    return {
        "version": row,
        "number": row.number if row else UNPUBLISHED,
        "today": database_now().date(),
        "marketplace": request.marketplace,
        "slug": request.marketplace.slug,
        "language": language,
        "languages": [(_address(request, tag), name, tag == language) for tag, name in LANGUAGES.items()],
        "lang": "" if language == ENGLISH else f"?lang={language}",
    }


def _address(request: PageRequest, tag: str) -> str:
    asked = request.GET.copy()
    asked["lang"] = tag
    return f"{request.path}?{asked.urlencode()}"


class _in_language:
    """The block speaks the language that `?lang=` names, English without it; a language we lack is English."""

    def __init__(self, request: PageRequest) -> None:
        wanted = request.GET.get("lang", ENGLISH)
        self.tag = wanted if wanted in LANGUAGES else ENGLISH
        self.override = translation.override(catalogue(self.tag))

    def __enter__(self) -> str:
        self.override.__enter__()
        return self.tag

    def __exit__(self, *failure: Any) -> None:
        self.override.__exit__(*failure)


def _counted(number: str) -> int:
    """The number of a version in an address."""
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        raise NotFound
    return int(number)


def _version(number: int) -> PolicyVersion:
    row = publishing.version(number)
    if row is None:
        raise NotFound
    return row


def _frozen(row: PolicyVersion | None) -> Snapshot:
    return row.snapshot if row else publishing.snapshot(database_now().date())


@page("policy.read", post="policy.manage")
def publishing_page(request: PageRequest) -> HttpResponse:
    """What would be new in the next version, the introduction in each language, and the button that publishes."""
    today = database_now().date()
    form = PublishForm(request.POST or None, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        try:
            row = services.publish_policy(actor=request.actor, valid_from=form.cleaned_data["valid_from"])
            messages.success(request, _("Version %(number)d is published.") % {"number": row.number})
            return see_other(request.path)
        except Invalid as refused:
            add_refusal(form, refused)
        except Conflict as refused:
            form.add_error(None, refused.message)
    newest = PolicyVersion.objects.order_by("-number").first()
    context = {
        "form": form,
        "newest": newest,
        "new": _new(newest, today),
        "versions": list(publishing.versions().select_related("published_by__user")),
        "languages": [(tag, name, _texts().get(tag)) for tag, name in LANGUAGES.items()],
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "accounts/publish_policy.html", context, status=422 if form.errors else 200)


def _new(newest: PolicyVersion | None, today: date) -> list[tuple[str, list[str]]]:
    if newest is None:
        return []
    now = publishing.snapshot(max(today, newest.valid_from))
    return by_pack(changes(newest.snapshot, now), newest.snapshot, now)


def _texts() -> dict[str, PolicyText]:
    return {text.language: text for text in publishing.texts() if text.body}


@page("policy.read", post="policy.manage")
def policy_text(request: PageRequest, language: str) -> HttpResponse:
    """The introduction in one language, written and read as it will be shown."""
    if language not in LANGUAGES:
        raise NotFound
    held = _texts().get(language)
    form = PolicyTextForm(request.POST or None, initial={"body": held.body if held else ""})
    if request.method == "POST" and form.is_valid():
        services.word_policy(actor=request.actor, language=language, body=form.cleaned_data["body"])
        messages.success(request, _("Kept. It is shown with the next version."))
        return see_other(reverse("accounts:publish_policy", args=[request.marketplace.slug]))
    context = {
        "form": form,
        "name": LANGUAGES[language],
        "language": language,
        "shown": markup_of(held.body) if held else "",
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "accounts/policy_text.html", context, status=422 if form.errors else 200)
