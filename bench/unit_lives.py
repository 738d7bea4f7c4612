"""The life of genuine goods: applied, shipped, received, sold, checked, sometimes returned and sold again; by truck, ship and air.

Everything here is possible for one body. Much of it looks odd, and those are the decoys: returns, cross-docking, transfers there
and back, air freight in several legs, consumers who travel or check all day, boxes that are counted or taken for their neighbour.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from math import log

from bench.unit_devices import Devices
from bench.unit_readings import NEIGHBOUR, Readings, Unit
from bench.unit_world import AIR_HUBS, END, Batch, Site, km

TRUCK_KMH, TRUCK_EXTRA = 55.0, (3.0, 14.0)  # hours for loading and rest
SHIP_KMH, SHIP_DETOUR, SHIP_EXTRA = 33.0, 1.7, (96.0, 220.0)
AIR_KMH, AIR_EXTRA, EXPRESS_EXTRA = 820.0, (12.0, 48.0), (2.0, 5.0)
PERSON_KMH, PERSON_EXTRA = 700.0, 5.0
SHIPPED_BY_AIR = 0.35  # of consignments between continents
EXPRESS = 0.25  # of those by air: through two hubs without a pause
KEPT_AT_FACTORY, KEPT_AT_DC = 0.58, 0.15  # of consignments and sublots: in reserve beyond the time that is watched
HOME_REGION = 0.4  # of consignments stay on the continent where they were made
TRANSFERS, AND_BACK = 0.05, 0.3  # of sublots; of those between warehouses
CROSS_DOCKED = 0.06  # of sublots: shipped within hours of being received
COUNTED = 0.03  # of sublots at a distribution centre and of units at a fulfilment centre
TO_SHOPS = 0.5
SHELF_CHECKED = 0.02  # of units in shops: somebody checks before it is sold
CHECKED = 0.35  # of buyers, once to five times
MANY_CHECKS, MANY = 0.01, (8, 25)  # of buyers
TWO_CITIES = 0.02  # of buyers: they travel with it, or it is given to somebody elsewhere
RETURNED, RESOLD = 0.08, 0.75
DWELL_DC, DWELL_FC, DWELL_SHOP = 16.0, 16.0, 14.0  # days, median of a log-normal

Units = Sequence[Unit]


def _days(days: float) -> timedelta:
    return timedelta(days=days)


def _hours(hours: float) -> timedelta:
    return timedelta(hours=hours)


class Lives:
    """Lets units live; what is read of them is in their `events`, also beyond the end of what is watched."""

    def __init__(self, rng: random.Random, sites: dict[str, Site], devices: Devices) -> None:
        self.rng, self.sites, self.readings = rng, sites, Readings(rng, devices)

    # -- places and times

    def some(self, kind: str, region: str = "", besides: tuple[str, ...] = ()) -> Site:
        """Any site of a kind, on one continent if given."""
        fits = [
            s
            for s in self.sites.values()
            if s.kind == kind and s.region == (region or s.region) and s.code not in besides
        ]
        return self.rng.choice(fits)

    def city_of(self, site: Site) -> Site:
        return self.sites[f"city-{site.code.split('-')[1]}"]

    def open(self, site: Site, moment: datetime) -> datetime:
        """That moment, or the next morning there: docks read from 6 to 22 o'clock."""
        local = moment + site.zone
        if 6 <= local.hour < 22:
            return moment
        morning = local.replace(hour=6, minute=0, second=0) + _days(local.hour >= 22)
        return morning - site.zone + timedelta(minutes=self.rng.uniform(0, 90))

    def dwell(self, median: float) -> timedelta:
        return _days(max(0.5, min(120, self.rng.lognormvariate(log(median), 0.8))))

    def arrival(self, left: Site, to: Site, moment: datetime) -> datetime:
        """Of goods that leave one site then: by truck on a continent, else by ship or air."""
        rng, way = self.rng, km(left, to)
        if left.region == to.region:
            hours = way / TRUCK_KMH + rng.uniform(*TRUCK_EXTRA)
        elif rng.random() < SHIPPED_BY_AIR:
            hours = way / AIR_KMH + rng.uniform(*AIR_EXTRA)
        else:
            hours = way * SHIP_DETOUR / SHIP_KMH + rng.uniform(*SHIP_EXTRA)
        return self.open(to, moment + _hours(hours))

    def _split(self, units: Units, least: int, most: int) -> Iterator[Units]:
        at = 0
        while at < len(units):
            size = self.rng.randint(least, most)
            yield units[at : at + size]
            at += size

    # -- from the factory to a distribution centre

    def made(self, batch: Batch, units: Units) -> None:
        """A whole batch, from its making day on."""
        rng, factory = self.rng, self.sites[batch.factory]
        day = datetime(batch.made_on.year, batch.made_on.month, batch.made_on.day, tzinfo=UTC)
        for consignment in self._split(units, 40, 140):
            done = self.readings.read(consignment, factory, "applied", day + _hours(rng.uniform(0, 18)))
            if rng.random() < KEPT_AT_FACTORY:
                continue
            leaves = self.open(factory, done + _days(rng.uniform(0.3, 6)))
            home = rng.random() < HOME_REGION
            region = factory.region if home else rng.choice([one for one in AIR_HUBS if one != factory.region])
            if not home and rng.random() < SHIPPED_BY_AIR * EXPRESS:
                self._express(consignment, factory, region, leaves)
                continue
            dc = self.some("dc", region)
            self.moved(consignment, factory, dc, leaves)

    def moved(self, units: Units, left: Site, to: Site, leaves: datetime) -> None:
        """Shipped to a distribution centre, and all that follows."""
        if leaves > END:
            return
        left_at = self.readings.read(units, left, "shipped", leaves)
        here = self.readings.read(units, to, "received", self.arrival(left, to, left_at))
        self.onward(units, to, here)

    def _express(self, units: Units, factory: Site, region: str, leaves: datetime) -> None:
        """By air through the hubs of both continents, read at every hand-over, at any hour: fast, and possible."""
        rng, at, moment = self.rng, factory, leaves
        for code in (AIR_HUBS[factory.region], AIR_HUBS[region]):
            to = self.sites[code]
            moment = self.readings.read(units, at, "shipped", moment + _hours(rng.uniform(0.8, 4)), "fast_air")
            speed = AIR_KMH if at.region != to.region or km(at, to) > 500 else TRUCK_KMH
            moment += _hours(km(at, to) / speed + rng.uniform(*EXPRESS_EXTRA))
            moment, at = self.readings.read(units, to, "received", moment, "fast_air"), to
        self.onward(units, at, moment, transfers=False)

    # -- from a distribution centre to a fulfilment centre

    def onward(self, units: Units, dc: Site, moment: datetime, *, transfers: bool = True) -> None:
        """What was received at a distribution centre goes on in sublots; some of them by way of another."""
        rng = self.rng
        for sublot in self._split(units, 10, 40):
            if not sublot[0].is_copy and rng.random() < KEPT_AT_DC:
                continue
            at, here, mark = dc, moment, ""
            if transfers and rng.random() < TRANSFERS:
                at, here = self._transferred(sublot, dc, here)
            if rng.random() < CROSS_DOCKED:
                leaves, mark = here + _hours(rng.uniform(0.5, 3)), "cross_dock"
            else:
                stays = self.dwell(DWELL_DC)
                if rng.random() < COUNTED and stays > _days(3):
                    self.readings.read(sublot, at, "inspected", self.open(at, here + stays * 0.4), "cycle_count")
                leaves = self.open(at, here + stays)
            if leaves > END:
                continue
            fc = self.some("fc", at.region)
            left_at = self.readings.read(sublot, at, "shipped", leaves, mark)
            here = self.readings.read(sublot, fc, "received", self.arrival(at, fc, left_at))
            for carton in self._split(sublot, 5, 12):
                self.fulfilled(carton, fc, here)

    def _transferred(self, units: Units, dc: Site, moment: datetime) -> tuple[Site, datetime]:
        """To another warehouse, perhaps on another continent; sometimes back after a while."""
        rng, at = self.rng, dc
        other = self.some("dc", dc.region if rng.random() < 0.8 else "", besides=(dc.code,))
        for to in (other, dc) if rng.random() < AND_BACK else (other,):
            left_at = self.readings.read(units, at, "shipped", self.open(at, moment + self.dwell(5)), "transfer")
            moment = self.readings.read(units, to, "received", self.arrival(at, to, left_at), "transfer")
            at = to
        return at, moment

    # -- from a fulfilment centre to a buyer

    def fulfilled(self, units: Units, fc: Site, moment: datetime) -> None:
        """A carton is sent to a shop and sold there, or its units are sold from the fulfilment centre one by one."""
        rng = self.rng
        if rng.random() < TO_SHOPS:
            leaves = self.open(fc, moment + self.dwell(DWELL_FC))
            if leaves > END:
                return
            shop = self.some("shop", fc.region)
            left_at = self.readings.read(units, fc, "shipped", leaves)
            here = self.readings.read(units, shop, "received", self.arrival(fc, shop, left_at))
            for unit in units:
                self._sold_in_shop(unit, shop, here)
            return
        leaving = sorted(((moment + self.dwell(DWELL_FC), n) for n in range(len(units))), key=lambda one: one[0])
        for place, (leaves, n) in enumerate(leaving):
            unit, stays = units[n], leaves - moment
            if rng.random() < COUNTED:
                self.readings.read([unit], fc, "inspected", moment + stays * rng.uniform(0.2, 0.8), "cycle_count")
            longer = [units[other] for later, other in leaving[place + 1 :] if later > leaves + _days(1)]
            self._sold_from(unit, fc, leaves, rng.choice(longer) if longer and rng.random() < NEIGHBOUR else None)

    def _sold_from(self, unit: Unit, fc: Site, leaves: datetime, neighbour: Unit | None) -> None:
        """Parcelled and handed over; where a neighbour that stays is read in its place, it is not read itself."""
        leaves = self.open(fc, leaves)
        if neighbour:
            self.readings.once(neighbour, fc, "shipped", leaves, self.readings.devices.one(fc), "neighbour_read")
            unit.missed.append(leaves)
        else:
            self.readings.read([unit], fc, "shipped", leaves)
        self.sold(unit, fc, leaves + _hours(self.rng.uniform(0.3, 10)))

    def _sold_in_shop(self, unit: Unit, shop: Site, here: datetime) -> None:
        rng, sold_at = self.rng, self.open(shop, here + self.dwell(DWELL_SHOP))
        if rng.random() < SHELF_CHECKED:
            moment = here + (sold_at - here) * rng.uniform(0.1, 0.9)
            self.readings.checked(unit, self.city_of(shop), moment, self.readings.phone(), "shelf_check")
        self.sold(unit, shop, sold_at)

    def sold(self, unit: Unit, site: Site, moment: datetime, mark: str = "") -> None:
        """To a buyer on the same continent, near where it was bought in a shop; and what the buyer does with it."""
        rng = self.rng
        self.readings.read([unit], site, "sold", moment, mark)
        if site.kind == "shop":
            city, owned = self.city_of(site), moment + _hours(rng.uniform(0.2, 90))
        else:
            city = self.some("city", site.region)
            owned = moment + _hours(km(site, city) / TRUCK_KMH + rng.uniform(12, 60))
        city, last = self._owned(unit, city, owned)
        if not unit.is_copy and rng.random() < RETURNED:
            self._returned(unit, site, city, last)

    # -- with a buyer, and back

    def _owned(self, unit: Unit, city: Site, moment: datetime) -> tuple[Site, datetime]:
        """The buyer's checks; where and when it was last."""
        rng, phone, roll = self.rng, self.readings.phone(), self.rng.random()
        if roll < MANY_CHECKS:
            for _ in range(rng.randint(*MANY)):
                self.readings.checked(unit, city, moment, phone, "many_checks")
                moment += _hours(rng.choice((0.01, 0.2, 3, 20)) * rng.uniform(0.5, 2))
            return city, moment
        if roll < MANY_CHECKS + TWO_CITIES:
            return self._travelled(unit, city, moment, phone)
        if roll < MANY_CHECKS + TWO_CITIES + CHECKED:
            for _ in range(rng.choices(range(1, 6), (60, 20, 10, 6, 4))[0]):
                self.readings.checked(unit, city, moment, phone)
                moment += _days(rng.expovariate(1 / 6))
        return city, moment

    def _travelled(self, unit: Unit, city: Site, moment: datetime, phone: str) -> tuple[Site, datetime]:
        """Checked at home, then elsewhere by the buyer or by who was given it, and perhaps at home again."""
        rng, other = self.rng, self.some("city", city.region if self.rng.random() < 0.7 else "", besides=(city.code,))
        self.readings.checked(unit, city, moment, phone, "two_cities")
        way = _hours(km(city, other) / PERSON_KMH + PERSON_EXTRA)
        moment += way + _hours(rng.expovariate(1 / 60))
        given = rng.random() < 0.4
        self.readings.checked(unit, other, moment, self.readings.phone() if given else phone, "two_cities")
        if given or rng.random() < 0.5:
            return other, moment
        moment += way + _hours(rng.expovariate(1 / 60))
        self.readings.checked(unit, city, moment, phone, "two_cities")
        return city, moment

    def _returned(self, unit: Unit, sold_by: Site, city: Site, moment: datetime) -> None:
        """Brought back to the shop or sent to the fulfilment centre, inspected there, and mostly sold again."""
        rng, read, mark = self.rng, self.readings.read, "return"
        back = moment + _hours(km(city, sold_by) / TRUCK_KMH) + _days(rng.uniform(2, 16))
        fc = sold_by if sold_by.kind == "fc" else self.some("fc", sold_by.region)
        if city.region != sold_by.region:
            back += _days(5)
        moment = read([unit], sold_by, "returned", self.open(sold_by, back), mark)
        if sold_by.kind == "shop":
            left_at = read([unit], sold_by, "shipped", self.open(sold_by, moment + _days(rng.uniform(0.2, 5))), mark)
            moment = self.arrival(sold_by, fc, left_at)
        moment = read([unit], fc, "received", self.open(fc, moment + _hours(rng.uniform(0.3, 6))), mark)
        moment = read([unit], fc, "inspected", self.open(fc, moment + _hours(rng.uniform(0.3, 70))), mark)
        if rng.random() < RESOLD and moment < END:
            moment = read([unit], fc, "shipped", self.open(fc, moment + self.dwell(6)), "resale")
            self.sold(unit, fc, moment + _hours(rng.uniform(0.3, 10)), "resale")
