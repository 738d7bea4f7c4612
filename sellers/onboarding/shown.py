"""What the pages of a seller's application show: the steps with their state, what was said, the documents of a step."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from evidence.services import labels_of
from sellers.models import SellerApplication, SellerPaper
from sellers.onboarding.accounts import Account
from sellers.onboarding.forms import KINDS
from sellers.onboarding.steps import STEPS, Papers, Said, done, lacks, rows_of
from sellers.onboarding.words import BASIS, CERTIFIED, TITLES, say

KINDS_OF_STEP = {
    "company": ("extract",),
    "signatory": ("identity",),
    "brands": ("proof", "drawing", "prototype", "marketing"),
    "suppliers": ("contract",),
}
"""The documents that each step asks for."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step in the line of steps: `url` is "" where it cannot be gone to yet."""

    number: int
    title: str
    url: str
    whole: bool
    current: bool


def progress(said: Said, papers: Papers, current: str, base: str) -> list[Stage]:
    """All steps. `base` is the address of the application, "" before there is one."""
    whole = done(said, papers) if base else {}
    return [
        Stage(at, str(TITLES[step]), f"{base}/{step}" if base else "", whole.get(step, False), step == current)
        for at, step in enumerate(STEPS, start=1)
    ]


def step_papers(application: SellerApplication, step: str) -> list[dict[str, Any]]:
    """The documents of a step that are here already, the newest first."""
    rows = list(
        SellerPaper.objects.filter(application=application, kind__in=KINDS_OF_STEP.get(step, ()))
        .select_related("evidence")
        .order_by("-id")
    )
    labels = labels_of([row.evidence for row in rows])
    return [
        {
            "kind": row.get_kind_display(),
            "about": row.about,
            "name": labels.get(row.evidence_id, "") or row.evidence.reference,
            "sum": row.evidence.sha256[:16],
            "at": row.made_at,
        }
        for row in rows
    ]


def step_rows(application: SellerApplication, step: str) -> list[dict[str, Any]]:
    """The brands or suppliers, each with what is missing about it."""
    held = list(SellerPaper.objects.filter(application=application).values_list("kind", "about"))
    missing = lacks(application.said, set(held))
    return [
        {
            "place": place,
            "name": row["name"],
            "note": _row_note(step, row),
            "papers": sum(about == row["name"] for _kind, about in held),
            "missing": [say(one) for one in missing if one.step == step and one.row == place],
        }
        for place, row in enumerate(rows_of(application.said, step))
    ]


def said_so_far(application: SellerApplication) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Of each step: its code, its title, and the lines of what was said."""
    said = application.said
    who, company = said.get("who", {}), said.get("company", {})
    signatory, payment = said.get("signatory", {}), said.get("payment", {})
    lines = {
        "who": [
            (_("Who applies"), str(dict(KINDS).get(who.get("kind", ""), ""))),
            (_("Country"), _land(who)),
            (_("Contact person"), who.get("contact_name", "")),
            (_("E-mail"), application.email),
            (_("Telephone"), who.get("phone", "")),
        ],
        "company": [
            (_("Legal name"), company.get("name", "")),
            (_("Address"), company.get("address", "")),
            (_("Register"), company.get("register", "")),
            (_("Number"), company.get("number", "") or (_("There is none") if company.get("no_number") else "")),
            (_("VAT number"), company.get("vat", "")),
            (_("LEI"), company.get("lei", "")),
            (_("Website"), company.get("website", "")),
        ],
        "signatory": [(_("Signs"), signatory.get("signatory", "")), (_("Position"), signatory.get("role", ""))],
        "payment": [
            (_("Holder of the account"), payment.get("holder", "")),
            (_("Account"), account_of(application)),
            (_("Your word"), str(CERTIFIED) if payment.get("certified") else ""),
        ],
        "brands": [(row["name"], _row_note("brands", row)) for row in rows_of(said, "brands")]
        or [(_("Brands"), _("The goods bear none") if said.get("brands", {}).get("none") else "")],
        "suppliers": [(row["name"], _row_note("suppliers", row)) for row in rows_of(said, "suppliers")]
        or [(_("Suppliers"), _("We make the goods ourselves") if said.get("suppliers", {}).get("none") else "")],
    }
    return [(step, str(TITLES[step]), rows) for step, rows in lines.items()]


def account_of(application: SellerApplication) -> str:
    """The account as people see it: “DE …1234”; "" for none."""
    account = Account.kept(application.said.get("payment", {}).get("account"))
    return f"{account.country} …{account.last}".strip() if account else ""


def _row_note(step: str, row: Any) -> str:
    if step == "brands":
        basis = str(BASIS.get(row.get("basis", ""), ""))
        return f"{basis} · {row['number']}" if row.get("number") else basis
    return " · ".join(filter(None, (_land(row), row.get("goods", ""))))


def _land(said: Any) -> str:
    return str(countries.name(said["country"])) if said.get("country") else ""
