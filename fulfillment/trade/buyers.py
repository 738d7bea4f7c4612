"""The buyer of an order: a secret link instead of an account, and words that can be erased."""

import hashlib
import hmac

from django.conf import settings
from django.urls import reverse

from fulfillment.models import Order
from gateway.limits import blind
from tenancy.context import current_tenant
from tenancy.errors import NotFound


def token_of(order: Order) -> str:
    """The secret of the buyer's link: 256 bits that nobody makes without the product's key. Only its hash is kept."""
    return blind(f"order\n{current_tenant()}\n{order.id}")


def order_of(token: str) -> Order:
    """The order of a buyer's link. Raises NotFound for every other text."""
    wanted = digest(token)
    row: Order | None = Order.objects.select_related("seller", "tenant").filter(token_hash=wanted).first()
    if row is None or not hmac.compare_digest(row.token_hash, wanted):
        raise NotFound
    return row


def digest(token: str) -> str:
    """What is kept of the secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def key_of(email: str) -> str:
    """Tells buyers apart without saying who they are; "" without an address."""
    address = email.strip().casefold()
    return blind(f"buyer\n{current_tenant()}\n{address}") if address else ""


def link_of(order: Order) -> str:
    """The whole address of the page where the buyer sees the order and complains."""
    return f"{settings.SITE_URL}{reverse('fulfillment:bought', args=[order.tenant.slug, token_of(order)])}"


def address_of(order: Order) -> str:
    """Where the buyer reads mail; "" where no address was told or it was erased."""
    record = order.records.first()
    return str(record.email) if record else ""
