"""Registries are plain dicts whose entries say what they are and where they come from."""

import dataclasses

import pytest

from columninch.collect.kinds import SOURCE_KINDS
from columninch.collect.refusals.kinds import REFUSALS
from columninch.errors import UnknownKey
from columninch.extract.kinds import READERS
from columninch.publish.targets import TARGETS
from columninch.quotes.find import GRAMMARS
from columninch.registry import pick
from columninch.shares.estimate import ESTIMATORS
from columninch.shares.sample import DESIGNS

REGISTRIES = {
    "source kind": SOURCE_KINDS,
    "refusal": REFUSALS,
    "reader": READERS,
    "target": TARGETS,
    "grammar": GRAMMARS,
    "estimator": ESTIMATORS,
    "design": DESIGNS,
}
ENTRIES = [
    pytest.param(entry, id=f"{name}-{key}")
    for name, registry in REGISTRIES.items()
    for key, entry in registry.items()
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_is_frozen_and_says_what_it_is(entry):
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.name = "another"
    assert entry.name
    assert entry.summary
    assert isinstance(entry.reference, str)


@pytest.mark.parametrize("name", REGISTRIES)
def test_an_unknown_key_is_an_error_that_lists_the_known_ones(name):
    with pytest.raises(UnknownKey) as told:
        pick(REGISTRIES[name], "no such key", what=name)
    assert all(key in str(told.value) for key in REGISTRIES[name])
