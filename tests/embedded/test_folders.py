"""What a run keeps in a folder of its own is gone after it: at once, or at the next start where it was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from embedded.folders import folder_of_this_process

MAKE = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background would have it ignored
from pathlib import Path
from embedded.folders import folder_of_this_process
made = folder_of_this_process("kept-", within=Path(sys.argv[1]))
(made / "file").write_text("x")
print(made, flush=True)
"""
FORKS = """
if os.fork() == 0:
    sys.exit()
os.wait()
assert made.exists(), "the child has deleted what is its parent's"
"""
SETTINGS = "from django.conf import settings; print(settings.STATE_DIR, settings.STATE_DIR.is_dir(), flush=True)"


def process(code: str, place: Path, **variables: str) -> subprocess.Popen[str]:
    """A piece of Python in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, str(place)], cwd=settings.BASE_DIR, env={**os.environ, **variables},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def left_by(code: str, place: Path, number: signal.Signals) -> Path:
    """The folder of a process that a signal has ended."""
    with process(f"{MAKE}{code}", place) as maker:
        assert maker.stdout is not None
        made = Path(maker.stdout.readline().strip())
        maker.send_signal(number)
    return made


@pytest.mark.parametrize(
    "ending", ["", "sys.exit(1)", "raise ValueError", FORKS], ids=["well", "failed", "raised", "forks"]
)
def test_it_goes_with_a_process_that_ends_by_itself(tmp_path: Path, ending: str) -> None:
    with process(f"{MAKE}{ending}", tmp_path) as maker:
        out, errors = maker.communicate(timeout=30)
    assert Path(out.strip()).parent == tmp_path, errors
    assert "AssertionError" not in errors
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_what_a_signal_left_goes_at_the_next_start_and_what_lives_stays(tmp_path: Path, number: signal.Signals) -> None:
    left_by("time.sleep(60)", tmp_path, number)
    left_over = left_by("time.sleep(60)", tmp_path, signal.SIGKILL)
    assert (left_over / "file").exists()
    just_being_made, never_made, others = tmp_path / "kept-new", tmp_path / "kept-old", tmp_path / "something else"
    for folder in (just_being_made, never_made, others):
        folder.mkdir()
    os.utime(never_made, (1, 1))
    with process(f"{MAKE}time.sleep(60)", tmp_path) as living:
        assert living.stdout is not None
        alive = Path(living.stdout.readline().strip())
        mine = folder_of_this_process("kept-", within=tmp_path)
        assert set(tmp_path.iterdir()) == {alive, mine, just_being_made, others}
        assert (alive / "file").exists()
        living.kill()


def test_two_of_one_process_are_two(tmp_path: Path) -> None:
    first, second = (folder_of_this_process("kept-", within=tmp_path) for _ in range(2))
    assert first != second
    assert first.is_dir()


@pytest.mark.parametrize("launched", [True, False], ids=["under a launcher", "without"])
def test_the_folder_of_the_tests_files_goes_with_them(tmp_path: Path, launched: bool) -> None:
    variables = {"TMPDIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings_test", "MARKWARDEN_STATE": ""}
    state = tmp_path / "state"
    state.mkdir()
    if launched:
        variables["MARKWARDEN_STATE"] = str(state)
    with process(SETTINGS, tmp_path, **variables) as run:
        out, errors = run.communicate(timeout=60)
    folder, is_there = out.split()
    assert is_there == "True", errors
    assert Path(folder).parent == (state if launched else tmp_path)
    assert not list(tmp_path.rglob("markwarden-tests-*"))
