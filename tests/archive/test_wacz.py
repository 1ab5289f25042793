import gzip
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from columninch.archive.cdx import urlkey
from columninch.archive.vault import WarcVault
from columninch.archive.wacz import wacz_bytes
from columninch.records import Response
from columninch.tools import FixedClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HEADERS = (("Content-Type", "text/html; charset=utf-8"),)


@pytest.fixture
def packed(tmp_path):
    with WarcVault(tmp_path, FixedClock(NOON)) as vault:
        captures = [
            vault.store(Response(url, url, 200, HEADERS, url.encode(), NOON))
            for url in (
                "https://www.tern.example/b?z=1&a=2",
                "http://knot.example:8080/",
                "file:x/y.srt",
            )
        ]
        cited = [captures[2], captures[0], captures[0]]
        return wacz_bytes(cited, vault, "Week 9", NOON), wacz_bytes(cited, vault, "Week 9", NOON)


def test_it_holds_the_cited_records_and_no_others(packed):
    with zipfile.ZipFile(io.BytesIO(packed[0])) as archive:
        data = archive.read("archive/data.warc.gz")
    urls = [
        one.rec_headers.get_header("WARC-Target-URI") for one in ArchiveIterator(io.BytesIO(data))
    ]
    assert urls == [None, "file:x/y.srt", "https://www.tern.example/b?z=1&a=2"]


def test_it_is_the_same_for_the_same_captures(packed):
    assert packed[0] == packed[1]


def test_its_description_has_the_hash_of_every_file(packed):
    with zipfile.ZipFile(io.BytesIO(packed[0])) as archive:
        assert archive.testzip() is None
        package = json.loads(archive.read("datapackage.json"))
        digest = json.loads(archive.read("datapackage-digest.json"))
        for one in package["resources"]:
            data = archive.read(one["path"])
            assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
            assert one["bytes"] == len(data)
        named = {one["path"] for one in package["resources"]} | {
            "datapackage.json",
            "datapackage-digest.json",
        }
        assert named == set(archive.namelist())
        described = hashlib.sha256(archive.read("datapackage.json")).hexdigest()
    assert package["wacz_version"] == "1.1.1"
    assert digest["hash"] == f"sha256:{described}"


def test_its_index_leads_to_each_record(packed):
    with zipfile.ZipFile(io.BytesIO(packed[0])) as archive:
        data = archive.read("archive/data.warc.gz")
        index = archive.read("indexes/index.cdx.gz")
        second = archive.read("indexes/index.idx").decode().splitlines()
    block = json.loads(second[1][second[1].index("{") :])
    assert block["length"] == len(index)
    lines = gzip.decompress(index).decode().splitlines()
    assert lines == sorted(lines)
    for line in lines:
        entry = json.loads(line[line.index("{") :])
        start, length = int(entry["offset"]), int(entry["length"])
        record = next(iter(ArchiveIterator(io.BytesIO(data[start : start + length]))))
        assert record.rec_headers.get_header("WARC-Target-URI") == entry["url"]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.tern.example/B?z=1&a=2", "example,tern)/b?a=2&z=1"),
        ("http://knot.example:8080", "example,knot:8080)/"),
        ("file:x/y.srt", "file:x/y.srt"),
    ],
)
def test_an_address_has_the_key_that_replay_programs_look_for(url, key):
    assert urlkey(url) == key
