"""Records to and from JSON, and the digest of an issue that publishing records."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import types
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, cast, get_args, get_origin
from typing import get_type_hints as type_hints

from columninch.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from columninch.records import Issue

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
RecordT = TypeVar("RecordT")


def to_json(record: object) -> Json:
    """A record as plain JSON values: tuples as lists, times in ISO 8601, bytes in base64.

    Raises `TypeError` for a value that no record has.
    """
    return _plain(record, lambda body: base64.b64encode(body).decode("ascii"))


def from_json(cls: type[RecordT], stored: object) -> RecordT:
    """The record of class `cls` that `to_json` wrote, by its type hints.

    What is not stored takes its default, so that a record which grew since can be read.

    Raises `DeskError` that names the field: for one that is missing, unknown, or of another
    type.
    """
    return cast("RecordT", _record(cls, stored, cls.__name__))


def canonical_json(record: object) -> bytes:
    """`to_json` in one fixed form: keys sorted, no spaces, UTF-8."""
    return _canonical(to_json(record))


def issue_digest(issue: Issue) -> str:
    """SHA-256 over everything in the issue, as 64 hexadecimal digits.

    Pictures go in by their own hash, so that the digest can be checked against an issue whose
    files are kept elsewhere.
    """
    told = _plain(issue, lambda body: f"sha256:{hashlib.sha256(body).hexdigest()}")
    return hashlib.sha256(_canonical(told)).hexdigest()


def _canonical(told: Json) -> bytes:
    return json.dumps(
        told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _plain(value: object, write_bytes: Callable[[bytes], str]) -> Json:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return write_bytes(value)
        case datetime() if value.tzinfo is None:
            raise TypeError(f"{value} has no time zone")
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case tuple() | list():
            return [_plain(part, write_bytes) for part in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            hints = _hints(type(value))
            return {
                part.name: _plain(
                    _as_hinted(getattr(value, part.name), hints[part.name]), write_bytes
                )
                for part in dataclasses.fields(value)
            }
        case _:
            raise TypeError(f"{type(value).__name__} is no part of a record")


def _as_hinted(value: object, hint: Any) -> object:
    """A whole number in a field of broken ones would be written otherwise than it is read."""
    return float(value) if hint is float and isinstance(value, int) else value


@lru_cache(maxsize=256)
def _hints(cls: type) -> dict[str, Any]:
    return type_hints(cls)


def _record(cls: type, stored: object, where: str) -> object:
    if not isinstance(stored, dict):
        raise _misfit(where, "an object", stored)
    fields = {part.name: part for part in dataclasses.fields(cls)}
    if unknown := sorted(stored.keys() - fields.keys()):
        raise DeskError(
            f"{', '.join(unknown)} unknown", where=where, hint="a newer version wrote it"
        )
    needed = [name for name, part in fields.items() if _is_needed(part)]
    if missing := [name for name in needed if name not in stored]:
        raise DeskError(f"{', '.join(missing)} missing", where=where)
    hints = _hints(cls)
    values = {name: _value(hints[name], part, f"{where}.{name}") for name, part in stored.items()}
    return cls(**values)


def _is_needed(part: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return part.default is missing and part.default_factory is missing


def _value(hint: Any, stored: object, where: str) -> object:
    """`stored` as the type that `hint` asks for."""
    origin = get_origin(hint)
    if origin is Literal:
        if stored not in get_args(hint):
            raise _misfit(where, f"one of {', '.join(map(str, get_args(hint)))}", stored)
        return stored
    if origin in {Union, types.UnionType}:
        return _optional(hint, stored, where)
    if origin is tuple:
        return _tuple(hint, stored, where)
    if dataclasses.is_dataclass(hint):
        return _record(cast("type", hint), stored, where)
    return _scalar(hint, stored, where)


def _optional(hint: Any, stored: object, where: str) -> object:
    if stored is None:
        return None
    (inner,) = (part for part in get_args(hint) if part is not types.NoneType)
    return _value(inner, stored, where)


def _tuple(hint: Any, stored: object, where: str) -> tuple[object, ...]:
    if not isinstance(stored, list):
        raise _misfit(where, "a list", stored)
    parts = get_args(hint)
    if len(parts) == 2 and parts[1] is Ellipsis:
        parts = (parts[0],) * len(stored)
    if len(parts) != len(stored):
        raise _misfit(where, f"a list of {len(parts)}", stored)
    return tuple(
        _value(part, value, f"{where}[{number}]")
        for number, (part, value) in enumerate(zip(parts, stored, strict=True))
    )


def _scalar(hint: Any, stored: object, where: str) -> object:
    reader = _SCALARS.get(hint)
    if reader is None:
        raise TypeError(f"{where}: {hint} is no type of a record")
    try:
        return reader(stored)
    except (TypeError, ValueError) as error:
        raise _misfit(where, hint.__name__, stored) from error


def _text(stored: object) -> str:
    if not isinstance(stored, str):
        raise TypeError
    return stored


def _truth(stored: object) -> bool:
    if not isinstance(stored, bool):
        raise TypeError
    return stored


def _whole(stored: object) -> int:
    if isinstance(stored, bool) or not isinstance(stored, int):
        raise TypeError
    return stored


def _number(stored: object) -> float:
    if isinstance(stored, bool) or not isinstance(stored, int | float):
        raise TypeError
    return float(stored)


_SCALARS: Mapping[Any, Callable[[object], object]] = {
    str: _text,
    bool: _truth,
    int: _whole,
    float: _number,
    bytes: lambda stored: base64.b64decode(_text(stored), validate=True),
    datetime: lambda stored: datetime.fromisoformat(_text(stored)).astimezone(UTC),
    date: lambda stored: date.fromisoformat(_text(stored)),
}


def _misfit(where: str, wanted: str, stored: object) -> DeskError:
    return DeskError(f"needs {wanted}, not {type(stored).__name__}", where=where)
