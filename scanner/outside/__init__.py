"""Shops outside the marketplace: what their pages say, and the archives in which pages come and go.

`pages` and `archives` are pure: bytes in, values out. What is done with them stands in `scanner.services.outside`.
"""
