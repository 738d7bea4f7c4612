"""A marketplace's own classifier of goods: trained as a job, tried, put into force, taken back; and categories' classes."""

from datetime import timedelta

import pytest

from audit.models import Entry
from scanner import goods_jobs, kept_goods, services, setup
from scanner.goods_queries import has_grown, lines
from scanner.matchers.facts import classes_of
from scanner.models import GoodsCategory, GoodsModel, Match, Scan
from scanner.replaying import replay, scan_of
from scanner.services.goods import AGAIN, train_goods_again
from sellers.models import Listing
from tenancy import due
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.scanner.goods_stage import stocked
from tests.scanner.stage import published, trademark
from workflow import jobs
from workflow.jobs import run_ripe
from workflow.models import Job


def trained(market):
    """The newest classifier, trained to its end."""
    model = services.train_goods(actor=market.actor("lead"))
    while run_ripe(market.id):
        pass
    model.refresh_from_db()
    return model


def put_in_force(market, model):
    trial = services.try_out(actor=market.actor("lead"), change={"kind": "goods", "number": model.number})
    while run_ripe(market.id):
        pass
    services.promote(actor=market.actor("lead"), trial_id=trial.id)
    model.refresh_from_db()
    return trial


@pytest.fixture
def model(market):
    """A classifier that is trained and not in force."""
    stocked(market)
    return trained(market)


def apple(market):
    """An everyday word, registered for phones."""
    return trademark(market, "Apple", number="018000001", everyday=True, classes=(9,))


def test_it_is_trained_step_by_step_and_says_how_good_it_is(model):
    assert (model.state, model.number, model.listings) == ("trained", 1, 240)
    figures = model.figures
    assert figures["right"] > 9_000
    assert figures["classes"]["Fruit"] == [31]
    assert figures["sources"]["Phones"] == "name"
    assert figures["counts"]["Shoes"] == 120
    assert set(figures["lines"]) == {"Fruit", "Phones", "Shoes › Boots", "Shoes › Sandals"}
    assert set(GoodsCategory.objects.values_list("name", flat=True)) == {*figures["lines"], "Shoes"}
    assert {"goods.asked", "goods.trained"} <= set(Entry.objects.values_list("verb", flat=True))
    assert Job.objects.get(kind="goods").state == "done"


def test_the_same_catalogue_gives_the_same_classifier(market, model):
    again = trained(market)
    assert (again.number, bytes(again.data)) == (2, bytes(model.data))


def test_trained_it_changes_nothing_until_its_trial_is_promoted(market, model):
    assert setup.in_force().goods.number == 0
    trial = put_in_force(market, model)
    assert trial.change == {"kind": "goods", "number": 1}
    assert (model.state, setup.in_force().goods.number) == ("in_force", 1)
    assert {"trial.promoted", "goods.in_force"} <= set(Entry.objects.values_list("verb", flat=True))
    with pytest.raises(Invalid):
        services.try_out(actor=market.actor("lead"), change={"kind": "goods", "number": 1})


def test_a_phone_that_is_filed_under_fruit_is_found_and_fruit_is_not(market, model):
    right = apple(market)
    phone = {"category": ["Fruit"], "markets": ("DE",), "brand": "Apple"}
    assert published(market, "A-1", "apple iphone dual sim smartphone", **phone)
    put_in_force(market, model)
    listing, _scanned = published(market, "A-2", "apple iphone dual sim smartphone", **phone)
    fruit, _scanned = published(market, "A-3", "fresh apple red apple", category=["Fruit"], markets=("DE",))
    found = Match.objects.get(listing=listing)
    assert (found.right_id, found.goods) == (right.id, 1)
    assert any(reason["code"] == "classes-overlap" for reason in found.reasons)
    assert not Match.objects.filter(listing=fruit).exists()
    assert dict(Scan.objects.values_list("listing__number", "goods")) == {"A-1": 0, "A-2": 1, "A-3": 1}


def test_a_scan_is_replayed_with_the_classifier_and_the_classes_of_then(market, model):
    right = apple(market)
    put_in_force(market, model)
    fruit, phones = (GoodsCategory.objects.get(name=name) for name in ("Fruit", "Phones"))
    services.set_goods_classes(actor=market.actor("lead"), category_id=fruit.id, classes=[31, 9])
    listing, _scanned = published(market, "A-1", "apple iphone smartphone", category=["Fruit"], brand="Apple")
    match = Match.objects.get(listing=listing)
    services.set_goods_classes(actor=market.actor("lead"), category_id=fruit.id, classes=None)
    services.set_goods_classes(actor=market.actor("lead"), category_id=phones.id, classes=[38])
    services.take_back_goods(actor=market.actor("lead"))
    put_in_force(market, trained(market))
    then = replay(scan_of(match), [right.id])[right.id]
    assert (then.score, then.found.goods) == (match.score, 1)
    today = replay(scan_of(match), [right.id], setup=setup.in_force())[right.id]
    assert today.found.goods == 2
    assert today.score < then.score


def test_taken_back_goods_are_guessed_and_it_can_be_put_in_force_again(market, model):
    put_in_force(market, model)
    services.take_back_goods(actor=market.actor("lead"))
    assert setup.in_force().goods.number == 0
    with pytest.raises(Conflict):
        services.take_back_goods(actor=market.actor("lead"))
    put_in_force(market, model)
    second = trained(market)
    put_in_force(market, second)
    model.refresh_from_db()
    assert (model.state, second.state, setup.in_force().goods.number) == ("retired", "in_force", 2)
    assert Entry.objects.filter(verb="goods.taken_back").count() == 1


