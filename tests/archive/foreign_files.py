"""Archive files as other programs write them, made up here: a plain one, and its wrappings."""

import gzip
import io
import zipfile
from datetime import UTC, datetime

import brotli
from backports import zstd

MARKET = b"<p>The market hall of Lower Tern opens at eight.</p>" * 9
FERRY = b"<p>The ferry to Knot is back.</p>" * 40
NOTE = b"\x00\x01a picture\xff" * 30
AT = datetime(2025, 11, 3, 8, 30, 15, tzinfo=UTC)


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


def http(body: bytes, **headers: str) -> bytes:
    named = {"Content-Type": "text/html; charset=utf-8"}
    named |= {key.replace("_", "-"): value for key, value in headers.items()}
    lines = ["HTTP/1.1 200 OK", *(f"{key}: {value}" for key, value in named.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def record(kind: str, url: str, block: bytes, content_type: str = "") -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2025-11-03T08:30:15Z",
        f"Content-Type: {content_type or f'application/http; msgtype={kind}'}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def parts(version: str = "1.0") -> list[bytes]:
    """A warcinfo, four answers in as many encodings, a request, a revisit and a resource."""
    answers = [
        http(MARKET),
        http(chunked(FERRY), Transfer_Encoding="chunked"),
        http(
            chunked(gzip.compress(FERRY, mtime=0)),
            Transfer_Encoding="chunked",
            Content_Encoding="gzip",
        ),
        http(brotli.compress(FERRY), Content_Encoding="br"),
    ]
    first = "http://tern.example/0"
    found = [record("warcinfo", "", b"software: a crawler\r\n", content_type="text/plain")]
    found += [
        record("response", f"http://tern.example/{number}", block)
        for number, block in enumerate(answers)
    ]
    found.append(record("request", first, b"GET /0 HTTP/1.1\r\nHost: tern.example\r\n\r\n"))
    found.append(record("revisit", first, http(b"")))
    found.append(record("resource", "ftp://tern.example/n.png", NOTE, content_type="image/png"))
    return [one.replace(b"WARC/1.0", f"WARC/{version}".encode(), 1) for one in found]


def records(version: str = "1.0", *, is_compressed: bool = False) -> bytes:
    """The parts one after another, each a gzip member of its own or none at all."""
    found = parts(version)
    return b"".join(gzip.compress(one, mtime=0) if is_compressed else one for one in found)


PAYLOADS = [MARKET, FERRY, FERRY, FERRY, NOTE]
KINDS = ["warcinfo", *["response"] * 4, "request", "revisit", "resource"]


def arc_record(url: str, block: bytes, version: int = 1) -> bytes:
    more = " 200 - - 0 tern.arc" if version == 2 else ""
    return f"{url} 192.0.2.7 20251103083015 text/html{more} {len(block)}\n".encode() + block + b"\n"


def arc(version: int = 1) -> list[bytes]:
    """The records of an ARC file: a version block and three answers."""
    fields = {1: "1 0 Tern Library", 2: "2 0 Tern Library"}[version]
    head = f"{fields}\nURL IP-address Archive-date Content-type Archive-length\n".encode()
    page = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nX-Long: a\r\n b\r\n\r\n"
    return [
        arc_record("filedesc://tern.arc", head, version),
        arc_record("http://tern.example/0", page + MARKET, version),
        arc_record("http://tern.example/a b", page + FERRY, version),
        arc_record(
            "dns:tern.example", b"20251103083015\ntern.example. 60 IN A 192.0.2.7\n", version
        ),
    ]


def zst(data: bytes, *, with_dictionary: bool) -> bytes:
    """`data` as one Zstandard frame after a dictionary, or as frames of single records."""
    if not with_dictionary:
        return zstd.compress(data)
    known = zstd.train_dict([data[i : i + 400] for i in range(0, len(data), 40)], 2000)
    frame = zstd.compress(known.dict_content)
    head = b"\x5d\x2a\x4d\x18" + len(frame).to_bytes(4, "little")
    cut = data.index(b"WARC/1.0", 10)
    frames = [zstd.compress(part, zstd_dict=known) for part in (data[:cut], data[cut:])]
    return head + frame + b"".join(frames)


def wacz(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()
