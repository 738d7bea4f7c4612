"""Which clauses a programme for rights needs in a contract, why, and what waits while one is missing.

Pure. Who is a party of which kind of agreement stands here, too; what a marketplace enforces of it is its own choice.
The articles were compared with their texts: Regulation (EU) 2022/2065 art. 23 and 30, Regulation (EU) 2016/679 art. 28 and 33
(they bind whoever handles personal data for the marketplace, not a partner that decides for itself what it does with
them), Directive 2004/48/EC art. 8, 15 USC 45f (high-volume sellers alone), 17 USC 512(i)(1)(A).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from policy.words import gettext_noop as _

VENDOR, SUPPLIER, INTEGRATION = "vendor", "supplier", "integration"
KINDS: Mapping[str, str] = MappingProxyType(
    {
        VENDOR: _("Contract with a seller"),
        SUPPLIER: _("Contract with a supplier"),
        INTEGRATION: _("Terms of an integration: partner keys, carriers, warehouses"),
    }
)
PUBLISH, KEYS_PERSONAL, KEYS_WRITE, BATCHES, HANDOVER = "publish", "keys.personal", "keys.write", "batches", "handover"


@dataclass(frozen=True, slots=True)
class Block:
    """What a missing clause holds up: of which kind of agreement, and in whose words.

    `theirs` is the sentence to the party itself, `staff` the one about it; both name the clauses in `%(clauses)s`.
    `asked` says whether a door of the product asks for it: only such a block can be enforced.
    """

    code: str
    kind: str
    title: str
    theirs: str
    staff: str
    asked: bool = True


BLOCKS: Mapping[str, Block] = MappingProxyType(
    {
        block.code: block
        for block in (
            Block(
                PUBLISH, VENDOR, _("Publishing listings"),
                _("You cannot publish until your contract with the marketplace has: %(clauses)s."),
                _("This seller cannot publish until its contract has: %(clauses)s."),
            ),
            Block(
                KEYS_PERSONAL, INTEGRATION, _("Reading personal data by key"),
                _("Your keys do not read personal data until your terms with the marketplace have: %(clauses)s."),
                _("Its keys do not read personal data until its terms have: %(clauses)s."),
            ),
            Block(
                KEYS_WRITE, INTEGRATION, _("Changing anything by key"),
                _("Your keys only read until your terms with the marketplace have: %(clauses)s."),
                _("Its keys only read until its terms have: %(clauses)s."),
            ),
            Block(
                BATCHES, SUPPLIER, _("Taking in its batches"),
                _("Your batches are not taken in until your contract with the marketplace has: %(clauses)s."),
                _("Its batches are not taken in until its contract has: %(clauses)s."), asked=False,
            ),
            Block(
                HANDOVER, INTEGRATION, _("Handing goods over to it"),
                _("No goods are handed over to you until your terms with the marketplace have: %(clauses)s."),
                _("No goods are handed over to it until its terms have: %(clauses)s."), asked=False,
            ),
        )
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: what it says, why it is asked, where that stands (the house's own rule where no law does), and what
    waits while it is missing ("" for nothing: then its absence is only shown)."""

    code: str
    title: str
    says: str
    why: str
    source: str = ""
    blocks: str = ""


