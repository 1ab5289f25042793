"""Leases keep workers off each other's rows; a worker that died keeps nobody waiting."""

import os
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from columninch.desk import models
from columninch.desk.leases import LEASE_SECONDS
from columninch.desk.runner import run_pass, run_stage
from tests.desk import press
from tests.desk.toy import done, items, toy, toy_tools

pytestmark = pytest.mark.django_db

UNTIL = press.NOW + timedelta(seconds=LEASE_SECONDS)


def leased(row, pid, host=None, until=UNTIL):
    owner = f"{(host or socket.gethostname())[:20]}:{pid}:0a0b0c0d"
    return models.Lease.objects.create(stage="toy", row=row.pk, owner=owner, until=until)


@pytest.fixture
def dead():
    """The number of a process that is no more."""
    child = subprocess.Popen([sys.executable, "-c", ""])  # our own program
    child.wait()
    return child.pid


def test_a_row_that_a_living_worker_is_at_is_left_to_it():
    mine, theirs = items(2)
    lease = leased(theirs, os.getpid())
    run_pass([toy()], toy_tools())
    assert done() == {mine.pk}
    assert list(models.Lease.objects.all()) == [lease]


def test_a_row_of_a_worker_on_another_machine_is_left_to_it(dead):
    mine, theirs = items(2)
    leased(theirs, dead, host="another-machine")
    run_pass([toy()], toy_tools())
    assert done() == {mine.pk}


def test_a_row_of_a_dead_worker_is_free(dead):
    rows = items(2)
    leased(rows[0], dead)
    run_pass([toy()], toy_tools())
    assert done() == {row.pk for row in rows}
    assert models.Lease.objects.count() == 0


def test_a_lease_that_ran_out_is_free_whoever_has_it():
    rows = items(2)
    leased(rows[0], os.getpid(), until=press.NOW)
    run_stage(toy(), toy_tools())
    assert done() == {row.pk for row in rows}


def test_a_stage_that_breaks_off_frees_its_rows():
    rows = items(2)

    def work(values, tools):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_stage(replace(toy(), work=work), toy_tools())
    assert models.Lease.objects.count() == 0
    run_stage(toy(), toy_tools())
    assert done() == {row.pk for row in rows}


def test_rows_are_leased_while_they_are_worked_on():
    rows = items(2)
    seen = []

    def work(pk):
        seen.append(set(models.Lease.objects.values_list("row", flat=True)))
        return pk

    run_stage(toy(work), toy_tools())
    assert seen == [{row.pk for row in rows}] * 2
    assert models.Lease.objects.count() == 0
