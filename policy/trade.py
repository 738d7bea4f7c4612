"""Complaints of buyers: how long each side has to answer, what follows from silence, and when a buyer is reminded of a parcel.

All of it is house policy: it takes no right from anybody that a law gives, and starts no legal clock.
"""

from collections.abc import Mapping
from types import MappingProxyType

from policy.model import ANY, ClockRule
from policy.packs.house import house_rule
from policy.words import gettext_noop as _

TRADE_EVENTS: frozenset[str] = frozenset(
    {
        "trade_complained",  # the buyer has complained
        "trade_offered",  # the seller offers something
        "trade_contested",  # the seller contests, with papers
        "trade_replied",  # the buyer answered the seller
        "trade_referred",  # the marketplace is to decide
        "trade_owed",  # something is to be done for the buyer
        "trade_ended",  # settled, closed or taken back
        "parcel_waits",  # a parcel waits for its buyer: at customs, or after a delivery that failed
        "parcel_moved",  # it waits no longer
    }
)
"""What starts or stops the clocks of buyers' complaints and of parcels."""

ANSWER, REPLY, PROOF, MEDIATION, OWED, PARCEL = (
    "trade_answer", "trade_reply", "trade_proof", "trade_mediation", "trade_owed", "parcel_reminder",
)  # fmt: skip
"""Kinds of clocks."""
MOST_REMINDERS = 3
"""How often a buyer is reminded of one parcel by itself."""

_CLOCKS = (
    ClockRule(
        kind=ANSWER, title=_("The seller answers the buyer"), starts_on="trade_complained", unit="working_days", calendar=ANY,
        upper=3, least=2, binds="seller", stops_on=("trade_offered", "trade_contested", "trade_referred", "trade_ended"),
        then="trade_seller_silent", rule=house_rule("house.trade.answer"),
    ),
    ClockRule(
        kind=REPLY, title=_("The buyer answers the offer"), starts_on="trade_offered", unit="calendar_days", upper=7, least=5,
        binds="party", stops_on=("trade_replied", "trade_referred", "trade_ended"), then="trade_buyer_silent",
        rule=house_rule("house.trade.reply"),
    ),
    ClockRule(
        kind=PROOF, title=_("The buyer looks at the seller’s proof"), starts_on="trade_contested", unit="calendar_days", upper=7,
        least=5, binds="party", stops_on=("trade_replied", "trade_referred", "trade_ended"), then="trade_buyer_silent",
        rule=house_rule("house.trade.proof"),
    ),
    ClockRule(
        kind=MEDIATION, title=_("The marketplace decides"), starts_on="trade_referred", unit="working_days", calendar=ANY,
        upper=5, binds="marketplace", stops_on=("trade_ended", "trade_owed"), then="trade_undecided",
        rule=house_rule("house.trade.mediation"),
    ),
    ClockRule(
        kind=OWED, title=_("The seller does what was agreed or decided"), starts_on="trade_owed", unit="calendar_days", upper=7,
        least=3, binds="seller", stops_on=("trade_referred", "trade_ended"), then="trade_not_done",
        rule=house_rule("house.trade.owed"),
    ),
    ClockRule(
        kind=PARCEL, title=_("The buyer is reminded of the parcel"), starts_on="parcel_waits", unit="calendar_days", upper=3,
        binds="party", stops_on=("parcel_moved",), then="parcel_reminder", rule=house_rule("house.trade.parcel"),
    ),
)  # fmt: skip

CLOCKS: Mapping[str, ClockRule] = MappingProxyType({rule.kind: rule for rule in _CLOCKS})
"""By kind."""
