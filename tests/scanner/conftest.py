"""A process that has just started, with a store of its own."""

import pytest

from scanner import reference
from scanner.index import Shelf


@pytest.fixture(autouse=True)
def _fresh_process(settings, tmp_path, monkeypatch):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.STATE_DIR = tmp_path / "state"
    another_process(monkeypatch)


def another_process(monkeypatch):
    """From here on the code runs as if in a process that has no index yet."""
    monkeypatch.setattr(reference, "_shelf", Shelf(reference.BUDGET_BYTES))
