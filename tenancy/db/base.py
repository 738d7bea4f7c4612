"""The database wrapper that Django's ENGINE setting names."""

from django.db.backends.postgresql import base

from tenancy.db.creation import DatabaseCreation
from tenancy.db.flush import DatabaseOperations


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, with test databases that belong to `owner`."""

    creation_class = DatabaseCreation
    ops_class = DatabaseOperations
