"""Permanent random numbers: one for each text, the same in every frame."""

from __future__ import annotations

import hashlib

_BITS = 53  # as many as a float holds exactly


def permanent_number(text_sha256: str, salt: str) -> float:
    """A number in [0, 1) that depends on the text's hash and the desk's salt alone.

    Over texts it is uniform; whoever doesn't know the salt can't foresee which texts a desk
    will code. Frames that overlap draw the same texts, so that work is not done twice.

    Ohlsson (1995), "Coordination of samples using permanent random numbers", in Cox et al.,
    Business Survey Methods, chapter 9, DOI 10.1002/9781118150504.ch9.
    """
    digest = hashlib.sha256(f"{salt}\n{text_sha256}".encode()).digest()
    return (int.from_bytes(digest[:8]) >> (64 - _BITS)) / float(2**_BITS)
