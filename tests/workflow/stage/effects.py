"""An effect whose outside is a file."""

import json

from tests.workflow.stage.ledger import note, stand_still
from workflow.effects import handler
from workflow.models import Effect


@handler("stage_sends")
def sends(effect: Effect) -> None:
    """Notes the key in the file, once before and once after the point at which it may be killed."""
    note("begun", effect.key)
    stand_still("effect", alone=True)
    note("sent", f"{effect.key} {json.loads(effect.payload)['clock']}")
