"""Canada: notice and notice under the Copyright Act ss. 41.25 to 41.27.

The notice is passed on as soon as feasible and the claimant told of it; nothing is removed because of it. A notice that
offers a settlement, or asks for money or personal data, need not be passed on. Records that identify the recipient are
kept six months, one year if a suit is announced. For trademarks no statute sets a procedure.
"""

from dataclasses import replace
from datetime import date

from policy.model import CounterNoticeRule, Disclosure, Duty, ForwardRule, Pack, Source
from policy.packs import house, house_2026, house_forms, house_grounds, house_more_letters, lawful
from policy.packs.lawful import Law
from policy.words import gettext_noop as _

ACT = Law("ca", "Copyright Act (Canada)", date(2015, 1, 2))
NOTICE = (
    lawful.contact("Copyright Act s. 41.25(2)", _("The claimant's name and address.")),
    lawful.right("Copyright Act s. 41.25(2)"),
    lawful.location("Copyright Act s. 41.25(2)"),
    replace(lawful.why("Copyright Act s. 41.25(2)"), title=_("The infringement that is claimed")),
    lawful.text(
        "when", _("Date and time of the infringement"), "Copyright Act s. 41.25(2)", _("When you saw it, in UTC.")
    ),
    lawful.statement(
        "no_demands",
        _("No demands"),
        "Copyright Act s. 41.25(3)",
        _(
            "This notice contains no offer to settle, no demand for payment or personal information, and no link to one."
        ),
    ),
)

PACK = Pack(
    code="ca-notice",
    version="1",
    region="CA",
    right_kinds=("copyright",),
    title=_("Canada: copyright notice and notice"),
    valid_from=date(2018, 12, 13),
    time_zone="America/Toronto",
    sources=(Source(ACT.title, "ss. 41.25 to 41.27"), house.HOUSE),
    notice_rule=ACT("notice", "s. 41.25(2)"),
    notice=NOTICE,
    answers=house_2026.ANSWERS[:2],
    clocks=lawful.but(
        house_2026.CLOCKS,
        lawful.unbounded(
            "forward_notice",
            _("Pass the notice on, as soon as feasible"),
            ACT("forward", "s. 41.26(1)(a)"),
            starts_on="notice_complete",
            stops_on=("notice_forwarded", "withdrawn"),
            then="information_overdue",
        ),
    ),
    forward=ForwardRule("forward_notice", ACT("forward", "s. 41.26(1)(a)")),
    counter_notice=CounterNoticeRule(
        before_removal=False,
        after_removal=False,
        elements=house_forms.COUNTER_NOTICE,
        put_back=(),
        rule=ACT("no_counter_notice", "ss. 41.25 to 41.27"),
    ),
    appeal=house.APPEALS,
    papers=house_2026.PAPERS,
    remedies=house.remedies("CA"),
    reasons=house_grounds.reasons("copyright"),
    grounds=house_grounds.tree(
        ("copyright",),
        {"copying": "Copyright Act s. 27", "allowed.exception": "Copyright Act ss. 29 to 29.21"},
    ),
    strikes=house.STRIKES,
    letters=(*(letter for letter in house_more_letters.ALL if letter.code != "notice"), house_more_letters.FORWARDED),
    misrepresentation=house_forms.MISREPRESENTATION,
    disclosure=Disclosure("all", "name", ACT("disclosure", "s. 41.25(2)")),
    duties=(
        Duty(
            "keep_records",
            _("Keep what identifies the recipient for six months, one year if a suit is announced."),
            ACT("keep_records", "s. 41.26(1)(b)"),
        ),
    ),
)
