"""A process that takes turns at a host, and tells when it had them, as JSON."""

import json
import sys
import time
from pathlib import Path

from columninch.collect.fetcher.settings import WebSettings
from columninch.collect.fetcher.turns import Turns

if __name__ == "__main__":
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    turns = Turns(WebSettings("ColumnInch/0", turns_folder=folder))
    held = []
    for _ in range(count):
        with turns.turn("tern.example", 0.05, "http://tern.example/"):
            begun = time.time()
            time.sleep(0.01)
            held.append((begun, time.time()))
    print(json.dumps(held))  # noqa: T201  its one output
