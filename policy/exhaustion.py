"""Exhaustion by region: where a first sale with the owner's consent ends the right to oppose resale.

For every region something is known about, whether a pack stands there or not. `first_sale_in` names where the first sale
counts; the evidence is what a seller of genuine goods is asked for.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

from policy.model import ANY, Exhaustion, Rule, Source
from policy.words import gettext_noop as _

EEA = ("EU", "IS", "LI", "NO")
INVOICE = _("The invoice of the first sale, with the place of first marketing.")
CHAIN = _("The invoices from the owner, or a buyer of the owner's, down to you.")
STATE = _("Pictures that show the goods and their packaging unchanged.")
EVIDENCE: Mapping[str, str] = MappingProxyType({"invoice": INVOICE, "chain": CHAIN, "state": STATE})
"""What shows a first sale and that the goods are as they were sold, by code."""
EVERYWHERE = tuple(EVIDENCE.values())
Regime = Literal["national", "regional", "international", "conditional"]


def _rule(region: str, code: str, title: str, reference: str, *, secondary: bool, since: date | None = None) -> Rule:
    return Rule(
        f"{region.lower()}.exhaustion.{code}",
        "law",
        True,
        Source(title, reference),
        valid_from=since,
        secondary=secondary,
    )


def _one(
    region: str, kind: str, regime: Regime, title: str, source: tuple[str, str], *, first_sale_in: tuple[str, ...],
    but: str = "", secondary: bool = False, since: date | None = None,
) -> Exhaustion:  # fmt: skip
    rule = _rule(region, kind, *source, secondary=secondary, since=since)
    return Exhaustion(regime, title, rule, (kind,), first_sale_in, EVERYWHERE, but)


def _genuine(region: str, source: tuple[str, str], title: str, *, but: str = "", secondary: bool = True) -> Exhaustion:
    """A regime in which genuine goods from anywhere may be resold, under conditions."""
    return _one(region, "trademark", "conditional", title, source, first_sale_in=(ANY,), but=but, secondary=secondary)


IMPAIRED = _("Goods that were changed or impaired after they were put on the market.")
DIFFERENT = _("Goods that differ materially, also physically, from those meant for this market.")

EXHAUSTION: Mapping[str, tuple[Exhaustion, ...]] = MappingProxyType(
    {
        "EU": (
            _one(
                "EU", "trademark", "regional", _("First marketing in the European Economic Area with consent."),
                ("Reg. (EU) 2017/1001", "art. 15"), first_sale_in=EEA, but=IMPAIRED,
            ),
        ),
        "GB": (
            _one(
                "GB", "trademark", "regional",
                _("First marketing in the United Kingdom or the European Economic Area with consent."),
                ("Government decision on exhaustion of 15 May 2025", "UK+ regime"), first_sale_in=("GB", *EEA),
                but=IMPAIRED,
            ),
        ),
        "US": (
            _one(
                "US", "trademark", "international", _("Genuine goods, broadly from anywhere."),
                ("19 CFR", "133.23"), first_sale_in=(ANY,), but=DIFFERENT,
            ),
            _one(
                "US", "patent", "international", _("An authorised sale anywhere exhausts the patent."),
                ("Impression Products v. Lexmark (US Supreme Court, 2017)", "581 U.S. 360"), first_sale_in=(ANY,),
            ),
            _one(
                "US", "copyright", "international",
                _("A copy made lawfully, here or abroad, and sold with the owner's consent may be resold."),
                ("Kirtsaeng v. John Wiley & Sons (US Supreme Court, 2013)", "17 USC 109(a)"), first_sale_in=(ANY,),
            ),
        ),
        "JP": (
            _genuine(
                "JP", ("Supreme Court of Japan, Fred Perry, 27 February 2003", "case law"),
                _("Genuine goods from abroad, if the mark was lawfully applied, the holders are the same or linked, and "
                  "the Japanese holder controls the quality."),
            ),
        ),
        "SG": (
            _one(
                "SG", "trademark", "international", _("Goods put on the market anywhere with consent."),
                ("Trade Marks Act (Singapore)", "s. 29"), first_sale_in=(ANY,), but=IMPAIRED,
            ),
        ),
        "CN": (
            _genuine(
                "CN", ("Decisions of Chinese courts on parallel imports", "case law"),
                _("No statute; courts find no infringement if the goods are genuine, unaltered and certified."),
            ),
        ),
        "IN": (
            _one(
                "IN", "trademark", "international", _("Genuine goods from anywhere."),
                ("Kapil Wadhwa v. Samsung (Delhi High Court, 3 October 2012)", "Trade Marks Act, 1999, s. 30(3) and (4)"),
                first_sale_in=(ANY,), but=IMPAIRED, secondary=True,
            ),
        ),
        "AU": (
            _genuine(
                "AU", ("Trade Marks Act 1995 (Australia)", "s. 122A"),
                _("Reasonable inquiries were made, and the mark was applied with the consent of its owner or user."),
                secondary=False,
            ),
        ),
        "BR": (
            _one(
                "BR", "trademark", "national", _("First marketing inside Brazil with consent."),
                ("Lei 9.279/1996", "art. 132 III"), first_sale_in=("BR",), secondary=True,
            ),
        ),
        "TW": (
            _one(
                "TW", "trademark", "international", _("Goods put on the market at home or abroad with consent."),
                ("Trademark Act (Taiwan)", "art. 36(2)"), first_sale_in=(ANY,), but=IMPAIRED,
            ),
            _one(
                "TW", "copyright", "national",
                _("Importing lawful copies from abroad without consent infringes the copyright."),
                ("Copyright Act (Taiwan)", "art. 87(4)"), first_sale_in=("TW",),
            ),
        ),
        "KR": (
            _genuine(
                "KR", ("Decisions of Korean courts on parallel imports", "case law"),
                _("Genuine goods of the same or affiliated owners and of the same quality."),
                but=_("Goods for which the Korean licensee makes its own."),
            ),
        ),
        "CA": (
            _genuine(
                "CA", ("Consumers Distributing v. Seiko (1984); Euro-Excellence v. Kraft (2007)", "case law"),
                _("Genuine goods can rarely be stopped."),
                but=_("Books of an exclusive distributor (Copyright Act s. 27.1)."),
            ),
        ),
        "MX": (
            _genuine(
                "MX", ("Secondary sources before the law of 2020", "case law"),
                _("Goods marketed by the same owner, or one affiliated or licensed."),
            ),
        ),
        "CH": (
            _one(
                "CH", "trademark", "international", _("Goods put on the market anywhere with consent."),
                ("Decisions of Swiss courts", "case law"), first_sale_in=(ANY,), secondary=True,
            ),
            _one(
                "CH", "copyright", "international", _("Copies put on the market anywhere with consent."),
                ("Decisions of Swiss courts", "case law"), first_sale_in=(ANY,), secondary=True,
            ),
            _one(
                "CH", "patent", "regional", _("First marketing in the European Economic Area with consent."),
                ("Patentgesetz (Switzerland)", "art. 9a"), first_sale_in=("CH", *EEA),
            ),
        ),
        "TR": (
            _one(
                "TR", "trademark", "international", _("Goods put on the market anywhere with consent."),
                ("Industrial Property Code no. 6769 (Türkiye)", "art. 152"), first_sale_in=(ANY,), secondary=True,
            ),
        ),
        "AE": (
            _genuine(
                "AE", ("Secondary sources on commercial agencies", "case law"),
                _("Genuine goods may be resold."), but=_("A registered commercial agent can block them."),
            ),
        ),
    }
)  # fmt: skip
