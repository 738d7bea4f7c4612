"""How boxes are read one after another at a dock, and what goes wrong with it: missed, read twice, a neighbour's read, garbled.

A garbled read whose GTIN or serial is no longer of the right shape is noise. One that is still well-formed looks exactly like a
serial nobody issued: what tells it apart is that the same device reads the right one of the same GTIN within a minute after.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bench.unit_devices import Device, Devices
from bench.unit_world import Code, Product, Site

MISSED = 0.02  # of the reads at shipping and receiving: nobody made them
NEIGHBOUR = 0.004  # of those too: the box before is read again in place of this one
RESCANS, RESCANS_MOST, RESCANS_WITHIN = 0.015, 3, 600.0  # of all reads; more reads of the same box; seconds
GARBLED, CORRECTED_WITHIN = 0.004, 40.0  # of all reads: a wrong read comes first; seconds to the right one, at most
MISSABLE = {"shipped", "received"}


@dataclass(slots=True)
class Event:
    """A reading as it happened, before any clock or network; `mark` names the kind of decoy it makes of its unit."""

    moment: datetime
    site: str
    step: str
    gtin: str
    serial: str
    device: str
    mark: str = ""


@dataclass(slots=True)
class Unit:
    """One body and what was read of it; several bodies carry one code where it was copied."""

    product: Product
    serial: str
    is_copy: bool = False
    mark: str = ""
    events: list[Event] = field(default_factory=list)
    garbled: list[Event] = field(default_factory=list)  # under codes that are not its own
    missed: list[datetime] = field(default_factory=list)

    @property
    def code(self) -> Code:
        return self.product.gtin, self.serial


class Readings:
    """Reads units into their events."""

    def __init__(self, rng: random.Random, devices: Devices) -> None:
        self.rng, self.devices = rng, devices

    def read(self, units: Sequence[Unit], site: Site, step: str, moment: datetime, mark: str = "") -> datetime:
        """All units, seconds apart, by one device; the moment after the last. Copies are read by clocks that are right, since
        what a wrong clock says proves nothing."""
        rng, before = self.rng, None
        device = self.devices.one(site, sound=units[0].is_copy)
        for unit in units:
            moment += timedelta(seconds=rng.uniform(4, 9))
            roll = rng.random() if step in MISSABLE else 1.0
            if roll < MISSED:
                unit.missed.append(moment)
                continue
            if roll < MISSED + NEIGHBOUR and before:
                unit.missed.append(moment)
                self.once(before, site, step, moment, device, "neighbour_read")
                continue
            self.once(unit, site, step, moment, device, mark)
            if rng.random() < GARBLED and not unit.is_copy:
                self._garbled(unit, site, step, moment, device)
            if rng.random() < RESCANS:
                self._again(unit, site, step, moment, device)
            before = unit
        return moment

    def once(self, unit: Unit, site: Site, step: str, moment: datetime, device: Device, mark: str = "") -> None:
        """One reading, nothing around it."""
        unit.events.append(Event(moment, site.code, step, *unit.code, device.name, mark))

    def checked(self, unit: Unit, city: Site, moment: datetime, phone: str, mark: str = "") -> None:
        """By a consumer's phone."""
        unit.events.append(Event(moment, city.code, "checked", *unit.code, phone, mark))

    def phone(self) -> str:
        return f"phone-{self.rng.getrandbits(40):010x}"

    def _again(self, unit: Unit, site: Site, step: str, moment: datetime, device: Device) -> None:
        for _ in range(self.rng.randint(1, RESCANS_MOST)):
            by = device if self.rng.random() < 0.6 else self.devices.one(site, sound=unit.is_copy)
            later = moment + timedelta(seconds=self.rng.uniform(1, RESCANS_WITHIN))
            self.once(unit, site, step, later, by, "rescan")

    def _garbled(self, unit: Unit, site: Site, step: str, moment: datetime, device: Device) -> None:
        gtin, serial, mark = self.garble(*unit.code)
        sooner = moment - timedelta(seconds=self.rng.uniform(2, CORRECTED_WITHIN))
        unit.garbled.append(Event(sooner, site.code, step, gtin, serial, device.name, mark))

    def garble(self, gtin: str, serial: str) -> tuple[str, str, str]:
        """A wrong read of the code, and of which kind: mis_read where its shape tells, mis_read_well_formed where not."""
        rng, kind = self.rng, self.rng.randrange(4)
        place = rng.randrange(len(gtin))
        if kind == 0:  # one digit is another: the check digit does not hold
            return (
                gtin[:place] + str((int(gtin[place]) + rng.randint(1, 9)) % 10) + gtin[place + 1 :],
                serial,
                "mis_read",
            )
        if kind == 1:
            return gtin[: rng.randint(8, 12)], serial, "mis_read"
        if kind == 2:
            return gtin, serial[: rng.randint(2, len(serial) - 1)], "mis_read"
        return gtin, other_character(rng, serial), "mis_read_well_formed"


def other_character(rng: random.Random, serial: str) -> str:
    """One character, after any prefix, is another of the serial's own."""
    places = range(serial.find("-") + 1, len(serial))
    while True:
        place, other = rng.choice(places), rng.choice([one for one in serial[places.start :] if one.isalnum()])
        if serial[place].isalnum() and serial[place] != other:
            return serial[:place] + other + serial[place + 1 :]
        if len({one for one in serial[places.start :] if one.isalnum()}) == 1:  # such as 000000: any digit will do
            return serial[:place] + str((int(serial[place], 36) + 1) % 10) + serial[place + 1 :]
