"""What a PDF may cost; parent and child process both keep to it."""

MAX_BYTES = 50_000_000
MAX_PAGES = 500
MAX_GLYPHS = 4_000_000
MEMORY_BYTES = 640 << 20
SECONDS = 60
MAX_ANSWER = 200_000_000
