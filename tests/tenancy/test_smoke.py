import pytest
from django.db import connection
from tenancy.catalogue import faults
from tenancy.context import tenant
from tenancy.models import Marketplace
from tenancy.actor import Actor
from audit.log import record
from audit.verbs import verb
from audit import sequencer, queries
from audit.verify import verify
from audit.models import Head

V = verb("test.said", "Something was said", facts=("n",))

@pytest.mark.django_db(transaction=True)
def test_wall():
    assert "\n".join(faults()) == ""

@pytest.mark.django_db(transaction=True)
def test_log():
    m = Marketplace.objects.create(slug="a", name="A")
    with tenant(m.id):
        h = Head(size=0, root=b"0"*32)
        for n in range(5):
            e = record(V, actor=Actor.system(m.id), subject=h, facts={"n": n}, personal={"name": "Zoë"})
    assert sequencer.run_once(b"s"*32) == 5
    with tenant(m.id):
        r = verify(rows=True)
        assert r.whole, r.faults
        assert r.entries == 5 and r.checkpoints == 1
        print(queries.proof(e).decode())
        print(queries.timeline(h.id, Actor.system(m.id))[0])
