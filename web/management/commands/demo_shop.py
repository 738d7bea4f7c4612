"""`manage.py demo_shop`: the demo's shop, until it is stopped."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from web.demo import keys
from web.demo.shop import Shelf, Shop
from web.demo.shopfront import shelf_path
from web.demo.world import SLUG


class Command(BaseCommand):
    """Follows the change feed and confirms what it shows."""

    help = "Run the demo's shop: it follows the change feed and confirms each state."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """CommandError outside the demo."""
        if not settings.DEMO:
            raise CommandError("The shop belongs to the demo: set MARKWARDEN_DEMO=1.")
        while "shop" not in keys.read():
            time.sleep(1)
        shop = Shop(f"{settings.SITE_URL}/m/{SLUG}/api/v1/", keys.read()["shop"], Shelf.opened(Path(shelf_path())))
        shop.follow()
