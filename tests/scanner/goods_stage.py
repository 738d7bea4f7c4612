"""Listings of a small shop, made up word by word, by which goods can be learnt."""

import random

from scanner.goods.training import Example
from sellers.models import Listing
from tenancy.context import database_now

FRUIT, PHONES, BOOTS, SANDALS = ("Fruit",), ("Phones",), ("Shoes", "Boots"), ("Shoes", "Sandals")
WORDS = {
    FRUIT: ("fresh apple", "ripe pear", "juicy plum", "red apple", "sweet melon", "リンゴ", "みかん"),
    PHONES: ("smartphone dual sim", "phone case", "fast charger usb", "apple iphone", "スマートフォン"),
    BOOTS: ("leather boots", "lined winter boots", "hiking boot waterproof", "ブーツ"),
    SANDALS: ("beach sandals", "cork sandal", "sandals with buckle", "サンダル"),
}
EXTRAS = ("new", "blue", "2 pieces", "handmade", "large", "small", "gift", "新品", "sale", "classic")


def made_up(each=60, *, seed=3, sellers=9):
    """Examples of all categories, of some sellers."""
    chance = random.Random(seed)
    return [
        Example(
            f"{chance.choice(words)} {chance.choice(EXTRAS)} {chance.randrange(900)}", path, chance.randrange(sellers)
        )
        for path, words in WORDS.items()
        for _ in range(each)
    ]


def stocked(market, each=60):
    """The same as public listings of two sellers."""
    now = database_now()
    shops = [market.parties[name].id for name in ("seller", "other_seller")]
    rows = [
        Listing(
            number=f"S-{place}", seller_id=shops[place % len(shops)], title=one.title, folded=one.title.casefold(),
            category=list(one.path), department=one.path[0], markets=["DE"], state="public", state_at=now,
        )
        for place, one in enumerate(made_up(each))
    ]  # fmt: skip
    Listing.objects.bulk_create(rows)
