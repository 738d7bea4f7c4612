"""Addresses of licences and requests for proof, under those of the registry."""

from django.urls import path

from registry.licensing import api as programs
from registry.licensing import api_proofs
from registry.views import gate_checks, licence_deeds, licences, look_up, proofs

pages = [
    path("licences", licences.licence_list, name="licences"),
    path("licences/new", licences.licence_new, name="licence_new"),
    path("licences/look-up", look_up.look_up, name="look_up"),
    path("licences/licensees", licences.licensees, name="licensees"),
    path("licences/count", licences.licence_count, name="licences_count"),
    path("licences/<str:ref>", licences.licence, name="licence"),
    path("licences/<str:ref>/change", licences.licence_change, name="licence_change"),
    path("licences/<str:ref>/pass-on", licences.licence_pass_on, name="licence_pass_on"),
    path("licences/<str:ref>/offer", licence_deeds.offer, name="licence_offer"),
    path("licences/<str:ref>/sign", licence_deeds.accept, name="licence_accept"),
    path("licences/<str:ref>/decline", licence_deeds.decline, name="licence_decline"),
    path("licences/<str:ref>/withdraw", licence_deeds.withdraw, name="licence_withdraw"),
    path("licences/<str:ref>/consent", licence_deeds.consent, name="licence_consent"),
    path("licences/<str:ref>/terminate", licence_deeds.terminate, name="licence_terminate"),
    path("licences/<str:ref>/documents", licence_deeds.documents, name="licence_documents"),
    path("gate/checks", gate_checks.check_list, name="gate_checks"),
    path("gate/checks/<uuid:check_id>", gate_checks.check, name="gate_check"),
    path("proof-requests", proofs.proof_list, name="proofs"),
    path("proof-requests/count", proofs.proof_count, name="proofs_count"),
    path("proof-requests/<str:ref>", proofs.proof, name="proof"),
    path("proof-requests/<str:ref>/answer", proofs.answer, name="proof_answer"),
    path("proof-requests/<str:ref>/weigh", proofs.weigh, name="proof_weigh"),
]

api = [
    path("licences", programs.Licences.as_view(), name="api_licences"),
    path("licences/<str:ref>", programs.OneLicence.as_view(), name="api_licence"),
    path("licences/<str:ref>/sublicences", programs.Sublicences.as_view(), name="api_sublicences"),
    path("licences/<str:ref>/documents", programs.LicenceDocuments.as_view(), name="api_licence_documents"),
    path("licences/<str:ref>/offer", programs.Offer.as_view(), name="api_licence_offer"),
    path("licences/<str:ref>/sign", programs.Acceptance.as_view(), name="api_licence_accept"),
    path("licences/<str:ref>/decline", programs.Decline.as_view(), name="api_licence_decline"),
    path("licences/<str:ref>/withdraw", programs.Withdrawal.as_view(), name="api_licence_withdraw"),
    path("licences/<str:ref>/consent", programs.ConsentGiven.as_view(), name="api_licence_consent"),
    path("licences/<str:ref>/terminate", programs.Termination.as_view(), name="api_licence_terminate"),
    path("proof-requests", api_proofs.Proofs.as_view(), name="api_proofs"),
    path("proof-requests/<str:ref>", api_proofs.OneProof.as_view(), name="api_proof"),
    path("proof-requests/<str:ref>/answer", api_proofs.ProofAnswer.as_view(), name="api_proof_answer"),
    path("proof-requests/<str:ref>/weigh", api_proofs.ProofWeighed.as_view(), name="api_proof_weigh"),
]
