"""What the law of a region allows without the owner's consent: fair use, quotation, descriptive use, and the like."""

from collections.abc import Mapping
from types import MappingProxyType

from policy.model import LawException, Rule, Source
from policy.words import gettext_noop as _

COPYRIGHT = ("copyright",)
TRADEMARK = ("trademark",)


def _exception(
    region: str, code: str, title: str, kinds: tuple[str, ...], law: str, reference: str, *, secondary: bool = False,
    verified: bool = True,
) -> LawException:  # fmt: skip
    source = Source(law, reference)
    return LawException(
        code, title, kinds, Rule(f"{region.lower()}.exception.{code}", "law", verified, source, secondary=secondary)
    )


FAIR_USE = _("Fair use: purpose, nature of the work, amount taken, effect on the market")
QUOTATION = _("Quotation, criticism, review")
DESCRIPTIVE = _("Descriptive use, own name, reference to the owner's goods and spare parts, by honest practices")

EXCEPTIONS: Mapping[str, tuple[LawException, ...]] = MappingProxyType(
    {
        "US": (
            _exception("US", "fair_use", FAIR_USE, COPYRIGHT, "17 USC", "107"),
            _exception(
                "US", "nominative", _("Nominative and descriptive fair use; first sale"), TRADEMARK,
                "Decisions of US courts", "15 USC 1115(b)(4)", secondary=True,
            ),
        ),
        "KR": (
            _exception("KR", "quotation", QUOTATION, COPYRIGHT, "Copyright Act (Korea)", "art. 28"),
            _exception("KR", "fair_use", FAIR_USE, COPYRIGHT, "Copyright Act (Korea)", "art. 35-5"),
        ),
        "EU": (
            _exception(
                "EU", "quotation", _("Quotation; caricature, parody, pastiche; the closed list"), COPYRIGHT,
                "Directive 2001/29/EC", "art. 5(3)(d) and (k)", secondary=True,
            ),
            _exception(
                "EU", "sharing", _("Users of sharing services keep quotation and parody"), COPYRIGHT,
                "Directive (EU) 2019/790", "art. 17(7) and (9)", secondary=True,
            ),
            _exception("EU", "descriptive", DESCRIPTIVE, TRADEMARK, "Reg. (EU) 2017/1001", "art. 14"),
        ),
        "GB": (
            _exception(
                "GB", "fair_dealing", _("Fair dealing: private study, quotation, parody"), COPYRIGHT,
                "Copyright, Designs and Patents Act 1988", "ss. 29, 30, 30A", secondary=True,
            ),
            _exception(
                "GB", "descriptive", DESCRIPTIVE, TRADEMARK, "Trade Marks Act 1994", "s. 11", verified=False
            ),
        ),
        "IN": (
            _exception(
                "IN", "fair_dealing", _("Fair dealing: private use and research, criticism, reporting"), COPYRIGHT,
                "Copyright Act, 1957", "s. 52(1)(a)",
            ),
            _exception("IN", "honest", DESCRIPTIVE, TRADEMARK, "Trade Marks Act, 1999", "s. 30(1) and (2)", secondary=True),
        ),
        "CN": (
            _exception(
                "CN", "listed", _("The twelve cases of the law, by the three-step test"), COPYRIGHT,
                "Copyright Law (2020)", "art. 24",
            ),
            _exception(
                "CN", "descriptive", _("Generic, descriptive, functional, place name, earlier use"), TRADEMARK,
                "Trademark Law (2019)", "art. 59",
            ),
        ),
        "JP": (
            _exception(
                "JP", "listed", _("Quotation; pictures to sell goods; use that is not enjoyment"), COPYRIGHT,
                "Copyright Act (Japan)", "arts 30-4, 32, 47-2",
            ),
            _exception(
                "JP", "descriptive", _("Own name, descriptive, customary, use not as a mark"), TRADEMARK,
                "Trademark Act (Japan)", "art. 26",
            ),
        ),
        "TW": (
            _exception("TW", "fair_use", FAIR_USE, COPYRIGHT, "Copyright Act (Taiwan)", "arts 44 to 65"),
            _exception(
                "TW", "descriptive", _("Descriptive, referential, functional, earlier use"), TRADEMARK,
                "Trademark Act (Taiwan)", "art. 36(1)",
            ),
        ),
        "CA": (
            _exception(
                "CA", "fair_dealing", _("Fair dealing, parody and satire; content of users"), COPYRIGHT,
                "Copyright Act (Canada)", "ss. 29 to 29.21",
            ),
        ),
    }
)  # fmt: skip
