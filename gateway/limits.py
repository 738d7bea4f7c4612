"""Rate limits that hold with Redis down, and that a refused request cannot roll back.

A limit counts calls in a window that begins with the first one. The counter is one row on the connection `counters`,
which is in autocommit: it stands whatever becomes of the request. It holds a keyed HMAC, never whom it counts.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import connections
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tenancy.errors import TooMany

CONNECTION = "counters"
MINUTE, HOUR = 60, 3600

COUNT = """
INSERT INTO gateway_counter AS c (key, hits, ends_at)
VALUES (%(key)s, 1, clock_timestamp() + make_interval(secs => %(period)s))
ON CONFLICT (key) DO UPDATE SET
  hits = CASE WHEN c.ends_at <= clock_timestamp() THEN 1 ELSE c.hits + 1 END,
  ends_at = CASE WHEN c.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE c.ends_at END
RETURNING hits, ceil(extract(epoch FROM ends_at - clock_timestamp()))::int
"""
READ = """
SELECT hits, ceil(extract(epoch FROM ends_at - clock_timestamp()))::int
FROM gateway_counter WHERE key = %(key)s AND ends_at > clock_timestamp()
"""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much of a limit is left, for the headers RateLimit-*. `reset` is in seconds."""

    limit: int
    used: int
    reset: int

    @property
    def remaining(self) -> int:
        """Calls that are still allowed before `reset`."""
        return max(0, self.limit - self.used)

    @property
    def headers(self) -> dict[str, str]:
        """As the answer carries them."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }


def blind(text: str) -> str:
    """A keyed HMAC of `text`: the same for the same text, and nothing to anybody without the secret key."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def blind_key(key: str, key_prefix: str, version: int) -> str:
    """A cache key that says nothing about whom it counts: a keyed HMAC of the plain one."""
    return blind(f"{key_prefix}:{version}:{key}")


def limit(name: str, who: str, *, per_minute: int | None = None, per_hour: int | None = None) -> Budget:
    """Count one call of `who` and return the tightest budget. Raises TooMany beyond it.

    `name` says what is limited ("api", "wrong key"), `who` is any stable text: an address, a key's id.
    """
    return _tightest(_budgets(COUNT, name, who, per_minute, per_hour))


def refuse_if_spent(name: str, who: str, *, per_minute: int | None = None, per_hour: int | None = None) -> None:
    """Raise TooMany if `limit` with the same words would; counts nothing. For limits on failures alone."""
    budgets = [Budget(b.limit, b.used + 1, b.reset) for b in _budgets(READ, name, who, per_minute, per_hour)]
    _tightest(budgets)


def sweep() -> int:
    """Delete counters whose window has ended, ours and those that the framework keeps in its cache; how many.

    Django's cache counts its rows at every write, and beyond its limit throws away living ones: keep it small.
    """
    with connections[CONNECTION].cursor() as cursor:
        cursor.execute("DELETE FROM gateway_counter WHERE ends_at <= clock_timestamp()")
        ended = cursor.rowcount
        cursor.execute("DELETE FROM gateway_cache WHERE expires <= clock_timestamp()")
        return ended + cursor.rowcount


def client_address(request: HttpRequest) -> str:
    """The address of the caller, believed only as far as our own proxies vouch for it; an IPv6 one as its /64.

    With TRUSTED_PROXIES = n the n-th entry from the right of X-Forwarded-For was written by the outermost of them;
    whatever stands left of it, anybody may have written.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    trusted = settings.TRUSTED_PROXIES
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    claimed = hops[-trusted] if 0 < trusted <= len(hops) else ""
    return _address(claimed) or _address(direct) or "unknown"


def _budgets(sql: str, name: str, who: str, per_minute: int | None, per_hour: int | None) -> list[Budget]:
    found = []
    for most, period in ((per_minute, MINUTE), (per_hour, HOUR)):
        if most is None:
            continue
        with connections[CONNECTION].cursor() as cursor:
            cursor.execute(sql, {"key": blind(f"limit\n{name}\n{period}\n{who}"), "period": period})
            used, reset = cursor.fetchone() or (0, 0)
        found.append(Budget(limit=most, used=used, reset=max(1, reset)))
    return found


def _tightest(budgets: Iterable[Budget]) -> Budget:
    """The budget with the least left. Raises TooMany if one is overdrawn, with the longest wait."""
    found = list(budgets)
    wait = max((budget.reset for budget in found if budget.used > budget.limit), default=0)
    if wait:
        raise TooMany(_("Too many requests. Wait a moment, then try again; nothing is lost."), retry_after=wait)
    return min(found, key=lambda budget: budget.remaining)


def _address(text: str) -> str:
    """`text` as an address without its port, or "" if it is none."""
    host = text.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
