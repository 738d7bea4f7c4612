"""Reports by anybody: filed, told apart, taken up by listing, decided together; and told how their cases ended."""

import json
from datetime import date, timedelta

import pytest
from django.utils import translation

from accounts import services as accounts
from audit.models import Entry
from enforcement import services
from enforcement.models import Case, Complaint, Report, ReportCase, ReportedListing
from enforcement.report_rounds import tell_who_reported
from enforcement.report_told import DISMISSALS, SECOND_LOOK
from enforcement.reported import candidates, figures_of, groups_of, progress_of, queue
from enforcement.services import Award, Choice, Reported
from policy.letters.languages import LANGUAGES, catalogue
from sellers.models import QualityFact
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.cast import add_key
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case, trademark
from workflow.models import Effect

ADA, BEN = "ada@reporters.test", "ben@reporters.test"


def anybody(market):
    return Actor.anonymous(market.id)


def report(market, *numbers, kind="counterfeit", who=None, whence="192.0.2.7", **more):
    said = {"explanation": "The label is printed, not woven.", "in_good_faith": True, **more}
    actor = market.actor(who) if who else anybody(market)
    return services.file_report(actor=actor, said=Reported(numbers=numbers, kind=kind, **said), whence=whence)


def lines(listing):
    return list(ReportedListing.objects.filter(listing=listing).order_by("id"))


def states(listing):
    return [line.state for line in lines(listing)]


def mails(to):
    return [one.payload for one in Effect.objects.filter(kind="mail").order_by("id") if to in one.payload]


def flag(market, party="brand", kinds=("trademark",), **more):
    award = {"coordinator": "DE", "starts_on": date(2026, 1, 1), **more}
    return services.add_flagger(
        actor=market.actor("lead"), award=Award(party=market.parties[party].reference, kinds=kinds, **award)
    )


def decide(case, market, outcome="counterfeit.goods"):
    heard(case)
    choices = {item.id: Choice(outcome, reasons="Printed.") for item in case.items.all()}
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=choices)
    let_it_take_effect(case)


def test_anybody_reports_and_gets_a_receipt_that_opens_only_their_own(market):
    one = listing(market, "A-1")
    filed = report(market, "A-1", email=ADA, name="Ada Any")
    assert filed.report.reference.startswith("RP-")
    assert (filed.report.channel, filed.report.party_id, filed.report.state) == ("public", None, "received")
    assert filed.token not in filed.report.token_hash
    assert services.report_of(filed.token) == filed.report
    for wrong in ("", filed.token[:-1], filed.token + "0", filed.report.token_hash):
        with pytest.raises(NotFound):
            services.report_of(wrong)
    [mail] = mails(ADA)
    assert filed.token in mail
    assert one.number in mail
    entry = Entry.objects.get(subject_id=filed.report.id, verb="report.filed")
    assert not any(word in bytes(entry.data) for word in (b"Ada", b"ada@", b"printed"))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("listings", {"numbers": ["NONE-1"]}), ("listings", {"numbers": []}), ("explanation", {"explanation": " "}),
     ("good_faith", {"in_good_faith": False}), ("kind", {"kind": "spam"})],
)  # fmt: skip
def test_what_a_report_lacks_is_named(market, field, wrong):
    listing(market, "A-1")
    said = {"numbers": ["A-1"], "kind": "mark", "explanation": "Ours.", "in_good_faith": True, **wrong}
    with pytest.raises(Invalid) as refused:
        services.file_report(actor=anybody(market), said=Reported(**said))
    assert field in refused.value.fields
    assert not Report.objects.exists()


def test_one_reporter_counts_once_and_may_take_it_back(market):
    one = listing(market, "A-1")
    first = report(market, "A-1", email=ADA)
    report(market, "A-1", email=ADA.upper(), whence="198.51.100.1")
    report(market, "A-1", email=BEN)
    assert states(one) == ["received", "merged", "received"]
    [group] = groups_of(queue(market.actor("reviewer")), market.actor("reviewer"))
    assert (group.reporters, group.kinds) == (2, ["counterfeit"])
    services.withdraw_report(actor=anybody(market), report=first.report)
    assert states(one) == ["withdrawn", "received", "received"], "what was said again stands by itself"
    with pytest.raises(Conflict):
        services.withdraw_report(actor=anybody(market), report=first.report)


