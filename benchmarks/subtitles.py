"""How many WebVTT files give the cues that they must give.

Reads `subtitles/cases.jsonl`: files, most with one thing wrong or unusual, and the cues that
are expected of them. A file is right when its cues have the same times and the same text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from columninch.errors import ReadingError
from columninch.extract.decode import decode
from columninch.extract.subtitles import read_vtt
from report import options, report, say

if TYPE_CHECKING:
    from pathlib import Path

    from report import Figure


def main() -> None:
    """Print the figures."""
    chosen = options((__doc__ or "").splitlines()[0])
    figures: dict[str, Figure] = {}
    folder = chosen.data / "subtitles" if chosen.data else None
    if folder is None or not (folder / "cases.jsonl").is_file():
        say("subtitles/ is not there: nothing to measure")
    else:
        cases = [
            json.loads(line) for line in (folder / "cases.jsonl").read_text("utf-8").splitlines()
        ]
        wrong = [case["vtt"] for case in cases if not is_right(folder, case)]
        for name in wrong:
            say(f"not as expected: {name}")
        figures = {"files_right": len(cases) - len(wrong), "files": len(cases)}
    report(figures, chosen)


def is_right(folder: Path, case: dict[str, str]) -> bool:
    """Whether a file's cues are those expected of it."""
    wanted = json.loads((folder / case["expected"]).read_text("utf-8"))
    try:
        cues = read_vtt(decode((folder / case["vtt"]).read_bytes(), "text/vtt; charset=utf-8"))
    except ReadingError:
        cues = ()
    found = [
        (round(cue.starts_at_seconds, 3), round(cue.ends_at_seconds, 3), cue.source) for cue in cues
    ]
    return found == [expected(cue) for cue in wanted.get("cues", [])]


def expected(cue: dict[str, Any]) -> tuple[float, float, str]:
    """Times in seconds and text of an expected cue."""
    content = cue.get("text", cue.get("content", ""))
    return round(float(cue["startTime"]), 3), round(float(cue["endTime"]), 3), content


if __name__ == "__main__":
    main()
