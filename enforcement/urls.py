"""Addresses of enforcement: pages under `/m/<slug>/`, the API under `/m/<slug>/api/v1/`."""

from django.urls import include, path

from enforcement import api as programs
from enforcement import api_complaints as filing
from enforcement import api_deciding as deciding
from enforcement import api_outgoing as outgoing
from enforcement import api_reports as referring
from enforcement.views import (
    appeals,
    case,
    casefile,
    complaint_list,
    complaints,
    flaggers,
    letters,
    lists,
    published,
    queue,
    reporting,
    reports,
    reviewing,
    sides,
    statements,
)

app_name = "enforcement"

pages = [
    path("queue", queue.queue, name="queue"),
    path("queue/mine", queue.mine, name="mine"),
    path("queue/next", queue.take_next, name="take_next"),
    path("queue/position", queue.position, name="position"),
    path("queue/count", queue.queue_count, name="queue_count"),
    path("queue/mine/count", queue.mine_count, name="mine_count"),
    path("appeals/count", queue.appeals_count, name="appeals_count"),
    path("complaints/count", queue.complaints_count, name="complaints_count"),
    path("to-answer/count", queue.to_answer_count, name="to_answer_count"),
    path("to-answer", lists.to_answer, name="to_answer"),
    path("records", lists.records, name="records"),
    path("cases/<str:reference>", case.case, name="case"),
    path("cases/<str:reference>/assign", reviewing.assign, name="assign"),
    path("cases/<str:reference>/decide", reviewing.decide, name="decide"),
    path("cases/<str:reference>/undo", reviewing.undo, name="undo"),
    path("cases/<str:reference>/second", reviewing.second, name="second"),
    path("cases/<str:reference>/answer", sides.answer, name="answer"),
    path("cases/<str:reference>/evidence", sides.add_evidence, name="add_evidence"),
    path("cases/<str:reference>/withdraw", sides.withdraw, name="withdraw"),
    path("cases/<str:reference>/appeal", sides.appeal, name="file_appeal"),
    path("cases/<str:reference>/court", sides.court, name="court"),
    path("cases/<str:reference>/file", casefile.case_file, name="case_file"),
    path("cases/<str:reference>/archive", casefile.case_archive, name="case_archive"),
    path("cases/<str:reference>/statements", statements.case_statements, name="case_statements"),
    path("statements", statements.statements, name="statements"),
    path("statements/<uuid:statement_id>", statements.statement, name="statement"),
    path("statements/<uuid:statement_id>/statement.json", statements.statement_json, name="statement_json"),
    path("published", published.published, name="published"),
    path("published.json", published.published_json, name="published_json"),
    path("letters/<uuid:notice_id>", letters.letter, name="letter"),
    path("letters/<uuid:notice_id>.pdf", letters.letter_pdf, name="letter_pdf"),
    path("rules/<slug:code>/letters", letters.letter_templates, name="letter_templates"),
    path("complaints", complaint_list.complaints, name="complaints"),
    path("complaints/new", complaints.complaint_new, name="complaint_new"),
    path("complaints/<str:reference>", complaints.complaint, name="complaint"),
    path("complaints/<str:reference>/withdraw", complaints.withdraw_listings, name="withdraw_listings"),
    path("complaints/<str:reference>/discard", complaints.discard, name="discard"),
    path("report", reporting.report, name="report"),
    path("report/<str:token>", reporting.follow_report, name="follow_report"),
    path("reports", reports.reports, name="reports"),
    path("reports/count", reports.reports_count, name="reports_count"),
    path("reports/<uuid:listing_id>", reports.reported, name="reported"),
    path("reports/<uuid:listing_id>/take-up", reports.take_up, name="take_up"),
    path("reports/<uuid:listing_id>/decide", reports.decide_reports, name="decide_reports"),
    path("flaggers", flaggers.flaggers, name="flaggers"),
    path("flaggers/<uuid:flagger_id>", flaggers.flagger, name="flagger"),
    path("appeals", appeals.appeals, name="appeals"),
    path("appeals/<str:reference>", appeals.appeal, name="appeal"),
]
api = [
    path("complaints", filing.Complaints.as_view(), name="api_complaints"),
    path("complaints/<str:reference>", filing.OneComplaint.as_view(), name="api_complaint"),
    path("complaints/<str:reference>/correct", filing.Corrections.as_view(), name="api_correct"),
    path("complaints/<str:reference>/discard", filing.Discards.as_view(), name="api_discard"),
    path("complaints/<str:reference>/withdrawals", filing.ComplaintWithdrawals.as_view(), name="api_withdraw_listings"),
    path("reports", referring.Reports.as_view(), name="api_reports"),
    path("reports/<str:reference>", referring.OneReport.as_view(), name="api_report"),
    path("cases", programs.Cases.as_view(), name="api_cases"),
    path("cases/<str:reference>", programs.OneCase.as_view(), name="api_case"),
    path("cases/<str:reference>/answers", programs.Answers.as_view(), name="api_answers"),
    path("cases/<str:reference>/withdrawals", programs.Withdrawals.as_view(), name="api_withdrawals"),
    path("cases/<str:reference>/court-action", programs.CourtActions.as_view(), name="api_court_action"),
    path("cases/<str:reference>/decision", deciding.Decisions.as_view(), name="api_decision"),
    path("cases/<str:reference>/appeals", programs.Appeals.as_view(), name="api_appeals"),
    path("cases/<str:reference>/file", outgoing.Files.as_view(), name="api_case_file"),
    path("cases/<str:reference>/archive", outgoing.Archives.as_view(), name="api_case_archive"),
    path("statements", outgoing.Statements.as_view(), name="api_statements"),
    path("statements/<uuid:statement_id>", outgoing.OneStatement.as_view(), name="api_statement"),
    path("statements/<uuid:statement_id>/corrections", outgoing.Corrections.as_view(), name="api_statement_correct"),
]

urlpatterns = [path("m/<slug:slug>/", include(pages)), path("m/<slug:slug>/api/v1/", include(api))]
