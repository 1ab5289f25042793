"""Outlets' pages are numbered as they come, and what they share is learned from them.

Pages of before get their numbers too, so that an outlet need not begin anew. Pages are visited
again, and what changed is kept beside what was there before: a fetch is of an item, a recipe and
a visit now; each one that was there is its item's first. An article that runs over several pages
keeps a capture for each.
"""

from collections import Counter
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def number_pages(apps: Any, schema_editor: Any) -> None:  # historical models have no types
    fetch_model = apps.get_model("desk", "Fetch")
    html = Q(capture__content_type__startswith="text/html") | Q(
        capture__content_type__startswith="application/xhtml+xml"
    )
    pages = fetch_model.objects.filter(html, is_current=True, from_feed=False).order_by("pk")
    counts: Counter[int] = Counter()
    for pk, outlet in pages.values_list("pk", "item__outlet_id").iterator(2000):
        counts[outlet] += 1
        fetch_model.objects.filter(pk=pk).update(place=counts[outlet])
    for outlet, count in counts.items():
        apps.get_model("desk", "Outlet").objects.filter(pk=outlet).update(page_count=count)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_intake"),
    ]

    operations = [
        migrations.CreateModel(
            name="FetchedPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="the first page is 1 and stands in `fetch`"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Visits",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "count",
                    models.PositiveSmallIntegerField(default=0, help_text="after the first fetch"),
                ),
                ("next_at", models.DateTimeField(help_text="empty: no more", null=True)),
                ("last_at", models.DateTimeField(null=True)),
                (
                    "ends_at",
                    models.DateTimeField(help_text="from then on the item is old: no more visits"),
                ),
                ("etag", models.CharField(blank=True, max_length=500)),
                ("last_modified", models.CharField(blank=True, max_length=100)),
                (
                    "complaint",
                    models.TextField(
                        blank=True, help_text="why the last visit was in vain, or empty"
                    ),
                ),
                (
                    "gone_at",
                    models.DateTimeField(help_text="the page was taken down by then", null=True),
                ),
                (
                    "grew_at",
                    models.DateTimeField(help_text="of a live page: when it last grew", null=True),
                ),
            ],
            options={
                "verbose_name_plural": "visits",
            },
        ),
        migrations.RemoveConstraint(
            model_name="fetch",
            name="one_fetch_a_recipe",
        ),
        migrations.AddField(
            model_name="fetch",
            name="same_as",
            field=models.ForeignKey(
                help_text="the earlier fetch whose text this one only repeats",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="desk.fetch",
            ),
        ),
        migrations.AddField(
            model_name="fetch",
            name="seen_at",
            field=models.DateTimeField(help_text="when a later visit saw the same last", null=True),
        ),
        migrations.AddField(
            model_name="fetch",
            name="visit",
            field=models.PositiveSmallIntegerField(default=0, help_text="0: the first fetch"),
        ),
        migrations.AddConstraint(
            model_name="fetch",
            constraint=models.UniqueConstraint(
                fields=("item", "recipe", "visit"), name="one_fetch_a_visit"
            ),
        ),
        migrations.AddField(
            model_name="fetchedpage",
            name="capture",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desk.capture"
            ),
        ),
        migrations.AddField(
            model_name="fetchedpage",
            name="fetch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="desk.fetch"
            ),
        ),
        migrations.AddField(
            model_name="visits",
            name="answer",
            field=models.ForeignKey(
                help_text="what came in its stead",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="desk.capture",
            ),
        ),
        migrations.AddField(
            model_name="visits",
            name="item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="desk.item"
            ),
        ),
        migrations.AddConstraint(
            model_name="fetchedpage",
            constraint=models.UniqueConstraint(
                fields=("fetch", "number"), name="one_capture_a_page"
            ),
        ),
        migrations.AddIndex(
            model_name="visits",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="visit_due"
            ),
        ),
        migrations.CreateModel(
            name="Canary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("found", models.JSONField(default=list)),
                ("changes", models.JSONField(default=list)),
                (
                    "changed_at",
                    models.DateTimeField(help_text="None: all is where it was", null=True),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pages", models.PositiveIntegerField(help_text="of the outlet, learned from")),
                (
                    "next_at",
                    models.PositiveIntegerField(help_text="pages after which it is learned anew"),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "content",
                    models.JSONField(
                        default=dict,
                        help_text="what was learned; empty once newer versions replaced it",
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="reading",
            name="one_reading_a_recipe",
        ),
        migrations.AddField(
            model_name="fetch",
            name="lesson",
            field=models.PositiveIntegerField(
                default=0, help_text="pages learned from by the template that it is to be read by"
            ),
        ),
        migrations.AddField(
            model_name="fetch",
            name="place",
            field=models.PositiveIntegerField(
                default=0, help_text="which of its outlet's web pages it is, from 1; 0: it is none"
            ),
        ),
        migrations.AddField(
            model_name="outlet",
            name="page_count",
            field=models.PositiveIntegerField(default=0, help_text="web pages fetched of it"),
        ),
        migrations.AddField(
            model_name="reading",
            name="left_out",
            field=models.JSONField(
                default=list, help_text="lines that its template took out of the text, and why"
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="evidence",
            field=models.JSONField(
                default=list,
                help_text="where title, authors and day are stated, what was taken first",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="lesson",
            field=models.PositiveIntegerField(
                default=0, help_text="pages learned from by the template that it was read by"
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(
                fields=("fetch", "item", "recipe", "lesson"), name="one_reading_a_recipe"
            ),
        ),
        migrations.AddField(
            model_name="canary",
            name="outlet",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="canary", to="desk.outlet"
            ),
        ),
        migrations.AddField(
            model_name="template",
            name="outlet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="templates",
                to="desk.outlet",
            ),
        ),
        migrations.AddField(
            model_name="template",
            name="recipe",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="desk.recipe"),
        ),
        migrations.AddConstraint(
            model_name="template",
            constraint=models.UniqueConstraint(
                fields=("outlet", "recipe", "pages"), name="one_template_a_lesson"
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="is_machine_made",
            field=models.BooleanField(default=False, help_text="a machine wrote down what is said"),
        ),
        migrations.RunPython(number_pages, migrations.RunPython.noop),
    ]
