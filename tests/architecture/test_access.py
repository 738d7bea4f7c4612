"""Who gets to what, for every route: strangers get the same 404 as for an id that never existed, to the byte.

The rows stand in `matrix`, the things in `stage`. An id that never existed has the shape of the one it stands for.
"""

from collections.abc import Callable
from dataclasses import replace
from zlib import crc32

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts import services as accounts
from accounts.models import Membership, Party
from enforcement.models import Case, Complaint
from evidence.models import Evidence
from registry.models import Right
from sellers.models import Listing
from tests.architecture.house import FACTS, OF_THE_SESSION, Answer, Ask, House, things_sent, undone
from tests.architecture.matrix import ROWS, Row, row_of
from tests.architecture.open_doors import OUTSIDE_OPEN, OUTSIDE_PERSON, PUBLIC
from tests.architecture.routes import METHODS, Route, operations, routes
from tests.architecture.stage import make_things, never
from tests.architecture.things import Things
from tests.cast import make_user
from tests.many import Check, each
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db(databases="__all__")

STRANGERS = {
    "brand": "rival", "seller": "other_seller", "inspector": "other_inspector", "logistics": "other_logistics",
    "customs": "far_officer", "supplier": "other_supplier",
}  # fmt: skip
"""The other party, and its main account. For what only the marketplace's own staff may, anybody else."""
FAR = {"reviewer": "reviewer_de", "reviewer_us": "reviewer_de", "appeals": "appeals_de"}
"""The same role, limited to another region."""
REGIONAL = {
    "audit_item", "ban_hit", "first_check", "case", "asked", "answered", "graced", "appeal", "item", "asked_item",
    "decision", "match", "entry", "statement", "rule_stop",
}  # fmt: skip
"""What a reviewer of another region does not see."""
STAND_INS = {"operator": "lead", "brand": "brand", "seller": "seller", "logistics": "logistics", "supplier": "supplier"}
"""Which person stands for a key where something happens to people."""
KNOWN = {
    "rival": {"maker", "seller", "other_seller", "listing", "complained", "matched"},
    "other_seller": {"other_seller", "authorised", "right", "right_id", "fraud_warning", "seminar", "seminar_off"},
    "other_logistics": {"batch", "product"},
    "other_supplier": {"product"},
    "brand": {"brand", "mine", "membership", "key", "seller", "other_seller", "listing", "complained", "matched"},
}
"""What another party may know of the things of the brand and the seller: what is public, its own authorisation."""
MOST_QUERIES = {"GET": 70}
MOST_IN_A_CHANGE = 100
"""Queries of one request; a test below holds that they do not grow with the rows."""
BEFORE_THE_DOOR = {
    "tenancy_marketplace", "accounts_apikey", "accounts_party", "gateway_counter", "gateway_cache", "django_session",
}  # fmt: skip
INSIDE = [route for route in routes() if route.is_inside and route.name not in PUBLIC]
CELLS = [
    (route, method) for route in INSIDE for method in route.methods if method != "HEAD" and row_of(route.name, method)
]


def names(row: Row) -> bool:
    """Whether the address names a thing."""
    return any(not thing.startswith("=") for thing in row.path.values())


def cells(wanted: Callable[[Route, str, Row], bool]) -> Callable[[Check], Check]:
    """Asks it of those routes and methods."""
    found = [(route, method) for route, method in CELLS if wanted(route, method, row_of(route.name, method))]
    return each({f"{route.name} {method}": (route, method) for route, method in found})


def party_of(who: str, house: House) -> str:
    """The party of the cast in which a person or key is."""
    if who.startswith("key:"):
        return who.removeprefix("key:").removesuffix("_full")
    party = house.home.market.people[who].party
    return next(name for name, found in house.home.market.parties.items() if found.id == party.id)


def in_all(things: Things) -> Things:
    """The same things, none of which ever existed."""
    return {name: never(value) for name, value in things.items()}


def stranger_of(row: Row, house: House) -> str:
    if row.stranger:
        return row.stranger
    other = STRANGERS.get(party_of(row.role, house), "rival")
    return f"key:{other}_full" if row.role.startswith("key:") else other


