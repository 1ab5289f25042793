"""Where each page of the desk is found."""

from __future__ import annotations

from django.urls import include, path

from columninch.desk.views import (
    archived,
    code,
    editing,
    icon,
    issues,
    items,
    log,
    pipeline,
    preview,
    quotes,
    reprints,
    shares,
    sources,
    stories,
    week,
)

urlpatterns = [
    path("favicon.ico", icon.favicon, name="favicon"),
    path("", week.week, name="week"),
    path("items/", items.items, name="items"),
    path("items/<int:pk>/", items.item, name="item"),
    path("items/<int:pk>/archived/", archived.archived, name="archived"),
    path("items/<int:pk>/screenshot.png", archived.screenshot, name="screenshot"),
    path("items/<int:pk>/archived/bytes", archived.archived_bytes, name="archived-bytes"),
    path("shares/", shares.shares, name="shares"),
    path("shares/<int:pk>/", shares.frame, name="frame"),
    path("shares/<int:pk>/frame.csv", shares.frame_csv, name="frame-csv"),
    path("code/", code.code, name="code"),
    path("code/answer/", code.code_answer, name="code-answer"),
    path("code/undo/", code.code_undo, name="code-undo"),
    path("stories/", stories.stories, name="stories"),
    path("stories/<int:pk>/", stories.story, name="story"),
    path("quotes/", quotes.quotes, name="quotes"),
    path("reprints/", reprints.reprints, name="reprints"),
    path("issues/", issues.issues, name="issues"),
    path("issues/<int:number>/", issues.issue, name="issue"),
    path("issues/<int:number>/publish/", issues.issue_publish, name="issue-publish"),
    path("issues/<int:number>/lead/", editing.lead, name="lead"),
    path("issues/<int:number>/entries/<int:pk>/", editing.entry, name="entry"),
    path("issues/<int:number>/entries/<int:pk>/move/", editing.entry_move, name="entry-move"),
    path("issues/<int:number>/entries/<int:pk>/keep/", editing.entry_keep, name="entry-keep"),
    path("issues/<int:number>/citations/<int:pk>/", editing.citation, name="citation"),
    path("issues/<int:number>/preview/", preview.issue_preview, name="issue-preview"),
    path(
        "issues/<int:number>/preview/<path:path>",
        preview.issue_preview_file,
        name="issue-preview-file",
    ),
    path("sources/", sources.sources, name="sources"),
    path("sources/<int:pk>/", sources.source, name="source"),
    path("sources/<int:pk>/<slug:act>/", sources.source_act, name="source-act"),
    path("pipeline/", pipeline.pipeline, name="pipeline"),
    path("log/", log.log, name="log"),
    path("account/", include("allauth.urls")),
]
