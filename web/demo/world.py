"""Making the demo world: two marketplaces, their people, and the months that lie behind them."""

from datetime import timedelta

from django.db.models import Model, OuterRef, Subquery

from accounts import services as accounts
from accounts.models import Party
from audit.models import Entry
from enforcement.models import Case, Complaint
from registry.models import Right
from scanner.models import Match
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now, tenant
from tenancy.models import Marketplace
from web.demo import cast, keys, stories
from web.demo.cast import BRANDS, address
from web.demo.past import Past, Story
from web.demo.stage import Stage
from web.demo.stock import ordinary
from workflow.models import Effect

SLUG, NAME = "harbour", "Harbour Market"
SECOND_SLUG, SECOND_NAME = "fjord", "Fjord Bazaar"
PACKS = ("us-dmca",)
BEGAN = 420
"""How many days ago the marketplace opened."""
READ_AFTER = timedelta(days=2)
MARKS = (
    ("halden", "EM", "017438012"), ("halden", "US", "5437001"), ("halden", "JP", "5937002"), ("sitara", "EM", "017438013"),
    ("sitara", "US", "5437003"), ("kestrel", "EM", "017438014"), ("kestrel", "US", "5437004"), ("aster", "EM", "017438015"),
    ("aster", "US", "5437005"), ("tolvane", "EM", "017438016"), ("brackwater", "EM", "017438017"), ("mirelo", "EM", "017438018"),
    ("orin", "US", "5437006"),
)  # fmt: skip
WORKS = (
    ("orin", "harbour", "Harbour at first light, photograph", "US"),
    ("orin", "fjord", "North fjord, photograph", "US", "EU"),
    ("sitara", "marigold", "Marigold, block print", "US", "EU"),
    ("sitara", "peacock", "Peacock, block print", "EU"),
)


def load() -> bool:
    """Make the world; False if it is there already. A few seconds."""
    made = not Marketplace.objects.filter(slug=SLUG).exists()
    if made:
        _large()
    if not Marketplace.objects.filter(slug=SECOND_SLUG).exists():
        _small()
    return made


def make_keys() -> None:
    """The keys of the shop and of the partner's developer, and the file that holds them; new ones if it is gone."""
    marketplace = Marketplace.objects.get(slug=SLUG)
    with tenant(marketplace.id):
        house = Actor.system(marketplace.id)
        operator = Party.objects.get(kind=Party.Kind.OPERATOR)
        developer = Party.objects.get(kind=Party.Kind.SELLER, name=cast.DEVELOPER_OF)
        shop = accounts.make_key(actor=house, party=operator, name="Harbour shop", scopes=["changes", "states"])
        scopes = ["listings", "cases", "changes", "log"]
        partner = accounts.make_key(actor=house, party=developer, name="Stock system", scopes=scopes)
        keys.write({"shop": shop.text, "developer": partner.text})


def _large() -> None:
    world = cast.found(slug=SLUG, name=NAME, packs=PACKS, lead=cast.LEAD)
    with tenant(world.marketplace.id):
        past = Past(database_now())
        stage = Stage(world)
        past.tell(BEGAN, _opening(stage))
        for days_ago, story in _programme(stage):
            past.tell(days_ago, story)
        past.play()
        _stamp_with_the_past(past)


def _opening(stage: Stage) -> Story:
    """The first days: people, rights, whom owners let sell."""
    cast.settle_in(stage.world)
    yield 2
    brands = {brand.code: brand for brand in BRANDS}
    for code, office, number in MARKS:
        stage.trademark(brands[code], office, number)
    for owner, name, title, *territories in WORKS:
        stage.copyright(owner, name, title, *territories)
    stage.trademark(brands["mirelo"], "JP", "5937011", expires_on=(database_now() + timedelta(days=380)).date())
    stage.authorise("halden EM", "nordkap")
    stage.authorise("aster EM", "dubois", "FR", "DE", "ES")
    stage.authorise("sitara US", "lumen")
    yield BEGAN - 3
    stage.trademark(brands["orin"], "EM", "018990417", verify=False)
    details = {"contact_name": "Elif Aydin", "contact_email": address("apply"), "about": "Ceramics from Izmir since 1987."}
    anonymous = Actor.anonymous(stage.world.marketplace.id)
    accounts.apply_for_party(actor=anonymous, kind="brand", name="Mavi Çini", country="TR", **details)
    yield 0


