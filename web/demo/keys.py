"""The API keys of the demo, in a file that only this account may read: the shop's, and one to try the API with."""

import json
import os
from pathlib import Path

from django.conf import settings


def path() -> Path:
    """Where they lie."""
    return Path(settings.STATE_DIR) / "demo-keys.json"


def write(found: dict[str, str]) -> None:
    """Keep the keys by name, whole or not at all."""
    fresh = path().with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(found, file)
    fresh.replace(path())


def read() -> dict[str, str]:
    """The keys by name; none if the demo is not loaded."""
    try:
        return dict(json.loads(path().read_text()))
    except FileNotFoundError:
        return {}
