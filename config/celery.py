"""Celery: a doorbell. PostgreSQL holds all work; a lost, doubled or late message changes nothing but the waiting.

Start a worker with `celery -A config worker`, the schedule with `celery -A config beat` (or `-B` within one worker);
several schedules do no harm.
"""

from typing import Any

from celery import Celery
from celery.signals import worker_init
from django.core.management import CommandError, call_command

JOBS = (
    "clocks",
    "effects",
    "release",
    "rights",
    "lapse",
    "publish",
    "intake",
    "applied",
    "reporters",
    "suspensions",
    "thresholds",
    "places",
    "standing",
    "good_faith",
    "alerts",
    "watches",
    "jobs",
    "backscan",
    "looks",
    "reading",
    "outside",
    "links",
    "audit_items",
    "audit_schedules",
    "goods",
    "specimens",
    "licences",
    "proofs",
    "keys",
    "terms",
    "term_reviews",
    "goods_words",
    "drafts",
    "kin",
    "usual_words",
    "seller_years",
    "warning_mails",
    "risk",
    "inspections",
    "listing_pictures",
    "trade_surges",
    "goods_sampling",
    "trade_fakes",
)
"""What is rung every second: the job of every registered round."""

QUEUES = {
    "looks": "looks",
    "reading": "ocr",
    "outside": "looks",
    "listing_pictures": "looks",
    "links": "looks",
    "specimens": "looks",
    "kin": "looks",
    "usual_words": "looks",
}
"""Jobs with a queue of their own, as they take a core for seconds or a model in memory, or wait for hosts outside. The law's
clocks never wait for them."""

HARD_LIMIT = 300
EXPIRES = 5  # a bell nobody heard for so many seconds is not worth hearing: the next one has rung

app = Celery("config", task_cls="workflow.tasks:TenantTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=HARD_LIMIT,
    task_soft_time_limit=HARD_LIMIT - 30,
    worker_prefetch_multiplier=1,
    worker_soft_shutdown_timeout=5,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        "visibility_timeout": 4 * HARD_LIMIT,
        "unacked_mutex_expire": 30,  # else the lock of a dead worker keeps messages back for 5 minutes
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 5,
        "socket_timeout": 30,
        "socket_keepalive": True,
        "health_check_interval": 25,
    },
    beat_schedule={
        **{
            job: {
                "task": "config.tasks.ring",
                "args": [job],
                "schedule": 1.0,
                "options": {"expires": EXPIRES, "queue": QUEUES.get(job, "celery")},
            }
            for job in JOBS
        },
        **{
            f"repair {queue}": {
                "task": "config.tasks.repair",
                "args": [queue],
                "schedule": 600.0,
                "options": {"expires": 600, "queue": queue},
            }
            for queue in ("celery", *QUEUES.values())
        },
        "tidy": {"task": "config.tasks.tidy", "schedule": 3600.0, "options": {"expires": 3600}},
    },
    # Without it every task would pay for a new connection to the database.
    CELERY_DB_REUSE_MAX=1000,
)
app.autodiscover_tasks()


@worker_init.connect
def refuse_without_wall(**_sent: Any) -> None:
    """A worker does not start where the wall does not stand. (Celery swallows every other exception here.)"""
    try:
        call_command("check_wall", verbosity=0)
    except CommandError as fallen:
        raise SystemExit(str(fallen)) from None