def _programme(stage: Stage) -> list[tuple[float, Story]]:
    """All stories with how many days ago each began."""
    stock = list(ordinary())
    third = len(stock) // 3
    altered = "The picture shows a changed lid; the mark misleads about who answers for it."
    fits = "The invoice is of the owner's own distributor in Rotterdam: genuine goods, sold with consent."
    return [
        (400, stories.stocked(stage, stock[:third])),
        (210, stories.stocked(stage, stock[third : 2 * third])),
        (70, stories.stocked(stage, stock[2 * third :])),
        # Closed long ago.
        (390, stories.agreed(stage, "halden", "bluecrate", 3)),
        (330, stories.unanswered(stage, "kestrel", "wharf", 2)),
        (300, stories.appealed(stage, "aster", "ribera", 2, reverses=True)),
        (262, stories.contested(stage, "brackwater", "veloce", 2, "dismissed.exhausted", fits)),
        (240, stories.unanswered(stage, "aster", "wharf", 3, by="agent", region="US")),
        (231, stories.removed(stage, "harbour", "maple", 2, by="agent")),
        (205, stories.agreed(stage, "mirelo", "feira", 2)),
        (190, stories.contested(stage, "halden", "quayside", 2, "counterfeit.goods", altered, other="fair.descriptive")),
        (160, stories.removed(stage, "fjord", "pixel", 1, by="orin", contests=True)),
        # Still open to an appeal.
        (120, stories.agreed(stage, "halden", "quayside", 2)),
        (101, stories.unanswered(stage, "tolvane", "wharf", 2, by="agent")),
        (95, stories.withdrawn(stage, "aster", "ribera", 5, 2, by="agent")),
        (84, stories.removed(stage, "fjord", "maple", 2, by="agent", contests=True, sues=True)),
        (62, stories.appealed(stage, "halden", "bluecrate", 2, reverses=True)),
        (60, stories.removed(stage, "harbour", "lumen", 1, by="agent")),
        (55, stories.appealed(stage, "mirelo", "bluecrate", 1, reverses=False)),
        (44, stories.contested(stage, "halden", "quayside", 3, "mark.altered", altered, other="fair.referential")),
        (40, stories.hidden(stage, "halden", ["bluecrate", "wharf"], answer="delete")),
        (33, stories.suspended(stage, "kestrel", "wharf", 2)),
        (30, stories.incomplete(stage, "halden", "wharf", 1, mends=False)),
        # What people have before them today.
        (20, stories.withdrawn(stage, "halden", "feira", 2, 2)),
        (24, stories.unanswered(stage, "halden", "bluecrate", 4)),
        (13.2, stories.appealed(stage, "halden", "quayside", 2, reverses=True)),
        (8.7, stories.appealed_by_owner(stage, "brackwater", "feira")),
        (15, stories.removed(stage, "marigold", "lumen", 2, by="sitara", contests=True)),
        (13, stories.removed(stage, "harbour", "pixel", 2, by="agent", contests=True)),
        (5, stories.removed(stage, "fjord", "lumen", 1, by="orin")),
        (10.9, stories.unanswered(stage, "sitara", "feira", 2)),
        (10.2, stories.unanswered(stage, "kestrel", "bluecrate", 3)),
        (9.6, stories.unanswered(stage, "halden", "wharf", 1)),
        (7.9, stories.suspended(stage, "halden", "bluecrate", 3)),
        (5.9, stories.contested(stage, "halden", "quayside", 4, "counterfeit.goods", altered)),
        (5.4, stories.contested(stage, "aster", "ribera", 3, "dismissed.exhausted", fits)),
        (5.1, stories.contested(stage, "mirelo", "feira", 1, "mark.similar", altered)),
        (4.6, stories.contested(stage, "brackwater", "veloce", 2, "fair.referential", fits)),
        (4.4, stories.copied(stage, "peacock", "pixel", 2, by="sitara")),
        (6.0002, stories.contested(stage, "tolvane", "feira", 2, "counterfeit.goods", altered)),
        (3.9, stories.complained(stage, "halden", "quayside", 12)),
        (3.7, stories.complained(stage, "halden", "quayside", 2, words=stories.ON_GOODS)),
        (3.6, stories.complained(stage, "aster", "wharf", 3, by="agent")),
        (3.5, stories.complained(stage, "tolvane", "feira", 1, by="agent")),
        (3.4, stories.complained(stage, "halden", "quayside", 3)),
        (3.3, stories.complained(stage, "kestrel", "wharf", 1)),
        (3.2, stories.complained(stage, "halden", "lumen", 2, region="US")),
        (3.1, stories.complained(stage, "halden", "tanoshii", 2, region="JP")),
        (2.9, stories.fitted(stage, ["halden", "aster", "brackwater", "kestrel"])),
        (2.8, stories.incomplete(stage, "halden", "wharf", 2, mends=False)),
        (4.8, stories.incomplete(stage, "kestrel", "bluecrate", 1, mends=True)),
        (1.5, stories.drafted(stage, "halden", "bluecrate", 3)),
        (1.0, stories.reviewed(stage)),
        (0.6, stories.hidden(stage, "halden", ["bluecrate", "wharf", "bluecrate"])),
        (0.4, stories.hidden(stage, "kestrel", ["bluecrate", "wharf"])),
        (0.3, stories.hidden(stage, "tolvane", ["wharf"])),
        (0.2, stories.hidden(stage, "aster", ["wharf", "bluecrate"])),
    ]


