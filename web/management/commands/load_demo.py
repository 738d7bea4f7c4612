"""`manage.py load_demo`: the demo world, once."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from web.demo import keys
from web.demo.world import load, make_keys


class Command(BaseCommand):
    """Makes the demo marketplaces where they are missing; a second run changes nothing."""

    help = "Make the demo world, if it is not there."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """CommandError outside the demo."""
        if not settings.DEMO:
            raise CommandError("The demo world exists in the demo alone: set MARKWARDEN_DEMO=1.")
        began = time.monotonic()
        if load():
            self.stderr.write(f"The demo marketplace is made ({time.monotonic() - began:.0f} s).")
        if not keys.read():
            make_keys()
