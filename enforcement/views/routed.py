"""Which cases a rule of the leads speaks of, in words."""

from django.utils.translation import gettext as _

from enforcement.casework_words import LANES
from enforcement.models import RoutingRule
from enforcement.words import SOURCES
from registry.models import Right
from registry.registers.offices import place_name

KINDS = dict(Right.Kind.choices)


def routing_words(row: RoutingRule) -> str:
    """What a rule asks for, as one line."""
    said = [place_name(row.region)] if row.region else []
    said += [str(KINDS[Right.Kind(row.kind)])] if row.kind else []
    said += [str(SOURCES[row.source])] if row.source else []
    said += [str(LANES[row.lane])] if row.lane else []
    return " · ".join(said) or _("every case")
