"""What a first sale means by destination: the truth table that the gate was built to.

Written from the law's own table before any code. A rule that was read only in a secondary text, or not at all, answers
“ask” whatever the facts are; of a rule that is partly verified only that part answers. A fact that nobody showed answers
“ask” as well, and so does everything on which the rule is silent. A claim that fails even if all of it is true is a “no”.
"""

from dataclasses import dataclass

EUTMR = "Reg. (EU) 2017/1001, art. 15: first marketing in the EEA with consent; not for changed or impaired goods"
UK = "Government decision of 15 May 2025: a first sale in the UK or the EEA exhausts in the UK; a UK sale does not in the EEA"
US_MARK = "Trademarks broadly international, with material-difference limits; 19 CFR 133.23 (goods so labelled apart)"
LEXMARK = "Impression Products v. Lexmark (2017): patents international"
KIRTSAENG = "Kirtsaeng v. John Wiley & Sons (2013): copyright international"
FRED_PERRY = "Supreme Court of Japan, 27 February 2003 (Fred Perry): partly read in secondary texts"
SINGAPORE = "Trade Marks Act (Singapore), s. 29: put on the market in Singapore or abroad with consent"
CHINA = "Chinese courts, read in secondary texts: proof of source decides"
INDIA = "Trade Marks Act, 1999 (India), s. 30(3) and (4), read in secondary texts"
AUSTRALIA = "Trade Marks Act 1995 (Australia), s. 122A: reasonable inquiries, and the mark applied with consent"
BRAZIL = "Lei 9.279/1996 (Brazil), art. 132 III, read in secondary texts"
TAIWAN = "Trademark Act (Taiwan), art. 36(2): international"
TAIWAN_COPY = "Copyright Act (Taiwan), art. 87(4): importing lawful foreign copies without consent infringes"
KOREA = "Korean courts, read in secondary texts"
CANADA = "Canadian courts, read in secondary texts"
MEXICO = "Older secondary texts, before the law of 2020"
SWISS_CASES = "Swiss courts, read in secondary texts"
SWISS_PATENT = "Patentgesetz (Switzerland), art. 9a: patents EEA-wide"
TURKEY = "Industrial Property Code no. 6769 (Türkiye), art. 152, read in secondary texts"
EMIRATES = "Secondary texts: a registered commercial agent can block"
SILENT = "No rule about this kind of right is on file there"
UNSHOWN = "What nobody has shown is asked for"

ALL = "invoice chain state"
"""The first sale's invoice, the chain of invoices, the state of the goods: all shown."""


@dataclass(frozen=True)
class Case:
    """One line: the facts of a first sale, and what the law makes of them at the destination.

    `consent` is what was found out of the owner's consent to the first sale, `owner` what the owner says itself; `shown`
    the evidence that a person has accepted, `met` the conditions a person has found met. `confirmed`: the marketplace has
    looked the rule up at its source.
    """

    kind: str
    destination: str
    sold_in: str
    verdict: str
    code: str
    source: str
    consent: str = "given"
    owner: str = ""
    state: str = "as_sold"
    shown: str = ALL
    met: str = ""
    confirmed: bool = False


def _mark(destination: str, sold_in: str, verdict: str, code: str, source: str, **more) -> Case:
    return Case("trademark", destination, sold_in, verdict, code, source, **more)


def _ask(destination: str, sold_in: str, source: str, **more) -> Case:
    return _mark(destination, sold_in, "ask", "rule_unverified", source, **more)


