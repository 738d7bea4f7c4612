"""The steps of a seller's application, and what is still missing or wrong in each. Pure.

What has to be said is article 30(1) of Regulation (EU) 2022/2065 (DSA): name, address, telephone and e-mail (a), a copy of
the identification document (b), the payment account (c), the register and the number in it (d), and the seller's word that
it offers only what complies with Union law (e). What comes on top (brands, suppliers) is the marketplace's.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any

from registry.identity.numbers import Fault, Number, read, read_lei
from sellers.onboarding.accounts import Account
from sellers.onboarding.vat import read_vat
from sellers.recognising import normal

STEPS = ("who", "company", "signatory", "payment", "brands", "suppliers", "send")
"""In the order in which they are asked; each can be gone back to."""
FORMS = STEPS[:-1]
OWN, LICENCE, RESELLER = BASES = ("own", "licence", "reseller")
MOST_ROWS = 30
OTHER = "other"
Said = Mapping[str, Mapping[str, Any]]
Papers = Collection[tuple[str, str]]
"""What is here already: the kind of each document, and the brand or supplier that it is about."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something to put right before it can be handed in: where, and what. `facts` fill the sentence of the code.

    `row` is the place of the brand or supplier, counted from 0; None for a field of the step itself.
    """

    step: str
    field: str
    code: str
    row: int | None = None
    facts: Mapping[str, Any] = made_by(default_factory=dict)


def lacks(said: Said, papers: Papers) -> list[Lack]:
    """All that is missing or wrong, in the order of the steps; empty if it can be handed in."""
    return [
        *_who(said.get("who", {})),
        *_company(said, papers),
        *_signatory(said.get("signatory", {}), papers),
        *_payment(said.get("payment", {})),
        *_brands(said.get("brands", {}), papers),
        *_suppliers(said.get("suppliers", {}), papers),
    ]


def done(said: Said, papers: Papers) -> dict[str, bool]:
    """Of each step but the last whether it is whole."""
    open_steps = {one.step for one in lacks(said, papers)}
    return {step: step not in open_steps for step in FORMS}


def next_open(said: Said, papers: Papers) -> str:
    """The first step that is not whole; the last one if all are."""
    return next((step for step, whole in done(said, papers).items() if not whole), STEPS[-1])


def numbers_of(said: Said) -> list[Number]:
    """The well-formed numbers that it gives, one of each kind."""
    company, country = said.get("company", {}), _country(said)
    found: dict[str, Number] = {}
    if text := _text(company, "lei"):
        _put(found, read_lei(text))
    if text := _text(company, "vat"):
        _put(found, read_vat(text, country))
    if text := _text(company, "number"):
        answer = read(text, country)
        _put(found, Number(OTHER, "".join(text.upper().split())[:60]) if answer is None else answer)
    return list(found.values())


def is_company(said: Said) -> bool:
    """False for a person who sells under their own name."""
    return said.get("who", {}).get("kind") != "person"


def rows_of(said: Said, step: str) -> list[Mapping[str, Any]]:
    """The brands or the suppliers that were named."""
    return list(said.get(step, {}).get("rows", ()))


def with_row(rows: Sequence[Mapping[str, Any]], row: Mapping[str, Any], place: int | None) -> list[Mapping[str, Any]]:
    """The same rows with this one at its place, or at the end; never more than `MOST_ROWS`."""
    if place is not None and 0 <= place < len(rows):
        return [*rows[:place], row, *rows[place + 1 :]]
    return [*rows, row][:MOST_ROWS]


def without_row(rows: Sequence[Mapping[str, Any]], place: int) -> list[Mapping[str, Any]]:
    """The same rows without the one at that place."""
    return [row for at, row in enumerate(rows) if at != place]


def _who(said: Mapping[str, Any]) -> list[Lack]:
    names = ("kind", "country", "contact_name", "email", "phone")
    found = [Lack("who", name, "needed") for name in names if not _text(said, name)]
    if (phone := _text(said, "phone")) and not normal("phone", phone):
        found.append(Lack("who", "phone", "phone"))
    return found


def _company(said: Said, papers: Papers) -> list[Lack]:
    mine, country = said.get("company", {}), _country(said)
    found = [Lack("company", name, "needed") for name in ("name", "address") if not _text(mine, name)]
    readings = {
        "lei": read_lei(_text(mine, "lei")) if _text(mine, "lei") else None,
        "vat": read_vat(_text(mine, "vat"), country) if _text(mine, "vat") else None,
        "number": read(_text(mine, "number"), country) if _text(mine, "number") else None,
    }
    found += [Lack("company", name, "number", facts={"fault": one}) for name, one in readings.items() if _wrong(one)]
    if is_company(said):
        if not _text(mine, "register"):
            found.append(Lack("company", "register", "register"))
        if not _text(mine, "number") and not mine.get("no_number"):
            found.append(Lack("company", "number", "no_number"))
        if not _has(papers, "extract"):
            found.append(Lack("company", "extract", "extract"))
    return found


def _signatory(said: Mapping[str, Any], papers: Papers) -> list[Lack]:
    found = [] if _text(said, "signatory") else [Lack("signatory", "signatory", "needed")]
    return found if _has(papers, "identity") else [*found, Lack("signatory", "identity", "identity")]


def _payment(said: Mapping[str, Any]) -> list[Lack]:
    found = [] if _text(said, "holder") else [Lack("payment", "holder", "needed")]
    if Account.kept(said.get("account")) is None:
        found.append(Lack("payment", "account", "account"))
    return found if said.get("certified") else [*found, Lack("payment", "certified", "certified")]


def _brands(said: Mapping[str, Any], papers: Papers) -> list[Lack]:
    rows = said.get("rows", ())
    if not rows and not said.get("none"):
        return [Lack("brands", "name", "no_brand")]
    found = []
    for place, row in enumerate(rows):
        if row.get("basis") not in BASES:
            found.append(Lack("brands", "basis", "basis", place))
        elif row["basis"] == OWN and not _text(row, "number") and not _has(papers, "proof", row["name"]):
            found.append(Lack("brands", "proof", "own", place))
        elif row["basis"] != OWN and not _has(papers, "proof", row["name"]):
            found.append(Lack("brands", "proof", row["basis"], place))
    return found


def _suppliers(said: Mapping[str, Any], papers: Papers) -> list[Lack]:
    rows = said.get("rows", ())
    if not rows and not said.get("none"):
        return [Lack("suppliers", "name", "no_supplier")]
    return [
        *(Lack("suppliers", "country", "needed", place) for place, row in enumerate(rows) if not _text(row, "country")),
        *(
            Lack("suppliers", "contract", "contract", place)
            for place, row in enumerate(rows)
            if not _has(papers, "contract", row["name"])
        ),
    ]


def _country(said: Said) -> str:
    return _text(said.get("who", {}), "country")


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value.strip() if isinstance(value, str) else ""


def _has(papers: Papers, kind: str, about: str = "") -> bool:
    return any(one == kind and (not about or of == about) for one, of in papers)


def _wrong(answer: Number | Fault | None) -> bool:
    return isinstance(answer, Fault)


def _put(found: dict[str, Number], answer: Number | Fault | None) -> None:
    if isinstance(answer, Number):
        found.setdefault(answer.scheme, answer)
