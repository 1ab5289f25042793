"""No version of the data model is forgotten: each has a desk that tests upgrade."""

import pytest

from columninch.desk.backup.manifest import known_migrations
from tests.cli.earlier import VERSIONS

EARLIER = sorted(name.partition("_")[0] for name in known_migrations())[:-1]


@pytest.mark.parametrize("version", EARLIER)
def test_each_version_before_the_newest_has_left_a_desk(version):
    assert version in VERSIONS, "make it with tests/reference/desk_fixture.py, as it says there"


def test_a_desk_that_was_left_is_of_a_version_that_was():
    assert list(VERSIONS) == EARLIER
