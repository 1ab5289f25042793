"""`python -m columninch` is the `columninch` command."""

import sys

from columninch.cli import main

sys.exit(main())