def test_a_fake_that_reached_a_buyer_is_noted_on_the_sellers_record_once(market):
    one = listing(market, "A-1")
    report(market, "A-1", kind="bought", email=ADA)
    report(market, "A-1", kind="bought", email=ADA)
    fact = QualityFact.objects.get()
    assert (fact.listing_id, fact.kind, fact.source) == (one.id, "suspected_fake", "buyer")


def test_a_dismissal_is_told_with_its_reason_and_somebody_else_takes_the_second_look(market):
    one = listing(market, "A-1")
    filed = report(market, "A-1", email=ADA)
    reviewer, other = market.actor("reviewer"), market.actor("lead")
    services.take_up_reports(actor=reviewer, listing_id=one.id)
    assert [step.state for step in progress_of(filed.report)] == ["in_review"]
    services.dismiss_report(actor=reviewer, listing_id=one.id, reason="genuine", words="Bought from the owner.")
    assert "Bought from the owner." in mails(ADA)[-1]
    [step] = progress_of(filed.report)
    assert (step.state, step.words) == ("dismissed", "Bought from the owner.")
    with pytest.raises(Conflict):
        services.add_to_report(actor=anybody(market), report=filed.report, explanation="But look.")
    services.contest_dismissal(actor=anybody(market), report=filed.report, explanation="The owner says no.")
    with pytest.raises(Denied):
        services.dismiss_report(actor=reviewer, listing_id=one.id, reason="genuine")
    services.dismiss_report(actor=other, listing_id=one.id, reason="unclear")
    with pytest.raises(Conflict):
        services.contest_dismissal(actor=anybody(market), report=filed.report, explanation="Again.")


def test_a_case_from_reports_tells_every_reporter_once_when_it_takes_effect(market):
    right, one = trademark(market), listing(market, "A-1", title="Zanderholt travel bag")
    first, second = report(market, "A-1", email=ADA), report(market, "A-1", email=BEN)
    found = candidates(market.actor("reviewer"), one, database_now())
    assert [(row.right.id, row.regions, row.problem) for row in found] == [(right.id, ["EU"], "")]
    assert found[0].match is not None
    [case] = services.open_report_case(actor=market.actor("reviewer"), listing_id=one.id, right=right.reference)
    assert (case.source, case.complainant_id, case.state, case.region) == ("report", None, "noticed", "EU")
    assert states(one) == ["case_opened", "case_opened"]
    assert tell_who_reported(database_now()) is None
    assert len(mails(ADA)) == 1, "nothing is decided yet"
    decide(case, market)
    for _again in range(2):
        tell_who_reported(database_now())
    assert [len(mails(to)) for to in (ADA, BEN)] == [2, 2]
    assert ReportCase.objects.filter(told_at=None).count() == 0
    [step] = progress_of(second.report)
    assert [(end.region, end.outcome) for end in step.ended] == [("EU", "upheld")]
    assert first.token in mails(ADA)[-1]
    assert "Printed." not in mails(ADA)[-1], "what is written to the two sides is not for others"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reporter_reads_every_mail_in_the_language_they_chose(market, language):
    listing(market, "A-1")
    filed = report(market, "A-1", email=ADA, language=language)
    services.dismiss_report(
        actor=market.actor("reviewer"), listing_id=filed.report.listings.get().listing_id, reason="genuine", words="¶"
    )
    received, told = [json.loads(mail) for mail in mails(ADA)]
    assert (received["language"], told["language"]) == (language, language)
    with translation.override(catalogue(language)):
        ours = [str(words) for words in (DISMISSALS["genuine"], SECOND_LOOK)]
    assert all(words in told["body"] for words in (*ours, "¶", filed.token))
    said = {mail["subject"] + mail["body"] for mail in (received, told)}
    assert any("Your report" in words for words in said) == (language == "en"), said


def test_without_a_choice_a_reporter_is_written_to_as_the_marketplace_reads(market):
    listing(market, "A-1")
    accounts.edit_party(actor=market.system, party=market.parties["operator"], language="it")
    assert report(market, "A-1", email=ADA).report.language == "it"
    assert "Abbiamo ricevuto il Suo avviso" in json.loads(mails(ADA)[0])["subject"]
    with pytest.raises(Invalid):
        report(market, "A-1", email=BEN, language="tlh")


