"""The marker for sentences that people read.

Packs are pure data, so a sentence stands in them in English as the key of its translation; whoever shows it
calls gettext on it. The marker has the name that `makemessages` looks for, and hands its text back unchanged.
"""


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation without translating it."""
    return text
