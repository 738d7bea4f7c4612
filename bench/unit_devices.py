"""What reads the codes: hand scanners with their clocks and their hours without a network; a phone shows the server's time."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bench.unit_world import DAYS, START, Site

DEVICES = {"factory": (2, 4), "dc": (4, 7), "fc": (4, 7), "shop": (1, 2)}  # least and most at a site of each kind
WRONG_CLOCKS = 0.06  # of the devices, each for some days on end; half of them in a wrong time zone
WRONG_FOR = (4, 40)  # days
OFF_BY = (-48.0, 24.0)  # hours, of those that are not merely in another zone
ZONES_OFF = 9  # hours at most, either way
SKEW = 12.0  # seconds, standard deviation of a clock that is right
OFFLINE = 0.02  # of the days of a device: a queue is kept and sent hours later, rarely days
OFFLINE_HOURS, OFFLINE_LONG, LONG = (2.0, 14.0), (24.0, 72.0), 0.05
LATE = timedelta(minutes=30)  # from which a scan counts as delivered late


@dataclass(slots=True)
class Device:
    """A hand scanner. Its clock is wrong by the same amount between two moments; what it reads offline is sent at the end."""

    name: str
    skew: timedelta
    wrong_by: timedelta = timedelta()
    wrong_from: datetime = START
    wrong_until: datetime = START
    offline: list[tuple[datetime, datetime]] = field(default_factory=list)

    def is_wrong(self, moment: datetime) -> bool:
        return self.wrong_from <= moment < self.wrong_until

    def is_offline(self, moment: datetime) -> bool:
        return any(begin <= moment < end for begin, end in self.offline)

    def shows(self, moment: datetime) -> datetime:
        """Its own clock at that moment."""
        return moment + self.skew + (self.wrong_by if self.is_wrong(moment) else timedelta())

    def sends(self, moment: datetime, delay: float) -> datetime:
        """When what it reads then is received; `delay` is the network's, in seconds."""
        for begin, end in self.offline:
            if begin <= moment < end:  # sent in the order of reading, a little compressed
                return end + (moment - begin) / 10_000
        return moment + timedelta(seconds=delay)


class Devices:
    """All hand scanners by site."""

    def __init__(self, rng: random.Random, sites: Iterable[Site]) -> None:
        self.rng = rng
        self.at: dict[str, list[Device]] = {}
        self.named: dict[str, Device] = {}
        for site in sites:
            if site.kind in DEVICES:
                names = [f"{site.code}/{number}" for number in range(1, rng.randint(*DEVICES[site.kind]) + 1)]
                self.at[site.code] = [self._device(name) for name in names]
                self.named.update((device.name, device) for device in self.at[site.code])
        every = list(self.named.values())
        # never all of a site's, so that a copy can be read there by a clock that is right
        spare = [device for device in every if not device.name.endswith("/1")]
        for device in rng.sample(spare, max(4, round(len(every) * WRONG_CLOCKS))):
            self._put_wrong(device)

    def _device(self, name: str) -> Device:
        rng, offline = self.rng, []
        for day in range(DAYS):
            if rng.random() < OFFLINE:
                begin = START + timedelta(days=day, hours=rng.uniform(0, 24))
                hours = rng.uniform(*(OFFLINE_LONG if rng.random() < LONG else OFFLINE_HOURS))
                offline.append((begin, begin + timedelta(hours=hours)))
        merged: list[tuple[datetime, datetime]] = []
        for begin, end in sorted(offline):
            if merged and begin < merged[-1][1]:
                begin, end = merged[-1][0], max(end, merged[-1][1])
                merged.pop()
            merged.append((begin, end))
        return Device(name, timedelta(seconds=rng.gauss(0, SKEW)), offline=merged)

    def _put_wrong(self, device: Device) -> None:
        rng = self.rng
        if rng.random() < 0.5:
            device.wrong_by = timedelta(hours=rng.choice([h for h in range(-ZONES_OFF, ZONES_OFF + 1) if h]))
        else:
            device.wrong_by = timedelta(hours=rng.uniform(*OFF_BY))
        device.wrong_from = START + timedelta(days=rng.uniform(0, DAYS - 10))
        device.wrong_until = device.wrong_from + timedelta(days=rng.uniform(*WRONG_FOR))

    def one(self, site: Site, *, sound: bool = False) -> Device:
        """Any of a site's; with `sound` one whose clock is never wrong."""
        return self.rng.choice([device for device in self.at[site.code] if not (sound and device.wrong_by)])
