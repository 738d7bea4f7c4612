"""Findings: what a check says, how grave it is, and what to do. Pure.

A finding is kept as code and facts; its sentence is made when it is read, in the reader's language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TONES = ("stop", "warning", "note", "good")
"""The gravest first. `stop`: it cannot be verified as it is; `warning`: look closely; `note`: know it."""
SHOWN_AS = {"stop": "stop", "warning": "wait", "note": "note", "good": "good"}
"""The tones of the pages."""


@dataclass(frozen=True, slots=True)
class Saying:
    """How a code reads: its tone, its sentence, what to do, and the field of the form that it is about."""

    tone: str
    sentence: str | Promise
    advice: str | Promise = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of one check. `facts` fill the sentence."""

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def said(self) -> Saying:
        """How it reads."""
        return SAYINGS[self.code]

    @property
    def tone(self) -> str:
        """One of `TONES`."""
        return self.said.tone

    @property
    def sentence(self) -> str:
        """What was found."""
        return str(self.said.sentence) % self.facts

    @property
    def advice(self) -> str:
        """What to do about it; "" for nothing."""
        return str(self.said.advice) % self.facts

    @property
    def shown_as(self) -> str:
        """Its tone on a page."""
        return SHOWN_AS[self.tone]

    def kept(self) -> dict[str, Any]:
        """As it is kept with the review."""
        return {"code": self.code, "tone": self.tone, "facts": dict(self.facts)}