def person_of(row: Row, house: House) -> str:
    return STAND_INS[party_of(row.role, house)] if row.role.startswith("key:") else row.role


def same_as_never(house: House, ask: Ask) -> Answer:
    """The answer, which must be that for an id that never existed, and must have changed nothing.

    Of a refusal the log keeps the reason. The id is that of the address; where that names nothing, those in what is sent.
    """
    nothing = replace(
        ask, named=in_all(ask.named), sent=in_all(ask.sent) if ask.sent and not names(ask.row) else ask.sent
    )
    answer, for_nothing = house.ask(ask), house.ask(nothing)
    assert answer == for_nothing
    assert not answer.written - OF_THE_SESSION - ({"audit_record"} if answer.status == 403 else set())
    return answer


def test_every_route_and_method_has_a_row():
    missing = [f"{r.name} {m}" for r in INSIDE for m in r.methods if row_of(r.name, m) is None]
    gone = set(ROWS) - {route.name for route in INSIDE}
    assert (missing, gone) == ([], set())


def test_every_part_of_an_address_is_named_in_its_row():
    for route, method in CELLS:
        assert set(row_of(route.name, method).path) | {"slug"} == set(route.parameters), f"{route.name} {method}"


def test_public_routes_are_the_named_ones_and_say_why():
    public = {route.name: route.public_reason for route in routes() if route.is_inside and route.public_reason}
    assert set(public) == set(PUBLIC)
    assert all(len(reason) > 8 for reason in (*public.values(), *PUBLIC.values(), *OUTSIDE_OPEN.values()))


def test_routes_outside_any_marketplace_are_the_named_ones():
    assert {route.name for route in routes() if not route.is_inside} == set(OUTSIDE_OPEN) | OUTSIDE_PERSON


def test_the_api_and_its_document_name_the_same_operations():
    undescribed = ("web:api_schema", "web:api_docs")
    api = [route for route in routes() if route.is_api and route.name not in undescribed]
    assert {(route.path, method) for route in api for method in route.methods} == set(operations())


@cells(lambda route, method, row: True)
def test_whom_it_is_for_gets_in(house, route, method):
    """Without this, a route that answers nobody would pass all the others."""
    answer = house.ask(house.asked(route, method))
    assert answer.status not in (401, 403, 404), answer.body[-2000:]
    assert answer.status < 500
    assert answer.queries <= MOST_QUERIES.get(method, MOST_IN_A_CHANGE), answer.queries


def test_pages_cost_no_more_queries_when_there_is_more_to_show(house):
    """Every page and every list of the API, before and after everything has happened once more."""
    looks = [replace(house.asked(route, method), sent=None) for route, method in CELLS if method == "GET"]
    with undone():
        before = [house.ask(ask).queries for ask in looks]
        with house.home.market.inside():
            make_things(house.home.market, "brand", "seller", "Ulmenhof")
        after = [house.ask(ask).queries for ask in looks]
        # Once more, as now and then a request also notes that the person is still there.
        grown = {
            ask.route.name: (n, m)
            for ask, n, m in zip(looks, before, after, strict=True)
            if m > n and house.ask(ask).queries > n
        }
    assert grown == {}


@cells(lambda route, method, row: names(row))
def test_another_marketplace(house, route, method):
    """Our ids under their address, by their people; and their people under ours."""
    theirs = replace(house.asked(route, method), by=house.away)
    assert same_as_never(house, replace(theirs, to=house.away)).status == 404
    assert same_as_never(house, theirs).status == 404


@cells(lambda route, method, row: names(row))
def test_another_party(house, route, method):
    ask = house.asked(route, method)
    answer = same_as_never(house, replace(ask, who=stranger_of(ask.row, house)))
    assert answer.status == 404 or (answer.status == 403 and party_of(ask.who, house) == "operator")
    if method == "GET":
        head = house.ask(replace(ask, who=stranger_of(ask.row, house), method="HEAD", sent=None))
        assert (head.status, head.body) == (answer.status, "")


@cells(lambda route, method, row: row.role in FAR and REGIONAL & set(row.path.values()))
def test_another_region(house, route, method):
    ask = house.asked(route, method)
    assert same_as_never(house, replace(ask, who=FAR[ask.who])).status == 404


