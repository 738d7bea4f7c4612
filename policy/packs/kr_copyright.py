"""Korea: request to stop, and resumption, under the Copyright Act arts 102 and 103 and its decree arts 40 to 43.

On a request with proof the service stops at once and tells both sides within three days; the uploader may ask within 30
days of that to resume; the service decides in three days and resumes on a day from the 7th to the 14th after the
request, unless it is told of a suit. For trademarks no enacted text was found: house policy.
"""

from dataclasses import replace
from datetime import date

from policy.letters import letter
from policy.model import Answer, ClockRule, CounterNoticeRule, Disclosure, Duty, Pack, RemovalRule, Source
from policy.packs import house, house_2026, house_grounds, house_more_letters, lawful
from policy.packs.lawful import Law
from policy.words import gettext_noop as _

ACT = Law("kr", "Copyright Act of the Republic of Korea", date(2011, 6, 30))
DECREE = Law("kr", "Enforcement Decree of the Copyright Act", date(2025, 10, 1))

NOTICE = (
    replace(lawful.right("Decree arts 40 to 43"), help=_("Your work, and what proves that it is yours.")),
    lawful.location("Decree arts 40 to 43"),
    lawful.contact("Decree arts 40 to 43"),
    lawful.why("Copyright Act art. 103"),
    lawful.statement(
        "accuracy_authority", _("Accuracy and authority"), "Copyright Act art. 103",
        _("I own the right or act for its owner, and can prove it."),
    ),
    lawful.signature("Decree arts 40 to 43"),
)  # fmt: skip
RESUME = (
    lawful.text(
        "explanation",
        _("Why the use is rightful, with proof"),
        "Decree arts 40 to 43",
        _("Say why, and add what proves it: a licence, your own authorship, or that the term has ended."),
    ),
    lawful.contact("Decree arts 40 to 43"),
    lawful.signature("Decree arts 40 to 43"),
)
RESUMPTION = Answer(
    "counter_notice",
    _("The use is rightful: resume"),
    _("Ask for the listing to be resumed, with proof, within 30 days."),
    "contested",
    needs="counter_notice",
)


def days(kind: str, title: str, upper: int, rule: str, *, lower: int = 0, **more: object) -> ClockRule:
    """A clock of the decree in plain days."""
    return ClockRule(
        kind=kind,
        title=title,
        unit="calendar_days",
        upper=upper,
        lower=lower,
        rule=DECREE(kind, rule),
        **more,  # type: ignore[arg-type]
    )


FORWARDED = letter("counter_notice", "kr.counter_notice")
REMOVED = letter("removed", "kr.removed")

PACK = Pack(
    code="kr-copyright",
    version="1",
    region="KR",
    right_kinds=("copyright",),
    title=_("Korea: copyright notices"),
    valid_from=date(2025, 10, 1),
    time_zone="Asia/Seoul",
    sources=(Source(ACT.title, "arts 102, 103"), Source(DECREE.title, "arts 40 to 43"), house.HOUSE),
    notice_rule=DECREE("notice", "arts 40 to 43"),
    notice=NOTICE,
    answers=(*house_2026.ANSWERS[:-1], RESUMPTION),
    clocks=lawful.but(
        house_2026.CLOCKS,
        lawful.remove_at_once(ACT("remove", "art. 103")),
        days(
            "notify_seller",
            _("Tell both sides of the stop"),
            3,
            "arts 40 to 43",
            starts_on="removal_applied",
            binds="marketplace",
            stops_on=("removal_notified",),
            then="information_overdue",
        ),
        days(
            "window",
            _("Ask to resume"),
            30,
            "arts 40 to 43",
            starts_on="removal_notified",
            binds="seller",
            least=30,
            stops_on=("withdrawn", "restored"),
            then="window_closes",
        ),
        days(
            "forward_counter_notice",
            _("Decide on the request, and announce the day of resumption"),
            3,
            "arts 40 to 43",
            starts_on="counter_notice_received",
            binds="marketplace",
            stops_on=("counter_notice_forwarded", "withdrawn"),
            then="information_overdue",
        ),
        days(
            "put_back",
            _("Resume, unless an action is shown"),
            14,
            "arts 40 to 43",
            lower=7,
            acts_at="lower",
            starts_on="counter_notice_received",
            binds="marketplace",
            stops_on=("court_action_shown", "withdrawn", "restored"),
            then="put_back",
        ),
    ),
    removal=RemovalRule("remove", "notice.complete", "delist", ACT("removal", "art. 103")),
    counter_notice=CounterNoticeRule(
        before_removal=False,
        after_removal=True,
        elements=RESUME,
        put_back=("put_back",),
        window="window",
        rule=DECREE("resume", "arts 40 to 43"),
    ),
    appeal=house.APPEALS,
    papers=house_2026.LAW_PAPERS,
    remedies=house.remedies("KR"),
    reasons=house_grounds.reasons("copyright"),
    grounds=house_grounds.tree(
        ("copyright",),
        {"copying": "Copyright Act arts 16, 18, 20", "allowed.exception": "Copyright Act arts 28, 35-5"},
        on_notice="Copyright Act art. 103",
    ),
    strikes=house.STRIKES,
    letters=(*(letter for letter in house_more_letters.ALL if letter.code != "counter_notice"), FORWARDED, REMOVED),
    misrepresentation=_(
        "Whoever asks to stop or to resume without a right to is liable for the damage (Copyright Act art. 103)."
    ),
    disclosure=Disclosure("all", "all", ACT("disclosure", "art. 103", secondary=True)),
    duties=(
        Duty(
            "repeat_infringers",
            _("Adopt and carry out a policy that ends the accounts of repeat infringers."),
            ACT("repeat_infringers", "art. 102"),
        ),
    ),
)