def read(rows: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """Findings as they were kept; what this version no longer knows is left out."""
    return [Finding(row["code"], row["facts"]) for row in rows if row["code"] in SAYINGS]


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """In the order in which a person wants them."""
    return sorted(findings, key=lambda one: TONES.index(one.tone))


def count(findings: Iterable[Finding]) -> int:
    """How many of them a person must look at."""
    return sum(one.tone in ("stop", "warning") for one in findings)


COMPARE = _("Compare it with the document and the office's register.")

SAYINGS: dict[str, Saying] = {
    "number_fits": Saying("good", _("The number has the form of %(office)s: %(form)s."), "", "number"),
    "number_digit_fits": Saying("good", _("The check digit of the number is right."), "", "number"),
    "number_strange": Saying(
        "warning", _("The number does not have the form of %(office)s: %(form)s."),
        _("Look for a typing error; read the number in the document."), "number",
    ),
    "number_digit_wrong": Saying(
        "stop", _("The check digit of the number is %(given)s and should be %(right)s: a digit was mistyped."),
        _("Read the number in the document."), "number",
    ),
    "number_is_serial": Saying(
        "warning", _("Eight digits are the serial number of an application at the USPTO; a registration has at most seven."),
        _("Ask for the number of the registration. An application alone gives nothing to enforce."), "number",
    ),
    "number_is_application": Saying(
        "warning", _("The number has the form of an application at %(office)s, not of a registration."),
        _("Ask for the number under which it was granted."), "number",
    ),
    "number_not_checked": Saying(
        "note", _("No form of the numbers of %(office)s is known here: not checked."), COMPARE, "number",
    ),
    "number_unsure": Saying(
        "note", _("The number looks unlike those of %(office)s that are known here (%(form)s). That proves nothing."),
        COMPARE, "number",
    ),
    "number_missing": Saying("note", _("It has no number: nothing at an office can be compared."), "", "number"),
    "holder_same": Saying("good", _("The register's holder is the party that claims it."), "", "holder"),
    "holder_close": Saying(
        "note", _("The register's holder is “%(holder)s”, the party “%(party)s”: nearly the same."), COMPARE, "holder",
    ),
    "holder_other": Saying(
        "warning", _("The register's holder is “%(holder)s”, the party “%(party)s”."),
        _("Ask for the assignment, or for proof that they are one company."), "holder",
    ),
    "holder_unknown": Saying(
        "note", _("Who the holder is in the register was not given."), _("Read the name in the document."), "holder",
    ),
    "term_fits": Saying("good", _("The dates fit the term of %(years)s years."), "", "expires_on"),
    "term_strange": Saying(
        "warning", _("It expires on %(expires_on)s; after terms of %(years)s years it would be %(wanted)s."), COMPARE,
        "expires_on",
    ),
    "term_too_long": Saying(
        "stop", _("It expires on %(expires_on)s; it cannot hold beyond %(wanted)s."), COMPARE, "expires_on",
    ),
    "term_lengthened": Saying(
        "warning", _("It expires on %(expires_on)s, later than %(years)s years after it was filed (%(wanted)s)."),
        _("Ask for the certificate or the extension that lengthens it."), "expires_on",
    ),
    "term_not_checked": Saying(
        "note", _("How long such a right holds there is not on file here: its term was not checked."), COMPARE, "expires_on",
    ),
    "expires_missing": Saying(
        "note", _("No day on which it expires was given: nobody will be reminded."), _("Read it in the document."),
        "expires_on",
    ),
    "in_grace": Saying(
        "note", _("It expired on %(expires_on)s and can be renewed until %(until)s."),
        _("Ask whether it was renewed."), "expires_on",
    ),
    "expired": Saying(
        "stop", _("It expired on %(expires_on)s, and the months for a late renewal are over."),
        _("Reject it unless the register says that it was renewed."), "expires_on",
    ),
    "expired_unsure": Saying(
        "warning", _("It expired on %(expires_on)s. How late it can be renewed at this office is not on file here."),
        _("Look in the office's register, or ask whether it was renewed."), "expires_on",
    ),
    "ends_soon": Saying("note", _("It expires in %(days)s days."), _("Ask whether it is being renewed."), "expires_on"),
    "order_of_dates": Saying(
        "warning", _("The dates are out of order: filed %(filed_on)s, registered %(registered_on)s."), COMPARE,
        "registered_on",
    ),
    "same_number_verified": Saying(
        "stop", _("%(ref)s of %(owner)s has the same number and is verified."),
        _("Compare the two documents: only one of them can be right."), "number",
    ),
    "same_number": Saying(
        "warning", _("%(ref)s of %(owner)s claims the same number and waits, too."),
        _("Look at both before you decide."), "number",
    ),
    "same_mark": Saying(
        "warning", _("%(ref)s of %(owner)s is the same mark in class %(classes)s in %(places)s."),
        _("Marks of the same wording exist side by side for other goods; here the goods meet."), "title",
    ),
    "no_twin": Saying("good", _("Nobody else claims this number or this mark."), "", "number"),
    "goods_missing": Saying(
        "note", _("The goods of class %(classes)s were not given."), _("Read them in the document."), "goods",
    ),
    "classes_missing": Saying("warning", _("No class was given."), _("Read the classes in the document."), "classes"),
    "place_strange": Saying(
        "stop", _("An office of %(office)s gives nothing in %(places)s."), _("Correct where it holds."), "territories",
    ),
    "status_fallen": Saying(
        "stop", _("The register says: %(status)s."), _("Only what stands there can be verified."), "status",
    ),
    "certificate_missing": Saying(
        "warning", _("No certificate or extract of the register was handed in."),
        _("Look it up at the office, or ask for the document."), "certificate",
    ),
    "certificate_there": Saying("good", _("A document is on file."), "", "certificate"),
    "same_document": Saying(
        "warning", _("The very same file was handed in for %(ref)s by %(owner)s."),
        _("Ask both whose document it is."), "certificate",
    ),
    "copied_picture": Saying(
        "warning", _("The very same picture was handed in for %(ref)s by %(owner)s."),
        _("Ask who made it, and since when it is used."), "pictures",
    ),
    "power_missing": Saying(
        "warning", _("An agent filed it, and no power of attorney covers it."),
        _("Ask the agent for the power of attorney."), "power",
    ),
    "power_there": Saying("good", _("A power of attorney of the agent covers it."), "", "power"),
    "title_broken": Saying(
        "warning", _("The chain of title does not lead from the first holder to the party."),
        _("Ask for the missing assignment."), "title_chain",
    ),
    "identity_number_fits": Saying("good", _("%(kind)s %(number)s: form and check digit are right."), "", "number"),
    "identity_number_form": Saying(
        "note", _("%(kind)s %(number)s has the right form; such numbers have no check digit that could be tested here."),
        _("Look it up in the register."), "number",
    ),
    "identity_number_unchecked": Saying(
        "note", _("%(number)s could not be checked: no rule for such numbers is known here."),
        _("Look it up in the register of the country."), "number",
    ),
    "identity_no_number": Saying(
        "warning", _("The applicant says that no register or tax office has a number for it."),
        _("A person has none, a company does. Compare with the documents."), "number",
    ),
    "identity_number_taken": Saying(
        "stop", _("%(ref)s %(party)s (%(state)s) gave the same %(kind)s."),
        _("One company is one party. Invite its people there, or ask both who they are."), "number",
    ),
    "identity_name_taken": Saying(
        "warning", _("%(ref)s %(party)s (%(state)s) has the same name."),
        _("Is it the same company? Compare numbers and addresses."), "name",
    ),
    "identity_mark_known": Saying(
        "warning", _("“%(title)s” (%(ref)s) is on file for another rights holder: %(owner)s."),
        _("Ask how the two belong together."), "name",
    ),
    "identity_extract_missing": Saying(
        "warning", _("There is no extract of the trade register."), _("Ask for it, unless a person applies."), "extract",
    ),
    "identity_signatory_missing": Saying(
        "warning", _("Nothing shows who signs."), _("Ask for it."), "signatory_paper",
    ),
    "identity_power_missing": Saying("stop", _("There is no power of attorney."), _("Ask the agent for it."), "power"),
    "identity_papers_there": Saying(
        "good", _("Extract and identity are on file; %(papers)s documents in all."), "", "extract",
    ),
    "identity_same_paper": Saying(
        "stop", _("The very same file was handed in by %(ref)s %(party)s (%(state)s)."),
        _("Ask both whose document it is."), "extract",
    ),
    "identity_free_mail": Saying(
        "note", _("The address of mail is at %(domain)s, where anybody can have one."),
        _("Ask for an address of the company's own."), "contact_email",
    ),
    "identity_mail_of_site": Saying(
        "good", _("The address of mail and the website are both of %(domain)s."), "", "contact_email",
    ),
    "identity_mail_other": Saying(
        "note", _("The address of mail is of %(domain)s, the website of %(host)s."), "", "contact_email",
    ),
    "identity_principal_here": Saying(
        "good", _("The rights holder that it names is here: %(ref)s %(party)s. It appoints the agent itself."), "", "acts_for",
    ),
    "identity_principal_unknown": Saying(
        "note", _("No rights holder called “%(name)s” is here."),
        _("Read the name in the power of attorney. The rights holder can be invited."), "acts_for",
    ),
    "title_complete": Saying("good", _("The chain of title leads to the party."), "", "title_chain"),
}  # fmt: skip
