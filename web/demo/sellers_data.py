"""What sellers of the demo were asked about themselves: to be checked, late, open, told to buyers; and a new payment account."""

from django.conf import settings
from django.urls import reverse

from sellers.models import DataRequest
from sellers.onboarding.accounts import Account, read_account
from sellers.services import payments, trading
from sellers.services.checking_data import verify_data
from sellers.services.disclosing import Disclosed
from sellers.services.trading import Sold
from tenancy.context import current_tenant, database_now
from web.demo.past import Story
from web.demo.stage import Stage

LETTER = "Our letter to your address came back. Please put it right, or confirm it."


def disclosed(stage: Stage) -> Story:
    """A seller in the United States that sells so much that buyers are told who it is; checked, and paid elsewhere soon."""
    month = database_now().date().replace(day=1)
    sold = Sold(seller=stage.world.parties["lumen"].reference, month=month, sales=412, gross_cents=3_480_000)
    trading.tell_sales(actor=stage.actor("lead"), facts=[sold])
    yield 3
    told = Disclosed(
        name="Lumen & Loom LLC", place="114 Congress Street, Portland, ME 04101", phone="+1 207 555 0148",
        email="hello@lumen-loom.example", trade="resells", sent_by_others=True,
    )  # fmt: skip
    given = _given(stage, "lumen", "021000021445", "91-1144442", told=told)
    yield 4
    verify_data(actor=stage.actor("lead"), asked=given)


def asked(stage: Stage) -> Story:
    """One answered long ago and nobody has looked; one answered lately; one has a week left; one is to be paid elsewhere."""
    lead, parties = stage.actor("lead"), stage.world.parties
    trading.request_data(actor=lead, seller=parties["veloce"], words="The number of the register is missing.")
    yield 6
    _given(stage, "veloce", "IT60X0542811101000000123456", "IT00743110157")
    yield 5
    trading.request_data(actor=lead, seller=parties["nordkap"], words=LETTER)
    yield 4
    _given(stage, "nordkap", "NL91ABNA0417164300", "NL004495445B01")
    yield 3
    trading.request_data(actor=lead, seller=parties["quayside"], words="Nobody answers the telephone that we have.")
    yield 1
    account = _account("DE75512108001245126199")
    payments.change_payment(actor=stage.actor("quayside"), account=account, link=_stops(stage))


def _given(stage: Stage, seller: str, account: str, number: str, told: Disclosed | None = None) -> DataRequest:
    rows = DataRequest.objects.select_related("seller")
    request = rows.get(seller=stage.world.parties[seller], state="open")
    return trading.give_data(
        actor=stage.actor(seller), asked=request, account=_account(account), confirmed=True, number=number, told=told,
        stop_link=_stops(stage),
    )  # fmt: skip


def _stops(stage: Stage) -> str:
    """The address in the mail that stops a change."""
    path = reverse("sellers:stop_payment", args=[stage.world.marketplace.slug, "TOKEN"])
    return f"{settings.SITE_URL}{path}"


def _account(number: str) -> Account:
    read = read_account(number, current_tenant())
    assert isinstance(read, Account)
    return read
