"""Lanes: many hosts are asked at once, each of them one thing at a time."""

import threading
import time
from collections import Counter

import pytest

from columninch.desk import crew, models, runner
from columninch.desk.crew import Crew, Task
from columninch.desk.leases import lease, new_owner
from columninch.desk.recipes import current_recipe
from columninch.desk.runner import run_stage
from columninch.desk.stage import Ask
from columninch.errors import FetchError, RefusedAddress
from tests.desk import press
from tests.desk.toy import done, items, keep, toy, toy_tools


def outlets(count, each):
    """So many outlets with so many waiting items each; the items by outlet."""
    made = {}
    for number in range(count):
        outlet = press.outlet(f"Outlet {number}")
        channel, _ = models.Channel.objects.get_or_create(outlet=outlet, kind="site", name="")
        made[outlet.pk] = [
            models.Item.objects.create(
                outlet=outlet, channel=channel, first_seen_at=press.MONDAY
            ).pk
            for _ in range(each)
        ]
    return made


def lanes(work, **more):
    return toy(work, lane="outlet", marks=None, **more)


@pytest.mark.django_db
def test_every_row_is_served_once_whatever_its_lane():
    rows = [pk for some in outlets(6, 7).values() for pk in some]
    served = Counter()

    def work(pk):
        served[pk] += 1
        return pk

    report = run_stage(lanes(work), toy_tools(), at_once=4)
    assert (report.done, report.set_back) == (42, 0)
    assert served == Counter(rows)
    assert done() == set(rows)
    assert models.Lease.objects.count() == 0


@pytest.mark.django_db
def test_rows_of_one_lane_are_worked_one_after_another_and_lanes_at_once():
    of = {pk: outlet for outlet, some in outlets(5, 4).items() for pk in some}
    guard, now, most, together = threading.Lock(), Counter(), Counter(), []

    def work(pk):
        with guard:
            now[of[pk]] += 1
            most[of[pk]] = max(most[of[pk]], now[of[pk]])
            together.append(sum(now.values()))
        time.sleep(0.005)
        with guard:
            now[of[pk]] -= 1
        return pk

    run_stage(lanes(work), toy_tools(), at_once=3)
    assert set(most.values()) == {1}
    assert 1 < max(together) <= 3


@pytest.mark.django_db
def test_one_long_lane_never_keeps_the_others_waiting():
    made = outlets(4, 2)
    long = models.Outlet.objects.get(pk=min(made))
    channel = long.channels.get()
    early = [
        models.Item.objects.create(outlet=long, channel=channel, first_seen_at=press.MONDAY)
        for _ in range(40)
    ]
    order = []

    def work(pk):
        order.append(pk)
        time.sleep(0.002)
        return pk

    run_stage(lanes(work, batch=5), toy_tools(), at_once=4)
    others = {pk for outlet, some in made.items() if outlet != long.pk for pk in some}
    last_other = max(place for place, pk in enumerate(order) if pk in others)
    assert last_other < len(order) / 2
    assert len(order) == len(early) + 8


@pytest.mark.django_db
def test_a_server_that_hangs_delays_nobody_else(monkeypatch):
    monkeypatch.setattr(crew, "SLOW_SECONDS", 0.05)
    monkeypatch.setattr(runner, "LOOK_SECONDS", 0.02)
    made = outlets(12, 1)
    hanging = {pk for (pk,) in list(made.values())[:8]}
    ended, release = {}, threading.Event()

    def work(pk):
        if pk in hanging:
            release.wait(5)
            raise FetchError("no whole answer")
        ended[pk] = time.monotonic()
        if len(ended) == 4:
            release.set()
        return pk

    begun = time.monotonic()
    report = run_stage(lanes(work), toy_tools(), at_once=2)
    assert (report.done, report.set_back) == (4, 8)
    assert max(ended.values()) - begun < 3, "the four came through while eight hung"


