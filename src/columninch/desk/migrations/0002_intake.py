"""Intake that can be left alone: what sources remember, gaps, moves, revisits, tombstones.

Unchanged polls leave no row any more, so a source itself says when it last answered; captures
are found by their address, so each gets its hash.
"""

import hashlib
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def fill(apps: Any, schema_editor: Any) -> None:  # historical models have no types
    capture_model = apps.get_model("desk", "Capture")
    for capture in capture_model.objects.filter(url_sha256="").iterator(2000):
        digest = hashlib.sha256(capture.url.encode()).hexdigest()
        capture_model.objects.filter(pk=capture.pk).update(url_sha256=digest)
    poll_model = apps.get_model("desk", "Poll")
    for source in apps.get_model("desk", "Source").objects.all():
        last = poll_model.objects.filter(source=source).order_by("-at", "-pk").first()
        if last is not None:
            source.polled_at, source.poll_recipe = last.at, last.recipe
            source.document = last.capture
            source.save(update_fields=["polled_at", "poll_recipe", "document"])
    apps.get_model("desk", "Setback").objects.update(first_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScannedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=200, unique=True)),
                ("through", models.PositiveBigIntegerField(default=0)),
                (
                    "size",
                    models.PositiveBigIntegerField(default=0, help_text="how large it was then"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Deposit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "url",
                    models.CharField(blank=True, help_text="empty: not there yet", max_length=4000),
                ),
                ("asked_at", models.DateTimeField()),
                ("complaint", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="FormerUrl",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(max_length=2000)),
                ("until", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["-until"],
            },
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                (
                    "starts",
                    models.DateTimeField(help_text="empty: not known since when", null=True),
                ),
                ("ends", models.DateTimeField()),
                (
                    "count",
                    models.PositiveIntegerField(help_text="publications, where known", null=True),
                ),
                ("detail", models.TextField(blank=True)),
                ("found_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-ends"],
            },
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(help_text="takedown or retention", max_length=12)),
                ("reason", models.TextField(blank=True)),
                ("removed_at", models.DateTimeField()),
                ("removed_by", models.CharField(blank=True, max_length=200)),
                (
                    "quotations",
                    models.JSONField(
                        default=list,
                        help_text="SHA-256 of each published quotation that was verified in it",
                    ),
                ),
                (
                    "issues",
                    models.JSONField(
                        default=list,
                        help_text="series' key and number of each published issue that cites it",
                    ),
                ),
                (
                    "is_done",
                    models.BooleanField(
                        default=False,
                        help_text="its bytes are gone, and what was published of it",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="capture",
            name="original",
            field=models.ForeignKey(
                blank=True,
                help_text="the capture that holds the bytes, where this one says they came again",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisits",
                to="desk.capture",
            ),
        ),
        migrations.AddField(
            model_name="capture",
            name="url_sha256",
            field=models.CharField(default="", help_text="of `url`, to find it by", max_length=64),
        ),
        migrations.AddField(
            model_name="fetch",
            name="screenshot",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="desk.capture",
            ),
        ),
        migrations.AddField(
            model_name="setback",
            name="capture",
            field=models.ForeignKey(
                blank=True,
                help_text="what came instead of the article",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="desk.capture",
            ),
        ),
        migrations.AddField(
            model_name="setback",
            name="first_at",
            field=models.DateTimeField(help_text="when it failed first", null=True),
        ),
        migrations.AddField(
            model_name="setback",
            name="hint",
            field=models.TextField(blank=True, help_text="what a person could do"),
        ),
        migrations.AddField(
            model_name="setback",
            name="kind",
            field=models.CharField(
                blank=True,
                help_text="of what came instead of the article, in one word",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="gone_at",
            field=models.DateTimeField(
                blank=True,
                help_text="its server said that it is gone; asked once a week",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="is_backfill",
            field=models.BooleanField(
                default=False,
                help_text="gives what was published before the desk began; asked once",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="memory",
            field=models.TextField(blank=True, help_text="what its kind wants to know again"),
        ),
        migrations.AddField(
            model_name="source",
            name="options",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="source",
            name="poll_recipe",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="desk.recipe",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="document",
            field=models.ForeignKey(
                blank=True,
                help_text="the last document that it gave",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="desk.capture",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="polled_at",
            field=models.DateTimeField(blank=True, help_text="when it last answered", null=True),
        ),
        migrations.AlterField(
            model_name="source",
            name="interval_seconds",
            field=models.PositiveIntegerField(
                default=3600, help_text="adapts to how often it really publishes"
            ),
        ),
        migrations.AddIndex(
            model_name="capture",
            index=models.Index(fields=["url_sha256", "-at"], name="capture_of_url"),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.UniqueConstraint(
                fields=["file", "offset"], name="one_capture_a_place"
            ),
        ),
        migrations.AddField(
            model_name="deposit",
            name="capture",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deposit",
                to="desk.capture",
            ),
        ),
        migrations.AddField(
            model_name="formerurl",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former_urls",
                to="desk.source",
            ),
        ),
        migrations.AddField(
            model_name="gap",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="gaps", to="desk.source"
            ),
        ),
        migrations.AddField(
            model_name="tombstone",
            name="capture",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tombstone",
                to="desk.capture",
            ),
        ),
        migrations.AddIndex(
            model_name="gap",
            index=models.Index(fields=["source", "ends"], name="gap_of_source"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
