"""`manage.py create_marketplace SLUG NAME --lead EMAIL --packs us-dmca …`"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts.services import create_marketplace
from tenancy.errors import Refusal


class Command(BaseCommand):
    """A marketplace, its operator, its packs, and the link by which the first lead joins."""

    help = "Make a marketplace; prints the link that its first lead opens."

    def add_arguments(self, parser: CommandParser) -> None:
        """Address, name, who leads it, under which law."""
        parser.add_argument("slug", help="its address: /m/SLUG/")
        parser.add_argument("name")
        parser.add_argument("--lead", required=True, metavar="EMAIL", help="the first person, as lead of the operator")
        parser.add_argument("--packs", nargs="*", default=[], metavar="CODE", help="packs to choose, such as us-dmca")
        parser.add_argument("--country", default="US", help="ISO code of the operator's country")

    def handle(self, *args: Any, **options: Any) -> None:
        """The link works once, for seven days."""
        try:
            marketplace, invitation = create_marketplace(
                slug=options["slug"],
                name=options["name"],
                lead_email=options["lead"],
                packs=options["packs"],
                country=options["country"],
            )
        except Refusal as refused:
            fields = getattr(refused, "fields", {})
            told = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in fields.items())
            raise CommandError(told or refused.message) from refused
        path = reverse("accounts:join", args=[marketplace.slug, invitation.token])
        self.stdout.write(f"{marketplace.name} stands at {settings.SITE_URL}/m/{marketplace.slug}/")
        self.stdout.write(f"{options['lead']} joins as lead by opening {settings.SITE_URL}{path}")
