"""The API for deciding a case. People decide: no scope of a key holds the permission, the session of a reviewer does."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from enforcement import api_shapes as shapes
from enforcement import queries, services
from enforcement.api import case_out
from enforcement.api_shapes import Examples
from enforcement.packs import of_case
from enforcement.services import Choice
from gateway.api import ApiRequest, body_of
from gateway.idempotency import idempotent
from policy.model import Pack
from tenancy.context import database_now
from tenancy.errors import Invalid


class Decisions(MarketplaceView):
    """Deciding."""

    permissions: ClassVar = {"POST": "case.decide"}

    @extend_schema(
        operation_id="cases_decide", summary="Decide Items of a case", request=shapes.DecisionIn,
        responses=shapes.CaseOut, examples=[Examples.decision],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """For people alone, by their session. It takes effect after its grace, or once a second person confirms it."""
        pack = of_case(queries.case(reference, request.actor), database_now())
        decided = body_of(shapes.DecisionIn, request)["decisions"]
        if len({row["item"] for row in decided}) < len(decided):
            raise Invalid(fields={"decisions": [_("Decide about each listing once.")]})
        choices = {row["item"]: _choice(pack, row) for row in decided}
        services.decide(actor=request.actor, reference=reference, choices=choices)
        return Response(case_out(request, reference))


def _choice(pack: Pack, row: Mapping[str, Any]) -> Choice:
    """As the page has it: `further` is added to where the remedy reaches by itself."""
    remedy, further = row.get("remedy"), row.get("further", ())
    known = next((rule for rule in pack.remedies if rule.code == (remedy or "delist")), None)
    reach = tuple(dict.fromkeys((*known.territories, *further))) if known and further else ()
    return Choice(
        ground=row["ground"], reasons=row.get("reasons", ""), remedy=remedy, territories=reach,
        category=row.get("category", ""), brand=row.get("brand", ""),
    )  # fmt: skip
