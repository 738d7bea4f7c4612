"""The rules about words: each file is sound, finds what it says it finds, and places are right in the text as it was typed."""

import re
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.index import ReferenceIndex
from scanner.matchers.facts import ListingFacts, MarkFacts, class_mask
from scanner.precheck.marks import Judged, check_marks
from scanner.precheck.matching import RuleTable, check_words
from scanner.precheck.rules import BadRule, Rule, rules_of, shipped
from scanner.precheck.values import HINT, STOP, WARN, Draft, passes
from scanner.scanning import assess_facts
from tests.scanner import real_data

RULES = shipped()
TABLE = RuleTable(RULES)
SOUND = """
language = "en"
territory = "US"
[[rule]]
id = "one"
kind = "claim"
severity = "hint"
remedy = "prove"
phrases = ["kills germs"]
finds = ["Kills germs"]
leaves = ["Germs"]
[[rule.sources]]
law = "A law"
place = "1"
url = "https://example.org/"
"""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_examples_and_leaves_the_harmless_alone(rule: Rule):
    for text in rule.finds:
        assert any(hit.rule.id == rule.id for hit in TABLE.hits(text, rule.fields[0])), text
    for text in rule.leaves:
        assert not [hit for hit in TABLE.hits(text, rule.fields[0]) if hit.rule.id == rule.id], text


def test_ids_are_told_once_and_every_rule_names_its_law():
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.sources and all(source.law and source.place for source in rule.sources) for rule in RULES)


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ('law = "A law"', 'law = ""'),
        ("[[rule.sources]]", "[[rule.source]]"),
        ('leaves = ["Germs"]', "leaves = []"),
        ('severity = "hint"', 'severity = "loud"'),
        ('phrases = ["kills germs"]', 'phrases = ["kills germs", "kills germs"]'),
        ('phrases = ["kills germs"]', 'phrases = ["kills {pests}"]'),
        ('territory = "US"', 'territory = "GB"'),
    ],
)
def test_a_rule_file_that_lacks_something_is_refused(part: str, instead: str):
    assert rules_of(SOUND, "en-US")
    with pytest.raises(BadRule):
        rules_of(SOUND.replace(part, instead, 1), "en-US")


@settings(max_examples=60, deadline=None)
@given(
    before=st.text(max_size=30),
    after=st.text(max_size=30),
    hidden=st.sampled_from(
        ["miracle cure", "MIRACLE  CURE", "m1racle cure", "miracle\u200b cure", "mirаcle cure", "mírácle-cure"]
    ),
)
def test_the_place_of_a_finding_is_that_in_the_text_as_typed(before: str, after: str, hidden: str):
    text = f"{before} || {hidden} || {after}"
    own = [hit for hit in TABLE.hits(text, "title") if hit.rule.id == "en-IN.magic" and hit.start >= len(before)]
    start = len(before) + 4
    denied = not own
    assert denied or any((hit.start, hit.end) == (start, start + len(hidden)) for hit in own)
    for hit in TABLE.hits(text, "title"):
        assert 0 <= hit.start < hit.end <= len(text)


def test_places_hold_for_words_pulled_apart_entities_and_signs_without_spaces():
    for text, wanted in [
        ("Tea &amp; c u r e s cancer", "c u r e s cancer"),
        ("此茶 治疗 糖尿病 好", "治疗 糖尿病"),
        ("Handbag – ｍｉｒｒｏｒ quality!", "ｍｉｒｒｏｒ quality"),
    ]:
        [finding, *_more] = check_words(Draft(title=text), TABLE)
        assert text[finding.place.start : finding.place.end] == wanted


def test_a_rule_holds_in_its_own_markets_alone():
    draft = Draft(title="最佳保温杯")
    assert not check_words(Draft(title=draft.title, markets=("DE",)), TABLE)
    assert not passes(check_words(Draft(title=draft.title, markets=("CN",)), TABLE))


def test_two_laws_about_the_same_words_are_one_finding_that_names_both():
    [finding] = check_words(Draft(title="Bracelet cures arthritis", markets=("US", "GB")), TABLE)
    assert (finding.severity, finding.rule, finding.facts["also"]) == (STOP, "en-GB.disease", ("en-US.disease",))


