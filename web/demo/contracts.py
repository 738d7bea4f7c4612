"""Contracts of the demo's marketplace with two of its sellers, and a question to a seller that waits for its answer."""

from datetime import timedelta

from registry import services as registry
from registry.agreements.clauses import CLAUSES
from registry.models import Right
from tenancy.context import database_now
from web.demo import papers
from web.demo.past import Story
from web.demo.stage import Stage

PLACES = {"goods.genuine": "3.1", "rights.held": "3.2", "identity.current": "2", "notices.answered": "7.4"}
NOT_YET = ("repeat.termination", "audit.rights")
UNTIL = 330
"""How many days the contract lasts from the day it was put on file."""


def agreed(stage: Stage) -> Story:
    """A contract whose text has most of the clauses: two are missing, and one is waived for a while."""
    lead, seller = stage.actor("lead"), stage.world.parties["quayside"]
    day = database_now().date()
    terms = registry.Cover(
        "Terms of sale, spring edition", day, day + timedelta(days=UNTIL), day - timedelta(days=3), "Priya Nair"
    )
    document = papers.contract(terms.title, seller.name, day)
    contract = registry.record_agreement(actor=lead, party=seller, kind="vendor", terms=terms, document=document)
    registry.put_in_force(actor=lead, agreement=contract)
    yield 0.2
    said = {
        one.code: registry.ClauseSaid("present", f"§ {PLACES.get(one.code, 9)}")
        for one in CLAUSES["vendor"]
        if one.code not in NOT_YET
    }
    registry.set_clauses(actor=lead, agreement=contract, said=said)


def asked(stage: Stage) -> Story:
    """A seller is asked for the paper that names these goods, and has not answered: after a week the term is reviewed."""
    right = Right.objects.filter(owner=stage.world.parties["halden"], kind="trademark", state="verified").order_by(
        "id"
    )[0]
    seller = stage.world.parties["quayside"]
    registry.ask_for_proof(actor=stage.actor("halden"), seller=seller, right=right, reason="not_named")
    yield 0
