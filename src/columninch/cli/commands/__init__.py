"""The commands, a module each, with `run(given)` that returns an exit code."""
