import os
import pytest
from django.core.management import call_command
from playwright.sync_api import sync_playwright
from scanner import services, reference
from scanner.models import Match
from tests.scanner.stage import *
from tests.sessions import signed_in
from django.test import Client
from django.conf import settings as dj

OUT = "/tmp/mw/scan_shots"

@pytest.mark.django_db(transaction=True)
def test_shots(open_market, live_server, settings, tmp_path):
    settings.DEBUG = False
    settings.EVIDENCE_DIR = tmp_path / "e"; settings.STATE_DIR = tmp_path / "s"
    market = open_market
    import json
    with market.inside():
        trademark(market, picture=1); trademark(market, "Quillmore & Sons of Edinburgh", number="018442191", picture=3)
        copyright_(market)
        for n in range(9):
            waiting(market, f"A-{n}", f"Zanderholt weekender {n}", pictures=[png(7)] if n % 2 else [], brand="Zanderholt" if n%3==0 else "")
        waiting(market, "B-1", "Strap Zanderholt weekender, 40 mm, brown leather, with brass buckles and a rather long title that goes on", brand="Straps R Us")
        waiting(market, "B-2", "Quillmore & Sons of Edinburgh tote", seller="other_seller")
        waiting(market, "H-1", HIDDEN); waiting(market, "H-2", "Poster", pictures=[png(1, mirrored=True)])
        services.publish_waiting(actor=market.system, now=database_now())
        services.set_threshold(actor=market.actor("lead"), region="DE", category="Bags", queue_at=40, hold_at=90)
        services.set_threshold(actor=market.actor("lead"), region="FR", queue_at=60, hold_at=101)
        one = Match.objects.filter(listing__number="A-3").get(); dis=Match.objects.filter(listing__number="A-1").get()
        pic = Match.objects.filter(listing__number="H-2").first(); far = Match.objects.filter(listing__number="B-1").get()
        print(list(Match.objects.values_list("listing__number","score","state")))
        services.dismiss_match(actor=market.actor("reviewer"), match_id=dis.id, why="genuine")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    client = signed_in(Client(), market.people["lead"].membership)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    import pathlib, shutil
    pathlib.Path(OUT).mkdir(exist_ok=True)
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            for width in (1440, 390):
                ctx = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)
                ctx.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
                pg = ctx.new_page()
                for name, url in (("list", "matches"), ("held", "matches?lead=hold"), ("match", f"matches/{one.id}"), ("picture", f"matches/{pic.id}"), ("far", f"matches/{far.id}"), ("thresholds", "thresholds")):
                    if scheme == "dark" and name in ("held", "far"): continue
                    pg.goto(live_server.url + market.url(url), wait_until="networkidle")
                    if name == "match" and width == 1440: pg.keyboard.press("c")
                    print(name, width, pg.evaluate("document.documentElement.scrollWidth"))
                    pg.screenshot(path=f"{OUT}/{name}-{width}-{scheme}.png", full_page=True)
                ctx.close()
        browser.close()
