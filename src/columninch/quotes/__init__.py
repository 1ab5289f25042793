"""Quotations: who said what, and whether a quotation stands word for word in its source.

`find` reads a text and gives back its quotations with their speakers. `verbatim` is the
check that publishing rests on: it goes from the archived bytes to plain text by a way of
its own, so that a mistake of the extraction cannot vouch for itself.
"""

REVISIONS: dict[int, str] = {1: "first"}
