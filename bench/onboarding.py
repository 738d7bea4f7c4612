"""Whether somebody who comes back under another name is known again, and who is taken for somebody else.

A thousand applications (`bench.onboarding_cast`) go through the product as applicants send them: begun, saved step by step
with their papers, handed in, compared. A pair counts as found if it was found strongly when the second of the two was handed
in, as the reviewer then sees it; an application is a false alarm if it stands in any pair that is none.
`ONBOARDING_SEED` draws another thousand, `ONBOARDING_SHARE=0.2` hands in a fifth of them.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import Counter
from typing import Any

from bench import database
from bench.onboarding_cast import Applicant, Drawn, draw
from bench.rows import Row
from gateway.uploads import checked_document
from sellers.models import SellerKin
from sellers.onboarding.accounts import read_account
from sellers.services import kinship, onboarding
from sellers.services.onboarding import Paper
from tenancy.actor import Actor
from tenancy.context import database_now
from tests.cast import Market, make_market

SEED = int(os.environ.get("ONBOARDING_SEED", "6"))
SHARE = float(os.environ.get("ONBOARDING_SHARE", "1"))


def run() -> list[Row]:
    """Handed in one after the other; strata are printed."""
    drawn = draw(SEED)
    applicants = drawn.applicants[: int(len(drawn.applicants) * SHARE)]
    with database.throwaway():
        market = make_market("bench", packs=())
        with market.inside():
            places: dict[object, int] = {}
            found: set[frozenset[int]] = set()
            seconds = []
            for place, applicant in enumerate(applicants):
                party = _handed_in(market, applicant, place)
                places[party] = place
                began = time.perf_counter()
                kinship.compare_waiting(actor=Actor.system(market.id), now=database_now())
                seconds.append(time.perf_counter() - began)
                rows = SellerKin.objects.filter(seller_id=party, strong=True).values_list("other_id", flat=True)
                found |= {frozenset((place, places[other])) for other in rows if other in places}
    return _rows(drawn, len(applicants), found, seconds)


def _handed_in(market: Market, said: Applicant, place: int) -> object:
    nobody = Actor.anonymous(market.id)
    who = {
        "kind": "company", "country": said.country, "contact_name": said.contact, "language": "en",
        "phone": f"+4930{place:08}",
    }  # fmt: skip
    made = onboarding.begin(actor=nobody, email=f"applicant-{place}@seller-{place}.example", said=who)
    account = read_account(f"ACC{place:012}", market.id)
    if isinstance(account, str):
        raise RuntimeError(account)
    steps: dict[str, dict[str, Any]] = {
        "company": {"name": said.company, "address": said.address, "register": "Register", "no_number": True},
        "signatory": {"signatory": said.person},
        "payment": {"holder": said.person, "account": account.to_keep(), "certified": True},
        "brands": {"none": True},
        "suppliers": {"none": True},
    }
    kinds = {"company": ("extract",), "signatory": ("identity",), "brands": ("prototype", "marketing")}
    for step, typed in steps.items():
        papers = [
            Paper(kind, checked_document(said.pictures[kind])) for kind in kinds.get(step, ()) if kind in said.pictures
        ]
        made = onboarding.save_step(actor=nobody, application=made, step=step, said=typed, papers=papers)
    return onboarding.hand_in(actor=nobody, application=made).party_id


def _rows(drawn: Drawn, handed_in: int, found: set[frozenset[int]], seconds: list[float]) -> list[Row]:
    linked = {pair: stratum for pair, stratum in drawn.linked.items() if max(pair) < handed_in}
    wrong = {place for pair in found - set(drawn.linked) for place in pair}
    decoys = Counter(one.stratum for one in drawn.applicants[:handed_in])
    alarmed = Counter(drawn.applicants[place].stratum for place in wrong)
    rows = [
        Row("onboarding.linked_recall", len(found & set(linked)) / len(linked), "share"),
        Row("onboarding.false_alarms", len(wrong) / handed_in, "share"),
        Row("onboarding.compare_ms_median", 1000 * statistics.median(seconds), "ms"),
        Row("onboarding.compare_ms_p95", 1000 * statistics.quantiles(seconds, n=20)[-1], "ms"),
    ]
    for stratum, all_of in Counter(linked.values()).items():
        hit = sum(1 for pair, one in linked.items() if one == stratum and pair in found)
        rows.append(Row(f"onboarding.recall: {stratum}", hit / all_of, "share"))
    for stratum in ("family", "warehouse", "agent", "plain", "before"):
        rows.append(Row(f"onboarding.alarms: {stratum}", alarmed[stratum] / max(decoys[stratum], 1), "share"))
    return rows
