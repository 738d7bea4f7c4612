"""Payment accounts: checked while the number is here, then kept as what two accounts can be compared by. Pure but for the key.

An IBAN is checked by ISO 13616 (the country's own form, and two check digits by ISO 7064, mod 97-10).
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal
from uuid import UUID

from stdnum import iban
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from sellers.recognising import digest, normal

Fault = Literal["digit", "length", "form", "short"]
SHOWN = 4
PLAIN = re.compile(r"[A-Z0-9]{6,34}")
IBAN_LIKE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]*")


@dataclass(frozen=True, slots=True)
class Account:
    """A payment account as it is kept: never the number, but its digest under the marketplace's key and its end.

    `country` is the first two letters of an IBAN, "" for a number of another kind.
    """

    digest: str
    last: str
    country: str

    def to_keep(self) -> dict[str, str]:
        """As it stands in what was said."""
        return asdict(self)

    @classmethod
    def kept(cls, value: Any) -> "Account | None":
        """As it was kept; None where there is none."""
        if not isinstance(value, Mapping) or not value.get("digest"):
            return None
        return cls(str(value["digest"]), str(value.get("last", "")), str(value.get("country", "")))


def read_account(text: str, tenant_id: UUID) -> Account | Fault:
    """An IBAN, or the number of an account where there are none (six letters or digits at least)."""
    typed = re.sub(r"[\s.-]", "", text).upper()
    country = ""
    if IBAN_LIKE.fullmatch(typed):
        try:
            typed = iban.validate(typed)
        except InvalidChecksum:
            return "digit"
        except InvalidLength:
            return "length"
        except ValidationError:
            return "form"
        country = typed[:2]
    elif not PLAIN.fullmatch(typed):
        return "short" if len(typed) < 6 else "form"
    return Account(digest(tenant_id, "payment", normal("payment", typed)), typed[-SHOWN:], country)
