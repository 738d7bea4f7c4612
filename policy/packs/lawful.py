"""How the packs of regions write their rules."""

from datetime import date

from policy.model import ClockRule, Element, Option, Rule, Source
from policy.packs import house_2026
from policy.words import gettext_noop as _

CLOCKS = house_2026.CLOCKS


class Law:
    """One act: makes the rules that stand in it.

    `prefix` begins their codes, `since` is the day from which they hold where a rule says nothing else.
    """

    def __init__(self, prefix: str, title: str, since: date | None = None) -> None:
        self.prefix, self.title, self.since = prefix, title, since

    def __call__(
        self,
        code: str,
        reference: str,
        *,
        secondary: bool = False,
        verified: bool = True,
        since: date | None = None,
        until: date | None = None,
        when: str = "",
    ) -> Rule:
        """A rule of this act. `secondary`: read in a text about it and not in the act; `when` as in `Rule`."""
        return Rule(
            f"{self.prefix}.{code}",
            basis="law",
            verified=verified,
            source=Source(self.title, reference),
            valid_from=since or self.since,
            valid_until=until,
            secondary=secondary,
            when=when,
        )


def but(clocks: tuple[ClockRule, ...], *others: ClockRule, without: tuple[str, ...] = ()) -> tuple[ClockRule, ...]:
    """The clocks of the house: those named are left out, those of the same kind as one of `others` replaced by it."""
    kinds = {clock.kind for clock in others} | set(without)
    return (*(clock for clock in clocks if clock.kind not in kinds), *others)


def unbounded(kind: str, title: str, rule: Rule, *, starts_on: str, stops_on: tuple[str, ...], then: str) -> ClockRule:
    """A duty of the marketplace to act at once, promptly or without undue delay, where the law names no number."""
    return ClockRule(
        kind=kind, title=title, starts_on=starts_on, unit="hours", upper=None, binds="marketplace", stops_on=stops_on,
        then=then, rule=rule,
    )  # fmt: skip


REMOVAL_STOPS = ("removal_applied", "withdrawn", "restored")


def remove_at_once(rule: Rule, title: str = _("Remove or disable, at once")) -> ClockRule:
    """The clock of a removal that the law wants at once, without a number of hours."""
    return unbounded("remove", title, rule, starts_on="notice_complete", stops_on=REMOVAL_STOPS, then="removal_overdue")


def tell_seller(rule: Rule) -> ClockRule:
    """The clock of telling the seller of a removal."""
    return unbounded(
        "notify_seller",
        _("Tell the seller of the removal, promptly"),
        rule,
        starts_on="removal_applied",
        stops_on=("removal_notified",),
        then="information_overdue",
    )


def forward_counter_notice(rule: Rule) -> ClockRule:
    """The clock of passing a counter-notice on to the complainant."""
    return unbounded(
        "forward_counter_notice",
        _("Give the counter-notice to the complainant, promptly"),
        rule,
        starts_on="counter_notice_received",
        stops_on=("counter_notice_forwarded", "withdrawn"),
        then="information_overdue",
    )


def acknowledge(rule: Rule, hours: int | None = None) -> ClockRule:
    """The clock of confirming that a notice has arrived."""
    return ClockRule(
        kind="receipt",
        title=_("Confirm receipt of the notice"),
        starts_on="complaint_filed",
        unit="hours",
        upper=hours,
        binds="marketplace",
        stops_on=("receipt_sent",),
        then="information_overdue",
        rule=rule,
    )


def text(code: str, title: str, reference: str, help: str, filled_from: str = "", *, required: bool = True) -> Element:
    """An element that is written, or taken from what is on file."""
    return Element(code, title, "text", reference, help=help, filled_from=filled_from, required=required)  # type: ignore[arg-type]


def statement(code: str, title: str, reference: str, sentence: str) -> Element:
    """An element that is ticked."""
    return Element(code, title, "statement", reference, statement=sentence)


def signature(reference: str) -> Element:
    """The signature of whoever files."""
    return Element("signature", _("Signature"), "signature", reference, help=_("Type your full name."))


def choice(code: str, title: str, reference: str, *options: tuple[str, str]) -> Element:
    """An element that is chosen from a few sentences."""
    return Element(code, title, "choice", reference, options=tuple(Option(*option) for option in options))


def right(reference: str) -> Element:
    """The right, as it is registered or on file."""
    return text("right", _("The right"), reference, _("Taken from your right on file."), "right")


def location(reference: str) -> Element:
    """The listings."""
    return text("location", _("Where it is"), reference, _("The listings, so that they can be found."), "listings")


def contact(reference: str, help: str = _("Name, address and e-mail address.")) -> Element:
    """Who files, and how to reach them."""
    return text("contact", _("How to reach you"), reference, help, "party")


def why(reference: str) -> Element:
    """What is wrong, in words."""
    return text(
        "explanation",
        _("Why the listings infringe"),
        reference,
        _("In a few sentences: what the listings show or offer, and how you can tell."),
    )
