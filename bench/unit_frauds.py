"""Copied labels, invented serials, and codes in two places at once: drawn into the lives of genuine goods, and labelled.

Every fraud is one a perfect observer could know from what was read; one that is not is drawn again. Nothing is drawn on products
with stock from before their enrolment, since an unknown serial of theirs may be genuine.
"""

from __future__ import annotations

import random
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bench.unit_lives import Lives
from bench.unit_readings import Event, Unit, other_character
from bench.unit_referee import contradiction
from bench.unit_world import END, START, Code, Issue, Product, Site, World, km

# Of 100,000 scans; kinds by share.
CLONED = {"after_sale": 175, "parallel": 150, "same_dock": 100, "many_cities": 75}
OUT_OF_RANGE = {"never_issued": 60, "beyond_range": 50, "near_miss": 30, "wrong_alphabet": 30, "before_issue": 30}
IMPOSSIBLE_TRAVEL = {"docks": 50, "cities": 50}
COPIES_AFTER_SALE = (1, 3)
BOXES, BOXES_OVER = (6, 16), (2.0, 9.0)  # with one serial at one dock; hours
CITIES, CITIES_OVER = (6, 12), (10.0, 40.0)  # days
INVENTED_AT_DOCKS = 0.6  # the others are only ever checked by consumers, one to three times
CAREFUL = timedelta(days=5)  # after a sale, so that neither a wrong clock nor an offline queue explains the copy
BEFORE_ISSUE = timedelta(days=4)
TOO_FAST_KMH, FAR_KM = (1500.0, 60_000.0), 900.0
APART = timedelta(
    minutes=3
)  # from reads of the same GTIN by the same device: else it could be a garbled read put right
_ATTEMPTS = 400
_LOOKALIKES = "IO01ilo*"


def happened(unit: Unit) -> list[Event]:
    """What was read of a body within the time that is watched."""
    return [event for event in unit.events if START <= event.moment < END]


