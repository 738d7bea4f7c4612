"""Licences: their terms, their scope, what is asked about them."""
