"""Where a registration stands at its office: the terms of WIPO ST.96 (MarkCurrentStatusCode), and offices' codes in them.

Pure. The office's own code is kept beside the term; a code that is not in a table here stays as it was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Status:
    """One term. `stands`: whether a right in it can be enforced; None where the term alone does not say."""

    sentence: str | Promise
    stands: bool | None


STATUSES: Mapping[str, Status] = MappingProxyType(
    {
        "application_filed": Status(_("Applied for"), False),
        "filing_date_accorded": Status(_("Applied for, with a filing date"), False),
        "classification_checked": Status(_("Applied for, classes checked"), False),
        "application_accepted": Status(_("Application accepted"), False),
        "application_published": Status(_("Application published"), False),
        "application_opposed": Status(_("Application opposed"), False),
        "application_refused": Status(_("Application refused"), False),
        "application_withdrawn": Status(_("Application withdrawn"), False),
        "application_deemed_withdrawn": Status(_("Application deemed withdrawn"), False),
        "registered": Status(_("Registered"), True),
        "registration_opposed": Status(_("Registered, opposed"), True),
        "registration_cancellation_pending": Status(_("Registered, cancellation asked for"), True),
        "invalidity_proceeding_pending": Status(_("Registered, invalidity asked for"), True),
        "revocation_proceeding_pending": Status(_("Registered, revocation asked for"), True),
        "registration_cancelled": Status(_("Cancelled"), False),
        "registration_surrendered": Status(_("Surrendered"), False),
        "expired": Status(_("Expired at the office"), False),
        "conversion_requested": Status(_("To be converted into national applications"), False),
        "appeal_pending": Status(_("Under appeal"), None),
        "action_before_court_of_justice_pending": Status(_("Before the court"), None),
        "interruption_of_proceedings": Status(_("Proceedings interrupted"), None),
    }
)
"""Each term as a code, as people read it. What is attacked stands until it falls; what is applied for does not yet."""

_ALSO = {
    "filed": "application_filed",
    "application_under_examination": "application_filed",
    "application_registered": "registered",
    "registration_published": "registered",
    "registration_renewed": "registered",
    "renewed": "registered",
    "cancellation_pending": "registration_cancellation_pending",
    "registration_expired": "expired",
    "lapsed": "expired",
    "cancelled": "registration_cancelled",
    "surrendered": "registration_surrendered",
    "interruption_of_proceeding": "interruption_of_proceedings",
    "invalidation_proceeding_pending": "invalidity_proceeding_pending",
    "action_before_a_court_of_law_pending": "action_before_court_of_justice_pending",
}
"""What offices write for a term that is in the standard under another name."""


def _each(codes: str, term: str) -> dict[str, str]:
    return dict.fromkeys(codes.split(), term)


US_CODES: Mapping[str, str] = MappingProxyType(
    {
        **_each("630 631 632 638", "application_filed"),
        **_each("640 641 644 645 646 647 648 649 650 651 652 653 654 655 656 657 658 659 660", "application_filed"),
        **_each("661 663 664 665 666 667 668 672 673 692 693 694", "application_filed"),
        **_each("612 616", "application_filed"),
        **_each("680 681 682 688", "application_accepted"),
        **_each("718 719 720 721 722 724 725 730 731 732 733 734", "application_accepted"),
        **_each("744 745 746 748 752 753 756 757 818 819", "application_accepted"),
        **_each("806 807 808 809 810 811 812 813 814 815 816 817 820 821 822 823 824 825", "application_accepted"),
        **_each("686 775 777 802 803", "application_published"),
        **_each("774 779 801", "application_opposed"),
        **_each("603 763", "application_refused"),
        **_each("601", "application_withdrawn"),
        **_each("600 602 604 605 606 607 608 609 614 618", "application_deemed_withdrawn"),
        **_each("624 700 701 702 703 704 705 717 740 778 780 800", "registered"),
        **_each("790", "registration_cancellation_pending"),
        **_each("402 626 710 711 712 713 714 716", "registration_cancelled"),
        **_each("715", "application_filed"),
        **_each("900", "expired"),
        **_each("760 804", "appeal_pending"),
        **_each("973", "action_before_court_of_justice_pending"),
        **_each("400 401", "registration_cancelled"),
        **_each("403", "conversion_requested"),
    }
)
"""The three-digit status codes of the United States office, as in the table of case status codes that goes with its bulk
data of applications and registrations (630 new application, 686 published for opposition, 700 registered, 702 section 8
and 15 accepted, 710 cancelled under section 8, 800 registered and renewed, 900 expired, 602 abandoned without a response).

Abandoned is what ST.96 calls deemed withdrawn. Codes that say nothing about the right (620 status not recorded, 622
misassigned number, 969 no registration data) are left out, and so stay raw."""


def term_of(text: str) -> str:
    """The code of a term as ST.96 or an office writes it ("Registration cancelled"); "" if it is none."""
    word = "_".join(text.casefold().replace("-", " ").split())
    code = _ALSO.get(word, word)
    return code if code in STATUSES else ""


def status_of(office: str, raw: str) -> str:
    """The term for what an office writes, by its own table where it has codes; "" where nobody can say."""
    if office == "US" and raw.strip() in US_CODES:
        return US_CODES[raw.strip()]
    return term_of(raw)


def sentence_of(status: str) -> str:
    """A term as people read it; "" for none."""
    return str(STATUSES[status].sentence) if status in STATUSES else ""


def stands(status: str) -> bool | None:
    """Whether a right with that status can be enforced; None where that is not known."""
    return STATUSES[status].stands if status in STATUSES else None
