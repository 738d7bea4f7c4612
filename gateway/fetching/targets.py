"""An address as somebody wrote it, taken apart into what is asked of whom. Nothing is looked up here."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from gateway.fetching.refusing import refusal

PORTS = {"http": 80, "https": 443}
LONGEST = 2_000
LONGEST_HOST = 253
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\ufeff]")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_SAFE = "/?:@!$&'()*+,;=-._~%[]"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes. `host` is the name in ASCII or an address; `path` has the query and no fragment."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_address(self) -> bool:
        """True if the host is an address and not a name."""
        return ":" in self.host or _ends_in_number(self.host)

    @property
    def authority(self) -> str:
        """Host and port as the header Host has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def place(self) -> str:
        """Host and port, always with the port: what the setting of allowed hosts lists."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address in its one normal form."""
        return f"{self.scheme}://{self.authority}{self.path}"


def target(url: str, *, allowed: frozenset[str] = frozenset()) -> Target:
    """Take an address apart. `allowed` are places (“127.0.0.1:8001”) for which port and dot do not count.

    Raises FetchRefused: address, scheme, port, credentials.
    """
    if not 0 < len(url) <= LONGEST or _FORBIDDEN.search(url):
        raise refusal("address")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise refusal("address") from None
    if parts.scheme not in PORTS:
        raise refusal("scheme")
    if "@" in parts.netloc:
        raise refusal("credentials")
    found = Target(parts.scheme, _host(parts), port or PORTS[parts.scheme], _path(parts))
    if found.place in allowed:
        return found
    if port == 0 or found.port != PORTS[found.scheme]:
        raise refusal("port")
    if not found.is_address and "." not in found.host:
        raise refusal("address")
    return found


def onward(here: Target, location: str, *, allowed: frozenset[str] = frozenset()) -> Target:
    """Where a redirect leads. Raises FetchRefused as `target`, and `downgrade` from https to http."""
    if _FORBIDDEN.search(location):
        raise refusal("address")
    try:
        joined = urljoin(here.url, location)
    except ValueError:
        raise refusal("address") from None
    there = target(joined, allowed=allowed)
    if here.scheme == "https" and there.scheme != "https":
        raise refusal("downgrade")
    return there


def _host(parts: SplitResult) -> str:
    """The host in its one normal form: a name in ASCII, four plain numbers, or an address of version 6."""
    netloc = parts.netloc
    if netloc.startswith("["):
        literal, _bracket, rest = netloc[1:].partition("]")
        if rest and not rest.startswith(":"):
            raise refusal("address")
        try:
            address = IPv6Address(literal)
        except AddressValueError:
            raise refusal("address") from None
        if address.scope_id is not None:
            raise refusal("address")
        return str(address)
    raw = netloc.partition(":")[0].removesuffix(".")
    try:
        host = idna.encode(raw, uts46=True, transitional=False).decode("ascii").lower().removesuffix(".")
    except (idna.IDNAError, UnicodeError):
        raise refusal("address") from None
    if not host or len(host) > LONGEST_HOST:
        raise refusal("address")
    if _ends_in_number(host):
        return _plain_address(host)
    return host


def _plain_address(host: str) -> str:
    """Four decimal numbers; octal, hexadecimal and short spellings mean one thing here and another there."""
    try:
        return str(IPv4Address(host))
    except AddressValueError:
        raise refusal("address") from None


def _ends_in_number(host: str) -> bool:
    """The browsers' rule: a host whose last part is a number is an address of version 4, or nothing."""
    return _NUMBER.fullmatch(host.rpartition(".")[2]) is not None


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE)}" if parts.query else path
