"""The same case through the product's services, at the moments that the model names, and what can be seen of it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction

from accounts import services as accounts
from audit.models import Entry
from enforcement import services
from enforcement.models import (
    Appeal,
    Case,
    Complaint,
    CounterNotice,
    CourtAction,
    Decision,
    Item,
    Notice,
    Remedy,
    Security,
)
from enforcement.services import Choice
from enforcement.sweeps import confirm_removals
from policy import registry
from policy.model import Pack
from policy.vocabulary import FOLLOWING
from registry import services as rights
from registry.details import Details
from scanner.services import publish
from sellers import services as sellers
from sellers.models import Listing, Strike
from tenancy import context
from tenancy.ids import uuid7
from tests.cast import Market
from tests.enforcement.procedure.model import Model
from tests.enforcement.procedure.things import Running
from workflow import clocks
from workflow.attempts import Taken
from workflow.models import Clock, Effect

SCENES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "house": ("CH", "picture_copied", ("CH", "MX")),
    "us-dmca": ("US", "picture_copied", ("US", "DE")),
    "eu-dsa": ("EU", "picture_copied", ("DE", "US")),
    "cn-ecl": ("CN", "pirated_goods", ("CN", "US")),
    "cn-network": ("CN", "picture_copied", ("CN", "US")),
    "in-copyright": ("IN", "picture_copied", ("IN", "US")),
    "kr-copyright": ("KR", "picture_copied", ("KR", "US")),
    "tw-copyright": ("TW", "picture_copied", ("TW", "US")),
    "ca-notice": ("CA", "picture_copied", ("CA", "US")),
    "jp-platform": ("JP", "picture_copied", ("JP", "US")),
    "br-notice": ("BR", "picture_copied", ("BR", "US")),
    "preset-four-days": ("AU", "picture_copied", ("AU", "US")),
    "preset-three-rounds": ("MX", "picture_copied", ("MX", "US")),
}
"""By pack: the region of the case, what is said to be wrong, and where the listings are offered: there, and elsewhere."""
HOUSE = "house-general"
LAWS = ("us-dmca", "eu-dsa", "cn-ecl", "cn-network", "in-copyright", "kr-copyright", "tw-copyright", "ca-notice",
        "jp-platform", "br-notice")  # fmt: skip
PRESETS = {"preset-four-days": "AU", "preset-three-rounds": "MX"}
SECURED = ("eu-dsa", "br-notice", "preset-three-rounds", "preset-four-days")


def choose_packs(market: Market) -> None:
    """The marketplace takes up the law of every region, two presets where there is none, and securities."""
    lead = market.actor("lead")
    for code in LAWS:
        accounts.choose_pack(actor=lead, pack_code=code)
    for code, region in PRESETS.items():
        accounts.choose_pack(actor=lead, pack_code=code, region=region)
    for code in SECURED:
        accounts.tighten_rule(actor=lead, pack_code=code, what="option", code="security")


def pack_of(scene: str, day: datetime) -> Pack:
    """The pack of a scene as it was published, with what the marketplace has taken up."""
    region, reason, _markets = SCENES[scene]
    found = registry.for_case(region, "copyright", day.date(), reason=reason, presets={r: p for p, r in PRESETS.items()},
                              chosen=LAWS)  # fmt: skip
    pack = registry.pack(found.code, found.version, region=region).under(())
    return replace(pack, options=(*pack.options, "security")) if pack.code in SECURED else pack


class Crash(Exception):
    """The process died here."""


@contextmanager
def at_moment(moment: datetime) -> Iterator[None]:
    """The database's clock stands still at a moment, in this marketplace and in blocks inside it."""
    still = SimpleNamespace(monotonic=lambda: 0.0)
    real = context._set

    def told(value: Any, using: str) -> tuple[datetime, float]:
        real(value, using)
        return moment, 0.0

    token = context._clock.set((moment, 0.0))
    try:
        with patch.object(context, "time", still), patch.object(context, "_set", told):
            yield
    finally:
        context._clock.reset(token)