@cells(lambda route, method, row: "entry" in row.path.values() and not route.is_api)
def test_the_log_of_another_region(house, route, method):
    ask = house.asked(route, method)
    assert house.ask(replace(ask, who="reviewer_us")).status in (200, 409)
    assert same_as_never(house, replace(ask, who="reviewer_de")).status == 404


@cells(lambda route, method, row: names(row) or things_sent(row))
def test_a_revoked_member(house, route, method):
    ask = house.asked(route, method)
    who = person_of(ask.row, house)
    with undone():
        with house.home.market.inside():
            accounts.revoke_membership(
                actor=house.home.market.system, membership=house.home.market.people[who].membership
            )
        assert same_as_never(house, replace(ask, who=who)).status == 404


@cells(lambda route, method, row: names(row) or things_sent(row))
def test_a_suspended_party(house, route, method):
    ask = house.asked(route, method)
    with undone():
        suspend(house, party_of(ask.who, house))
        assert same_as_never(house, ask).status == 404


def suspend(house: House, party: str) -> None:
    with house.home.market.inside():
        Party.objects.filter(id=house.home.market.parties[party].id).update(state=Party.State.SUSPENDED)


@cells(lambda route, method, row: things_sent(row))
def test_foreign_ids_in_what_is_sent(house, route, method):
    """Those of another marketplace, and those of the rivals in this one, are like ids that never were."""
    ask = house.asked(route, method)
    for thing in things_sent(ask.row):
        hidden = party_of(ask.who, house) != "operator" and thing not in ask.row.shared
        for foreign in (house.away.own, *([house.home.theirs] if hidden else [])):
            answer = house.ask(replace(ask, sent={**ask.sent, thing: foreign[thing]}))
            for_nothing = house.ask(replace(ask, sent={**ask.sent, thing: never(foreign[thing])}))
            assert answer == for_nothing, thing
            assert ask.row.said_of(thing) in (None, answer.status), (thing, answer.status)


@cells(lambda route, method, row: not names(row))
def test_an_address_without_an_id(house, route, method):
    """404 for another marketplace, a revoked member and a suspended party; nothing foreign for everybody else."""
    ask = replace(house.asked(route, method), sent=None)
    assert house.ask(replace(ask, by=house.away)).status == 404
    with undone():
        who = person_of(ask.row, house)
        with house.home.market.inside():
            accounts.revoke_membership(
                actor=house.home.market.system, membership=house.home.market.people[who].membership
            )
        assert house.ask(replace(ask, who=who)).status == 404
    with undone():
        suspend(house, party_of(ask.who, house))
        assert house.ask(ask).status == 404
    stranger = stranger_of(ask.row, house)
    known = KNOWN[party_of(stranger, house)]
    tell_nothing_of(house.ask(replace(ask, who=stranger)), house.home.own, set(house.home.own) - known)
    if ask.who in FAR:
        tell_nothing_of(house.ask(replace(ask, who=FAR[ask.who])), house.home.own, REGIONAL)
    tell_nothing_of(house.ask(ask), house.away.own, set(house.away.own))


def tell_nothing_of(answer: Answer, things: Things, hidden: set[str]) -> None:
    assert answer.status < 500
    told = {name for name in hidden - FACTS if things[name] in answer.body}
    assert not told, (answer.status, told)


@cells(lambda route, method, row: route.is_api)
def test_an_expired_key_is_refused_before_any_look_up(house, route, method):
    ask = house.asked(route, method)
    party = party_of(ask.who, house)
    answer = same_as_never(house, replace(ask, who=f"key:{party}_expired"))
    assert (answer.status, "expired" in answer.body) == (401, True)
    assert answer.tables <= BEFORE_THE_DOOR


@cells(lambda route, method, row: route.is_api and method != "GET")
def test_a_key_that_only_reads_is_refused_before_any_look_up(house, route, method):
    ask = house.asked(route, method)
    reading = replace(ask, who=f"key:{party_of(ask.who, house)}_reading")
    answer = same_as_never(house, reading)
    assert (answer.status, "This key only reads." in answer.body) == (403, True)
    assert answer.tables <= BEFORE_THE_DOOR
    assert answer == house.ask(replace(reading, sent=None)), "nothing of the body is read"


