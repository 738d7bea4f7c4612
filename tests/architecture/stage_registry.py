"""What the world of the access matrix has of the registry: rights, licences, contracts, powers, lists, goods."""

import io
from collections.abc import Callable
from datetime import date, timedelta

from accounts import services as accounts
from gateway.uploads import checked_document, checked_picture
from registry import services as registry
from registry.banning import BanDetails
from registry.details import Details
from registry.licensing.terms import Terms as LicenceTerms
from registry.licensing.terms import digest
from registry.models import Agreement, Licence, PowerOfAttorney, ProofRequest, Right, TermReview
from registry.services import applications, lists
from registry.services.gate import Asked as OrderAsked
from registry.services.gate import check_order
from tenancy.actor import Actor
from tenancy.context import database_now
from tests.architecture.things import PDF, Things, picture
from tests.cast import Market, make_user


def register(market: Market, brand: str, seller: str, name: str) -> tuple[Right, Things]:
    """A verified mark with a specimen; the other seller is authorised."""
    holder = market.actor(brand)
    registered = str(97_000_000 + sum(name.encode()))
    details = Details(kind="trademark", title=name, office="US", number=registered, classes=(18,))
    right = registry.register_right(actor=holder, details=details)
    specimen = registry.add_specimen(actor=holder, right=right, picture=checked_picture(picture()))
    right = registry.verify_right(actor=market.actor("lead"), right=right)
    other = market.parties["other_seller" if seller == "seller" else "seller"]
    authorised = registry.authorise_seller(actor=holder, right=right, seller=other)
    said = registry.Conveyance("change_of_name", name, f"{name} Ltd", date(2026, 3, 1))
    title = registry.record_assignment(actor=holder, right=right, said=said)
    sold_as = registry.add_brand(actor=holder, name=f"{name} Goods")
    registry.put_in_brand(actor=holder, owner=market.parties[brand], brand=sold_as, rights=[right])
    shown = registry.Point(title="Stitching", spot="Inside the lid", genuine="Double seam", fake="Single seam")
    point = registry.add_point(actor=holder, brand=sold_as, said=shown)
    prefix = registry.add_prefix(actor=holder, brand=sold_as, number=f"40{sum(name.encode())}")
    numbered = registry.add_serials(actor=holder, brand=sold_as, pattern="ZAN-####")
    applied = applications.hand_in(
        actor=market.system, kind="agent",
        said=applications.Said(
            details={
                "name": f"{name} Agents", "country": "SE", "address": "Lund", "contact_name": "Ada",
                "contact_email": "ada@agents.test",
            },
            no_number=True, signatory="Ada", acts_for=name,
            papers=[(kind, checked_document(PDF), f"{kind}.pdf") for kind in ("signatory", "power")],
        ),
    )  # fmt: skip
    return right, {
        "gtin_prefix": str(prefix.id),
        "serials": str(numbered.id),
        "applicant": applied.party.reference,
        "its_brand": sold_as.reference,
        "guide_point": str(point.id),
        "right": right.reference,
        "right_id": str(right.id),
        "specimen": str(specimen.id),
        "evidence": specimen.evidence.reference,
        "authorised": str(authorised.id),
        "title": str(title.id),
        "other_seller": other.reference,
    }


def list(market: Market, brand: str, name: str) -> str:
    """A list of rights that was uploaded and not yet brought in."""
    file = io.BytesIO(f"title,number,office,classes\n{name},1,US,18\n".encode())
    return str(lists.receive_list(actor=market.actor(brand), file=file, name="marks.csv").reference)


