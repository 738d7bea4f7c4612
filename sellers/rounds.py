"""What sellers sweeps: restraints that have run out, applications that nobody goes on with or that are to be compared,
sellers whose year has not begun, whose risk is to be weighed."""

from datetime import datetime
from functools import partial
from uuid import UUID

from sellers.services.kinship import compare_waiting
from sellers.services.onboarding import JOB as DRAFTS_JOB
from sellers.services.onboarding import KIN_JOB, lapse_drafts
from sellers.services.picture_addresses import ADDRESSES, carry_out, look_again
from sellers.services.pictures_asked import PICTURES_JOB
from sellers.services.restraints import LAPSE_JOB, lapse
from sellers.services.risk import RISK_JOB, weigh
from sellers.services.trading import YEARS_JOB, begin_years
from sellers.services.warning_mails import JOB as MAILS_JOB
from sellers.services.warning_mails import mail_warnings
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round


@round(LAPSE_JOB)
def sweep(now: datetime) -> datetime | None:
    """Tell the shop what is public again; come again when the next restraint runs out."""
    return lapse(actor=Actor.system(current_tenant()), now=now)


@round(DRAFTS_JOB)
def sweep_drafts(now: datetime) -> datetime | None:
    """Forget what nobody goes on with; come again when the next one is due."""
    return lapse_drafts(actor=Actor.system(current_tenant()), now=now)


@round(KIN_JOB)
def sweep_kin(now: datetime) -> datetime | None:
    """Compare who applied with everybody who was here before."""
    return compare_waiting(actor=Actor.system(current_tenant()), now=now)


@round(YEARS_JOB)
def sweep_years(now: datetime) -> datetime | None:
    """Start the year of sellers that have none."""
    return begin_years(actor=Actor.system(current_tenant()), now=now)


@round(RISK_JOB)
def sweep_risks(now: datetime) -> datetime | None:
    """Weigh sellers about whom something came out, and everybody once a week."""
    return weigh(actor=Actor.system(current_tenant()), now=now)


@round(MAILS_JOB)
def sweep_warning_mails(now: datetime) -> datetime | None:
    """Write the next mails of warnings of fraud; come again at once where there are more."""
    return mail_warnings(actor=Actor.system(current_tenant()), now=now)


def _fetch(tenant_id: UUID) -> int:
    return ADDRESSES.work_off(tenant_id, partial(carry_out, tenant_id))


@round(PICTURES_JOB, afterwards=_fetch)
def sweep_pictures(now: datetime) -> datetime | None:
    """Pictures that listings name by address are fetched afterwards, one by one, outside the transaction."""
    return look_again(now)
