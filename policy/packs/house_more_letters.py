"""Letters of the house for papers of courts, for rounds, and for notices that are only passed on."""

from policy.letters import letter
from policy.packs import house_letters

PAPER = letter("paper", "house.paper")
REPLY_ASKED = letter("reply_asked", "house.reply_asked")
REPLY = letter("reply", "house.reply")
BODY = letter("body", "house.body")
FORWARDED = letter("notice", "house.forwarded")
ALL = (*house_letters.LETTERS, PAPER, REPLY_ASKED, REPLY)
