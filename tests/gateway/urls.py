"""A small marketplace of views: a page, an API with a key, and what goes wrong in each."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.urls import include, path
from rest_framework.authentication import BaseAuthentication
from rest_framework.response import Response
from rest_framework.serializers import IntegerField, Serializer

from gateway.api import GatewayView, created, etag_of, see_other, unchanged
from gateway.fields import ApiPicture, ApiText
from gateway.http import found, text
from gateway.idempotency import idempotent
from gateway.limits import client_address, limit, refuse_if_spent
from gateway.models import StoredAnswer
from tenancy import due
from tenancy.actor import Actor
from tenancy.errors import Conflict, Denied, Invalid, NotFound, TooMany

REFUSALS = {
    "not-found": NotFound("the right R-1 of somebody else"),
    "http404": Http404("No Right matches the given query."),
    "denied": Denied("Your role does not let you decide cases."),
    "conflict": Conflict("The case was decided already."),
    "invalid": Invalid(fields={"title": ["Too short."], "items.0.listing": ["Unknown."]}),
    "too-many": TooMany("Wait.", retry_after=7),
    "forbidden": PermissionDenied("no"),
    "validation": ValidationError({"title": ["Too long."]}),
    "fault": RuntimeError("secret detail"),
}


class Name(BaseAuthentication):
    """`Authorization: NAME` is all it takes here."""

    def authenticate(self, request):
        plain = request._request
        name = plain.headers.get("Authorization")
        if name:
            plain.actor = Actor(kind="person", tenant_id=plain.marketplace.id, user_id=int(name))


class Right(Serializer):
    title = ApiText(max_length=200)
    count = IntegerField(required=False)


class Upload(Serializer):
    picture = ApiPicture()


class View(GatewayView):
    authentication_classes = [Name]
    permission_classes = []


class Rights(View):
    """POST makes something (a line in `due`); GET says who is asked for."""

    def get(self, request, slug):
        return Response({"who": text(request.query_params, "who", default="")})

    @idempotent
    def post(self, request, slug):
        data = Right(data=request.data)
        data.is_valid(raise_exception=True)
        due.ring("made")
        if data.validated_data["title"] == "refuse":
            raise Conflict("Not this one.")
        return created({"title": data.validated_data["title"]}, location=f"/m/{slug}/api/v1/rights/1")


class Pictures(View):
    @idempotent
    def post(self, request, slug):
        data = Upload(data=request.data)
        data.is_valid(raise_exception=True)
        due.ring("made")
        picture = data.validated_data["picture"]
        return Response({"width": picture.width, "height": picture.height})


class Answers(View):
    orderings = {"caller": ("caller", "key"), "newest": ("-caller", "-key")}

    def get(self, request, slug):
        rows = StoredAnswer.objects.all()
        page = self.paginator.paginate_queryset(rows, request, self)
        return self.paginator.get_paginated_response([row.key for row in page])


class Position(View):
    def get(self, request, slug):
        etag = etag_of("feed", 7)
        return unchanged(request, etag, retry_after=3) or Response({"position": 7}, headers={"ETag": etag})


class Busy(View):
    per_minute = 3
    bucket = "busy"

    def get(self, request, slug):
        return Response({})


class Guarded(View):
    """Counts wrong keys alone."""

    def get(self, request, slug):
        address = client_address(request._request)
        refuse_if_spent("wrong", address, per_minute=10)
        if request.query_params.get("key") != "right":
            limit("wrong", address, per_minute=10)
            raise NotFound()
        return Response({})


class Refusing(View):
    def get(self, request, slug, what):
        due.ring("made")
        raise REFUSALS[what]


class Answer(View):
    def get(self, request, slug, ref):
        return Response({"key": found(StoredAnswer.objects.all(), key=ref).key})


def refusing(request, slug, what):
    due.ring("made")
    raise REFUSALS[what]


def answer(request, slug, ref):
    return HttpResponse(found(StoredAnswer.objects.all(), key=ref).key)


def form(request, slug):
    return see_other(f"/m/{slug}/done") if request.method == "POST" else HttpResponse(request.session.get("x", "hello"))


api = [
    path("rights", Rights.as_view()),
    path("pictures", Pictures.as_view()),
    path("answers", Answers.as_view()),
    path("answers/<str:ref>", Answer.as_view()),
    path("position", Position.as_view()),
    path("busy", Busy.as_view()),
    path("guarded", Guarded.as_view()),
    path("refusing/<str:what>", Refusing.as_view()),
]
urlpatterns = [
    path("m/<slug:slug>/api/v1/", include(api)),
    path("m/<slug:slug>/refusing/<str:what>", refusing),
    path("m/<slug:slug>/answers/<str:ref>", answer),
    path("m/<slug:slug>/form", form),
]
handler400 = "gateway.errors.bad_request"
handler403 = "gateway.errors.denied"
handler404 = "gateway.errors.not_found"
handler500 = "gateway.errors.fault"
