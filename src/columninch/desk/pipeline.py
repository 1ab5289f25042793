"""The whole flow on one page.

Data flows one way: a stage reads what earlier stages kept and no stage calls a later one.
The database is the queue: a row waits for a stage as long as it has no result of the
stage's recipe. A stage is four things: the question (which rows wait for me), the value
(row to record), the work (a plain function of a room) and the keeping (result to rows).
`runner.py` serves them all.
"""

from __future__ import annotations

from columninch import coding, collect, digest, extract, quotes, reprints, shares, stories
from columninch.collect.poll import poll_source
from columninch.desk import fetching, figures, waiting, work
from columninch.desk.keep import coding as keep_coding
from columninch.desk.keep import findings, frames, intake, issues, lessons, reading
from columninch.desk.keep import shares as keep_shares
from columninch.desk.models import Fetch, Item, Reading
from columninch.desk.stage import Stage, each, pure
from columninch.quotes.find import find_quotes

# fmt: off
STAGES: tuple[Stage, ...] = (
    # name, what it does, the room's revisions,
    #     question, value, work, keeping,
    #     what it consumes, and what else matters

    Stage("poll", "ask sources what is new", collect.REVISIONS,
          waiting.sources_to_poll, intake.polled_source, each(poll_source), intake.keep_poll,
          batch=200, lane="pk", source_of=intake.source_itself),

    Stage("fetch", "archive each item's page", collect.REVISIONS,
          waiting.items_to_fetch, intake.wanted_item, each(fetching.fetch_item), intake.keep_fetch,
          ("poll",), marks=(Item, "first_seen_at"), lane="listed__source", source_of=intake.lister),

    Stage("learn", "what an outlet's pages share", extract.REVISIONS,
          waiting.outlets_to_learn, lessons.pages_to_learn, each(work.learn_template),
          lessons.keep_template,
          ("fetch",), batch=1),

    Stage("read", "bytes to text", extract.REVISIONS,
          waiting.fetches_to_read, reading.capture_to_read, each(work.read_capture),
          reading.keep_reading,
          ("fetch", "learn"), marks=(Fetch, "at"), source_of=intake.source_of_fetch),

    Stage("pictures", "archive the pictures we may show", collect.REVISIONS,
          waiting.pictures_to_fetch, intake.picture_url, each(work.fetch_picture),
          intake.keep_picture,
          ("read",), lane="item__outlet"),

    Stage("reprints", "which texts are reprints, and of what", reprints.REVISIONS,
          waiting.days_to_trace, findings.day_texts, pure(work.trace_day), findings.keep_trace,
          ("read",), batch=1),

    Stage("stories", "which texts tell of one event", stories.REVISIONS,
          waiting.periods_to_group, findings.period_texts, pure(work.group_period),
          findings.keep_stories,
          ("read",), batch=1),

    Stage("rules", "what the codebooks' rules propose", coding.REVISIONS,
          waiting.readings_to_propose, keep_coding.text_to_propose, pure(work.propose_answers),
          keep_coding.keep_proposals,
          ("read",), settings=keep_coding.codebooks_digest, marks=(Reading, "made_at"), batch=50),

    Stage("quotes", "who said what", quotes.REVISIONS,
          waiting.readings_to_quote, findings.reading_to_search, pure(find_quotes),
          findings.keep_quotes,
          ("read",), marks=(Reading, "made_at"), batch=50),

    Stage("figures", "values of tracked figures", digest.REVISIONS,
          waiting.readings_to_figure, findings.figures_wanted, pure(work.find_figures),
          findings.keep_figures,
          ("read",), settings=figures.figures_digest, marks=(Reading, "made_at"), batch=50),

    Stage("frames", "list and draw what is to be coded", shares.REVISIONS,
          waiting.periods_to_frame, frames.period_output, pure(work.build_frames),
          frames.keep_frames,
          ("read", "reprints"), settings=frames.groups_digest, batch=1),

    Stage("shares", "estimate shares from the codings", shares.REVISIONS,
          waiting.frames_to_estimate, keep_shares.coded_frame, pure(work.estimate_frame),
          keep_shares.keep_shares,
          ("frames",), settings=keep_coding.codebooks_digest),

    Stage("draft", "draft the digest", digest.REVISIONS,
          waiting.periods_to_draft, issues.period_material, pure(work.draft_digest),
          issues.keep_draft,
          ("read", "reprints", "stories", "rules", "quotes", "figures"), batch=1),
)
# fmt: on
