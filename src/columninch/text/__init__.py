"""Text: what every other room asks of a text, and nothing that needs more than the text.

`normalise` folds for search and comparing, `language` guesses the language, `direction`
tells which way it runs, `sentences` and `words` give spans, `printed_dates` and
`relative_dates` read days as outlets tell them, `calendars` writes them in the Gregorian and
the Jalali calendar. Nothing here is stored under a recipe of its
own: the rooms that use it count a change here as theirs.
"""
