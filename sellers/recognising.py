"""What sellers can be recognised by, made comparable: normalised, hashed under the marketplace's own key, masked for people.

The same telephone number written two ways is one; nobody who reads the table learns it.
"""

import hashlib
import hmac
import re
import unicodedata
from functools import lru_cache
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from registry.words import fold

SHORTENED = {
    "ave": "avenue", "blvd": "boulevard", "bldg": "building", "dr": "drive", "fl": "floor", "hwy": "highway",
    "ln": "lane", "no": "", "nr": "", "pl": "place", "rd": "road", "rm": "room", "sq": "square", "st": "street",
    "ste": "suite", "apt": "apartment", "str": "strasse",
}  # fmt: skip
"""How addresses shorten their words; one that only announces a number goes."""
COMPANY = frozenset("ag bv co company corp gmbh inc kg limited llc ltd oy plc pty sa sarl sl spa srl".split())
LEAST_DIGITS, MOST_DIGITS = 7, 15
"""Of a telephone number with its country code (ITU-T E.164)."""
SHOWN = 4
SHA256 = re.compile(r"[0-9a-f]{64}")


def normal(kind: str, value: str) -> str:
    """The value as it is compared; "" for one that cannot be.

    A telephone number needs its country code (+49 … or 0049 …), a document is named by the SHA-256 of its bytes.
    """
    said = unicodedata.normalize("NFKC", value).strip()
    match kind:
        case "phone":
            return _phone(said)
        case "payment":
            return "".join(said.split())
        case "address":
            return " ".join(filter(None, (SHORTENED.get(word, word) for word in _words(said))))
        case "supplier":
            return " ".join(word for word in _words(said) if word not in COMPANY) or fold(said)
        case "document":
            return said.lower() if SHA256.fullmatch(said.lower()) else ""
    raise ValueError(f"Nobody is recognised by {kind}.")


def masked(kind: str, normalised: str) -> str:
    """What staff see of it: the last four characters, of a supplier the first; of an address nothing but its last word."""
    if kind == "supplier":
        return f"{normalised[:SHOWN]}…"
    if kind == "address":
        return f"…{normalised.split()[-1][:12]}"
    return f"…{normalised[-SHOWN:]}" if len(normalised) > 2 * SHOWN else "…"


def digest(tenant_id: UUID, kind: str, normalised: str) -> str:
    """HMAC-SHA-256 under the marketplace's own key, in hexadecimal: what two marketplaces hold cannot be compared."""
    said = f"{kind}\n{normalised}".encode()
    return hmac.new(_key(settings.SECRET_KEY, tenant_id), said, hashlib.sha256).hexdigest()


@lru_cache(maxsize=1024)
def _key(secret: str, tenant_id: UUID) -> bytes:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"seller trait\n" + tenant_id.bytes)
    return derive.derive(secret.encode())


def _phone(said: str) -> str:
    abroad = said.startswith(("+", "00"))
    digits = "".join(one for one in re.sub(r"\(0\)", "", said) if one.isdecimal())
    digits = digits.removeprefix("00") if said.startswith("00") else digits
    return digits if abroad and LEAST_DIGITS <= len(digits) <= MOST_DIGITS else ""


def _words(said: str) -> list[str]:
    spaced = "".join(character if character.isalnum() else " " for character in fold(said))
    return spaced.split()
