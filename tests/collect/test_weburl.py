import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from urllib3.util import parse_url

from columninch.collect.fetcher.weburl import parse_address
from columninch.errors import RefusedAddress


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("https://Tern.Example", "https://tern.example/"),
        ("  http://tern.example:80/a b\n", "http://tern.example/a%20b"),
        ("http:\\\\tern.example\\a", "http://tern.example/a"),
        ("HTTPS://tern.example:443/?q=خبر", "https://tern.example/?q=%D8%AE%D8%A8%D8%B1"),
        ("http://tern.example:8080/a/../b/./c/..", "http://tern.example:8080/b/"),
        ("http://tern.example/%2e%2e/x#part", "http://tern.example/x"),
        ("http://ex\tam\nple.example/", "http://example.example/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://ＴＥＲＮ。example/", "http://tern.example/"),
        ("http://نامه‌ای.example/", "http://xn--mgba3gch31f060k.example/"),
        ("http://[2001:DB8:0::1]/", "http://[2001:db8::1]/"),
        ("http://198.51.100.7./", "http://198.51.100.7/"),
    ],
)
def test_an_address_has_one_spelling(text, href):
    assert parse_address(text).href == href


@pytest.mark.parametrize(
    ("link", "href"),
    [
        ("b", "https://tern.example/dir/b"),
        ("/b", "https://tern.example/b"),
        ("//knot.example/b", "https://knot.example/b"),
        ("?x=1", "https://tern.example/dir/a?x=1"),
        ("#part", "https://tern.example/dir/a?q=1"),
        ("../../b", "https://tern.example/b"),
        ("https:b", "https://tern.example/dir/b"),
        ("http:/b", "http://b/"),
        ("\\\\knot.example\\b", "https://knot.example/b"),
        (".", "https://tern.example/dir/"),
    ],
)
def test_a_link_is_read_on_its_page(link, href):
    assert parse_address(link, parse_address("https://tern.example/dir/a?q=1")).href == href


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tern.example",
        "javascript:alert(1)",
        "http://",
        "http:///",
        "http://a..b/",
        "http://tern.example:port/",
        "http://tern.example:99999/",
        "http://tern.example:0/",
        "http://tern.example@knot.example/",
        "http://tern.example\\@knot.example/:x@y",
        "http://@tern.example/",
        "http://[::1",
        "http://[::1%25lo]/",
        "http://[fe80::1]x/",
        "http://ter n.example/",
        "http://ter%2fn.example/",
        "http://tern%00.example/",
        "http://％31.example%/",
        "http://xn--a/",
        "http://tern.example.0x7f/",
        "http://1.2.3/",
        "http://256.1.1.1/",
        "http://a⒈com/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "abcd." * 60 + "example/",
    ],
)
def test_what_is_no_address_of_a_host_is_refused(text):
    if text == "http://tern.example\\@knot.example/:x@y":
        assert parse_address(text).host == "tern.example"
        return
    with pytest.raises(RefusedAddress):
        parse_address(text)


@given(st.text(max_size=60))
def test_parsing_never_raises_anything_else_and_reparsing_changes_nothing(text):
    for candidate in (text, f"http://{text}", f"https://tern.example/{text}"):
        try:
            address = parse_address(candidate)
        except RefusedAddress:
            continue
        assert parse_address(address.href) == address
        assert address.href.isascii()


@given(st.text(alphabet="abc.:/\\@#?%[]0x1 \t", max_size=30))
def test_the_client_reads_the_same_host_and_port_from_the_checked_spelling(text):
    try:
        address = parse_address(f"http://{text}")
    except RefusedAddress:
        return
    theirs = parse_url(address.href)
    assert (theirs.host or "").strip("[]") == address.host
    assert theirs.port in {address.port, None}


@given(st.ip_addresses(v=6))
def test_an_ipv6_host_is_the_address_it_names(ip):
    assert ipaddress.ip_address(parse_address(f"http://[{ip}]/").host) == ip


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("http://tern.example:00000000000080/", "http://tern.example/"),
        ("http://tern.example:008080/", "http://tern.example:8080/"),
        ("http://☃.example/", "http://xn--n3h.example/"),
        ("http://کار\u200cخانه.example/", None),
        ("http://نامه\u200cای.example/", "http://xn--mgba3gch31f060k.example/"),
        ("http://tern\u3164\uffa0.example/", "http://tern.example/"),
        ("http://tern.example:0/", None),
        ("http://tern.example:65536/", None),
        ("http://tern.example:99999999999999999999/", None),
    ],
)
def test_ports_and_hosts_are_read_as_browsers_read_them(written, href):
    if href is None:
        with pytest.raises(RefusedAddress):
            parse_address(written)
    else:
        assert parse_address(written).href == href
