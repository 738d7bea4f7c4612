"""The settings of the tests for the processes beside the web: the same database, files and a mailbox to look into."""

import importlib
import os
from pathlib import Path

_base = importlib.import_module(os.environ["JOURNEY_BASE_SETTINGS"])
globals().update({name: getattr(_base, name) for name in dir(_base) if name.isupper()})

DATABASES = {
    alias: {**values, "NAME": os.environ["JOURNEY_DATABASE"], "CONN_MAX_AGE": 0}
    for alias, values in _base.DATABASES.items()
}
EVIDENCE_DIR = Path(os.environ["JOURNEY_EVIDENCE"])
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ["JOURNEY_MAILBOX"]
