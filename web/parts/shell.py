"""What stands round every page: the document's attributes and the rail. All of it bears a missing request, as the
page for a failure has none."""

import json
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Library
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi

from accounts.roles import ROLES
from web.markup import attributes
from web.navigation import NavEntry, entries
from web.preferences import preferences_of

register = Library()

HTMX = {
    "allowEval": False,
    "allowScriptTags": False,
    "includeIndicatorStyles": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}
"""No script from anywhere, nothing of a page kept in the browser, and a refused form is shown."""


@register.simple_tag(takes_context=True)
def html_attributes(context: Context) -> SafeString:
    """Language, direction and theme of the document."""
    theme = preferences_of(context.get("request")).theme
    direction = "rtl" if get_language_bidi() else "ltr"
    chosen = "" if theme == "system" else theme
    return attributes({"lang": get_language() or "en", "dir": direction, "data_theme": chosen})


@register.simple_tag(takes_context=True)
def body_attributes(context: Context) -> SafeString:
    """How keys work, what going back leads to, and the token that htmx sends along."""
    token = context.get("csrf_token", "")
    headers = json.dumps({"x-csrftoken": str(token)}) if token and token != "NOTPROVIDED" else ""
    request: HttpRequest | None = context.get("request")
    keys = preferences_of(request).keys
    return attributes({"data_keys": keys, "data_instead": _page_before(request), "hx_headers": headers})


def _page_before(request: HttpRequest | None) -> str:
    """Where the form stands whose answer this page is. Going back to an answer would ask to send the form again, or
    fail, as nothing of ours is kept in the browser; the page of the form takes its place."""
    if request is None or request.method != "POST":
        return ""
    before = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(before)
    if parts.path in ("", "/"):  # a page whose address is a secret says no more of itself; its form is sent to itself
        return request.get_full_path()
    return urlunsplit(("", "", parts.path, parts.query, ""))


@register.simple_tag
def htmx_config() -> SafeString:
    """The settings of htmx, as the `<meta>` it reads."""
    return format_html('<meta name="htmx-config" content="{}">', json.dumps(HTMX))


@register.inclusion_tag("components/rail.html", takes_context=True)
def rail(context: Context) -> dict[str, Any]:
    """Brand, the role's entries, and who is here."""
    request: HttpRequest | None = context.get("request")
    marketplace = getattr(request, "marketplace", None)
    actor = getattr(request, "actor", None)
    slug = {"slug": marketplace.slug} if marketplace is not None else {}
    path = request.path if request is not None else ""
    return {
        "lines": _lines(entries(actor), slug, path) if slug else [],
        "demo_url": reverse("demo:landing") if settings.DEMO else "",
        "home_url": reverse("web:home", kwargs=slug) if slug else "/",
        "account_url": reverse("accounts:account", kwargs=slug) if slug else reverse("mfa_index"),
        "user": getattr(request, "user", None),
        "role": ROLES[actor.role].title if actor is not None and actor.role in ROLES else "",
        "party": getattr(getattr(request, "membership", None), "party", None),
        "marketplace": marketplace,
        "path": path,
        "csrf_token": context.get("csrf_token", ""),
    }


def _lines(found: list[NavEntry], slug: dict[str, str], path: str) -> list[dict[str, Any]]:
    """The lines as the template draws them; the one that the page at `path` stands under is the current one."""
    lines = [(address(one.url_name, slug), one) for one in found]
    here = max((url for url, one in lines if url and _stands_under(path, url, one.covers)), key=len, default="")
    return [
        {
            "url": url,
            "label": one.label,
            "key": one.key,
            "count_url": address(one.count_url, slug),
            "current": "page" if url == path else "true" if url == here else "",
        }
        for url, one in lines
        if url
    ]


def _stands_under(path: str, url: str, covers: tuple[str, ...]) -> bool:
    """Home holds nothing but itself; every other line what stands below its address, or below those it covers."""
    if url.endswith("/"):
        return path == url
    base = url.rpartition("/")[0]
    return any(path == one or path.startswith(f"{one}/") for one in (url, *(f"{base}/{word}" for word in covers)))


def address(name: str, slug: dict[str, str]) -> str:
    """The address of a URL name; "" where there is none, so that a page never fails for its rail (a test does)."""
    try:
        return reverse(name, kwargs=slug) if name else ""
    except NoReverseMatch:
        return ""
