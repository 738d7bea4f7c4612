"""A letter in its reader's language: rendered once, sent, delivered, opened, and shown with its proof."""

import re
import zlib
from datetime import UTC, datetime

import pytest
from django.core import mail as outbox
from django.utils import translation
from reportlab.pdfbase import pdfmetrics

from accounts import services as accounts
from audit.models import Entry, Mention
from audit.sequencer import seal
from delivery.effects import send_mail
from enforcement import services
from enforcement.letter_fonts import runs
from enforcement.letter_html import html_of, isolated
from enforcement.letter_pdf import Copy, pdf_of
from enforcement.letter_words import outcome
from enforcement.models import Delivered, Seen
from enforcement.services.deciding import Choice
from policy.letters.languages import LANGUAGES
from tenancy.errors import Invalid
from tests.enforcement.pages import text
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case, trademark
from workflow.models import Effect

SENT_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def speak(market, party: str, language: str) -> None:
    row = market.parties[party]
    row.refresh_from_db()
    accounts.edit_party(actor=market.system, party=row, language=language)


def mailed(notice) -> Effect:
    [effect] = [e for e in Effect.objects.filter(kind="mail") if str(notice.id) in e.payload]
    return effect


def verbs(notice) -> list[str]:
    mentions = Mention.objects.filter(target_id=notice.id).values("entry_id")
    return list(Entry.objects.filter(id__in=mentions).order_by("id").values_list("verb", flat=True))


def test_both_sides_read_the_same_decision_each_in_their_own_language(market):
    speak(market, "seller", "ja")
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1", title="Tasche <b>")]))
    asked = case.notices.get(letter="notice")
    assert (asked.language, asked.template, asked.template_version) == ("ja", "house.notice", 1)
    assert "商品が模倣品である\nThey are not ours." in asked.body
    assert "- A-1: Tasche <b>" in asked.body
    assert '<li dir="auto"><bdi>A-1: Tasche &lt;b&gt;</bdi></li>' in asked.html
    assert asked.html.startswith('<div lang="ja" dir="ltr">')
    heard(case)
    choice = {case.items.get().id: Choice(ground="counterfeit.goods", reasons="Printed, not woven.")}
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=choice)
    let_it_take_effect(case)
    told = {notice.language: notice.body for notice in case.notices.filter(letter="decision")}
    assert "1 件の出品を削除" in told["ja"]
    assert "商品が模倣品である\nPrinted, not woven." in told["ja"]
    assert "年" in told["ja"]
    assert "1 Angebot wird entfernt" in told["de"]
    assert "Die Ware ist gefälscht" in told["de"]
    assert translation.get_language() == "en"


def test_what_is_missing_is_said_in_the_language_of_who_must_add_it(market):
    speak(market, "brand", "zh-Hans")
    draft = services.save_draft(
        actor=market.actor("brand"), right=trademark(market), region="EU", reason="counterfeit",
        listings=[listing(market, "A-2").id],
    )  # fmt: skip
    letter = services.file_complaint(actor=market.actor("brand"), reference=draft.reference).notices.get()
    assert "- 签名" in letter.body
    assert "日（含当日）之前补充" in letter.body


def test_a_letter_is_sent_delivered_by_mail_and_opened_each_once_and_proven(market):
    filed = complaint(market, trademark(market), [listing(market, "A-1")])
    case, receipt = only_case(filed), filed.notices.get()
    asked = case.notices.get(letter="notice")
    effect = mailed(receipt)
    for _again in range(2):
        send_mail(effect)
    sent = outbox.outbox[0]
    assert sent.extra_headers["Content-Language"] == "de"
    assert [kind for _body, kind in sent.alternatives] == ["text/html"]
    assert receipt.html in sent.alternatives[0][0]
    assert Delivered.objects.get(notice=receipt).means == "mail"
    services.see_complaint_notices(actor=market.actor("brand"), complaint=filed)
    assert verbs(receipt) == ["notice.sent", "notice.delivered", "notice.seen"]
    for _again in range(2):
        services.see_letter(actor=market.actor("seller"), notice=asked)
    services.see_letter(actor=market.actor("brand"), notice=asked)
    assert (Delivered.objects.get(notice=asked).means, Seen.objects.filter(notice=asked).count()) == ("page", 1)
    send_mail(mailed(asked))
    assert verbs(asked) == ["notice.sent", "notice.delivered", "notice.seen"]


def test_html_is_made_of_text_and_links_to_us_alone(settings):
    made = html_of(f"Dear <b>,\n\n- a & b\n- c\nsee {settings.SITE_URL}/m/x. and https://evil.test/x", "de")
    assert "<p>Dear &lt;b&gt;,</p>" in made
    assert '<ul><li dir="auto">a &amp; b</li><li dir="auto">c</li></ul>' in made
    assert f'<a href="{settings.SITE_URL}/m/x">' in made
    assert 'href="https://evil' not in made


