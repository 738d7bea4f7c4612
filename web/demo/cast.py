"""Who lives in the demo world: the marketplace's staff, rights holders with an agent, sellers. All invented."""

from dataclasses import dataclass, field
from datetime import timedelta

from allauth.account.models import EmailAddress

from accounts import actors, services
from accounts.models import Membership, Party, User
from registry import services as registry
from tenancy.actor import Actor
from tenancy.context import database_now, tenant
from tenancy.models import Marketplace
from web.demo import drawing, papers
from web.demo.drawing import Emblem


@dataclass(frozen=True, slots=True)
class Brand:
    """A rights holder with its mark. `classes` are Nice classes; `goods` the kinds that it makes."""

    code: str
    company: str
    country: str
    word: str
    emblem: Emblem
    colour: str
    classes: tuple[int, ...]
    goods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shop:
    """A seller, the countries it sells to, the language and currency of its listings, and what it sells."""

    code: str
    name: str
    country: str
    markets: tuple[str, ...]
    language: str
    currency: str
    goods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. `party` is the code of a brand or shop, "operator" or "agent"."""

    code: str
    name: str
    party: str
    role: str
    regions: tuple[str, ...] = ()


BRANDS = (
    Brand("halden", "Halden AS", "NO", "Halden", drawing.peak, "#1f5c4d", (21, 18), ("flask", "mug", "backpack")),
    Brand("sitara", "Sitara Textiles", "IN", "Sitara", drawing.star, "#b5432e", (24, 25), ("scarf", "shirt")),
    Brand("kestrel", "Kestrel Audio Ltd", "GB", "Kestrel Audio", drawing.wing, "#23395b", (9,), ("headphones",)),
    Brand("aster", "Maison Aster & Lune", "FR", "Aster & Lune", drawing.moon, "#6b2d5c", (18, 25), ("bag", "scarf")),
    Brand("tolvane", "Tolvane SA", "CH", "Tolvane", drawing.drop, "#2b7a9b", (3,), ("jar",)),
    Brand("brackwater", "Brackwater Forge", "GB", "Brackwater", drawing.waves, "#33414e", (8, 21), ("knife",)),
    Brand("mirelo", "Mirelo Toys", "IT", "Mirelo", drawing.blocks, "#d9822b", (28,), ("toys",)),
    Brand("orin", "Studio Orin", "US", "Orin", drawing.lantern, "#7a4b2a", (16,), ("notebook",)),
)
EUROPE = ("DE", "FR", "NL", "ES", "IT")
SHOPS = (
    Shop("quayside", "Quayside Goods", "DE", EUROPE, "de", "EUR", ("flask", "mug", "lamp", "notebook", "backpack")),
    Shop("lumen", "Lumen & Loom", "US", ("US", "CA"), "en", "USD", ("scarf", "shirt", "lamp", "poster")),
    Shop("nordkap", "Nordkap Outlet", "NL", EUROPE, "en", "EUR", ("flask", "backpack", "mug")),
    Shop(
        "bluecrate", "BlueCrate Trading", "CN", ("DE", "FR", "US", "JP"), "en", "USD", ("flask", "headphones", "toys")
    ),
    Shop("maple", "Maple Street Finds", "US", ("US",), "en", "USD", ("poster", "mug", "notebook")),
    Shop("ribera", "Casa Ribera", "ES", ("ES", "PT", "FR"), "es", "EUR", ("bag", "scarf", "lamp")),
    Shop("tanoshii", "Tanoshii Store", "JP", ("JP",), "ja", "JPY", ("mug", "notebook", "toys")),
    Shop("veloce", "Bazaar Veloce", "IT", ("IT", "FR", "DE"), "it", "EUR", ("strap", "backpack", "knife")),
    Shop("wharf", "Golden Wharf", "HK", ("DE", "NL", "US"), "en", "USD", ("bag", "jar", "headphones")),
    Shop("pixel", "Pixel Parlour", "US", ("US", "DE"), "en", "USD", ("poster", "shirt", "notebook")),
    Shop("dubois", "Atelier Dubois", "FR", ("FR", "DE", "ES"), "fr", "EUR", ("bag", "scarf", "jar")),
    Shop("feira", "Feira do Porto", "PT", ("PT", "ES"), "pt", "EUR", ("knife", "jar", "toys", "shirt")),
)
NEWCOMERS = (
    Shop("ipe", "Sapataria Ipê", "BR", ("BR",), "pt", "BRL", ("shoe", "shirt")),
    Shop("mare", "Loja Maré", "BR", ("BR", "PT"), "pt", "BRL", ("shoe", "scarf")),
    Shop("wisla", "Wisła Handel", "PL", ("PL", "CZ"), "en", "PLN", ()),
)
"""Shops that opened last month, and a distributor: they have no ordinary stock of the years before."""
LEAD = Person("lead", "Mara Lindqvist", "operator", "operator.lead")
SECOND_LEAD = Person("lead_fjord", "Aksel Berg", "operator", "operator.lead")
PEOPLE = (
    LEAD,
    Person("reviewer", "Jonas Weber", "operator", "operator.reviewer", ("EU",)),
    Person("reviewer_us", "Tessa Morgan", "operator", "operator.reviewer", ("US",)),
    Person("appeals", "Amina Diallo", "operator", "operator.appeals"),
    Person("auditor", "Piotr Nowak", "operator", "operator.auditor"),
    Person("agent", "Luc Marchand", "agent", "holder.main"),
    Person("inspector", "Ida Holm", "inspector", "inspector.lead"),
    Person("dock", "Filip Zając", "dock", "logistics.lead"),
    Person("dock_lead", "Agnieszka Lis", "dock", "logistics.lead"),
    Person("mill", "Li Wei", "mill", "supplier.lead"),
    Person("officer", "Saskia Brouwer", "customs", "agency.officer"),
    Person("holder_reader", "Sindre Dahl", "halden", "holder.reader"),
    Person("seller_sub", "Ole Brandt", "quayside", "seller.sub"),
    *(
        Person(code, name, code, "holder.main")
        for code, name in {
            "halden": "Ingrid Solberg", "sitara": "Meera Nair", "kestrel": "Owen Hughes", "aster": "Claire Vasseur",
            "tolvane": "Reto Frei", "brackwater": "Fiona Grant", "mirelo": "Gianni Serra", "orin": "June Whitaker",
        }.items()
    ),
    *(
        Person(code, name, code, "seller.main")
        for code, name in {
            "quayside": "Nadia Petersen", "lumen": "Grace Holloway", "nordkap": "Bas de Wit", "bluecrate": "Chen Yifan",
            "maple": "Dale Cooperman", "ribera": "Lucía Romero", "tanoshii": "Haruka Mori", "veloce": "Paolo Conti",
            "wharf": "Simon Kwok", "pixel": "Riley Stone", "dubois": "Élise Dubois", "feira": "Tiago Moreira",
            "ipe": "Joana Prado", "mare": "Rui Tavares", "wisla": "Zofia Kamińska",
        }.items()
    ),
)  # fmt: skip
AGENT = "Northlight Brand Protection"
INSPECTOR = "Holm Inspections AB"
FULFILMENT, MILL = "Wharfline Fulfilment", "Ningbo Steelworks"
CUSTOMS = "Harbour Customs, Rotterdam"
ACTS_FOR = ("aster", "tolvane", "orin")
DEVELOPER_OF = "Lumen & Loom"
ADDRESS = "{}@demo.localhost"


@dataclass
class World:
    """A marketplace of the demo while it is made: its parties and the actors of its people, by code."""

    marketplace: Marketplace
    parties: dict[str, Party] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def house(self) -> Actor:
        """The marketplace itself."""
        return Actor.system(self.marketplace.id)


def address(code: str) -> str:
    """Where a person or party of the demo reads its mail; no mail leaves this machine."""
    return ADDRESS.format(code.replace("_", "."))


def found(*, slug: str, name: str, packs: tuple[str, ...], lead: Person) -> World:
    """A marketplace with its first lead."""
    marketplace, invitation = services.create_marketplace(
        slug=slug, name=name, lead_email=address(lead.code), packs=packs, country="NL"
    )
    world = World(marketplace)
    with tenant(marketplace.id):
        world.parties["operator"] = Party.objects.get(kind=Party.Kind.OPERATOR)
        _joined(world, "lead", services.accept_invitation(token=invitation.token, user=user(lead.code, lead.name)))
    return world


def settle_in(world: World) -> None:
    """All parties and people of the large marketplace. Call inside it."""
    for brand in BRANDS:
        register(world, brand.code, "brand", brand.company, brand.country)
    register(world, "agent", "agent", AGENT, "FR")
    register(world, "inspector", "inspector", INSPECTOR, "SE")
    register(world, "dock", "logistics", FULFILMENT, "PL")
    register(world, "mill", "supplier", MILL, "CN")
    register(world, "customs", "agency", CUSTOMS, "NL")
    for shop in (*SHOPS, *NEWCOMERS):
        register(world, shop.code, "seller", shop.name, shop.country)
    for person in PEOPLE[1:]:
        join(world, person)


def join(world: World, person: Person) -> None:
    """A person becomes a member; an agent's people act for three brands."""
    brands = [world.parties[code] for code in ACTS_FOR if code in world.parties] if person.party == "agent" else ()
    membership = services.add_member(
        actor=world.house, party=world.parties[person.party], user=user(person.code, person.name), role=person.role,
        regions=person.regions, brands=brands,
    )  # fmt: skip
    _joined(world, person.code, membership)
    today = database_now().date()
    for brand in brands:
        registry.file_power(
            actor=world.house, brand=brand, agent=world.parties["agent"], document=papers.power(brand.name, AGENT),
            starts_on=today - timedelta(days=300), ends_on=today + timedelta(days=430), label="Power of attorney.pdf",
        )  # fmt: skip


def look_again(world: World, code: str) -> None:
    """What a person may do is read anew, as it is with every request: somebody appointed its party meanwhile."""
    membership = Membership.objects.select_related("party").get(id=world.actors[code].membership_id)
    world.actors[code] = actors.of_membership(membership)


def user(code: str, name: str) -> User:
    """The account of a person; it has no password, as its persona is one click away."""
    known = User.objects.filter(email=address(code)).first()
    if known is not None:
        return known
    made = User.objects.create_user(address(code), name=name)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def register(world: World, code: str, kind: str, name: str, country: str) -> None:
    """A party, registered by the lead."""
    number = 7 * len(world.parties) + 3
    world.parties[code] = services.register_party(
        actor=world.actors["lead"], kind=kind, name=name, country=country, contact_email=address(f"office_{code}"),
        address=f"{number} Harbour Street", phone=f"+00 555 {100 + number:04}",
    )  # fmt: skip


def _joined(world: World, code: str, membership: Membership) -> None:
    row = Membership.objects.select_related("party").get(id=membership.id)
    world.actors[code] = actors.of_membership(row)
