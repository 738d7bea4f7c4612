"""Floor 12: wiring. The Celery application is made with the package, so that every process knows it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
