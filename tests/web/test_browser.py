"""The scripts and the look in a real browser: keys, dialogs, live parts, accessibility."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.journeys.browser import violations
from tests.web.urls import WORLD

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.web.urls")]
Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def _with_our_templates(settings) -> None:
    settings.DEMO = True
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], settings.BASE_DIR / "tests/web/templates"]}
    ]


def chosen(page: Page) -> str:
    """The row that is selected, if any."""
    return page.evaluate("document.querySelector('tr[aria-selected=true]')?.id || ''")


@pytest.mark.parametrize(
    ("path", "scheme", "width"),
    [
        ("/styleguide", "light", 1440),
        ("/styleguide?rtl", "dark", 390),
        ("/preferences", "dark", 1440),
        ("/preferences", "light", 390),
    ],
)
def test_axe_finds_nothing_and_nothing_is_cut_off(open_page: Open, path: str, scheme: str, width: int) -> None:
    page = open_page(path, width=width, scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_j_and_k_move_and_o_opens(open_page: Open) -> None:
    page = open_page("/work")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert chosen(page) == "MW-2"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert chosen(page) == "MW-1"
    page.keyboard.press("x")
    expect(page.get_by_label("MW-1")).to_be_checked()
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("/case/1$"))


def test_a_checkbox_is_named_by_its_label_and_described_by_its_help_each_once(open_page: Open, settings) -> None:
    settings.DEMO = True
    page = open_page("/styleguide")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    said = {
        node["name"]["value"]: node.get("description", {}).get("value", "")
        for node in tree
        if node.get("role", {}).get("value") in ("checkbox", "radio")
    }
    assert said["I state in good faith that this is true"] == "If not, it may cost you."
    assert said["I have a licence or bought genuine goods"].startswith("Add the licence or the invoice.")
    assert said["18: leather goods"] == ""


def test_a_key_follows_a_link(open_page: Open) -> None:
    page = open_page("/work")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/next$"))


def hold_submissions(page: Page) -> None:
    """Forms are no longer sent; which button would have sent one is kept in `window.sent`."""
    page.evaluate(
        """() => { window.sent = []; document.addEventListener("submit", (event) => {
            event.preventDefault(); window.sent.push(event.submitter?.name || ""); }); }"""
    )


def test_no_single_key_commits(open_page: Open) -> None:
    page = open_page("/work")
    hold_submissions(page)
    page.keyboard.press("s")
    expect(page.get_by_role("button", name="Save")).to_be_focused()
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Remove it")).to_be_focused()
    page.keyboard.press("c")
    assert page.evaluate("window.sent") == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Remove it")).to_be_hidden()
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    assert page.evaluate("window.sent") == ["remove"]


def test_a_last_look_opened_by_the_mouse_is_in_sight_and_committed_by_enter(open_page: Open) -> None:
    page = open_page("/work")
    hold_submissions(page)
    opener = page.locator("summary", has_text="Remove").first
    opener.dblclick()
    assert page.evaluate("window.sent") == [], "a double click opens, no more"
    page.keyboard.press("Escape")
    opener.click()
    expect(page.get_by_role("button", name="Remove it")).to_be_focused()
    expect(page.get_by_role("button", name="Remove it")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("window.sent") == ["remove"]


@pytest.mark.parametrize("script", [True, False])
def test_a_last_look_is_left_by_its_cancel(open_page: Open, script: bool) -> None:
    page = open_page("/work", width=390, script=script)
    page.locator("summary", has_text="Remove").first.click()
    expect(page.get_by_role("button", name="Remove it")).to_be_visible()
    page.locator("summary", has_text="Cancel").first.click()
    expect(page.get_by_role("button", name="Remove it")).to_be_hidden()


def test_a_button_copies_a_command(open_page: Open) -> None:
    page = open_page("/styleguide")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    page.get_by_label("Name").first.click()
    page.get_by_label("Name").first.fill("")
    page.keyboard.press("Control+v")
    expect(page.get_by_label("Name").first).to_have_value(re.compile("^curl https://market.example"))
    expect(open_page("/styleguide", script=False).get_by_role("button", name="Copy")).to_be_hidden()


def test_on_a_phone_the_menu_comes_before_what_is_about_the_account(open_page: Open) -> None:
    page = open_page("/styleguide", width=390)
    who = page.locator("#who")
    expect(who).to_be_hidden()
    page.get_by_role("link", name="Account and more").click()
    expect(who).to_be_visible()
    page.locator(".rail").get_by_role("link", name="Close").click()
    expect(who).to_be_hidden()


def test_a_sentence_typed_where_no_field_is_focused_commits_nothing(open_page: Open) -> None:
    page = open_page("/work")
    hold_submissions(page)
    page.keyboard.type("such ")
    assert page.evaluate("window.sent") == []
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.keyboard.press("Space")
    assert page.evaluate("window.sent") == [], "a space is the next letter of who believes to be typing"
    page.keyboard.press("Enter")
    assert len(page.evaluate("window.sent")) == 1


def test_enter_in_a_field_does_not_skip_the_last_look(open_page: Open) -> None:
    page = open_page("/work")
    hold_submissions(page)
    page.get_by_label("Reason").press("Enter")
    assert page.evaluate("window.sent") == []


def test_keys_are_left_alone_where_somebody_types(open_page: Open) -> None:
    page = open_page("/work")
    page.keyboard.press("/")
    expect(page.get_by_label("Search cases")).to_be_focused()
    page.keyboard.type("jock n")
    expect(page.get_by_label("Search cases")).to_have_value("jock n")
    assert chosen(page) == ""


def test_keys_can_stand_behind_alt_or_be_switched_off(open_page: Open, client: Client) -> None:
    client.post("/preferences", {"keys": "alt"})
    page = open_page("/work")
    page.keyboard.press("j")
    assert chosen(page) == ""
    page.keyboard.press("Alt+j")
    assert chosen(page) == "MW-1"
    client.post("/preferences", {"keys": "off"})
    page = open_page("/work")
    page.keyboard.press("j")
    page.keyboard.press("Alt+j")
    assert chosen(page) == ""


def test_the_list_of_keys_names_those_of_the_page(open_page: Open) -> None:
    page = open_page("/work")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Remove")
    expect(dialog).not_to_contain_text("Cancel")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_dialog_is_a_section_of_the_page_without_script(open_page: Open) -> None:
    page = open_page("/work", script=False)
    expect(page.locator("#inside")).to_be_hidden()
    page.get_by_role("link", name="Assign").click()
    expect(page.locator("#inside")).to_be_visible()
    page = open_page("/work")
    page.get_by_role("link", name="Assign").click()
    expect(page.locator("dialog#assign:modal")).to_be_visible()
    page.get_by_role("link", name="Close").click()
    expect(page.locator("#inside")).to_be_hidden()


def test_a_theme_shows_as_soon_as_it_is_chosen(open_page: Open) -> None:
    page = open_page("/preferences")
    page.get_by_label("Dark").check()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_label("As my device").check()
    expect(page.locator("html")).not_to_have_attribute("data-theme", "dark")


def test_a_part_follows_the_world_and_the_selection_stays(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page("/work")
    page.keyboard.press("j")
    with page.expect_response(re.compile("/position$")) as answer:
        page.clock.run_for(5000)
    assert answer.value.status == 304
    expect(page.locator("#MW-4")).to_have_count(0)
    monkeypatch.setitem(WORLD, "position", "2")
    with page.expect_response(re.compile("/rows$")):
        page.clock.run_for(20000)
    expect(page.locator("#MW-4")).to_be_visible()
    expect(page.locator("#MW-1")).to_have_attribute("aria-selected", "true")


def test_a_part_is_not_exchanged_under_the_hands_of_who_types(open_page: Open) -> None:
    page = open_page("/work")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("MW-2").focus()
    page.clock.run_for(60000)
    assert asked == []


def test_a_part_that_cannot_be_loaded_says_so(open_page: Open) -> None:
    page = open_page("/work")
    expect(page.get_by_text("This part could not be loaded.")).to_be_visible()
    expect(page.get_by_text("Cases of this seller")).to_be_hidden()
