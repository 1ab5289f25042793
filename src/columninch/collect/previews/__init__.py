"""The public previews of channels: posts, whole, with their numbers."""
