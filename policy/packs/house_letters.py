"""The letters of the house. A pack replaces the ones for which its law has words of its own."""

from policy.letters import letter

RECEIPT = letter("receipt", "house.receipt")
INCOMPLETE = letter("incomplete", "house.incomplete")
NOTICE = letter("notice", "house.notice")
COUNTER_NOTICE = letter("counter_notice", "house.counter_notice")
DECISION = letter("decision", "house.decision")
RESTORED = letter("restored", "house.restored")
WITHDRAWN = letter("withdrawn", "house.withdrawn")
LETTERS = (RECEIPT, INCOMPLETE, NOTICE, COUNTER_NOTICE, DECISION, RESTORED, WITHDRAWN)
