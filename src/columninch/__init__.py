"""A media-monitoring desk whose weekly digest can be defended."""

__version__ = "0.1.0"
