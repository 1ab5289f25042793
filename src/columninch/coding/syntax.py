"""The grammar of query rules: from a string to a tree of nodes.

    rule    = all ("OR" all)*
    all     = one (["AND"] one)*
    one     = "NOT" one | near
    near    = atom ("NEAR/" number atom)*
    atom    = "(" rule ")" | ["title:"] (word | word"*" | phrase)

What the terms mean is told in `rules.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from columninch.errors import CodebookError
from columninch.text.normalise import fold

FOLDED_WORD = re.compile(r"\w+")
MOST_NESTING = 50  # a person never needs it, and the parser calls itself
MOST_DISTANCE = 1000
END = "end"

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\() | (?P<close>\))
      | (?P<near>NEAR/\d+(?=[\s(]|$))
      | (?P<operator>(?:AND|OR|NOT)(?=[\s()]|$))
      | (?P<phrase>(?:title:)?(?:"[^"]*"|“[^”]*”|«[^»]*»))
      | (?P<term>[^\s()"“”«»]+)
      | (?P<stray>\S)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase; of the last word perhaps only its beginning."""

    words: tuple[str, ...]
    """Folded, at least one."""
    is_prefix: bool = False
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Both sides, at most `distance` words apart, in either order."""

    left: Node
    right: Node
    distance: int


@dataclass(frozen=True, slots=True)
class And:
    """All parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part is not there."""

    part: Node


Node: TypeAlias = Term | Near | And | Or | Not


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(rule: str, where: str = "") -> Node:
    """The tree of `rule`; raises `CodebookError` that names the place in it."""
    parser = _Parser(_tokens(rule, where), rule, where)
    if parser.token.kind == END:
        raise CodebookError("the rule is empty", where=where, hint='write a word or "a phrase"')
    node = parser.any_of()
    if not parser.is_done():
        raise parser.error(f"{parser.token.text!r} has no partner", "check the parentheses")
    return node


def _tokens(rule: str, where: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(rule):
        kind = match.lastgroup or "stray"
        text = match[0].strip()
        if kind == "stray":
            hint = "close each quotation mark"
            raise CodebookError(
                _at(f"{text!r} stands alone", match.end() - 1, rule), where=where, hint=hint
            )
        tokens.append(_Token(kind, text, match.end() - len(text)))
    return [*tokens, _Token(END, "", len(rule))]


def _at(reason: str, position: int, rule: str) -> str:
    return f"{reason}, at character {position + 1} of {rule!r}"


class _Parser:
    """Reads tokens from left to right, a function for each line of the grammar."""

    def __init__(self, tokens: list[_Token], rule: str, where: str) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0
        self._rule = rule
        self._where = where

    @property
    def token(self) -> _Token:
        """The next token; at the end one of kind `END`."""
        return self._tokens[self._next]

    def is_done(self) -> bool:
        """Whether every token was passed."""
        return self.token.kind == END

    def error(self, reason: str, hint: str) -> CodebookError:
        """An error at the next token."""
        return CodebookError(_at(reason, self.token.at, self._rule), where=self._where, hint=hint)

    def take(self, *texts: str) -> bool:
        """Whether the next token is an operator or parenthesis of these; if so it is passed."""
        token = self.token
        if token.kind not in {"operator", "open", "close"} or token.text not in texts:
            return False
        self._next += 1
        return True

    def any_of(self) -> Node:
        """A rule."""
        parts = [self.all_of()]
        while self.take("OR"):
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self) -> Node:
        """Parts that must all hold."""
        parts = [self.one()]
        while self.take("AND") or self._begins_a_part():
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _begins_a_part(self) -> bool:
        token = self.token
        return token.kind in {"term", "phrase", "open"} or token.text == "NOT"

    def one(self) -> Node:
        """A part, or its absence."""
        self._depth += 1
        if self._depth > MOST_NESTING:
            raise self.error("the rule is nested too deep", f"at most {MOST_NESTING} levels")
        node = Not(self.one()) if self.take("NOT") else self.near()
        self._depth -= 1
        return node

    def near(self) -> Node:
        """Atoms that stand near each other."""
        left = self.atom()
        while self.token.kind == "near":
            distance = int(self.token.text.removeprefix("NEAR/")[:6])
            if not _is_a_place(left) or not 1 <= distance <= MOST_DISTANCE:
                raise self.error(
                    "NEAR can't be used so", f"words, phrases, OR; 1 to {MOST_DISTANCE}"
                )
            self._next += 1
            right = self.atom()
            if not _is_a_place(right):
                raise self.error("NEAR needs words, phrases or an OR of them", "take NOT out")
            left = Near(left, right, distance)
        return left

    def atom(self) -> Node:
        """A term, or a rule in parentheses."""
        token = self.token
        if self.take("("):
            node = self.any_of()
            if not self.take(")"):
                raise self.error("a parenthesis is not closed", "add )")
            return node
        if token.kind not in {"term", "phrase"}:
            raise self.error("a word is missing", "AND, OR and NEAR stand between two terms")
        self._next += 1
        return self._term(token)

    def _term(self, token: _Token) -> Term:
        in_title = token.text.startswith("title:")
        bare = token.text.removeprefix("title:").strip('"“”«» ')
        is_prefix = bare.endswith("*")
        words = tuple(FOLDED_WORD.findall(fold(bare.rstrip("*"))))
        if "*" in bare.rstrip("*") or not words:
            reason = f"{token.text!r} can't be looked for"
            raise CodebookError(
                _at(reason, token.at, self._rule),
                where=self._where,
                hint="a term has letters or digits, and * only at its end",
            )
        return Term(words, is_prefix, in_title)


def _is_a_place(node: Node) -> bool:
    """Whether a node stands somewhere: a NOT and an AND don't."""
    if isinstance(node, Or):
        return all(_is_a_place(part) for part in node.parts)
    return isinstance(node, Term | Near)
