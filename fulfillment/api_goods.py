"""The API of goods: products and how they are numbered, batches with their papers, serial numbers."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from fulfillment import services
from fulfillment.models import Batch, Certificate, CodeRun, Product
from fulfillment.queries import batch_of, product_of, run_of
from fulfillment.services import Made, Numbering, Paper
from fulfillment.services.codes import MOST_AT_ONCE, TOGETHER
from fulfillment.units import serials
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiDocument, ApiText
from gateway.idempotency import idempotent
from registry.models import Brand, SerialScheme
from registry.portal.portfolio import brand_by_reference
from tenancy.errors import NotFound


class ProductOut(serializers.ModelSerializer):
    """A product. From `enrolled_on` every unit has a serial number that is on file."""

    brand = serializers.CharField(source="brand.reference")

    class Meta:
        model = Product
        fields: ClassVar = [
            "reference", "brand", "gtin", "name", "source", "scheme_id", "enrolled_on", "older_numbered", "needs_certificate",
            "ended_at",
        ]  # fmt: skip


class NumberingIn(serializers.Serializer):
    """How units are numbered."""

    name = ApiText(max_length=200)
    source = serializers.ChoiceField(choices=Product.Source.choices, default="none")  # type: ignore[assignment]
    scheme = serializers.UUIDField(
        required=False, allow_null=True, help_text="Id of a pattern of the brand's serial numbers."
    )
    enrolled_on = serializers.DateField(required=False, allow_null=True)
    older_numbered = serializers.BooleanField(default=False)
    needs_certificate = serializers.BooleanField(default=False)


class ProductIn(NumberingIn):
    """A product to put on file."""

    brand = ApiText(max_length=20, help_text="Reference.")
    gtin = ApiText(max_length=20)


class Products(MarketplaceView):
    """Products."""

    permissions: ClassVar = {"GET": "unit.read", "POST": "unit.issue"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="products", summary="List products", responses=ProductOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """Of one's brands; staff see all."""
        return self.paged(Product.objects.visible_to(request.actor).select_related("brand"), ProductOut)

    @extend_schema(
        operation_id="products_add", summary="Put a product on file", request=ProductIn, responses={201: ProductOut}
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Under its GTIN."""
        given = body_of(ProductIn, request)
        brand = brand_by_reference(given.pop("brand"), actor=request.actor)
        code, name = given.pop("gtin"), given.pop("name")
        made = services.add_product(
            actor=request.actor, brand=brand, code=code, name=name, numbering=_numbering(brand, given)
        )
        path = reverse("fulfillment:api_product", args=[request.marketplace.slug, made.reference])
        return created(ProductOut(made).data, location=path)


class OneProduct(MarketplaceView):
    """One product."""

    permissions: ClassVar = {"GET": "unit.read", "PUT": "unit.issue"}

    @extend_schema(operation_id="products_retrieve", summary="Get a product", responses=ProductOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """As it is on file."""
        return Response(ProductOut(product_of(request.actor, reference)).data)

    @extend_schema(
        operation_id="products_change", summary="Change a product", request=NumberingIn, responses=ProductOut
    )
    def put(self, request: ApiRequest, reference: str) -> Response:
        """Its name, and how its units are numbered."""
        shown = product_of(request.actor, reference)
        given = body_of(NumberingIn, request)
        name = given.pop("name")
        services.change_product(actor=request.actor, product=shown, name=name, numbering=_numbering(shown.brand, given))
        return Response(ProductOut(product_of(request.actor, reference)).data)


def _numbering(brand: Brand, given: dict[str, Any]) -> Numbering:
    wanted = given.pop("scheme", None)
    scheme = SerialScheme.objects.standing().filter(brand=brand, id=wanted).first() if wanted else None
    if wanted and scheme is None:
        raise NotFound
    return Numbering(scheme=scheme, **given)


class CodeRunOut(serializers.ModelSerializer):
    """Serial numbers that came at once."""

    product = serializers.CharField(source="product.reference")
    batch = serializers.CharField(source="batch.reference", default="")

    class Meta:
        model = CodeRun
        fields: ClassVar = ["reference", "product", "batch", "kind", "length", "count", "made_at", "printed_at"]


class CodesIn(serializers.Serializer):
    """Codes to issue: `count` and `length`; or `numbers` of the brand's own."""

    count = serializers.IntegerField(required=False, min_value=1, max_value=MOST_AT_ONCE)
    length = serializers.IntegerField(required=False, min_value=serials.SHORTEST, max_value=serials.LONGEST)
    numbers = serializers.ListField(child=ApiText(max_length=40), required=False, max_length=MOST_AT_ONCE)
    batch = ApiText(max_length=20, required=False, help_text="Reference of a batch of this product.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two."""
        if ("numbers" in attrs) == ("count" in attrs):
            raise serializers.ValidationError("Give either count (and length) or numbers.")
        return attrs


class ProductCodes(MarketplaceView):
    """The serial numbers of a product."""

    permissions: ClassVar = {"GET": "unit.read", "POST": "unit.issue"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="product_codes", summary="List issues of serial numbers", responses=CodeRunOut(many=True)
    )
    def get(self, request: ApiRequest, reference: str) -> Response:
        """The newest first; never the numbers."""
        shown = product_of(request.actor, reference)
        return self.paged(CodeRun.objects.filter(product=shown).select_related("product", "batch"), CodeRunOut)

    @extend_schema(
        operation_id="product_codes_issue", summary="Issue serial numbers, or take in your own", request=CodesIn,
        responses={201: CodeRunOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Up to 20,000 at once, all or none."""
        shown = product_of(request.actor, reference)
        given = body_of(CodesIn, request)
        batch = batch_of(request.actor, given["batch"]) if given.get("batch") else None
        if "numbers" in given:
            run = services.take_in_list(actor=request.actor, product=shown, numbers=given["numbers"], batch=batch)
        else:
            run = services.issue_codes(
                actor=request.actor, product=shown, count=given["count"], length=given.get("length", 12), batch=batch
            )
        return created(CodeRunOut(run).data, location=request.path)


class PrintedOut(serializers.Serializer):
    """Serial numbers to print."""

    gtin = serializers.CharField()
    numbers = serializers.ListField(child=serializers.CharField())


class PrintCodes(MarketplaceView):
    """Serial numbers that are to be printed."""

    permissions: ClassVar = {"POST": "unit.issue"}

    @extend_schema(
        operation_id="product_codes_print",
        summary="Take out issued numbers to print them",
        request=None,
        responses=PrintedOut,
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str, run: str) -> Response:
        """Only of codes that were issued here. Each time is an entry of the log."""
        shown = product_of(request.actor, reference)
        found = run_of(request.actor, shown, run)
        return Response({"gtin": shown.gtin, "numbers": services.print_codes(actor=request.actor, run=found)})


class VoidIn(serializers.Serializer):
    """Serial numbers that are taken back."""

    numbers = serializers.ListField(child=ApiText(max_length=40), min_length=1, max_length=TOGETHER)


class VoidOut(serializers.Serializer):
    """How many were not void yet."""

    voided = serializers.IntegerField()


class VoidCodes(MarketplaceView):
    """Serial numbers that were spoilt or stolen."""

    permissions: ClassVar = {"POST": "unit.issue"}

    @extend_schema(
        operation_id="product_codes_void", summary="Take serial numbers back", request=VoidIn, responses=VoidOut
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Docks hold what bears them."""
        shown = product_of(request.actor, reference)
        voided = services.void_codes(actor=request.actor, product=shown, numbers=body_of(VoidIn, request)["numbers"])
        return Response({"voided": voided})


class BatchOut(serializers.ModelSerializer):
    """A batch. `out` counts the units that left a dock, `certified` what its standing certificates speak of."""

    product = serializers.CharField(source="product.reference")
    supplier = serializers.CharField(source="supplier.reference", default="")

    class Meta:
        model = Batch
        fields: ClassVar = [
            "reference", "product", "lot", "supplier", "made_on", "expires_on", "country", "quantity", "certified", "out", "state",
        ]  # fmt: skip


class BatchIn(serializers.Serializer):
    """A batch to put on file."""

    product = ApiText(max_length=20, help_text="Reference.")
    lot = ApiText(max_length=20)
    made_on = serializers.DateField()
    quantity = serializers.IntegerField(min_value=1)
    country = ApiText(max_length=2)
    expires_on = serializers.DateField(required=False, allow_null=True)
    supplier = ApiText(max_length=20, required=False, help_text="Reference of a supplier.")


class Batches(MarketplaceView):
    """Batches."""

    permissions: ClassVar = {"GET": "batch.read", "POST": "unit.issue"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="batches", summary="List batches", responses=BatchOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """Of one's brands, or those that one made."""
        return self.paged(Batch.objects.visible_to(request.actor).select_related("product", "supplier"), BatchOut)

    @extend_schema(
        operation_id="batches_add", summary="Put a batch on file", request=BatchIn, responses={201: BatchOut}
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Of a product of one's own."""
        given = body_of(BatchIn, request)
        shown = product_of(request.actor, given.pop("product"))
        named = given.pop("supplier", "")
        supplier = Party.objects.filter(kind=Party.Kind.SUPPLIER, reference=named).first() if named else None
        if named and supplier is None:
            raise NotFound
        made = services.add_batch(actor=request.actor, product=shown, said=Made(**given, supplier=supplier))
        path = reverse("fulfillment:api_batch", args=[request.marketplace.slug, made.reference])
        return created(BatchOut(made).data, location=path)


class OneBatch(MarketplaceView):
    """One batch."""

    permissions: ClassVar = {"GET": "batch.read"}

    @extend_schema(operation_id="batches_retrieve", summary="Get a batch", responses=BatchOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """As it stands."""
        return Response(BatchOut(batch_of(request.actor, reference)).data)


class BatchCertificateIn(serializers.Serializer):
    """What is certified, with the paper itself."""

    kind = serializers.ChoiceField(choices=Certificate.Kind.choices)
    number = ApiText(max_length=60)
    signer = ApiText(max_length=200)
    signed_on = serializers.DateField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(required=False, allow_null=True)
    quantity = serializers.IntegerField(min_value=1)
    site = ApiText(max_length=200)
    country = ApiText(max_length=2)
    document = ApiDocument()


class BatchCertificateOut(serializers.ModelSerializer):
    """A certificate of a batch."""

    document = serializers.CharField(source="evidence.reference")
    signer = serializers.CharField()

    class Meta:
        model = Certificate
        fields: ClassVar = [
            "id", "kind", "number", "signer", "signed_on", "valid_from", "valid_until", "quantity", "site", "country", "document",
            "withdrawn_at",
        ]  # fmt: skip


class BatchCertificates(MarketplaceView):
    """Where a batch comes from."""

    permissions: ClassVar = {"GET": "batch.read", "POST": "batch.certify"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="batch_certificates",
        summary="List certificates of a batch",
        responses=BatchCertificateOut(many=True),
    )
    def get(self, request: ApiRequest, reference: str) -> Response:
        """The newest first."""
        shown = batch_of(request.actor, reference)
        return self.paged(Certificate.objects.filter(batch=shown).select_related("evidence"), BatchCertificateOut)

    @extend_schema(
        operation_id="batch_certificates_add", summary="Certify a batch", request=BatchCertificateIn,
        responses={201: BatchCertificateOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """By who made it, or by who owns the brand (multipart, with the document)."""
        shown = batch_of(request.actor, reference)
        given = body_of(BatchCertificateIn, request)
        document = given.pop("document")
        made = services.certify(
            actor=request.actor, batch=shown, said=Paper(**given, document=(given["number"], document))
        )
        return created(BatchCertificateOut(made).data, location=request.path)
