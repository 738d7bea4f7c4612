"""What the world of the access matrix has of reviews by inspectors: one at each step."""

from collections.abc import Callable
from datetime import timedelta

from gateway.uploads import checked_picture
from sellers.models import Accreditation, ReviewReport, SellerReview
from sellers.services.accrediting import Reach, accredit, note_interest
from sellers.services.inspecting import Said, declare, digest, save_section, sections, sign_report
from sellers.services.reviews import ask_review, assign_review
from tenancy.context import database_now
from tests.architecture.things import Things, picture
from tests.cast import Market


def waiting(market: Market, seller: str, say: Callable[[str], str] = str, kind: str = "documents") -> SellerReview:
    """One that is to be assigned."""
    due_on = database_now().date() + timedelta(days=20)
    return ask_review(
        actor=market.actor("lead"), seller=market.parties[seller], kind=kind, country="DE", due_on=due_on,
        why=say("Who is there?"), department=say("Shoes")[:100],
    )  # fmt: skip


def assigned(market: Market, seller: str, say: Callable[[str], str] = str) -> SellerReview:
    """One that an inspector was given."""
    return assign_review(
        actor=market.actor("lead"), review=waiting(market, seller, say), inspector=market.parties["inspector"]
    )


def begun(market: Market, seller: str, say: Callable[[str], str] = str) -> SellerReview:
    """One for which the inspector has declared itself."""
    return declare(actor=market.actor("inspector"), review=assigned(market, seller, say), free=True)


def signed(market: Market, seller: str, say: Callable[[str], str] = str) -> ReviewReport:
    """One that was not passed."""
    inspector, review = market.actor("inspector"), begun(market, seller, say)
    no = Said("no", say("Two years old."), [checked_picture(picture())])
    for part in sections(review):
        said = {one.code: Said("yes") for one in part.questions} | {part.questions[0].code: no}
        review = save_section(actor=inspector, review=review, section=part.code, said=said)
    return sign_report(actor=inspector, review=review, name=say("Ida Holm"), seen=digest(review), agreed=True)


def reviewed(market: Market, seller: str) -> Things:
    """An accreditation, an interest in another seller, and a review at each step."""
    inspector = market.parties["inspector"]
    until_on = database_now().date() + timedelta(days=200)
    row = Accreditation.objects.filter(inspector=inspector, state="active").first() or accredit(
        actor=market.actor("lead"), inspector=inspector, reach=Reach(["documents", "site"], until_on), reason="Seen."
    )
    other = market.parties["other_seller" if seller == "seller" else "seller"]
    interest = note_interest(actor=market.actor("lead"), inspector=inspector, party=other, words="Cousins.")
    found = {
        "accreditation": row.reference,
        "interest": str(interest.id),
        "review_waiting": waiting(market, seller).reference,
        "review_assigned": assigned(market, seller).reference,
        "review_begun": begun(market, seller).reference,
        "review_signed": signed(market, seller).review.reference,  # last: who wrote the last two writes no third
        "inspector": inspector.reference,
    }
    interest.ended_at = database_now()
    interest.save(update_fields=["ended_at"])
    return found
