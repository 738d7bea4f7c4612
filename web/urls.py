"""Pages of `web`: preferences and health outside any marketplace, home and log inside."""

from django.urls import include, path

from web.api_docs import Docs, Schema
from web.health import alive, ready
from web.held import held
from web.home import home
from web.jobs import cancel_job, job, job_faults, job_position, jobs, jobs_position, resume_job
from web.jobs_api import Cancel, Jobs, OneJob, Resume
from web.log import log, log_bytes, log_entry, log_proof
from web.log_api import LogBytes, LogEntries, LogEntry, LogHead, LogProof
from web.preferences import preferences

app_name = "web"

inside = [
    path("", home, name="home"),
    path("record", held, name="held"),
    path("log", log, name="log"),
    path("log/<uuid:entry_id>", log_entry, name="log_entry"),
    path("log/<uuid:entry_id>/proof", log_proof, name="log_proof"),
    path("log/<uuid:entry_id>/bytes", log_bytes, name="log_bytes"),
    path("jobs", jobs, name="jobs"),
    path("jobs/position", jobs_position, name="jobs_position"),
    path("jobs/<uuid:job_id>", job, name="job"),
    path("jobs/<uuid:job_id>/position", job_position, name="job_position"),
    path("jobs/<uuid:job_id>/faults.csv", job_faults, name="job_faults"),
    path("jobs/<uuid:job_id>/cancel", cancel_job, name="job_cancel"),
    path("jobs/<uuid:job_id>/resume", resume_job, name="job_resume"),
    path("api/v1/jobs", Jobs.as_view(), name="api_jobs"),
    path("api/v1/jobs/<uuid:job_id>", OneJob.as_view(), name="api_job"),
    path("api/v1/jobs/<uuid:job_id>/cancel", Cancel.as_view(), name="api_job_cancel"),
    path("api/v1/jobs/<uuid:job_id>/resume", Resume.as_view(), name="api_job_resume"),
    path("api/v1/log", LogHead.as_view(), name="api_log"),
    path("api/v1/log/entries", LogEntries.as_view(), name="api_log_entries"),
    path("api/v1/log/entries/<uuid:entry_id>", LogEntry.as_view(), name="api_log_entry"),
    path("api/v1/log/entries/<uuid:entry_id>/proof", LogProof.as_view(), name="api_log_proof"),
    path("api/v1/log/entries/<uuid:entry_id>/bytes", LogBytes.as_view(), name="api_log_bytes"),
    path("api/v1/schema", Schema.as_view(), name="api_schema"),
    path("api/v1/docs", Docs.as_view(), name="api_docs"),
]
urlpatterns = [
    path("preferences", preferences, name="preferences"),
    path("healthz", alive, name="alive"),
    path("readyz", ready, name="ready"),
    path("m/<slug:slug>/", include(inside)),
]
