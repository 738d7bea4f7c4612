"""Checklists that a seller goes through before it offers goods: what to look at, and why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EDITION = 1
ANSWERS: Mapping[str, str | Promise] = MappingProxyType(
    {"yes": _("Yes"), "no": _("No, not yet"), "none": _("Does not apply")}
)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at, and why it matters."""

    code: str
    text: str | Promise
    why: str | Promise


@dataclass(frozen=True, slots=True)
class Checklist:
    """Things to look at together."""

    code: str
    title: str | Promise
    summary: str | Promise
    points: tuple[Point, ...]


LISTING = Checklist(
    "listing",
    _("Listing"),
    _("Before it is published: what it says, what it shows, and who stands behind it."),
    (
        Point("title", _("The title names the goods as they are."),
              _("A mark of others stands in it only where the goods are theirs, or to say what they fit.")),
        Point("pictures", _("The pictures are ours, or we may use them."),
              _("A picture found on the web belongs to somebody; the supplier’s word is not a licence.")),
        Point("brand", _("The brand is the one on the goods."), _("A wrong brand misleads, whether meant or not.")),
        Point("claims", _("Every claim can be shown to be true."),
              _("Tests, certificates and comparisons need a paper behind them.")),
        Point("markets", _("The goods may be sold in every country we offer them in."),
              _("A right and its exhaustion end at borders: what is lawful in one country may infringe in the next.")),
        Point("condition", _("Condition and changes to the goods are stated."),
              _("Used, repacked or changed goods must not be taken for new ones.")),
        Point("identity", _("Name, address and product identification are there."),
              _("Buyers, and the law of many countries, ask who sells and who made it.")),
    ),
)  # fmt: skip
PACKAGING = Checklist(
    "packaging",
    _("Packaging"),
    _("Before it is shipped: what the goods come in, and what stands on it."),
    (
        Point("original", _("Branded goods come in their own, unopened packaging."),
              _("Repacking can impair a mark, and the owner may object to it.")),
        Point("labels", _("No label, tag or seal was added that bears a mark of others."),
              _("Labels and packaging alone can be counterfeit.")),
        Point("codes", _("Batch numbers and serial numbers are there and can be read."),
              _("Removed codes keep goods from being recalled, and are a sign of doubtful origin.")),
        Point("maker", _("Maker, importer and their addresses are on it."),
              _("Most product laws ask for them; without them goods are held at the border.")),
        Point("warnings", _("Warnings and instructions are in the language of the country."),
              _("They are part of a safe product.")),
        Point("marks", _("Signs of conformity are there only where the paper behind them is."),
              _("A CE, UKCA, CCC or PSE sign without its assessment is a false statement.")),
        Point("photo", _("A photograph was taken of what was packed."),
              _("It answers most claims that something else, or nothing, was sent.")),
    ),
)  # fmt: skip
PROVENANCE = Checklist(
    "provenance",
    _("Provenance"),
    _("Before goods are bought: where they come from, and how that can be shown."),
    (
        Point("supplier", _("The supplier exists: register, address and telephone were checked by us."),
              _("Not by the papers it sent, but where the register itself can be asked.")),
        Point("right", _("The supplier may sell these goods: the brand or its licensee says so."),
              _("An invoice shows a purchase, not that the seller before was allowed to sell.")),
        Point("invoices", _("Invoices name the goods, the quantity, the date and both parties."),
              _("Reviewers compare them with what you sell.")),
        Point("first_sale", _("We know in which country the goods were first sold by the brand."),
              _("On that depends where a right is exhausted, and so where you may sell them.")),
        Point("price", _("The price can be explained."), _("Far below what dealers pay is the oldest sign of a fake.")),
        Point("sample", _("A sample was compared with genuine goods."),
              _("The brand’s guide says where to look; keep pictures of what you saw.")),
        Point("contract", _("The contract says who answers if the goods turn out to be fake."),
              _("Return, damages and the name of whoever sold them to the supplier.")),
        Point("kept", _("All papers are kept for as long as a claim can come."),
              _("A complaint can come years after a sale.")),
    ),
)  # fmt: skip
CHECKLISTS: Mapping[str, Checklist] = MappingProxyType({one.code: one for one in (LISTING, PACKAGING, PROVENANCE)})
