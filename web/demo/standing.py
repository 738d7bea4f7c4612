"""What strikes of the demo's sellers come to: warnings, what waits to be answered or for a second person, what was withdrawn."""

from collections.abc import Collection

from enforcement.models import StrikeProposal
from enforcement.thresholds.services import answer_proposal, dispose, follow_strikes
from tenancy.context import database_now
from web.demo.past import Story
from web.demo.stage import Stage

BEGINS = 156
WORDS = "All of it is one lot of one supplier, from whom we buy no more. The rest is destroyed; the receipt is in our vault."
TAKEN = "Several findings within months, and no word to what we proposed."
REFUSED = "The findings are of one day and one supplier, and what we asked for has been done since."


def followed(stage: Stage) -> Story:
    """From the first proposals, five months ago, to those that wait today."""
    _follow(stage)
    yield 21
    _follow(stage)  # one strike was taken back meanwhile: its proposal is withdrawn
    _dispose(stage, refused=("quayside", "maple"))
    yield 109
    _follow(stage)
    yield 12
    _dispose(stage, refused=("maple",), left=("ribera",))
    yield 7.5
    _follow(stage)
    yield 1.5
    for code, found in _waiting(stage, "told"):
        if code == "bluecrate":
            answer_proposal(actor=stage.actor(code), reference=found.reference, words=WORDS)
    yield 4.7
    _follow(stage)  # strikes were taken back on appeal


def _follow(stage: Stage) -> None:
    follow_strikes(actor=stage.world.house, now=database_now())


def _dispose(stage: Stage, refused: Collection[str], left: Collection[str] = ()) -> None:
    """A reviewer takes up what waits, but for some; what takes more than a warning waits for a second person."""
    for code, found in _waiting(stage, "heard"):
        if code not in left:
            take = code not in refused
            dispose(
                actor=stage.actor("reviewer"), reference=found.reference, take=take, reasons=TAKEN if take else REFUSED
            )


def _waiting(stage: Stage, state: str) -> list[tuple[str, StrikeProposal]]:
    codes = {party.id: code for code, party in stage.world.parties.items()}
    return [(codes[one.seller_id], one) for one in StrikeProposal.objects.filter(state=state).order_by("id")]
