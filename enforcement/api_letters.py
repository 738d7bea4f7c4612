"""The API for letters in free text: a program hands one in and asks what was read in it."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from enforcement import incoming, services
from enforcement.incoming import Understood
from enforcement.incoming_words import ELEMENTS, LETTER_KINDS
from enforcement.machine import INCOMINGLETTER
from enforcement.models import IncomingLetter
from enforcement.reading import ReadLetter
from enforcement.services.receiving import LARGEST
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiText
from gateway.idempotency import idempotent

FORMATS = {"text": "letter.txt", "html": "letter.html", "eml": "letter.eml"}
EXAMPLE = OpenApiExample(
    "A letter as it came",
    request_only=True,
    value={
        "text": "Dear Sirs, listing HM-10042 shows my photograph “Fjord at dawn” without permission. …",
        "format": "text",
        "sender": "ada@example.org",
    },
)


class LetterIn(serializers.Serializer):
    """A letter. Of an e-mail send the whole source."""

    text = ApiText(max_length=LARGEST, help_text="The letter, whole.")
    format = serializers.ChoiceField(choices=list(FORMATS), default="text")
    sender = serializers.EmailField(required=False, allow_blank=True, help_text="Where its sender reads mail.")


class FoundOut(serializers.Serializer):
    """An element of a notice or counter-notice: what the letter says for it, or why it counts as missing."""

    code = serializers.ChoiceField(choices=list(ELEMENTS))
    given = serializers.BooleanField()
    text = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)


class LetterLineOut(serializers.Serializer):
    """A letter in a list."""

    reference = serializers.CharField()
    state = serializers.ChoiceField(choices=INCOMINGLETTER.states)
    kind = serializers.ChoiceField(choices=list(LETTER_KINDS))
    language = serializers.CharField(allow_blank=True)
    received_at = serializers.DateTimeField()


class LetterOut(LetterLineOut):
    """A letter and what was read in it."""

    addresses = serializers.SerializerMethodField(help_text="Web addresses that it complains of.")
    numbers = serializers.SerializerMethodField(help_text="Numbers of listings that it names.")
    elements = serializers.SerializerMethodField()

    def get_addresses(self, row: IncomingLetter) -> list[str]:
        """As they would be opened, each once."""
        return list(_read(row).complained)

    def get_numbers(self, row: IncomingLetter) -> list[str]:
        """Each once."""
        return [one.text for one in _read(row).numbers]

    @extend_schema(responses=FoundOut(many=True))
    def get_elements(self, row: IncomingLetter) -> list[Any]:
        """In the order of the law; what the sender added counts."""
        understood = Understood(row)
        return list(FoundOut([understood.element(code) for code in understood.codes], many=True).data)


def _read(row: IncomingLetter) -> ReadLetter:
    return Understood(row).read


class Letters(MarketplaceView):
    """Letters that the caller handed in."""

    permissions: ClassVar = {"GET": "letter.read", "POST": "letter.submit"}
    bucket: ClassVar = "letters"
    per_minute: ClassVar = 60
    ordering: ClassVar = ("-received_at", "-id")

    @extend_schema(operation_id="letters_list", summary="List letters", responses=LetterLineOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        return self.paged(incoming.letters(request.actor), LetterLineOut)

    @extend_schema(
        operation_id="letters_create",
        summary="Hand in a letter",
        request=LetterIn,
        responses={201: LetterOut},
        examples=[EXAMPLE],
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Kept as it came and read; a person goes on with it."""
        given = body_of(LetterIn, request)
        arrived = services.Arrived(
            data=given["text"].encode(), filename=FORMATS[given["format"]], channel=IncomingLetter.Channel.PROGRAM,
            sender=given.get("sender", ""),
        )  # fmt: skip
        row = services.receive_letter(actor=request.actor, arrived=arrived)
        address = reverse("enforcement:api_letter", args=[request.marketplace.slug, row.reference])
        return created(dict(LetterOut(row).data), location=request.build_absolute_uri(address))


class OneLetter(MarketplaceView):
    """One letter."""

    permissions: ClassVar = {"GET": "letter.read"}

    @extend_schema(operation_id="letters_retrieve", summary="One letter", responses=LetterOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """With what was read in it and what is missing."""
        return Response(LetterOut(incoming.letter(request.actor, reference)).data)
