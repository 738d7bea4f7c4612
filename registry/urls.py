"""Addresses of the registry: pages under `/m/<slug>/rights/`, the API under `/m/<slug>/api/v1/rights`."""

from django.urls import include, path

from registry import api as programs
from registry import api_goods, api_lists, api_title
from registry import urls_agreements as of_agreements
from registry import urls_licences as of_licences
from registry import urls_portal as of_portal
from registry.gate import api as api_gate
from registry.registers import api_offices
from registry.search import api_conflicts, api_public
from registry.views import (
    authorised,
    bans,
    changing,
    checking,
    conflicts,
    exporting,
    goods,
    importing,
    looking,
    offices,
    powers,
    public,
    register_access,
    registering,
    reviewing,
    searching,
    title,
)

app_name = "registry"

pages = [
    path("rights", searching.right_list, name="rights"),
    path("rights/new", registering.register, name="register"),
    path("rights/import", importing.upload, name="imports"),
    path("rights/import/<str:ref>", importing.one_list, name="import"),
    path("rights/import/<str:ref>/position", importing.position, name="import_position"),
    path("rights/import/<str:ref>/mend", importing.mend, name="import_mend"),
    path("rights/import/<str:ref>/wrong", exporting.wrong_rows, name="import_wrong"),
    path("rights/export", exporting.export, name="export"),
    path("rights/conflicts", conflicts.conflicts, name="conflicts"),
    *of_portal.first,
    path("register-access", register_access.register_access, name="register_access"),
    path("register", public.register, name="public_register"),
    path("register/<str:kind>/<str:office>/<path:number>", public.right, name="public_right"),
    path("register-picture/<str:kind>/<str:office>/<path:number>", public.picture, name="public_picture"),
    path("rights/ending", reviewing.ending, name="ending"),
    path("rights/checks", reviewing.checks_page, name="checks"),
    path("rights/checks/count", reviewing.count_waiting, name="checks_count"),
    path("rights/checks/next", reviewing.take_next, name="take_next"),
    path("rights/<str:ref>", looking.right, name="right"),
    path("rights/<str:ref>/check", reviewing.check, name="check"),
    path("rights/<str:ref>/check/<str:deed>", reviewing.decide, name="decide"),
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
    path("rights/<str:ref>/titles", title.record, name="record_title"),
    path("transfers", title.transfers, name="transfers"),
    path("transfers/<uuid:title_id>/<str:deed>", title.answer, name="answer_title"),
    path("offices", offices.office_list, name="offices"),
    path("powers-of-attorney", powers.powers, name="powers"),
    path("powers-of-attorney/<uuid:power_id>/revoke", powers.revoke, name="revoke_power"),
    *of_licences.pages,
    *of_portal.pages,
    *of_agreements.pages,
    path("bans", bans.bans, name="bans"),
    path("bans/new", bans.add, name="ban_new"),
    path("bans/import", bans.take_in, name="bans_import"),
    path("bans/<str:ref>", bans.ban, name="ban"),
    path("bans/<str:ref>/end", bans.end, name="end_ban"),
]

api = [
    path("rights", programs.Rights.as_view(), name="api_rights"),
    path("rights/conflicts", api_conflicts.Conflicts.as_view(), name="api_conflicts"),
    path("rights/<str:ref>.xml", api_public.RightAsXml.as_view(), name="api_right_xml"),
    path("public/register/access", api_public.RegisterAccess.as_view(), name="api_register_access"),
    path("public/register", api_public.Register.as_view(), name="api_public_register"),
    path("rights/imports", api_lists.Lists.as_view(), name="api_lists"),
    path("rights/imports/<str:ref>", api_lists.OneList.as_view(), name="api_list"),
    path("rights/<str:ref>", programs.OneRight.as_view(), name="api_right"),
    path("rights/<str:ref>/specimens", programs.Specimens.as_view(), name="api_specimens"),
    path("rights/<str:ref>/sellers", programs.AuthorisedSellers.as_view(), name="api_authorised_sellers"),
    path("rights/<str:ref>/sellers/<uuid:authorised_id>/revoke", programs.Revocation.as_view(), name="api_revoke"),
    path("rights/<str:ref>/texts", api_goods.Texts.as_view(), name="api_texts"),
    path("rights/<str:ref>/texts/<uuid:text_id>/retire", api_goods.TextEnd.as_view(), name="api_retire_text"),
    path("rights/<str:ref>/prices", api_goods.Prices.as_view(), name="api_prices"),
    path("rights/<str:ref>/prices/<uuid:band_id>/end", api_goods.PriceEnd.as_view(), name="api_end_price"),
    path("rights/<str:ref>/titles", api_title.Titles.as_view(), name="api_titles"),
    path("rights/<str:ref>/owner", api_title.OwnerAt.as_view(), name="api_owner_at"),
    path("transfers", api_title.Transfers.as_view(), name="api_transfers"),
    path("transfers/<uuid:title_id>/<str:deed>", api_title.TitleAnswer.as_view(), name="api_answer_title"),
    path("gate", api_gate.Gate.as_view(), name="api_gate"),
    path("gate/orders", api_gate.Orders.as_view(), name="api_gate_orders"),
    path("gate/orders/<path:line>/cancel", api_gate.OrderCancel.as_view(), name="api_gate_cancel"),
    path("gate/orders/<path:line>", api_gate.OneOrder.as_view(), name="api_gate_order"),
    *of_licences.api,
    *of_portal.api,
    path("offices", api_offices.Offices.as_view(), name="api_offices"),
    *of_agreements.api,
    path("bans", api_goods.Bans.as_view(), name="api_bans"),
    path("bans/<str:ref>", api_goods.OneBan.as_view(), name="api_ban"),
    path("bans/<str:ref>/end", api_goods.BanEnd.as_view(), name="api_end_ban"),
]

urlpatterns = [
    path("m/<slug:slug>/", include(pages)),
    path("m/<slug:slug>/api/v1/", include(api)),
]
