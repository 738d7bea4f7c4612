"""Addresses of work with customs: pages and API under `customs`."""

from django.urls import path

from fulfillment import api_customs as programs
from fulfillment import api_customs_applications as applying
from fulfillment.views import customs, customs_applications, customs_deeds, customs_known

pages = [
    path("customs", customs.detentions, name="detentions"),
    path("customs/count", customs.detentions_count, name="detentions_count"),
    path("customs/detentions/new", customs.new_detention, name="new_detention"),
    path("customs/detentions/import", customs.import_detentions, name="import_detentions"),
    path("customs/detentions/<str:reference>", customs.detention, name="detention"),
    path("customs/detentions/<str:reference>/answer", customs_deeds.answer, name="answer_detention"),
    path("customs/detentions/<str:reference>/holder", customs_deeds.holder, name="note_holder"),
    path("customs/detentions/<str:reference>/court", customs_deeds.go_to_court, name="go_to_court"),
    path("customs/detentions/<str:reference>/ask-for-time", customs_deeds.ask_for_time, name="ask_for_time"),
    path("customs/detentions/<str:reference>/declarant", customs_deeds.declarant, name="note_declarant"),
    path("customs/detentions/<str:reference>/more-time", customs_deeds.more_time, name="more_time"),
    path("customs/detentions/<str:reference>/end", customs_deeds.end, name="end_detention"),
    path("customs/applications", customs_applications.applications, name="customs_applications"),
    path("customs/applications/new", customs_applications.new_application, name="new_customs_application"),
    path("customs/applications/<str:reference>", customs_applications.application, name="customs_application"),
    path(
        "customs/applications/<str:reference>/change", customs_applications.change_application,
        name="change_customs_application",
    ),
    path("customs/applications/<str:reference>/packet", customs_applications.packet, name="customs_packet"),
    path("customs/applications/<str:reference>/packet.json", customs_applications.packet_file, name="customs_packet_file"),
    path("customs/applications/<str:reference>/file", customs_applications.file_application, name="file_customs_application"),
    path(
        "customs/applications/<str:reference>/decide", customs_applications.decide_application,
        name="decide_customs_application",
    ),
    path(
        "customs/applications/<str:reference>/do/<slug:deed>", customs_applications.settle_application,
        name="settle_customs_application",
    ),
    path("customs/risk", customs_known.risk_profile, name="customs_risk"),
    path("customs/risk.json", customs_known.risk_file, name="customs_risk_file"),
    path("customs/recovery", customs_known.recovery_page, name="customs_recovery"),
]  # fmt: skip

api = [
    path("customs/detentions", programs.Detentions.as_view(), name="api_detentions"),
    path("customs/detentions/import", programs.DetentionLists.as_view(), name="api_import_detentions"),
    path("customs/detentions/<str:reference>", programs.OneDetention.as_view(), name="api_detention"),
    path("customs/detentions/<str:reference>/answer", programs.HolderAnswers.as_view(), name="api_answer_detention"),
    path("customs/detentions/<str:reference>/declarant", programs.Declarants.as_view(), name="api_note_declarant"),
    path("customs/detentions/<str:reference>/more-time", programs.MoreTimes.as_view(), name="api_more_time"),
    path("customs/detentions/<str:reference>/outcome", programs.Outcomes.as_view(), name="api_end_detention"),
    path("customs/risk", programs.RiskProfiles.as_view(), name="api_customs_risk"),
    path("customs/recovery", programs.Recoveries.as_view(), name="api_customs_recovery"),
    path("customs/applications", applying.Applications.as_view(), name="api_customs_applications"),
    path("customs/applications/<str:reference>", applying.OneApplication.as_view(), name="api_customs_application"),
    path("customs/applications/<str:reference>/packet", applying.Packets.as_view(), name="api_customs_packet"),
    path("customs/applications/<str:reference>/file", applying.Filings.as_view(), name="api_file_customs_application"),
    path(
        "customs/applications/<str:reference>/decision",
        applying.Decisions.as_view(),
        name="api_decide_customs_application",
    ),
    path(
        "customs/applications/<str:reference>/renew", applying.Renewals.as_view(), name="api_renew_customs_application"
    ),
    path("customs/applications/<str:reference>/end", applying.Endings.as_view(), name="api_end_customs_application"),
]
