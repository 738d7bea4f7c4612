"""What never stands in the server's logs: the secrets that links carry in their path."""

import logging
import re

SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{40,}(?=[/?\s'\"]|$)")
"""A part of a path that is long and random: the link of a receipt, of an invitation."""


class WithoutSecrets(logging.Filter):
    """Takes the secrets out of addresses, in the message and in what is put into it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes, cleaned."""
        record.msg = _clean(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_clean(one) for one in record.args)
        return True


def _clean(value: object) -> object:
    return SECRET.sub("…", value) if isinstance(value, str) else value
