"""The web application on a bench's database, named by the environment: `gunicorn "bench.complaint_web:made()"`."""

import os
from importlib import import_module
from typing import Any

from django.db import connections


def made() -> Any:
    """The product's own application, on the database that BENCH_DATABASE names."""
    for alias in connections:
        connections[alias].settings_dict["NAME"] = os.environ["BENCH_DATABASE"]
    return import_module("config.wsgi").application