def test_classes_set_by_people_hold_at_once_without_any_classifier(market, model):
    lead = market.actor("lead")
    shoes = GoodsCategory.objects.get(name="Shoes")
    services.set_goods_classes(actor=lead, category_id=shoes.id, classes=[28, 25, 25])
    goods = setup.in_force().goods
    assert (goods.number, classes_of(goods.set["Shoes"])) == (0, (25, 28))
    shoes.refresh_from_db()
    assert (shoes.set_by_id, shoes.set_at is not None) == (lead.membership_id, True)
    [line] = lines([shoes], model)
    assert (line.classes, line.source, line.proposed) == ((25, 28), "people", (25,))
    services.set_goods_classes(actor=lead, category_id=shoes.id, classes=None)
    assert setup.in_force().goods.of([None]) == [None]
    assert Entry.objects.filter(verb__startswith="goods.classes").count() == 2


def test_strange_classes_are_refused_by_field(market, model):
    shoes = GoodsCategory.objects.get(name="Shoes")
    for wrong in ([], [0], [25, 46]):
        with pytest.raises(Invalid) as refused:
            services.set_goods_classes(actor=market.actor("lead"), category_id=shoes.id, classes=wrong)
        assert refused.value.fields["classes"]
    with pytest.raises(NotFound):
        services.set_goods_classes(actor=market.actor("lead"), category_id=market.id, classes=[25])


def test_only_a_lead_trains_sets_and_takes_back(market, model):
    reviewer = market.actor("reviewer")
    with pytest.raises(Denied):
        services.train_goods(actor=reviewer)
    with pytest.raises(Denied):
        services.take_back_goods(actor=reviewer)
    with pytest.raises(Denied):
        services.set_goods_classes(actor=reviewer, category_id=GoodsCategory.objects.first().id, classes=[25])


def test_one_is_trained_at_a_time_and_a_cancelled_one_makes_room(market):
    stocked(market)
    lead = market.actor("lead")
    first = services.train_goods(actor=lead)
    with pytest.raises(Conflict):
        services.train_goods(actor=lead)
    jobs.cancel(actor=lead, asked=Job.objects.get(id=first.job_id))
    second = trained(market)
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("dropped", "trained", 2)


def test_each_step_can_be_another_workers(market, model, monkeypatch):
    monkeypatch.setattr("scanner.goods.training._AT_ONCE", 1)  # one category a step
    second = services.train_goods(actor=market.actor("lead"))
    asked = Job.objects.get(id=second.job_id)
    planned = goods_jobs.plan(asked)
    asked.plan, [cursor] = planned.notes, planned.cursors
    done = 0
    while True:
        goods_jobs._prepared.cache_clear()  # a worker that has read nothing yet
        step = goods_jobs.step(asked, cursor, database_now())
        cursor, done = step.cursor, done + step.done
        if step.finished:
            break
        assert step.done == 1
    second.refresh_from_db()
    assert (done, planned.total) == (8, 8)
    assert bytes(second.data) == bytes(model.data)


def test_too_few_listings_or_categories_make_none(market):
    lead = market.actor("lead")
    with pytest.raises(Invalid) as refused:
        services.train_goods(actor=lead)
    assert "20 listings" in refused.value.fields["listings"][0]
    stocked(market)
    Listing.objects.exclude(category=["Fruit"]).update(category=["Odd"], state="ended")
    model = trained(market)
    assert model.state == "dropped"


def test_damaged_bytes_stop_no_listing(market, model, caplog, monkeypatch):
    trademark(market)
    put_in_force(market, model)
    GoodsModel.objects.update(data=b"nothing of the kind")
    monkeypatch.setattr(kept_goods, "_shelf", type(kept_goods._shelf)(1))
    listing, _scanned = published(market, "A-1")
    assert listing.state == "public"
    assert Match.objects.get(listing=listing).goods == 0
    assert "cannot be read" in caplog.text


def test_the_classifier_is_read_once_and_asking_costs_the_same_for_many(market, model, django_assert_num_queries):
    put_in_force(market, model)
    assert kept_goods.in_force().number == 1
    with django_assert_num_queries(2):
        goods = kept_goods.in_force()
    with django_assert_num_queries(0):
        assert goods.classifier.predict(["ripe pear"] * 500)[499].category == "Fruit"


def test_nothing_found_nothing_predicted(market, model, monkeypatch):
    put_in_force(market, model)
    asked = []
    monkeypatch.setattr(
        "scanner.goods.classifier.Classifier.predict", lambda self, titles: asked.append(len(titles)) or []
    )
    published(market, "A-1", "Plain bag")
    assert sum(asked) == 0


def test_a_catalogue_that_has_grown_is_trained_on_again_after_a_month_and_put_in_force_by_nobody(market, model):
    put_in_force(market, model)
    assert due.next_at("goods") is not None
    later = database_now() + AGAIN + timedelta(minutes=1)
    assert train_goods_again(actor=market.system, now=later) is None, "its line is there already"
    assert GoodsModel.objects.count() == 1, "nothing has grown"
    GoodsModel.objects.update(made_at=database_now() - timedelta(days=40))
    model.refresh_from_db()
    assert has_grown(model)
    train_goods_again(actor=market.system, now=database_now())
    while run_ripe(market.id):
        pass
    assert dict(GoodsModel.objects.values_list("number", "state")) == {1: "in_force", 2: "trained"}
