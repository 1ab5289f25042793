"""The one fetcher for everything that goes out: safe, polite, bounded.

`web` is what the rest asks. It parses an address once (`weburl`), refuses what must not be
asked (`networks`, `robots`), waits for its turn at the host (`turns`), and connects to
nothing but what it has checked (`exchange`, `connection`).
"""
