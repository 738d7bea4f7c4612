"""Scans of serialised goods as they reach a platform, with frauds and decoys, and which is which.

Written before the detector and without sight of it. About 30,000 units of 24 products live 140 days on three continents
(`unit_lives`), are read by scanners that miss, repeat and garble (`unit_readings`), whose clocks may be wrong and whose network
may be gone (`unit_devices`); frauds are drawn into that (`unit_frauds`) such that a perfect observer knows each (`unit_referee`).
Proportions stand as constants in those modules.

What a detector may see: the world and the scans in their order. What it must not: the truth.
- A fraud is a code, (GTIN-14, serial): everything read of it belongs to the fraud, the genuine one's reads too.
- `at` is what the device's clock showed; `received_at` is the server's and right. A scan from an offline queue comes late and out
  of the order of `at`; a phone's check has the server's time twice.
- A product with batches that are not registered was made before it was enrolled: a serial of it that nobody issued is to be
  asked about, never to be called fake. No fraud is drawn on such products.
- A garbled read that is still well-formed is a code of its own, labelled `mis_read_well_formed`, and no fraud: the same device
  reads another serial of the same GTIN, right and issued, at most 40 seconds later. No invented serial of a fraud is read within
  three minutes of a read of its GTIN by the same device.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.unit_devices import LATE, Devices
from bench.unit_frauds import Frauds, happened
from bench.unit_lives import Lives
from bench.unit_readings import Event, Unit
from bench.unit_referee import known_from
from bench.unit_world import END, START, Code, Making, World, products, sites

__all__ = ["Code", "Scan", "Truth", "World", "make"]

SCANS = 100_000  # for which the counts of frauds are given; fewer scans have fewer frauds in proportion
NETWORK = (0.2, 4.0)  # seconds from a reading to its receipt, on line


@dataclass(frozen=True, slots=True)
class Scan:
    """One reading as it was received. `step` is applied, received, shipped, sold, returned, checked or inspected."""

    at: datetime  # by the device's clock
    received_at: datetime
    site: str
    step: str
    gtin: str
    serial: str
    device: str


@dataclass(frozen=True)
class Truth:
    """What is known of the scans by who made them; codes are (GTIN-14, serial) as read."""

    frauds: dict[str, frozenset[Code]]  # by kind: cloned, out_of_range, impossible_travel; no code is of two kinds
    variants: dict[str, frozenset[Code]]  # the same frauds, by how they were drawn
    decoys: dict[str, frozenset[Code]]  # by kind, a code may be of several; none is a fraud
    known_from: dict[Code, int]  # of each fraud: index of the scan with which a perfect observer could first know it
    happened: tuple[datetime, ...]  # true moment of each scan

    def fraudulent(self) -> frozenset[Code]:
        """All codes that must be found."""
        return frozenset().union(*self.frauds.values())


def make(seed: int, scans: int = SCANS) -> tuple[World, list[Scan], Truth]:
    """A world and exactly so many scans in the order of receipt; the same for the same seed. From about 3,000 scans up."""
    rng, places = random.Random(seed), sites()
    devices = Devices(rng, places.values())
    lives, making = Lives(rng, places, devices), Making(rng, places, products(rng))
    units, read = [], 0
    while read < scans:
        batch, serials = making.batch()
        product, mark = making.products[batch.gtin], "" if batch.registered else "before_enrolment"
        born = [Unit(product, serial, mark=mark) for serial in serials]
        lives.made(batch, born)
        units += born
        read += sum(len(happened(unit)) for unit in born)
    world = making.world()
    frauds = Frauds(rng, world, lives, units)
    frauds.draw(scans / SCANS)
    bodies = _cut(rng, units, frauds, scans)
    delivered = _delivered(rng, bodies, devices)
    fraudulent = {code for kinds in frauds.drawn.values() for codes in kinds.values() for code in codes}
    return world, [scan for scan, _ in delivered], _truth(world, frauds, fraudulent, bodies, delivered)


def _cut(rng: random.Random, units: list[Unit], frauds: Frauds, scans: int) -> list[Unit]:
    """All bodies, with exactly so many scans: ordinary ones that make no decoy are left out, the last one's life ends early."""
    known = {unit.code for unit in units}
    of_fraud = {copy.code for copy in frauds.copies}
    for unit in units:
        # a garbled read that happens to be somebody else's code would be a fault of the bench, not of the scanner
        unit.garbled = [
            e for e in unit.garbled if START <= e.moment < END and (e.gtin, e.serial) not in known | of_fraud
        ]
        unit.events = happened(unit)
    for copy in frauds.copies:
        copy.events = happened(copy)
    bodies = [*units, *frauds.copies]
    over = sum(len(body.events) + len(body.garbled) for body in bodies) - scans
    ordinary = [unit for unit in units if unit.events and unit.code not in of_fraud and not _is_decoy(unit)]
    rng.shuffle(ordinary)
    for unit in ordinary:
        kept = max(0, len(unit.events) - over)
        over -= len(unit.events) - kept
        unit.events = sorted(unit.events, key=lambda event: event.moment)[:kept]
    if over > 0:
        raise ValueError(f"{scans} scans are too few for the frauds and decoys among them")
    return [body for body in bodies if body.events]


def _is_decoy(unit: Unit) -> bool:
    return bool(unit.mark or unit.garbled or unit.missed or any(event.mark for event in unit.events))


def _delivered(rng: random.Random, bodies: Iterable[Unit], devices: Devices) -> list[tuple[Scan, Event]]:
    """Through clocks and networks, in the order of receipt."""
    events = [event for body in bodies for event in (*body.events, *body.garbled)]
    events.sort(key=lambda event: event.moment)
    found = []
    for event in events:
        at = received_at = event.moment
        if device := devices.named.get(event.device):
            at, received_at = device.shows(event.moment), device.sends(event.moment, rng.uniform(*NETWORK))
        found.append((Scan(at, received_at, event.site, event.step, event.gtin, event.serial, event.device), event))
    found.sort(key=lambda one: one[0].received_at)
    return found


def _truth(
    world: World, frauds: Frauds, fraudulent: set[Code], bodies: Iterable[Unit], delivered: list[tuple[Scan, Event]]
) -> Truth:
    decoys: dict[str, set[Code]] = defaultdict(set)
    reads: dict[Code, list[tuple[int, Event]]] = defaultdict(list)
    for index, (scan, event) in enumerate(delivered):
        code = (event.gtin, event.serial)
        reads[code].append((index, event))
        if event.mark:
            decoys[event.mark].add(code)
        if scan.received_at - event.moment >= LATE:
            decoys["late"].add(code)
        if abs(scan.at - event.moment) > timedelta(minutes=5):
            decoys["clock_error"].add(code)
    for body in bodies:
        if body.mark:
            decoys[body.mark].add(body.code)
        if any(body.events[0].moment < moment < END for moment in body.missed):
            decoys["missed"].add(body.code)
    known = {code: known_from(reads[code], world) for code in sorted(fraudulent)}
    return Truth(
        frauds={fraud: frozenset().union(*kinds.values()) for fraud, kinds in frauds.drawn.items()},
        variants={kind: frozenset(codes) for kinds in frauds.drawn.values() for kind, codes in kinds.items()},
        decoys={kind: frozenset(codes - fraudulent) for kind, codes in sorted(decoys.items())},
        known_from={code: index for code, index in known.items() if index is not None},
        happened=tuple(event.moment for _, event in delivered),
    )
