"""How much a share has moved from one period to the next."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from columninch.errors import EstimateError
from columninch.records import Change

if TYPE_CHECKING:
    from columninch.records import Share


def change(before: Share, now: Share) -> Change:
    """The difference `now - before`, in (-1, 1), with its interval.

    The samples of two periods are independent: no text stands in both frames. Each share's own
    interval is carried over ("method of variance estimates recovery"), so that it is no
    narrower than the shares are sure.

    Raises `EstimateError` where the two differ in unit or level.

    Newcombe (1998), method 10, DOI
    10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I;
    Zou and Donner (2008), DOI 10.1002/sim.3095.
    """
    if before.unit != now.unit or before.level != now.level:
        raise EstimateError(
            f"a share of {before.unit} at {before.level} and one of {now.unit} at {now.level} "
            "can't be compared",
            hint="estimate both in the same unit and at the same level",
        )
    difference = now.share - before.share
    down = math.hypot(now.share - now.low, before.high - before.share)
    up = math.hypot(now.high - now.share, before.share - before.low)
    return Change(difference, max(-1.0, difference - down), min(1.0, difference + up), now.level)
