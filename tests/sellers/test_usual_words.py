"""Which words a marketplace uses without meaning a brand: spread over its departments, not where one brand's goods are."""

from sellers import services
from sellers.queries import usual_words


def listings(market, title, *, departments, each=3, brand=""):
    for number in range(departments):
        for copy in range(each):
            services.submit_listing(
                actor=market.actor("seller"), number=f"{title.replace(' ', '')}-{number}-{copy}", title=title,
                markets=["DE"], category=[f"Department {number}"], brand=brand,
            )  # fmt: skip


def test_a_word_of_all_departments_is_usual_a_copied_brand_is_not(market):
    listings(market, "Mini bag", departments=9)
    listings(market, "Zanderholt", departments=2, each=15)
    found = usual_words(0.01)
    assert "mini" in found
    assert "zanderholt" not in found
    assert 0.3 < found["mini"] < 0.6
    assert usual_words(0.01, ["mini", "zanderholt"]) == {"mini": found["mini"]}


def test_the_name_of_the_listings_own_brand_does_not_count(market):
    listings(market, "Quillmore bag", departments=9, brand="Quillmore")
    assert "quillmore" not in usual_words(0.01)


def test_nothing_is_usual_in_a_small_marketplace(market):
    listings(market, "Mini bag", departments=2)
    assert usual_words(0.01) == {}
