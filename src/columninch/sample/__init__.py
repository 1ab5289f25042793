"""The sample press: a fictional country's outlets, their two weeks, and the whole truth.

Karrow, its isles and harbours, its people and its disputes are invented. What is written by
hand lies in `parts/` (events and pieces, a file a dispute and language) and `setting/`
(outlets, people, codebook, the editor's notes). `edition` puts an edition together: each
event is told by several outlets from parts that are worn down as they are used, so that no
two articles read alike, and everything about every item is known. `press` answers for the
outlets as web servers would, in three templates, feeds of four kinds and subtitles, with the
usual troubles; `server` puts that on a local port.

An edition is frozen by its seed: the same seed gives the same bytes.
"""
