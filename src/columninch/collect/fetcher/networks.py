"""Which network addresses may be connected to: the public internet, and nothing else.

A feed or page names addresses that a stranger chose. Behind some of them lie the desk's own
machine, its neighbours, or a cloud's metadata service, which hands out keys.
"""

from __future__ import annotations

import ipaddress

METADATA = frozenset(
    {"168.63.129.16", "192.0.0.192", "169.254.169.254", "fd00:ec2::254", "fd20:ce::254"}
)
"""Services that clouds offer to their machines; one of them on a public address."""

PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
NOT_PUBLIC = tuple(
    ipaddress.ip_network(one)
    for one in (
        "2002::/16", "2001::/32", "192.88.99.0/24", "64:ff9b:1::/48",
        "3fff::/20", "2001:2::/48", "2001:10::/28", "2001:20::/28", "2001:db8::/32",
    )
)  # fmt: skip
"""6to4, Teredo and local NAT64: IPv4 addresses in disguise; and what is for documentation,
benchmarks and identifiers (not every Python that we run on knows them)."""
ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""What stands before an IPv4 address in an interface identifier (RFC 5214, section 6.1)."""


def network_refusal(address: str) -> str:
    """Why the numeric `address` must not be connected to, or an empty string.

    RFC 6890's registries through `ipaddress`, which calls shared, documentation,
    benchmarking and reserved space not global; IPv4 that is mapped, translated or in an
    interface identifier is unwrapped.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and (inner := _unwrapped(ip)):
        return network_refusal(inner)
    if str(ip) in METADATA:
        return f"{address} is a cloud's metadata service"
    if ip.is_multicast or not ip.is_global or any(ip in one for one in NOT_PUBLIC):
        return f"{address} is not on the public internet"
    if isinstance(ip, ipaddress.IPv6Address) and ip not in PUBLIC_IPV6:
        return f"{address} is not on the public internet"
    return ""


def _unwrapped(ip: ipaddress.IPv6Address) -> str:
    """The IPv4 address that decides about `ip`, or an empty string."""
    last = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.ipv4_mapped is not None or ip in NAT64:
        return str(last)
    is_isatap = (int(ip) >> 32) & 0xFFFFFFFF in ISATAP
    return str(last) if is_isatap and network_refusal(str(last)) else ""
