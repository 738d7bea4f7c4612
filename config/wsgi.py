"""The web process's entry. It refuses to start where the wall does not stand."""

import os

from django.core.management import CommandError, call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
try:
    call_command("check_wall", verbosity=0)
except CommandError as fallen:
    raise RuntimeError(str(fallen)) from None
