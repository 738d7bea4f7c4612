"""Who captures events is killed in the middle, again and again: what was answered is kept, and nothing is lost or doubled."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from fulfillment.models import EpcisCapture, EpcisEvent, EpcisEventCode, EpcisHandedIn
from tests.journeys.capturing import DOCUMENTS, EVENTS

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 3


def captured(market, start, *, alive_for):
    """Capture documents from `start` on and be killed after so many seconds; the numbers of those that were answered."""
    words = [str(market.id), str(market.people["logistics"].membership.id), str(start)]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.capturing", *words],
        env={**os.environ, "JOURNEY_DATABASE": connection.settings_dict["NAME"]}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        said = [process.stdout.readline()]
        if alive_for is not None:
            time.sleep(alive_for)
            process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()
    return [int(line) for line in said if line.strip()]


def test_nothing_is_lost_and_nothing_doubled(market):
    chance, answered = random.Random(7), []
    for _kill in range(KILLS):
        # Who is not answered sends it again; this one also sends the last that was.
        answered += captured(market, max([0, *answered]), alive_for=chance.uniform(0.02, 0.3))
        with market.inside():
            assert EpcisEvent.objects.count() >= EVENTS * len(set(answered)), "what was answered is kept"
    assert captured(market, max([0, *answered]), alive_for=None)[-1] == DOCUMENTS - 1
    with market.inside():
        assert EpcisEvent.objects.count() == EpcisEventCode.objects.count() == DOCUMENTS * EVENTS
        taken = EpcisCapture.objects.all()
        assert EpcisHandedIn.objects.count() == sum(one.fresh + one.known for one in taken)
        assert sum(one.fresh for one in taken) == DOCUMENTS * EVENTS
