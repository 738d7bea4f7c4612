"""Addresses of docks: `/m/<slug>/docks` to scan, `holds`, `flags` and `signs` for what was found, `places` for where."""

from django.urls import path

from fulfillment import api_docks as programs
from fulfillment.views import docks, holds, places, signs

pages = [
    path("docks", docks.docks, name="docks"),
    path("docks/<str:reference>", docks.dock, name="dock"),
    path("docks/<str:reference>/<uuid:check_id>/hold", docks.hold, name="hold_box"),
    path("docks/<str:reference>/<uuid:check_id>/flag", docks.flag, name="flag_box"),
    path("places", places.sites, name="sites"),
    path("places/new", places.add, name="add_site"),
    path("places/<str:reference>", places.site, name="site"),
    path("places/<str:reference>/close", places.close, name="close_site"),
    path("holds", holds.holds, name="holds"),
    path("holds/count", holds.count_holds, name="holds_count"),
    path("holds/<str:reference>", holds.hold, name="hold"),
    path("holds/<str:reference>/inspect", holds.inspect, name="inspect_hold"),
    path("holds/<str:reference>/answer", holds.answer, name="answer_hold"),
    path("holds/<str:reference>/settle", holds.settle, name="settle_hold"),
    path("holds/<str:reference>/destroyed", holds.destroyed, name="confirm_destruction"),
    path("flags", signs.flags, name="flags"),
    path("flags/count", signs.count_flags, name="flags_count"),
    path("flags/<str:reference>", signs.flag, name="flag"),
    path("signs", signs.signs, name="signs"),
    path("signs/count", signs.count_signs, name="signs_count"),
    path("signs/<str:reference>", signs.sign, name="sign"),
]

api = [
    path("sites", programs.Sites.as_view(), name="api_sites"),
    path("sites/<str:reference>", programs.OneSite.as_view(), name="api_site"),
    path("sites/<str:reference>/checks", programs.Checks.as_view(), name="api_checks"),
    path("holds", programs.Holds.as_view(), name="api_holds"),
    path("holds/<str:reference>", programs.OneHold.as_view(), name="api_hold"),
    path("holds/<str:reference>/answer", programs.HoldAnswer.as_view(), name="api_answer_hold"),
    path("flags", programs.Flags.as_view(), name="api_flags"),
    path("unit-signals", programs.Signals.as_view(), name="api_signals"),
]
