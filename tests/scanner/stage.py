"""Setting the stage of a scan through the services: rights that are enforced, listings that wait for their check."""

import io

from PIL import ImageOps

from gateway.uploads import checked_picture
from registry import services as registry
from registry.details import Details
from scanner import services
from scanner.matchers.picture_examples import scene
from sellers import services as sellers
from tenancy.context import database_now

HIDDEN = "Z a n d e r h o l t weekender"
OPEN = "Zanderholt weekender"


def png(seed=1, *, mirrored=False):
    """The bytes of a picture drawn from a number."""
    picture = ImageOps.mirror(scene(seed)) if mirrored else scene(seed)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def trademark(market, title="Zanderholt", *, number="018442190", office="EM", picture=None, owner="brand", **more):
    """A verified mark for bags and clothes, in the EU."""
    said = {"classes": (18, 25), **more}
    details = Details(kind="trademark", title=title, office=office, number=number, **said)
    right = registry.register_right(actor=market.actor(owner), details=details)
    return _verified(market, right, picture)


def copyright_(market, title="Northern lights", *, picture=1, territories=("US",)):
    """A verified work with its picture."""
    details = Details(kind="copyright", title=title, territories=territories)
    return _verified(market, registry.register_right(actor=market.actor("brand"), details=details), picture)


def _verified(market, right, picture):
    right = registry.verify_right(actor=market.actor("lead"), right=right)
    if picture is not None:
        registry.add_specimen(actor=market.actor("lead"), right=right, picture=checked_picture(png(picture)))
        right.refresh_from_db()
    return right


def waiting(market, number="A-1", title=OPEN, *, seller="seller", markets=("DE", "US"), pictures=(), **more):
    """A listing of a bag that waits for its check."""
    return sellers.submit_listing(
        actor=market.actor(seller), number=number, title=title, markets=list(markets),
        pictures=[checked_picture(picture) for picture in pictures], **{"category": ["Bags"], **more},
    )  # fmt: skip


def published(market, number="A-1", title=OPEN, **more):
    """The same after its check: the listing, and what came of it."""
    listing = waiting(market, number, title, **more)
    scanned = services.publish(actor=market.system, listing=listing, wait=True)
    listing.refresh_from_db()
    return listing, scanned


def authorise(market, right, *, territories=(), seller="seller"):
    """The owner lets the seller sell from today on."""
    return registry.authorise_seller(
        actor=market.actor("brand"), right=right, seller=market.parties[seller], territories=territories,
        starts_on=database_now().date(),
    )  # fmt: skip
