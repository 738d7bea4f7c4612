"""Addresses of the application of sellers: `/m/<slug>/sell` for those who apply, `/m/<slug>/seller-applications` for staff."""

from django.urls import URLPattern, path

from sellers.views import onboarding

pages = [
    path("sell", onboarding.begin, name="sell"),
    path("sell/again", onboarding.again, name="sell_again"),
    path("sell/<str:token>", onboarding.follow, name="sell_on"),
    path("sell/<str:token>/<slug:step>", onboarding.step, name="sell_step"),
]

api: list[URLPattern] = []
