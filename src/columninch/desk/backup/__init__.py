"""A desk as one file or folder: written while it runs, read back into a new folder.

Nothing here needs Django, so that a desk of any version can be backed up:
`manifest` (what a backup says of itself), `snapshot` (the database at one moment), `contents`
(which files belong), `targets` (one file, or a folder that only takes what changed), `sources`
(reading either, trusting neither) and `holds` (whether the archive has what the database
speaks of). `tables` loads a database into one of the other kind, and is handed a connection.
"""
