"""Words of misuse: what a seller can report, what a reviewer finds, how grave it is."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from enforcement.accuracy import Figures
from enforcement.misuse.weighing import Reason

KINDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "money": _("Asks for money to take the complaint back"),
        "knows_better": _("Knows that it is not true, and complains all the same"),
        "no_right": _("Claims a right that is not theirs, or that does not cover this"),
        "again": _("Complains again of what was decided or settled"),
        "competition": _("Complains to keep a competitor out"),
        "other": _("Something else"),
    }
)
SAID_KINDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "money": _("a demand for money"),
        "knows_better": _("a complaint against better knowledge"),
        "no_right": _("a right that is not theirs"),
        "again": _("the same complaint again"),
        "competition": _("a complaint against a competitor"),
        "other": _("something else"),
    }
)
SAID_RULINGS: Mapping[str, str | Promise] = MappingProxyType({"upheld": _("upheld"), "rejected": _("rejected")})
GRAVITIES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "minor": pgettext_lazy("gravity", "minor"),
        "serious": pgettext_lazy("gravity", "serious"),
        "grave": pgettext_lazy("gravity", "grave"),
    }
)


def accuracy_words(figures: Figures) -> str:
    """“7 upheld, 2 rejected, 1 put back on a counter-notice”, in one line; "" before anything came out."""
    parts = [
        (figures.upheld, gettext("%(n)d upheld")),
        (figures.rejected, gettext("%(n)d rejected")),
        (figures.put_back, gettext("%(n)d put back on a counter-notice")),
        (figures.taken_back, gettext("%(n)d taken back")),
        (figures.unfounded, gettext("%(n)d manifestly unfounded")),
    ]
    return ", ".join(words % {"n": count} for count, words in parts if count)


SANCTION_KINDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "warn": _("Warn"),
        "check_first": _("Check before publication for a time"),
        "suspend": _("Suspend for a time"),
        "terminate": _("End the selling"),
    }
)
SAID_SANCTIONS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "warn": _("a warning"),
        "check_first": _("a check before publication"),
        "suspend": _("a suspension"),
        "terminate": _("the end of selling"),
    }
)
ENDINGS: Mapping[str, str | Promise] = MappingProxyType(
    {"lifted": _("lifted by a reviewer"), "reversed": _("reversed on an appeal"), "ended": _("its time is over")}
)
_REASONS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "number": _(
            "Manifestly unfounded in the last year: %(n)s, that is %(percent)s in a hundred of %(decided)s decided."
        ),
        "points": _("What they weigh together: %(points)s. Grave ones among them: %(grave)s."),
        "intention": _("Misuse that was found on the report of a seller, a sign of intention: %(n)s."),
        "below": _("That is below what is published for a warning."),
        "not_warned": _("No warning stands: a warning comes first."),
        "heeded": _("Warned on %(on)s, and next to nothing since."),
        "warned": _("Warned on %(on)s; what weighs since then: %(points)s. Suspended before: %(before)s."),
        "strikes": _("Strikes in force: %(n)s. Points today: %(points)s."),
        "rung": _("From %(points)s points on, the policy proposes: %(remedy)s."),
        "is_warned": _("Warned on %(on)s."),
        "asks_money": _("Messages to sellers that ask for money: %(n)s."),
        "settled_after": _("Listings for which the complaint was taken back as settled after asking for money: %(n)s."),
        "seldom_right": _("Seldom right: %(upheld)s of %(decided)s upheld, %(percent)s in a hundred."),
        "one_text": _("The same text again and again: %(n)s of %(of)s complaints are much alike."),
        "many_sellers": _("Sellers complained of within %(days)s days: %(n)s."),
        "newly_here": _("Days since it came here: %(days)s."),
    }
)
_REMEDIES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "warn": _("warn"),
        "check_first": _("check before publication"),
        "restrict": _("restrict"),
        "suspend": _("suspend"),
        "terminate": _("end the account"),
    }
)


def reason_words(reason: Reason) -> str:
    """A reason of a proposal as a sentence."""
    facts: dict[str, object] = dict(reason.facts)
    if "on" in facts:
        facts["on"] = date_format(date.fromisoformat(str(facts["on"])), "j F Y")
    if "remedy" in facts:
        facts["remedy"] = _REMEDIES[str(facts["remedy"])]
    return str(_REASONS[reason.code]) % facts
