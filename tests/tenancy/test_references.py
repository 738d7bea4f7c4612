"""References that people read out, where some are taken."""

from accounts.models import Party
from tenancy import references


def test_a_taken_reference_is_not_given_again(market, monkeypatch):
    taken = market.parties["brand"].reference
    thrown = iter([taken, "PA-FIRST01", "PA-FIRST01", taken, "PA-SECOND2"])
    monkeypatch.setattr(references, "reference", lambda prefix: next(thrown))
    assert set(references.unused_together(Party, 2, "PA")) == {"PA-FIRST01", "PA-SECOND2"}


def test_no_reference_is_wanted_and_nothing_is_asked(market, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert references.unused_together(Party, 0, "PA") == []
