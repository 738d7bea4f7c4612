"""Views that try the wall: each reads or writes a secret at another moment of the answer."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from audit.models import Secret
from tenancy.context import TenantMissing, current_tenant, tenant
from tests.tenancy.conftest import keep


class Faulty:
    """What a template cannot show."""

    @property
    def fails(self) -> str:
        raise ZeroDivisionError("in the template")


def now(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse(";".join(Secret.objects.values_list("name", flat=True)))


def lazy(request: HttpRequest, slug: str) -> TemplateResponse:
    """Rendered after the view, as every class-based view is."""
    return TemplateResponse(request, "tenancy_tests/lazy.html", {"things": Secret.objects.order_by("name")})


class Later(APIView):
    """Rendered after the view, by Django REST framework."""

    authentication_classes = ()
    permission_classes = ()

    def get(self, request, slug):
        return Response(names for names in Secret.objects.values_list("name", flat=True))


def stream(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Its body is read after the transaction: it opens its own."""
    place = current_tenant()

    def body():
        with tenant(place):
            yield ";".join(Secret.objects.values_list("name", flat=True))

    return StreamingHttpResponse(body())


def careless_stream(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    def body():
        try:
            yield str(Secret.objects.count())
        except TenantMissing:
            yield "no marketplace"

    return StreamingHttpResponse(body())


def write(request: HttpRequest, slug: str) -> HttpResponse:
    keep("written")
    return HttpResponse("written")


def write_then_raise(request: HttpRequest, slug: str) -> HttpResponse:
    keep("written")
    raise ZeroDivisionError


def write_then_say_500(request: HttpRequest, slug: str) -> HttpResponse:
    keep("written")
    return HttpResponse("fault", status=503)


def write_then_fail_to_render(request: HttpRequest, slug: str) -> HttpResponse:
    keep("written")
    return render(request, "tenancy_tests/faulty.html", {"things": [Faulty()]})


def write_then_fail_to_render_later(request: HttpRequest, slug: str) -> TemplateResponse:
    keep("written")
    return TemplateResponse(request, "tenancy_tests/faulty.html", {"things": [Faulty()]})


def outside(request: HttpRequest) -> HttpResponse:
    """No marketplace, no walled row."""
    try:
        return HttpResponse(str(Secret.objects.count()))
    except TenantMissing:
        return HttpResponse("no marketplace")


inside = {
    "now": now,
    "lazy": lazy,
    "later": Later.as_view(),
    "stream": stream,
    "careless-stream": careless_stream,
    "write": write,
    "write-then-raise": write_then_raise,
    "write-then-say-500": write_then_say_500,
    "write-then-fail-to-render": write_then_fail_to_render,
    "write-then-fail-to-render-later": write_then_fail_to_render_later,
}
urlpatterns = [path("outside", outside), *(path(f"m/<slug:slug>/{name}", view) for name, view in inside.items())]

handler404 = "gateway.errors.not_found"
handler500 = "gateway.errors.fault"
