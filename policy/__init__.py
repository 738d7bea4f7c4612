"""Law and house rules as pure data: packs per region, and the functions that choose, tighten and reckon them.

Imports nothing of the project and no framework. Asks nobody when called: the holidays of a country come from the
tables of the package `holidays`, read once for each year.
"""
