"""Test databases: made, cloned and dropped by `owner`, used by `app`."""

from typing import Any

from django.db.backends.postgresql import creation

from tenancy.db.roles import as_owner


class DatabaseCreation(creation.DatabaseCreation):
    """Each of the three becomes owner for its own duration."""

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        """Make and migrate the test database."""
        with as_owner(self.connection):
            return super().create_test_db(*args, **kwargs)

    def clone_test_db(self, *args: Any, **kwargs: Any) -> None:
        """Copy the test database for a parallel worker."""
        with as_owner(self.connection):
            super().clone_test_db(*args, **kwargs)

    def destroy_test_db(self, *args: Any, **kwargs: Any) -> None:
        """Drop the test database."""
        with as_owner(self.connection):
            super().destroy_test_db(*args, **kwargs)
