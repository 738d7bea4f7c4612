"""Customs: how long a detention of suspected goods waits for whom, and how long an application for action holds.

One regime per region. Where no verified rule is on file the house asks the rights holder to answer in a time of its own,
and nothing follows from silence: no legal clock runs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from policy.calendar import COUNTRIES
from policy.model import ANY, ClockRule, Extension, Rule
from policy.packs.eu_dsa import MEMBERS
from policy.packs.house import house_rule
from policy.packs.lawful import Law
from policy.words import gettext_noop as _
from policy.zones import ZONES

CUSTOMS_EVENTS: frozenset[str] = frozenset(
    {
        "goods_detained",  # customs notified the detention
        "holder_answered",
        "declarant_told",
        "declarant_answered",
        "court_shown",  # proceedings before a court were shown to customs
        "detention_ended",  # destroyed, seized or released
        "application_filed",
        "application_decided",
    }
)
"""What starts or stops the clocks of customs."""

HOLDER, DECLARANT, DECIDE, APPLY = "customs_holder", "customs_declarant", "customs_decision", "customs_application"
TELL = "customs_tell"
PERISHABLE, SMALL, AFTER = "_perishable", "_small", "_after"
"""Kinds of clocks, and what is put behind them for goods that spoil, small consignments, and an application after a detention."""


@dataclass(frozen=True, slots=True)
class CustomsRegime:
    """What holds at the customs of one region.

    `countries` are where it holds. An application is valid for at most `longest_months`. `silence_consents`: a declarant who
    says nothing has agreed to the destruction. `small` is the rule for small consignments, None where there is none; they
    have at most `small_units` units or weigh less than `small_grams`. `outside` says which goods the procedure is not for.
    """

    code: str
    title: str
    countries: tuple[str, ...]
    clocks: tuple[ClockRule, ...]
    longest_months: int
    validity: Rule
    silence_consents: bool = False
    small: Rule | None = None
    small_units: int = 0
    small_grams: int = 0
    outside: str = ""
    note: str = ""
    time_zone: str = "UTC"

    def clock(self, kind: str) -> ClockRule | None:
        """The clock of that kind; None where there is none, or where it is a law that nobody has verified."""
        return next((one for one in self.clocks if one.kind == kind and one.rule.starts_clocks), None)

    def clock_for(self, kind: str, *, perishable: bool = False, small: bool = False) -> ClockRule | None:
        """The clock of that kind for such goods: their own where there is one, else the general one."""
        suffix = PERISHABLE if perishable else SMALL if small else ""
        return self.clock(kind + suffix) or self.clock(kind)


REGULATION = Law("eu-customs", "Regulation (EU) No 608/2013", date(2014, 1, 1))
CHINA = Law(
    "cn-customs", "Regulations of China on customs protection of intellectual property (2018)", date(2018, 3, 19)
)
MORE_TIME = Extension(
    _("The rights holder has asked for more time, with reasons"), 20, "working_days",
    REGULATION("more_time", "art. 23(4)", secondary=True),
)  # fmt: skip


def _answer(kind: str, title: str, event: str, then: str, rule: Rule, extension: Extension | None = None) -> ClockRule:
    """Ten working days of one side, from the detention until it has answered."""
    return ClockRule(
        kind=kind, title=title, starts_on="goods_detained", unit="working_days", calendar=ANY, upper=10, least=10,
        binds="party", stops_on=(event, "court_shown", "detention_ended"), then=then, rule=rule, extension=extension,
    )  # fmt: skip


CONFIRM = _answer(
    HOLDER, _("The rights holder confirms the infringement and agrees to the destruction"), "holder_answered",
    "customs_holder_silent", REGULATION("confirm", "art. 23(1)"), MORE_TIME,
)  # fmt: skip
CONSENT = _answer(
    DECLARANT, _("The declarant agrees to the destruction or objects to it"), "declarant_answered",
    "customs_declarant_silent", REGULATION("consent", "art. 23(1)"),
)  # fmt: skip
TELL_DECLARANT = ClockRule(
    kind=TELL,
    title=_("Customs tell the declarant of the detention"),
    starts_on="goods_detained",
    unit="working_days",
    calendar=ANY,
    upper=1,
    binds="body",
    stops_on=("declarant_told", "declarant_answered", "detention_ended"),
    then="customs_declarant_untold",
    rule=REGULATION("tell", "arts 17(3), 26"),
)


def _decide(kind: str, upper: int, rule: Rule) -> ClockRule:
    return ClockRule(
        kind=kind, title=_("Customs decide on the application"), starts_on="application_filed", unit="working_days",
        calendar=ANY, upper=upper, binds="body", stops_on=("application_decided",), then="customs_decision_overdue", rule=rule,
    )  # fmt: skip


EUROPEAN_UNION = CustomsRegime(
    code="eu-customs",
    title=_("European Union: customs enforcement of intellectual property rights"),
    countries=MEMBERS,
    clocks=(
        CONFIRM,
        replace(
            CONFIRM, kind=HOLDER + PERISHABLE, upper=3, least=3, extension=None,
            rule=REGULATION("confirm_perishable", "art. 23(1)"),
        ),
        TELL_DECLARANT,
        CONSENT,
        replace(CONSENT, kind=DECLARANT + PERISHABLE, upper=3, least=3, rule=REGULATION("consent_perishable", "art. 23(1)")),
        replace(CONSENT, kind=DECLARANT + SMALL, rule=REGULATION("consent_small", "art. 26")),
        ClockRule(
            kind=APPLY,
            title=_("The rights holder files an application, as customs acted on their own"),
            starts_on="goods_detained",
            unit="working_days",
            calendar=ANY,
            upper=4,
            least=4,
            binds="party",
            stops_on=("application_filed", "court_shown", "detention_ended"),
            then="customs_no_application",
            rule=REGULATION("ex_officio", "art. 18"),
        ),
        _decide(DECIDE, 30, REGULATION("decide", "art. 9")),
        _decide(DECIDE + AFTER, 2, REGULATION("decide_after", "art. 9")),
    ),
    longest_months=12,
    validity=REGULATION("validity", "art. 11"),
    silence_consents=True,
    small=REGULATION("small", "art. 26", secondary=True),
    small_units=3,
    small_grams=2_000,
    outside=_(
        "Destruction without a court is not there for parallel imports, for overruns of a licensed maker, and for what travellers "
        "carry (art. 23)."
    ),
)  # fmt: skip
CHINESE = CustomsRegime(
    code="cn-customs",
    title=_("China: customs protection of intellectual property"),
    countries=("CN",),
    clocks=(
        replace(
            CONFIRM, title=_("The rights holder asks for the detention and lodges a security"), upper=3, least=3,
            extension=None, rule=CHINA("ask", "notice by customs on their own"),
        ),
        _decide(DECIDE, 30, CHINA("recordal", "recordal")),
    ),
    longest_months=120,
    validity=CHINA("validity", "recordal"),
)  # fmt: skip
HOUSE_NOTE = _(
    "No verified rule of this country's customs is on file. No legal clock runs here: the day below is a wish of the house, and "
    "what customs have written to you goes before it."
)
ELSEWHERE = CustomsRegime(
    code="house-customs",
    title=_("House policy: no verified rule of this country's customs is on file"),
    countries=(ANY,),
    clocks=(
        replace(
            CONFIRM, title=_("The rights holder says whether the goods are genuine"), then="customs_answer_overdue",
            least=0, rule=house_rule("house.customs_answer"), extension=None,
        ),
    ),
    longest_months=120,
    validity=house_rule("house.customs_validity"),
    note=HOUSE_NOTE,
)  # fmt: skip

REGIMES: tuple[CustomsRegime, ...] = (EUROPEAN_UNION, CHINESE, ELSEWHERE)
_OF: Mapping[str, CustomsRegime] = MappingProxyType(
    {country: regime for regime in REGIMES for country in regime.countries}
)


def regime(country: str, day: date) -> CustomsRegime:
    """What holds at the customs of a country (ISO 3166-1 alpha-2) on that day, with its calendar and time zone."""
    found = _OF.get(country, ELSEWHERE)
    if any(not one.rule.in_force(day) for one in found.clocks):
        found = ELSEWHERE
    calendar = country if country in COUNTRIES else ""
    laid = tuple(replace(one, calendar=calendar) if one.calendar == ANY else one for one in found.clocks)
    return replace(found, clocks=laid, time_zone=ZONES.get(country, "UTC"))


def in_union(country: str) -> bool:
    """Whether one application can reach further member states from there."""
    return country in MEMBERS
