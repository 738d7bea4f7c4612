"""A marketplace in the middle of its life: rights, listings, cases, parties and keys in every state that a page shows."""

from datetime import date, timedelta
from email.message import EmailMessage

from django.urls import reverse

from accounts import services as accounts
from audit import sequencer
from enforcement import services as cases
from enforcement.models import Case, Complaint
from enforcement.services import Arrived, Award, Choice, Filed, Reported, inspecting
from enforcement.services.receiving import token_of
from gateway.uploads import checked_document, checked_picture
from registry import services as registry
from registry.details import Details
from registry.models import Right
from registry.services import applications
from scanner import services as scanner
from scanner.models import Match
from sellers.models import Listing
from sellers.services import accrediting, onboarding, onboarding_review
from tenancy.actor import Actor
from tenancy.context import database_now
from tests.architecture import stage_reviews, stage_sellers
from tests.cast import Market
from tests.enforcement.stage import STATEMENTS, heard, let_it_take_effect, only_case
from tests.enforcement.stage import listing as publish
from tests.journeys.pictures import drawing

SEED = bytes(range(32))
COUNTER_NOTICE = {
    "signature": "Sam Seller", "mistake": "yes", "jurisdiction": "district_of_address", "service": "yes",
    "contact": "1 Main Street", "explanation": "They are ours.", "accuracy": "yes",
}  # fmt: skip
LETTER = """Dear team,

listing no. %(number)s shows our photograph "%(work)s" without permission. We offer to settle for a payment of 900 USD.

I have a good faith belief that this use is not authorised by the owner, its agent or the law. The information in this letter is
accurate and, under penalty of perjury, I am the owner of the exclusive right.

Sincerely,
Ada Aurora
"""
COUNTER_LETTER = """Listing no. %(number)s was removed. Under penalty of perjury I have a good faith belief that this was a mistake.
I consent to the jurisdiction of the court of my address.
"""


