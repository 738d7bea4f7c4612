"""Goods for the tests, made through the services: a brand with a product, a batch with its papers, a dock."""

import io
from dataclasses import dataclass
from datetime import timedelta

from PIL import Image

from fulfillment import services
from fulfillment.models import Batch, Product, Site
from fulfillment.services import Made, Numbering, Paper, Place, Scanned
from gateway.uploads import checked_document, checked_picture
from registry.models import Brand, SerialScheme
from registry.services import add_brand, add_serials
from tenancy.context import database_now
from tests.cast import Market

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
GTIN = "04006381333931"
OTHER_GTIN = "04012345678901"
ROTTERDAM, POZNAN, SINGAPORE = (51.92, 4.48), (52.41, 16.93), (1.35, 103.82)


@dataclass
class Goods:
    """A product of the cast's brand with one batch, and a dock of the cast's logistics partner."""

    market: Market
    brand: Brand
    product: Product
    batch: Batch
    dock: Site

    def scan(self, *codes, step="received", site=None, sent_at=None, **more):
        """What the dock is told of these codes."""
        scans = [Scanned(code=code, step=step, **more) for code in codes]
        return services.check(actor=self.market.actor("scanner"), site=site or self.dock, scans=scans, sent_at=sent_at)

    def label(self, serial, lot="B7731"):
        """What stands on a box, as people write it."""
        return f"(01){GTIN}(10){lot}(21){serial}" if lot else f"(01){GTIN}(21){serial}"


def today(days=0):
    """A day from now."""
    return (database_now() + timedelta(days=days)).date()


def a_picture(colour="teal"):
    """A checked picture."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return checked_picture(out.getvalue())


def a_paper(name="certificate.pdf"):
    """A document with its name."""
    return name, checked_document(PDF)


def a_site(market, name="Dock 4", where=POZNAN, *, who="logistics", kind="warehouse", country="PL"):
    """A place of a party of the cast."""
    said = Place(kind=kind, name=name, country=country, latitude=where[0], longitude=where[1])
    return services.add_site(actor=market.actor(who), said=said)


def a_paper_of(batch, quantity=100, **more):
    """What a supplier certifies of a batch."""
    said = {
        "kind": "provenance", "number": "C-1", "signer": "Li Wei", "signed_on": today(-20), "valid_from": today(-20),
        "quantity": quantity, "site": "Mill 3, Ningbo", "country": "CN", "document": a_paper(),
    }  # fmt: skip
    return Paper(**{**said, **more})


def goods(market, *, source="range", enrolled=-60, **numbering) -> Goods:
    """A brand's flask with the range HF-000100 to HF-000999, enrolled sixty days ago; a batch made since; a dock."""
    holder = market.actor("brand")
    brand = add_brand(actor=holder, name="Halden")
    scheme = None
    if source == "range":
        scheme = add_serials(
            actor=holder, brand=brand, pattern="HF######", first="000100", last="000999", starts_on=today(-60)
        )
    said = Numbering(source=source, scheme=scheme, enrolled_on=today(enrolled), **numbering)
    product = services.add_product(actor=holder, brand=brand, code=GTIN, name="Halden flask 750 ml", numbering=said)
    made = Made(lot="B7731", made_on=today(-30), quantity=100, country="CN", supplier=market.parties["supplier"])
    batch = services.add_batch(actor=holder, product=product, said=made)
    return Goods(market, brand, product, batch, a_site(market))


__all__ = ["GTIN", "Goods", "SerialScheme", "a_paper", "a_paper_of", "a_picture", "a_site", "goods", "today"]
