"""A private PostgreSQL and Valkey for demo and tests, from wheels, without a system package.

Knows nothing of the product: database name, roles and bootstrap SQL are handed in. Never for production,
where both servers are run by those who back them up.
"""
