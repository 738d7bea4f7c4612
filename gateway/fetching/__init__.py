"""The one safe fetcher: whatever reads an address that somebody else named goes through `fetch`.

    found = fetch("https://shop.example/item", accept=PAGES, contact="https://market.example/m/fair/")

The rules, each hop anew: http and https on their own ports alone; no name or password in the address; a host is resolved
once, every address it has is judged by our own list (`addresses`), and the connection goes to the very address that was
judged, so that a name that answers otherwise a moment later changes nothing. No proxy, no cookies, certificates checked,
one deadline for everything, a limit on the bytes as sent and as unpacked. Only media types that were asked for, only 200.
"""

from gateway.fetching.asking import (
    MOST_BYTES,
    PAGES,
    PICTURES,
    SECONDS,
    Fetched,
    Media,
    Network,
    allowed_places,
    fetch,
)
from gateway.fetching.refusing import FetchRefused, refusal

__all__ = [
    "MOST_BYTES", "PAGES", "PICTURES", "SECONDS", "FetchRefused", "Fetched", "Media", "Network",
    "allowed_places", "fetch", "refusal",
]  # fmt: skip
