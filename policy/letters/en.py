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
}