def test_those_that_wait_are_many_times_as_many_and_no_more(monkeypatch):
    monkeypatch.setattr(crew, "SLOW_SECONDS", 0.01)
    monkeypatch.setattr(crew, "MOST_WAITING", 3)
    lock, release = threading.Lock(), threading.Event()
    at_work, most = 0, 0

    def work(value):
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        release.wait(5)
        with lock:
            at_work -= 1
        return value

    some = Crew(work, 2)
    for number in range(20):
        some.give(Task(number, number, number))
    until = time.monotonic() + 0.5
    done = []
    while time.monotonic() < until:
        done += some.finished(0.02)
    release.set()
    while not some.is_idle():
        done += some.finished(0.1)
    some.close()
    assert most == 6
    assert len(done) == 20


@pytest.mark.django_db
def test_a_host_that_gives_no_answer_twice_is_asked_no_more_in_this_turn():
    (some,) = outlets(1, 9).values()
    asked = []

    def work(pk):
        asked.append(pk)
        raise FetchError("no whole answer", where="http://a.test/")

    report = run_stage(lanes(work, batch=20), toy_tools(), at_once=2)
    assert asked == some[:2]
    assert (report.done, report.set_back) == (0, 9)


@pytest.mark.django_db
@pytest.mark.parametrize("error", [RefusedAddress("robots.txt"), FetchError("no", status=404)])
def test_a_host_that_answers_is_asked_for_everything(error):
    (some,) = outlets(1, 5).values()
    asked = []

    def work(pk):
        asked.append(pk)
        raise error

    run_stage(lanes(work), toy_tools(), at_once=2)
    assert asked == some


@pytest.mark.django_db
def test_a_turn_ends_and_what_was_not_begun_waits_for_the_next(monkeypatch):
    monkeypatch.setattr(runner, "TURN_SECONDS", 0.05)
    (some,) = outlets(1, 30).values()

    def work(pk):
        time.sleep(0.02)
        return pk

    first = run_stage(lanes(work, batch=30), toy_tools(), at_once=2)
    assert 0 < first.done < len(some)
    assert models.Lease.objects.count() == 0
    monkeypatch.setattr(runner, "TURN_SECONDS", 60)
    assert run_stage(lanes(work), toy_tools(), at_once=2).done == len(some) - first.done


@pytest.mark.django_db
def test_a_result_that_cant_be_kept_spoils_none_of_those_kept_with_it():
    rows = items(6)

    def keep_most(row, kept):
        keep(row, kept)
        if row == rows[2]:
            raise ValueError("a zero character")

    stage = toy(keep=keep_most, lane="pk")
    report = run_stage(stage, toy_tools(), at_once=3)
    assert (report.done, report.set_back) == (5, 1)
    assert rows[2].pk not in done()


@pytest.mark.django_db
def test_a_row_that_another_worker_is_at_is_left_to_it():
    rows = items(5)
    stage, tools = toy(lane="pk", batch=2), toy_tools()
    ask = Ask(current_recipe(stage, tools.clock.now()), tools.clock.now())
    theirs = lease(stage, ask, new_owner(), stage.question(ask))
    assert run_stage(stage, tools, at_once=2).done == 3
    assert done() == {row.pk for row in rows} - {row.pk for row in theirs}


def test_a_crew_takes_back_what_nobody_began():
    release = threading.Event()

    def work(value):
        release.wait(5)
        return value

    hands = Crew(work, 1)
    for number in range(4):
        hands.give(Task("one lane", None, number))
    time.sleep(0.05)
    assert [task.value for task in hands.drop_queue()] == [1, 2, 3]
    release.set()
    assert [one.result for one in hands.finished(5)] == [0]
    hands.close()


def test_a_crew_leaves_no_thread_behind():
    before = threading.active_count()
    hands = Crew(lambda value: value, 8)
    for number in range(50):
        hands.give(Task(number, None, number))
    finished = []
    while len(finished) < 50:
        finished += hands.finished(1)
    hands.close()
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before
    assert sorted(one.result for one in finished) == list(range(50))
