"""Law and house rules as pure data: packs per region, and the functions that choose, tighten and reckon them.

Imports nothing of the project and no framework; does no input or output when called.
"""
