"""Fraud that sellers and buyers report, what recurs in it, and the warnings that a person publishes to the sellers here."""
