"""What the demo's marketplace has learnt of its own catalogue: a classifier of goods, tried and put in force."""

from scanner import services as scanner
from scanner.models import GoodsCategory, GoodsModel
from web.demo.past import Story
from web.demo.stage import Stage
from workflow.jobs import run_ripe


def goods(stage: Stage) -> Story:
    """A lead has it trained, sees in a trial what it changes, and puts it in force; one category is set by hand."""
    lead = stage.actor("lead")
    model = scanner.train_goods(actor=lead)
    _work(stage)
    model.refresh_from_db(fields=["state"])
    yield 0.1
    if model.state == GoodsModel.State.TRAINED:
        trial = scanner.try_out(actor=lead, change={"kind": "goods", "number": model.number})
        _work(stage)
        scanner.promote(actor=lead, trial_id=trial.id)
    yield 0.1
    for category in GoodsCategory.objects.filter(name="Bags"):
        scanner.set_goods_classes(actor=lead, category_id=category.id, classes=(18, 25))
    yield 0


def _work(stage: Stage) -> None:
    while run_ripe(stage.world.marketplace.id):
        pass
