"""Sitemaps: what a site lists for search engines, read within bounds."""
