"""Lists of rights as files: registers' XML (WIPO ST.66, ST.96), CSV, JSON Lines, spreadsheets. Each is read as a stream.

Nothing here writes. A record that cannot be read comes back as what is wrong with it, with its line; the rest goes on.
"""
