"""Codebooks in YAML: read with the line of each mistake, and written back.

name: Harbour desk
questions:
  - key: topic
    name: Topic
    exclusive: true
    answers:
      - key: ferry
        name: {en: The ferry, fa: کشتی}
        definition: The crossing, its timetable and its strike.
        includes: [The strike vote]
        excludes: [The football cup of the same name]
        rule: ferry OR "night boat"
      - key: none
        name: {en: None of these}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from columninch.coding.rules import parse_rule
from columninch.errors import CodebookError
from columninch.records import Answer, Codebook, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TRUTHS: dict[str, bool] = {"true": True, "yes": True, "false": False, "no": False}

CODEBOOK_KEYS = ("name", "questions")
QUESTION_KEYS = ("key", "name", "exclusive", "answers")
ANSWER_KEYS = ("key", "name", "definition", "includes", "excludes", "rule")


def load_codebook(yaml_text: str, where: str = "") -> Codebook:
    """The codebook that `yaml_text` writes down.

    Raises `CodebookError` whose place is `where`, the line and the key: for YAML that can't be
    read, a key that is missing, unknown or given twice, a question without answers, and a rule
    that can't be understood.
    """
    try:
        root = yaml.compose(yaml_text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        reason = f"this is not YAML: {error.problem or error.context}"
        raise CodebookError(reason, where=_join(where, line)) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise CodebookError(f"this is not YAML: {error}", where=where) from error
    if root is None:
        raise CodebookError("the codebook is empty", where=where, hint="give name and questions")
    return _Reader(where).codebook(root)


def dump_codebook(codebook: Codebook) -> str:
    """`codebook` in YAML: `load_codebook` of it gives the same codebook."""
    written = {
        "name": codebook.name,
        "questions": [_question_out(question) for question in codebook.questions],
    }
    return yaml.dump(written, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Dumper(yaml.SafeDumper):
    """Escapes the line ends beyond ASCII, which PyYAML writes plainly and reads as spaces."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        style = '"' if any(letter in "\x85\u2028\u2029\ufeff" for letter in text) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)


def _question_out(question: Question) -> dict[str, object]:
    return {
        "key": question.key,
        "name": question.name,
        "exclusive": question.exclusive,
        "answers": [_answer_out(answer) for answer in question.answers],
    }


def _answer_out(answer: Answer) -> dict[str, object]:
    optional: dict[str, object] = {
        "definition": answer.definition,
        "includes": list(answer.includes),
        "excludes": list(answer.excludes),
        "rule": answer.rule,
    }
    given = {key: value for key, value in optional.items() if value}
    return {"key": answer.key, "name": dict(answer.name), **given}


