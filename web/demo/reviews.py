"""Reviews by the demo's inspector: one to begin, one half done, one that was passed, one that waits to be assigned."""

from datetime import timedelta

from gateway.uploads import checked_picture
from sellers.models import SellerReview
from sellers.services.accrediting import Reach, accredit
from sellers.services.inspecting import Said, declare, digest, save_section, sections, sign_report
from sellers.services.reviews import ask_review, assign_review
from tenancy.context import database_now
from web.demo.cast import BRANDS
from web.demo.drawing import encoded, logo
from web.demo.stage import Stage, signed

DAYS = 120
"""So far ahead that nothing of it is late on the day when somebody looks."""


def told(stage: Stage) -> None:
    """An inspector that is accredited, and what it was given."""
    until_on = (database_now() + timedelta(days=700)).date()
    accredit(
        actor=stage.actor("lead"), inspector=stage.world.parties["inspector"],
        reach=Reach(["site", "documents", "goods"], until_on, [], ["DE", "NL", "US"]),
        reason="Accreditation as inspection body, type A, seen at the office on the day of the contract.",
    )  # fmt: skip
    _signed(stage, _given(stage, "nordkap", "documents", "NL", "Do the letters of authorisation hold?"))
    half = _given(stage, "lumen", "documents", "US", "Is the licence for Sitara genuine?")
    half = declare(actor=stage.actor("inspector"), review=half, free=True)
    first = sections(half)[0]
    said = {first.questions[0].code: Said("yes", "Extract of this month."), first.questions[1].code: Said("yes")}
    save_section(actor=stage.actor("inspector"), review=half, section=first.code, said=said)
    _given(stage, "quayside", "site", "DE", "Where are the flasks kept, and where do they come from?")
    _asked(stage, "nordkap", "goods", "NL", "Draw six backpacks and look at their labels.")


def _asked(stage: Stage, seller: str, kind: str, country: str, why: str) -> SellerReview:
    due_on = (database_now() + timedelta(days=DAYS)).date()
    return ask_review(
        actor=stage.actor("lead"),
        seller=stage.world.parties[seller],
        kind=kind,
        country=country,
        why=why,
        due_on=due_on,
    )


def _given(stage: Stage, seller: str, kind: str, country: str, why: str) -> SellerReview:
    inspector = stage.world.parties["inspector"]
    review = _asked(stage, seller, kind, country, why)
    return assign_review(actor=stage.actor("lead"), review=review, inspector=inspector)


def _signed(stage: Stage, review: SellerReview) -> None:
    inspector = stage.actor("inspector")
    review = declare(actor=inspector, review=review, free=True)
    letter = checked_picture(encoded(logo("LETTER", BRANDS[0].emblem, BRANDS[0].colour), "PNG"))
    for part in sections(review):
        said = {one.code: Said("yes") for one in part.questions}
        said[part.questions[0].code] = Said("yes", "Seen as the original, at the seller's office.", [letter])
        review = save_section(actor=inspector, review=review, section=part.code, said=said)
    sign_report(actor=inspector, review=review, name=signed(inspector), seen=digest(review), agreed=True)
