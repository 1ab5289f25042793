"""From a frozen issue to files that people read: the site, the feed and the newsletter.

Nothing is decided here: what an issue says was drafted, cited and verified before. This
room sets it: an issue's pages open from disk without a script, and every number and
quotation on them opens to a copy of its source that lies beside them. The same issue gives
the same bytes.
"""

REVISIONS: dict[int, str] = {1: "first"}
