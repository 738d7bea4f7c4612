"""Addresses of the registry: pages under `/m/<slug>/rights/`, the API under `/m/<slug>/api/v1/rights`."""

from django.urls import include, path

from registry import api as programs
from registry import api_goods
from registry.views import authorised, bans, changing, checking, goods, looking, powers, registering

app_name = "registry"

pages = [
    path("rights", looking.right_list, name="rights"),
    path("rights/new", registering.register, name="register"),
    path("rights/<str:ref>", looking.right, name="right"),
    path("rights/<str:ref>/change", changing.change, name="change"),
    path("rights/<str:ref>/retire", changing.retire, name="retire"),
    path("rights/<str:ref>/specimens", changing.specimens, name="specimens"),
    path("rights/<str:ref>/specimens/<uuid:specimen_id>/retire", changing.retire_specimen, name="retire_specimen"),
    path("rights/<str:ref>/certificates", changing.certificates, name="certificates"),
    path("rights/<str:ref>/verify", checking.verify, name="verify"),
    path("rights/<str:ref>/reject", checking.reject, name="reject"),
    path("rights/<str:ref>/sellers/new", authorised.authorise, name="authorise"),
    path("rights/<str:ref>/sellers/<uuid:authorised_id>/revoke", authorised.revoke, name="revoke"),
    path("rights/<str:ref>/texts", goods.texts, name="texts"),
    path("rights/<str:ref>/texts/<uuid:text_id>/retire", goods.retire_text, name="retire_text"),
    path("rights/<str:ref>/prices", goods.prices, name="prices"),
    path("rights/<str:ref>/prices/<uuid:band_id>/end", goods.end_price, name="end_price"),
    path("powers-of-attorney", powers.powers, name="powers"),
    path("powers-of-attorney/<uuid:power_id>/revoke", powers.revoke, name="revoke_power"),
    path("bans", bans.bans, name="bans"),
    path("bans/new", bans.add, name="ban_new"),
    path("bans/import", bans.take_in, name="bans_import"),
    path("bans/<str:ref>", bans.ban, name="ban"),
    path("bans/<str:ref>/end", bans.end, name="end_ban"),
]

api = [
    path("rights", programs.Rights.as_view(), name="api_rights"),
    path("rights/<str:ref>", programs.OneRight.as_view(), name="api_right"),
    path("rights/<str:ref>/specimens", programs.Specimens.as_view(), name="api_specimens"),
    path("rights/<str:ref>/sellers", programs.AuthorisedSellers.as_view(), name="api_authorised_sellers"),
    path("rights/<str:ref>/sellers/<uuid:authorised_id>/revoke", programs.Revocation.as_view(), name="api_revoke"),
    path("rights/<str:ref>/texts", api_goods.Texts.as_view(), name="api_texts"),
    path("rights/<str:ref>/texts/<uuid:text_id>/retire", api_goods.TextEnd.as_view(), name="api_retire_text"),
    path("rights/<str:ref>/prices", api_goods.Prices.as_view(), name="api_prices"),
    path("rights/<str:ref>/prices/<uuid:band_id>/end", api_goods.PriceEnd.as_view(), name="api_end_price"),
    path("bans", api_goods.Bans.as_view(), name="api_bans"),
    path("bans/<str:ref>", api_goods.OneBan.as_view(), name="api_ban"),
    path("bans/<str:ref>/end", api_goods.BanEnd.as_view(), name="api_end_ban"),
]

urlpatterns = [
    path("m/<slug:slug>/", include(pages)),
    path("m/<slug:slug>/api/v1/", include(api)),
]
