"""The standard of a brand's labels: its points with their pictures, its versions, inspections against it, and who may."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from fulfillment import services
from fulfillment.models import BatchInspection, LabelPoint
from fulfillment.services import Inspected, Standard
from fulfillment.services.labelling import MOST_POINTS
from registry.services import add_brand
from tenancy.errors import Conflict, Invalid, NotFound
from tests.fulfillment.goods import goods, today

SEAL = Standard(kind="seal", title="Hologram", words="It shimmers green.")


@pytest.fixture
def flask(market):
    return goods(market)


def a_file(colour="teal", name="seal.png"):
    """A picture as a form sends it."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    out.seek(0)
    out.name = name
    return out


def body(response, status=200):
    assert response.status_code == status, response.content
    return response.content.decode()


def added(market, flask, said=SEAL, **more):
    """One more point, by the brand."""
    return services.add_label_point(actor=market.actor("brand"), brand=flask.brand, said=said, **more)


def inspected(**more):
    """What an inspection says."""
    given = {"result": "accept", "inspected_on": today(), "seen": 10, "found_fault": 0, "words": ""}
    return Inspected(**{**given, **more})


def test_a_point_is_written_with_its_picture_and_shown_to_who_inspects(market, as_, flask):
    holder, where = as_(market, "brand"), market.url(f"brands/{flask.brand.reference}/standard")
    assert "No standard yet" in body(holder.get(where))
    said = {"kind": "seal", "title": "Hologram", "words": "It shimmers green.", "must": "on"}
    refused = body(holder.post(f"{where}/new", {**said, "title": " "}), 422)
    assert "At least one sign, at most 120." in refused
    assert "Inspections go by it from now on." in body(
        holder.post(f"{where}/new", {**said, "picture": a_file()}, follow=True)
    )
    point = LabelPoint.objects.get()
    assert (point.title, point.must, point.number, point.picture.is_picture) == ("Hologram", True, 1, True)
    picture = market.url(f"evidence/{point.picture.reference}")
    assert picture in body(holder.get(where))
    for who in ("brand", "logistics"):
        page = body(as_(market, who).get(market.url(f"batches/{flask.batch.reference}")))
        for words in ("Hologram (must be there)", "It shimmers green.", picture):
            assert words in page, words
    assert as_(market, "rival").get(market.url(f"batches/{flask.batch.reference}")).status_code == 404


def test_a_changed_point_takes_the_place_of_the_old_one_which_is_kept(market, as_, flask):
    added(market, flask, Standard(kind="label", title="Label", words="Woven."))
    holder, where = as_(market, "brand"), market.url(f"brands/{flask.brand.reference}/standard")
    sent = {"kind": "seal", "title": "Hologram", "words": "It shimmers green.", "must": "on", "picture": a_file()}
    holder.post(f"{where}/new", sent)
    first = LabelPoint.objects.get(title="Hologram")
    changed = {**sent, "words": "It shimmers red."}
    del changed["picture"]
    holder.post(f"{where}/{first.id}", changed)
    second = LabelPoint.objects.get(title="Hologram", retired_at=None)
    assert (second.replaces, second.number, second.picture) == (first, 2, first.picture)
    first.refresh_from_db()
    assert (first.words, first.retired_at is None) == ("It shimmers green.", False)
    page = body(holder.get(where))
    assert ("red" in page, "green" in page) == (True, False)
    assert holder.get(f"{where}/{first.id}").status_code == 404
    with pytest.raises(Conflict):
        added(market, flask, replaces=first)
    assert "it said is kept" in body(holder.post(f"{where}/{second.id}/retire", follow=True))
    assert "was changed or retired already" in body(holder.post(f"{where}/{second.id}/retire"), 409)
    assert list(LabelPoint.objects.filter(retired_at=None).values_list("title", flat=True)) == ["Label"]


