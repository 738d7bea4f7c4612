"""A published version never changes: what was decided under it is replayed under it, word for word."""

import json
from pathlib import Path

from policy import registry
from policy.plain import digest

KEPT = Path(__file__).parent.parent / "vectors" / "packs.json"


def test_every_version_is_as_it_was_published():
    """A new version brings its line here; a line that is here never changes."""
    assert {f"{pack.code} {pack.version}": digest(pack) for pack in registry.packs()} == json.loads(KEPT.read_text())
