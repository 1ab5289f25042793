"""Captures that the database speaks of, held against the archive."""

import pytest

from columninch.archive.verify import verify_archive
from columninch.desk import models
from columninch.desk.reads.archive import missing_captures

pytestmark = pytest.mark.django_db


def test_after_a_pass_every_capture_is_there(desk):
    assert models.Capture.objects.count() > 5
    assert list(missing_captures(desk.vault)) == []
    assert list(verify_archive(desk.vault.folder)) == []


def test_a_capture_with_another_hash_is_named_by_its_place_and_address(desk):
    capture = models.Capture.objects.order_by("pk").last()
    models.Capture.objects.filter(pk=capture.pk).update(sha256="0" * 64)
    (damage,) = missing_captures(desk.vault)
    assert (damage.file, damage.offset) == (capture.file, capture.offset)
    assert capture.url in damage.reason


def test_a_file_that_is_gone_is_told_for_each_capture_in_it(desk):
    for path in desk.vault.folder.iterdir():
        path.unlink()
    told = list(missing_captures(desk.vault))
    assert len(told) == models.Capture.objects.count()
    assert all("can't be read" in damage.reason for damage in told)


def test_a_position_outside_the_archive_is_damage_and_nothing_is_read(desk):
    capture = models.Capture.objects.first()
    models.Capture.objects.filter(pk=capture.pk).update(file="../../etc/passwd")
    (damage,) = missing_captures(desk.vault)
    assert "inside the archive" in damage.reason
