"""Making the demo world: two marketplaces, their people, and the months that lie behind them."""

from datetime import date, datetime, timedelta

from django.db.models import Model, OuterRef, Subquery

from accounts import services as accounts
from accounts.models import Appointment, Party
from audit.models import Entry
from enforcement.models import Case, Complaint
from registry import services as registry
from registry.models import Agreement, Assignment, Brand, Licence, ProofRequest, Right
from scanner.models import BanHit, Match, OutsideMatch, OutsidePage
from sellers.models import Listing
from sellers.services.risk import weigh
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now, tenant
from tenancy.models import Marketplace
from web.demo import cast, checks, defending, identity, keys, programme, reviews, sellers_to_be, stories, titles, trade
from web.demo.cast import BRANDS
from web.demo.past import Past, Story
from web.demo.stage import Stage
from web.demo.stock import ordinary
from workflow.models import Effect

SLUG, NAME = "harbour", "Harbour Market"
SECOND_SLUG, SECOND_NAME = "fjord", "Fjord Bazaar"
PACKS = (
    "us-dmca", "eu-dsa", "gb-notice", "cn-ecl", "cn-network", "jp-platform", "kr-copyright", "in-copyright",
    "in-grievance", "tw-copyright", "ca-notice", "br-notice",
)  # fmt: skip
BEGAN = 420
"""How many days ago the marketplace opened."""
READ_AFTER = timedelta(days=2)
MARKS = (
    ("halden", "EM", "017438012"), ("halden", "US", "5437001"), ("halden", "JP", "5937002"), ("sitara", "EM", "017438013"),
    ("sitara", "US", "5437003"), ("kestrel", "EM", "017438014"), ("kestrel", "US", "5437004"), ("aster", "EM", "017438015"),
    ("aster", "US", "5437005"), ("tolvane", "EM", "017438016"), ("brackwater", "EM", "017438017"), ("mirelo", "EM", "017438018"),
    ("orin", "US", "5437006"), ("sitara", "BR", "913456781"),
)  # fmt: skip
INTRODUCTION = {
    "en": "Harbour Market is for those who make things and those who sell them. Both are heard before we decide, and both can "
    "appeal.\n\n- Whoever owns a right tells us once what it is.\n- Whoever sells is told who complains, and why.",
    "de": "Harbour Market ist für alle da, die etwas machen, und alle, die es verkaufen. Beide werden gehört, bevor wir "
    "entscheiden, und beide können sich beschweren.",
}
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
        past.tell(BEGAN, _opening(stage, past.now.date()))
        for days_ago, story in programme.of(stage):
            past.tell(days_ago, story)
        past.tell(6, titles.offered(stage))
        past.tell(4.5, checks.told(stage))
        past.tell(1.2, checks.lapsed(stage))
        past.tell(9, trade.told(stage))
        past.tell(BEGAN - 3, _weighed(past.now))
        past.play()
        _stamp_with_the_past(past)
        registry.open_reviews(actor=Actor.system(world.marketplace.id), now=database_now())
        _publish(world)


def _publish(world: cast.World) -> None:
    """The policy as everybody can read it, in the words of the house."""
    lead = world.actors[cast.LEAD.code]
    for language, words in INTRODUCTION.items():
        accounts.word_policy(actor=lead, language=language, body=words)
    accounts.publish_policy(actor=lead, valid_from=database_now().date())


def _opening(stage: Stage, today: date) -> Story:
    """The first days: people, rights, whom owners let sell."""
    cast.settle_in(stage.world)
    yield 2
    brands = {brand.code: brand for brand in BRANDS}
    for code, office, number in MARKS:
        stage.trademark(brands[code], office, number)
    for owner, name, title, *territories in WORKS:
        stage.copyright(owner, name, title, *territories)
    stage.trademark(brands["mirelo"], "JP", "5937011", expires_on=(database_now() + timedelta(days=380)).date())
    checks.ending(stage, today)
    stage.authorise("halden EM", "nordkap")
    stage.authorise("aster EM", "dubois", "FR", "DE", "ES")
    stage.authorise("sitara US", "lumen")
    yield BEGAN - 3
    stage.trademark(brands["orin"], "EM", "018990417", verify=False)
    titles.told(stage)
    identity.applied(stage)
    sellers_to_be.applied(stage)
    defending.vaults(stage)
    defending.fraud(stage)
    reviews.told(stage)
    yield 0


def _weighed(now: datetime) -> Story:
    """The risk of all sellers, every other week up to the present."""
    while database_now() < now - timedelta(days=14):
        weigh(actor=Actor.system(current_tenant()), now=database_now())
        yield 14


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
    for model, column in (
        (Party, "state_at"),
        (Listing, "made_at"),
        (Right, "made_at"),
        (Agreement, "made_at"),
        (ProofRequest, "made_at"),
        (Assignment, "made_at"),
        (Licence, "made_at"),
        (Brand, "made_at"),
        (Appointment, "made_at"),
        (Case, "opened_at"),
    ):
        _stamp(model, column, first)
    Match.objects.update(made_at=Subquery(Listing.objects.filter(id=OuterRef("listing_id")).values("made_at")[:1]))
    BanHit.objects.update(made_at=Subquery(Listing.objects.filter(id=OuterRef("listing_id")).values("made_at")[:1]))
    OutsideMatch.objects.update(
        made_at=Subquery(OutsidePage.objects.filter(id=OuterRef("page_id")).values("seen_at")[:1])
    )
    for complaint in Complaint.objects.exclude(filed_at=None):
        Complaint.objects.filter(id=complaint.id).update(made_at=complaint.filed_at)
    read = Entry.objects.filter(at__lt=past.now - READ_AFTER).values("id")
    Effect.objects.filter(kind="mail", entry_id__in=read).update(state=Effect.State.DONE, done_at=past.now)


def _stamp(model: type[Model], column: str, first: dict[object, object]) -> None:
    rows = [row for row in model._default_manager.all() if row.pk in first]
    for row in rows:
        setattr(row, column, first[row.pk])
    model._default_manager.bulk_update(rows, [column], batch_size=400)
