"""Versions: pages are visited again, and what changed is kept beside what was there before.

A fetch is of an item, a recipe and a visit now; each one that was there is its item's first.
An article that runs over several pages keeps a capture for each.
"""

import django.db.models.deletion
from django.db import migrations, models


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
    ]
