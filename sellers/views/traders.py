"""The public page that says who the trader of a listing is."""

from django.http import HttpResponse
from django.shortcuts import render
from django_countries import countries

from accounts.doors import public_page
from gateway.http import PageRequest
from sellers.onboarding.traders import trader_of
from tenancy.context import database_now
from tenancy.errors import NotFound


@public_page("Buyers are told who the trader of a listing is: article 30(7) of Regulation (EU) 2022/2065.")
def trader(request: PageRequest, number: str) -> HttpResponse:
    """Who it is and how it is reached; the same as nobody where the shop does not show the listing, or nothing is kept."""
    told = trader_of(number, database_now())
    if told is None:
        raise NotFound
    context = {
        "told": told, "country": countries.name(told.country), "number": number, "slug": request.marketplace.slug
    }  # fmt: skip
    return render(request, "sellers/trader.html", context)
