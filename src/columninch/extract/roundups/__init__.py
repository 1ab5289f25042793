"""Round-ups: whole articles of other outlets that stand in one page.

`lines` makes a page's lines, each with the style in which it is printed; `sections` cuts them
at the lines that may be titles; `credits` reads who first printed an article, and `sources`
its link; `articles` says which sections are articles; `find` chooses the style of title that
explains most of the page and leaves the rest to the page itself.
"""
