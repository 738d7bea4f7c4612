"""Whatever people type comes back as typed, is shown isolated, and breaks nothing."""

import json
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.html import escape

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA", Path(settings.BASE_DIR).parent / "shared" / "data"))
STRINGS = SHARED / "text-evasion" / "naughty-strings-even.json"
OURS = [
    "<script>alert(1)</script>",
    "'; DROP TABLE accounts_party; --",
    "\u202etxet desrever",
    "  spaces at both ends  ",
    "{{ 7 * 7 }} {% now 'Y' %} %(name)s",
    "田中さんにあげて下さい",
    "👩‍👩‍👧‍👦 \ufeff \u200b",
    "=1+1",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b",
]


def goes_through(market, client, text: str) -> None:
    party = market.parties["seller"]
    url = market.url(f"parties/{party.reference}")
    fields = {
        "name": text[:200],
        "country": "US",
        "contact_name": text[:120],
        "phone": text[:40],
        "address": text[:1000],
    }
    answer = client.post(f"{url}/edit", {**fields, "contact_email": "office@shop.test"})
    assert answer.status_code in (303, 422), text
    party.refresh_from_db()
    if answer.status_code == 422:
        assert not text.strip() or "\x00" in text, text
        return
    # A browser, and so Django's client, sends line ends as CR LF.
    assert party.name == fields["name"], text
    assert party.address.replace("\r\n", "\n") == fields["address"].replace("\r\n", "\n"), text


@pytest.mark.parametrize("text", OURS)
def test_our_own_odd_strings_are_kept_and_shown_isolated(market, as_, text):
    client = as_(market, "lead")
    goes_through(market, client, text)
    page = client.get(market.url(f"parties/{market.parties['seller'].reference}")).content.decode()
    assert re.search(rf"<bdi[^>]*>{re.escape(escape(text))}</bdi>", page)


def test_the_published_odd_strings(market, as_):
    if not STRINGS.exists():
        pytest.skip(f"The folder of real data is not here: {STRINGS}")
    client = as_(market, "lead")
    found = json.loads(STRINGS.read_text())
    for text in found if isinstance(found, list) else found["strings"]:
        goes_through(market, client, text)


def test_nul_and_half_characters_are_refused_in_words(market, as_):
    answer = as_(market, "lead").post(market.url("parties/new"), {"name": "a\x00b", "kind": "seller"})
    assert answer.status_code in (400, 422)
    assert "NUL" in answer.content.decode()
