import gzip

from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.packed import Unpacked, is_packed, unpack


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=4), st.integers(0, 9))
def test_what_was_packed_in_parts_comes_back_whole(parts, level):
    packed = b"".join(gzip.compress(part, level) for part in parts)
    assert is_packed(packed)
    assert unpack(packed, 10_000) == Unpacked(b"".join(parts))
    assert unpack(packed + b"\0" * 512, 10_000) == Unpacked(b"".join(parts))


@given(st.binary(max_size=200), st.integers(0, 100))
def test_no_bytes_give_more_than_the_limit(body, limit):
    for packed in (body, b"\x1f\x8b\x08" + body, gzip.compress(body)):
        assert len(unpack(packed, limit).body) <= limit


def test_a_bomb_is_stopped_at_the_limit():
    unpacked = unpack(gzip.compress(b"\0" * 5_000_000), 1_000)
    assert len(unpacked.body) == 1_000
    assert "larger than 1,000 bytes" in unpacked.complaint


def test_what_is_torn_or_damaged_gives_what_came_before():
    packed = gzip.compress(bytes(range(256)) * 40)
    torn = unpack(packed[:-30], 100_000)
    assert torn.complaint == "the compressed file is torn off"
    assert torn.body == (bytes(range(256)) * 40)[: len(torn.body)] != b""
    assert "can't be decompressed" in unpack(b"\x1f\x8b\x08\xff\xff" * 9, 100).complaint
