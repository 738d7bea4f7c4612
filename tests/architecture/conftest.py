"""The house that is asked, built once for each file of tests."""

from collections.abc import Iterator

import pytest

from tests.architecture.house import House, undone


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: object) -> Iterator[House]:
    """Every request is undone, and so is the house."""
    with django_db_blocker.unblock(), undone():
        yield House()
