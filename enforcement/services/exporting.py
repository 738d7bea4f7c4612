"""Taking a case out of the house: as a file for a court, customs or an authority, and for a public archive.

Who took what out, when and for what stands in the log, with the digest of what was handed over.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from audit import queries as proofs
from audit.sequencer import origin
from enforcement import archiving, casefile, queries, verbs
from enforcement.casefile import FileOf
from enforcement.models import Case
from enforcement.outward import lumen
from enforcement.packs import of_case
from enforcement.services.common import hold_case, say
from enforcement.words import EXPORT_PURPOSES
from evidence import services as evidence
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.models import Marketplace

MOST_BYTES = 100_000_000
# A file of a ZIP archive has a day; one that says nothing keeps two archives of the same alike.
NO_DAY = (1980, 1, 1, 0, 0, 0)
STYLE = "enforcement/case_file.css.txt"
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file to hand over: its name, its bytes, and the digest of its list of digests."""

    name: str
    data: bytes = field(repr=False)
    sha256: str
    files: int


@transaction.atomic
def export_case(*, actor: Actor, reference: str, purpose: str, note: str = "") -> CaseFile:
    """The whole case, as far as the actor may know it, as a ZIP archive with a digest of each file in it.

    `note` says to whom it goes; it stands in the log and can be erased. Raises Invalid for a purpose that nobody knows,
    Conflict where the exhibits together are too large.
    """
    require(actor, "case.export")
    if purpose not in EXPORT_PURPOSES:
        raise Invalid(fields={"purpose": [_("Say what it is for.")]})
    case = hold_case(actor, reference)
    found = queries.case(reference, actor)
    files = _files(found, actor)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()
    digest = hashlib.sha256(sums).hexdigest()
    facts: dict[str, log.Fact] = {"purpose": purpose, "files": len(files), "sha256": digest}
    say(
        verbs.CASE_EXPORTED, case, actor=actor, facts=facts, personal={"note": note} if note.strip() else None,
        to=[actor.party_id] if actor.party_id else [],
    )  # fmt: skip
    return CaseFile(f"{reference}.zip", _zipped({**files, SUMS: sums}), digest, len(files))


@transaction.atomic
def archive_case(*, actor: Actor, reference: str) -> dict[str, Any]:
    """The notice and the counter-notices of a case for a public archive, without personal data.

    Raises Invalid, with the field named, for what the archive would refuse.
    """
    require(actor, "case.share")
    case = hold_case(actor, reference)
    documents = archiving.documents(queries.case(reference, actor), of_case(case, database_now()))
    wrong = [problem for document in documents["notices"] for problem in lumen.problems(document)]
    if wrong:
        raise Invalid(fields={one.field: [_(one.sentence)] for one in wrong})
    digest = hashlib.sha256(_json(documents)).hexdigest()
    facts: dict[str, log.Fact] = {"documents": len(documents["notices"]), "sha256": digest}
    say(verbs.CASE_ARCHIVED, case, actor=actor, facts=facts, to=[])
    return documents


def _files(case: Case, actor: Actor) -> dict[str, bytes]:
    """Every file by its name, but the list of digests."""
    now, marketplace = database_now(), Marketplace.objects.get(id=current_tenant())
    pack, pieces = of_case(case, now), casefile.pieces_of(case, actor)
    if sum(piece.exhibit.evidence.size for piece in pieces) > MOST_BYTES:
        raise Conflict(
            _("The exhibits of this case are too large for one file. Take them one by one."), code="too_large"
        )
    exhibits = {piece.name: data for piece in pieces if (data := _bytes_of(piece, case, actor)) is not None}
    told = [piece if piece.name in exhibits else replace(piece, name="") for piece in pieces]
    facts = casefile.contents(case, pack, actor, marketplace=marketplace.name, pieces=told)
    files = {"case.json": _json(facts), **_pages(facts), **exhibits}
    # Who may not know the seller's address cannot be given it in a letter: the draft is for the complainant alone.
    if facts["disclosed_to"] == "complainant":
        letter = casefile.civil_letter(facts, case, pack, now.date())
        files |= {"civil-letter.txt": letter.encode()} if letter else {}
    return files | _log_of(case, actor, marketplace.slug)


def _pages(facts: Mapping[str, Any]) -> dict[str, bytes]:
    # `file.items` would be the method of the dictionary.
    context = {"file": {**facts, "items_": facts["items"]}, "language": get_language() or "en"}
    return {
        "case.html": render_to_string("enforcement/case_file.html", context).encode(),
        "case.css": render_to_string(STYLE).encode(),
    }


def _bytes_of(piece: FileOf, case: Case, actor: Actor) -> bytes | None:
    """The original, opened as an entry of the log says; the working copy, where only that is for the actor.

    None for what was erased.
    """
    stored = piece.exhibit.evidence
    why = _("Taken out with case %(case)s") % {"case": case.reference}
    try:
        if piece.is_copy:
            return evidence.served_picture(stored, evidence.SIDES[-1]).data
        return evidence.open_original(evidence=stored, actor=actor, why=why)
    except NotFound:
        return None


def _log_of(case: Case, actor: Actor, slug: str) -> dict[str, bytes]:
    """The entries as they are hashed, the proofs of those that are sealed, and the keys to check them with."""
    entries = casefile.entries_of(case, actor)
    files = {f"log/{entry.id}.entry": bytes(entry.data) for entry in entries}
    files |= {f"log/{found}.tlog-proof": data for found, data in proofs.proofs(entries).items()}
    files["log/keys.txt"] = "\n".join([origin(slug), *proofs.log_keys(), ""]).encode()
    return files


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """In the order of the names, without a day, so that the same files make the same archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(files.items()):
            kind = zipfile.ZIP_STORED if name.startswith("exhibits/") else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, NO_DAY), data, compress_type=kind)
    return out.getvalue()