def _small() -> None:
    """A second marketplace, small: the agent works in both, and chooses when signing in."""
    world = cast.found(slug=SECOND_SLUG, name=SECOND_NAME, packs=PACKS, lead=cast.SECOND_LEAD)
    with tenant(world.marketplace.id):
        past = Past(database_now())
        stage = Stage(world)
        past.tell(60, _small_opening(stage))
        past.tell(3.5, stories.complained(stage, "aster", "ribera", 2, by="agent"))
        past.play()
        _stamp_with_the_past(past)


def _small_opening(stage: Stage) -> Story:
    world = stage.world
    cast.register(world, "aster", "brand", "Maison Aster & Lune", "FR")
    cast.register(world, "agent", "agent", cast.AGENT, "FR")
    cast.register(world, "ribera", "seller", "Casa Ribera", "ES")
    for person in cast.PEOPLE:
        if person.code in ("aster", "agent", "ribera"):
            cast.join(world, person)
    yield 1
    stage.trademark(next(brand for brand in BRANDS if brand.code == "aster"), "EM", "017438015")
    stage.offer(offer for offer in ordinary() if offer.shop.code == "ribera" and offer.kind != "bag")
    yield 0


def _stamp_with_the_past(past: Past) -> None:
    """What the database stamps itself, and letters that were read long ago, are put into the past that was told."""
    first = dict(Entry.objects.order_by("-id").values_list("subject_id", "at"))
    for model, column in ((Party, "state_at"), (Listing, "made_at"), (Right, "made_at"), (Case, "opened_at")):
        _stamp(model, column, first)
    Match.objects.update(made_at=Subquery(Listing.objects.filter(id=OuterRef("listing_id")).values("made_at")[:1]))
    for complaint in Complaint.objects.exclude(filed_at=None):
        Complaint.objects.filter(id=complaint.id).update(made_at=complaint.filed_at)
    read = Entry.objects.filter(at__lt=past.now - READ_AFTER).values("id")
    Effect.objects.filter(kind="mail", entry_id__in=read).update(state=Effect.State.DONE, done_at=past.now)


def _stamp(model: type[Model], column: str, first: dict[object, object]) -> None:
    rows = [row for row in model._default_manager.all() if row.pk in first]
    for row in rows:
        setattr(row, column, first[row.pk])
    model._default_manager.bulk_update(rows, [column], batch_size=400)
