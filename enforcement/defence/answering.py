"""Which papers answer which complaint, what can be said against it, and by which law. Pure but for the words.

The sources are shown for cases of the European Union and of the United States alone: elsewhere other law holds, and none is
named rather than a wrong one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Said = str | Promise
EU, US = "EU", "US"

PAPERS: Mapping[str, Said] = MappingProxyType(
    {
        "purchase": _("Invoice of the purchase"),
        "first_sale": _("Proof of the first sale with the owner’s consent"),
        "licence": _("Licence or distribution contract"),
        "own_right": _("Registration of your own"),
        "permission": _("Permission of the author"),
        "own_work": _("Your own originals or drafts"),
        "prior_art": _("Proof that it was known before"),
        "origin": _("Certificate of origin"),
        "batch": _("Batch or quality report"),
        "goods": _("Pictures of the goods"),
        "inspection": _("Inspection of the goods"),
        "delivery": _("Delivery voucher"),
        "letter": _("Letter or mail"),
        "other": _("Other paper"),
    }
)
"""What a paper in a seller's vault is."""


@dataclass(frozen=True, slots=True)
class Shows:
    """A paper that answers, by its kind, and what has to be in it to count."""

    kind: str
    what: Said


@dataclass(frozen=True, slots=True)
class Defence:
    """What can be said against a complaint, in plain words, with the law it stands in, by EU or US."""

    title: Said
    words: Said
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answering:
    """What answers one reason of a complaint."""

    papers: Sequence[Shows]
    defences: Sequence[Defence]


PURCHASE = Shows(
    "purchase", _("Who sold them to you, when, how many, and which goods: name and number as in the listing.")
)
FIRST_SALE = Shows(
    "first_sale", _("That the owner, or somebody with its consent, sold these very goods first, and where.")
)
LICENCE = Shows(
    "licence", _("Your name, the right, the goods, the countries, and that it ran on the day of the offer.")
)
GOODS = Shows("goods", _("The goods themselves: labels, marks, numbers and packaging, sharp enough to read."))
BATCH = Shows("batch", _("The maker’s or a laboratory’s report about this batch."))

