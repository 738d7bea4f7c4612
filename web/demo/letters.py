"""More stories of the demo: letters in free text that arrived, complete and less so."""

from enforcement import services as enforcement
from enforcement.services import Arrived
from sellers.models import Listing
from web.demo.cast import address
from web.demo.past import Story
from web.demo.stage import Stage

PHOTOGRAPHER = """Dear Harbour Market team,

I am a photographer in Bergen. Listing no. %(number)s uses my photograph "Rain over Bryggen" without my permission. The original
hangs in my shop: https://solberg-photo.example/bryggen

I have a good faith belief that this use is not authorised by the copyright owner, its agent, or the law. The information in this
letter is accurate and, under penalty of perjury, I am the owner of the exclusive right that is infringed.

Kind regards,
Ingrid Solberg
Strandgaten 18, 5013 Bergen
%(sender)s
"""
COLLECTOR = """Hello,

your seller shows our picture in item number %(number)s. We offer to settle for a payment of 850 USD within ten days. Take it down.

Pixel Claims Ltd
%(sender)s
"""


def complete(stage: Stage, seller: str) -> Story:
    """A photographer without an account writes; nothing is missing."""
    yield from _arrives(stage, seller, PHOTOGRAPHER, "ingrid")


def demanding(stage: Stage, seller: str) -> Story:
    """Somebody wants money, and leaves out nearly all that a notice needs."""
    yield from _arrives(stage, seller, COLLECTOR, "claims")


def _arrives(stage: Stage, seller: str, words: str, sender: str) -> Story:
    yield 0.5
    shown = Listing.objects.filter(seller=stage.world.parties[seller], state=Listing.State.PUBLIC)
    listing = shown.order_by("-id")[0]
    written = words % {"number": listing.number, "sender": address(sender)}
    enforcement.receive_letter(
        actor=stage.actor("reviewer"), arrived=Arrived(data=written.encode(), channel="pasted", sender=address(sender))
    )
    yield 0
