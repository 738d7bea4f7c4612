"""What happens when: removal, forwarding, counter-notice, rounds, appeal, and what stands in the way of each."""

from dataclasses import dataclass
from typing import Literal

from policy.model.forms import Element
from policy.model.rules import Rule


@dataclass(frozen=True, slots=True)
class RemovalRule:
    """A complete notice removes before the seller is heard: the Item goes from open to decided.

    `clock` is the clock that runs until then, `ground` and `remedy` what the decision says. `once_per_place`: what was
    removed and came back may not be removed on another notice about the same place.
    """

    clock: str
    ground: str
    remedy: str
    rule: Rule
    once_per_place: Rule | None = None


@dataclass(frozen=True, slots=True)
class ForwardRule:
    """Notice and notice: the marketplace passes the notice on and removes nothing because of it.

    `clock` is the clock that runs until it is passed on.
    """

    clock: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class CounterNoticeRule:
    """When a seller may file a counter-notice, what it must contain, and the clocks that put the listing back.

    `put_back` are kinds of clocks of the same pack; the first that runs out puts the listing back, unless a paper is
    shown that stops it. Without any, a reviewer decides. `window` is the clock within which a counter-notice may
    follow a removal, empty where only the time to appeal ends it.
    """

    before_removal: bool
    after_removal: bool
    elements: tuple[Element, ...]
    put_back: tuple[str, ...]
    rule: Rule
    window: str = ""


@dataclass(frozen=True, slots=True)
class Rounds:
    """The two sides speak in turn about what is contested, before anybody decides.

    A round is a reply of the complainant and a rejoinder of the seller; after `most` of them a reviewer decides.
    `reply` and `rejoin` are the kinds of the clocks of each.
    """

    most: int
    reply: str
    rejoin: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class PaperRule:
    """A paper of a court or an authority that a side may show, and the event that it is for the clocks.

    `by` is who may show it; reviewers may enter it for anybody. `restores`: what was removed is put back by it, as by a
    judgment against the complainant; `removes`: what is public is taken down by it.
    """

    code: str
    title: str
    event: str
    by: tuple[Literal["complainant", "seller"], ...]
    rule: Rule
    restores: bool = False
    removes: bool = False


@dataclass(frozen=True, slots=True)
class SecurityRule:
    """That a seller may keep selling what is contested, against a security for the complainant's loss."""

    title: str
    forms: tuple[Literal["deposit", "guarantee", "insurance"], ...]
    rule: Rule


@dataclass(frozen=True, slots=True)
class AppealRule:
    """Who may appeal, and the clocks for doing so and for answering. Another reviewer always decides.

    `body_clock` is the clock of an out-of-court body that the recipient may turn to, empty where there is none.
    """

    by: tuple[Literal["complainant", "seller"], ...]
    clock: str
    decide_clock: str
    rule: Rule
    body_clock: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What each side learns about the other: of the complainant with the notice, of the seller with a counter-notice."""

    complainant: Literal["all", "name_and_mail", "name"]
    seller: Literal["all", "name_and_mail", "name"]
    rule: Rule


@dataclass(frozen=True, slots=True)
class RemedyRule:
    """A remedy this pack allows, where it may reach, and whether a second person must confirm it."""

    code: str
    title: str
    target: Literal["listing", "seller"]
    territories: tuple[str, ...]
    needs_second: bool = False


@dataclass(frozen=True, slots=True)
class Exhaustion:
    """How far a first sale exhausts the right in this region.

    `first_sale_in` are the territories in which a first sale counts (ANY: everywhere); `evidence` what shows it, one
    sentence each; `but` what the owner may still oppose.
    """

    regime: Literal["national", "regional", "international", "conditional"]
    title: str
    rule: Rule
    right_kinds: tuple[str, ...] = ()
    first_sale_in: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    but: str = ""


@dataclass(frozen=True, slots=True)
class LawException:
    """A use that the law of this region allows without the owner's consent."""

    code: str
    title: str
    right_kinds: tuple[str, ...]
    rule: Rule
