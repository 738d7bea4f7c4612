"""Papers that the sellers of the demo keep for the day when somebody complains; fraud that they and others met."""

from datetime import timedelta

from enforcement import services as enforcement
from gateway.uploads import checked_document
from sellers.services import warnings
from sellers.services.warnings import Said, Warned
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from web.demo import papers
from web.demo.stage import Stage

KEPT = (
    ("purchase", "Invoice 2217, Halden Textil, Poznań", "Halden travel bags, 40 pieces, order 2217", -140, None),
    ("licence", "Distribution contract with Sitara", "Sitara scarves and shawls, Germany and Austria", -300, 200),
    ("batch", "Batch report B-5581", "Lamps, batch B-5581", -60, None),
    ("origin", "Certificate of origin", "Wool blankets from the north", -420, -20),
)


def vaults(stage: Stage) -> None:
    """The vault of one seller: an invoice, a licence, a batch report, and a certificate that has expired; and
    its look at its own catalogue, which begins by itself."""
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
    enforcement.schedule_inspections(
        actor=stage.actor("quayside"), cadence="monthly", looks=["legality", "price", "quality"]
    )


MET = (
    ("overpayment", "They ordered 80 bottles and paid 2,400 EUR too much by a cheque. A mail from orders@trade-desk-intl.example "
     "asks to send the rest to another account at once, before the cheque has cleared."),
    ("overpayment", "A buyer from trade-desk-intl.example paid too much for lamps and wants the difference back by wire. "
     "The bank says the cheque can still be called back for weeks."),
    ("phishing", "A message with the logo of Harbour Market asks to confirm the password on harbour-seller-check.example, "
     "otherwise the account is closed within 24 hours."),
    ("advance", "Call from +49 30 5550 1188: a wholesaler offers genuine bags far below the price, half is to be paid first."),
    ("shipping", "The parcel that came back holds another flask, an old one, and the carrier's paper gives another weight."),
)  # fmt: skip


def fraud(stage: Stage) -> None:
    """Five reports; two of them with the same domain, of which the sellers are warned, as of a third; the others wait."""
    outside = Actor.anonymous(current_tenant())
    by = (stage.actor("quayside"), stage.actor("lumen"), outside, outside, stage.actor("quayside"))
    made = [
        warnings.report_fraud(actor=who, said=Said(kind=kind, words=words))
        for who, (kind, words) in zip(by, MET, strict=True)
    ]
    warnings.publish_warning(
        actor=stage.actor("lead"),
        kind="overpayment",
        said=Warned(
            title="Paid too much by cheque, the rest is wanted back at once",
            watch="A large first order, a cheque over much more than the price, and pressure to send the difference by wire "
            "before the bank has it. The mails came from trade-desk-intl.example.",
            do="Ship nothing and send nothing back until your bank confirms in writing that the cheque is final.",
        ),
        signals=[one.reference for one in made[:2]],
    )
    warnings.publish_warning(
        actor=stage.actor("lead"),
        kind="phishing",
        said=Warned(
            title="A message that looks like ours asks for the password",
            watch="A mail with our logo, a page at harbour-seller-check.example, and 24 hours to confirm the password.",
            do="If you typed it there, change it at once and end all sessions under Account. Look whether your payment "
            "account is still yours.",
        ),
        signals=[made[2].reference],
    )
