"""What publishing a digest would write, kept in memory for as long as it stays the same."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from columninch.desk import runtime
from columninch.desk.actions.digests import current_issue
from columninch.desk.models import Digest
from columninch.publish.site import issue_card, issue_files, site_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from columninch.records import Issue


def preview_files(digest: Digest) -> Mapping[str, bytes]:
    """Path below the site's folder to bytes, for this issue and the pages around it."""
    return _files(digest.pk, f"{digest.drafted_at} {digest.edited_at} {digest.frozen_sha256}")


def first_page(digest: Digest) -> str:
    """The path of the issue's page among them."""
    return f"issues/{digest.number}/index.html"


@lru_cache(maxsize=2)
def _files(pk: int, _state: str) -> Mapping[str, bytes]:
    """`_state` is what makes the files of a digest other than they were."""
    digest = Digest.objects.select_related("series", "period").get(pk=pk)
    issue: Issue = current_issue(digest)
    config = runtime.config()
    around = site_files(
        [issue_card(issue)],
        digest.series.title,
        tuple(digest.series.languages),
        config.text("name"),
        base_url=config.text("publish.base_url"),
    )
    return {**issue_files(issue, runtime.vault()), **around}
