"""The parts: what a page can rely on when it hands them somebody's words."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from accounts.permissions import may
from tenancy.actor import Actor
from web.styleguide import ARABIC, INVISIBLE, LONG, TRICKY, SpecimenForm

pytestmark = pytest.mark.urls("tests.web.urls")
MARKED = re.compile(r"<[^>]*(\sstyle=|\son[a-z]+=|hx-on)", re.I)


def drawn(source: str, **values: object) -> str:
    """A template, rendered."""
    return Template(source).render(Context(values))


@pytest.mark.parametrize(
    "part",
    [
        "{% badge words %}",
        "{% pair words words %}",
        "{% button words url='/' %}",
        "{% panel words note=words %}{% endpanel %}",
        "{% page_head words %}{% endpage_head %}",
        "{% moment words note=words %}",
        "{% fact 'Name' words note=words %}",
        "{% signal 'Word' words 5 %}",
        "{% figure '' 'gone' caption=words note=words %}",
        "{% chip words '/' %}",
        "{% confirm words %}{% endconfirm %}",
        "{% dialog 'd' words %}{% enddialog %}",
        "{{ words|bdi }}",
        "{{ words|prose }}",
    ],
)
def test_words_of_people_are_escaped_and_isolated(part: str) -> None:
    html = drawn(part, words=TRICKY)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert re.search(r"<bdi[^>]*>Halden", html) or '<p class="prose" dir="auto">Halden' in html


def test_a_hostile_address_or_attribute_cannot_leave_its_quotes() -> None:
    html = drawn("{% button 'x' url=bad hx_get=bad %}{% search_box 'x' value=bad %}{% fragment bad 'x' %}", bad='"><b>')
    assert "<b>" not in html


def test_a_name_without_a_visible_character_can_still_be_followed() -> None:
    html = drawn("{% pair name url='/seller' %}", name=INVISIBLE)
    assert "(no visible text)" in html
    assert INVISIBLE in html


def test_words_no_line_can_hold_may_break_and_others_do_not() -> None:
    assert 'class="long"' in drawn("{{ x|bdi }}", x=LONG)
    assert drawn("{{ x|bdi }}", x=ARABIC) == f"<bdi>{ARABIC}</bdi>"


def test_a_colour_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not a tone"):
        drawn("{% badge 'x' 'pink' %}")
    with pytest.raises(ValueError, match="not a kind"):
        drawn("{% button 'x' kind='huge' %}")


def test_a_refused_button_is_disabled_and_says_why() -> None:
    reader = Actor(kind="person", tenant_id=None, role="holder.reader")
    html = drawn("{% button 'File' post='/file' refused=answer %}", answer=may(reader, "complaint.file"))
    assert "disabled" in html
    assert "does not let you" in html
    assert "<form" not in html
    allowed = Actor(kind="person", tenant_id=None, role="holder.member")
    assert "disabled" not in drawn("{% button 'File' refused=answer %}", answer=may(allowed, "complaint.file"))


def test_a_refused_decision_has_no_last_look() -> None:
    reader = Actor(kind="person", tenant_id=None, role="holder.reader")
    html = drawn("{% confirm 'Remove' refused=answer %}{% endconfirm %}", answer=may(reader, "case.decide"))
    assert "<details" not in html
    assert "disabled" in html


def test_a_button_with_a_form_of_its_own_carries_the_token() -> None:
    html = drawn("{% button 'Go' post='/go' %}{% confirm 'Go' post='/go' %}{% endconfirm %}", csrf_token="t" * 64)
    assert html.count('name="csrfmiddlewaretoken"') == 2


def test_a_clock_without_a_bound_has_no_bar() -> None:
    assert "<svg" not in drawn("{% clock t %}", t=timezone.now())
    assert "<svg" in drawn("{% clock t upper=t %}", t=timezone.now())


def test_numbers_in_drawings_do_not_follow_the_language() -> None:
    with timezone.override("UTC"):
        html = drawn("{% load i18n %}{% language 'de' %}{% score 71.4 %}{% progress 1234 5678 'x' %}{% endlanguage %}")
    assert 'width="71%"' in html
    assert 'width="22%"' in html
    assert "1.234" in html


def test_a_time_is_shown_in_the_zone_of_the_person() -> None:
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    with timezone.override("Europe/Warsaw"):
        html = drawn("{{ m|when }}", m=moment)
    assert "2 Jul" in html
    assert "00:30" in html
    assert "CEST" in html


def test_a_field_ties_its_help_and_errors_to_the_control() -> None:
    form = SpecimenForm({"name": ""})
    html = drawn("{% fields form %}", form=form)
    described = re.findall(r'aria-describedby="([^"]+)"', html)
    assert described
    assert all(f'id="{one}"' in html for several in described for one in several.split())
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert re.search(r'<fieldset[^>]*id="id_answer"[^>]*aria-describedby="id_answer_error"', html)


class Plain(forms.Form):
    """A field without a help of its own."""

    name = forms.CharField(label="Name")


def test_a_help_that_the_page_gives_is_tied_to_the_control_as_well() -> None:
    html = drawn("{% field form.name help='As on the register.' %}", form=Plain())
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'id="id_name_helptext">As on the register.' in html


def test_the_summary_of_errors_leads_to_every_wrong_field() -> None:
    form = SpecimenForm({"name": "", "email": "x"})
    html = drawn("{% form_errors form %}{% fields form %}", form=form)
    targets = re.findall(r'<li><a href="#(\w+)"', html)
    assert len(targets) == len(form.errors)
    assert all(f'id="{target}"' in html for target in targets)
    assert drawn("{% form_errors form %}", form=SpecimenForm()) == ""


def test_errors_of_hidden_fields_are_said_too() -> None:
    class Secret(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput)

    assert "This could not be done" in drawn("{% form_errors form %}", form=Secret({"version": "x"}))


def test_what_was_typed_is_kept_and_a_lost_file_is_asked_for_again() -> None:
    sworn = {"name": "Halden", "office": "em", "answer": "no"}
    sent = SimpleUploadedFile("logo <1>.png", b"not looked at", "image/png")
    form = SpecimenForm(sworn, MultiValueDict({"file": [sent]}))
    html = drawn("{% form_errors form %}{% fields form %}", form=form)
    assert 'value="Halden"' in html
    assert html.count("Choose this file again") == 2
    assert html.count("<bdi>logo &lt;1&gt;.png</bdi>") == 2
    assert "again, a browser" not in drawn("{% fields form %}", form=SpecimenForm(sworn))


def test_the_summary_of_several_forms_says_in_which_one_it_is() -> None:
    forms_shown = [SpecimenForm({"name": ""}, prefix=str(n)) for n in range(2)]
    for n, form in enumerate(forms_shown):
        form.heading = f"Registration {n + 1}"
    html = drawn("{% form_errors all refusal='No.' %}", all=forms_shown)
    assert html.count('class="notice stop"') == 1
    assert "Registration 1, Name" in html
    assert "Registration 2, Name" in html
    assert 'href="#id_1-name"' in html
    assert "<p>No.</p>" in html


def test_a_last_look_can_be_left_without_a_keyboard() -> None:
    html = drawn("{% confirm 'Remove 11' commit='Remove' key='c' %}x{% endconfirm %}")
    summary = re.search(r"<summary.*?</summary>", html)[0]
    assert "Cancel" in summary
    assert 'data-key-label="Remove 11"' in summary


def test_no_part_carries_script_or_style_in_the_page(client: Client, settings) -> None:
    settings.DEMO = True
    page = client.get("/styleguide").content.decode()
    assert not MARKED.search(page)
    assert "<style" not in page
    assert not re.search(r"<script(?! src=)", page)
    for template in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        text = template.read_text()
        assert not MARKED.search(text), template
        assert "<style" not in text, template


def test_the_page_of_parts_exists_in_development_and_the_demo_alone(client: Client, settings) -> None:
    settings.DEMO = settings.DEBUG = False
    assert client.get("/styleguide").status_code == 404
    settings.DEMO = True
    assert client.get("/styleguide").status_code == 200
    assert 'dir="rtl"' in client.get("/styleguide?rtl").content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 429, 500])
def test_a_failure_has_a_page_even_without_a_request(status: int) -> None:
    html = Template(f'{{% include "{status}.html" %}}').render(Context())
    assert f">{status}<" in html
    assert "<h1>" in html


def test_every_drawing_a_page_names_is_in_the_sprite() -> None:
    sprite = (Path(settings.BASE_DIR) / "web/static/web/icons.svg").read_text()
    known = set(re.findall(r'<symbol id="(\w+)"', sprite))
    used = set()
    for template in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        used |= set(re.findall(r'(?:{% icon |icon=)"(\w+)"', template.read_text()))
    assert used
    assert used <= known
