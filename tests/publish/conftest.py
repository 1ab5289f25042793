"""The example issue, published once for all tests that only look."""

from __future__ import annotations

import pytest

from columninch.publish.site import issue_card, issue_files, site_files
from tests.publish.examples import ISSUE, PaperVault


@pytest.fixture(scope="session")
def published() -> dict[str, bytes]:
    """Every file of a site with the example issue."""
    files = issue_files(ISSUE, PaperVault())
    return files | site_files([issue_card(ISSUE)], ISSUE.series, ("en", "fa"), ISSUE.desk)
