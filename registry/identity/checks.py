"""What rules alone say about an application: its numbers, its papers, and who here is like it. No finding decides."""

from collections.abc import Iterable

from django.utils.text import capfirst

from accounts.models import Party
from accounts.services.parties import name_key
from evidence.models import Evidence
from registry.checking.findings import Finding, gravest_first
from registry.checking.names import core
from registry.identity.numbers import SCHEMES
from registry.identity.words import OTHER, scheme_name
from registry.models import Application, ApplicationPaper, PartyNumber, Right
from registry.words import fold

MOST = 5
DEAD = (Right.State.RETIRED, Right.State.REJECTED, Right.State.REVOKED)
FREE_MAIL = frozenset(
    "163.com gmail.com gmx.de gmx.net googlemail.com hotmail.com icloud.com libero.it live.com mail.ru outlook.com"
    " proton.me protonmail.com qq.com web.de yahoo.com yahoo.co.jp yandex.ru".split()
)


def findings(application: Application) -> list[Finding]:
    """The gravest first. Eight queries at most, however much there is."""
    party = application.party
    numbers = list(PartyNumber.objects.filter(party=party).order_by("scheme"))
    papers = list(ApplicationPaper.objects.filter(application=application).select_related("evidence"))
    found = [*about_party(party, numbers), *_papers(application, papers)]
    if application.acts_for:
        found.append(_principal(application.acts_for))
    return gravest_first(found)


def about_party(party: Party, numbers: list[PartyNumber]) -> list[Finding]:
    """What is found about anybody who asks to be let in: the numbers, who here gave the same, the name, the mail."""
    return [*_numbers(numbers), *_others_with(numbers, party), *_names(party), *_contact(party)]


def _numbers(numbers: Iterable[PartyNumber]) -> Iterable[Finding]:
    if not numbers:
        yield Finding("identity_no_number")
    for row in numbers:
        facts = {"kind": capfirst(scheme_name(row.scheme)), "number": row.value}
        if row.scheme == OTHER or row.scheme not in SCHEMES:
            yield Finding("identity_number_unchecked", facts)
        elif SCHEMES[row.scheme].checks == "form":
            yield Finding("identity_number_form", facts)
        else:
            yield Finding("identity_number_fits", facts)


def _others_with(numbers: Iterable[PartyNumber], party: Party) -> Iterable[Finding]:
    """Parties of this marketplace that gave the same number."""
    for row in numbers:
        others = PartyNumber.objects.filter(scheme=row.scheme, value=row.value).exclude(party=party)
        for other in others.select_related("party").order_by("id")[:MOST]:
            yield Finding("identity_number_taken", {**_who(other.party), "kind": scheme_name(row.scheme)})


def _names(party: Party) -> Iterable[Finding]:
    """Parties of the same name, and marks of the same wording that stand for somebody else."""
    same = Party.objects.filter(name_key=name_key(party.name)).exclude(id=party.id).order_by("id")[:MOST]
    for other in same:
        yield Finding("identity_name_taken", _who(other))
    words = {fold(party.name), fold(" ".join(core(party.name)))}
    rights = Right.objects.filter(folded__in=words).exclude(state__in=DEAD).exclude(owner=party)
    for right in rights.select_related("owner").order_by("id")[:MOST]:
        yield Finding(
            "identity_mark_known", {"ref": right.reference, "title": right.title[:120], "owner": right.owner.name[:120]}
        )


def _papers(application: Application, papers: list[ApplicationPaper]) -> Iterable[Finding]:
    there = {row.kind for row in papers}
    if "extract" not in there:
        yield Finding("identity_extract_missing")
    if "signatory" not in there:
        yield Finding("identity_signatory_missing")
    if application.party.kind == Party.Kind.AGENT and "power" not in there:
        yield Finding("identity_power_missing")
    if {"extract", "signatory"} <= there:
        yield Finding("identity_papers_there", {"papers": len(papers)})
    mine = Evidence.objects.filter(id__in=[row.evidence_id for row in papers])
    twins = Evidence.objects.filter(address__in=mine.values("address")).exclude(id__in=mine.values("id"))
    others = ApplicationPaper.objects.filter(evidence__in=twins).exclude(application=application)
    for other in others.select_related("application__party").order_by("id")[:MOST]:
        yield Finding("identity_same_paper", _who(other.application.party))


def _contact(party: Party) -> Iterable[Finding]:
    """Whether the address of mail is of the website's own domain."""
    domain = party.contact_email.rpartition("@")[2].lower()
    host = party.website.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    if domain in FREE_MAIL:
        yield Finding("identity_free_mail", {"domain": domain})
    elif host and domain and (domain == host or domain.endswith(f".{host}") or host.endswith(f".{domain}")):
        yield Finding("identity_mail_of_site", {"domain": domain})
    elif host and domain:
        yield Finding("identity_mail_other", {"domain": domain, "host": host})


def _principal(name: str) -> Finding:
    """The rights holder that an agent names, if it is here."""
    holder = Party.objects.filter(name_key=name_key(name), kind=Party.Kind.BRAND, state=Party.State.ACTIVE).first()
    if holder is None:
        return Finding("identity_principal_unknown", {"name": name[:120]})
    return Finding("identity_principal_here", _who(holder))


def _who(party: Party) -> dict[str, str | int]:
    return {"ref": party.reference, "party": party.name[:120], "state": str(party.get_state_display())}