class Scene:
    """Made inside a marketplace, in the words that `say` gives to everything that people type."""

    def __init__(self, market: Market, say=lambda words: words) -> None:
        self.market, self.say = market, say
        self.numbers = iter(range(1, 1000))
        self.followed: list[str] = []  # the addresses of the receipts

    def play(self) -> None:
        """Everything, then sealed, so that proofs can be had."""
        mark = self.right("trademark", "Zanderholt", office="EM", number="018442190", classes=(18, 25))
        work = self.right("copyright", "Northern lights", territories=("US",))
        self.other_rights()
        self.complaints_to_be_completed(mark)
        self.trademark_cases(mark)
        self.copyright_cases(work)
        self.matches()
        self.inspection()
        self.reports(mark)
        self.misuse(mark)
        self.among_colleagues(mark)
        self.decided_together(mark)
        self.queues(mark)
        self.sanctions()
        self.letters(work)
        self.parties_and_keys(mark)
        self.rules()
        sequencer.seal()
        sequencer.sign_head(SEED)

    def right(self, kind: str, title: str, **more: object) -> Right:
        """A verified right with a specimen."""
        details = Details(kind=kind, title=self.say(title), external_id=self.say(f"ours: {title}"), **more)
        right = registry.register_right(actor=self.market.actor("brand"), details=details)
        registry.add_specimen(
            actor=self.market.actor("brand"), right=right, picture=drawing(seed=3), label=self.say("logo")
        )
        right.refresh_from_db()
        return registry.verify_right(actor=self.market.actor("lead"), right=right)

    def other_rights(self) -> None:
        """One that waits, one that was rejected."""
        for n, name in enumerate(("Waiting", "Rejected")):
            details = Details(kind="trademark", title=self.say(name), office="US", number=f"8765432{n}", classes=(25,))
            right = registry.register_right(actor=self.market.actor("brand"), details=details)
            if n:
                registry.reject_right(
                    actor=self.market.actor("lead"), right=right, reason=self.say("Not in the register.")
                )

    def listing(self, *, seller: str = "seller", title: str = "Travel bag", seed: int = 0, **more: object) -> Listing:
        """A published listing with what a seller says of it."""
        number = f"L-{next(self.numbers)}"
        pictures = [checked_picture(drawing(seed=seed))] if seed else []
        words = {"description": self.say("A bag with straps."), "brand": self.say("No brand"), **more}
        return publish(self.market, number, seller=seller, title=self.say(title), pictures=pictures, **words)

    def complaints_to_be_completed(self, mark: Right) -> None:
        """A draft, and one that lacks what the rules ask for."""
        for files in (False, True):
            draft = cases.save_draft(
                actor=self.market.actor("brand"), right=mark, region="EU", reason="counterfeit",
                statement=self.say("Not ours."), elements={"explanation": self.say("Not ours.")},
                listings={self.listing().id: self.say("look at the buckle")},
            )  # fmt: skip
            if files:
                cases.file_complaint(actor=self.market.actor("brand"), reference=draft.reference)

    def complaint(self, right: Right, listings: list[Listing]) -> Complaint:
        """A complete one, filed."""
        brand = self.market.actor("brand")
        reason = "counterfeit" if right.kind == "trademark" else "picture_copied"
        elements = {**STATEMENTS, "explanation": self.say("They are not ours."), "signature": self.say("Ada Aurora")}
        draft = cases.save_draft(
            actor=brand, right=right, region=right.territories[0], reason=reason, elements=elements,
            statement=self.say("They are not ours."), listings={one.id: self.say("this one too") for one in listings},
        )  # fmt: skip
        return cases.file_complaint(actor=brand, reference=draft.reference)

    def trademark_cases(self, mark: Right) -> None:
        """Asked, answered, decided in its grace, in effect, appealed, and one that a second person must confirm."""
        seller, reviewer = self.market.actor("seller"), self.market.actor("reviewer")
        self.complaint(mark, [self.listing(seed=5), self.listing(seed=6)])
        answered = self.case(mark, 3)
        items = list(answered.items.order_by("id"))
        answers = {items[0].id: "accept", items[1].id: "delete", items[2].id: "genuine"}
        cases.answer(
            actor=seller, reference=answered.reference, answers=answers, statement=self.say("Bought in Poland.")
        )
        for stage in ("grace", "second", "effect", "appealed", "reversed"):
            case = self.case(mark, 2)
            contested = {item.id: "genuine" for item in case.items.all()}
            cases.answer(actor=seller, reference=case.reference, answers=contested, statement=self.say("Genuine."))
            remedy = "suspend" if stage == "second" else None
            # Without reasons the statement of reasons waits to be put right.
            reasons = "" if stage == "effect" else self.say("The label is printed.")
            choice = Choice("counterfeit.goods", reasons=reasons, remedy=remedy)
            choices = {item.id: choice for item in case.items.all()}
            cases.decide(actor=reviewer, reference=case.reference, choices=choices)
            if stage in ("effect", "appealed", "reversed"):
                let_it_take_effect(case)
            if stage in ("appealed", "reversed"):
                self.appeal(case, decides=stage == "reversed")

    def case(self, right: Right, count: int) -> Case:
        """A case over so many new listings."""
        return only_case(self.complaint(right, [self.listing(seed=5 + n) for n in range(count)]))

    def appeal(self, case: Case, *, decides: bool) -> None:
        """By the seller, against all of it; decided for one listing, if it is."""
        items = [item.id for item in case.items.all()]
        filed = cases.file_appeal(
            actor=self.market.actor("seller"),
            reference=case.reference,
            items=items,
            grounds=self.say("See the invoice."),
        )
        if decides:
            choices = {items[0]: Choice("dismissed.exhausted")}
            cases.decide_appeal(
                actor=self.market.actor("appeals"), reference=filed.reference, choices=choices,
                reasons=self.say("The invoice is genuine."),
            )  # fmt: skip

    def copyright_cases(self, work: Right) -> None:
        """Removed on a notice; contested with a counter-notice; and with a court action shown; one taken back."""
        for stage in range(4):
            case = self.case(work, 1)
            let_it_take_effect(case)
            item = case.items.get()
            if stage in (1, 2):
                elements = {**COUNTER_NOTICE, "contact": self.say("1 Main Street")}
                cases.answer(
                    actor=self.market.actor("seller"), reference=case.reference, answers={item.id: "counter_notice"},
                    elements=elements, statement=self.say("It is my own photograph."),
                )  # fmt: skip
            if stage == 2:
                cases.show_paper(
                    actor=self.market.actor("brand"), reference=case.reference, code="court_action", court=self.say("SDNY"),
                    number=self.say("1:26-cv-1"), filed_on=database_now().date(),
                )  # fmt: skip
            if stage == 3:
                cases.withdraw(
                    actor=self.market.actor("brand"), reference=case.reference, items=[item.id], reason="mistake",
                    words=self.say("Sorry."),
                )  # fmt: skip

    def matches(self) -> None:
        """Some that wait, and one that was dismissed."""
        for _ in range(3):
            self.listing(title="Zanderholt strap for any bag", seller="other_seller", seed=3)
        found = Match.objects.filter(state="open").first()
        if found is not None:
            scanner.dismiss_match(actor=self.market.actor("reviewer"), match_id=found.id, why="descriptive")

    def inspection(self) -> None:
        """A seller has looked through its catalogue, and does so every month."""
        actor, now = self.market.actor("seller"), database_now()
        made = cases.inspect_catalogue(actor=actor, looks=["legality", "price", "quality"])
        rows = Listing.objects.filter(seller_id=actor.party_id).select_related("seller")
        looked = scanner.look_through(actor=self.market.system, rows=rows, after=None, most=5)
        inspecting.note_batch(found=made, checked=looked.checked, faulty=0, now=now)
        inspecting.finish(found=made, now=now)
        cases.schedule_inspections(actor=actor, cadence="monthly", looks=["price"])

    def reports(self, mark: Right) -> None:
        """What anybody, a partner and a trusted flagger report: waiting, dismissed, in a case that is decided."""
        lead, reviewer = self.market.actor("lead"), self.market.actor("reviewer")
        brand = self.market.parties["brand"].reference
        award = Award(party=brand, coordinator="DE", kinds=["trademark"], starts_on=date(2026, 1, 1))
        flagger = cases.add_flagger(actor=lead, award=award)
        cases.report_to_coordinator(
            actor=lead, flagger_id=flagger.id, since=date(2026, 1, 1), words=self.say("Half say nothing.")
        )
        waiting, dismissed, decided, merged = (self.listing(title="Zanderholt cap", seed=7 + n) for n in range(4))
        case = only_case(self.complaint(mark, [merged]))
        filed = [self.report(who, waiting) for who in ("", "outside", "brand")]
        filed += [self.report("", one) for one in (dismissed, decided, merged)]
        cases.dismiss_report(
            actor=reviewer, listing_id=dismissed.id, reason="genuine", words=self.say("Bought from the owner.")
        )
        [opened] = cases.open_report_case(actor=reviewer, listing_id=decided.id, right=mark.reference)
        heard(opened)
        choice = Choice("counterfeit.goods", reasons=self.say("The label is printed."))
        cases.decide(actor=reviewer, reference=opened.reference, choices={opened.items.get().id: choice})
        let_it_take_effect(opened)
        cases.merge_reports(actor=reviewer, listing_id=merged.id, case=case.reference)
        self.followed = [reverse("enforcement:follow_report", args=[self.market.slug, one.token]) for one in filed]

    def misuse(self, mark: Right) -> None:
        """A demand for money that a seller reports: one report judged, one that waits."""
        holder, shop, reviewer = (self.market.actor(who) for who in ("brand", "seller", "reviewer"))
        for judged in (True, False):
            case = self.case(mark, 1)
            asked = self.say("We settle for a payment of 900 USD.")
            offer = cases.write_message(actor=holder, reference=case.reference, words=asked, kind="offer")
            report = cases.report_misuse(
                actor=shop, reference=case.reference, kind="money", words=self.say("They want money."), message=offer.id,
            )  # fmt: skip
            if judged:
                cases.judge_misuse(
                    actor=reviewer, report_id=report.id, outcome="upheld", gravity="serious",
                    reasons=self.say("The offer shows it."),
                )  # fmt: skip

    def among_colleagues(self, mark: Right) -> None:
        """A note that names the lead, a case that waits with the lead, one that came back with an answer."""
        reviewer, lead = self.market.actor("reviewer"), self.market.actor("lead")
        for answered in (False, True):
            case = self.case(mark, 1)
            cases.write_note(actor=reviewer, reference=case.reference, words=self.say("@lead Look at the seams."))
            cases.escalate(
                actor=reviewer, reference=case.reference, why="press", reasons=self.say("A newspaper has asked.")
            )
            if answered:
                cases.answer_escalation(actor=lead, reference=case.reference, words=self.say("Decide it as any other."))

    def decided_together(self, mark: Right) -> None:
        """Two cases in one act, in their grace."""
        both = [self.case(mark, 1) for _n in range(2)]
        for case in both:
            heard(case)
        cases.decide_bulk(
            actor=self.market.actor("reviewer"), references=[case.reference for case in both],
            ground="counterfeit.goods", reasons=self.say("The labels are printed."),
        )  # fmt: skip

    def queues(self, mark: Right) -> None:
        """A rule for who gets which case, a limit, kept views, a case of two parts and one that was joined to another."""
        lead, member = self.market.actor("lead"), self.market.people["reviewer"].membership.id
        cases.add_routing_rule(actor=lead, region="NZ", kind="trademark", people=[member])
        cases.set_work_limits(actor=lead, limits={member: 400})
        cases.save_view(actor=lead, name=self.say("Nobody has")[:60], asked={"unassigned": "1"}, shared=True)
        whole, other = self.case(mark, 3), self.case(mark, 1)
        cases.split(actor=lead, reference=whole.reference, items=[whole.items.order_by("id")[0].id])
        cases.merge(actor=lead, reference=other.reference, into=whole.reference)

    def sanctions(self) -> None:
        """A complainant that was warned and appealed, and whose suspension waits for a second person; a seller warned."""
        reviewer, brand = self.market.actor("reviewer"), self.market.parties["brand"].reference
        against = {"party": brand, "about": "notices", "reasons": self.say("Three were plainly wrong.")}
        warning = cases.sanction(actor=reviewer, kind="warn", **against)
        cases.appeal_sanction(
            actor=self.market.actor("brand"), sanction_id=warning.id, grounds=self.say("They were right.")
        )
        cases.sanction(actor=reviewer, kind="suspend", days=30, **against)
        seller = {**against, "party": self.market.parties["seller"].reference, "about": "selling"}
        cases.sanction(actor=reviewer, kind="warn", **seller)

    def letters(self, work: Right) -> None:
        """Letters in free text: to be read, completed by its sender, an answer to a case, set aside."""
        reviewer, about = self.market.actor("reviewer"), self.listing(title="Northern lights poster", seed=9)
        texts = [LETTER, LETTER.partition("The information")[0], COUNTER_LETTER, "Where is my parcel?"]
        waiting, asked, _counter, aside = (
            cases.receive_letter(
                actor=reviewer,
                arrived=Arrived(
                    data=self.mail(text % {"number": about.number, "work": work.title}),
                    filename="letter.eml",
                    sender="a@letters.test",
                ),
            )
            for text in texts
        )
        cases.ask_for_missing(actor=reviewer, reference=asked.reference, missing=["accuracy_authority", "signature"])
        cases.add_to_letter(letter=asked, added={"signature": self.say("Ada Aurora")})
        cases.set_letter_aside(actor=reviewer, reference=aside.reference, reason="no_notice")
        self.followed.append(reverse("enforcement:add_to_letter", args=[self.market.slug, token_of(asked)]))
        assert waiting.state == "received"

    def mail(self, text: str) -> bytes:
        """An e-mail; the list of letters shows its subject, and would cut a letter without one."""
        letter = EmailMessage()
        letter["Subject"] = self.say("About a listing")
        letter.set_content(self.say(text))
        return letter.as_bytes()

    def report(self, who: str, about: Listing) -> Filed:
        """A report by somebody, or by anybody; with a picture."""
        said = Reported(
            numbers=[about.number], kind="bought", explanation=self.say("The label is printed, not woven."),
            in_good_faith=True, order=self.say("R-1"), name=self.say("Ada Any"), email=f"{who or 'any'}@reporters.test",
            files=[(self.say("label.png"), checked_picture(drawing(seed=4)))],
        )  # fmt: skip
        actor = self.market.actor(who) if who else Actor.anonymous(self.market.id)
        return cases.file_report(actor=actor, said=said)

    def parties_and_keys(self, mark: Right) -> None:
        """An application, a suspended seller, an invitation, an authorised seller, and a key that was revoked."""
        lead = self.market.actor("lead")
        applicant = applications.Said(
            details={
                "name": self.say("Norrsken AB"), "country": "SE", "about": self.say("Two marks."),
                "contact_email": "hello@norrsken.test", "contact_name": self.say("Nils"), "address": self.say("Stockholm"),
            },
            number="556036-0793", signatory=self.say("Nils"),
            papers=[
                ("extract", checked_document(drawing(seed=5)), self.say("extract.png")),
                ("signatory", checked_document(drawing(seed=6)), self.say("card.png")),
            ],
        )  # fmt: skip
        applied = applications.hand_in(actor=self.market.system, kind="brand", said=applicant)
        applications.ask_applicant(actor=lead, application=applied, wanted=self.say("The newest extract."))
        self.followed.append(self.market.url(f"apply/{applications.token_of(applied)}"))
        to_sell = stage_sellers.applied(self.market, "Norrsken", self.say, drawing(seed=7))
        onboarding_review.ask_seller(actor=lead, application=to_sell, wanted=self.say("The newest extract."))
        self.followed.append(self.market.url(f"sell/{onboarding.token_of(to_sell)}"))
        appealed = stage_sellers.applied(self.market, "Sunnan", self.say, drawing(seed=8))
        onboarding_review.refuse_seller(actor=lead, application=appealed, reason=self.say("No extract."))
        onboarding.appeal(actor=Actor.anonymous(self.market.id), application=appealed, words=self.say("It is there."))
        accrediting.accredit(
            actor=lead, inspector=self.market.parties["inspector"], reason=self.say("ISO/IEC 17020, seen."),
            reach=accrediting.Reach(["documents"], database_now().date() + timedelta(days=300), [], ["DE"]),
        )  # fmt: skip
        for made in (stage_reviews.waiting, stage_reviews.assigned, stage_reviews.begun, stage_reviews.signed):
            made(self.market, "seller", self.say)
        gone = accounts.register_party(
            actor=lead, kind="seller", name=self.say("Gone"), country="US", contact_email="gone@gone.test"
        )
        accounts.suspend_party(actor=lead, party=gone, reason=self.say("Unpaid."))
        registry.authorise_seller(
            actor=self.market.actor("brand"), right=mark, seller=self.market.parties["other_seller"], territories=["PL"],
            starts_on=database_now().date(), ends_on=database_now().date() + timedelta(days=90),
        )  # fmt: skip
        brand = self.market.parties["brand"]
        accounts.make_key(actor=self.market.actor("brand"), party=brand, name=self.say("nightly")[:80], scopes=["log"])

    def rules(self) -> None:
        """Packs chosen and made stricter, a law in the making, and a policy published twice."""
        lead, today = self.market.actor("lead"), database_now().date()
        accounts.word_policy(actor=lead, language="en", body=self.say("We protect rights and hear both sides."))
        accounts.publish_policy(actor=lead, valid_from=today)
        for code in ("cn-ecl", "in-copyright", "gb-notice"):
            accounts.choose_pack(actor=lead, pack_code=code)
        accounts.choose_pack(actor=lead, pack_code="preset-three-rounds", region="MX")
        accounts.tighten_rule(actor=lead, pack_code="cn-ecl", what="clock", code="decide", value=2)
        accounts.tighten_rule(actor=lead, pack_code="cn-ecl", what="option", code="security")
        accounts.state_circumstance(actor=lead, code="micro", holds=True)
        accounts.note_law_news(
            actor=lead, region="CN", title=self.say("A draft of twenty articles"), read_on=today,
            source=self.say("Consultation"), expected_on=today + timedelta(days=400),
        )  # fmt: skip
        accounts.publish_policy(actor=lead, valid_from=today)
