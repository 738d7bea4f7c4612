"""The registry's rounds: rights expire on their day, licences end, requests for proof lapse, and what contracts hold up
changes on theirs; terms whose outcomes lag are reviewed."""

from accounts.services.keys import KEYS_JOB
from registry.services import agreement_blocks, expiry, goods_words, licence_ends, proofs, term_reviews
from workflow.rounds import round

round(expiry.JOB)(expiry.sweep)
round(licence_ends.JOB)(licence_ends.sweep)
round(proofs.JOB)(proofs.sweep)
round(KEYS_JOB)(agreement_blocks.sweep)
round(goods_words.JOB)(goods_words.sweep)
round(term_reviews.JOB)(term_reviews.sweep)
