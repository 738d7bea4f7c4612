"""Geographical indications: a new version of each pack that covers every kind of right or all but trademarks.

A published version never changes, so what was decided under the earlier ones is replayed as it was.
"""

from dataclasses import replace
from datetime import date

from policy.model import Ground, Pack, Reason, Source
from policy.packs import br_notice, eu_dsa, house_2026, house_forms, presets
from policy.words import gettext_noop as _

KIND = "geographical_indication"
INDICATION = (KIND,)
SINCE = date(2026, 11, 21)
"""Before this day no marketplace here had a right of this kind."""

EU_AGRICULTURAL, EU_CRAFT = Source("Reg. (EU) 2024/1143", "art. 26"), Source("Reg. (EU) 2023/2411", "art. 40")
"""Protection of the names of agricultural products, wine and spirits since 13 May 2024; of craft and industrial ones."""

REASONS = (
    Reason("indication_used", _("The name is used for goods that are not of this origin"), INDICATION),
    Reason("indication_evoked", _("The name is imitated or evoked"), INDICATION),
)


def _grounds(reference: str) -> Ground:
    return Ground(
        "indication",
        _("The geographical indication is misused"),
        "upheld",
        reference,
        INDICATION,
        children=(
            Ground(
                "indication.used",
                _("The name stands on goods that do not meet its specification"),
                "upheld",
                reference,
                INDICATION,
            ),
            Ground(
                "indication.evoked",
                _("The name is imitated or evoked, or the origin is shown falsely"),
                "upheld",
                reference,
                INDICATION,
            ),
        ),
    )


def _also(ground: Ground) -> Ground:
    """A ground that names its kinds of right, for this one too."""
    kinds = (*ground.right_kinds, KIND) if ground.right_kinds else ()
    return replace(ground, right_kinds=kinds, children=tuple(_also(child) for child in ground.children))


def _with(pack: Pack, version: str, *, reference: str = house_forms.REFERENCE) -> Pack:
    """The next version of a pack, with geographical indications. What it says of the other kinds stays word for word."""
    grounds: list[Ground] = []
    for ground in pack.grounds:
        grounds += [_grounds(reference), _also(ground)] if ground.code == "allowed" else [ground]
    return replace(
        pack,
        version=version,
        valid_from=SINCE,
        right_kinds=(*pack.right_kinds, KIND),
        reasons=(*pack.reasons, *REASONS),
        grounds=tuple(grounds),
    )


EU = replace(
    _with(
        eu_dsa.PACK,
        "2",
        reference="Reg. (EU) 2024/1143 art. 26, or Reg. (EU) 2023/2411 art. 40 for craft and industrial products",
    ),
    sources=(*eu_dsa.PACK.sources[:-1], EU_AGRICULTURAL, EU_CRAFT, eu_dsa.PACK.sources[-1]),
)
BRAZIL = _with(br_notice.PACK, "2")
GENERAL = replace(
    _with(house_2026.GENERAL, "3"), title=_("House policy: copyright, designs, patents, geographical indications")
)
THREE_ROUNDS, FOUR_DAYS = _with(presets.THREE_ROUNDS, "2"), _with(presets.FOUR_DAYS, "2")
