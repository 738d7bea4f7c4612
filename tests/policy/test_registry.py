"""Which pack a case gets, and what it says where no law is on file."""

from datetime import date

import pytest

from policy import registry

TODAY = date(2026, 11, 21)


def test_copyright_in_the_united_states_is_under_the_dmca():
    pack = registry.for_case("US", "copyright", TODAY)
    assert (pack.code, pack.region, pack.note) == ("us-dmca", "US", "")


def test_a_region_without_a_verified_rule_gets_the_house_and_a_plain_sentence():
    pack = registry.for_case("NO", "copyright", TODAY)
    assert (pack.code, pack.region) == ("house-general", "NO")
    assert pack.note == "No verified rule is on file for this region; the house policy applies."
    assert all(rule.basis == "policy" for rule in pack.rules())


def test_trademarks_are_house_policy_in_the_united_states_too_and_it_says_why():
    pack = registry.for_case("US", "trademark", TODAY)
    assert pack.code == "house-trademark"
    assert "Tiffany" in pack.note
    assert pack.removal is None


def test_the_house_promises_three_working_days_five_days_and_six_months():
    pack = registry.for_case("NO", "trademark", TODAY)
    answer, decide, appeal = pack.clock("answer"), pack.clock("decide"), pack.clock("appeal")
    assert (answer.upper, answer.unit, answer.then) == (3, "working_days", "silence_to_decision")
    assert (decide.upper, decide.unit) == (5, "calendar_days")
    assert (appeal.upper, appeal.unit, pack.appeal.by) == (6, "calendar_months", ("complainant", "seller"))


def test_a_house_pack_is_laid_into_its_region():
    pack = registry.for_case("NO", "trademark", TODAY)
    assert pack.clock("answer").calendar == "NO"
    assert {remedy.territories for remedy in pack.remedies} == {("NO",)}
    assert registry.for_case("EU", "trademark", TODAY).clock("answer").calendar == ""


def test_a_pack_the_marketplace_has_not_chosen_is_replaced_and_it_says_so():
    pack = registry.for_case("US", "copyright", TODAY, chosen=())
    assert (pack.code, pack.note) == ("house-general", registry.NOT_CHOSEN)
    assert registry.for_case("US", "copyright", TODAY, chosen=("us-dmca",)).code == "us-dmca"


def test_before_the_act_there_was_no_act():
    with pytest.raises(registry.UnknownPack):
        registry.for_case("US", "copyright", date(1998, 10, 27))


def test_refuses_a_right_it_does_not_know():
    with pytest.raises(ValueError, match="kind of right"):
        registry.for_case("US", "recipe", TODAY)


def test_a_stored_case_finds_its_pack_again():
    chosen = registry.for_case("NO", "trademark", TODAY)
    again = registry.pack(chosen.code, chosen.version, region="NO").on(TODAY)
    assert again.clocks == chosen.clocks
    assert again.remedies == chosen.remedies
    assert registry.pack("us-dmca").version == "2"


@pytest.mark.parametrize(("code", "version"), [("xx-none", None), ("us-dmca", "0")])
def test_an_unknown_pack_is_refused(code, version):
    with pytest.raises(registry.UnknownPack):
        registry.pack(code, version)


def test_geographical_indications_came_with_new_versions_that_say_the_same_of_every_other_kind():
    """What was decided under an earlier version is replayed as it was."""
    for region in ("EU", "DE", "BR", "NO"):
        found = registry.for_case(region, "geographical_indication", TODAY)
        assert {reason.code for reason in found.reasons_for("geographical_indication")} == {
            "indication_used", "indication_evoked",
        }  # fmt: skip
        before = registry.pack(found.code, str(int(found.version) - 1), region=region)
        assert "geographical_indication" not in before.right_kinds
        for kind in before.right_kinds:
            assert found.reasons_for(kind) == before.reasons_for(kind)
            told = [[(g.code, g.title, g.outcome, g.reference) for g in pack.leaves(kind)] for pack in (found, before)]
            assert told[0] == told[1]
        assert (found.clocks, found.letters, found.remedies) == (before.clocks, before.letters, before.remedies)
    eu = registry.for_case("EU", "geographical_indication", TODAY)
    grounds = {ground.code: ground.reference for ground in eu.leaves("geographical_indication")}
    assert grounds["indication.evoked"].startswith("Reg. (EU) 2024/1143 art. 26")
