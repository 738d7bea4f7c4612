"""Full builds on the disk: mapped by the next process, never a base for what the database does not know."""

import pytest

from registry import services as registry
from scanner import index_files, reference
from scanner.index import ReferenceIndex
from scanner.matchers import MATCHERS
from scanner.models import IndexVersion
from tests.scanner.conftest import another_process
from tests.scanner.stage import HIDDEN, copyright_, png, published, trademark
from tests.scanner.test_matcher_contract import index_of


@pytest.mark.parametrize("matcher", MATCHERS, ids=lambda matcher: matcher.name)
def test_what_was_saved_finds_the_same(matcher, tmp_path):
    for number, example in enumerate(matcher.examples()):
        index = index_of(example)
        index.save(tmp_path / str(number))
        again = ReferenceIndex.load("1", tmp_path / str(number))
        kinds = [finding.kind for finding in matcher.match(example.listing, again)]
        assert kinds == [finding.kind for finding in matcher.match(example.listing, index)]


@pytest.fixture
def saved(market, monkeypatch, django_capture_on_commit_callbacks):
    """A build with a mark and a picture, written when its transaction was committed; then a process that has just started."""
    trademark(market)
    copyright_(market)
    with django_capture_on_commit_callbacks(execute=True):
        version = reference.current().version
    another_process(monkeypatch)
    return version


def test_the_next_process_maps_it_and_takes_in_what_changed_since(market, saved, monkeypatch):
    later = trademark(market, "Quillmore", number="018442191")
    monkeypatch.setattr(reference, "_built", lambda *_a, **_k: pytest.fail("a full build"))
    assert published(market, "A-1", HIDDEN)[0].state == "held"
    assert published(market, "A-2", "Poster", pictures=[png(1)])[0].state == "held"
    assert [found.right_id for found in published(market, "A-3", "Quillmore bag")[1].found] == [later.id]


def test_a_right_that_has_ended_since_is_not_found(market, saved):
    right = trademark(market, "Quillmore", number="018442191")
    registry.retire_right(actor=market.actor("brand"), right=right, reason="Sold.")
    assert published(market, "A-1", "Quillmore bag")[1].found == ()


def test_a_damaged_build_is_thrown_away_and_built_anew(market, saved, settings):
    for path in settings.STATE_DIR.rglob("texts.npy"):
        path.write_bytes(b"nonsense")
    assert published(market, "A-1", HIDDEN)[0].state == "held"


def test_a_build_whose_version_is_not_on_file_is_never_opened(market, saved, monkeypatch):
    monkeypatch.setattr(index_files, "_folder", lambda *_a: pytest.fail("looked for"))
    assert index_files.newest(market.id, IndexVersion.objects.none()) is None


def test_nothing_is_written_where_the_transaction_fails(market, settings):
    trademark(market)
    reference.current()
    assert not list(settings.STATE_DIR.rglob("marks")), "what is not committed may never have been"


def test_only_the_newest_builds_are_kept(market, settings, monkeypatch, django_capture_on_commit_callbacks):
    for number in range(index_files.KEPT + 2):
        trademark(market, f"Quillmore {number}", number=f"01844220{number}")
        another_process(monkeypatch)
        monkeypatch.setattr(reference, "_stored", lambda *_a, **_k: None)
        with django_capture_on_commit_callbacks(execute=True):
            reference.current()
    assert len(list(settings.STATE_DIR.rglob("marks"))) == index_files.KEPT