class Driver:
    """One complaint through the services, inside a marketplace."""

    def __init__(self, market: Market, scene: str, listings: int, now: datetime) -> None:
        self.market, self.scene = market, scene
        self.region, reason, self.markets = SCENES[scene]
        with at_moment(now):
            right = rights.register_right(
                actor=market.actor("brand"),
                details=Details(kind="copyright", title="Northern lights", territories=(self.region,)),
            )
            right = rights.verify_right(actor=market.actor("lead"), right=right)
            self.listings = [self._listing(number) for number in range(listings)]
            self.draft = services.save_draft(
                actor=market.actor("brand"), right=right, region=self.region, reason=reason, elements={},
                statement="They are not ours.", listings=[one.id for one in self.listings],
            )  # fmt: skip
        self.frozen: list[Any] | None = None
        self.case: Case | None = None
        self.items: list[Item] = []

    def _listing(self, number: int) -> Listing:
        made = sellers.submit_listing(
            actor=self.market.actor("seller"), number=f"P-{number}-{uuid7().hex[-10:]}", title="Picture",
            category=["Pictures"], markets=list(self.markets),
        )  # fmt: skip
        publish(actor=self.market.actor("seller"), listing=made, wait=True)
        made.refresh_from_db()
        return made

    def do(self, deed: str, now: datetime, **how: Any) -> None:
        """Do a deed; refusals come through."""
        with transaction.atomic(), at_moment(now):
            getattr(self, f"_{deed}")(now=now, **how)
        self.find_case()

    def find_case(self) -> None:
        """The case that the complaint has become, if it has."""
        if self.case is None:
            self.case = Case.objects.filter(complaint_id=self.draft.id).first()
            if self.case is not None:
                order = {listing.id: n for n, listing in enumerate(self.listings)}
                self.items = sorted(self.case.items.all(), key=lambda item: order[item.listing_id])

    def fire(self, running: Running, now: datetime) -> Taken:
        """Let a clock run out, as a worker does that has taken it."""
        clock = self._clock(running)
        taken = Taken(clock.id, clock.attempts)
        self.deliver(taken, now)
        return taken

    def deliver(self, taken: Taken, now: datetime) -> None:
        """What a worker does with a clock that it has taken; also a second time."""
        with at_moment(now):
            clocks._fire(self.market.id, taken)

    def _clock(self, running: Running) -> Clock:
        return next(one for one in self._running() if (one.kind, self._subject(one)) == (running.kind, running.subject))

    @contextmanager
    def dying(self, after: int) -> Iterator[None]:
        """The process dies at the so-manieth statement that writes, or at the end of the block."""
        left = [after]

        def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, told: Any) -> Any:
            if sql.lstrip()[:6] in ("INSERT", "UPDATE", "DELETE") or "audit_record" in sql:
                left[0] -= 1
                if left[0] < 0:
                    raise Crash
            return execute(sql, params, many, told)

        with transaction.atomic(), connection.execute_wrapper(count):
            yield
            raise Crash

    def forget_unfiled(self) -> None:
        """After a crash: what was rolled back is not there."""
        if self.case is not None and not Case.objects.filter(id=self.case.id).exists():
            self.case, self.items = None, []

    # the deeds --------------------------------------------------------------------------------------------------

    def _actor(self, name: str) -> Any:
        return self.market.actor("brand" if name == "complainant" else name)

    def _ids(self, items: Collection[int]) -> list[Any]:
        return [self.items[n].id if self.items else self.draft.id for n in items]

    @property
    def _reference(self) -> str:
        return self.case.reference if self.case else "MW-NONE"

    def _file(self, *, complete: bool, now: datetime) -> None:
        elements = {e.code: _given(e) for e in pack_of(self.scene, now).notice} if complete else {}
        brand = self._actor("brand")
        draft = Complaint.objects.get(id=self.draft.id)
        if draft.state == "incomplete":
            services.correct_complaint(actor=brand, reference=draft.reference, elements=elements, now=now)
            return
        if draft.state == "draft":
            services.save_draft(
                actor=brand, complaint=draft, right=draft.right, region=draft.region, reason=draft.reason,
                statement="Not ours.", elements=elements,
            )  # fmt: skip
        services.file_complaint(actor=brand, reference=draft.reference, now=now)

    def _discard(self, *, now: datetime) -> None:
        services.discard_draft(actor=self._actor("brand"), reference=self.draft.reference)

    def _withdraw(self, *, items: Collection[int], now: datetime) -> None:
        services.withdraw(
            actor=self._actor("brand"), reference=self._reference, items=self._ids(items), reason="mistake", now=now
        )

    def _answer(self, *, items: Collection[int], code: str, now: datetime) -> None:
        elements = {e.code: _given(e) for e in pack_of(self.scene, now).counter_notice.elements}
        services.answer(
            actor=self._actor("seller"), reference=self._reference, answers=dict.fromkeys(self._ids(items), code),
            statement="It is mine.", elements=elements, now=now,
        )  # fmt: skip

    def _turn(self, *, items: Collection[int], side: str, now: datetime) -> None:
        services.take_turn(
            actor=self._actor(side), reference=self._reference, items=self._ids(items), statement="So.", now=now
        )

    def _choice(self, outcome: str, remedy: str = "", now: datetime | None = None) -> Choice:
        grounds = [leaf.code for leaf in pack_of(self.scene, now or context.database_now()).leaves("copyright")
                   if leaf.outcome == outcome and leaf.code not in FOLLOWING and not leaf.code.startswith("notice.")]  # fmt: skip
        return Choice(ground=grounds[0], reasons="Because.", remedy=remedy)

    def _decide(self, *, items: Collection[int], outcome: str, remedy: str, by: str, now: datetime) -> None:
        choice = self._choice(outcome, remedy)
        services.decide(
            actor=self._actor(by), reference=self._reference, choices=dict.fromkeys(self._ids(items), choice), now=now
        )

    def _standing(self, items: Collection[int]) -> list[Any]:
        """The newest decisions about Items that were not taken back."""
        if self.frozen is not None:
            return [self.frozen[n] for n in items]
        rows = [Decision.objects.filter(item_id=i, undone_at=None).order_by("-id").first() for i in self._ids(items)]
        return [row.id if row else self.draft.id for row in rows]

    def freeze(self) -> None:
        """From now on a deed is about the decisions that stand at this moment, as in requests that are sent at once."""
        self.frozen = self._standing(range(len(self.items)))

    def _confirm(self, *, items: Collection[int], by: str, now: datetime) -> None:
        services.confirm(actor=self._actor(by), reference=self._reference, decisions=self._standing(items), now=now)

    def _refuse(self, *, items: Collection[int], by: str, now: datetime) -> None:
        services.refuse(
            actor=self._actor(by), reference=self._reference, decisions=self._standing(items), words="No.", now=now
        )

    def _undo(self, *, items: Collection[int], now: datetime) -> None:
        services.undo(
            actor=self._actor("reviewer"), reference=self._reference, decisions=self._standing(items), now=now
        )

    def _appeal(self, *, items: Collection[int], side: str, now: datetime) -> None:
        services.file_appeal(
            actor=self._actor(side), reference=self._reference, items=self._ids(items), grounds="Wrong.", now=now
        )

    def _decide_appeal(self, *, side: str, grant: bool, by: str, now: datetime) -> None:
        found = Appeal.objects.filter(case=self.case, side=side).order_by("-id").first() if self.case else None
        about = [row.item_id for row in found.items.all()] if found and grant else []
        choice = self._choice("rejected" if side == "seller" else "upheld", "" if side == "seller" else "delist")
        services.decide_appeal(
            actor=self._actor(by), reference=found.reference if found else "AP-NONE", reasons="So it is.",
            choices=dict.fromkeys(about, choice), now=now,
        )  # fmt: skip

    def _paper(self, *, code: str, side: str, now: datetime) -> None:
        services.show_paper(
            actor=self._actor(side), reference=self._reference, code=code, court="Court",
            number=str(CourtAction.objects.count()),
            filed_on=now.date(), now=now,
        )  # fmt: skip

    def _obey(self, *, items: Collection[int], code: str, now: datetime) -> None:
        paper = CourtAction.objects.filter(case=self.case, code=code).order_by("-id").first()
        services.decide_by_paper(
            actor=self._actor("reviewer"), reference=self._reference, paper=paper.id if paper else self.draft.id,
            items=self._ids(items), now=now,
        )  # fmt: skip

    def _extend(self, *, kind: str, now: datetime) -> None:
        running = [one.id for one in self._running() if one.kind == kind]
        services.extend_clock(
            actor=self._actor("reviewer"), reference=self._reference, reasons="More time.", now=now,
            clock=running[0] if running else self.draft.id,
        )  # fmt: skip

    def _offer_security(self, *, items: Collection[int], now: datetime) -> None:
        services.offer_security(
            actor=self._actor("seller"), reference=self._reference, items=self._ids(items), form="deposit", amount=100,
            currency="EUR", now=now,
        )  # fmt: skip

    def _judge_security(self, *, outcome: str, now: datetime) -> None:
        found = Security.objects.filter(case=self.case).order_by("-id").first() if self.case else None
        services.judge_security(
            actor=self._actor("reviewer"), reference=self._reference, outcome=outcome, now=now,
            security=found.id if found else self.draft.id,
        )  # fmt: skip

    def _shop_confirms(self, *, now: datetime) -> None:
        for listing in Listing.objects.filter(id__in=[one.id for one in self.listings]):
            sellers.confirm_state(
                actor=self._actor("key:shop"), listing_number=listing.number, n=listing.shop_state, now=now
            )
        confirm_removals(now)

    # what can be seen -------------------------------------------------------------------------------------------

    def _running(self) -> list[Clock]:
        about = [self.draft.id, *([self.case.id] if self.case else [])]
        return list(Clock.objects.filter(about_id__in=about, state="running"))

    def _subject(self, clock: Clock) -> str:
        if clock.subject_type == "enforcement.Case":
            return "case"
        if clock.subject_type == "enforcement.Complaint":
            return "complaint"
        if clock.subject_type == "enforcement.Appeal":
            return f"appeal {Appeal.objects.get(id=clock.subject_id).side}"
        counters = list(CounterNotice.objects.filter(case=self.case).order_by("id").values_list("id", flat=True))
        return f"counter {counters.index(clock.subject_id)}"

    def seen(self, now: datetime) -> dict[str, Any]:
        """All that matters of the case, to be compared."""
        found = self.case
        states = dict(Item.objects.filter(case=found).values_list("id", "state")) if found else {}
        return {
            "complaint": Complaint.objects.get(id=self.draft.id).state,
            "case": Case.objects.get(id=found.id).state if found else "",
            "items": [states[item.id] for item in self.items],
            "public": self._public(now),
            "remedies": self._remedies(),
            "strikes": self._strikes(),
            "appeals": list(Appeal.objects.filter(case=found).order_by("id").values_list("side", "state"))
            if found
            else [],
            "security": list(Security.objects.filter(case=found).order_by("id").values_list("state", flat=True)[:9])[
                -1:
            ]
            if found
            else [],
            "clocks": sorted(
                (one.kind, self._subject(one), one.started_at, one.lower_at, one.due_at, one.next_at)
                for one in self._running()
            ),
        }

    def _public(self, now: datetime) -> list[tuple[bool, ...]]:
        ids = [one.id for one in self.listings]
        where = [
            set(Listing.objects.public_in(country, now).filter(id__in=ids).values_list("id", flat=True))
            for country in self.markets
        ]
        return [tuple(listing.id in found for found in where) for listing in self.listings]

    def _remedies(self) -> list[list[tuple[str, str]]]:
        rows = list(Remedy.objects.filter(item__in=self.items).values_list("item_id", "code", "state"))
        return [sorted((code, state) for item_id, code, state in rows if item_id == item.id) for item in self.items]

    def _strikes(self) -> list[int]:
        causes: dict[Any, list[str]] = {item.id: [] for item in self.items}
        for item_id, decision in Decision.objects.filter(item__in=self.items).values_list("item_id", "id"):
            causes[item_id].append(str(decision))
        standing = dict(Strike.objects.filter(reversals=None).values_list("cause", "weight"))
        return [sum(standing.get(cause, 0) for cause in causes[item.id]) for item in self.items]

    @staticmethod
    def written() -> tuple[int, int, int, int]:
        """How much there is of what is written once: entries, letters, mails, clocks."""
        return (
            Entry.objects.count(), Notice.objects.count(), Effect.objects.filter(kind="mail").count(),
            Clock.objects.count(),
        )  # fmt: skip


def _given(element: Any) -> str:
    return element.options[0].code if element.options else "yes"


def expected(model: Model) -> dict[str, Any]:
    """What should be seen, by the model."""
    items = model.items if model.case else []
    suspended = any(one.code == "suspend" and one.state != "reversed" for item in items for one in item.remedies)
    return {
        "complaint": model.complaint,
        "case": model.case,
        "items": [item.state for item in items],
        "public": [(not (item.ended or item.removed or suspended), not item.ended) for item in model.items],
        "remedies": [sorted((one.code, one.state) for one in item.remedies) for item in items],
        "strikes": [sum(item.strikes) for item in items],
        "appeals": [(one.side, one.state) for one in model.appeals],
        "security": [model.security[0]] if model.security else [],
        "clocks": sorted(
            (one.kind, one.subject, one.started_at, one.lower_at, one.due_at, one.acts_at) for one in model.running
        ),
    }


def differences(told: dict[str, Any], seen: dict[str, Any]) -> list[str]:
    """Where what is seen is not what should be."""
    return [f"{name}: should be {told[name]!r}, is {seen[name]!r}" for name in told if told[name] != seen[name]]


__all__: Sequence[str] = ("Crash", "Driver", "at_moment", "choose_packs", "differences", "expected", "pack_of")
