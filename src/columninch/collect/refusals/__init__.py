"""Telling what is not the article: walls, challenges, pages that aren't there."""
