"""The matchers. Each is a pure module with the same four things:

* `name`: a short word, stored with every signal;
* `needs`: which facts of listing and right it reads ("listing.title", "right.text");
* `match(listing, index) -> list[Finding]`: what it sees, without judging it;
* `examples() -> tuple[Example, ...]`: cases that it must and must not find, run by one contract test for all.

To add one, copy the shape and list it here.
"""

from __future__ import annotations

from types import ModuleType

from scanner.matchers import copied_text, logos, pictures, reading, second_look, words

MATCHERS: tuple[ModuleType, ...] = (words, pictures, copied_text, reading, second_look, logos)
