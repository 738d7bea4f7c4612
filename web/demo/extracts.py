"""What the registers say of the demo's rights beyond their names: goods, priorities, emblems, statuses."""

from dataclasses import replace
from datetime import date
from typing import Any

from registry.details import Details
from web.demo.cast import Brand

GOODS = {
    3: "Cosmetics; soaps; perfumery",
    8: "Hand tools and implements; cutlery; kitchen knives",
    9: "Headphones; loudspeakers; apparatus for the reproduction of sound",
    16: "Notebooks; stationery; printed matter; photographs",
    18: "Backpacks; handbags; travelling bags; umbrellas",
    21: "Household or kitchen utensils and containers; vacuum flasks; mugs; drinking vessels",
    24: "Textiles; bed linen; table covers",
    25: "Clothing; scarves; shirts; headgear",
    28: "Games, toys and playthings",
}
"""Of each Nice class as a register would word it."""
RAW = {"US": "700", "EM": "Registered", "JP": "登録"}
EMBLEMS = {"halden": ("6.1.2", "26.4.2"), "mirelo": ("26.15.9",), "sitara": ("1.1.2",)}
HOME = date(2016, 10, 14)
"""The day on which each brand filed at home first."""


def extract(brand: Brand, office: str, details: Details) -> Details:
    """The same right with what its register says further; filed at home first, where this office is another."""
    priority = {"office": brand.country, "number": f"{HOME:%Y}-{sum(brand.word.encode()):05}", "filed_on": str(HOME)}
    found: dict[str, Any] = {
        "mark_feature": "combined", "status": "registered", "status_raw": RAW.get(office, ""),
        "status_on": date(2018, 1, 22), "nice_edition": "11-2018", "holder": brand.company,
        "goods": {str(number): GOODS[number] for number in brand.classes}, "vienna": EMBLEMS.get(brand.code, ()),
        "representative": "Harcourt & Lindqvist", "application_number": f"{details.number}-A" if office == "US" else "",
    }  # fmt: skip
    return replace(details, **found, priorities=(priority,) if office != brand.country else ())
