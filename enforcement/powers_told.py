"""What is said of the power of attorney under which an agent complains."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enforcement.models import Case, Complaint
from registry.models import PowerOfAttorney


@dataclass(frozen=True, slots=True)
class PowerTold:
    """The sentence for both sides, and the row for who may open the document."""

    sentence: str
    power: PowerOfAttorney


def power_of(case: Case) -> PowerTold | None:
    """Of the complaint that a case comes from; None where its owner complains, or nobody. One query for an agent's."""
    if case.complaint_id is None or case.complainant_id == case.right.owner_id:
        return None
    row = Complaint.objects.filter(id=case.complaint_id).select_related("power__evidence", "power__brand").first()
    if row is None or row.power is None:
        return None
    return PowerTold(sentence_of(row.power), row.power)


def sentence_of(power: PowerOfAttorney) -> str:
    """For whom it is, and until when it holds."""
    if power.revoked_at is not None:
        words = _(
            "An agent for %(owner)s. The power of attorney held when the complaint was filed; it was taken back on %(day)s."
        )
        return words % {"owner": power.brand.name, "day": date_format(power.revoked_at, "DATE_FORMAT")}
    if power.ends_on is not None:
        words = _("An agent for %(owner)s, whose power of attorney is on file with the marketplace, until %(day)s.")
        return words % {"owner": power.brand.name, "day": date_format(power.ends_on, "DATE_FORMAT")}
    return _("An agent for %(owner)s, whose power of attorney is on file with the marketplace.") % {
        "owner": power.brand.name
    }
