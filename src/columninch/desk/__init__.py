"""The desk: stores, schedules and shows. It holds no algorithm.

Read `pipeline.py` first: the whole flow stands there on one page.
"""
