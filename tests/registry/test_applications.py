"""Applications of rights holders and agents: who they say they are is checked, mended and decided, and nothing is lost."""

import hashlib
import html
import re
import string
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Party
from accounts.services import mend_application
from audit.models import Entry
from evidence.services import labels_of, sweep_orphans
from registry.identity.numbers import SCHEMES, Fault, Number, read, read_lei
from registry.models import Application, PartyNumber
from registry.services import applications
from registry.services.applications import Said
from tenancy.errors import Conflict, NotFound
from tests.enforcement.pages import text
from tests.registry.conftest import PDF, picture
from workflow.models import Effect

FORM = {
    "kind": "brand", "name": "Zephyr Kites AB", "country": "SE", "address": "Storgatan 1, Lund", "contact_name": "Ada",
    "contact_email": "office@zephyr.example", "website": "https://www.zephyr.example", "signatory": "Ada Lind",
    "number": "556036-0793", "about": "Our kite, in three colours.",
}  # fmt: skip
# Each is the example of the register's own documents, as python-stdnum quotes them, with one digit mistyped.
MISTYPED = {
    "SE": ("556036-0794", "organisationsnummer"), "DE": ("DE136695977", "USt-IdNr."), "GB": ("GB 980 7806 85", "VAT"),
    "CH": ("CHE-100.155.213", "UID"), "AU": ("83 914 571 674", "ABN"), "BR": ("16.727.230/0001-98", "CNPJ"),
}  # fmt: skip


def paper(name="extract.pdf", data=PDF):
    return SimpleUploadedFile(name, data, "application/pdf")


def papers():
    return {"extract": paper(), "signatory_paper": paper("card.pdf", PDF + b"%card\n")}


def applied(market, **changed):
    """The answer to the form, as anybody sends it."""
    return Client().post(market.url("apply"), {**FORM, **papers(), **changed})


def codes(application):
    return {one.code for one in applications.findings(application)}


def test_every_kind_of_number_knows_its_own_example_and_a_mistyped_digit():
    for scheme in SCHEMES.values():
        found = read(scheme.like, scheme.country) if scheme.country else read_lei(scheme.like)
        assert isinstance(found, Number), scheme
        assert found.scheme == scheme.code
        again = read(found.value, scheme.country) if scheme.country else read_lei(found.value)
        assert again == found, "what is kept is read as itself"
    for country, (typed, kind) in MISTYPED.items():
        fault = read(typed, country)
        assert isinstance(fault, Fault), typed
        assert fault.wrong == "digit"
        assert kind in fault.nearest.name
    assert read("1", "TO") is None, "a country without a rule is not refused"


@given(
    typed=st.text(alphabet=string.printable + "ØÅ株式", max_size=80),
    country=st.sampled_from(["SE", "DE", "GB", "ES", "US"]),
)
def test_whatever_is_typed_is_a_number_or_has_a_fault(typed, country):
    found = read(typed, country)
    assert isinstance(found, Number | Fault)


@pytest.mark.django_db
def test_an_application_is_checked_mended_by_its_link_and_accepted(market, as_):
    wrong = text(applied(market, number="556036-0794", name="  <b>Zephyr</b> "), 422)
    assert "The check digit of this organisationsnummer (Sweden) is wrong" in wrong
    assert "&lt;b&gt;Zephyr&lt;/b&gt;" in wrong, "what was typed stays"
    labels = {name for name in ("number", "lei", "extract", "power") if f'for="id_{name}">' in wrong}
    said = {name for name in labels if "(optional)" in wrong.split(f'for="id_{name}">')[1].split("</label>")[0]}
    assert (labels, said) == ({"number", "lei", "extract", "power"}, {"lei"}), (
        "what somebody needs is not called optional"
    )
    assert not Application.objects.exists()
    sent = applied(market)
    assert sent.status_code == 303
    link = sent["Location"]
    application = Application.objects.get()
    assert (PartyNumber.objects.get().scheme, application.party.state) == ("se_orgnr", "applied")
    mail = Effect.objects.filter(kind="mail").latest("id").payload
    assert link in mail
    assert "extract.pdf" in text(Client().get(link))
    lead, reference = as_(market, "lead"), application.party.reference
    assert "Zephyr Kites AB" in text(lead.get(market.url("applications")))
    page = text(lead.get(market.url(f"applications/{reference}")))
    for one in application.papers.select_related("evidence"):
        assert market.url(f"evidence/{one.evidence.reference}/pages") in page, "its pages are drawn there"
    assert "form and check digit are right" in page
    assert "extract.pdf" in page
    assert "Say why" in text(lead.post(market.url(f"applications/{reference}/ask"), {"ask-reason": " "}), 422)
    lead.post(market.url(f"applications/{reference}/ask"), {"ask-reason": "Who is Ada Lind?"})
    asked = text(Client().get(link))
    assert "Who is Ada Lind?" in asked
    assert 'value="5560360793"' in asked, "nothing has to be typed again"
    more = {**FORM, "signatory": "Ada Maria Lind", "signatory_paper": paper("both.pdf")}
    assert Client().post(link, more).status_code == 303
    application.refresh_from_db()
    assert (application.state, application.signatory, application.papers.count()) == ("received", "Ada Maria Lind", 3)
    lead.post(market.url(f"applications/{reference}/accept"), {"accept-reason": ""})
    application.refresh_from_db()
    party = Party.objects.get(id=application.party_id)
    assert (application.state, party.state, party.invitations.get().role) == ("accepted", "active", "holder.main")
    assert "Accepted." in text(Client().get(link))
    assert Client().post(link, FORM).status_code == 409
    with pytest.raises(Conflict):
        mend_application(actor=market.system, party=party, name="Other")
    said = list(Entry.objects.filter(verb__startswith="application.").order_by("id").values_list("verb", flat=True))
    assert said == [f"application.{deed}" for deed in ("handed_in", "asked", "mended", "decided")]