def test_what_is_filled_in_turns_nothing_else_round(settings):
    typed = isolated("- A-1: \u202eBag <i>\u2069\n\nעברית")
    made = html_of(f"Dear {isolated('Ada')},\n\n{typed}\n\n{isolated(f'{settings.SITE_URL}/m/x')}", "en")
    assert "<p>Dear <bdi>Ada</bdi>,</p>" in made
    assert '<li dir="auto"><bdi>A-1: \u202eBag &lt;i&gt;</bdi></li>' in made
    assert "<p><bdi>עברית</bdi></p>" in made
    assert f'<p><a href="{settings.SITE_URL}/m/x">' in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_as_pdf_is_the_same_bytes_every_time_and_loses_no_character(language):
    copy = Copy(
        "Fair",
        "Söhne 東京 김치 (PA-1)",
        "MW-1",
        "Betreff",
        "- A-1: 皮包\n\n" * 60,
        language,
        SENT_AT,
        "e",
        "ab",
        7,
    )
    made = pdf_of(copy)
    assert made.startswith(b"%PDF-1.")
    assert made == pdf_of(copy)
    fonts = {font for font, _run in runs("Söhne – 東京 김치 皮", language)}
    assert {"NotoSans", "HYGothic-Medium"} < fonts
    assert runs("א", language) == [("NotoSans", "[U+05D0]")]


NAMES = {
    "Polish": "Łódź Żółć Sp. z o.o.",
    "Czech": "Příliš žluťoučký kůň, Dvořák",
    "Lithuanian": "Šiaulių Ąžuolynė",
    "Turkish": "İstanbul Güneş Çağrı",
    "Vietnamese": "Nguyễn Thị Hằng",
    "Greek": "Αθήνα Γεώργιος ΑΕ",
    "Russian": "ООО «Щёголь», Москва",
    "Ukrainian": "Їжак Ґанок Київ",
    "Chinese": "深圳皮具有限公司",
    "Japanese": "株式会社かばん屋",
    "Korean": "주식회사 가방",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_stands_in_a_pdf_in_fonts_that_have_it(language):
    for name in NAMES.values():
        parts = runs(name, language)
        assert "".join(part for _font, part in parts) == name
        for font, part in parts:
            held = getattr(pdfmetrics.getFont(font).face, "charToGlyph", None)
            assert {ord(letter) for letter in part} <= set(held) if held else not part.isascii()
    assert runs("10\u202f000\u00a0€", language) == [("NotoSans", "10\u202f000\u00a0€")]


def test_what_stands_in_a_pdf_can_be_copied_from_it():
    """The characters of a font that is carried along name themselves: a reader finds “ź”, not the number of a glyph."""
    made = pdf_of(Copy("Fair", NAMES["Polish"], "MW-1", NAMES["Russian"], NAMES["Greek"], "en", SENT_AT, "e", "ab", 7))
    told = b"".join(
        zlib.decompressobj().decompress(part.split(b"stream\n", 1)[1])
        for part in made.split(b"/Filter [ /FlateDecode ]")[1:]
    )
    named = {
        chr(int(code, 16))
        for table in re.findall(rb"beginbfchar(.*?)endbfchar", told, re.DOTALL)
        for code in re.findall(rb"<([0-9A-F]{4})>", table)
    }
    assert {letter for key in ("Polish", "Russian", "Greek") for letter in NAMES[key]} <= named


def test_the_page_of_a_letter_shows_its_three_times_and_its_reader_alone_opens_it(market, as_):
    filed = complaint(market, trademark(market), [listing(market, "A-1")])
    case = only_case(filed)
    asked = case.notices.get(letter="notice")
    seal()
    address = market.url(f"letters/{asked.id}")
    page = text(as_(market, "seller").get(address))
    assert asked.html in page
    assert page.count("<time") >= 3
    pdf = as_(market, "seller").get(f"{address}.pdf")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert as_(market, "brand").get(address).status_code == 404
    assert as_(market, "other_seller").get(f"{address}.pdf").status_code == 404
    templates = text(as_(market, "lead").get(market.url("rules/house-trademark/letters?language=fr&direction=rtl")))
    assert "Réclamation visant vos annonces" in templates
    assert '<div lang="fr" dir="rtl">' in templates


def test_pages_stay_english_whatever_a_browser_asks_for(market, as_):
    page = text(as_(market, "seller").get(market.url("listings"), headers={"accept-language": "de,ja;q=0.9"}))
    assert '<html lang="en"' in page


def test_a_party_chooses_a_language_that_letters_are_written_in(market):
    shop = market.parties["seller"]
    assert (shop.language, market.parties["brand"].language) == ("en", "de")
    with pytest.raises(Invalid):
        speak(market, "seller", "tlh")
    speak(market, "seller", "fr")
    shop.refresh_from_db()
    assert shop.language == "fr"
    speak(market, "seller", "")
    shop.refresh_from_db()
    assert shop.language == "en"


def test_numbers_agree_with_their_words_in_every_language():
    said = {}
    for language in ("en", "de", "fr", "es", "it"):
        with translation.override(language):
            said[language] = (str(outcome(1, 0)), str(outcome(0, 2)))
    assert said["en"] == ("1 listing is removed", "2 listings stay")
    assert said["it"] == ("1 inserzione è rimossa", "2 inserzioni restano pubblicate")
    assert all(one != two for one, two in said.values())
