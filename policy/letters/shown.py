"""What a letter may show of a pack: the sentences that have to be on file in every language of letters."""

from collections.abc import Iterable, Iterator

from policy.model import Ground, Pack


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
