"""The demo: on this machine alone, a world in which every state stands, a shop that follows."""

import importlib
import json
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse

from accounts.entering import has_shown_factor
from accounts.models import Appointment
from audit.models import Entry, Seal
from enforcement.models import Appeal, Case, Complaint, Item, Origin, Remedy, Sanction, StrikeProposal
from registry.models import AgreementClause, Brand, GateCheck, Licence, ProofRequest, Right, TermReview
from scanner.models import Audit, AuditItem, BanHit, Look, Match, OutsideMatch
from sellers.models import (
    AssignedLesson,
    BrandLesson,
    DataRequest,
    FilledChecklist,
    FraudWarning,
    Listing,
    PaymentMove,
    SellerDisclosure,
    Seminar,
    SeminarPlace,
    Study,
)
from tenancy.context import tenant
from tenancy.models import Marketplace
from web import demo_urls
from web.demo import keys, stock
from web.demo.cast import user
from web.demo.past import Past
from web.demo.personas import PERSONAS
from web.demo.shop import Shelf, Shop
from web.demo.world import load, make_keys
from workflow.models import Clock

SITE = "tests.web.demo_site"
PAGES = ["/demo", "/demo/developer", "/demo/mailbox", "/demo/mailbox/20260101-000000-1.log/0", "/demo/shop/position"]
POSTED = ["/demo/sign-in/halden"]


@pytest.fixture
def demo(settings, tmp_path):
    """The demo is on, with a folder of its own."""
    settings.DEMO, settings.ROOT_URLCONF = True, SITE
    settings.STATE_DIR = tmp_path
    settings.EMAIL_FILE_PATH = tmp_path / "mailbox"
    settings.EMAIL_FILE_PATH.mkdir()
    return tmp_path


def here(**options: object) -> Client:
    """A browser on this machine."""
    return Client(headers={"host": "localhost:8000"}, **options)


def test_without_the_demo_there_is_no_route(settings) -> None:
    assert not settings.DEMO
    with pytest.raises(NoReverseMatch):
        reverse("demo:landing")
    for path in (*PAGES, *POSTED, "/demo/shop"):
        with pytest.raises(Resolver404):
            resolve(path, "config.urls")
    assert "demo" not in get_resolver("config.urls").namespace_dict


def test_its_routes_come_with_the_setting_alone(settings) -> None:
    settings.DEMO = True
    assert len(importlib.reload(demo_urls).urlpatterns) == 2
    settings.DEMO = False
    assert len(importlib.reload(demo_urls).urlpatterns) == 1


def test_its_commands_are_refused_without_the_setting() -> None:
    for command in ("load_demo", "demo_shop"):
        with pytest.raises(CommandError):
            call_command(command)


@pytest.mark.parametrize(
    ("headers", "environment"),
    [
        ({"host": "market.example"}, {}),
        ({"host": "testserver"}, {}),
        ({"host": "localhost"}, {"REMOTE_ADDR": "192.0.2.7"}),
        ({"host": "localhost"}, {"REMOTE_ADDR": "not an address"}),
        ({"host": "localhost", "x-forwarded-for": "192.0.2.7"}, {}),
        ({"host": "localhost", "forwarded": "for=192.0.2.7"}, {}),
    ],
)
def test_nobody_from_elsewhere_finds_it(demo, db, settings, headers, environment) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    user("halden", "Ingrid Solberg")
    client = Client(headers=headers, **environment)
    assert [client.get(path).status_code for path in (*PAGES, "/demo/shop")] == [404] * (len(PAGES) + 1)
    assert client.post(POSTED[0]).status_code == 404
    assert client.get("/").headers["Location"].startswith("/sign-in/"), "no greeting either"


def test_the_setting_alone_decides_even_where_a_route_stands(demo, db, settings) -> None:
    settings.DEMO = False
    assert {here().get(path).status_code for path in PAGES} == {404}
    assert here().post(POSTED[0]).status_code == 404


