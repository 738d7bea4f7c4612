"""Papers that the sellers of the demo keep for the day when somebody complains."""

from datetime import timedelta

from enforcement import services as enforcement
from gateway.uploads import checked_document
from tenancy.context import database_now
from web.demo import papers
from web.demo.stage import Stage

KEPT = (
    ("purchase", "Invoice 2217, Halden Textil, Poznań", "Halden travel bags, 40 pieces, order 2217", -140, None),
    ("licence", "Distribution contract with Sitara", "Sitara scarves and shawls, Germany and Austria", -300, 200),
    ("batch", "Batch report B-5581", "Lamps, batch B-5581", -60, None),
    ("origin", "Certificate of origin", "Wool blankets from the north", -420, -20),
)


def vaults(stage: Stage) -> None:
    """The vault of one seller: an invoice, a licence, a batch report, and a certificate that has expired."""
    today = database_now().date()
    for kind, name, goods, issued, good_for in KEPT:
        paper = enforcement.Paper(
            kind=kind,
            file=checked_document(papers.page(name, "", goods)),
            name=f"{name}.pdf",
            goods=goods,
            issued_on=today + timedelta(days=issued),
            expires_on=None if good_for is None else today + timedelta(days=good_for),
        )
        enforcement.keep_paper(actor=stage.actor("quayside"), paper=paper)
