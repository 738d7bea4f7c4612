"""The API for complaints: the same services as the pages."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import transaction
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from enforcement import api_shapes as shapes
from enforcement import queries, services
from enforcement.api_shapes import Examples
from enforcement.machine import COMPLAINT
from enforcement.named import Amiss, Named, Written, resolve
from enforcement.services.writing import amiss_in, writing_of
from enforcement.words import AMISS
from gateway.api import ApiRequest, body_of, created
from gateway.http import choice, found
from gateway.idempotency import idempotent
from registry.models import Right
from tenancy.errors import Invalid, NotFound

COMPLAINT_FILTERS = [OpenApiParameter("state", str, enum=COMPLAINT.states)]


class Complaints(MarketplaceView):
    """The complaints that the caller sees."""

    permissions: ClassVar = {"GET": "complaint.read", "POST": "complaint.file"}
    ordering: ClassVar = ("-made_at", "-id")

    @extend_schema(
        operation_id="complaints_list", summary="List complaints", parameters=COMPLAINT_FILTERS,
        responses=shapes.ComplaintLineOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        state = choice(request.query_params, "state", COMPLAINT.states, default="")
        rows = queries.complaints(request.actor)
        return self.paged(rows.filter(state=state) if state else rows, shapes.ComplaintLineOut)

    @extend_schema(
        operation_id="complaints_create", summary="File a complaint", request=shapes.ComplaintIn,
        responses={201: shapes.ComplaintOut}, examples=[Examples.complaint],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Complete, it opens a case per seller at once; otherwise it answers `incomplete` and what is `missing`.

        What names no listing is refused by its place in `listings`; with `partly` the others are kept, and `not_taken`
        says of each line what to do.
        """
        given = body_of(shapes.ComplaintIn, request)
        with transaction.atomic():
            named = _listings(request, given["listings"], partly=given["partly"])
            draft = services.save_draft(
                actor=request.actor,
                right=_right(request, given["right"]),
                region=given["region"],
                reason=given["reason"],
                statement=given.get("elements", {}).get("explanation", ""),
                elements=given.get("elements", {}),
                listings=named.notes,
                amiss=named.to_mend,
            )
            if given["file"]:
                services.file_complaint(actor=request.actor, reference=draft.reference)
        address = reverse("enforcement:api_complaint", args=[request.marketplace.slug, draft.reference])
        return created(_out(request, draft.reference, named.amiss), location=request.build_absolute_uri(address))


class OneComplaint(MarketplaceView):
    """One complaint."""

    permissions: ClassVar = {"GET": "complaint.read"}

    @extend_schema(operation_id="complaints_retrieve", summary="Get a complaint", responses=shapes.ComplaintOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """With what became of each listing."""
        return Response(_out(request, reference))


class Corrections(MarketplaceView):
    """Completing."""

    permissions: ClassVar = {"POST": "complaint.file"}

    @extend_schema(
        operation_id="complaints_correct", summary="Complete a complaint and file it again",
        request=shapes.CorrectionIn, responses=shapes.ComplaintOut, examples=[Examples.correction],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """For a draft or an incomplete complaint; what is not named stays as it was."""
        given = body_of(shapes.CorrectionIn, request)
        services.correct_complaint(actor=request.actor, reference=reference, elements=given["elements"])
        return Response(_out(request, reference))


class Discards(MarketplaceView):
    """Giving up."""

    permissions: ClassVar = {"POST": "complaint.file"}

    @extend_schema(
        operation_id="complaints_discard", summary="Give up a complaint that was not accepted", request=None,
        responses=shapes.ComplaintOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """A draft, an incomplete complaint, or one that waits while its sender is suspended. Nobody is told anything."""
        services.discard_draft(actor=request.actor, reference=reference)
        return Response(_out(request, reference))


class ComplaintWithdrawals(MarketplaceView):
    """Taking back, over all cases of a complaint."""

    permissions: ClassVar = {"POST": "complaint.withdraw"}

    @extend_schema(
        operation_id="complaints_withdraw", summary="Take a complaint back for some of its listings",
        request=shapes.ComplaintWithdrawalIn, responses=shapes.ComplaintOut, examples=[Examples.complaint_withdrawal],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Whichever sellers' cases they stand in: what stands because of them is reversed, strikes included."""
        given = body_of(shapes.ComplaintWithdrawalIn, request)
        numbers = given.pop("listings")
        complained = queries.complaint(reference, request.actor)
        items = queries.items_of(complained.id).filter(listing__number__in=numbers)
        ids = list(items.values_list("id", flat=True))
        if len(ids) != len(set(numbers)):
            raise NotFound
        services.withdraw_from_complaint(actor=request.actor, reference=reference, items=ids, **given)
        return Response(_out(request, reference))


def _right(request: ApiRequest, reference: str) -> Right:
    return found(Right.objects.visible_to(request.actor), reference=reference)


def _listings(request: ApiRequest, sent: list[dict[str, str]], *, partly: bool) -> Named:
    """The notes by listing, and what was not taken in. Raises Invalid naming each place that is none here, unless the rest
    is wanted all the same: a list of many is put right in one go. A number of somewhere else has the same words as one
    that never was.
    """
    lines = [Written(at, row["number"], row.get("note", "")) for at, row in enumerate(sent, 1)]
    named = resolve(request.actor, lines)
    if named.to_mend and not (partly and named.notes):
        raise Invalid(fields={f"listings.{one.line - 1}.number": [str(AMISS[one.code])] for one in named.to_mend})
    return named


def _out(request: ApiRequest, reference: str, amiss: Sequence[Amiss] = ()) -> dict[str, Any]:
    row = queries.complaint(reference, request.actor)
    left = amiss or amiss_in(writing_of(row))
    cases = dict(queries.items_of(row.id).order_by("case_id").values_list("listing_id", "case__reference"))
    pack = {"code": row.pack_code, "version": row.pack_version} if row.pack_code else None
    listings = [
        {
            "number": line.listing.number,
            "note": line.note,
            "problem": line.problem,
            "case": None if line.problem else cases.get(line.listing_id),
        }
        for line in row.listings.all()
    ]
    facts = {name: getattr(row, name) for name in _FACTS}
    more: dict[str, Any] = {"right": row.right.reference if row.right else None, "pack": pack, "listings": listings}
    more["elements"] = row.wording.elements
    more["not_taken"] = [
        {"line": one.line, "text": one.text, "problem": one.code, "help": AMISS[one.code] % {"first": one.first}}
        for one in left
    ]
    shown = {**facts, **more, "cases": list(dict.fromkeys(cases.values())), "receipt": row.receipt_entry}
    return dict(shapes.ComplaintOut(shown).data)


_FACTS = ("reference", "state", "region", "reason", "missing", "filed_at", "made_at")
