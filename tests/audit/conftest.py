"""A marketplace with a log, and what is said in it."""

import pytest

from audit import sequencer
from audit.log import record
from audit.models import Head
from audit.verbs import verb
from tenancy.actor import Actor
from tenancy.context import tenant
from tenancy.ids import uuid7
from tenancy.models import Marketplace

SEED = bytes(range(32))
SAID = verb("test.said", "Something was said %(times)s times", facts=("times", "state"))


class Thing:
    """What is spoken of: something with an id and a label."""

    class _meta:
        label = "tests.Thing"

    def __init__(self, thing_id=None):
        self.id = thing_id or uuid7()


class Place:
    """One marketplace and its log."""

    def __init__(self, slug: str) -> None:
        self.row = Marketplace.objects.create(slug=slug, name=slug.title())
        self.id, self.slug = self.row.id, slug
        self.system = Actor.system(self.id)

    def inside(self):
        return tenant(self.id)

    def say(self, count: int = 1, **more):
        """So many entries in a transaction each; the last one."""
        more.setdefault("actor", self.system)
        for n in range(count):
            with self.inside():
                entry = record(SAID, **{"subject": Thing(), "facts": {"times": n}, **more})
        return entry

    def seal(self) -> int:
        return sequencer.sequence(self.id, SEED)

    def size(self) -> int:
        with self.inside():
            return Head.objects.values_list("size", flat=True).first() or 0


@pytest.fixture
def place(transactional_db) -> Place:
    """A marketplace on a database that really commits."""
    return Place("ash")


@pytest.fixture
def quick_place(db) -> Place:
    """The same inside the test's transaction."""
    return Place("ash")
