"""From drafts to items: who published what, when, at which address, and what was copied."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from columninch.sample.compose import Draft, EventDesk, Pool
from columninch.sample.days import STARTS
from columninch.sample.figures import numbers_of
from columninch.sample.nouns import SampleItem
from columninch.sample.scenes import picture_of
from columninch.sample.subtitles import minutes_of, spoken_lines
from columninch.sample.wording import SPELLINGS, respelt, unmarked, Worded

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.sample.houses import House
    from columninch.sample.material import Copying, Event, Material, Piece
    from columninch.sample.nouns import LineKind

_WORD = re.compile(r"\w(?:[\w\u0654\u064b-\u0652]|['’\u200c](?=\w))*")
_KINDS: dict[str, LineKind] = {"## ": "heading", "> ": "quote", "?? ": "question"}
