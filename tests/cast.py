"""The cast of the tests: two marketplaces alike, each with its people, made through the services.

world.market.brand          a Party             world.market.people["brand"]  the Player who is its main account
world.other                 the second marketplace, with the same names
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from allauth.account.models import EmailAddress

from accounts import actors, services
from accounts.models import Access, ApiKey, Membership, Party, User
from tenancy.actor import Actor
from tenancy.context import database_now, tenant
from tenancy.models import Marketplace
from tests.recording import Recording, record

PASSWORD = "a long password for the tests"

BRANDS = {"brand": "Aurora Outdoor", "rival": "Borealis Sport"}
SELLERS = {"seller": "Corner Shop", "other_seller": "Daily Deals"}
PLAYERS: tuple[tuple[str, str, str], ...] = (
    ("lead", "operator", "operator.lead"),
    ("reviewer", "operator", "operator.reviewer"),
    ("reviewer_us", "operator", "operator.reviewer"),
    ("reviewer_de", "operator", "operator.reviewer"),
    ("appeals", "operator", "operator.appeals"),
    ("auditor", "operator", "operator.auditor"),
    ("support", "operator", "operator.support"),
    ("brand", "brand", "holder.main"),
    ("brand_member", "brand", "holder.member"),
    ("brand_reader", "brand", "holder.reader"),
    ("rival", "rival", "holder.main"),
    ("agent", "agent", "holder.main"),
    ("seller", "seller", "seller.main"),
    ("seller_sub", "seller", "seller.sub"),
    ("seller_reader", "seller", "seller.reader"),
    ("other_seller", "other_seller", "seller.main"),
    ("logistics", "logistics", "logistics.lead"),
    ("scanner", "logistics", "logistics.scanner"),
    ("other_logistics", "other_logistics", "logistics.lead"),
    ("outside", "supplier", "outside"),
    ("supplier", "supplier", "supplier.lead"),
    ("other_supplier", "other_supplier", "supplier.lead"),
    ("inspector", "inspector", "inspector.lead"),
    ("other_inspector", "other_inspector", "inspector.lead"),
    ("officer", "customs", "agency.officer"),
    ("far_officer", "far_customs", "agency.officer"),
)
REGIONS = {"reviewer_us": ["US"], "reviewer_de": ["DE"]}
KEYS: tuple[tuple[str, str, tuple[str, ...], bool], ...] = (
    ("shop", "operator", ("changes", "states", "listings", "parties", "log", "reviews"), False),
    ("brand", "brand", ("rights", "complaints", "cases", "listings", "changes", "log"), False),
    ("brand_read_only", "brand", ("rights", "complaints", "cases", "listings", "changes", "log"), True),
    ("seller", "seller", ("listings", "cases", "changes", "log", "reviews"), False),
    ("rival", "rival", ("rights", "complaints", "cases"), False),
)


@dataclass(frozen=True)
class Player:
    """A person of the cast with the membership under which they act."""

    user: User
    membership: Membership
    party: Party
    actor: Actor


@dataclass(frozen=True)
class Key:
    """An API key of the cast and its text."""

    row: ApiKey
    text: str
    actor: Actor

    @property
    def headers(self) -> dict[str, str]:
        """For the test client: `client.get(url, headers=key.headers)`."""
        return {"Authorization": f"Bearer {self.text}"}


@dataclass(frozen=True)
class Market:
    """One marketplace of the cast."""

    row: Marketplace
    parties: dict[str, Party] = field(default_factory=dict)
    people: dict[str, Player] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)

    @property
    def id(self):
        return self.row.id

    @property
    def slug(self) -> str:
        return self.row.slug

    @property
    def system(self) -> Actor:
        return Actor.system(self.row.id)

    def actor(self, name: str) -> Actor:
        """The actor of a person, or of a key as `key:shop`."""
        return self.keys[name.removeprefix("key:")].actor if name.startswith("key:") else self.people[name].actor

    def user(self, name: str) -> User:
        return self.people[name].user

    def url(self, path: str = "") -> str:
        """An address inside this marketplace."""
        return f"/m/{self.slug}/{path.lstrip('/')}"

    @contextmanager
    def inside(self) -> Iterator["Market"]:
        """The block runs inside this marketplace."""
        with tenant(self.row.id):
            yield self


@dataclass(frozen=True)
class World:
    """Two marketplaces, and one person who belongs to neither."""

    market: Market
    other: Market
    stranger: User

    def __iter__(self) -> Iterator[Market]:
        yield from (self.market, self.other)


def make_user(email: str, *, name: str = "") -> User:
    """A person with a verified address and the password of the tests."""
    user = User.objects.create_user(email, PASSWORD, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


RECORDINGS: dict[tuple[str, tuple[str, ...]], Recording] = {}


def make_market(slug: str = "fair", *, packs: Iterable[str] = ("us-dmca",)) -> Market:
    """A marketplace with its operator, two brands, two sellers, one party of each other kind, and their people.

    The services make the first of a process; the next ones begin with the same rows.
    """
    wanted = slug, tuple(packs)
    if wanted in RECORDINGS:
        return RECORDINGS[wanted].replay()
    made, RECORDINGS[wanted] = record(lambda: _made_by_services(*wanted))
    return made


def _made_by_services(slug: str, packs: tuple[str, ...]) -> Market:
    row, _invitation = services.create_marketplace(
        slug=slug, name=f"{slug.title()} Market", lead_email=f"first@{slug}.test", packs=packs
    )
    market = Market(row)
    with tenant(row.id):
        market.parties["operator"] = Party.objects.get(kind=Party.Kind.OPERATOR)
        for name, kind, title, country in _cast_of_parties():
            market.parties[name] = services.register_party(
                actor=market.system,
                kind=kind,
                name=title,
                country=country,
                contact_email=f"office@{name.replace('_', '-')}.{slug}.test",
            )
        for name, party, role in PLAYERS:
            add_player(market, name, party=party, role=role, regions=REGIONS.get(name, ()))
        brands = [market.parties["brand"]]
        services.set_brands(actor=market.system, membership=market.people["agent"].membership, brands=brands)
        _refresh(market, "agent")
        for name, party, scopes, read_only in KEYS:
            add_key(market, name, party=party, scopes=scopes, read_only=read_only)
    return market


def add_player(
    market: Market, name: str, *, party: str, role: str, regions: Iterable[str] = (), user: User | None = None
) -> Player:
    """One more person in a party of the cast. Call inside the marketplace."""
    person = user or make_user(f"{name.replace('_', '-')}@{market.slug}.test", name=name.replace("_", " ").title())
    ends_on = (database_now() + timedelta(days=6)).date() if role == "operator.support" else None
    membership = services.add_member(
        actor=market.system, party=market.parties[party], user=person, role=role, regions=regions, ends_on=ends_on
    )
    market.people[name] = Player(person, membership, market.parties[party], actors.of_membership(membership))
    return market.people[name]


def add_key(market: Market, name: str, *, party: str, scopes: Iterable[str], read_only: bool = False) -> Key:
    """One more API key. Call inside the marketplace."""
    made = services.make_key(
        actor=market.system, party=market.parties[party], name=name, scopes=scopes, read_only=read_only
    )
    market.keys[name] = Key(made.key, made.text, actors.of_key(made.key))
    return market.keys[name]


def make_world() -> World:
    """Two marketplaces alike, and a person who belongs to neither."""
    return World(make_market("fair"), make_market("grand"), make_user("stranger@nowhere.test", name="Stranger"))


def needs_two_factor(user: User, market: Market) -> bool:
    """What Access says."""
    return Access.objects.get(user=user, marketplace=market.row).needs_two_factor


def _cast_of_parties() -> Iterator[tuple[str, str, str, str]]:
    for name, title in BRANDS.items():
        yield name, "brand", title, "DE"
    yield "agent", "agent", "Eagle Eye Agents", "FR"
    for name, title in SELLERS.items():
        yield name, "seller", title, "US"
    yield "logistics", "logistics", "Fast Freight", "NL"
    yield "other_logistics", "logistics", "Slow Sails", "NO"
    yield "supplier", "supplier", "Good Goods", "CN"
    yield "other_supplier", "supplier", "Lathe Works", "PT"
    yield "inspector", "inspector", "Holm Inspections", "SE"
    yield "other_inspector", "inspector", "Isar Inspections", "DE"
    yield "customs", "agency", "Jetty Customs", "DE"
    yield "far_customs", "agency", "Kap Customs", "FR"


def _refresh(market: Market, name: str) -> None:
    player = market.people[name]
    market.people[name] = Player(player.user, player.membership, player.party, actors.of_membership(player.membership))
