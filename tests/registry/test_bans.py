"""Bans: who puts them on the list, what they must say, lists of them, and what the scanner reads."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registry import goods, queries, services
from registry.banning import BanDetails
from registry.details import Details
from registry.models import Ban
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.cast import add_key

DRYERS = BanDetails(
    kind="exclusion_order",
    title="Certain hair dryers",
    authority="USITC",
    order="337-TA-0000",
    territories=("USA", "PR"),
    products=("hair dryer", "hot air brush", "hair dryer"),
    allowed=("HD-02",),
    source="https://example.org/order",
)
CSV = """kind,title,authority,order,territories,products,models,from,until
exclusion order,Certain hair dryers,USITC,337-TA-0000,US,hair dryer;hot air brush,,,
recall,Power banks,BNetzA,2026/17,DE; AT,power bank,PB-100; PB-200,2026-01-01,2999-01-01
recall,,BNetzA,2026/18,Narnia,x,,yesterday,
"""


def add(market, who="reviewer", **changes):
    return services.add_ban(actor=market.actor(who), details=replace(DRYERS, **{"territories": ("US",), **changes}))


def test_it_goes_on_the_list_and_the_scanner_reads_it(market):
    before = queries.watermark()
    ban = add(market, excepted=(market.parties["seller"].reference.lower(),))
    assert ban.products == ["hair dryer", "hot air brush"]
    assert queries.watermark() == ban.changed_at > before, "the index learns of it"
    [live] = goods.live_bans()
    assert live.countries == {"US"}
    assert live.excepted == {market.parties["seller"].id}
    assert live.order == "USITC 337-TA-0000"


def test_the_same_order_stands_once_and_again_after_its_end(market):
    ban = add(market)
    with pytest.raises(Conflict):
        add(market)
    services.end_ban(actor=market.actor("lead"), ban=ban)
    with pytest.raises(Conflict):
        services.end_ban(actor=market.actor("lead"), ban=ban)
    assert goods.live_bans() == []
    add(market)


def test_one_to_come_is_read_but_stands_not_yet(market):
    today = database_now().date()
    add(market, starts_on=today + timedelta(days=9))
    assert len(goods.live_bans()) == 1
    assert not Ban.objects.standing(today).exists()
    assert [goods.bans(state=state, day=today).count() for state in goods.STATES] == [0, 1, 0]


def test_it_may_rest_on_a_patent_on_file(market):
    details = Details(kind="patent", title="Dryer", office="US", number="9999999")
    patent = services.register_right(actor=market.actor("brand"), details=details)
    assert add(market, right=patent.reference).right == patent
    with pytest.raises(Invalid):
        add(market, order="2", right="MW-NOPE0")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "rumour"}, "kind"),
        ({"title": " "}, "title"),
        ({"authority": ""}, "authority"),
        ({"territories": ()}, "territories"),
        ({"territories": ("Narnia",)}, "territories"),
        ({"products": ()}, "products"),
        ({"products": ("tv",)}, "products"),
        ({"products": ("…",)}, "products"),
        ({"excepted": ("PA-NOPE",)}, "excepted"),
        ({"source": "javascript:alert(1)"}, "source"),
        ({"action": "destroy"}, "action"),
    ],
)
def test_what_does_not_hold_together(market, changes, field):
    with pytest.raises(Invalid) as refused:
        add(market, **changes)
    assert field in refused.value.fields


def test_only_the_house_manages_it(market):
    for who in ("brand", "seller", "auditor", "support"):
        with pytest.raises(Denied):
            add(market, who)
    ban = add(market)
    with pytest.raises(NotFound):
        goods.ban_by_reference(ban.reference, market.actor("brand"))


def test_a_list_goes_in_row_by_row(market):
    taken = services.import_bans(actor=market.actor("lead"), text=CSV)
    assert (taken.new, taken.known) == (2, 0)
    assert {(fault.line, fault.column) for fault in taken.faults} == {(4, "from")}
    again = services.import_bans(actor=market.actor("lead"), text=CSV.replace("yesterday", ""))
    assert (again.new, again.known) == (0, 2)
    assert {fault.column for fault in again.faults} == {"title", "territories", "products"}
    recall = Ban.objects.get(kind="recall")
    assert (recall.territories, recall.model_numbers) == (["AT", "DE"], ["PB-100", "PB-200"])


class TestPages:
    FORM = {
        "kind": "exclusion_order", "title": "<i>Dryers</i>", "authority": "USITC", "order": "1", "territories": "US",
        "products": "hair dryer\nhot air brush", "action": "hold",
    }  # fmt: skip

    def test_put_on_the_list_looked_at_and_ended(self, market, as_):
        lead = as_(market, "lead")
        assert "No ban yet" in lead.get(market.url("bans")).content.decode()
        answer = lead.post(market.url("bans/new"), self.FORM, follow=True)
        content = answer.content.decode()
        assert "&lt;i&gt;Dryers" in content
        assert "In force" in content
        ban = Ban.objects.get()
        answer = lead.post(market.url(f"bans/{ban.reference}/end"), follow=True)
        assert "Ended" in answer.content.decode()
        assert lead.post(market.url(f"bans/{ban.reference}/end")).status_code == 409

    def test_what_is_wrong_is_said_and_kept(self, market, as_):
        answer = as_(market, "lead").post(market.url("bans/new"), {**self.FORM, "territories": "Narnia"})
        assert answer.status_code == 422
        assert "Not a country or EU: Narnia." in answer.content.decode()
        assert "hot air brush" in answer.content.decode()

    def test_who_only_watches_sees_no_way_to_change(self, market, as_):
        add(market)
        page = as_(market, "auditor").get(market.url("bans"))
        assert "Certain hair dryers" in page.content.decode()
        assert "bans/new" not in page.content.decode()
        assert as_(market, "auditor").get(market.url("bans/new")).status_code == 403
        assert as_(market, "brand").get(market.url("bans")).status_code == 403

    def test_a_list_is_taken_in(self, market, as_):
        file = SimpleUploadedFile("bans.csv", CSV.encode(), "text/csv")
        answer = as_(market, "lead").post(market.url("bans/import"), {"file": file})
        assert answer.status_code == 422
        assert "2 new" in answer.content.decode()
        strange = SimpleUploadedFile("bans.csv", b"\xff\xfe\x00", "text/csv")
        answer = as_(market, "lead").post(market.url("bans/import"), {"file": strange})
        assert answer.status_code == 422

    def test_the_list_takes_as_many_queries_for_many(self, market, as_, django_assert_max_num_queries):
        lead = as_(market, "lead")
        for number in range(60):
            add(market, order=str(number), title=f"Ban {number}")
        with django_assert_max_num_queries(30):
            page = lead.get(market.url("bans"))
        assert "cursor=" in page.content.decode()


class TestApi:
    def test_put_read_and_ended(self, market, client):
        refused = client.get(market.url("api/v1/bans"), headers=market.keys["shop"].headers)
        assert refused.status_code == 403, "the key's scopes do not hold it"
        key = add_key(market, "customs", party="operator", scopes=["bans"])
        sent = {
            "kind": "recall", "title": "Power banks", "authority": "BNetzA", "order": "2026/17", "territories": ["Germany"],
            "products": ["power bank"], "models": ["PB-100"], "excepted": [market.parties["seller"].reference],
        }  # fmt: skip
        url = market.url("api/v1/bans")
        answer = client.post(url, sent, content_type="application/json", headers=key.headers)
        assert answer.status_code == 201
        made = answer.json()
        assert (made["territories"], made["models"], made["excepted"]) == (["DE"], ["PB-100"], sent["excepted"])
        assert client.post(url, sent, content_type="application/json", headers=key.headers).status_code == 409
        assert client.get(answer.headers["Location"], headers=key.headers).json() == made
        assert len(client.get(f"{url}?state=standing", headers=key.headers).json()["results"]) == 1
        ended = client.post(f"{url}/{made['reference']}/end", headers=key.headers)
        assert ended.json()["ended_at"]
        wrong = client.post(url, {**sent, "products": []}, content_type="application/json", headers=key.headers)
        assert wrong.status_code == 422
