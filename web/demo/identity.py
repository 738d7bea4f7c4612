"""Applicants of the demo: a rights holder whose papers are whole, and an agent that has to add to them."""

from gateway.uploads import CheckedDocument, checked_document
from registry.services import applications
from registry.services.applications import Said
from tenancy.actor import Actor
from web.demo import papers
from web.demo.cast import address
from web.demo.stage import Stage


def applied(stage: Stage) -> None:
    """Two applications; the lead has asked the second for its power of attorney in a readable copy."""
    nobody = Actor.anonymous(stage.world.marketplace.id)
    maker, agent = "Mavi Çini Seramik A.Ş.", "Prism IP Services Ltd"
    applications.hand_in(
        actor=nobody, kind="brand",
        said=Said(
            details={
                "name": maker, "country": "TR", "address": "Atatürk Caddesi 14\n35210 İzmir", "contact_name": "Elif Aydin",
                "contact_email": address("apply"), "about": "Ceramics from Izmir since 1987.",
            },
            number="4540536920", signatory="Elif Aydin",
            papers=_papers(maker, "Elif Aydin"),
        ),
    )  # fmt: skip
    asked = applications.hand_in(
        actor=nobody, kind="agent",
        said=Said(
            details={
                "name": agent, "country": "GB", "address": "9 Temple Row\nBirmingham B2 5HG", "contact_name": "Hugo Penn",
                "contact_email": address("prism"), "about": "Complaints for makers of ceramics.",
            },
            number="SC123456", signatory="Hugo Penn", acts_for=maker,
            papers=[
                *_papers(agent, "Hugo Penn"),
                ("power", checked_document(papers.power(maker, agent)), "Power of attorney.pdf"),
            ],
        ),
    )  # fmt: skip
    applications.ask_applicant(
        actor=stage.actor("lead"),
        application=asked,
        wanted="The power of attorney names no person who signed. Please add one.",
    )


def _papers(company: str, person: str) -> list[tuple[str, CheckedDocument, str]]:
    extract = papers.page("Extract of the trade register", company, f"Represented by {person}")
    card = papers.page("Identity card", person)
    return [
        ("extract", checked_document(extract), "Trade register.pdf"),
        ("signatory", checked_document(card), "Identity.pdf"),
    ]
