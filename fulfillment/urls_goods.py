"""Addresses of goods: `/m/<slug>/products` with their serial numbers, `batches` with their papers."""

from django.urls import path

from fulfillment import api_goods as programs
from fulfillment.views import batches, goods, labelling

pages = [
    path("brands/<str:ref>/standard", labelling.standard, name="standard"),
    path("brands/<str:ref>/standard/new", labelling.add_point, name="add_label_point"),
    path("brands/<str:ref>/standard/<uuid:point_id>", labelling.change_point, name="change_label_point"),
    path("brands/<str:ref>/standard/<uuid:point_id>/retire", labelling.retire_point, name="retire_label_point"),
    path("products", goods.products, name="products"),
    path("products/new", goods.add_product, name="add_product"),
    path("products/<str:reference>", goods.product, name="product"),
    path("products/<str:reference>/codes", goods.issue, name="issue_codes"),
    path("products/<str:reference>/codes/list", goods.take_in, name="take_in_codes"),
    path("products/<str:reference>/codes/<str:run>/print", goods.print_run, name="print_run"),
    path("products/<str:reference>/batches", goods.add_batch, name="add_batch"),
    path("batches", batches.batches, name="batches"),
    path("batches/<str:reference>", batches.batch, name="batch"),
    path("batches/<str:reference>/certificates", batches.certify, name="certify"),
    path(
        "batches/<str:reference>/certificates/<uuid:paper_id>/withdraw", batches.withdraw, name="withdraw_certificate"
    ),
    path("batches/<str:reference>/inspections", batches.inspect, name="inspect_batch"),
    path("batches/<str:reference>/recall", batches.recall, name="recall"),
]

api = [
    path("products", programs.Products.as_view(), name="api_products"),
    path("products/<str:reference>", programs.OneProduct.as_view(), name="api_product"),
    path("products/<str:reference>/codes", programs.ProductCodes.as_view(), name="api_product_codes"),
    path("products/<str:reference>/codes/void", programs.VoidCodes.as_view(), name="api_void_codes"),
    path("products/<str:reference>/codes/<str:run>/print", programs.PrintCodes.as_view(), name="api_print_codes"),
    path("batches", programs.Batches.as_view(), name="api_batches"),
    path("batches/<str:reference>", programs.OneBatch.as_view(), name="api_batch"),
    path("batches/<str:reference>/certificates", programs.BatchCertificates.as_view(), name="api_certificates"),
]