def licences(market: Market, right: Right, brand: str, seller: str) -> Things:
    """A licence that the seller passes on, an offer to it, a draft, and requests for proof."""
    holder, shop = market.actor(brand), market.actor(seller)
    day = database_now().date() + timedelta(days=365)  # until then its listings can be complained of
    to_shop = LicenceTerms(licensee=market.parties[seller], starts_on=day, sublicensing_depth=1)

    def drafted(terms: LicenceTerms) -> Licence:
        return registry.draft_licence(actor=holder, rights=[right], terms=terms)

    def signed(licence: Licence, deed: Callable[..., Licence], actor: Actor) -> Licence:
        return deed(actor=actor, licence=licence, name="Ada", agreed=True, seen=digest(licence, [right]))

    licence = signed(signed(drafted(to_shop), registry.offer_licence, holder), registry.accept_licence, shop)
    paper = LicenceTerms(licensee_name="Corner Kiosk", starts_on=day)
    below = registry.sublicense(actor=shop, parent=licence, terms=paper)
    registry.add_document(actor=shop, licence=below, document=PDF)
    asked = [
        registry.ask_for_proof(actor=market.system, seller=market.parties[seller], right=right, reason=reason)
        for reason in ("name_mismatch", "unsigned")
    ]
    draft, offered = drafted(to_shop), signed(drafted(to_shop), registry.offer_licence, holder)
    return {
        "licence": licence.reference,
        "licence_day": day.isoformat(),
        "draft_terms": digest(draft, [right]),
        "offered_terms": digest(offered, [right]),
        "sublicence": signed(below, registry.offer_licence, shop).reference,
        "offered_licence": offered.reference,
        "draft_licence": draft.reference,
        "proof": asked[0].reference,
        "answered_proof": registry.answer_proof(actor=shop, asked=asked[1], number="PL-1").reference,
    }


def goods(market: Market, right: Right, brand: str, name: str) -> Things:
    """A work with a text, a usual price of the mark, a patent, and a ban under which a listing falls."""
    holder, lead = market.actor(brand), market.actor("lead")
    details = Details(kind="copyright", title=f"{name} catalogue", territories=("US",))
    work = registry.register_right(actor=holder, details=details)
    text = registry.add_text(actor=holder, right=work, title=name, text=f"{name} bottles keep water cold. " * 5)
    band = registry.set_band(actor=holder, right=right, currency="USD", low_cents=900, high_cents=2_000, goods=name)
    invention = Details(kind="patent", title=f"{name} lid", office="US", number=str(9_000_000 + sum(name.encode())))
    patent = registry.register_right(actor=holder, details=invention)
    order = BanDetails(
        kind="import_ban", title=f"{name} dryers", authority="USITC", order=name, territories=("US",),
        products=(f"{name} dryer",),
    )  # fmt: skip
    return {
        "work": work.reference,
        "text": str(text.id),
        "band": str(band.id),
        "patent": patent.reference,
        "ban": registry.add_ban(actor=lead, details=order).reference,
    }


def order(market: Market, right: Right, seller: str, number: str) -> Things:
    """A line of an order that the gate was asked about."""
    asked = OrderAsked(market.parties[seller], (right,), "US", database_now().date())
    check = check_order(actor=market.system, line=f"{number}-1", asked=asked)
    return {"gate_line": check.line, "gate_check": str(check.id)}


def agreements(market: Market, seller: str) -> Things:
    """Contracts of the marketplace with the seller: one in force, and a draft."""
    lead, day = market.actor("lead"), database_now().date()

    def recorded(title: str) -> Agreement:
        terms = registry.Cover(title, day, signed_on=day, signatory="Ada")
        return registry.record_agreement(
            actor=lead, party=market.parties[seller], kind="vendor", terms=terms, document=PDF
        )

    agreement = recorded("Terms of sale")
    registry.put_in_force(actor=lead, agreement=agreement)
    return {"agreement": agreement.reference, "draft_agreement": recorded("Next terms").reference}


def term_review(market: Market, right: Right, seller: str) -> str:
    """A right under which a question has waited for too long."""
    asked = registry.ask_for_proof(
        actor=market.system, seller=market.parties[seller], right=right, reason="name_mismatch"
    )
    ProofRequest.objects.filter(id=asked.id).update(made_at=database_now() - timedelta(days=8))
    registry.open_reviews(actor=market.system, now=database_now())
    return TermReview.objects.get(about=str(right.id), code="name_mismatch").reference


def power(market: Market, brand: str, name: str) -> PowerOfAttorney:
    """An agent of the brand, whose power of attorney is on file."""
    agent = accounts.register_party(actor=market.system, kind="agent", name=f"{name} Agents", country="FR")
    person = make_user(f"agent-of-{name.lower()}@{market.slug}.test", name=f"{name} Agent")
    accounts.add_member(
        actor=market.system, party=agent, user=person, role="holder.main", brands=[market.parties[brand]]
    )
    return registry.file_power(
        actor=market.system, brand=market.parties[brand], agent=agent, document=PDF, label="power.pdf"
    )


def appointment(market: Market, brand: str, power: PowerOfAttorney) -> str:
    """That agent, appointed by the brand for all that it has."""
    made = registry.appoint(actor=market.actor(brand), agent=power.agent, terms=registry.Terms())
    return str(made.reference)
