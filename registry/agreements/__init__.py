"""Contracts clause by clause, and reviews of their terms."""
