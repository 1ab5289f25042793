"""The desk as a Django application."""

from django.apps import AppConfig


class DeskApp(AppConfig):
    """The one application of the desk."""

    name = "columninch.desk"
    label = "desk"

    def ready(self) -> None:
        """Register the checks over the pipeline."""
        from columninch.desk import checks  # noqa: F401, PLC0415  # models must be loaded first
