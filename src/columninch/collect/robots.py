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
    ours, everyones = _Group(), _Group()
    is_named = False
    targets: list[_Group] = []
    in_heading = False
    for name, value in _fields(body[:MAX_BYTES].decode("utf-8", "replace")):
        if name in AGENT_NAMES:
            targets = targets if in_heading else []
            in_heading = True
            if value == "*" or value.startswith(("* ", "*\t")):
                targets = [*targets, everyones]
            elif agent and _product(value).lower() == agent.lower():
                is_named = True
                targets = [*targets, ours]
            continue
        in_heading &= not _is_rule(name)
        for group in targets:
            _add(group, name, value)
    group = ours if is_named else everyones
    return RobotsRules(tuple(group.rules), group.delay_seconds)


@dataclass(slots=True)
class _Group:
    """What is said to one agent, as far as it is read."""

    rules: list[RobotsRule] = field(default_factory=list)
    delay_seconds: float = 0.0


def _is_rule(name: str) -> bool:
    return name == "allow" or name in DISALLOW_NAMES


def _add(group: _Group, name: str, value: str) -> None:
    if _is_rule(name):
        group.rules.append(RobotsRule(name == "allow", _normal(value)))
    elif name in DELAY_NAMES:
        group.delay_seconds = max(group.delay_seconds, _seconds(value))


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