class Frauds:
    """Draws frauds over the genuine units; `copies` are the bodies that carry a code which is not theirs."""

    def __init__(self, rng: random.Random, world: World, lives: Lives, units: Sequence[Unit]) -> None:
        self.rng, self.world, self.lives = rng, world, lives
        self.copies: list[Unit] = []
        self.drawn: dict[str, dict[str, set[Code]]] = {}
        self._lived = {unit.code for unit in units}
        fits = [unit for unit in units if unit.product.gtin not in world.with_older_stock and not unit.mark]
        rng.shuffle(fits)
        self._sold = [unit for unit in fits if _sold_at(unit) and not any(e.step == "returned" for e in unit.events)]
        self._any = [unit for unit in fits if len(happened(unit)) >= 2]
        self._used: set[Code] = set()
        self._reads: dict[tuple[str, str], list[datetime]] = defaultdict(list)
        for unit in units:
            for event in unit.events:
                self._reads[event.device, event.gtin].append(event.moment)
        for moments in self._reads.values():
            moments.sort()

    def draw(self, share: float) -> None:
        """All kinds, as many as the constants say for 100,000 scans times `share`."""
        attempts: dict[str, Callable[[], Sequence[Unit]]] = {
            "after_sale": self._after_sale, "parallel": self._parallel, "same_dock": self._same_dock,
            "many_cities": self._many_cities, "never_issued": self._never_issued, "beyond_range": self._beyond_range,
            "near_miss": self._near_miss, "wrong_alphabet": self._wrong_alphabet, "before_issue": self._before_issue,
            "docks": self._docks, "cities": self._cities,
        }  # fmt: skip
        for fraud, kinds in (
            ("cloned", CLONED),
            ("out_of_range", OUT_OF_RANGE),
            ("impossible_travel", IMPOSSIBLE_TRAVEL),
        ):
            self.drawn[fraud] = {
                kind: {self._one(attempts[kind]) for _ in range(max(1, round(count * share)))}
                for kind, count in kinds.items()
            }

    def _one(self, attempt: Callable[[], Sequence[Unit]]) -> Code:
        """Attempts until one can be known; the bodies it made join the copies, and its code is used up."""
        for _ in range(_ATTEMPTS):
            bodies = attempt()
            copies = [body for body in bodies if body.is_copy]
            events = [event for body in bodies for event in happened(body)]
            if not any(happened(copy) for copy in copies) or bodies[0].code in self._used:
                continue
            # also without what wrong clocks say, so that no fraud hangs on knowing how wrong they are
            right = [event for event in events if not self._clock_is_wrong(event)]
            if contradiction(events, self.world) and contradiction(right, self.world):
                self._used.add(bodies[0].code)
                self.copies += copies
                for event in (event for copy in copies for event in copy.events):
                    insort(self._reads[event.device, event.gtin], event.moment)
                return bodies[0].code
        raise RuntimeError("no fraud could be drawn: there are too few genuine lives for it")

    def _clock_is_wrong(self, event: Event) -> bool:
        device = self.lives.readings.devices.named.get(event.device)
        return device is not None and device.is_wrong(event.moment)

    def _copy(self, unit: Unit) -> Unit:
        return Unit(unit.product, unit.serial, is_copy=True)

    def _elsewhere(self, kind: str, unit: Unit) -> Site:
        """A site in a lane the genuine one has no part in: mostly another continent, never a site it was read at."""
        been = [event.site for event in unit.events]
        regions = {self.world.sites[code].region for code in been}
        region = self.rng.choice([r for r in ("america", "asia", "europe") if r not in regions] or [""])
        return self.lives.some(kind, region if self.rng.random() < 0.7 else "", besides=tuple(been))

    # -- copies of a genuine label

    def _after_sale(self) -> Sequence[Unit]:
        unit, rng = self.rng.choice(self._sold), self.rng
        sold = _sold_at(unit)
        if not sold or sold + CAREFUL > END - timedelta(days=3):
            return [unit]
        since = sold + CAREFUL
        copies = []
        for _ in range(rng.randint(*COPIES_AFTER_SALE)):
            copy, moment = self._copy(unit), since + (END - timedelta(days=2) - since) * rng.random()
            self._arrives(copy, unit, moment)
            copies.append(copy)
        return [unit, *copies]

    def _arrives(self, copy: Unit, unit: Unit, moment: datetime) -> None:
        """Into the same network by another lane, at a distribution or a fulfilment centre, and on to a buyer."""
        if self.rng.random() < 0.6:
            dc = self._elsewhere("dc", unit)
            here = self.lives.readings.read([copy], dc, "received", self.lives.open(dc, moment))
            self.lives.onward([copy], dc, here)
        else:
            fc = self._elsewhere("fc", unit)
            here = self.lives.readings.read([copy], fc, "received", self.lives.open(fc, moment))
            self.lives.fulfilled([copy], fc, here)

    def _parallel(self) -> Sequence[Unit]:
        """The copy arrives while the genuine one is under way; both are read on, here and there."""
        unit = self.rng.choice(self._any)
        events = happened(unit)
        docks = [event.moment for event in events if event.step in ("received", "shipped", "sold")]
        sold = _sold_at(unit)
        if len(docks) < 3 or (sold and sold < docks[-1]):
            return [unit]
        begin, end = docks[0], docks[-2]
        copy = self._copy(unit)
        self._arrives(copy, unit, begin + (end - begin) * self.rng.random())
        copied = happened(copy)
        return [unit, copy] if copied and copied[0].moment < docks[-1] else [unit]

    def _same_dock(self) -> Sequence[Unit]:
        """One serial printed on many boxes, which are unloaded over some hours of a day; some are shipped on, the next days."""
        unit, rng, lives = self.rng.choice(self._any), self.rng, self.lives
        first = happened(unit)[0].moment
        dock = self._elsewhere(rng.choice(("dc", "fc")), unit)
        local = (first + (END - first) * rng.uniform(0.05, 0.95) + dock.zone).replace(hour=8, minute=rng.randrange(60))
        begins, over = local - dock.zone, rng.uniform(*BOXES_OVER)
        copies, ships = [self._copy(unit) for _ in range(rng.randint(*BOXES))], rng.random() < 0.4
        for copy in copies:
            lives.readings.read([copy], dock, "received", begins + timedelta(hours=rng.uniform(0, over)))
            if ships:
                leaves = lives.open(dock, begins + timedelta(days=rng.uniform(1, 12)))
                lives.readings.read([copy], dock, "shipped", leaves)
        return [unit, *copies]

    def _many_cities(self) -> Sequence[Unit]:
        """Copies in the hands of many consumers; the genuine one may not even be sold."""
        rng = self.rng
        unit = rng.choice(self._sold if rng.random() < 0.6 else self._any)
        events, over = happened(unit), timedelta(days=rng.uniform(*CITIES_OVER))
        begins = max(events[0].moment, min(events[-1].moment, END - over))  # no copy before there was a label
        over = min(over, END - begins)
        region = rng.choice(("america", "asia", "europe", ""))
        copies: list[Unit] = []
        been: list[str] = []
        for _ in range(rng.randint(*CITIES)):
            city, copy = self.lives.some("city", region, besides=tuple(been)), self._copy(unit)
            been.append(city.code)
            phone, moment = self.lives.readings.phone(), begins + over * rng.random()
            for _ in range(rng.choices((1, 2, 3), (70, 20, 10))[0]):
                self.lives.readings.checked(copy, city, moment, phone)
                moment += timedelta(hours=rng.expovariate(1 / 12))
            copies.append(copy)
        return [unit, *copies]

    # -- serials that are none, or not yet

    def _product(self, kind: str = "") -> Product:
        issued = {issue.gtin for issue in self.world.issues} - self.world.with_older_stock
        every = [self.world.products[gtin] for gtin in sorted(issued)]
        return self.rng.choice([one for one in every if one.scheme.kind == (kind or one.scheme.kind)] or every)

    def _issues(self, product: Product) -> list[Issue]:
        return [issue for issue in self.world.issues if issue.gtin == product.gtin]

    def _never_issued(self) -> Sequence[Unit]:
        """Of the right shape, and of no issue."""
        product = self._product(self.rng.choice(("random", "imported")))
        scheme = product.scheme
        return self._invented(product, "".join(self.rng.choices(scheme.alphabet, k=scheme.length)))

    def _beyond_range(self) -> Sequence[Unit]:
        """A number after the last that was issued of a counter, from just behind it to anywhere."""
        product = self._product("range")
        if product.scheme.kind != "range":
            return self._never_issued()
        last = max(issue.last for issue in self._issues(product))
        number = last + self.rng.choice(
            (self.rng.randint(1, 50), self.rng.randint(51, 9000), self.rng.randint(10_000, 800_000))
        )
        return self._invented(product, f"{product.scheme.prefix}{number:0{product.scheme.length}d}")

    def _near_miss(self) -> Sequence[Unit]:
        """A serial that was issued, but for one character."""
        product = self._product()
        serial = self.rng.choice(self.rng.choice(self._issues(product)).serials())
        return self._invented(product, other_character(self.rng, serial))

    def _wrong_alphabet(self) -> Sequence[Unit]:
        """A character the scheme never uses, such as the letter O."""
        product = self._product()
        serial = self.rng.choice(self.rng.choice(self._issues(product)).serials())
        place = self.rng.randrange(serial.find("-") + 1, len(serial))
        foreign = self.rng.choice([one for one in _LOOKALIKES if one not in product.scheme.alphabet])
        return self._invented(product, serial[:place] + foreign + serial[place + 1 :])

    def _before_issue(self) -> Sequence[Unit]:
        """A serial that is issued only days after it was read and received: guessed, or leaked from a printer."""
        late = [
            i
            for i in self.world.issues
            if i.issued_at > START + 3 * BEFORE_ISSUE and i.gtin not in self.world.with_older_stock
        ]
        issue = self.rng.choice(late)
        serial = self.rng.choice(issue.serials())
        genuine = (issue.gtin, serial) in self._lived
        if genuine:  # its genuine bearer would make it a clone besides
            return [Unit(self.world.products[issue.gtin], serial)]
        return self._invented(self.world.products[issue.gtin], serial, issue.issued_at - BEFORE_ISSUE)

    def _invented(self, product: Product, serial: str, until: datetime = END - timedelta(days=1)) -> Sequence[Unit]:
        """A box with such a serial at docks and with a buyer, or only in the hands of consumers."""
        rng, unit = self.rng, Unit(product, serial, is_copy=True)
        issued = self.world.issued_at(product.gtin, serial)
        moment = START + (until - START) * rng.random()
        if rng.random() < INVENTED_AT_DOCKS:
            self._arrives(unit, unit, moment)
        else:
            city, phone = self.lives.some("city"), self.lives.readings.phone()
            for _ in range(rng.randint(1, 3)):
                self.lives.readings.checked(unit, city, moment, phone)
                moment += timedelta(days=rng.expovariate(1 / 4))
        first = min((event.moment for event in happened(unit)), default=END)
        known = first <= until if issued else (product.gtin, serial) not in self._lived
        if (issued and until > issued) or not known or any(self.could_be_garbled(event) for event in unit.events):
            unit.events.clear()
        return [unit]

    def could_be_garbled(self, event: Event) -> bool:
        """Whether the same device reads the same GTIN so soon before or after that the reading might be a slip of it."""
        moments = self._reads.get((event.device, event.gtin), [])
        place = bisect_left(moments, event.moment - APART)
        return place < len(moments) and moments[place] <= event.moment + APART

    # -- two places at once

    def _docks(self) -> Sequence[Unit]:
        """Read at a dock, and at another far away sooner than anything flies there."""
        return self._two_places("dc", ("received", "shipped"))

    def _cities(self) -> Sequence[Unit]:
        """Checked in one city and in another, sooner than anybody flies there."""
        return self._two_places("city", ("checked",))

    def _two_places(self, kind: str, steps: tuple[str, ...]) -> Sequence[Unit]:
        rng, readings = self.rng, self.lives.readings
        unit = rng.choice(self._any if kind == "dc" else self._sold)
        fits = [event for event in happened(unit) if event.step in steps and self._tells_the_time(event)]
        if not fits:
            return [unit]
        here = rng.choice(fits)
        site = self.world.sites[here.site]
        far = [s for s in self.world.sites.values() if s.kind == kind and km(s, site) > FAR_KM]
        there, copy = rng.choice(far), self._copy(unit)
        low, high = TOO_FAST_KMH
        between = timedelta(hours=km(site, there) / (low * (high / low) ** rng.random()))
        moment = here.moment + rng.choice((-1, 1)) * between
        if kind == "city":
            readings.checked(copy, there, moment, readings.phone())
            return [unit, copy]
        device = readings.devices.one(there, sound=True)
        readings.once(copy, there, rng.choice(steps), moment, device)
        return [unit, copy] if not device.is_offline(moment) else [unit]

    def _tells_the_time(self, event: Event) -> bool:
        """Whether it was read on line by a clock that is right."""
        device = self.lives.readings.devices.named.get(event.device)
        return device is None or not (device.wrong_by or device.is_offline(event.moment))


def _sold_at(unit: Unit) -> datetime | None:
    """The last time it was sold; None if it was not."""
    return max((event.moment for event in happened(unit) if event.step == "sold"), default=None)
