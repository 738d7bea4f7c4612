"""What all views of EPCIS share: version and types of errors, the form of an answer, and how a question becomes one page."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from fulfillment import events
from fulfillment.epcis import asking
from fulfillment.epcis.contexts import CONTEXT
from fulfillment.services import epcis as services
from gateway.api import ApiRequest
from gateway.parsers import StrictJSONParser
from gateway.problems import MEDIA_TYPE
from tenancy.context import database_now
from tenancy.errors import Invalid, Refusal

VERSION = "2.0.0"
FORMAT = "GS1-EPC-Format"
AS_LINKS, AS_SAID = "Always_GS1_Digital_Link", "No_Preference"
TYPES = {
    400: "ValidationException", 401: "SecurityException", 403: "SecurityException", 404: "NoSuchResourceException",
    406: "NotAcceptableException", 409: "DuplicateNameException", 413: "CaptureLimitExceededException",
    415: "UnsupportedMediaTypeException", 422: "ValidationException",
}  # fmt: skip
QUERY_NAME = "SimpleEventQuery"
PARAMETERS = [
    *(OpenApiParameter(name, str, description="Several values are parted by |.") for name in sorted(asking.NAMED)),
    OpenApiParameter("perPage", int, description=f"From 1 to {asking.MOST_EVENTS}."),
    OpenApiParameter("nextPageToken", str),
    OpenApiParameter(FORMAT, str, OpenApiParameter.HEADER, enum=[AS_SAID, AS_LINKS]),
]
DOCUMENT = OpenApiResponse(OpenApiTypes.OBJECT, "An EPCISQueryDocument.")
MEMBERS = OpenApiResponse(OpenApiTypes.OBJECT, "A collection: `member` lists its values.")


class LinkedJSONParser(StrictJSONParser):
    """JSON-LD is JSON."""

    media_type = "application/ld+json"


class NotAcceptable(Refusal):
    """An answer in a form that is not made here."""

    code = "not_acceptable"
    status = 406


class Unasked(Invalid):
    """A question that cannot be asked."""

    status = 400


class EpcisView(MarketplaceView):
    """Says its version, and what went wrong by the names of the standard."""

    parser_classes = [StrictJSONParser, LinkedJSONParser]

    def handle_exception(self, exc: Exception) -> Response:
        """Problem details with the types of the standard; a body that is not valid is 400 there."""
        response: Response = super().handle_exception(exc)
        status = 400 if isinstance(exc, services.Unfit) else response.status_code
        kind = "QueryParameterException" if isinstance(exc, Unasked) else TYPES.get(status, "ImplementationException")
        data = {**response.data, "type": f"epcisException:{kind}", "status": status}
        answer = Response(data, status=status, content_type=MEDIA_TYPE)
        for name, value in response.headers.items():
            answer[name] = value
        answer.exception = True
        return answer

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        """What this server speaks."""
        final = super().finalize_response(request, response, *args, **kwargs)
        for name, value in _spoken().items():
            final[name] = value
        return final

    def found(self, request: ApiRequest, said: dict[str, Any], *, name: str = QUERY_NAME) -> Response:
        """One page of the events that a question finds, as the standard answers it."""
        given = {key: value for key, value in request.query_params.items() if key not in asking.PAGING}
        if twice := sorted(said.keys() & given.keys()):
            raise Unasked(fields={twice[0]: ["The address says this already."]})
        as_links = as_links_wanted(request)
        try:
            question = asking.question(said | given)
            size = asking.per_page(request.query_params.get("perPage", ""))
        except asking.Unaskable as error:
            raise Unasked(fields={error.name: [error.message]}) from error
        page = events.asked(request.actor, question, cursor=request.query_params.get("nextPageToken"), size=size)
        headers = {FORMAT: AS_LINKS if as_links else AS_SAID}
        if page.next:
            asked = request.query_params.copy()
            asked["nextPageToken"] = page.next
            headers["Link"] = f'<{request.build_absolute_uri(request.path)}?{asked.urlencode()}>; rel="next"'
        return Response(_document(events.documents(page.rows, as_links=as_links), name), headers=headers)


def as_links_wanted(request: ApiRequest) -> bool:
    """Whether codes are wanted as Digital Links. Raises NotAcceptable."""
    wanted = request.headers.get(FORMAT, AS_SAID)
    if wanted not in (AS_SAID, AS_LINKS):
        raise NotAcceptable(f"Codes are given as they were said ({AS_SAID}) or as {AS_LINKS}.")
    return wanted == AS_LINKS


def collection(members: list[str]) -> Response:
    """Values, as the standard lists them."""
    return Response({"@context": CONTEXT, "type": "Collection", "member": members})


def _spoken() -> dict[str, str]:
    return {
        "GS1-EPCIS-Version": VERSION, "GS1-EPCIS-Min": VERSION, "GS1-EPCIS-Max": VERSION, "GS1-CBV-Version": VERSION,
        "GS1-CBV-Min": VERSION, "GS1-CBV-Max": VERSION, "GS1-EPCIS-Capture-Limit": str(services.LIMITS.events),
        "GS1-EPCIS-Capture-File-Size-Limit": str(services.LIMITS.size),
    }  # fmt: skip


def _document(found: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return {
        "@context": [CONTEXT],
        "type": "EPCISQueryDocument",
        "schemaVersion": "2.0",
        "creationDate": database_now().isoformat(),
        "epcisBody": {"queryResults": {"queryName": name, "resultsBody": {"eventList": found}}},
    }