@pytest.mark.django_db
def test_an_agent_names_its_principal_and_shows_the_power(market):
    lacks = text(applied(market, kind="agent"), 422)
    assert "Name the rights holder for whom you act." in lacks
    assert "Hand in the power of attorney" in lacks
    power = paper("power.pdf", PDF + b"%power\n")
    assert applied(market, kind="agent", acts_for=market.parties["brand"].name, power=power).status_code == 303
    found = codes(Application.objects.get())
    assert {"identity_principal_here", "identity_number_fits", "identity_papers_there"} <= found


@pytest.mark.django_db
def test_what_two_have_in_common_is_found(market, mark):
    for name in ("Zephyr Kites AB", "zephyr  kites AB", mark.title):
        assert applied(market, name=name).status_code == 303
    first, second, third = Application.objects.order_by("id")
    assert "identity_number_taken" in codes(first) & codes(second)
    assert "identity_name_taken" in codes(first) & codes(second)
    assert "identity_same_paper" in codes(second)
    assert "identity_mark_known" in codes(third)
    none = applied(market, number="", no_number="1", extract="", contact_email="ada@gmail.com")
    assert none.status_code == 303
    found = codes(Application.objects.latest("id"))
    assert {"identity_no_number", "identity_extract_missing", "identity_free_mail"} <= found
    assert "identity_number_unchecked" in (
        applied(market, country="TO", number="A 1") and codes(Application.objects.latest("id"))
    )


@pytest.mark.django_db
def test_a_stranger_finds_no_application_and_the_refused_is_told_why(market, as_):
    said = Said(
        details={name: FORM[name] for name in ("name", "country", "address", "contact_name", "contact_email")},
        number=FORM["number"], signatory="Ada",
        papers=[("extract", picture("red"), ""), ("signatory", picture("blue"), "")],
    )  # fmt: skip
    made = applications.hand_in(actor=market.system, kind="brand", said=said)
    assert Client().get(market.url(f"apply/{'0' * 64}")).status_code == 404
    with pytest.raises(NotFound):
        applications.application_of("")
    assert as_(market, "brand").get(market.url(f"applications/{made.party.reference}")).status_code == 403
    with pytest.raises(Conflict):
        for _again in range(2):
            applications.decide_applicant(
                actor=market.actor("lead"), application=made, accept=False, reason="No such company."
            )
    assert "No such company." in Effect.objects.filter(kind="mail").latest("id").payload
    assert market.parties["brand"].id not in {row.party_id for row in Application.objects.all()}


def ticks(page):
    """The ticks that hand in again what was chosen before, as a browser sends them."""
    return {
        html.unescape(name): html.unescape(value)
        for name, value in re.findall(r'<input type="checkbox" name="(\w+_kept)" value="([^"]+)" checked>', page)
    }


@pytest.mark.django_db
def test_files_of_a_refused_form_are_handed_in_again_by_a_tick(world):
    market = world.market
    refused = text(applied(market, number="556036-0794"), 422)
    assert "Choose this file again" not in refused
    assert refused.count("is uploaded already") == 2
    assert not re.search(r'type="file"[^>]* required', refused), "a browser sends the form without a new file"
    kept = ticks(refused)
    assert set(kept) == {"extract_kept", "signatory_paper_kept"}
    still = text(Client().post(market.url("apply"), {**FORM, **kept, "contact_email": "ada"}), 422)
    assert len(ticks(still)) == 2, "however often it is refused"
    lacks = text(
        Client().post(market.url("apply"), {**FORM, "signatory_paper_kept": kept["signatory_paper_kept"]}), 422
    )
    assert "Hand in the extract of the trade register" in lacks, "without its tick it is left out"
    assert Client().post(world.other.url("apply"), {**FORM, **kept}).status_code == 422, "they are this marketplace's"
    assert Client().post(market.url("apply"), {**FORM, **dict.fromkeys(kept, "made:up")}).status_code == 422
    other = {**FORM, **kept, "signatory_paper": paper("passport.pdf", PDF + b"%passport\n")}
    assert Client().post(market.url("apply"), other).status_code == 303
    with market.inside():
        found = {row.kind: row.evidence for row in Application.objects.get().papers.all()}
        assert set(labels_of(list(found.values())).values()) == {"extract.pdf", "passport.pdf"}
        assert found["extract"].sha256 == hashlib.sha256(PDF).hexdigest()
        assert sweep_orphans(age=timedelta(seconds=-5)) == 1, "what was not handed in after all is swept"
