"""A marketplace's own values laid over a pack: stricter for itself, never looser than law or pack."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from policy.model import ClockRule, CounterNoticeRule, Element, Pack, Rule, Source, Tightened
from policy.vocabulary import OPTIONS
from policy.words import gettext_noop as _


class NotTighter(ValueError):
    """A value that would loosen the pack or break its law. `reason` is a sentence for the operator."""

    def __init__(self, value: Tightened, reason: str) -> None:
        super().__init__(f"{value.what} {value.code}: {reason}")
        self.value = value
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An operator has verified the rule of that code, and where it was read."""

    rule: str
    source: Source


def tighten(pack: Pack, values: Iterable[Tightened]) -> Pack:
    """A new pack with the values laid over it, in order; `tightened` lists them.

    A clock that binds the marketplace may get a shorter upper bound, or a first one where the law names none; time
    that the pack gives to a party is not shortened below its `least`. An optional element of a form of the house may
    be made required: a form prescribed by law asks for what the law says and nothing more. A remedy may need a second
    person. Raises NotTighter.
    """
    values = tuple(values)
    for value in values:
        pack = _LAYERS[value.what](pack, value)
    return replace(pack, tightened=(*pack.tightened, *values))


def confirm(pack: Pack, confirmations: Iterable[Confirmed]) -> Pack:
    """A new pack in which the confirmed rules are verified at their source; unknown codes change nothing."""
    by_code = {c.rule: c for c in confirmations}

    def verified(rule: Rule) -> Rule:
        found = by_code.get(rule.code)
        if found is None or rule.settled:
            return rule
        return replace(rule, verified=True, secondary=False, source=found.source)

    return replace(
        pack,
        clocks=tuple(replace(c, rule=verified(c.rule)) for c in pack.clocks),
        duties=tuple(replace(d, rule=verified(d.rule)) for d in pack.duties),
        exhaustion=tuple(replace(e, rule=verified(e.rule)) for e in pack.exhaustion),
        exceptions=tuple(replace(e, rule=verified(e.rule)) for e in pack.exceptions),
    )


def _clock(pack: Pack, value: Tightened) -> Pack:
    found = [c for c in pack.clocks if c.kind == value.code]
    if not found:
        raise NotTighter(value, _("This pack has no such clock."))
    tighter = {id(c): _tighter(c, value) for c in found}
    return replace(pack, clocks=tuple(tighter.get(id(c), c) for c in pack.clocks))


def _tighter(clock: ClockRule, value: Tightened) -> ClockRule:
    upper = value.value
    if upper is None or upper < 1:
        raise NotTighter(value, _("A bound is a whole number from 1 on."))
    if clock.upper is not None and upper > clock.upper:
        raise NotTighter(value, _("That is longer than the pack allows; a clock can only be shortened."))
    if upper < clock.lower:
        raise NotTighter(value, _("That is sooner than the earliest moment the rule allows."))
    if upper < clock.least:
        raise NotTighter(value, _("That takes time from a party that this pack promises."))
    if clock.binds != "marketplace" and clock.rule.basis == "law":
        raise NotTighter(value, _("The law gives this time to a party; the marketplace cannot shorten it."))
    return replace(clock, upper=upper, house_bound=clock.house_bound or clock.upper is None)


def _notice_element(pack: Pack, value: Tightened) -> Pack:
    return replace(pack, notice=_required(pack.notice, pack.notice_rule, value))


def _counter_notice_element(pack: Pack, value: Tightened) -> Pack:
    form: CounterNoticeRule = pack.counter_notice
    return replace(pack, counter_notice=replace(form, elements=_required(form.elements, form.rule, value)))


def _required(elements: tuple[Element, ...], rule: Rule, value: Tightened) -> tuple[Element, ...]:
    if rule.basis == "law":
        raise NotTighter(value, _("The law says what this form must contain; nothing may be added."))
    if value.code not in {e.code for e in elements}:
        raise NotTighter(value, _("This form has no such element."))
    return tuple(replace(e, required=True) if e.code == value.code else e for e in elements)


def _remedy(pack: Pack, value: Tightened) -> Pack:
    if value.code not in {r.code for r in pack.remedies}:
        raise NotTighter(value, _("This pack does not allow that remedy."))
    return replace(
        pack, remedies=tuple(replace(r, needs_second=True) if r.code == value.code else r for r in pack.remedies)
    )


def _option(pack: Pack, value: Tightened) -> Pack:
    if value.code not in OPTIONS or getattr(pack, value.code, None) is None:
        raise NotTighter(value, _("This pack knows no such option."))
    return replace(pack, options=(*pack.options, value.code))


_LAYERS = {
    "clock": _clock,
    "notice_element": _notice_element,
    "counter_notice_element": _counter_notice_element,
    "remedy": _remedy,
    "option": _option,
}
