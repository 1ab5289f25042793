"""Transcripts that a machine made are told from what people wrote: until now there were none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, false for all that is there."""

    dependencies = (("desk", "0002_intake"),)

    operations = (
        migrations.AddField(
            model_name="reading",
            name="is_machine_made",
            field=models.BooleanField(default=False, help_text="a machine wrote down what is said"),
        ),
    )
