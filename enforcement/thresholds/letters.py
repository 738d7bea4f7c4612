"""Letters to a seller about what its strikes propose, in its language."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.models import Entry
from delivery.services import mail
from enforcement.models import StrikeProposal
from enforcement.sanction_told import SANCTIONS
from policy.letters.languages import catalogue
from tenancy.context import current_tenant
from tenancy.models import Marketplace

PROPOSED = _("Your strikes reach a threshold: you can answer until %(day)s")
PROPOSED_BODY = _(
    "Your strikes in force come to %(points)s points. From %(rung)s on our policy has people look whether this is to be done:"
    "\n\n%(what)s.\n\nNothing has been decided, and nothing follows by itself. Tell us until %(day)s what we should know; then a"
    " reviewer decides, and whatever takes more than a warning needs a second person. A strike that is taken back on an appeal"
    " counts no more."
)
REFUSED = _("Nothing follows from your strikes this time")
WITHDRAWN = _("You are below the threshold again")
WITHDRAWN_BODY = _("Your strikes come to fewer points than the threshold. What was proposed is withdrawn.")
READ = _("Your standing: %(link)s")


def send_proposed(*, entry: Entry, made: StrikeProposal) -> None:
    """What is proposed, why, and until when to answer."""
    _send(entry, made, PROPOSED, PROPOSED_BODY)


def send_refused(*, entry: Entry, made: StrikeProposal, reasons: str) -> None:
    """A reviewer lets it be, and why."""
    _send(entry, made, REFUSED, reasons.replace("%", "%%"))


def send_withdrawn(*, entry: Entry, made: StrikeProposal) -> None:
    """It is below the rung again."""
    _send(entry, made, WITHDRAWN, WITHDRAWN_BODY)


def _send(entry: Entry, made: StrikeProposal, title: str | Promise, body: str | Promise) -> None:
    party = made.seller
    marketplace = Marketplace.objects.get(id=current_tenant())
    link = settings.SITE_URL + reverse("sellers:standing", args=[marketplace.slug])
    with translation.override(catalogue(party.language)):
        facts = {
            **made.figures,
            "what": SANCTIONS["selling", made.kind],
            "day": date_format(made.answer_by, "DATE_FORMAT"),
        }
        text = "\n\n".join([str(body) % facts, str(READ) % {"link": link}])
        subject = str(title) % facts
    mail(
        to_party=party, template="letter", context={"subject": subject, "body": text}, entry=entry,
        language=party.language,
    )  # fmt: skip
