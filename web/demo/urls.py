"""Addresses of the demo: outside every marketplace, and on this machine alone."""

from django.urls import path

from web.demo import mailbox, personas, shopfront

app_name = "demo"

urlpatterns = [
    path("", personas.front, name="front"),
    path("demo", personas.landing, name="landing"),
    path("demo/sign-in/<slug:code>", personas.sign_in, name="sign_in"),
    path("demo/developer", personas.developer, name="developer"),
    path("demo/mailbox", mailbox.mailbox, name="mailbox"),
    path("demo/mailbox/<str:name>/<int:place>", mailbox.letter, name="letter"),
    path("demo/shop", shopfront.shop, name="shop"),
    path("demo/shop/position", shopfront.position, name="position"),
    path("demo/shop/pictures/<str:reference>", shopfront.picture, name="picture"),
]