@each({route.name: (route,) for route in INSIDE})
def test_methods_that_a_route_does_not_know(house, route):
    """Nobody learns from them whether a thing exists, and nothing is done.

    OPTIONS, and one of the others, which is another one for the next route: all are refused at one place.
    """
    known = house.asked(route, route.methods[0])
    unknown = sorted(set(METHODS) - set(route.methods) - {"HEAD", "OPTIONS", "TRACE"})
    for method in {"OPTIONS", unknown[crc32(route.name.encode()) % len(unknown)]} - set(route.methods):
        ask = replace(known, method=method, sent=None)
        assert same_as_never(house, ask).status in (200, 403, 405) if method == "OPTIONS" else (403, 405)
        if names(ask.row):
            same_as_never(house, replace(ask, who=stranger_of(ask.row, house)))


@each({route.name: (route,) for route in INSIDE})
def test_nobody_is_sent_to_sign_in_or_told_401(house, route):
    """Without a session a page sends to the sign-in, the API says 401: the same for what never existed."""
    ask = house.asked(route, route.methods[0])
    client, seen = Client(), []
    for things in (house.home.own, in_all(house.home.own)):
        address = replace(ask, named=things, sent=None).address()
        with undone():
            answer = client.generic(ask.method, address, headers={})
        seen.append((answer.status_code, answer.get("Location", "").partition("?")[0]))
    assert seen[0] == seen[1]
    assert seen[0] in [(401, ""), (302, "/sign-in/login/")]


PERSONAL = [route for route in routes() if route.name in OUTSIDE_PERSON]


@pytest.mark.parametrize("route", PERSONAL, ids=[route.name for route in PERSONAL])
def test_pages_about_oneself_need_signing_in(house, route):
    address = reverse(route.name, kwargs=dict.fromkeys(route.parameters, 1))
    with undone():
        answer = Client().get(address)
    assert answer.status_code in (302, 401)
    assert "/sign-in/" in answer.get("Location", "/sign-in/")


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_the_passkey_of_somebody_else_is_like_none(house, name):
    with undone():
        theirs = Authenticator.objects.create(
            user=house.home.market.user("brand"),
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "Key", "credential": {}},
        )
        client = sign_in(Client(), make_user("somebody@else.test"))
        answers = [client.get(reverse(name, args=[pk])) for pk in (theirs.pk, theirs.pk + 1000)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


@pytest.mark.parametrize("name", PUBLIC)
def test_public_routes_tell_nothing_of_what_is_inside(house, name):
    route = next(route for route in routes() if route.name == name)
    parts = {part: house.home.market.slug if part == "slug" else "no-token" for part in route.parameters}
    with undone():
        answer = Client().get(reverse(name, kwargs=parts))
    assert answer.status_code in (200, 404) or (answer.status_code == 405 and "/api/" in answer.request["PATH_INFO"])
    body = answer.getvalue().decode()
    assert not [value for value in (*house.home.own.values(), *house.away.own.values()) if value in body]


SOFT_WALLS = {
    "accounts:party": Party,
    "accounts:member": Membership,
    "registry:right": Right,
    "sellers:listing": Listing,
    "enforcement:api_case": Case,
    "enforcement:complaint": Complaint,
    "evidence:original": Evidence,
}


@pytest.mark.parametrize("name", SOFT_WALLS)
def test_a_wall_taken_away_turns_the_matrix_red(house, name, monkeypatch):
    """The test of the test: where everybody sees everything, the other party is seen to see it."""
    monkeypatch.setattr(SOFT_WALLS[name]._default_manager._queryset_class, "visible_to", lambda rows, actor: rows)
    route = next(route for route in INSIDE if route.name == name)
    ask = house.asked(route, "POST" if name == "evidence:original" else "GET")
    with pytest.raises(AssertionError, match="Answer"):
        same_as_never(house, replace(ask, who=stranger_of(ask.row, house)))


def test_the_house_is_undone_after_each_request(house):
    assert transaction.get_connection().in_atomic_block
    with house.home.market.inside():
        suspended = Party.objects.filter(state=Party.State.SUSPENDED).values_list("reference", flat=True)
        assert set(suspended) == {house.home.own["suspended"], house.home.theirs["suspended"]}
