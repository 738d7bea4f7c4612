import pytest
from audit.models import Seal, Entry
from datetime import timedelta
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
def test_it(house, people):
    seller = people("seller")
    seller.goto("listings/new")
    print(seller.title())
    seller.get_by_label("Title").fill("A bag")
    seller.get_by_label("Offered in").fill("DE")
    seller.get_by_role("button", name="Publish").click()
    print(seller.url, seller.locator("main").inner_text()[:500])
    house.wait_for("seal", lambda: Seal.objects.count() == Entry.objects.count())
    from tenancy.context import database_now
    a = house.ask(database_now)
    house.clock.forward(days=3)
    b = house.ask(database_now)
    print(b-a)
    from sellers.models import Listing
    house.wait_for("public", lambda: Listing.objects.get().state == "public")
    print(house.verified())
    print(house.said())
