"""Outlets' pages are numbered as they come, and what they share is learned from them.

Pages of before get their numbers too, so that an outlet need not begin anew.
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
        migrations.RunPython(number_pages, migrations.RunPython.noop),
    ]
