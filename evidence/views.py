"""Pictures to look at, originals to take away."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.utils.http import parse_etags

from accounts.doors import page
from accounts.roles import ENTER
from evidence import services
from evidence.models import Evidence, Label
from gateway.http import PageRequest, found, integer
from gateway.text import disposition
from tenancy.errors import NotFound

FOR_EVER = "private, max-age=31536000, immutable"
SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "application/pdf": ".pdf",
    "text/html": ".html",
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


def picture_response(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """The working copy of evidence that the caller may see, for pages and API. It never changes, so it is kept."""
    if not evidence.is_picture:
        raise NotFound
    side = integer(request.GET, "side", default=DEFAULT_SIDE, least=1, most=10_000)
    etag = f'"{evidence.reference}-{side}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer: HttpResponse = HttpResponseNotModified()
    else:
        served = services.served_picture(evidence, side)
        answer = HttpResponse(served.data, content_type=served.media_type)
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
