"""Brazil: liability after notice, and the private model of four days for each side.

The Supreme Court held art. 19 of the Marco Civil partly unconstitutional on 26 June 2025 (published on 5 November 2025):
for unlawful acts liability follows a notice. The ruling names no number of days; those here are house policy, after the
largest marketplace of the region.
"""

from dataclasses import replace
from datetime import date

from policy.model import Disclosure, Duty, Rounds, Source
from policy.packs import house, house_2026, house_forms, house_grounds, lawful, presets
from policy.packs.lawful import Law
from policy.words import gettext_noop as _

RULING = Law("br", "Supremo Tribunal Federal, themes 533 and 987 (Marco Civil da Internet, art. 19)", date(2025, 11, 5))
LPI = "Lei 9.279/1996"

PACK = replace(
    presets.THREE_ROUNDS,
    code="br-notice",
    preset=False,
    region="BR",
    title=_("Brazil: liability after notice, four days for each side"),
    valid_from=date(2025, 11, 5),
    time_zone="America/Sao_Paulo",
    sources=(Source(RULING.title, ""), house.HOUSE),
    clocks=lawful.but(
        house_2026.CLOCKS,
        lawful.unbounded(
            "act",
            _("Act on the notice"),
            RULING("act", "liability after notice", secondary=True),
            starts_on="notice_complete",
            stops_on=("decided", "withdrawn"),
            then="decide_overdue",
        ),
        replace(
            house.ANSWER,
            unit="calendar_days",
            calendar="",
            upper=4,
            least=4,
            then="silence_removes",
            rule=house.house_rule("br.answer"),
        ),
        presets.turn("reply", 4, "calendar_days", code="br.reply"),
    ),
    rounds=Rounds(most=1, reply="reply", rejoin="", rule=house.house_rule("br.rounds")),
    remedies=house.remedies("BR"),
    grounds=house_grounds.tree(
        presets.ALL_KINDS,
        {
            "counterfeit": f"{LPI} arts 189, 190",
            "mark": f"{LPI} arts 129, 130",
            "mark.imported": f"{LPI} art. 132 III",
            "copying": "Lei 9.610/1998 art. 29",
            "allowed.exception": "Lei 9.610/1998 art. 46",
        },
    ),
    misrepresentation=house_forms.MISREPRESENTATION,
    disclosure=Disclosure("all", "all", house.house_rule("house.disclosure")),
    duties=(
        Duty(
            "consumers",
            _("Marketplaces answer to buyers under the Consumer Code as well."),
            RULING("consumers", "Código de Defesa do Consumidor", secondary=True),
        ),
    ),
)