@pytest.mark.parametrize("loopback", ["127.0.0.1", "::1"])
def test_the_root_greets_who_is_signed_out(demo, db, loopback) -> None:
    client = here(REMOTE_ADDR=loopback)
    assert client.get("/").headers["Location"] == "/demo"
    page = client.get("/demo").content.decode()
    assert page.count('action="/demo/sign-in/') == len(PERSONAS)
    part = client.get("/demo", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert "/demo/sign-in/halden" in part
    assert 'hx-get="/demo"' in client.get("/sign-in/login/").content.decode()


def test_one_click_signs_a_persona_in_with_the_second_factor_shown(demo, db, rf) -> None:
    person = user("halden", "Ingrid Solberg")
    client = here()
    answer = client.post("/demo/sign-in/halden")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    request = rf.get("/")
    request.session, request.user = client.session, person
    assert has_shown_factor(request)
    assert [one["method"] for one in client.session["account_authentication_methods"]] == ["password", "mfa"]


def test_becoming_somebody_takes_a_post_with_its_token_and_a_known_persona(demo, db) -> None:
    user("halden", "Ingrid Solberg")
    user("nobody", "Not a persona")
    assert here().get("/demo/sign-in/halden").status_code == 405
    assert here(enforce_csrf_checks=True).post("/demo/sign-in/halden").status_code == 403
    assert here().post("/demo/sign-in/nobody").status_code == 404
    assert here().post("/demo/sign-in/lead").status_code == 404, "the world is not made yet"


def test_a_mail_is_shown_as_text_and_leads_where_it_leads(demo, db, settings) -> None:
    link = f"{settings.SITE_URL}/m/harbour/cases/MW-1"
    head = (
        "Subject: <b>Decision</b>\nTo: a@demo.localhost\nFrom: b@demo.localhost\nDate: Sat, 21 Nov 2026 20:13:00 -0000"
    )
    text = f"{head}\n\n<script>alert(1)</script> {link}\n"
    file = settings.EMAIL_FILE_PATH / "20261121-201300-1.log"
    file.write_text(text + "\n" + "-" * 79 + "\n" + text.replace("Decision", "Second"))
    listed = here().get("/demo/mailbox").content.decode()
    assert listed.index("Second") < listed.index("Decision")
    page = here().get("/demo/mailbox/20261121-201300-1.log/0").content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert 'href="/m/harbour/cases/MW-1"' in page
    for name in ("20261121-201300-1.log/7", "20261121-201300-2.log/0", "..%2Fsecret/0"):
        assert here().get(f"/demo/mailbox/{name}").status_code == 404


def test_pictures_are_drawn_the_same_every_time() -> None:
    looks = [("work", "harbour"), ("copy", "marigold"), ("own", "Quiet bay"), ("flask", "#1f5c4d", "#e9e4da", "halden")]
    first = [stock.picture(look).sha256 for look in looks]
    stock.picture.cache_clear()
    stock.work.cache_clear()
    assert [stock.picture(look).sha256 for look in looks] == first
    assert len(set(first)) == len(looks)


def test_stories_are_told_in_the_order_of_their_time_up_to_the_present(market) -> None:
    told = []

    def story(name, *pauses):
        for pause in pauses:
            told.append(name)
            yield pause
        told.append(f"{name} ends")

    past = Past(datetime.now(UTC))
    past.tell(9, story("first", 5, 3))
    past.tell(6, story("second", 1, 99))
    past.play()
    assert told == ["first", "second", "second", "first", "first ends"]


def test_the_world_has_every_state_and_is_made_once(demo, db) -> None:
    assert load()
    make_keys()
    assert sorted(keys.read()) == ["developer", "shop"]
    assert keys.path().stat().st_mode & 0o077 == 0
    with tenant(Marketplace.objects.get(slug="harbour").id):
        assert states(Case) >= {"noticed", "deciding", "decided", "closed"}
        assert states(Item) >= {
            "open", "contested", "unanswered", "proposed", "decided", "in_effect", "reversed", "withdrawn",
        }  # fmt: skip
        assert states(Complaint) == {"draft", "incomplete", "accepted", "withdrawn"}
        assert states(Remedy) >= {"applied", "reversed"}
        assert states(Appeal) == {"filed", "upheld", "rejected"}
        assert states(Listing) == {"public", "held", "ended"}
        assert states(Match) >= {"open", "cased", "dismissed"}
        assert states(BanHit) == {"confirmed", "open"}
        assert states(OutsideMatch) >= {"confirmed", "open"}
        assert Look.objects.filter(page__isnull=False).exists(), "somebody looks at the page outside once more"
        assert states(Audit) == {"published"}
        assert states(AuditItem) >= {"open"}
        assert AuditItem.objects.exclude(reply="").count() == 1
        running = set(Clock.objects.filter(state="running").values_list("kind", flat=True))
        assert running >= {
            "answer",
            "decide",
            "hold",
            "put_back",
            "appeal",
            "decide_appeal",
            "correct_notice",
            "take_effect",
        }
        assert not Seal.objects.exists(), "the sequencer alone signs"
        who_may_sell()
        who_learns()
        oldest = Case.objects.order_by("opened_at").first()
        assert (datetime.now(UTC) - oldest.opened_at).days > 300
        assert 280 <= Listing.objects.count() <= 400
        before = counted()
    assert not load()
    with tenant(Marketplace.objects.get(slug="harbour").id):
        assert counted() == before
    for persona in PERSONAS:
        client = here()
        client.post(f"/demo/sign-in/{persona.code}")
        home = client.get("/", follow=True)
        assert home.status_code == 200
        assert home.redirect_chain or persona.code == "agent", "the agent alone has two marketplaces to choose from"
    shelf = Shelf(demo / "demo-shop.json")
    shelf.show(
        {"listing": "HM-10001", "state": 1, "public_in": ["DE"], "reason": "published"}, "2026-01-01T00:00:00+00:00"
    )
    shelf.save()
    shop = here().get("/demo/shop").content.decode()
    assert "Quayside Goods" in shop
    picture = shop.split('src="/demo/shop/pictures/')[1].split('"')[0]
    assert here().get(f"/demo/shop/pictures/{picture}").headers["Content-Type"] == "image/jpeg"
    assert keys.read()["developer"] in here().get("/demo/developer").content.decode()


def who_may_sell() -> None:
    """Licences at every stage, an agent for one of two brands, a case on a licence that is over, orders asked about."""
    assert states(Licence) >= {"offered", "signed", "ended"}
    today = datetime.now(UTC).date()
    passed_on = Licence.objects.get(parent__isnull=False)
    assert (passed_on.consent, passed_on.parent.in_force(today)) == ("given", True)
    assert Licence.objects.filter(state="signed", ends_on__range=(today, today + timedelta(days=14))).exists()
    over = Licence.objects.get(state="ended")
    case = Case.objects.get(seller=over.licensee, right=over.licensed.get().right)
    assert (case.opened_at.date() - over.ends_on).days == 7
    assert case.state == "deciding"
    assert set(Origin.objects.filter(answer__item__case=case).values_list("exhausts", flat=True)) == {"no"}
    appointment = Appointment.objects.get()
    assert (len(appointment.brand_ids), appointment.holds(today)) == (1, True)
    assert Brand.objects.filter(owner=appointment.principal).count() == 2
    assert Right.objects.filter(owner=appointment.principal, brand_id=appointment.brand_ids[0]).count() == 2
    assert states(ProofRequest) >= {"open"}
    assert TermReview.objects.exists()
    assert AgreementClause.objects.filter(status="missing", agreement__state="in_force").exists()
    assert set(GateCheck.objects.values_list("verdict", flat=True)) == {"yes", "no", "ask"}


def who_learns() -> None:
    """Lessons, seminars and brands' lessons in every state; what strikes propose; data to be checked; an account that waits."""
    assert states(AssignedLesson) == {"open", "overdue", "done"}
    assert states(BrandLesson) == {"sent", "approved"}
    assert states(Seminar) == {"announced", "held"}
    assert states(SeminarPlace) == {"signed", "waiting", "attended", "absent"}
    assert Study.objects.filter(passed_at=None).exclude(trail=[]).exists(), "half walked"
    assert FilledChecklist.objects.count() == 2
    assert states(StrikeProposal) == {"told", "answered", "heard", "taken", "refused", "withdrawn"}
    assert Sanction.objects.filter(about="selling", state="proposed", kind="suspend").exists(), "waits for a second"
    assert states(DataRequest) == {"open", "given", "verified"}
    assert DataRequest.objects.filter(state="given", check_due_at__lt=datetime.now(UTC)).count() == 1, "one is late"
    assert states(PaymentMove) == {"waiting"}
    assert SellerDisclosure.objects.get().ended_at is None
    assert FraudWarning.objects.count() == 2


def states(model) -> set[str]:
    return set(model.objects.values_list("state", flat=True))


def counted() -> Counter:
    return Counter({model.__name__: model.objects.count() for model in (Entry, Case, Listing, Clock)})


def change(place: str, number: str, state: int, markets: list[str]) -> dict:
    facts = {"listing": number, "state": state, "public_in": markets, "reason": "published"}
    return {"place": place, "what": "listing.state", "facts": facts}


class FakeMarketplace:
    """What the shop asks, answered in turn; what it confirmed is kept."""

    def __init__(self, answers) -> None:
        self.answers, self.asked, self.confirmed = list(answers), [], []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, self.headers["Authorization"]))
                status, body, headers = outer.answers.pop(0)
                self._say(status, body, headers)

            def do_POST(self) -> None:
                outer.confirmed.append(self.path)
                self._say(200, {}, {})

            def _say(self, status, body, headers) -> None:
                data = json.dumps(body).encode() if body is not None else b""
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}/"

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def test_the_shop_follows_confirms_and_survives(tmp_path) -> None:
    path = tmp_path / "shop.json"
    first = {"changes": [change("1.0", "A-1", 1, ["DE"]), change("2.0", "A-1", 2, ["DE", "US"]), change("2.1", "B-1", 1, ["US"])],
             "after": "2.1", "more": False}  # fmt: skip
    second = {"changes": [change("9.0", "A-1", 3, [])], "after": "9.0", "more": False}
    slept = []
    with FakeMarketplace(
        [(503, None, {}), (200, first, {}), (304, None, {"Retry-After": "7"}), (200, second, {})]
    ) as place:
        shop = Shop(place.base, "mw_key", Shelf.opened(path), sleep=slept.append)
        assert shop.turn() == 5, "the marketplace is away: ask again"
        shop.turn()
        assert place.confirmed == ["/listings/A-1/states/2/applied", "/listings/B-1/states/1/applied"]
        again = Shop(place.base, "mw_key", Shelf.opened(path), sleep=slept.append)
        assert again.turn() == 7, "as Retry-After says"
        again.turn()
        assert place.confirmed[-1] == "/listings/A-1/states/3/applied"
        assert [asked.partition("=")[2] for asked, _key in place.asked] == ["", "", "2.1", "2.1"]
        assert {key for _asked, key in place.asked} == {"Bearer mw_key"}
    shelf = Shelf.opened(path)
    assert shelf.after == "9.0"
    assert shelf.listings["A-1"] == {"state": 3, "public_in": [], "demoted_in": []}
    assert (shelf.news[0]["before"], shelf.news[0]["now"]) == (["DE", "US"], [])
    assert Shop(place.base, "mw_key", shelf, sleep=slept.append).turn() == 5, "nobody listens any more"
    assert 1 in slept, "a shop takes a second to change its pages"
