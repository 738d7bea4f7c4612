"""The settings of the tests, with the stage, on the test database of the process that starts the worker."""

import importlib
import os

_base = importlib.import_module(os.environ["STAGE_BASE_SETTINGS"])
globals().update({name: getattr(_base, name) for name in dir(_base) if name.isupper()})

INSTALLED_APPS = [*_base.INSTALLED_APPS, "tests.workflow.stage"]
DATABASES = {
    alias: {**values, "NAME": os.environ["STAGE_DATABASE"], "CONN_MAX_AGE": 0}
    for alias, values in _base.DATABASES.items()
}