GENUINE = Defence(
    _("The goods are genuine and were sold with consent"),
    _("Who bought goods that the owner itself put on the market here may sell them on."),
    {
        EU: "Regulation (EU) 2017/1001, article 15(1)",
        US: "first-sale doctrine; Polymer Technology Corp. v. Mimran, 975 F.2d 58 (2d Cir. 1992)",
    },
)
LICENSED = Defence(
    _("You have a licence"),
    _("Whoever has the owner’s permission infringes nothing, within what the permission reaches."),
    {EU: "Regulation (EU) 2017/1001, articles 9(2) and 25", US: "15 U.S.C. 1114(1)"},
)
REFERS = Defence(
    _("You only say what it fits or what it is"),
    _("A mark may be named to say what goods are for, as long as nobody takes yours for theirs."),
    {
        EU: "Regulation (EU) 2017/1001, article 14(1)(c)",
        US: "New Kids on the Block v. News America Publishing, 971 F.2d 302 (9th Cir. 1992)",
    },
)
UNLIKE = Defence(
    _("The sign or the goods are different"),
    _(
        "A mark reaches the same and similar signs for the same and similar goods; further only where it is widely known."
    ),
    {EU: "Regulation (EU) 2017/1001, article 9(2)", US: "15 U.S.C. 1114(1)"},
)
UNCHANGED = Defence(
    _("The goods are as the owner sold them"),
    _("Only where goods were changed or impaired can an owner object to their being sold on."),
    {EU: "Regulation (EU) 2017/1001, article 15(2)", US: "Champion Spark Plug Co. v. Sanders, 331 U.S. 125 (1947)"},
)
OWN_WORK = Defence(
    _("The picture or text is your own"),
    _("Who made it, or had it made, may use it. The original file shows more than the one in the shop."),
    {EU: "Directive 2001/29/EC, articles 2 and 3", US: "17 U.S.C. 201"},
)
ALLOWED = Defence(
    _("The author allowed it"),
    _("A permission of the photographer, or of the maker who gave you the picture to sell with."),
    {EU: "Directive 2001/29/EC, articles 2 and 3", US: "17 U.S.C. 106 and 204"},
)
QUOTED = Defence(
    _("The law allows this use without permission"),
    _("A quotation, a parody or fair use: narrow, and it depends on the case."),
    {EU: "Directive 2001/29/EC, article 5(3)(d) and (k)", US: "17 U.S.C. 107"},
)
SOLD_ON = Defence(
    _("The copies were sold with consent"),
    _("Copies that the owner itself sold may be sold on."),
    {EU: "Directive 2001/29/EC, article 4(2)", US: "17 U.S.C. 109(a)"},
)
KNOWN_LOOK = Defence(
    _("The design was known before"),
    _("What others showed before the day of filing is not new, and nobody’s alone."),
    {EU: "Regulation (EC) No 6/2002, articles 5 to 7 and 25(1)(b)", US: "35 U.S.C. 102 and 171"},
)
OTHER_LOOK = Defence(
    _("Your goods look different"),
    _("What counts is the overall impression on somebody who knows such goods, and not single features."),
    {EU: "Regulation (EC) No 6/2002, article 10", US: "Egyptian Goddess v. Swisa, 543 F.3d 665 (Fed. Cir. 2008)"},
)
KNOWN_WAY = Defence(
    _("The invention was known before"),
    _("A patent for what was known before its first day can be revoked; say where it was published, and when."),
    {EU: "European Patent Convention, articles 54 and 138(1)(a)", US: "35 U.S.C. 102 and 282(b)"},
)
OTHER_WAY = Defence(
    _("Your goods work in another way"),
    _("A patent reaches what its claims say, every feature of one of them. Ask which claim is meant."),
    {EU: "European Patent Convention, article 69(1)", US: "35 U.S.C. 271(a)"},
)
FROM_THERE = Defence(
    _("Your goods come from the place, made by its rules"),
    _("Any producer who keeps to the specification may use the name."),
    {EU: "Regulation (EU) 2024/1143, article 26", US: ""},
)
GENERIC = Defence(
    _("The word is a common one"),
    _("A part of a protected name that only says what kind of thing it is stays free."),
    {EU: "", US: ""},
)
MARK_PAPERS = (PURCHASE, FIRST_SALE, LICENCE, GOODS, BATCH)
COPY_PAPERS = (
    Shows("permission", _("Who made it, what you may do with it, where and for how long, and a signature.")),
    Shows("own_work", _("The original file with its date, further shots of the same series, drafts.")),
    LICENCE,
)
NAME_PAPERS = (
    Shows("origin", _("Where the goods come from, and that their maker is among those who may use the name.")),
    PURCHASE,
    GOODS,
)
ANSWERS: Mapping[str, Answering] = MappingProxyType(
    {
        "counterfeit": Answering(MARK_PAPERS, (GENUINE, LICENSED, REFERS)),
        "mark_on_goods": Answering(MARK_PAPERS, (GENUINE, LICENSED, UNLIKE)),
        "mark_in_listing": Answering((GOODS, PURCHASE, LICENCE), (REFERS, GENUINE, UNLIKE)),
        "packaging": Answering((PURCHASE, LICENCE, GOODS, BATCH), (GENUINE, LICENSED)),
        "altered_goods": Answering((GOODS, BATCH, PURCHASE), (UNCHANGED, GENUINE)),
        "parallel_import": Answering((FIRST_SALE, PURCHASE, LICENCE), (GENUINE, LICENSED)),
        "picture_copied": Answering(COPY_PAPERS, (OWN_WORK, ALLOWED, QUOTED)),
        "text_copied": Answering(COPY_PAPERS, (OWN_WORK, ALLOWED, QUOTED)),
        "pirated_goods": Answering((PURCHASE, LICENCE, GOODS), (SOLD_ON, ALLOWED)),
        "design_copied": Answering(
            (
                Shows("own_right", _("Your own design, with a date of filing before theirs.")),
                Shows(
                    "prior_art", _("A catalogue, a page or a fair at which it was shown before their day of filing.")
                ),
                LICENCE,
                GOODS,
            ),
            (KNOWN_LOOK, OTHER_LOOK),
        ),
        "patent_used": Answering(
            (
                Shows("prior_art", _("A publication from before the patent’s first day that shows the same.")),
                LICENCE,
                PURCHASE,
                Shows("letter", _("What the maker of the goods says about this patent.")),
            ),
            (OTHER_WAY, KNOWN_WAY),
        ),
        "indication_used": Answering(NAME_PAPERS, (FROM_THERE, GENERIC)),
        "indication_evoked": Answering(NAME_PAPERS, (FROM_THERE, GENERIC)),
    }
)
"""By the reason of a complaint."""
OF_KIND: Mapping[str, str] = MappingProxyType(
    {
        "trademark": "mark_on_goods",
        "copyright": "picture_copied",
        "design": "design_copied",
        "patent": "patent_used",
        "geographical_indication": "indication_used",
    }
)
"""What is taken where nobody gave a reason, by kind of right."""


def answering(reason: str, kind: str) -> Answering:
    """What answers a complaint with this reason about a right of this kind."""
    return ANSWERS.get(reason) or ANSWERS[OF_KIND[kind]]


def fitting(reason: str, kind: str) -> frozenset[str]:
    """The kinds of paper that answer it."""
    return frozenset(one.kind for one in answering(reason, kind).papers)


def law_of(region: str, members: Collection[str]) -> str:
    """Under whose law a defence is named for a case of this region: EU, US or "" for none. `members` are the Union's states."""
    if region == "US":
        return US
    return EU if region in {"EU", "EM", *members} else ""
