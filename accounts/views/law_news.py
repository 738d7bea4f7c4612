"""What is about to change: rules with a day to come, and notes on law in the making."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import services, standing
from accounts.doors import action, page
from accounts.forms import NewsForm, add_refusal
from accounts.models import LegalNews
from accounts.permissions import may
from accounts.told import place
from gateway.http import PageRequest, found, see_other
from tenancy.context import database_now
from tenancy.errors import Invalid


@page("policy.read", post="policy.manage")
def law_news(request: PageRequest) -> HttpResponse:
    """What is ahead; by POST a note is added."""
    form = NewsForm(request.POST or None, initial={"read_on": database_now().date()})
    if request.method == "POST" and form.is_valid():
        try:
            services.note_law_news(actor=request.actor, **form.cleaned_data)
            messages.success(request, _("Noted. It stands on the pages of the packs of that region."))
            return see_other(request.path)
        except Invalid as refused:
            add_refusal(form, refused)
    today = database_now().date()
    context = {
        "form": form,
        "turns": [(turn, place(turn.pack.region)) for turn in standing.ahead(today)],
        "news": [(row, place(row.region)) for row in LegalNews.objects.order_by("-id")],
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "accounts/law_news.html", context, status=422 if form.errors else 200)


@action("policy.manage")
def drop_law_news(request: PageRequest, news_id: UUID) -> HttpResponse:
    """Take a note away."""
    services.drop_law_news(actor=request.actor, news=found(LegalNews.objects.all(), id=news_id))
    messages.success(request, _("Taken away."))
    return see_other(reverse("accounts:law_news", args=[request.marketplace.slug]))
