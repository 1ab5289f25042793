"""Feeds: RSS, RDF, CDF, Atom and JSON Feed, and the channels of video hosts with their captions."""
