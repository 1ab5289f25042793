"""Which network addresses may be connected to: the public internet, and nothing else.

A feed or page names addresses that a stranger chose. Behind some of them lie the desk's own
machine, its neighbours, or a cloud's metadata service, which hands out keys.
"""

from __future__ import annotations

import ipaddress

METADATA = frozenset({"168.63.129.16", "192.0.0.192", "169.254.169.254", "fd00:ec2::254"})
"""Services that clouds offer to their machines; one of them on a public address."""

PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
TUNNELS = tuple(
    ipaddress.ip_network(one)
    for one in ("2002::/16", "2001::/32", "192.88.99.0/24", "64:ff9b:1::/48")
)
"""6to4, Teredo and local NAT64: IPv4 addresses in disguise."""


def network_refusal(address: str) -> str:
    """Why the numeric `address` must not be connected to, or an empty string.

    RFC 6890's registries through `ipaddress`, which calls shared, documentation,
    benchmarking and reserved space not global; mapped and translated IPv4 is unwrapped.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return network_refusal(str(ip.ipv4_mapped))
        if ip in NAT64:
            return network_refusal(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    if address in METADATA:
        return f"{address} is a cloud's metadata service"
    if ip.is_multicast or not ip.is_global or any(ip in one for one in TUNNELS):
        return f"{address} is not on the public internet"
    if isinstance(ip, ipaddress.IPv6Address) and ip not in PUBLIC_IPV6:
        return f"{address} is not on the public internet"
    return ""
