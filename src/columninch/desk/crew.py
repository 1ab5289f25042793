"""A crew: threads that wait for the network, many lanes at once, one value a lane.

1. What is given joins the queue of its lane; a lane with work and no thread at it is ready.
2. A thread takes a ready lane's first value, works on it, hands the result back.
3. At most `at_once` threads work; one that has waited for long no longer counts, so that
   servers that hang never hold up the others.
4. A lane whose host gave no answer twice running is closed: what is left in it fails with
   the same error, untried.

The threads touch no database: values come in made, results go out to be kept.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from columninch.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable

SLOW_SECONDS = 0.25
"""A thread that is longer at one value is waiting for a server."""
MOST_WAITING = 20
"""So many times as many threads as may work at once are there at most, those that wait included."""
MOST_THREADS = 500
FAILURES = 2
"""So many times without any answer, and a lane is closed."""


@dataclass(frozen=True, slots=True)
class Task:
    """A row and its value, in a lane."""

    lane: Hashable
    row: Any
    value: Any


@dataclass(frozen=True, slots=True)
class Finished:
    """A task and what came of it: a result or an error."""

    task: Task
    result: Any


@dataclass(slots=True)
class _Lane:
    tasks: deque[Task] = field(default_factory=deque)
    is_taken: bool = False


class Crew:
    """Threads for one turn of one stage; `close` ends them."""

    def __init__(self, work: Callable[[Any], Any], at_once: int) -> None:
        """`work` makes a result of a value, or returns an error; it never raises."""
        self._work = work
        self._at_once = at_once
        self._most = min(MOST_WAITING * at_once, MOST_THREADS)
        self._lock = threading.Lock()
        self._work_is_there = threading.Condition(self._lock)
        self._something_is_done = threading.Condition(self._lock)
        self._lanes: dict[Hashable, _Lane] = {}
        self._ready: deque[Hashable] = deque()
        self._finished: deque[Finished] = deque()
        self._begun: dict[threading.Thread, float | None] = {}
        self._is_over = False
        self._failures: dict[Hashable, int] = {}
        self.closed_lanes: dict[Hashable, Any] = {}
        """Lanes whose host gives no answer, with the error: nothing more is asked there."""

    def give(self, task: Task) -> None:
        """Queue a task in its lane."""
        with self._lock:
            if task.lane in self.closed_lanes:
                self._finished.append(Finished(task, self.closed_lanes[task.lane]))
                return
            lane = self._lanes.setdefault(task.lane, _Lane())
            lane.tasks.append(task)
            if not lane.is_taken and len(lane.tasks) == 1:
                self._ready.append(task.lane)
            self._hire()

    def busy_lanes(self) -> set[Hashable]:
        """Lanes with work, queued or running."""
        with self._lock:
            return set(self._lanes)

    def has_room(self) -> bool:
        """Whether a thread that may work would find no lane to work at."""
        with self._lock:
            return len(self._ready) + self._active() < 2 * self._at_once

    def is_idle(self) -> bool:
        """Whether there is no work, and no result that was not taken."""
        with self._lock:
            return not self._lanes and not self._finished

    def finished(self, seconds: float) -> list[Finished]:
        """What is finished by now; waits up to `seconds` where nothing is."""
        with self._lock:
            if not self._finished and self._lanes:
                self._something_is_done.wait(seconds)
            self._hire()  # somebody may have become slow meanwhile
            done = list(self._finished)
            self._finished.clear()
            return done

    def drop_queue(self) -> list[Task]:
        """Take back every task that nobody works at yet."""
        with self._lock:
            back = [task for lane in self._lanes.values() for task in lane.tasks]
            for lane in self._lanes.values():
                lane.tasks.clear()
            self._ready.clear()
            self._lanes = {key: lane for key, lane in self._lanes.items() if lane.is_taken}
            return back

    def close(self) -> None:
        """Let the threads end once they are done with what they are at."""
        with self._lock:
            self._is_over = True
            self._work_is_there.notify_all()

    def _active(self) -> int:
        """Threads that work or wait for work; those that wait for a slow server apart."""
        now = time.monotonic()
        begun = self._begun.values()
        return sum(at is not None and now - at < SLOW_SECONDS for at in begun)

    def _hire(self) -> None:
        """Threads for ready lanes, as many as may work at once."""
        idle = sum(at is None for at in self._begun.values())
        room = min(self._at_once - self._active(), self._most - len(self._begun) + idle)
        wanted = min(len(self._ready), room)
        for _ in range(wanted - idle):
            thread = threading.Thread(target=self._serve, daemon=True, name="crew")
            self._begun[thread] = None
            thread.start()
        self._work_is_there.notify(max(min(wanted, idle), 0))

    def _serve(self) -> None:
        me = threading.current_thread()
        while (task := self._next(me)) is not None:
            result = self._work(task.value)
            self._hand_back(me, Finished(task, result))

    def _next(self, me: threading.Thread) -> Task | None:
        with self._lock:
            while not self._is_over and not self._is_one_too_many():
                if self._ready and self._active() < self._at_once:
                    lane = self._lanes[self._ready.popleft()]
                    lane.is_taken = True
                    self._begun[me] = time.monotonic()
                    return lane.tasks.popleft()
                self._work_is_there.wait()
            del self._begun[me]
            return None

    def _is_one_too_many(self) -> bool:
        """Whether those that came back from slow servers are more than may work at once."""
        return sum(at is None for at in self._begun.values()) > self._at_once

    def _hand_back(self, me: threading.Thread, finished: Finished) -> None:
        with self._lock:
            self._begun[me] = None
            self._finished.append(finished)
            key = finished.task.lane
            lane = self._lanes[key]
            lane.is_taken = False
            is_failure = _is_no_answer(finished.result)
            self._failures[key] = self._failures.get(key, 0) + 1 if is_failure else 0
            if self._failures[key] >= FAILURES:
                self.closed_lanes[key] = finished.result
                self._finished += [Finished(task, finished.result) for task in lane.tasks]
                lane.tasks.clear()
            if lane.tasks:
                self._ready.append(key)
            else:
                del self._lanes[key]
            self._something_is_done.notify()


def _is_no_answer(result: Any) -> bool:
    """Whether nobody answered, so that asking the same host again only costs time."""
    return isinstance(result, FetchError) and result.status is None and result.can_retry
