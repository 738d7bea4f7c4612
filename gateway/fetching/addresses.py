"""Which addresses of the network are public: our own list, after IANA's registries of special-purpose addresses.

Python's `is_private` and `is_global` are no filter: both let through carrier-grade NAT or multicast or an address of version 4
wrapped in one of version 6. Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and after), RFC 3879
(site-local), RFC 4291 (compatible, mapped), RFC 6052 (NAT64), RFC 5214 (ISATAP).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

NOT_PUBLIC_4 = tuple(
    map(
        IPv4Network,
        """
        0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
        192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
        203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32
        """.split(),
    )
)
"""The last one is public by its number, and the host's own agent inside one large cloud."""

UNICAST_6 = IPv6Network("2000::/3")
"""All that is given out for the public network; whatever lies outside is not."""
NOT_PUBLIC_6 = tuple(map(IPv6Network, "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".split()))
"""Inside it: protocols (Teredo among them), documentation, 6to4, AS112."""
MAPPED, NAT64 = IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96")
ISATAP = (0x00005EFE, 0x02005EFE)


def is_public(text: str) -> bool:
    """Whether this address, as the resolver gives it, is one of the public network. A zone (“%eth0”) never is."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return _public_4(address) if isinstance(address, IPv4Address) else _public_6(address)


def _public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in NOT_PUBLIC_4)


def _public_6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    inner = IPv4Address(int(address) & 0xFFFFFFFF)
    if address in MAPPED or address in NAT64:
        return _public_4(inner)  # the same host in another spelling
    if address not in UNICAST_6 or any(address in network for network in NOT_PUBLIC_6):
        return False
    wraps = int(address) >> 32 & 0xFFFFFFFF in ISATAP
    return not wraps or _public_4(inner)
