"""What sellers of the demo learn: lessons passed late, due soon and overdue, a scenario half walked, a checklist that was kept,
lessons of a brand, and seminars before and after."""

from datetime import timedelta
from typing import Any

from registry.models import Brand
from sellers.learning.checklists import CHECKLISTS
from sellers.learning.library import lesson_of
from sellers.models import Listing, Seminar
from sellers.services import brand_lessons, learning, seminars
from sellers.services.checklists import fill_checklist
from sellers.services.seminars import Announced
from tenancy.context import database_now
from web.demo.past import Story
from web.demo.stage import Stage

PASSED = ((150, "quayside", "suppliers"), (96, "quayside", "concepts"), (38, "lumen", "concepts"))
"""How many days ago who passed what; what was found since then has it assigned again."""
GENUINE: dict[str, Any] = {
    "title": "Is it a Halden flask?",
    "summary": "Four places to look at, before you offer one.",
    "pages": [
        {"title": "The base", "text": "The year and the letters HA are pressed into the steel, never printed. Run a nail "
         "over them: print can be felt, a pressing cannot be scratched away."},
        {"title": "The lid", "text": "The ring is grey silicone, and the thread has three turns. Lids with two turns leak, "
         "and were never ours.\n\nA lid of another colour was changed by somebody. Say so in the listing, or do not offer it."},
        {"title": "The number", "text": "Each flask bears ten digits beneath the lid. Ask us which batch they belong to: "
         "genuine@halden.example answers within a working day."},
    ],
    "quiz": [
        {"text": "Where does the year stand?", "options": [
            {"text": "Pressed into the base", "right": True, "why": "In the steel, with the letters HA."},
            {"text": "Printed on the box", "right": False, "why": "Boxes are easily printed."},
            {"text": "On the lid", "right": False, "why": "The lid bears nothing but our emblem."}]},
        {"text": "The lid has two turns. What now?", "options": [
            {"text": "Do not offer it, and ask us", "right": True, "why": "We never made such a lid."},
            {"text": "Offer it cheaper", "right": False, "why": "Cheaper it is no more genuine."},
            {"text": "Offer it without the lid", "right": False, "why": "The flask may be copied, too."}]},
    ],
}  # fmt: skip
BACKPACKS: dict[str, Any] = {
    "title": "Halden backpacks: seams, labels, zips",
    "summary": "How our backpacks are sewn, and what copies get wrong.",
    "pages": [
        {"title": "Seams", "text": "Our seams run twice along the bottom. Copies save the second one, as nobody sees it."},
        {"title": "Labels", "text": "The label is woven and sewn in on all four sides. Glued labels are not ours."},
    ],
    "quiz": [
        {"text": "How is the label fixed?", "options": [
            {"text": "Sewn in on four sides", "right": True, "why": "And it is woven, not printed."},
            {"text": "Glued", "right": False, "why": "Glue is for copies."}]},
    ],
}  # fmt: skip


def passed(stage: Stage, seller: str, lesson: str) -> Story:
    """A seller passes a lesson, at the second try."""
    taken, actor = lesson_of(lesson, "en"), stage.actor(seller)
    learning.read_page(actor=actor, lesson=taken, page=len(taken.pages))
    right = [question.right for question in taken.quiz]
    wrong = [(right[0] + 1) % len(taken.quiz[0].options), (right[1] + 1) % len(taken.quiz[1].options), *right[2:]]
    learning.answer_quiz(actor=actor, lesson=taken, answers=wrong)
    yield 0.01
    learning.answer_quiz(actor=actor, lesson=taken, answers=right)


def begun(stage: Stage) -> Story:
    """One is in the middle of a scenario, another has read half of a lesson; a checklist was gone through twice."""
    quayside = stage.actor("quayside")
    contracts, regions = lesson_of("contracts", "en"), lesson_of("regions", "en")
    learning.read_page(actor=quayside, lesson=contracts, page=len(contracts.pages))
    learning.keep_trail(actor=quayside, lesson=contracts, trail=[contracts.steps[0].ways[0].code])
    learning.read_page(actor=stage.actor("lumen"), lesson=regions, page=1)
    said = {point.code: "yes" for point in CHECKLISTS["packaging"].points}
    said["codes"] = "no"
    words = {"codes": "The batch of May came without; from the next delivery on they are printed."}
    fill_checklist(actor=quayside, kind="packaging", answers=said, words=words)
    yield 0.2
    offered = Listing.objects.filter(seller=stage.world.parties["quayside"], state="public").order_by("id").first()
    said = {point.code: "yes" for point in CHECKLISTS["listing"].points}
    fill_checklist(actor=quayside, kind="listing", answers=said, words={}, listing=offered.number if offered else "")
    yield 0


def written(stage: Stage) -> Story:
    """A brand hands in two lessons; staff have approved one."""
    halden = stage.actor("halden")
    brand = Brand.objects.get(owner=stage.world.parties["halden"], name="Halden")
    first = brand_lessons.send_lesson(actor=halden, brand=brand, language="en", content=GENUINE)
    yield 2
    brand_lessons.approve_lesson(actor=stage.actor("lead"), lesson_id=first.id)
    yield 16
    brand_lessons.send_lesson(actor=halden, brand=brand, language="en", content=BACKPACKS)


def met(stage: Stage) -> Story:
    """A seminar that was held, one with places, one that is full and for which somebody waits."""
    lead = stage.actor("lead")
    past = _announced(stage, "Answering a complaint in ten minutes", 12, 40, region="EU")
    for code in ("quayside", "nordkap", "dubois"):
        seminars.sign_up(actor=stage.actor(code), seminar_id=past.id)
    yield 13
    there = {one.id for one in past.taken.exclude(seller=stage.world.parties["dubois"])}
    seminars.mark_attendance(actor=lead, seminar_id=past.id, attended=there)
    yield 12
    _announced(stage, "Invoices that hold: what we look at", 14, 40, link="https://meet.harbour.example/invoices")
    full = _announced(stage, "Your first year as a seller", 10, 2, region="EU")
    for code in ("nordkap", "dubois", "quayside"):
        seminars.sign_up(actor=stage.actor(code), seminar_id=full.id)


def _announced(stage: Stage, title: str, in_days: int, places: int, *, region: str = "", link: str = "") -> Seminar:
    day = database_now() + timedelta(days=in_days)
    said = Announced(
        title=title, words="Forty minutes, then your questions. Bring a case of your own if you like.", language="en",
        region=region, starts_at=day.replace(hour=9, minute=0, second=0, microsecond=0), minutes=60, zone="Europe/Berlin",
        place="" if link else "Harbour house, Rotterdam, room 4", link=link, places=places,
    )  # fmt: skip
    return seminars.announce_seminar(actor=stage.actor("lead"), said=said)
