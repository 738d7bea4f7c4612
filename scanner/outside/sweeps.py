"""The round over shops outside."""

from datetime import datetime
from functools import partial
from uuid import UUID

from scanner.services.outside import JOB
from scanner.services.outside_looking import ADDRESSES, carry_out, look_round
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round


def _fetch(tenant_id: UUID) -> int:
    return ADDRESSES.work_off(tenant_id, partial(carry_out, tenant_id))


@round(JOB, afterwards=_fetch)
def shops_outside(now: datetime) -> datetime | None:
    """Scan what was kept, begin looks that are due. What is to be fetched is fetched afterwards, one by one."""
    return look_round(now, actor=Actor.system(current_tenant()))
