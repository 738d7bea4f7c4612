"""Addresses of accounts: the chooser at the root, everything else inside a marketplace."""

from django.urls import include, path

from accounts import api, api_rules
from accounts.views import joining, keys, law_news, members, moves, packs, parties, people, policies, rules

app_name = "accounts"

inside = [
    path("account", people.account, name="account"),
    path("account/membership", people.choose_membership, name="choose_membership"),
    path("moves/<str:token>", moves.stop_by_link, name="stop_move"),
    path("join/<str:token>", joining.join, name="join"),
    path("parties", parties.parties, name="parties"),
    path("parties/new", parties.register_party, name="register_party"),
    path("parties/<str:reference>", parties.party, name="party"),
    path("parties/<str:reference>/edit", parties.edit_party, name="edit_party"),
    path("parties/<str:reference>/stay", moves.stay, name="stay"),
    path("parties/<str:reference>/suspend", parties.suspend_party, name="suspend_party"),
    path("parties/<str:reference>/reinstate", parties.reinstate_party, name="reinstate_party"),
    path("parties/<str:reference>/invite", members.invite, name="invite"),
    path("parties/<str:reference>/keys/new", keys.make_key, name="make_key"),
    path("members", members.members, name="members"),
    path("members/<uuid:membership_id>", members.member, name="member"),
    path("members/<uuid:membership_id>/brands", members.set_brands, name="set_brands"),
    path("members/<uuid:membership_id>/revoke", members.revoke, name="revoke_membership"),
    path("keys", keys.keys, name="keys"),
    path("keys/<uuid:key_id>/revoke", keys.revoke_key, name="revoke_key"),
    path("rules", rules.rules, name="rules"),
    path("rules/unverified", packs.unverified, name="unverified"),
    path("rules/ahead", law_news.law_news, name="law_news"),
    path("rules/ahead/<uuid:news_id>/drop", law_news.drop_law_news, name="drop_law_news"),
    path("rules/circumstance", rules.state_circumstance, name="state_circumstance"),
    path("rules/preset", rules.choose_preset, name="choose_preset"),
    path("rules/published", policies.publishing_page, name="publish_policy"),
    path("rules/published/<slug:language>", policies.policy_text, name="policy_text"),
    path("rules/<slug:code>", packs.pack, name="pack"),
    path("rules/<slug:code>/choose", rules.choose_pack, name="choose_pack"),
    path("rules/<slug:code>/drop", rules.drop_pack, name="drop_pack"),
    path("rules/<slug:code>/tighten", packs.tighten_rule, name="tighten_rule"),
    path("rules/<slug:code>/loosen", packs.loosen_back, name="loosen_back"),
    path("rules/<slug:code>/confirm", packs.confirm_rule, name="confirm_rule"),
    path("policy", policies.policy, name="policy"),
    path("policy/differences", policies.policy_differences, name="policy_differences"),
    path("policy/<slug:number>", policies.policy_version, name="policy_version"),
    path("policy/<slug:number>/<slug:key>", policies.policy_pack, name="policy_pack"),
]

api_v1 = [
    path("parties", api.Parties.as_view(), name="api_parties"),
    path("parties/<str:reference>", api.OneParty.as_view(), name="api_party"),
    path("parties/<str:reference>/language", api.PartyLanguage.as_view(), name="api_party_language"),
    path("parties/<str:reference>/suspend", api.SuspendParty.as_view(), name="api_suspend_party"),
    path("parties/<str:reference>/reinstate", api.ReinstateParty.as_view(), name="api_reinstate_party"),
    path("parties/<str:reference>/keys", api.PartyKeys.as_view(), name="api_party_keys"),
    path("packs", api_rules.Packs.as_view(), name="api_packs"),
    path("packs/<slug:code>", api_rules.OnePack.as_view(), name="api_pack"),
    path("keys", api.Keys.as_view(), name="api_keys"),
    path("keys/<uuid:key_id>/revoke", api.RevokeKey.as_view(), name="api_revoke_key"),
]

urlpatterns = [
    path("", people.chooser, name="chooser"),
    path("m/<slug:slug>/", include(inside)),
    path("m/<slug:slug>/api/v1/", include(api_v1)),
]
