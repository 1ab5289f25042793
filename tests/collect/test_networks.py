import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.fetcher.networks import network_refusal


@pytest.mark.parametrize(
    "address",
    [
        "93.184.215.14",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
        "64:ff9b::5db8:d70e",
        "2606:2800::5efe:93.184.215.14",
    ],
)
def test_the_public_internet_may_be_connected_to(address):
    assert network_refusal(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.169.254", "0.0.0.0",  # noqa: S104  listed so as to be refused
        "100.64.0.1", "192.0.0.192", "198.18.0.1", "203.0.113.9", "224.0.0.251", "240.0.0.1",
        "255.255.255.255", "168.63.129.16", "::", "::1", "::ffff:10.0.0.1", "::7f00:1", "fe80::1",
        "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1",
        "3fff::1", "2001:2::1", "2001:20::1", "::ffff:0:7f00:1", "2606:2800::5efe:10.0.0.1",
        "2606:2800::200:5efe:127.0.0.1", "fd20:ce::254", "192.88.99.1", "5f00::1",
        "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
    ],
)  # fmt: skip
def test_other_networks_may_not(address):
    assert network_refusal(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_ipv6_is_judged_as_itself(ip):
    for wrapped in (f"::ffff:{ip}", str(ipaddress.IPv6Address((0x64FF9B << 96) | int(ip)))):
        assert bool(network_refusal(wrapped)) == bool(network_refusal(str(ip)))
