"""Addresses of contracts and of reviews of terms, for `registry.urls`."""

from django.urls import path

from registry.agreements import api as programs
from registry.agreements import api_term_reviews as reviewing
from registry.views import agreements, term_reviews

pages = [
    path("agreements", agreements.agreements, name="agreements"),
    path("agreements/new", agreements.add, name="agreement_new"),
    path("agreements/blocks", agreements.blocks, name="agreement_blocks"),
    path("agreements/of/<str:reference>", agreements.of_party, name="party_agreements"),
    path("agreements/<str:ref>", agreements.agreement, name="agreement"),
    path("agreements/<str:ref>/clauses", agreements.set_clauses, name="agreement_clauses"),
    path("agreements/<str:ref>/in-force", agreements.put_in_force, name="agreement_in_force"),
    path("agreements/<str:ref>/end", agreements.terminate, name="agreement_end"),
    path("term-reviews", term_reviews.term_reviews, name="term_reviews"),
    path("term-reviews/count", term_reviews.term_reviews_count, name="term_reviews_count"),
    path("term-reviews/targets", term_reviews.set_target, name="set_term_target"),
    path("term-reviews/<str:ref>", term_reviews.term_review, name="term_review"),
    path("term-reviews/<str:ref>/decide", term_reviews.decide, name="decide_term_review"),
]

api = [
    path("agreements", programs.Agreements.as_view(), name="api_agreements"),
    path("agreements/blocks", programs.AgreementBlocks.as_view(), name="api_agreement_blocks"),
    path("agreements/<str:ref>", programs.OneAgreement.as_view(), name="api_agreement"),
    path("agreements/<str:ref>/clauses", programs.Clauses.as_view(), name="api_agreement_clauses"),
    path("agreements/<str:ref>/in-force", programs.Signing.as_view(), name="api_agreement_in_force"),
    path("agreements/<str:ref>/end", programs.AgreementEnd.as_view(), name="api_agreement_end"),
    path("term-reviews", reviewing.TermReviews.as_view(), name="api_term_reviews"),
    path("term-reviews/targets", reviewing.TermTargets.as_view(), name="api_term_targets"),
    path("term-reviews/<str:ref>", reviewing.OneTermReview.as_view(), name="api_term_review"),
    path("term-reviews/<str:ref>/decide", reviewing.TermDecision.as_view(), name="api_decide_term_review"),
]
