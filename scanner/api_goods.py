"""The API of the kinds of goods: the classifier in versions, and the Nice classes of the marketplace's own categories."""

from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.http import choice, choices, text
from gateway.idempotency import idempotent
from registry.registers import nice
from scanner import goods_queries as queries
from scanner import services
from scanner.machine import GOODSMODEL
from scanner.models import GoodsCategory

FILTERS = [
    OpenApiParameter("q", str, description="Words of a category's name."),
    OpenApiParameter("set", str, enum=[queries.PEOPLE], description="Only those that people have set."),
]
EXAMPLE = OpenApiExample("Shoes and bags", request_only=True, value={"classes": [18, 25]})


class GoodsModelOut(serializers.Serializer):
    """A version of the classifier. Its measure is on listings held back from the training, in ten-thousandths; null where it
    was not measured."""

    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=GOODSMODEL.states)
    listings = serializers.IntegerField(help_text="From how many it was learnt.")
    held_back = serializers.IntegerField(source="said_held", allow_null=True)
    category_right = serializers.IntegerField(source="said_right", allow_null=True)
    topmost_right = serializers.IntegerField(source="said_right_top", allow_null=True)
    classes_right = serializers.IntegerField(source="said_right_classes", allow_null=True)
    sure = serializers.IntegerField(
        source="said_sure", allow_null=True, help_text="How often it is sure enough to count."
    )
    sure_classes_right = serializers.IntegerField(source="said_sure_right_classes", allow_null=True)
    made_at = serializers.DateTimeField()
    trained_at = serializers.DateTimeField(allow_null=True)


class GoodsCategoryOut(serializers.Serializer):
    """A category by its name, all its steps in one. `classes` are null where nobody has set them and what is proposed counts."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    classes = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    proposed = serializers.SerializerMethodField(help_text="By the version in force, or else the newest one.")
    set_at = serializers.DateTimeField(allow_null=True)

    def get_proposed(self, category: GoodsCategory) -> list[int]:
        """Nice classes."""
        return list(self._proposals.get(category.name, ()))

    @cached_property
    def _proposals(self) -> dict[str, list[int]]:
        """Read once for all rows."""
        model = queries.shown_model()
        return dict(model.figures.get("classes", {})) if model else {}


class ClassesIn(serializers.Serializer):
    """The Nice classes of a category's goods; null takes back what was set."""

    classes = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=45), allow_null=True, max_length=45
    )


class GoodsModels(MarketplaceView):
    """The versions."""

    permissions: ClassVar = {"GET": "policy.read"}
    ordering: ClassVar = ("-number",)

    @extend_schema(
        operation_id="goods_models_list", summary="List versions of the classifier of goods",
        responses=GoodsModelOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        return self.paged(queries.versions(), GoodsModelOut)


class GoodsCategories(MarketplaceView):
    """The map from categories to Nice classes."""

    permissions: ClassVar = {"GET": "policy.read"}
    ordering: ClassVar = ("name", "id")

    @extend_schema(
        operation_id="goods_categories_list", summary="List categories with their Nice classes", parameters=FILTERS,
        responses=GoodsCategoryOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """By name."""
        params = request.query_params
        only = choice(params, "set", [queries.PEOPLE], default="")
        rows = queries.categories(search=text(params, "q", default="", longest=100), only=only)
        return self.paged(rows, GoodsCategoryOut)


class SuggestedOut(serializers.Serializer):
    """Categories as rights name them, the likeliest first."""

    categories = serializers.ListField(child=serializers.CharField())


class SuggestedCategories(MarketplaceView):
    """Categories for a right, by its Nice classes."""

    permissions: ClassVar = {"GET": "right.read"}

    @extend_schema(
        operation_id="goods_categories_suggest", summary="Suggest categories from Nice classes",
        parameters=[OpenApiParameter("class", int, many=True, required=True, description="Nice classes; repeat it.")],
        responses=SuggestedOut,
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """As far as the marketplace's categories are known; nothing is set by asking."""
        given = choices(request.query_params, "class", [str(number) for number in nice.NAMES])
        return Response({"categories": queries.suggested([int(number) for number in given])})


class OneGoodsCategory(MarketplaceView):
    """One category."""

    permissions: ClassVar = {"GET": "policy.read", "POST": "policy.manage"}

    @extend_schema(
        operation_id="goods_categories_retrieve", summary="Get a category with its Nice classes",
        responses=GoodsCategoryOut,
    )  # fmt: skip
    def get(self, request: ApiRequest, category_id: UUID) -> Response:
        """By its id."""
        return Response(_out(category_id))

    @extend_schema(
        operation_id="goods_categories_set", summary="Set the Nice classes of a category", request=ClassesIn,
        responses=GoodsCategoryOut, examples=[EXAMPLE],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, category_id: UUID) -> Response:
        """They hold for every listing that is checked from then on."""
        queries.category(category_id)  # strangers are told nothing of their body's faults
        classes = body_of(ClassesIn, request)["classes"]
        services.set_goods_classes(actor=request.actor, category_id=category_id, classes=classes)
        return Response(_out(category_id))


def _out(category_id: UUID) -> dict[str, Any]:
    return dict(GoodsCategoryOut(queries.category(category_id)).data)