def test_an_inspection_goes_through_the_points_and_accepts_or_rejects_the_batch(market, as_, flask):
    must, looked_at = (
        added(market, flask),
        added(market, flask, Standard(kind="label", title="Woven label", words="x", must=False)),
    )
    other = services.add_product(
        actor=market.actor("brand"), brand=flask.brand, code="4012345678901", name="Cup",
        numbering=services.Numbering(source="none", scheme=None, enrolled_on=None),
    )  # fmt: skip
    added(market, flask, Standard(kind="goods", title="Handle", words="x", product=other))
    holder, where = as_(market, "brand"), market.url(f"batches/{flask.batch.reference}")
    page = body(holder.get(where))
    assert ("Woven label" in page, "Handle" in page) == (True, False), "points of another product are not asked"
    sent = {
        "inspected_on": today().isoformat(), "seen": "10", "found_fault": "2", "result": "accept", "words": "",
        f"point_{must.id}": "no", f"point_{looked_at.id}": "no",
    }  # fmt: skip
    refused = body(holder.post(f"{where}/inspections", sent), 422)
    assert "A point that genuine goods must show is missing: Hologram" in refused
    assert not BatchInspection.objects.exists()
    assert "Say what was wrong." in body(holder.post(f"{where}/inspections", {**sent, "result": "reject"}), 422)
    kept = body(holder.post(f"{where}/inspections", {**sent, "result": "reject", "words": "No seal."}, follow=True))
    assert "Docks go by it from now on." in kept
    assert kept.count(">missing<") == 2
    row = BatchInspection.objects.get()
    assert row.points == [[str(must.id), "no"], [str(looked_at.id), "no"]]
    flask.batch.refresh_from_db()
    assert flask.batch.state == "refused"
    assert flask.scan(flask.label("HF000150"))[0].check.answer == "hold"
    holder.post(f"{where}/inspections", {**sent, f"point_{must.id}": "yes"})
    flask.batch.refresh_from_db()
    assert flask.batch.state == "open"
    assert flask.scan(flask.label("HF000150"))[0].check.answer == "ship"
    with CaptureQueriesContext(connection) as few:
        holder.get(where)
    for _ in range(4):
        services.inspect_batch(
            actor=market.actor("brand"), batch=flask.batch, said=inspected(points=[(looked_at, "no")])
        )
    with CaptureQueriesContext(connection) as many:
        holder.get(where)
    assert len(many) <= len(few)


def test_who_may_and_what_is_refused(market, as_, flask):
    point = added(market, flask)
    where = market.url(f"brands/{flask.brand.reference}/standard")
    for who, status in (("rival", 404), ("seller", 403), ("logistics", 403)):
        assert as_(market, who).get(where).status_code == status, who
        assert as_(market, who).post(f"{where}/{point.id}/retire").status_code == status, who
    assert as_(market, "brand_reader").post(f"{where}/new", {}).status_code == 403
    with pytest.raises(NotFound):
        services.add_label_point(actor=market.actor("rival"), brand=flask.brand, said=SEAL)
    theirs = add_brand(actor=market.actor("rival"), name="Borealis")
    with pytest.raises(NotFound):
        services.add_label_point(actor=market.actor("rival"), brand=theirs, said=SEAL, replaces=point)
    point.refresh_from_db()
    assert point.retired_at is None
    foreign = services.add_label_point(actor=market.actor("rival"), brand=theirs, said=SEAL)
    for points in ([(foreign, "yes")], [(point, "perhaps")]):
        with pytest.raises(Invalid) as refused:
            services.inspect_batch(actor=market.actor("brand"), batch=flask.batch, said=inspected(points=points))
        assert set(refused.value.fields) == {"points"}
    wrongs = (("kind", "smell"), ("title", ""), ("words", "x" * 1001))
    for name, value in wrongs:
        given = {"kind": "seal", "title": "Hologram", "words": "It shimmers.", name: value}
        with pytest.raises(Invalid) as refused:
            added(market, flask, Standard(**given))
        assert set(refused.value.fields) == {name}
    for number in range(2, MOST_POINTS + 1):
        added(market, flask, Standard(kind="seal", title=f"Seal {number}", words="x"))
    with pytest.raises(Conflict):
        added(market, flask)
    assert added(market, flask, replaces=point).number == 1
