"""The rail leads somewhere, for everybody who has one."""

import uuid

import pytest
from django.urls import reverse

from accounts.permissions import may
from accounts.roles import ROLES
from tenancy.actor import Actor
from web.navigation import all_entries, entries
from web.parts.shell import _lines


def person(role: str) -> Actor:
    """Somebody in that role."""
    return Actor(kind="person", tenant_id=uuid.uuid4(), user_id=1, role=role)


@pytest.mark.parametrize("entry", all_entries(), ids=lambda entry: entry.url_name)
def test_every_line_of_the_rail_leads_to_a_page(entry) -> None:
    assert reverse(entry.url_name, kwargs={"slug": "nordmarkt"})
    if entry.count_url:
        assert reverse(entry.count_url, kwargs={"slug": "nordmarkt"})


@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_led_to_what_their_role_may_not_see(role: str) -> None:
    found = entries(person(role))
    assert found
    assert all(may(person(role), entry.permission) for entry in found)
    assert len({entry.url_name for entry in found}) == len(found)


@pytest.mark.parametrize(("path", "current"), [("log", "page"), ("log/1", "true"), ("nowhere", "")])
def test_the_rail_shows_where_one_is(path: str, current: str) -> None:
    lines = _lines(entries(person("holder.main")), {"slug": "nordmarkt"}, f"/m/nordmarkt/{path}")
    assert {line["url"]: line["current"] for line in lines}["/m/nordmarkt/log"] == current


def test_a_key_and_a_stranger_have_no_rail() -> None:
    assert entries(None) == []
    assert entries(Actor.anonymous(None)) == []
    assert entries(Actor(kind="key", tenant_id=uuid.uuid4(), role="operator.key")) == []
