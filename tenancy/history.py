"""What a slowly edited row looked like: django-simple-history, behind the same wall.

The migration ends with `Wall("HistoricalParty", verbs=HISTORY)` for the history model, too. A history row points
nowhere: it only remembers. Who changed the row is a plain id, as people are deactivated and never deleted.
"""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from tenancy.ids import uuid7


class WalledHistory(HistoricalRecords):
    """`history = WalledHistory()` in a walled model. Every index of the history table starts with the marketplace."""

    _date_indexing = False

    def __init__(self, **options: Any) -> None:
        options.setdefault("history_id_field", models.UUIDField(default=uuid7))
        options.setdefault("history_user_id_field", models.BigIntegerField(null=True))
        super().__init__(**options)

    def copy_fields(self, model: type[models.Model]) -> dict[str, Any]:
        """The model's own fields, without the single-column indexes that the wall does not allow."""
        fields = super().copy_fields(model)
        for field in fields.values():
            field.db_index = False
        return fields

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """One index, for the history of one row."""
        options = super().get_meta_options(model)
        name = f"{model._meta.model_name}_past"
        options["indexes"] = [models.Index(fields=["tenant", "id", "history_date"], name=name)]
        return options
