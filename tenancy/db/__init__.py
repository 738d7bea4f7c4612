"""Django's PostgreSQL engine, with one difference: databases are made, cloned and emptied as `owner`.

Everything else, the tests included, runs as `app`, which owns nothing and bypasses nothing.
"""
