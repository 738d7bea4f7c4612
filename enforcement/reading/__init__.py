"""Letters in free text, read: which addresses they complain of, which elements of a notice they give, and what they lack.

Pure: text goes in, frozen values come out. `unpack` makes text of what arrived (plain, HTML, an e-mail); `read` reads it.
A reading proposes and a person disposes: every finding says where in the letter it stands.
"""

from enforcement.reading.letter import read
from enforcement.reading.unpacking import Unpacked, unpack
from enforcement.reading.values import COUNTER_ELEMENTS, NOTICE_ELEMENTS, Address, Element, Passage, ReadLetter, Section

__all__ = [
    "COUNTER_ELEMENTS",
    "NOTICE_ELEMENTS",
    "Address",
    "Element",
    "Passage",
    "ReadLetter",
    "Section",
    "Unpacked",
    "read",
    "unpack",
]
