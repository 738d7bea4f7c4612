"""Addresses of accounts: the chooser at the root, everything else inside a marketplace."""

from django.urls import include, path

from accounts import api
from accounts.views import joining, keys, members, parties, people, rules

app_name = "accounts"

inside = [
    path("account", people.account, name="account"),
    path("account/membership", people.choose_membership, name="choose_membership"),
    path("apply", joining.apply, name="apply"),
    path("apply/received", joining.applied, name="applied"),
    path("join/<str:token>", joining.join, name="join"),
    path("parties", parties.parties, name="parties"),
    path("parties/new", parties.register_party, name="register_party"),
    path("parties/<str:reference>", parties.party, name="party"),
    path("parties/<str:reference>/edit", parties.edit_party, name="edit_party"),
    path("parties/<str:reference>/suspend", parties.suspend_party, name="suspend_party"),
    path("parties/<str:reference>/reinstate", parties.reinstate_party, name="reinstate_party"),
    path("parties/<str:reference>/decide", parties.decide_application, name="decide_application"),
    path("parties/<str:reference>/invite", members.invite, name="invite"),
    path("parties/<str:reference>/keys/new", keys.make_key, name="make_key"),
    path("applications", parties.applications, name="applications"),
    path("members", members.members, name="members"),
    path("members/<uuid:membership_id>", members.member, name="member"),
    path("members/<uuid:membership_id>/brands", members.set_brands, name="set_brands"),
    path("members/<uuid:membership_id>/revoke", members.revoke, name="revoke_membership"),
    path("keys", keys.keys, name="keys"),
    path("keys/<uuid:key_id>/revoke", keys.revoke_key, name="revoke_key"),
    path("rules", rules.rules, name="rules"),
    path("rules/<slug:code>", rules.pack, name="pack"),
    path("rules/<slug:code>/choose", rules.choose_pack, name="choose_pack"),
    path("rules/<slug:code>/drop", rules.drop_pack, name="drop_pack"),
    path("rules/<slug:code>/tighten", rules.tighten_rule, name="tighten_rule"),
    path("rules/<slug:code>/confirm", rules.confirm_rule, name="confirm_rule"),
]

api_v1 = [
    path("parties", api.Parties.as_view(), name="api_parties"),
    path("parties/<str:reference>", api.OneParty.as_view(), name="api_party"),
    path("parties/<str:reference>/language", api.PartyLanguage.as_view(), name="api_party_language"),
    path("parties/<str:reference>/suspend", api.SuspendParty.as_view(), name="api_suspend_party"),
    path("parties/<str:reference>/reinstate", api.ReinstateParty.as_view(), name="api_reinstate_party"),
    path("parties/<str:reference>/keys", api.PartyKeys.as_view(), name="api_party_keys"),
    path("keys", api.Keys.as_view(), name="api_keys"),
    path("keys/<uuid:key_id>/revoke", api.RevokeKey.as_view(), name="api_revoke_key"),
]

urlpatterns = [
    path("", people.chooser, name="chooser"),
    path("m/<slug:slug>/", include(inside)),
    path("m/<slug:slug>/api/v1/", include(api_v1)),
]