def _join(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


class _Reader:
    """Turns YAML nodes into records; knows where it is for the error's sake.

    It works on nodes, not on loaded values: those have lost their lines, and YAML would read
    a key such as `no` as false.
    """

    def __init__(self, where: str) -> None:
        self._where = where

    def error(self, node: yaml.Node, key: str, reason: str, hint: str = "") -> CodebookError:
        line = f"line {node.start_mark.line + 1}"
        return CodebookError(reason, where=_join(self._where, line, key), hint=hint)

    def codebook(self, node: yaml.Node) -> Codebook:
        parts = self.mapping(node, "codebook", CODEBOOK_KEYS, needed=("name", "questions"))
        questions = tuple(
            self.question(item, f"questions[{number}]")
            for number, item in enumerate(self.sequence(parts["questions"], "questions"), 1)
        )
        self.refuse_twice(parts["questions"], "questions", (item.key for item in questions))
        return Codebook(self.text(parts["name"], "name"), questions)

    def question(self, node: yaml.Node, path: str) -> Question:
        needed = ("key", "name", "exclusive", "answers")
        parts = self.mapping(node, path, QUESTION_KEYS, needed)
        key = self.key(parts["key"], f"{path}.key")
        answers = tuple(
            self.answer(item, f"{key}.answers[{number}]")
            for number, item in enumerate(self.sequence(parts["answers"], f"{key}.answers"), 1)
        )
        self.refuse_twice(parts["answers"], f"{key}.answers", (item.key for item in answers))
        exclusive = self.truth(parts["exclusive"], f"{key}.exclusive")
        if exclusive and len(answers) < 2:
            hint = 'its last answer is its "none of these"'
            reason = "an exclusive question needs two answers or more"
            raise self.error(parts["answers"], f"{key}.answers", reason, hint)
        return Question(key, self.text(parts["name"], f"{key}.name"), exclusive, answers)

    def answer(self, node: yaml.Node, path: str) -> Answer:
        parts = self.mapping(node, path, ANSWER_KEYS, needed=("key", "name"))
        key = self.key(parts["key"], f"{path}.key")
        return Answer(
            key=key,
            name=self.names(parts["name"], f"{key}.name"),
            definition=self.optional_text(parts.get("definition"), f"{key}.definition"),
            includes=self.texts(parts.get("includes"), f"{key}.includes"),
            excludes=self.texts(parts.get("excludes"), f"{key}.excludes"),
            rule=self.rule(parts.get("rule"), f"{key}.rule"),
        )

    def names(self, node: yaml.Node, path: str) -> tuple[tuple[str, str], ...]:
        hint = "for each language a name: {en: Sport, fa: ورزش}"
        if not isinstance(node, yaml.MappingNode) or not node.value:
            raise self.error(node, path, "an answer's names are missing", hint)
        pairs = tuple(
            (self.key(key, path), self.text(value, f"{path}.{key.value}"))
            for key, value in node.value
        )
        self.refuse_twice(node, path, (language for language, _ in pairs))
        return pairs

    def rule(self, node: yaml.Node | None, path: str) -> str:
        rule = self.optional_text(node, path)
        if node is not None and rule:
            parse_rule(rule, _join(self._where, f"line {node.start_mark.line + 1}", path))
        return rule

    def mapping(
        self, node: yaml.Node, path: str, known: Sequence[str], needed: Sequence[str]
    ) -> Mapping[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node, path, f"needs {', '.join(needed)}")
        parts: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = str(key_node.value)
            if key not in known:
                hint = f"known are: {', '.join(known)}"
                raise self.error(key_node, path, f"the key {key!r} is unknown", hint)
            if key in parts:
                raise self.error(key_node, path, f"the key {key!r} is given twice")
            parts[key] = value
        missing = [key for key in needed if key not in parts]
        if missing:
            raise self.error(node, path, f"{', '.join(missing)} missing")
        return parts

    def sequence(self, node: yaml.Node, path: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise self.error(node, path, "needs a list of one or more", "begin each with a dash")
        return list(node.value)

    def key(self, node: yaml.Node, path: str) -> str:
        key = self.text(node, path)
        if not key or key != key.strip() or any(letter.isspace() for letter in key):
            raise self.error(node, path, f"{key!r} is no key", "one word, without spaces")
        return key

    def text(self, node: yaml.Node, path: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(node, path, "needs a text")
        return str(node.value)

    def optional_text(self, node: yaml.Node | None, path: str) -> str:
        return "" if node is None else self.text(node, path)

    def texts(self, node: yaml.Node | None, path: str) -> tuple[str, ...]:
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(node, path, "needs a list of texts", "begin each with a dash")
        return tuple(self.text(item, path) for item in node.value)

    def truth(self, node: yaml.Node, path: str) -> bool:
        given = self.text(node, path).lower()
        if given not in TRUTHS:
            raise self.error(node, path, f"{given!r} is neither true nor false")
        return TRUTHS[given]

    def refuse_twice(self, node: yaml.Node, path: str, keys: Iterable[str]) -> None:
        seen: set[str] = set()
        for key in keys:
            if key in seen:
                raise self.error(node, path, f"{key!r} is given twice", "each key once")
            seen.add(key)