_OF_SELLERS = (
    Clause(
        "goods.genuine", _("Genuine goods"),
        _("The seller warrants that its goods are genuine and comply with the law of each place where it offers them."),
        _("A trader commits itself to offer only what complies with the law before it may use the marketplace."),
        "Regulation (EU) 2022/2065, Article 30(1)(e)", PUBLISH,
    ),
    Clause(
        "rights.held", _("Rights held"),
        _("The seller holds the rights that it needs to sell the goods and to use their names and pictures, or is licensed."),
        _("What the gate asks of a listing rests on it."), "", PUBLISH,
    ),
    Clause(
        "identity.current", _("Identity kept current"),
        _("The seller gives its name, address, contact, bank account and register number, and keeps them current."),
        _("The marketplace must collect and check them, and suspend who does not give them."),
        "Regulation (EU) 2022/2065, Article 30(1) and (3); 15 USC 45f(a)", PUBLISH,
    ),
    Clause(
        "notices.answered", _("Notices answered in time"),
        _("The seller answers notices within the times of the published policy and accepts what follows from silence."),
        _("The clocks of a case run against it."), "", PUBLISH,
    ),
    Clause(
        "repeat.termination", _("End for repeat infringers"),
        _("The marketplace suspends or ends the account of who infringes repeatedly, as its policy says."),
        _("Misuse is stopped only by suspension that the terms have announced; the safe harbour of hosts rests on it."),
        "Regulation (EU) 2022/2065, Article 23(1) and (4); 17 USC 512(i)(1)(A)", PUBLISH,
    ),
    Clause(
        "sources.disclosed", _("Sources disclosed"),
        _("The seller names its suppliers and shows invoices when goods are contested, and co-operates with inquiries."),
        _("A court may order it; without the clause nobody is bound before."), "Directive 2004/48/EC, Article 8(1)",
    ),
    Clause(
        "indemnity", _("Indemnity"),
        _("The seller bears what its infringements cost the marketplace."),
        _("Who brings the goods bears the risk of them."),
    ),
    Clause(
        "stock.returned", _("Stock returned or destroyed"),
        _("Infringing stock in the marketplace's warehouses is kept back, returned or destroyed at the seller's cost."),
        _("A decision about stock can be carried out at once."),
    ),
    Clause(
        "audit.rights", _("Audit and inspection"),
        _("The marketplace may test goods by purchase and inspect stock and papers."),
        _("Suspicion is settled by looking."),
    ),
)  # fmt: skip
_OF_SUPPLIERS = (
    Clause(
        "origin.certified", _("Certificates of origin"),
        _("Each batch comes with a certificate of its origin and of who made it."),
        _("A batch of unknown origin cannot be told from a fake."), "", BATCHES,
    ),
    Clause(
        "provenance.chain", _("Provenance"),
        _("The supplier documents every hand through which a batch went, back to the right holder or its licensee."),
        _("Whether a right is exhausted turns on the first sale."), "", BATCHES,
    ),
    Clause(
        "goods.genuine", _("Genuine goods"),
        _("The supplier warrants that its goods are genuine and made under the rights that they bear."),
        _("What is sold on rests on it."), "", BATCHES,
    ),
    Clause(
        "site.notice", _("Change of site told"),
        _("The supplier tells before it moves the making of goods to another site or subcontractor."),
        _("Overruns come from sites that nobody knows of."),
    ),
    Clause(
        "recall", _("Recall"),
        _("The supplier takes back goods that are recalled or found to infringe, and says where the rest of the batch went."),
        _("What is found in one box is in the others of its batch."),
    ),
    Clause(
        "audit.rights", _("Audit and inspection"),
        _("The marketplace may inspect sites, stock and books."),
        _("A certificate is worth what can be checked."),
    ),
)  # fmt: skip
_OF_INTEGRATIONS = (
    Clause(
        "data.processing", _("Processing agreement"),
        _("There is a written contract on the personal data that the partner handles, with their kinds and how long."),
        _("Without it nobody may process personal data for the marketplace."),
        "Regulation (EU) 2016/679, Article 28(3)", KEYS_PERSONAL,
    ),
    Clause(
        "data.purpose", _("Purpose"),
        _("Personal data are used on documented instructions, for the named purpose alone."),
        _("The contract must say so."), "Regulation (EU) 2016/679, Article 28(3)(a)", KEYS_PERSONAL,
    ),
    Clause(
        "data.subprocessors", _("Sub-processors"),
        _("Others are engaged only as authorised in writing, and are bound alike."),
        _("The contract must say so."), "Regulation (EU) 2016/679, Article 28(2) and (4)", KEYS_PERSONAL,
    ),
    Clause(
        "data.deletion", _("Deletion"),
        _("Personal data are deleted or given back when the service ends."),
        _("The contract must say so."), "Regulation (EU) 2016/679, Article 28(3)(g)", KEYS_PERSONAL,
    ),
    Clause(
        "data.incidents", _("Security incidents told"),
        _("A breach of personal data is told to the marketplace without undue delay."),
        _("The marketplace has 72 hours to notify it."), "Regulation (EU) 2016/679, Article 33(1) and (2)", KEYS_PERSONAL,
    ),
    Clause(
        "complainants.confidential", _("Confidentiality of complainants"),
        _("Who complains, and about whom, is told to nobody, and used for nothing else."),
        _("Whoever fears for its name or its business does not complain."), "", KEYS_PERSONAL,
    ),
    Clause(
        "rights.enforced", _("Duties for rights"),
        _("The partner carries out removals and holds that it is told of, and confirms them."),
        _("What is removed here and stands elsewhere is not removed."), "", KEYS_WRITE,
    ),
    Clause(
        "holds.kept", _("Holds kept"),
        _("Goods that are held are not moved, and are shown to who may inspect them."),
        _("Evidence that is shipped is gone."), "", HANDOVER,
    ),
    Clause(
        "audit.rights", _("Audit"),
        _("The marketplace may check that all this is done."),
        _("The contract must allow it where personal data are processed."), "Regulation (EU) 2016/679, Article 28(3)(h)",
    ),
)  # fmt: skip
CLAUSES: Mapping[str, tuple[Clause, ...]] = MappingProxyType(
    {VENDOR: _OF_SELLERS, SUPPLIER: _OF_SUPPLIERS, INTEGRATION: _OF_INTEGRATIONS}
)


def kind_of_party(party_kind: str) -> str:
    """The agreement that is expected of a party of that kind; "" where none is, unless it has keys."""
    return {"seller": VENDOR, "supplier": SUPPLIER, "logistics": INTEGRATION}.get(party_kind, "")


def clause(kind: str, code: str) -> Clause:
    """One clause of a kind of agreement. KeyError for one that does not exist."""
    return {one.code: one for one in CLAUSES[kind]}[code]


def needed(block: str) -> tuple[Clause, ...]:
    """The clauses whose absence holds that up, in the order of the table."""
    return tuple(one for one in CLAUSES[BLOCKS[block].kind] if one.blocks == block)


def counts(status: str, waived_until: date | None, day: date) -> bool:
    """Whether a clause in that status is as good as there on that day. A waiver counts through its last day."""
    if status == "waived":
        return waived_until is not None and day <= waived_until
    return status in ("present", "not_applicable")


def lacking(block: str, said: Iterable[tuple[str, str, date | None]], day: date) -> tuple[Clause, ...]:
    """Of the clauses that a block asks for those which none of `said` (code, status, waived until) fulfils on that day.

    `said` are the clauses of every agreement of the party in force then, in any order: what stands in one of them counts.
    """
    there = {code for code, status, until in said if counts(status, until, day)}
    return tuple(one for one in needed(block) if one.code not in there)
