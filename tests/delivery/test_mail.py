"""Mail: rendered once, in the reader's language, and sent so that a second copy is recognised."""

import json

import pytest
from django.core import mail as outbox
from django.template import TemplateDoesNotExist
from django.test import override_settings

from accounts.models import Party, User
from audit.log import record
from audit.verbs import verb
from delivery import services
from delivery.effects import send_mail, single_line
from tests.cast import make_market
from workflow.effects import carry_out_ripe
from workflow.models import Effect
from workflow.rounds import run_round

SPOKEN = verb("test.mailed", "A letter was written")


def write(market, party="seller", **context) -> list[Effect]:
    row = market.parties[party]
    context = {"subject": "Your case MW-7Q4K2", "body": "Dear seller,\n\nplease answer.", **context}
    entry = record(SPOKEN, actor=market.system, subject=row)
    return services.mail(to_party=row, template="letter", context=context, entry=entry)


def payload(effect: Effect) -> dict:
    return json.loads(Effect.objects.get(id=effect.id).payload)


def test_a_letter_is_rendered_when_it_happens_and_goes_to_the_contact_of_the_party(market):
    [effect] = write(market, link="http://localhost/m/fair/cases/MW-7Q4K2")
    letter = payload(effect)
    assert letter["to"] == market.parties["seller"].contact_email
    assert letter["subject"] == "Your case MW-7Q4K2"
    assert "please answer." in letter["body"]
    assert "http://localhost/m/fair/cases/MW-7Q4K2" in letter["body"]
    Party.objects.filter(id=market.parties["seller"].id).update(contact_email="changed@later.test")
    send_mail(effect)
    assert outbox.outbox[0].to == [letter["to"]]


def test_without_a_contact_the_main_accounts_are_told(market):
    Party.objects.filter(id=market.parties["seller"].id).update(contact_email="")
    market.parties["seller"].refresh_from_db()
    assert [payload(effect)["to"] for effect in write(market)] == [market.user("seller").email]


def test_a_party_nobody_reads_for_gets_no_mail_and_nothing_breaks(market):
    party = market.parties["supplier"]
    party.contact_email = ""
    assert write(market, "supplier") == []


def test_the_same_letter_written_twice_for_one_entry_leaves_once(market):
    row = market.parties["seller"]
    entry = record(SPOKEN, actor=market.system, subject=row)
    context = {"subject": "s", "body": "b"}
    first = services.mail(to_party=row, template="letter", context=context, entry=entry)
    again = services.mail(to_party=row, template="letter", context=context, entry=entry)
    assert first[0].id == again[0].id


def test_markup_that_somebody_typed_is_text_in_the_html_and_untouched_in_the_plain_part(market):
    letter = payload(write(market, body="<script>alert(1)</script> & Sons")[0])
    assert "<script>" not in letter["html"]
    assert "&lt;script&gt;" in letter["html"]
    assert "<script>alert(1)</script> & Sons" in letter["body"]
    assert "http" not in letter["html"].replace("<!doctype html>", ""), "nothing is fetched when it is opened"


def test_the_reader_is_written_to_in_their_language(market):
    User.objects.create(email=market.parties["seller"].contact_email, language="de")
    assert 'lang="de"' in payload(write(market)[0])["html"]
    assert 'lang="en"' in payload(write(market, "brand")[0])["html"]


@pytest.mark.parametrize(
    "typed",
    [f"a{between}Bcc: x@y.test" for between in ("\r\n", "\n", "\u2028", "\x85", "\x00\t", "   ")],
)
def test_a_subject_is_one_line_whatever_was_typed(typed):
    assert single_line(typed) == "a Bcc: x@y.test"
    assert len(single_line("x" * 1000)) == 200


def test_no_header_can_be_smuggled_in_and_the_mail_says_only_what_it_must(market):
    [effect] = write(market, subject="Hello\r\nBcc: victim@example.test\r\n\r\nbody")
    send_mail(effect)
    send_mail(effect)
    first, second = (message.message() for message in outbox.outbox)
    assert first["Bcc"] is None
    assert first["Subject"] == "Hello Bcc: victim@example.test body"
    assert first["Message-ID"] == second["Message-ID"], "a repeated mail is recognised"
    assert {name.split("-")[0] for name, _value in first.items()}.isdisjoint({"List", "Return", "Disposition"})
    assert outbox.outbox[0].recipients() == [market.parties["seller"].contact_email]


def test_an_unknown_template_fails_in_the_deed_and_not_later(market):
    entry = record(SPOKEN, actor=market.system, subject=market.parties["seller"])
    with pytest.raises(TemplateDoesNotExist):
        services.mail(to_party=market.parties["seller"], template="no_such", context={}, entry=entry)


@pytest.mark.django_db(transaction=True)
def test_mail_leaves_with_the_next_round_and_is_tried_again_when_the_server_is_away(open_market):
    """No seal is needed for a mail."""
    with open_market.inside():
        Effect.objects.all().delete()
        [effect] = write(open_market)
    with override_settings(EMAIL_BACKEND="no.such.backend.Mail"):
        run_round("effects")
    with open_market.inside():
        effect = Effect.objects.get(id=effect.id)
        assert (effect.state, effect.attempts, outbox.outbox) == ("ready", 1, [])
        Effect.objects.filter(id=effect.id).update(next_at=effect.made_at)
    carry_out_ripe(open_market.id)
    assert [message.subject for message in outbox.outbox] == ["Your case MW-7Q4K2"]


def test_two_marketplaces_do_not_share_letters(db):
    fair, grand = make_market("fair"), make_market("grand")
    with fair.inside():
        [effect] = write(fair)
    with grand.inside():
        assert not Effect.objects.filter(id=effect.id).exists()
