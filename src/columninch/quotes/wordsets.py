"""Lists of words, written as text."""

from __future__ import annotations

from columninch.text.normalise import fold


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, which are separated by spaces."""
    return frozenset(text.split())


def folded_set(text: str) -> frozenset[str]:
    """The words of `text`, each folded as for a search."""
    return frozenset(map(fold, text.split()))
