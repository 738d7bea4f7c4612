"""Personas: one click, and one is that person, with the second factor shown."""

from dataclasses import dataclass

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.views.people import chooser
from gateway.http import see_other
from web.demo import keys
from web.demo.cast import PEOPLE, address
from web.demo.doors import demo_page, is_loopback
from web.demo.world import SLUG

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to be: who, as what, and what there is to try. `page` is where the persona lands in the marketplace."""

    code: str
    role: str | Promise
    words: str | Promise
    page: str = "web:home"

    @property
    def name(self) -> str:
        """As in the marketplace."""
        return next(person.name for person in PEOPLE if person.code == self.code)


PERSONAS = (
    Persona(
        "halden", _("Rights holder"), _("Halden, flasks and clothing: complaints at every stage, licences, an agent.")
    ),
    Persona(
        "agent", _("Agent"), _("Acts for four rights holders, of one of them for a single brand; in two marketplaces.")
    ),
    Persona("quayside", _("Seller"), _("Three complaints to answer, one of them about twelve listings.")),
    Persona("lumen", _("Second seller"), _("Under United States law: a counter-notice that runs, and one to write.")),
    Persona("wisla", _("Distributor in Poland"), _("Waits for a licence from Halden, to pass it on to a shop.")),
    Persona(
        "inspector", _("Inspector"), _("A seller to visit, and one whose papers are half read."), page="sellers:reviews"
    ),
    Persona(
        "dock",
        _("Fulfilment"),
        _("Two docks: boxes to scan, three that are held, a number in two places."),
        page="fulfillment:docks",
    ),
    Persona("mill", _("Supplier"), _("Batches of flasks, one of them not certified yet."), page="fulfillment:batches"),
    Persona("officer", _("Customs officer"), _("Goods held at the border with six days left; a profile of risks.")),
    Persona("reviewer", _("Reviewer, European Union"), _("A queue with clocks; evidence side by side.")),
    Persona("lead", _("Lead"), _("Everything: a suspension to confirm, a right to check, an applicant.")),
    Persona("appeals", _("Appeals reviewer"), _("An appeal against a colleague's decision waits.")),
    Persona("auditor", _("Auditor"), _("Reads all and changes nothing; the log with its proofs.")),
)


def front(request: HttpRequest) -> HttpResponseBase:
    """The address of the whole: in the demo it greets who is not signed in."""
    if not request.user.is_authenticated and is_loopback(request):
        return redirect("demo:landing")
    return chooser(request)


front.door = chooser.door  # type: ignore[attr-defined]


@demo_page
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What this is, and who one can be; as a part of the sign-in page the personas alone."""
    part = "#personas" if getattr(request, "htmx", None) else ""
    return render(request, f"web/demo/landing.html{part}", {"personas": PERSONAS})


@demo_page
@require_POST
def sign_in(request: HttpRequest, code: str) -> HttpResponse:
    """Become a persona, as allauth leaves somebody who has shown password and app."""
    persona = next((found for found in PERSONAS if found.code == code), None)
    user = User.objects.filter(email=address(code), is_active=True).first() if persona else None
    if persona is None or user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="password", email=user.email)
    record_authentication(request, user, method="mfa", type="totp")
    return see_other("/")


@demo_page
@require_safe
def developer(request: HttpRequest) -> HttpResponse:
    """The partner's developer has no page of their own, but a key: what to type."""
    base = request.build_absolute_uri(f"/m/{SLUG}/api/v1/")
    context = {"key": keys.read().get("developer", ""), "base": base, "docs_url": reverse("web:api_docs", args=[SLUG])}
    return render(request, "web/demo/developer.html", context)
