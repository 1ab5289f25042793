"""`columninch add outlets.opml`: every source of a list, each line told by itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.cli.shown import end_progress, show_json, show_progress, show_table

if TYPE_CHECKING:
    import argparse

    from columninch.collect.opml import SourceList
    from columninch.desk.actions.opml import LineResult
    from columninch.tools import Tools


def list_at(address: str, tools: Tools) -> SourceList | None:
    """The OPML list at a path, or at a web address that ends in `.opml`; None for anything else.

    Raises `SourceError` where it is damaged past reading, and `FetchError`.
    """
    from columninch.collect.files.local import source_path
    from columninch.collect.opml import is_opml, read_opml

    text = address.strip()
    if text.lower().startswith(("http:", "https:")):
        if not text.lower().partition("?")[0].endswith(".opml"):
            return None
        return read_opml(tools.web.get(text).body, text)
    path = source_path(text).expanduser()
    if not text or not path.is_file():
        return None
    with path.open("rb") as stream:
        body = stream.read(20_000_001)
    return read_opml(body, str(path)) if is_opml(body) else None


def add_list(listed: SourceList, given: argparse.Namespace) -> int:
    """Add every source of the list; 1 where a line failed, else 0."""
    from columninch.desk.actions.opml import checked_import
    from columninch.desk.runtime import tools

    if given.dry_run:
        return _show(listed, given)
    results = []
    count = len(listed.sources)
    for result in checked_import(listed, tools(), folders_are_groups=given.groups):
        results.append(result)
        if not given.json:
            show_progress(f"{len(results)} of {count}: {result.name} {result.outcome}")
    end_progress()
    if given.json:
        show_json([asdict(result) for result in results])
    else:
        _tell(results, listed, given)
    return int(any(each.outcome == "failed" for each in results))


def _tell(results: list[LineResult], listed: SourceList, given: argparse.Namespace) -> None:
    show_table(
        ["line", "outlet", "result", "address"],
        [[each.line, each.name, each.outcome, each.url] for each in results],
    )
    for each in results:
        if each.reason:
            print(f"Line {each.line}: {each.reason}")
    counts = Counter(each.outcome for each in results)
    print(", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items())))
    if listed.complaint:
        print(f"The list is damaged: {listed.complaint}")
    if not given.groups and any(one.folders for one in listed.sources):
        print("Its folders were not made groups: with --groups they are.")
    print(f"Next: columninch run --desk {given.desk}")


def _show(listed: SourceList, given: argparse.Namespace) -> int:
    if given.json:
        show_json([asdict(source) for source in listed.sources])
        return 0
    show_table(
        ["line", "kind", "outlet", "folder", "address"],
        [
            [one.line, one.kind, one.name, " / ".join(one.folders), one.url]
            for one in listed.sources
        ],
    )
    return 0