def test_reports_join_the_case_that_is_open(market):
    right, one = trademark(market), listing(market, "A-1")
    case = only_case(complaint(market, right, [one]))
    report(market, "A-1", email=ADA)
    with pytest.raises(Invalid):
        services.open_report_case(actor=market.actor("reviewer"), listing_id=one.id, right=right.reference)
    services.merge_reports(actor=market.actor("reviewer"), listing_id=one.id, case=case.reference)
    assert states(one) == ["merged"]
    decide(case, market)
    tell_who_reported(database_now())
    assert len(mails(ADA)) == 2


def test_a_reviewer_opens_cases_only_where_they_work_and_a_reader_none(market):
    right, one = trademark(market), listing(market, "A-1")
    report(market, "A-1")
    with pytest.raises(Invalid):
        services.open_report_case(actor=market.actor("reviewer_us"), listing_id=one.id, right=right.reference)
    for who in ("auditor", "brand", "seller"):
        with pytest.raises(Denied):
            services.open_report_case(actor=market.actor(who), listing_id=one.id, right=right.reference)


def test_a_partner_refers_by_key_and_is_told_by_the_feed(market):
    right, one = trademark(market), listing(market, "A-1")
    add_key(market, "freight", party="logistics", scopes=["reports"])
    filed = report(market, "A-1", kind="bought", who="key:freight")
    assert (filed.report.channel, filed.token, QualityFact.objects.get().source) == ("partner", "", "warehouse")
    [case] = services.open_report_case(actor=market.actor("reviewer"), listing_id=one.id, right=right.reference)
    assert case.source == "referral"
    decide(case, market)
    tell_who_reported(database_now())
    told = Effect.objects.filter(recipient=f"party:{market.parties['logistics'].id}", kind="change")
    assert ['"outcome": "upheld"' in one.payload for one in told] == [True]
    with pytest.raises(Denied):
        report(market, "A-1", who="key:seller")


def test_trusted_flaggers_come_first_within_their_expertise_and_nothing_more(market):
    right, early, late = trademark(market), listing(market, "A-1"), listing(market, "A-2")
    report(market, "A-1", email=ADA)
    flag(market)
    filed = report(market, "A-2", who="brand")
    assert (filed.report.channel, filed.report.lane, states(late)) == ("flagger", "flagger", ["received"])
    assert report(market, "A-2", kind="copied", who="brand").report.lane == "", "not their area"
    heads = queue(market.actor("reviewer")).order_by("turn", "id")
    assert [head.listing_id for head in heads] == [late.id, early.id]
    case = only_case(complaint(market, right, [listing(market, "A-3")]))
    assert (case.lane, Complaint.objects.get().lane, case.state) == ("flagger", "flagger", "noticed")
    [own] = services.open_report_case(actor=market.actor("reviewer"), listing_id=late.id, right=right.reference)
    assert Case.objects.get(id=own.id).lane == "flagger"


def test_the_register_keeps_dates_and_tells_the_coordinator_with_figures(market):
    right = trademark(market)
    row = flag(market)
    with pytest.raises(Invalid):
        flag(market)
    one, two = listing(market, "A-1"), listing(market, "A-2")
    case = only_case(complaint(market, right, [one]))
    decide(case, market)
    report(market, "A-2", who="brand")
    services.dismiss_report(actor=market.actor("reviewer"), listing_id=two.id, reason="unclear")
    today = database_now().date()
    found = figures_of(market.parties["brand"].id, date(2026, 1, 1))
    assert (found.notices, found.upheld, found.rejected) == (2, 1, 1)
    told = services.report_to_coordinator(
        actor=market.actor("lead"), flagger_id=row.id, since=date(2026, 1, 1), words="Half says nothing."
    )
    assert (told.notices, told.rejected, told.words) == (2, 1, "Half says nothing.")
    services.end_flagger(actor=market.actor("lead"), flagger_id=row.id, ends_on=today - timedelta(days=1))
    assert report(market, "A-1", who="brand").report.channel == "public"
    with pytest.raises(Denied):
        services.end_flagger(actor=market.actor("reviewer"), flagger_id=row.id, ends_on=today)
