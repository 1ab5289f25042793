"""What a site's robots.txt lets us ask for, by RFC 9309.

The longest matching rule decides, an allowing one where two are as long; `*` stands for
anything, `$` for the end. Misspellings that sites really have are understood as the widest
used parser understands them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 500 * 1024
"""At least this much has to be read (RFC 9309, section 2.5); we read no more."""

AGENT_NAMES = {"user-agent", "useragent", "user agent"}
DISALLOW_NAMES = {
    "disallow",
    "dissallow",  # codespell:ignore
    "dissalow",  # codespell:ignore
    "disalow",  # codespell:ignore
    "diasllow",
    "disallaw",
}
DELAY_NAMES = {"crawl-delay", "crawldelay", "crawl delay"}
_LINE = re.compile("\r\n|\r|\n")
_ESCAPE = re.compile("%[0-9a-fA-F]{2}")
_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]{0,9})?")
_TOKEN = re.compile("[A-Za-z_-]*")


@dataclass(frozen=True, slots=True)
class RobotsRule:
    """One line of a group."""

    allows: bool
    pattern: str


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of a robots.txt that speak to one agent."""

    rules: tuple[RobotsRule, ...] = ()
    crawl_delay_seconds: float = 0.0
    """The gap between two requests that the site asks for: not of the RFC, but widely used."""

    def allows(self, target: str) -> bool:
        """Whether `target` may be asked for: a path with its query, percent-encoded."""
        wanted = _upper_escapes(target or "/")
        best_length, allowed = 0, True
        for rule in self.rules:
            length = _match_length(rule, wanted)
            if length > best_length or (length == best_length and rule.allows and length):
                best_length, allowed = length, rule.allows
        return allowed


def parse_robots(body: bytes, agent: str) -> RobotsRules:
    """The rules in `body` for `agent`, a product token such as "ColumnInch".

    All groups that name the agent are one; where none does, those for `*` count. Never
    raises: a document that is no robots.txt has no rules.
    """
    document = _Document(agent)
    for name, value in _fields(body[:MAX_BYTES].decode("utf-8", "replace")):
        if name in AGENT_NAMES:
            document.name(value)
        elif name == "allow" or name in DISALLOW_NAMES:
            document.rule(RobotsRule(name == "allow", _normal(value)))
        elif name in DELAY_NAMES:
            document.delay(_seconds(value))
    group = document.ours if document.is_named else document.everyones
    return RobotsRules(tuple(group.rules), group.delay_seconds)


@dataclass(slots=True)
class _Group:
    """What is said to one agent, as far as it is read."""

    rules: list[RobotsRule] = field(default_factory=list)
    delay_seconds: float = 0.0


@dataclass(slots=True)
class _Document:
    """A robots.txt as far as it is read.

    A rule ends the list of agents that it and the next rules speak to; a line that the RFC
    doesn't know, such as a delay, does not. The delay itself speaks to the agents since the
    last line of any kind.
    """

    agent: str
    ours: _Group = field(default_factory=_Group)
    everyones: _Group = field(default_factory=_Group)
    is_named: bool = False
    ruled: list[_Group] = field(default_factory=list)
    delayed: list[_Group] = field(default_factory=list)
    has_rule: bool = False
    has_line: bool = False

    def name(self, value: str) -> None:
        """The next lines speak to the agent `value`, too."""
        if self.has_rule:
            self.ruled = []
        if self.has_line:
            self.delayed = []
        self.has_rule = self.has_line = False
        if value == "*" or value.startswith(("* ", "*\t")):
            self._speak_to(self.everyones)
        elif self.agent and _product(value).lower() == self.agent.lower():
            self.is_named = True
            self._speak_to(self.ours)

    def rule(self, rule: RobotsRule) -> None:
        """What the agents named before may ask for, or not."""
        self.has_rule = self.has_line = True
        for group in self.ruled:
            group.rules.append(rule)

    def delay(self, seconds: float) -> None:
        """The gap that the agents named before are to keep."""
        self.has_line = True
        for group in self.delayed:
            group.delay_seconds = max(group.delay_seconds, seconds)

    def _speak_to(self, group: _Group) -> None:
        self.ruled.append(group)
        self.delayed.append(group)


def _seconds(value: str) -> float:
    """A delay, or 0 where it is no number of seconds."""
    return float(value) if _SECONDS.fullmatch(value) else 0.0


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """The name and value of each line that has both."""
    for line in _LINE.split(text.removeprefix("\ufeff")):
        told = line.partition("#")[0].strip()
        name, colon, value = told.partition(":")
        if not colon:  # some sites leave out the colon
            words = told.split()
            if len(words) != 2:
                continue
            name, value = words
        yield name.strip().lower(), value.strip()


def _product(value: str) -> str:
    found = _TOKEN.match(value)
    return found.group() if found else ""


def _normal(target: str) -> str:
    """What isn't ASCII percent-encoded, and escapes in upper case (RFC 9309, 2.2.2)."""
    encoded = quote(target, safe="".join(map(chr, range(0x21, 0x7F))))
    return _upper_escapes(encoded)


def _upper_escapes(target: str) -> str:
    return _ESCAPE.sub(lambda escape: escape.group().upper(), target)


def _match_length(rule: RobotsRule, target: str) -> int:
    """The length of the rule's pattern where it matches `target`, else 0."""
    if _matches(rule.pattern, target):
        return len(rule.pattern)
    folder, slash, page = rule.pattern.rpartition("/")
    if rule.allows and slash and page.startswith("index.htm"):
        return len(folder) + 2 if target == folder + "/" else 0
    return 0


def _matches(pattern: str, target: str) -> bool:
    """Whether `pattern` matches from the start; linear, whatever a site writes."""
    is_anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    position = len(first)
    if is_anchored and not others:
        return position == len(target)
    last = others.pop() if is_anchored else ""
    for piece in others:
        found = target.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    return target.endswith(last) and len(target) - len(last) >= position
