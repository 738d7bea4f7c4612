"""What is said about letters that arrived: kinds, states, elements, why one is missing and how to add it."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentences = Mapping[str, str | Promise]

LETTER_KINDS: Sentences = MappingProxyType(
    {
        "notice": _("Notice"),
        "counter_notice": _("Counter-notice"),
        "retraction": _("Retraction"),
        "other": _("Something else"),
    }
)
LETTER_CHANNELS: Sentences = MappingProxyType(
    {"pasted": _("by hand"), "file": _("as a file"), "program": _("by a program")}
)
LETTER_BECAME: Sentences = MappingProxyType(
    {"complaint": _("a complaint"), "answer": _("the seller’s answer in a case")}
)
SET_ASIDE: Sentences = MappingProxyType(
    {
        "no_notice": _("It is no notice and no answer to one."),
        "about_nothing_here": _("It names nothing that is offered here."),
        "twice": _("The same letter was handled already."),
        "taken_back": _("Its sender has taken it back."),
        "no_way_to_ask": _("It is incomplete, and its sender cannot be reached."),
        "silent": _("Its sender was asked for what is missing and did not answer."),
    }
)
ELEMENTS: Sentences = MappingProxyType(
    {
        "signature": _("Signature"),
        "work": _("The work or mark"),
        "location": _("Where it is"),
        "contact": _("How to reach the sender"),
        "good_faith": _("Good-faith belief"),
        "accuracy_authority": _("Accuracy and authority"),
        "material": _("What was removed, and where it was"),
        "mistake": _("Mistake or misidentification"),
        "jurisdiction": _("Consent to the jurisdiction of a court"),
        "service": _("Service of process"),
    }
)
# How the sender adds it; the statements of the law are given in full, so that they can be repeated.
HOW_TO_ADD: Sentences = MappingProxyType(
    {
        "signature": _("Type the full name of the owner, or of the person authorised to act for the owner."),
        "work": _("Name the work or mark, and describe it. A representative list is enough for many."),
        "location": _("Give the number of each listing, or the whole link to its page."),
        "contact": _("Give a postal address, a telephone number or an e-mail address."),
        "good_faith": _(
            "State: “I have a good faith belief that use of the material in the manner complained of is not authorised "
            "by the copyright owner, its agent, or the law.”"
        ),
        "accuracy_authority": _(
            "State: “The information in this notification is accurate, and under penalty of perjury, I am authorised to "
            "act on behalf of the owner of an exclusive right that is allegedly infringed.”"
        ),
        "material": _("Name each listing that was removed, by its number or the link to its page."),
        "mistake": _(
            "State: “Under penalty of perjury, I have a good faith belief that the material was removed or disabled as a "
            "result of mistake or misidentification.”"
        ),
        "jurisdiction": _(
            "State: “I consent to the jurisdiction of the Federal District Court for the district of my address, or, "
            "outside the United States, of any district in which the marketplace may be found.”"
        ),
        "service": _(
            "State: “I will accept service of process from the person who gave the notice, or that person's agent.”"
        ),
    }
)
STATEMENTS = frozenset({"good_faith", "accuracy_authority", "mistake", "jurisdiction", "service"})
"""Elements that are given by agreeing to a sentence."""
MISSING_BECAUSE: Sentences = MappingProxyType(
    {
        "not_found": _("Nothing in the letter says it."),
        "empty": _("The letter asks for it and leaves it blank."),
        "no_name": _("Nobody signs it by name."),
        "belief_alone": _("It speaks of good faith, but does not say that the use is not authorised."),
        "no_perjury": _("It is not said under penalty of perjury."),
        "no_authority": _("It does not say that the sender may act for the owner."),
        "no_accuracy": _("It does not say that the information is accurate."),
    }
)
