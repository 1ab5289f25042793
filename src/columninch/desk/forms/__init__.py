"""What people type and choose, checked before anything else sees it."""