def test_where_goods_are_made_is_held_against_what_the_listing_says():
    said = Draft(title="Knife, made in the USA", markets=("US",))
    assert [one.severity for one in check_words(said, TABLE)] == [HINT]
    assert not check_words(Draft(title=said.title, markets=("US",), origin="US"), TABLE)
    assert not passes(check_words(Draft(title=said.title, markets=("US",), origin="CN"), TABLE))


def test_a_rule_for_some_goods_is_silent_for_others_and_a_hint_where_nobody_knows():
    def said(*category: str) -> list[str]:
        draft = Draft(title="Cream, EU approved", category=category, markets=("DE",))
        return [one.severity for one in check_words(draft, TABLE)]

    assert said("Beauty") == [STOP]
    assert said("Garden") == []
    assert said() == [HINT]


def test_what_is_denied_is_no_claim():
    text = "This product is not intended to diagnose, treat, cure or prevent any disease. It does not cure cancer."
    assert not check_words(Draft(title="Tea", description=text, markets=("US",)), TABLE)


FITS = (
    "Case for {}", "Strap compatible with {}", "Ladekabel passend für {}", "Hülle kompatibel mit {}",
    "Coque pour {}", "Funda para {}",
    "Custodia per {} compatibile", "Hoesje geschikt voor {}",
    "适用于{} 手机壳", "{}対応 ケース", "Чехол для {}", "Replacement battery for {}",
)  # fmt: skip


@pytest.mark.parametrize("title", FITS)
def test_a_title_that_says_what_the_goods_fit_is_a_hint_at_most(title: str):
    mark = MarkFacts(UUID(int=1), "Zanderholt", class_mask([9, 18]), famous=True)
    assert _gravest_of([mark], ListingFacts(title=title.format("Zanderholt"), category_path=("Mobiles & Accessories",)))


@pytest.mark.parametrize(
    ("mark", "title", "gravity"),
    [
        ("Tandin", "LG freestanding range", HINT),
        ("Conver", "DVD up-conversion player", HINT),
        ("Zanderholt", "zanderholtbag", WARN),
    ],
)
def test_a_mark_within_a_longer_word_is_a_hint_unless_the_rest_is_a_word_of_trade(mark: str, title: str, gravity: str):
    listing = ListingFacts(title=title)
    index = ReferenceIndex.build("1", [MarkFacts(UUID(int=1), mark, class_mask([9, 18]))])
    assessed = [(right, found) for right, _score, found in assess_facts(listing, index)]
    judged = [Judged(right, found, False, "ask") for right, found in assessed]
    assert [one.severity for one in check_marks(listing, judged, assessed)] == [gravity]


def _gravest_of(marks: list[MarkFacts], listing: ListingFacts) -> bool:
    """Whether what the title names is a hint at most, though every right that was found were held."""
    index = ReferenceIndex.build("1", marks)
    assessed = [(right, found) for right, _score, found in assess_facts(listing, index)]
    judged = [
        Judged(right, tuple(one for one in found if one.where.field == "title"), True, "ask")
        for right, found in assessed
    ]
    found = check_marks(listing, [one for one in judged if one.findings], assessed)
    return {one.severity for one in found if one.place.field == "title"} <= {HINT}


def test_every_real_title_that_says_what_the_thing_fits_passes_with_a_hint():
    """The real titles, told by a rule that knows nothing of the matcher; each with the mark that it names alone."""
    fits = re.compile(
        r"\b(?:for|compatible with|fits|replacement for|suitable for)\s+(?:the |your |all |use with )?$", re.I
    )
    marks = {mark.text: mark for mark in real_data.marks() if not mark.everyday and len(mark.text) > 3}
    asked = failed = 0
    for listing in real_data.listings():
        for name, mark in marks.items():
            at = listing.title.casefold().find(name.casefold())
            rest = listing.title[at + len(name) : at + len(name) + 1]
            if at > 0 and not rest.isalnum() and fits.search(listing.title[:at]):
                first = listing.title.casefold().count(name.casefold()) == 1
                asked += first
                failed += first and not _gravest_of([mark], listing)
    assert asked > 30
    assert failed == 0
