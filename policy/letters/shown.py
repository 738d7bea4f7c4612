"""What a letter may show of a pack: the sentences that have to be on file in every language of letters."""

from collections.abc import Iterable, Iterator

from policy.model import Ground, Pack
from policy.packs import house
from policy.vocabulary import CONSEQUENCES


def sentences(packs: Iterable[Pack]) -> list[str]:
    """Titles of elements, grounds, reasons, remedies and answers, each once, in order."""
    return sorted({sentence for pack in packs for sentence in _of(pack) if sentence})


def _of(pack: Pack) -> Iterator[str]:
    for element in (*pack.notice, *pack.counter_notice.elements):
        yield element.title
    yield from (ground.title for ground in _walk(pack.grounds))
    yield from (reason.title for reason in pack.reasons)
    yield from (remedy.title for remedy in pack.remedies)
    yield from (answer.title for answer in pack.answers)


def _walk(grounds: Iterable[Ground]) -> Iterator[Ground]:
    for ground in grounds:
        yield ground
        yield from _walk(ground.children)


def published(packs: Iterable[Pack]) -> list[str]:
    """What the published policy shows besides: titles of packs and their clocks, papers, and what follows."""
    found = set(CONSEQUENCES.values()) | {house.HOUSE.title}
    for pack in packs:
        found |= {pack.title, *(clock.title for clock in pack.clocks), *(paper.title for paper in pack.papers)}
        found |= {clock.extension.title for clock in pack.clocks if clock.extension}
        found |= {answer.help for answer in pack.answers}
    return sorted(found - {""})
