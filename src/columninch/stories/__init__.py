"""Stories: which texts tell of the same event, and which of them says it best."""

REVISIONS: dict[int, str] = {1: "first"}
