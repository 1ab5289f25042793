"""Row to record and back: the only place that does.

For each stage a value function (the row, and what belongs to it, as a record) and a
keeping (the result as rows). A keeping runs inside a transaction that the runner opened.
"""
