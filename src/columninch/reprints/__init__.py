"""Reprints: which texts are mostly another's, by which passages, and who had them first.

Texts are compared by their sequences of eight words, exactly: no sampling, no sketches.
"""

REVISIONS: dict[int, str] = {1: "first"}
