"""Pictures to look at, originals to take away."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import parse_etags

from accounts.doors import page
from accounts.permission_words import ENTER
from evidence import papers, services
from evidence.models import Evidence, Label
from gateway.http import PageRequest, found, fragment_wanted, integer
from gateway.paper import MOST_PAGES
from gateway.text import disposition
from tenancy.errors import Invalid, NotFound

FOR_EVER = "private, max-age=31536000, immutable"
SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "application/pdf": ".pdf",
    "text/html": ".html",
    "text/plain; charset=utf-8": ".txt",
    "application/warc": ".warc",
    "application/gzip": ".warc.gz",
}
DEFAULT_SIDE = 960


@page(ENTER)
def picture(request: PageRequest, ref: str) -> HttpResponse:
    """The working copy; `?side=` asks for a size in pixels."""
    return picture_response(request, found(Evidence.objects.visible_to(request.actor), reference=ref))


@page(ENTER)
def original(request: PageRequest, ref: str) -> HttpResponse:
    """POST with `why`: the bytes as they were handed in, as a download."""
    evidence = found(Evidence.objects.visible_to(request.actor), reference=ref)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    data = services.open_original(evidence=evidence, actor=request.actor, why=request.POST.get("why", ""))
    label = Label.objects.filter(evidence=evidence).values_list("text", flat=True).first()
    response = HttpResponse(data, content_type=evidence.media_type)
    response["Content-Disposition"] = disposition(_download_name(evidence, label or ""), download=True)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@page(ENTER)
def paper(request: PageRequest, ref: str) -> HttpResponse:
    """The pages of a PDF, one at a time and as near as wanted: a page of its own, and the part that other pages show."""
    evidence = found(Evidence.objects.visible_to(request.actor), reference=ref)
    number = integer(request.GET, "page", default=1, least=1, most=MOST_PAGES)
    zoom = integer(request.GET, "zoom", default=1, least=1, most=len(papers.SIDES))
    context: dict[str, object] = {"evidence": evidence, "number": number, "zoom": zoom, "most": MOST_PAGES}
    try:
        context |= _turning(request, evidence, number, zoom)
    except Invalid as fault:
        context["fault"] = fault.message
    part = "#paper" if fragment_wanted(request) else ""
    return render(request, f"evidence/paper.html{part}", context)


def _turning(request: PageRequest, evidence: Evidence, number: int, zoom: int) -> dict[str, object]:
    """How many pages there are, the picture of this one, and where to turn to."""
    count = papers.pages_of(evidence)
    drawn = min(count, MOST_PAGES)
    if number > drawn:
        raise NotFound
    picture = reverse("evidence:page", args=[request.marketplace.slug, evidence.reference, number])

    def at(page: int, near: int) -> str:
        return f"{request.path}?page={page}&zoom={near}" if 1 <= page <= drawn and near in papers.SIDES else ""

    return {
        "count": count,
        "picture": f"{picture}?zoom={zoom}",
        "before": at(number - 1, zoom),
        "after": at(number + 1, zoom),
        "nearer": at(number, zoom + 1),
        "farther": at(number, zoom - 1),
    }


@page(ENTER)
def paper_page(request: PageRequest, ref: str, number: int) -> HttpResponse:
    """One page of a PDF as a picture; `?zoom=` 1 to 3 says how large."""
    return page_response(request, found(Evidence.objects.visible_to(request.actor), reference=ref), number)


def page_response(request: HttpRequest, evidence: Evidence, number: int) -> HttpResponse:
    """A page of evidence that the caller may see, for pages and API. It never changes, so it is kept."""
    zoom = integer(request.GET, "zoom", default=1, least=1, most=len(papers.SIDES))
    etag = f'"{evidence.reference}-page-{number}-{zoom}"'
    return _for_ever(request, etag, lambda: (papers.page_of(evidence, number, zoom), papers.MEDIA_TYPE))


def picture_response(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """The working copy of evidence that the caller may see, for pages and API. It never changes, so it is kept."""
    if not evidence.is_picture:
        raise NotFound
    side = integer(request.GET, "side", default=DEFAULT_SIDE, least=1, most=10_000)

    def served() -> tuple[bytes, str]:
        copy = services.served_picture(evidence, side)
        return copy.data, copy.media_type

    return _for_ever(request, f'"{evidence.reference}-{side}"', served)


def _for_ever(request: HttpRequest, etag: str, made: Callable[[], tuple[bytes, str]]) -> HttpResponse:
    """A picture and its media type, made only for a browser that has not kept it."""
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer: HttpResponse = HttpResponseNotModified()
    else:
        data, media_type = made()
        answer = HttpResponse(data, content_type=media_type)
        answer["Content-Disposition"] = "inline"
    answer["ETag"] = etag
    answer["Cache-Control"] = FOR_EVER
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _download_name(evidence: Evidence, label: str) -> str:
    """What the person called it where that ends as the content does, else its reference."""
    suffix = SUFFIXES.get(evidence.media_type, "")
    known = {suffix, ".jpeg"} if suffix == ".jpg" else {suffix}
    return label if label.lower().endswith(tuple(known)) else f"{evidence.reference}{suffix}"