CASES = (
    # European Union: both directions at each of its borders.
    _mark("DE", "PL", "yes", "exhausted", EUTMR),
    _mark("PL", "DE", "yes", "exhausted", EUTMR),
    _mark("DE", "DE", "yes", "exhausted", EUTMR),
    _mark("FR", "NO", "yes", "exhausted", EUTMR),
    _mark("FR", "IS", "yes", "exhausted", EUTMR),
    _mark("AT", "LI", "yes", "exhausted", EUTMR),
    _mark("EU", "IE", "yes", "exhausted", EUTMR),
    _mark("DE", "US", "no", "sold_elsewhere", EUTMR),
    _mark("DE", "GB", "no", "sold_elsewhere", UK),
    _mark("IE", "GB", "no", "sold_elsewhere", UK),
    _mark("DE", "CH", "no", "sold_elsewhere", EUTMR),
    _mark("BG", "TR", "no", "sold_elsewhere", EUTMR),
    _mark("FR", "CN", "no", "sold_elsewhere", EUTMR),
    _mark("NL", "JP", "no", "sold_elsewhere", EUTMR),
    _mark("DE", "US", "no", "sold_elsewhere", EUTMR, shown="", consent=""),
    _mark("DE", "US", "no", "sold_elsewhere", EUTMR, owner="confirms"),
    _mark("DE", "PL", "no", "no_consent", EUTMR, consent="none"),
    _mark("DE", "PL", "no", "goods_changed", EUTMR, state="changed"),
    _mark("DE", "PL", "ask", "state_weighed", EUTMR, state="different"),
    _mark("DE", "PL", "ask", "state_unknown", UNSHOWN, state=""),
    _mark("DE", "", "ask", "first_sale_unknown", UNSHOWN),
    _mark("DE", "PL", "ask", "place_unproved", UNSHOWN, shown="chain state"),
    _mark("DE", "PL", "ask", "consent_unproved", UNSHOWN, shown="invoice state"),
    _mark("DE", "PL", "ask", "consent_unproved", UNSHOWN, consent=""),
    _mark("DE", "PL", "ask", "state_unproved", UNSHOWN, shown="invoice chain"),
    _mark("DE", "PL", "ask", "consent_unproved", UNSHOWN, shown=""),
    _mark("DE", "PL", "yes", "exhausted", EUTMR, owner="confirms", shown="state", consent=""),
    _mark("DE", "PL", "ask", "owner_denies", UNSHOWN, owner="denies"),
    _mark("DE", "PL", "no", "no_consent", EUTMR, owner="denies", consent="none"),
    _mark("", "PL", "ask", "no_destination", UNSHOWN),
    # Norway, Iceland and Liechtenstein as destinations: the regulation is the Union's.
    _mark("NO", "DE", "ask", "no_rule", SILENT),
    _mark("IS", "NO", "ask", "no_rule", SILENT),
    # United Kingdom.
    _mark("GB", "DE", "yes", "exhausted", UK),
    _mark("GB", "NO", "yes", "exhausted", UK),
    _mark("GB", "GB", "yes", "exhausted", UK),
    _mark("GB", "US", "no", "sold_elsewhere", UK),
    _mark("GB", "CH", "no", "sold_elsewhere", UK),
    _mark("GB", "DE", "ask", "state_weighed", UK, state="changed"),
    _mark("GB", "", "ask", "first_sale_unknown", UNSHOWN),
    # United States.
    _mark("US", "DE", "yes", "exhausted", US_MARK),
    _mark("US", "CN", "yes", "exhausted", US_MARK),
    _mark("US", "US", "yes", "exhausted", US_MARK),
    _mark("US", "DE", "no", "goods_different", US_MARK, state="different"),
    _mark("US", "DE", "ask", "state_weighed", US_MARK, state="labelled"),
    _mark("US", "DE", "ask", "state_weighed", US_MARK, state="changed"),
    _mark("US", "DE", "ask", "state_unknown", UNSHOWN, state=""),
    _mark("US", "DE", "no", "no_consent", US_MARK, consent="none"),
    Case("patent", "US", "JP", "yes", "exhausted", LEXMARK),
    Case("patent", "US", "JP", "ask", "consent_unproved", UNSHOWN, shown="invoice state"),
    Case("copyright", "US", "TH", "yes", "exhausted", KIRTSAENG),
    Case("copyright", "US", "TH", "no", "no_consent", KIRTSAENG, consent="none"),
    Case("copyright", "US", "TH", "ask", "state_weighed", KIRTSAENG, state="changed"),
    Case("design", "US", "DE", "ask", "no_rule", SILENT),
    # Japan: three requirements, not all of them read at the source.
    _ask("JP", "US", FRED_PERRY),
    _ask("JP", "JP", FRED_PERRY),
    _ask("JP", "US", FRED_PERRY, met="applied_lawfully same_holder same_quality"),
    _mark("JP", "US", "ask", "condition", FRED_PERRY, confirmed=True),
    _mark("JP", "US", "ask", "condition", FRED_PERRY, confirmed=True, met="applied_lawfully same_holder"),
    _mark("JP", "US", "yes", "exhausted", FRED_PERRY, confirmed=True, met="applied_lawfully same_holder same_quality"),
    # Singapore.
    _mark("SG", "CN", "yes", "exhausted", SINGAPORE),
    _mark("SG", "SG", "yes", "exhausted", SINGAPORE),
    _mark("SG", "CN", "no", "no_consent", SINGAPORE, consent="none"),
    _mark("SG", "CN", "ask", "consent_unproved", SINGAPORE, consent=""),
    _mark("SG", "CN", "ask", "state_weighed", SINGAPORE, state="changed"),
    # China, India, Brazil, Korea, Canada, Mexico, Türkiye, the Emirates: secondary, whatever the facts.
    _ask("CN", "DE", CHINA),
    _ask("CN", "CN", CHINA),
    _ask("CN", "DE", CHINA, met="certified"),
    _mark("CN", "DE", "yes", "exhausted", CHINA, confirmed=True, met="certified"),
    _ask("IN", "SG", INDIA),
    _ask("IN", "IN", INDIA),
    _mark("IN", "SG", "yes", "exhausted", INDIA, confirmed=True),
    Case("copyright", "IN", "US", "ask", "no_rule", "Copyright in India is unclear"),
    _ask("BR", "US", BRAZIL),
    _ask("BR", "BR", BRAZIL),
    _mark("BR", "US", "no", "sold_elsewhere", BRAZIL, confirmed=True),
    _mark("BR", "BR", "yes", "exhausted", BRAZIL, confirmed=True),
    _ask("KR", "JP", KOREA),
    _mark("KR", "JP", "ask", "condition", KOREA, confirmed=True, met="same_holder same_quality"),
    _mark("KR", "JP", "yes", "exhausted", KOREA, confirmed=True, met="same_holder same_quality no_local_make"),
    _ask("CA", "US", CANADA),
    Case("copyright", "CA", "US", "ask", "no_rule", "Books of exclusive distributors, s. 27.1: no rule on file"),
    _ask("MX", "US", MEXICO),
    _ask("TR", "DE", TURKEY),
    _ask("TR", "TR", TURKEY),
    _ask("AE", "US", EMIRATES),
    _mark("AE", "US", "ask", "condition", EMIRATES, confirmed=True),
    # Australia: what the reseller asked about is part of the rule.
    _mark("AU", "US", "yes", "exhausted", AUSTRALIA, met="inquiries"),
    _mark("AU", "US", "ask", "condition", AUSTRALIA),
    _mark("AU", "US", "no", "no_consent", AUSTRALIA, consent="none", met="inquiries"),
    # Taiwan: a mark and a work in the same box have two answers.
    _mark("TW", "JP", "yes", "exhausted", TAIWAN),
    _mark("TW", "TW", "yes", "exhausted", TAIWAN),
    _mark("TW", "JP", "ask", "state_weighed", TAIWAN, state="changed"),
    Case("copyright", "TW", "JP", "no", "sold_elsewhere", TAIWAN_COPY),
    Case(
        "copyright", "TW", "TW", "ask", "condition", "The article speaks of imports; a sale at home was not looked up"
    ),
    # Switzerland: three kinds, three states of knowledge.
    _ask("CH", "US", SWISS_CASES),
    _ask("CH", "DE", SWISS_CASES),
    Case("copyright", "CH", "US", "ask", "rule_unverified", SWISS_CASES),
    Case("patent", "CH", "FR", "yes", "exhausted", SWISS_PATENT),
    Case("patent", "CH", "CH", "yes", "exhausted", SWISS_PATENT),
    Case("patent", "CH", "US", "no", "sold_elsewhere", SWISS_PATENT),
    Case("patent", "CH", "GB", "no", "sold_elsewhere", SWISS_PATENT),
    # Kinds and countries nothing is on file about.
    Case("patent", "DE", "PL", "ask", "no_rule", SILENT),
    Case("copyright", "DE", "PL", "ask", "no_rule", SILENT),
    Case("design", "DE", "PL", "ask", "no_rule", SILENT),
    Case("geographical_indication", "DE", "PL", "ask", "no_rule", SILENT),
    Case("patent", "JP", "US", "ask", "no_rule", SILENT),
    Case("design", "GB", "GB", "ask", "no_rule", SILENT),
    _mark("ZA", "DE", "ask", "no_rule", SILENT),
    _mark("NZ", "AU", "ask", "no_rule", SILENT),
    _mark("RU", "DE", "ask", "no_rule", SILENT),
)
