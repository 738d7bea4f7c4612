"""Letters in English: the words that every other language follows. A published version never changes; add the next."""

from policy.letters.text import Written

LETTERS: Written = {
    "house.receipt": {
        1: (
            "Your notice {reference} has arrived",
            "Dear {recipient},\n\n{marketplace} has received your notice {reference} about {right}. It names these "
            "listings:\n\n{listings}\n\nYou can follow it, and every step taken, here: {link}",
        ),
    },
    "house.incomplete": {
        1: (
            "Your notice {reference} is not complete yet",
            "Dear {recipient},\n\nyour notice {reference} about {right} cannot be acted on yet. This is missing:\n\n"
            "{missing}\n\nPlease add it by {deadline}: {link}",
        ),
    },
    "house.notice": {
        1: (
            "A complaint about your listings: {reference}",
            "Dear {recipient},\n\n{complainant} says that these listings infringe {right}:\n\n{listings}\n\n"
            "What is asserted: {reasons}\n\nPlease answer by {deadline}. You can agree, delete the listings, or say "
            "why the complaint is wrong and add evidence: {link}\n\nWithout an answer we decide on what we have.",
        ),
    },
    "house.counter_notice": {
        1: (
            "The seller contests your notice {reference}",
            "Dear {recipient},\n\n{seller} contests your notice {reference} about these listings:\n\n{listings}\n\n"
            "What the seller says: {reasons}\n\nYou see the answer and its evidence here: {link}",
        ),
    },
    "house.decision": {
        1: (
            "Decision in case {reference}",
            "Dear {recipient},\n\nwe have decided about these listings:\n\n{listings}\n\nDecision: {outcome}\n\n"
            "Reasons: {reasons}\n\nIf you disagree you can appeal by {deadline}; somebody else will decide: {link}",
        ),
    },
    "house.restored": {
        1: (
            "Listings put back in case {reference}",
            "Dear {recipient},\n\nthese listings have been put back:\n\n{listings}\n\nReasons: {reasons}\n\n"
            "The whole case: {link}",
        ),
    },
    "house.withdrawn": {
        1: (
            "The complaint was taken back: {reference}",
            "Dear {recipient},\n\nthe complaint about {right} was taken back for these listings:\n\n{listings}\n\n"
            "We had not removed any of them, and nobody decides about them any more. You need do nothing. "
            "The whole case: {link}",
        ),
    },
    "us.counter_notice": {
        1: (
            "Counter-notice in case {reference}",
            "Dear {recipient},\n\n{seller} has sent a counter-notice about these listings:\n\n{listings}\n\n"
            "A copy is here: {link}\n\nThe removed material will be put back in 10 business days unless we first "
            "receive notice from you that you have filed an action seeking a court order against the seller.",
        ),
    },
    "us.removed": {
        1: (
            "Your listings were removed on a copyright notice: {reference}",
            "Dear {recipient},\n\n{complainant} has sent us a complete notice under 17 USC 512 about {right}. We have "
            "removed these listings:\n\n{listings}\n\nWhat is asserted: {reasons}\n\nIf this is a mistake or a "
            "misidentification you can send a counter-notice: {link}",
        ),
    },
    "house.paper": {
        1: (
            "A paper of a court or an authority was shown: {reference}",
            "Dear {recipient},\n\nin the case about {right} a paper was shown:\n\n{reasons}\n\nIt concerns these "
            "listings:\n\n{listings}\n\n{outcome}\n\nThe whole case: {link}",
        ),
    },
    "house.reply_asked": {
        1: (
            "The seller contests your complaint {reference}: your reply",
            "Dear {recipient},\n\n{seller} contests your complaint {reference} about these listings:\n\n"
            "{listings}\n\nWhat the seller says: {reasons}\n\nPlease reply by {deadline}: say why the complaint "
            "stands, or take it back. Without a reply the listings stay, or are put back: {link}",
        ),
    },
    "house.reply": {
        1: (
            "The complainant has replied: {reference}",
            "Dear {recipient},\n\n{complainant} has replied about these listings:\n\n{listings}\n\n{reasons}\n\nYou "
            "can answer once more by {deadline}: {link}\n\nAfter that a reviewer decides.",
        ),
    },
    "house.body": {
        1: (
            "An out-of-court body was turned to: {reference}",
            "Dear {recipient},\n\nin the case about {right} a certified out-of-court dispute settlement body was "
            "turned to:\n\n{reasons}\n\nIt is expected to decide by {deadline}. The whole case: {link}",
        ),
    },
    "house.forwarded": {
        1: (
            "A notice of claimed infringement about your listings: {reference}",
            "Dear {recipient},\n\nwe pass on to you a notice in which {complainant} claims that these listings "
            "infringe {right}:\n\n{listings}\n\nWhat is claimed: {reasons}\n\nThe law asks us to pass the notice on. "
            "We have removed nothing because of it, and it obliges you to nothing towards us. You can look at it, "
            "agree, or delete the listings: {link}",
        ),
    },
    "eu.decision": {
        1: (
            "Decision with statement of reasons in case {reference}",
            "Dear {recipient},\n\nwe have decided about these listings:\n\n{listings}\n\nDecision: {outcome}\n\n"
            "Reasons: {reasons}\n\nIf you disagree you can complain to us, free of charge, by {deadline}; a person "
            "who did not take this decision will decide. You can also turn to an out-of-court dispute settlement "
            "body certified under Article 21 of Regulation (EU) 2022/2065, or go to court at any time. The whole "
            "case, with the full statement of reasons: {link}",
        ),
    },
    "gb.notice": {
        1: (
            "A right asserted about your listings: {reference}",
            "Dear {recipient},\n\n{complainant} is the owner of {right}, or acts for it, and has told us that it "
            "asserts this right about these listings:\n\n{listings}\n\nWhat is asserted: {reasons}\n\nThis letter "
            "tells you that the right exists and asks where the goods come from. It asks you neither to stop selling "
            "nor to destroy or promise anything. You can tell us what you know by {deadline}: {link}\n\nWithout an "
            "answer we decide on what we have.",
        ),
    },
    "cn.counter_notice": {
        1: (
            "The seller's declaration of non-infringement: {reference}",
            "Dear {recipient},\n\n{seller} has sent us a declaration of non-infringement about these listings:\n\n"
            "{listings}\n\nWhat the seller says: {reasons}\n\nYou may complain to the competent authority or bring "
            "an action in a people's court. If we have not received notice by {deadline} that you have done so, we "
            "end the measures: {link}",
        ),
    },
    "cn.removed": {
        1: (
            "Measures against your listings on a notice: {reference}",
            "Dear {recipient},\n\n{complainant} has sent us a notice with prima facie evidence about {right}. We "
            "pass it on to you and have taken down these listings:\n\n{listings}\n\nWhat is asserted: {reasons}\n\n"
            "You can send a declaration of non-infringement with prima facie evidence: {link}",
        ),
    },
    "cn.explanation": {
        1: (
            "The seller's written explanation: {reference}",
            "Dear {recipient},\n\n{seller} has sent us a written explanation about these listings:\n\n{listings}\n\n"
            "What the seller says: {reasons}\n\nThe law asks us to restore them at once. The same material may not "
            "be notified to us again; you may go to court: {link}",
        ),
    },
    "jp.notice": {
        1: (
            "Do you agree to the removal? {reference}",
            "Dear {recipient},\n\n{complainant} says that these listings infringe {right} and asks us to remove "
            "them:\n\n{listings}\n\nWhat is asserted: {reasons}\n\nDo you agree to the removal? Please answer by "
            "{deadline}: {link}\n\nIf you do not answer within seven days of receiving this question, we remove the "
            "listings.",
        ),
    },
    "kr.counter_notice": {
        1: (
            "The seller asks to resume: {reference}",
            "Dear {recipient},\n\n{seller} asks us to resume these listings:\n\n{listings}\n\nWhat the seller says: "
            "{reasons}\n\nWe resume them from {deadline} on, unless you tell us before that you have brought an "
            "action: {link}",
        ),
    },
    "kr.removed": {
        1: (
            "Your listings were removed on a copyright notice: {reference}",
            "Dear {recipient},\n\n{complainant} has asked us, with proof, to stop the use of {right}. We have taken "
            "down these listings:\n\n{listings}\n\nWhat is asserted: {reasons}\n\nIf the use is rightful you can ask "
            "us within 30 days to resume, with proof: {link}",
        ),
    },
    "in.removed": {
        1: (
            "Your listings were removed on a copyright notice: {reference}",
            "Dear {recipient},\n\n{complainant} has sent us a complete complaint under Rule 75 of the Copyright "
            "Rules, 2013 about {right}. We have blocked these listings:\n\n{listings}\n\nWhat is asserted: "
            "{reasons}\n\nThe block ends after 21 days unless the complainant produces the order of a court. The "
            "whole case: {link}",
        ),
    },
    "tw.counter_notice": {
        1: (
            "The seller's counter-notice: {reference}",
            "Dear {recipient},\n\n{seller} has sent us a counter-notice about these listings:\n\n{listings}\n\nWhat "
            "the seller says: {reasons}\n\nWe restore them unless you show us by {deadline} that you have begun "
            "litigation: {link}",
        ),
    },
    "tw.removed": {
        1: (
            "Your listings were removed on a copyright notice: {reference}",
            "Dear {recipient},\n\n{complainant} has sent us a complete notice about {right}. We have removed these "
            "listings:\n\n{listings}\n\nWhat is asserted: {reasons}\n\nIf the use is lawful you can send a "
            "counter-notice: {link}",
        ),
    },
    "preset.removed": {
        1: (
            "Your listings were made inactive: {reference}",
            "Dear {recipient},\n\n{complainant} has sent us a complete notice about {right}. We have made these "
            "listings inactive:\n\n{listings}\n\nWhat is asserted: {reasons}\n\nIf you disagree, say so by "
            "{deadline}; without an answer they stay inactive: {link}",
        ),
    },
    "report.receipt": {
        1: (
            "We have your report {reference}",
            "Your report {reference} to {marketplace} has arrived. It is about:\n\n{listings}\n\nA person looks "
            "at it and decides. Follow it, add to it or take it back here; whoever has this link can, so keep it "
            "to yourself: {link}",
        ),
    },
    "report.outcome": {
        1: (
            "Your report {reference}: what became of it",
            "Your report {reference} to {marketplace} was about this listing:\n\n{listings}\n\n{reasons}\n\nYour "
            "report: {link}",
        ),
    },
}
