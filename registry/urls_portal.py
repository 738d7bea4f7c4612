"""Addresses of the rights holder's portal: brands, agents and what follows from them."""

from django.urls import path

from registry.identity import api as api_identity
from registry.portal import api as api_portal
from registry.portal import api_numbering
from registry.views import agents, applications, applying, brands, bulk, guides, licences, numbering

first = [
    path("rights/many", bulk.bulk, name="rights_bulk"),
]
"""Those that must stand before `rights/<reference>`."""

pages = [
    path("apply", applying.apply, name="apply"),
    path("apply/<str:token>", applying.follow, name="follow_application"),
    path("applications", applications.applications_page, name="applications"),
    path("applications/count", applications.count_waiting, name="applications_count"),
    path("applications/<str:reference>", applications.application, name="application"),
    path("applications/<str:reference>/<str:deed>", applications.decide, name="decide_application"),
    path("brands", brands.brands, name="brands"),
    path("brands/new", brands.add, name="add_brand"),
    path("brands/<str:ref>", brands.brand, name="brand"),
    path("brands/<str:ref>/change", brands.change, name="change_brand"),
    path("brands/<str:ref>/rights", brands.fill, name="fill_brand"),
    path("brands/<str:ref>/rights/<str:right_ref>/take-out", brands.take_out, name="take_out_of_brand"),
    path("brands/<str:ref>/retire", brands.retire, name="retire_brand"),
    path("brands/<str:ref>/guide", guides.guide, name="guide"),
    path("brands/<str:ref>/guide/new", guides.add, name="add_point"),
    path("brands/<str:ref>/guide/<uuid:point_id>", guides.change, name="change_point"),
    path("brands/<str:ref>/guide/<uuid:point_id>/retire", guides.retire, name="retire_point"),
    path("brands/<str:ref>/licences", licences.of_brand, name="licences_of_brand"),
    path("brands/<str:ref>/numbers", numbering.numbers, name="numbers"),
    path("brands/<str:ref>/numbers/gtins", numbering.add_prefix, name="add_prefix"),
    path("brands/<str:ref>/numbers/gtins/<uuid:prefix_id>/end", numbering.end_prefix, name="end_prefix"),
    path("brands/<str:ref>/numbers/serials", numbering.add_serials, name="add_serials"),
    path("brands/<str:ref>/numbers/serials/<uuid:scheme_id>/end", numbering.end_serials, name="end_serials"),
    path("rights/<str:ref>/guide", guides.of_right, name="guide_of_right"),
    path("agents", agents.appointments, name="appointments"),
    path("agents/new", agents.appoint, name="appoint"),
    path("agents/<str:ref>", agents.appointment, name="appointment"),
    path("agents/<str:ref>/end", agents.end, name="end_appointment"),
]

api = [
    path("applications", api_identity.Applications.as_view(), name="api_applications"),
    path("applications/<str:reference>", api_identity.OneApplication.as_view(), name="api_application"),
    path(
        "applications/<str:reference>/decide", api_identity.ApplicationDecision.as_view(), name="api_decide_application"
    ),
    path("brands", api_portal.Brands.as_view(), name="api_brands"),
    path("brands/<str:ref>", api_portal.OneBrand.as_view(), name="api_brand"),
    path("brands/<str:ref>/rights", api_portal.BrandRights.as_view(), name="api_brand_rights"),
    path("brands/<str:ref>/gtins", api_numbering.Prefixes.as_view(), name="api_prefixes"),
    path("brands/<str:ref>/gtins/<uuid:prefix_id>/end", api_numbering.PrefixEnd.as_view(), name="api_end_prefix"),
    path("brands/<str:ref>/serials", api_numbering.SerialSchemes.as_view(), name="api_serials"),
    path("brands/<str:ref>/serials/<uuid:scheme_id>/end", api_numbering.SerialsEnd.as_view(), name="api_end_serials"),
    path("guides", api_portal.Guides.as_view(), name="api_guides"),
    path("appointments", api_portal.Appointments.as_view(), name="api_appointments"),
    path("appointments/<str:ref>", api_portal.OneAppointment.as_view(), name="api_appointment"),
    path("appointments/<str:ref>/end", api_portal.AppointmentEnd.as_view(), name="api_end_appointment"),
    path("powers-of-attorney", api_portal.Powers.as_view(), name="api_powers"),
]
