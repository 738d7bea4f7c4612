"""Events of a supply chain in the words of GS1 EPCIS 2.0: what was seen, when, where and why. Pure: no Django, no input or output.

`parse` makes a body of bytes, `check` says what is wrong with it, `read` makes events of it, `event_hash` is the identity of
an event, `write` makes JSON-LD of one again. Check before reading: `read` trusts what `check` has passed.

Sources: GS1 EPCIS 2.0 (section 7 events, section 10 JSON-LD), GS1 CBV 2.0 (section 7 vocabularies, section 8.9.2 event hash).
"""
