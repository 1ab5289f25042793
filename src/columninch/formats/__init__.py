"""Formats: what lies inside a container file, opened within limits.

Messages, PDF and Word documents are containers: before anything can be read in them, their
parts have to be taken out. That is done here, once, for the extraction (which chooses) and for
the verification of quotations (which must not choose); both go on in their own way. So are
the codings that answers of the web are packed in, for the fetcher and for archives. Whatever
comes in is hostile: sizes, depths and times are limited, and a limit that is passed is a
`ReadingError` that names it.
"""
