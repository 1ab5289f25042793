"""Choices that look like chance and are always the same for the same key."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


def draw(*key: object) -> int:
    """A large whole number that only `key` decides."""
    told = "|".join(str(part) for part in key).encode()
    return int.from_bytes(hashlib.blake2b(told, digest_size=6).digest(), "big")


def drawn(pool: Sequence[T], *key: object) -> T:
    """One of `pool`."""
    return pool[draw(*key) % len(pool)]


def between(low: int, high: int, *key: object) -> int:
    """A whole number from `low` to `high`, both possible."""
    return low + draw(*key) % (high - low + 1)


def one_in(many: int, *key: object) -> bool:
    """True for one key in so many."""
    return draw(*key) % many == 0


def some(pool: Sequence[T], count: int, *key: object) -> tuple[T, ...]:
    """At most `count` of `pool`, each once, beginning anywhere."""
    if not pool:
        return ()
    first = draw(*key) % len(pool)
    step = 7 if len(pool) % 7 else 1
    return tuple(pool[(first + step * at) % len(pool)] for at in range(min(count, len(pool))))


def code(length: int, *key: object) -> str:
    """A short run of letters and digits, as builds give their class names."""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    return "".join(letters[draw(*key, at) % len(letters)] for at in range(length))
