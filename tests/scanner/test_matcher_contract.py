"""One contract for every registered matcher: its four parts, its own examples, and good behaviour on any input."""

import math
from uuid import UUID

import pytest

from scanner.index import ReferenceIndex
from scanner.matchers import MATCHERS, bans
from scanner.matchers.bans import BanTable
from scanner.matchers.facts import TEXT_FIELDS, Finding, ListingFacts, MarkFacts
from scanner.scoring import SENTENCES, assess, sentence

EVERY = (*MATCHERS, bans)
CASES = [(matcher, example) for matcher in EVERY for example in matcher.examples()]


def index_of(example):
    return ReferenceIndex.build("1", example.marks, example.specimens, texts=example.texts, bans=BanTable(example.bans))


def rights_of(example):
    return {right.right_id for right in (*example.marks, *example.specimens, *example.texts)}


@pytest.mark.parametrize("matcher", EVERY, ids=lambda matcher: matcher.name)
def test_has_the_four_parts(matcher):
    assert matcher.name.isidentifier()
    assert matcher.needs
    assert all(need.split(".")[0] in ("listing", "right", "ban") for need in matcher.needs)
    kinds = [example.kinds for example in matcher.examples()]
    assert any(kinds), "no example of what is found"
    assert not all(kinds), "no example of what is left alone"


def test_names_are_unique():
    names = [matcher.name for matcher in EVERY]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("matcher", "example"), CASES, ids=[f"{matcher.name}: {example.says}" for matcher, example in CASES]
)
def test_examples(matcher, example):
    found = matcher.match(example.listing, index_of(example))
    assert tuple(finding.kind for finding in found) == example.kinds
    for finding in found:
        check_finding(matcher, example, finding)


def check_finding(matcher, example, finding):
    assert isinstance(finding, Finding)
    assert finding.matcher == matcher.name
    assert 0 < finding.strength <= 1
    assert finding.right_id in rights_of(example) | {ban.right_id or ban.id for ban in example.bans}
    if finding.where.field in TEXT_FIELDS:
        text = getattr(example.listing, finding.where.field)
        assert 0 <= finding.where.start < finding.where.end <= len(text)
        assert text[finding.where.start : finding.where.end] == finding.facts["written"]
    else:
        assert finding.where.ref in {picture.ref for picture in example.listing.pictures}
    template, params = sentence(finding)
    assert "%(" not in template % params


@pytest.mark.parametrize(
    ("matcher", "example"), CASES, ids=[f"{matcher.name}: {example.says}" for matcher, example in CASES]
)
def test_same_answer_twice_and_a_score_with_sentences(matcher, example):
    index = index_of(example)
    findings = matcher.match(example.listing, index)
    assert findings == matcher.match(example.listing, index)
    if matcher is bans:
        return  # a ban is no right: it has no score
    for score in assess(example.listing, findings).values():
        assert 0 < score.value <= 1
        assert score.reasons
        for reason in score.reasons:
            template, params = sentence(reason)
            assert template in SENTENCES.values()
            assert "%(" not in template % params
            assert math.isfinite(reason.factor)


@pytest.mark.parametrize("matcher", EVERY, ids=lambda matcher: matcher.name)
def test_nothing_in_nothing_found(matcher):
    empty = ReferenceIndex.build("1", [])
    assert matcher.match(ListingFacts(""), empty) == []
    assert matcher.match(ListingFacts("Nike shoes", "by Nike", "Nike"), empty) == []
    some = ReferenceIndex.build("1", [MarkFacts(UUID(int=1), "Nike")])
    assert matcher.match(ListingFacts(""), some) == []


@pytest.mark.parametrize("matcher", EVERY, ids=lambda matcher: matcher.name)
def test_an_ended_right_is_found_no_more(matcher):
    for example in matcher.examples():
        if not example.kinds:
            continue
        right_ids = rights_of(example)
        ended = index_of(example).with_changes("2", right_ids, bans=BanTable(()))
        assert ended.version == "2"
        assert matcher.match(example.listing, ended) == []
        renewed = ended.with_changes(
            "3", right_ids, example.marks, example.specimens, texts=example.texts, bans=BanTable(example.bans)
        )
        assert tuple(finding.kind for finding in matcher.match(example.listing, renewed)) == example.kinds
