"""United Kingdom: actual knowledge under the Electronic Commerce Regulations 2002, and unjustified threats.

No statute sets a number of days. Whoever threatens a reseller over a trademark, patent or design may be liable for an
unjustified threat (Intellectual Property (Unjustified Threats) Act 2017): the letter to the seller states the right and
asks for nothing.
"""

from datetime import date

from policy.letters import letter
from policy.model import Disclosure, Duty, Pack, Source
from policy.packs import house, house_2026, house_forms, house_grounds, house_more_letters, lawful
from policy.packs.lawful import Law
from policy.words import gettext_noop as _

KINDS = ("trademark", "copyright", "design", "patent")
REGULATIONS = Law("gb", "Electronic Commerce (EC Directive) Regulations 2002", date(2002, 8, 21))
THREATS = Law("gb", "Intellectual Property (Unjustified Threats) Act 2017", date(2017, 10, 1))

NOTICE = (
    lawful.contact("SI 2002/2013 reg. 22", _("Full name and address.")),
    lawful.location("SI 2002/2013 reg. 22"),
    lawful.right("SI 2002/2013 reg. 22"),
    lawful.why("SI 2002/2013 reg. 22"),
    lawful.statement(
        "good_faith", _("Good-faith belief"), house_forms.REFERENCE,
        _("I believe in good faith that neither the owner nor the law allows what I complain of."),
    ),
)  # fmt: skip

STATED = letter("notice", "gb.notice")

PACK = Pack(
    code="gb-notice",
    version="1",
    region="GB",
    right_kinds=KINDS,
    title=_("United Kingdom: notices and unjustified threats"),
    valid_from=date(2017, 10, 1),
    time_zone="Europe/London",
    sources=(Source(REGULATIONS.title, "regs 19 and 22"), Source(THREATS.title, ""), house.HOUSE),
    notice_rule=REGULATIONS("notice", "reg. 22", secondary=True),
    notice=NOTICE,
    answers=house_2026.ANSWERS,
    clocks=lawful.but(
        house_2026.CLOCKS,
        lawful.unbounded(
            "act",
            _("Act on actual knowledge, expeditiously"),
            REGULATIONS("act", "reg. 19", secondary=True),
            starts_on="notice_complete",
            stops_on=("decided", "withdrawn"),
            then="decide_overdue",
        ),
    ),
    counter_notice=house_2026.COUNTER_NOTICE,
    appeal=house.APPEALS,
    papers=house_2026.PAPERS,
    security=house_2026.SECURITY,
    remedies=house.remedies("GB"),
    reasons=house_grounds.reasons(*KINDS),
    grounds=house_grounds.tree(
        KINDS,
        {
            "counterfeit": "Trade Marks Act 1994 s.10(1)",
            "mark": "Trade Marks Act 1994 s.10",
            "fair": "Trade Marks Act 1994 s.11",
            "copying": "Copyright, Designs and Patents Act 1988 s.16",
            "allowed.exception": "Copyright, Designs and Patents Act 1988 ss.29, 30, 30A",
        },
    ),
    strikes=house_2026.TRADEMARK.strikes,
    letters=(*(letter for letter in house_more_letters.ALL if letter.code != "notice"), STATED),
    misrepresentation=house_forms.MISREPRESENTATION,
    caution=_(
        "A threat to sue a reseller over a trademark, patent or design can itself be unlawful in the United Kingdom. "
        "State the right and ask where the goods come from; do not ask a reseller to stop, to destroy goods or to "
        "give an undertaking."
    ),
    disclosure=Disclosure("all", "all", house.house_rule("house.disclosure")),
    duties=(
        Duty(
            "threats",
            _("Warn before a letter to a reseller: a threat over a trademark, patent or design may be unjustified."),
            THREATS("threats", "ss.1 to 6", secondary=True),
        ),
    ),
)
