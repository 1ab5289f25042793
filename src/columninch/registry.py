"""Registries are plain dicts, key to frozen entry; `pick` looks a key up."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from columninch.errors import UnknownKey

if TYPE_CHECKING:
    from collections.abc import Mapping

EntryT = TypeVar("EntryT")


def pick(registry: Mapping[str, EntryT], key: str, *, what: str) -> EntryT:
    """The entry of `registry` under `key`; `what` is the registry's noun in the error.

    Raises `UnknownKey`, which lists the known keys.
    """
    if key not in registry:
        raise UnknownKey(key, registry=what, known=registry)
    return registry[key]
